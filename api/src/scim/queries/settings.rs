//! What Admins set.

use chrono::{DateTime, Utc};
use diesel::{
    dsl::{now, sql},
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Bool, Text, Timestamptz, Uuid as SqlUuid},
    update,
};
use shared::{
    people::PersonRef,
    scim::{LATEST, ScimArrival, ScimRoles, ScimTeams},
};
use uuid::Uuid;

use crate::db::{
    TenantTx,
    schema::{scim_people, scim_settings, scim_settings::dsl},
};

/// How the directory keeps people.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = scim_settings)]
pub(in crate::scim) struct Settings {
    pub is_on: bool,
    pub roles: ScimRoles,
    pub teams: ScimTeams,
    pub invites: bool,
    pub last_called_at: Option<DateTime<Utc>>,
    pub last_caller: Option<String>,
    pub version: i64,
}

impl Default for Settings {
    /// As it is where nobody has set anything.
    fn default() -> Self {
        Self {
            is_on: false,
            roles: ScimRoles::Employees,
            teams: ScimTeams::Groups,
            invites: true,
            last_called_at: None,
            last_caller: None,
            version: 0,
        }
    }
}

/// The organisation's own.
pub(in crate::scim) fn settings(tx: &mut TenantTx<'_>) -> QueryResult<Settings> {
    let row = dsl::scim_settings.find(tx.org()).select(Settings::as_select()).first(tx.conn()).optional()?;
    Ok(row.unwrap_or_default())
}

/// The same, held until the transaction ends.
pub(in crate::scim) fn lock(tx: &mut TenantTx<'_>) -> QueryResult<Settings> {
    let query = dsl::scim_settings.find(tx.org()).select(Settings::as_select()).for_no_key_update();
    Ok(query.first(tx.conn()).optional()?.unwrap_or_default())
}

/// Sets them.
pub(in crate::scim) fn set(tx: &mut TenantTx<'_>, to: &Settings) -> QueryResult<Settings> {
    let values =
        || (dsl::is_on.eq(to.is_on), dsl::roles.eq(to.roles), dsl::teams.eq(to.teams), dsl::invites.eq(to.invites));
    insert_into(dsl::scim_settings)
        .values((dsl::org_id.eq(tx.org()), values()))
        .on_conflict(dsl::org_id)
        .do_update()
        .set((values(), dsl::version.eq(dsl::version + 1)))
        .returning(Settings::as_returning())
        .get_result(tx.conn())
}

/// Notes that the directory called, once a minute.
pub(in crate::scim) fn note_call(tx: &mut TenantTx<'_>, caller: &str) -> QueryResult<usize> {
    let long_ago = dsl::last_called_at.is_null().or(sql::<Bool>("last_called_at < now() - interval '1 minute'"));
    update(dsl::scim_settings.filter(dsl::org_id.eq(tx.org()).and(long_ago)))
        .set((dsl::last_called_at.eq(now), dsl::last_caller.eq(caller)))
        .execute(tx.conn())
}

/// How many people the directory keeps.
pub(in crate::scim) fn kept(tx: &mut TenantTx<'_>) -> QueryResult<i64> {
    let theirs = scim_people::org_id.eq(tx.org()).and(scim_people::removed_at.is_null());
    scim_people::table.filter(theirs).count().get_result(tx.conn())
}

#[derive(QueryableByName)]
struct ArrivalRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Timestamptz)]
    created_at: DateTime<Utc>,
}

/// Who came by it last, latest first.
pub(in crate::scim) fn arrivals(tx: &mut TenantTx<'_>) -> QueryResult<Vec<ScimArrival>> {
    let rows: Vec<ArrivalRow> =
        sql_query(include_str!("latest.sql")).bind::<SqlUuid, _>(tx.org()).bind::<BigInt, _>(LATEST).load(tx.conn())?;
    let arrival =
        |row: ArrivalRow| ScimArrival { person: PersonRef { id: row.id.into(), name: row.name }, at: row.created_at };
    Ok(rows.into_iter().map(arrival).collect())
}
