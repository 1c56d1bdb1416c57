//! Statements of sandboxes.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    PgConnection, define_sql_function,
    dsl::{exists, now, sql},
    prelude::*,
    select, sql_query,
    sql_types::{BigInt, Bool, Date, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid},
    update,
};
use shared::{
    access::Role,
    people::PersonStatus,
    sandboxes::{MOST_SANDBOXES, Sandbox},
    wire::{
        PersonId, SandboxId,
        id::{AccountId, OrganisationId},
    },
};

use crate::db::{
    TenantTx,
    schema::{organisations, people},
};

define_sql_function! {
    /// See the migration `sandboxes`.
    fn found_sandbox(id: SqlUuid, maker: SqlUuid, name: Text, most: BigInt, ends: Nullable<Timestamptz>) -> Bool;
}

/// A sandbox, as its makers see it.
#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: SandboxId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    made_by: String,
    #[diesel(sql_type = Timestamptz)]
    created_at: DateTime<Utc>,
    #[diesel(sql_type = Integer)]
    days_ahead: i32,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    closes_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    person_id: Option<PersonId>,
}

/// Those of an organisation that aren't being deleted, before any is entered; with who the account is in each.
pub(super) fn of(conn: &mut PgConnection, org: OrganisationId, account: AccountId) -> QueryResult<Vec<Sandbox>> {
    let rows: Vec<Row> = sql_query(
        "SELECT o.org_id AS id, o.name, coalesce(m.name, '') AS made_by, o.created_at, o.days_ahead, o.closes_at,
                mine.id AS person_id
         FROM organisations o
         LEFT JOIN people m ON m.org_id = o.org_id AND m.id = o.sandbox_maker
         LEFT JOIN people mine ON mine.org_id = o.org_id AND mine.account_id = $2 AND mine.status = 'active'
         WHERE o.sandbox_of = $1 AND (o.closes_at IS NULL OR o.closes_at > now())
         ORDER BY o.created_at, o.org_id",
    )
    .bind::<SqlUuid, _>(org.0)
    .bind::<SqlUuid, _>(account.0)
    .load(conn)?;
    let shown = |row: Row| Sandbox {
        id: row.id,
        name: row.name,
        made_by: row.made_by,
        created_at: row.created_at,
        days_ahead: u16::try_from(row.days_ahead).unwrap_or(0),
        closes_at: row.closes_at,
        person_id: row.person_id,
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// Whether it is a sandbox of the organisation that isn't being deleted; before it is entered.
pub(super) fn is_of(conn: &mut PgConnection, org: OrganisationId, id: SandboxId) -> QueryResult<bool> {
    use organisations as o;
    let stays = o::closes_at.is_null().or(o::closes_at.gt(now));
    let found = o::table.find(id.0).filter(o::sandbox_of.eq(org.0)).filter(stays);
    select(exists(found)).get_result(conn)
}

/// Founds one beside the actor's organisation, with the actor as its Admin, that ends then unless it is kept; false where
/// there are as many as there can be.
pub(super) fn found(
    tx: &mut TenantTx<'_>,
    (id, maker): (SandboxId, PersonId),
    name: &str,
    ends: Option<DateTime<Utc>>,
) -> QueryResult<bool> {
    let most = i64::try_from(MOST_SANDBOXES).unwrap_or(i64::MAX);
    select(found_sandbox(id.0, maker.0, name, most, ends)).get_result(tx.conn())
}

/// Keeps one that is filled now, unless somebody has removed it meanwhile.
pub(super) fn filled(tx: &mut TenantTx<'_>) -> QueryResult<usize> {
    let stays = organisations::table.find(tx.org()).filter(organisations::closes_at.gt(Utc::now()));
    let kept = (organisations::closes_at.eq(None::<DateTime<Utc>>), organisations::closing_letters.eq(0));
    update(stays).set(kept).execute(tx.conn())
}

/// The actor's name, and the moment at which what they do here is done.
pub(super) fn maker(tx: &mut TenantTx<'_>) -> QueryResult<(String, DateTime<Utc>)> {
    let me = people::table.find((tx.org(), tx.actor.person.0));
    me.select((people::name, sql::<Timestamptz>("now()"))).first(tx.conn())
}

/// How the entered organisation stands, if it is a sandbox.
#[derive(QueryableByName)]
pub(super) struct Standing {
    #[diesel(sql_type = Integer)]
    pub days_ahead: i32,
    #[diesel(sql_type = Date)]
    pub today: NaiveDate,
    #[diesel(sql_type = Bool)]
    pub is_settled: bool,
    #[diesel(sql_type = Bool)]
    pub is_idle: bool,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub closes_at: Option<DateTime<Utc>>,
}

/// See [`Standing`]; `None` where it is none.
pub(super) fn standing(tx: &mut TenantTx<'_>) -> QueryResult<Option<Standing>> {
    sql_query(
        "SELECT o.days_ahead, org_day(o.time_zone, o.days_ahead) AS today, o.sandbox_idle AS is_idle, o.closes_at,
                coalesce(r.reminded_on >= org_day(o.time_zone, o.days_ahead), false) AS is_settled
         FROM organisations o LEFT JOIN notice_rounds r ON r.org_id = o.org_id
         WHERE o.org_id = $1 AND o.sandbox_of IS NOT NULL",
    )
    .bind::<SqlUuid, _>(tx.org())
    .get_result(tx.conn())
    .optional()
}

/// By how many days the clock is ahead, held until the transaction ends; `None` where it isn't a sandbox.
pub(super) fn hold_clock(tx: &mut TenantTx<'_>) -> QueryResult<Option<i32>> {
    use organisations as o;
    let sandbox = o::table.find(tx.org()).filter(o::sandbox_of.is_not_null());
    sandbox.select(o::days_ahead).for_no_key_update().first(tx.conn()).optional()
}

/// Sets by how many days it is.
pub(super) fn put_forward(tx: &mut TenantTx<'_>, days_ahead: i32) -> QueryResult<usize> {
    update(organisations::table.find(tx.org())).set(organisations::days_ahead.eq(days_ahead)).execute(tx.conn())
}

/// Says whether it closes because nobody uses it.
pub(super) fn set_idle(tx: &mut TenantTx<'_>, is_idle: bool) -> QueryResult<usize> {
    update(organisations::table.find(tx.org())).set(organisations::sandbox_idle.eq(is_idle)).execute(tx.conn())
}

#[derive(QueryableByName)]
struct Used {
    #[diesel(sql_type = Date)]
    day: NaiveDate,
}

/// Notes when somebody or a program was here last, and gives that day; `None` where it isn't a sandbox.
pub(super) fn note_use(tx: &mut TenantTx<'_>) -> QueryResult<Option<NaiveDate>> {
    let used: Option<Used> = sql_query(
        "UPDATE organisations o SET sandbox_used_on = greatest(
            o.sandbox_used_on, o.created_at::date,
            (SELECT max(s.last_seen_at)::date FROM sessions s WHERE s.org_id = o.org_id),
            (SELECT max(t.last_used_at)::date FROM api_tokens t WHERE t.org_id = o.org_id))
         WHERE o.org_id = $1 AND o.sandbox_of IS NOT NULL RETURNING o.sandbox_used_on AS day",
    )
    .bind::<SqlUuid, _>(tx.org())
    .get_result(tx.conn())
    .optional()?;
    Ok(used.map(|used| used.day))
}

/// Role and status of somebody here.
pub(super) fn person(tx: &mut TenantTx<'_>, id: PersonId) -> QueryResult<Option<(Role, PersonStatus)>> {
    people::table.find((tx.org(), id.0)).select((people::role, people::status)).first(tx.conn()).optional()
}
