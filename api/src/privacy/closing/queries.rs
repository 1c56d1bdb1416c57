//! Statements about organisations that close.

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, define_sql_function,
    prelude::*,
    select, sql_query,
    sql_types::{Array, Uuid as SqlUuid},
    update,
};
use serde_json::Value;
use shared::{access::Role, people::PersonStatus, privacy::OrganisationClosing, wire::id::OrganisationId};
use uuid::Uuid;

use super::ClosedOrganisation;
use crate::db::{
    TenantTx,
    schema::{closed_organisations, organisations, people},
};

define_sql_function! {
    /// See the migration `organisation_closing`.
    fn close_organisation(org: SqlUuid) -> Nullable<Jsonb>;
}
define_sql_function! {
    /// See the migration `organisation_closing`.
    fn forget_accounts(ids: Array<SqlUuid>) -> Integer;
}

/// How an organisation stands to its end.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = organisations)]
pub(super) struct Standing {
    /// What it is called.
    pub name: String,
    /// When it ends, if it does.
    pub closes_at: Option<DateTime<Utc>>,
    /// How many letters about it are written.
    pub closing_letters: i32,
}

/// As Admins see it.
pub(super) fn read(tx: &mut TenantTx<'_>) -> QueryResult<OrganisationClosing> {
    let standing = organisations::table.find(tx.org()).select(Standing::as_select()).first(tx.conn())?;
    let people = people::table.filter(people::org_id.eq(tx.org()).and(people::kind.eq("person")));
    let people = people.count().get_result(tx.conn())?;
    Ok(OrganisationClosing { name: standing.name, people, closes_at: standing.closes_at })
}

/// The same, held until the transaction ends. `None` if the organisation is gone.
pub(super) fn hold(tx: &mut TenantTx<'_>) -> QueryResult<Option<Standing>> {
    let row = organisations::table.find(tx.org()).select(Standing::as_select());
    row.for_update().first(tx.conn()).optional()
}

/// Sets when it ends, if it does, and how many letters about it are written.
pub(super) fn set(tx: &mut TenantTx<'_>, closes_at: Option<DateTime<Utc>>, letters: i32) -> QueryResult<()> {
    update(organisations::table.find(tx.org()))
        .set((organisations::closes_at.eq(closes_at), organisations::closing_letters.eq(letters)))
        .execute(tx.conn())?;
    Ok(())
}

/// Says that it ends, or stays, by somebody's will: no use of a sandbox undoes that.
pub(super) fn set_willed(tx: &mut TenantTx<'_>) -> QueryResult<usize> {
    update(organisations::table.find(tx.org())).set(organisations::sandbox_idle.eq(false)).execute(tx.conn())
}

/// Name and address of every Admin who is there; of a sandbox, of its maker alone. The outbox can't hold back what is
/// written once the sandbox is gone.
pub(in crate::privacy) fn admins(tx: &mut TenantTx<'_>) -> QueryResult<Vec<(String, String)>> {
    let maker = organisations::table.find(tx.org()).select(organisations::sandbox_maker);
    let maker: Option<Uuid> = maker.first(tx.conn())?;
    let there = people::org_id.eq(tx.org()).and(people::status.eq(PersonStatus::Active.as_str()));
    let there = people::table.filter(there).order(people::id).select((people::name, people::email));
    match maker {
        Some(maker) => there.filter(people::id.eq(maker)).load(tx.conn()),
        None => there.filter(people::role.eq(Role::Admin.as_str())).load(tx.conn()),
    }
}

/// What somebody is called.
pub(in crate::privacy) fn actor_name(tx: &mut TenantTx<'_>) -> QueryResult<String> {
    people::table.find((tx.org(), tx.actor.person.0)).select(people::name).first(tx.conn())
}

/// The accounts of its people.
pub(super) fn accounts(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Uuid>> {
    let with = people::table.filter(people::org_id.eq(tx.org())).filter(people::account_id.is_not_null());
    with.select(people::account_id.assume_not_null()).load(tx.conn())
}

/// Deletes all that the organisation has, once its day has come; how many rows of which table. However long it takes: half
/// of it would be undone.
pub(super) fn delete_all(tx: &mut TenantTx<'_>) -> QueryResult<Option<Value>> {
    sql_query("SET LOCAL statement_timeout = 0").execute(tx.conn())?;
    let org = tx.org();
    select(close_organisation(org)).get_result(tx.conn())
}

/// Deletes those of these accounts who are nobody anywhere any more; how many.
pub(super) fn forget(tx: &mut TenantTx<'_>, accounts: &[Uuid]) -> QueryResult<i32> {
    select(forget_accounts(accounts)).get_result(tx.conn())
}

/// Every organisation that is to close, with its day and how many letters are written; before one is entered.
pub(super) fn closing(conn: &mut PgConnection) -> QueryResult<Vec<(OrganisationId, DateTime<Utc>, i32)>> {
    organisations::table
        .filter(organisations::closes_at.is_not_null())
        .order(organisations::closes_at)
        .select((organisations::org_id, organisations::closes_at.assume_not_null(), organisations::closing_letters))
        .load(conn)
}

/// Every organisation that is gone.
pub(super) fn gone(conn: &mut PgConnection) -> QueryResult<Vec<ClosedOrganisation>> {
    let all: Vec<(OrganisationId, DateTime<Utc>)> =
        closed_organisations::table.order(closed_organisations::closed_at).load(conn)?;
    let one = |(closed_organisation, closed_at)| ClosedOrganisation { closed_organisation, closed_at };
    Ok(all.into_iter().map(one).collect())
}
