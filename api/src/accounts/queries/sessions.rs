//! Sessions: opened at log-in, found by their id, deleted only with who is erased.

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryResult,
    dsl::{exists, now, sql},
    expression::SqlLiteral,
    helper_types::Filter,
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{Bool, Text, Timestamptz, Uuid as SqlUuid},
    update,
};
use shared::{
    accounts::Session,
    wire::{
        PersonId, SessionId,
        id::{AccountId, OrganisationId},
    },
};

use crate::db::schema::sessions;

/// A session about to be opened.
#[derive(Debug, Insertable)]
#[diesel(table_name = sessions)]
pub(in crate::accounts) struct NewSession {
    pub org_id: OrganisationId,
    pub id: SessionId,
    pub account_id: AccountId,
    pub person_id: PersonId,
    pub expires_at: DateTime<Utc>,
    pub device: String,
    pub address: String,
    pub methods: Vec<String>,
    /// When its owner proved who they are; `None` for now.
    pub authenticated_at: Option<DateTime<Utc>>,
}

/// A session as its owner sees it; read by [`shown`].
#[derive(Debug, Queryable)]
pub(in crate::accounts) struct SessionRow {
    id: SessionId,
    device: String,
    address: String,
    last_address: String,
    created_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    ends_unused_at: DateTime<Utc>,
}

impl SessionRow {
    /// For the list; `asking` is the session of whoever reads it.
    pub(in crate::accounts) fn into_session(self, asking: SessionId) -> Session {
        let Self { id, device, address, last_address, created_at, last_seen_at, expires_at, ends_unused_at } = self;
        Session {
            id,
            current: id == asking,
            device,
            // Until it is used again, it was last used at its log-in.
            last_address: if last_address.is_empty() { address.clone() } else { last_address },
            address,
            created_at,
            last_seen_at,
            expires_at,
            ends_unused_at: ends_unused_at.min(expires_at),
        }
    }
}

/// Where a session was, for the audit log.
pub(in crate::accounts) type Ended = (OrganisationId, SessionId);

/// When a session ends at the latest: `expires_at` is seven days after the log-in, and its organisation may want less.
const ENDS: &str = "(SELECT sessions.expires_at - make_interval(mins => 10080 - o.session_minutes) \
    FROM organisations o WHERE o.org_id = sessions.org_id)";
/// When it ends if it isn't used again.
const ENDS_UNUSED: &str = "(SELECT sessions.last_seen_at + make_interval(mins => o.idle_minutes) \
    FROM organisations o WHERE o.org_id = sessions.org_id)";
/// What `enter_tenant` accepts, the state of the person aside.
const LIVE: &str = "sessions.revoked_at IS NULL AND EXISTS (SELECT FROM organisations o \
    WHERE o.org_id = sessions.org_id \
      AND sessions.expires_at - make_interval(mins => 10080 - o.session_minutes) > now() \
      AND sessions.last_seen_at + make_interval(mins => o.idle_minutes) > now())";

type Shown = (
    sessions::id,
    sessions::device,
    sessions::address,
    sessions::last_address,
    sessions::created_at,
    sessions::last_seen_at,
    SqlLiteral<Timestamptz>,
    SqlLiteral<Timestamptz>,
);

fn live() -> Filter<sessions::table, SqlLiteral<Bool>> {
    sessions::table.filter(sql::<Bool>(LIVE))
}

/// What can still be ended. A session that the policy holds to be over is among it: it would come back with a longer one.
fn unended() -> Filter<sessions::table, SqlLiteral<Bool>> {
    sessions::table.filter(sql::<Bool>("sessions.revoked_at IS NULL AND sessions.expires_at > now()"))
}

/// Opens a session.
pub(in crate::accounts) fn open(conn: &mut PgConnection, session: &NewSession) -> QueryResult<()> {
    insert_into(sessions::table).values(session).execute(conn)?;
    Ok(())
}

/// When a session ends at the latest.
pub(in crate::accounts) fn ends_at(conn: &mut PgConnection, id: SessionId) -> QueryResult<DateTime<Utc>> {
    live().filter(sessions::id.eq(id.0)).select(sql::<Timestamptz>(ENDS)).first(conn)
}

/// Whose a session is, and by what they proved it when it was opened.
pub(in crate::accounts) fn proved_by(conn: &mut PgConnection, id: SessionId) -> QueryResult<(AccountId, Vec<String>)> {
    sessions::table.filter(sessions::id.eq(id.0)).select((sessions::account_id, sessions::methods)).first(conn)
}

/// When the token of a session expires: the same for all sessions that came of one log-in.
pub(in crate::accounts) fn expires_at(conn: &mut PgConnection, id: SessionId) -> QueryResult<DateTime<Utc>> {
    live().filter(sessions::id.eq(id.0)).select(sessions::expires_at).first(conn)
}

/// Whether anybody has ever logged in to the account.
pub(in crate::accounts) fn were_there(conn: &mut PgConnection, account: AccountId) -> QueryResult<bool> {
    diesel::select(exists(sessions::table.filter(sessions::account_id.eq(account.0)))).get_result(conn)
}

/// What a session is renewed into; all else is taken over from it.
#[derive(Debug)]
pub(in crate::accounts) struct Renewal<'a> {
    pub org: OrganisationId,
    pub id: SessionId,
    pub person: PersonId,
    pub device: &'a str,
    pub address: String,
    /// Whether its owner has just proved who they are.
    pub proved: bool,
}

#[derive(QueryableByName)]
struct Renewed {
    #[diesel(sql_type = Timestamptz)]
    expires_at: DateTime<Utc>,
}

/// Ends a session of an account and opens another in its place, which ends when it would have: at which time. `None` if it
/// is over already, as the second of two that are renewed at once.
pub(in crate::accounts) fn renew(
    conn: &mut PgConnection,
    account: AccountId,
    old: SessionId,
    new: &Renewal<'_>,
) -> QueryResult<Option<DateTime<Utc>>> {
    let renewed: Option<Renewed> = sql_query(include_str!("renew.sql"))
        .bind::<SqlUuid, _>(account.0)
        .bind::<SqlUuid, _>(old.0)
        .bind::<SqlUuid, _>(new.org.0)
        .bind::<SqlUuid, _>(new.id.0)
        .bind::<SqlUuid, _>(new.person.0)
        .bind::<Text, _>(new.device)
        .bind::<Text, _>(&new.address)
        .bind::<Bool, _>(new.proved)
        .get_result(conn)
        .optional()?;
    Ok(renewed.map(|renewed| renewed.expires_at))
}

/// The columns of a [`SessionRow`].
fn shown() -> Shown {
    (
        sessions::id,
        sessions::device,
        sessions::address,
        sessions::last_address,
        sessions::created_at,
        sessions::last_seen_at,
        sql(ENDS),
        sql(ENDS_UNUSED),
    )
}

/// An account's live sessions, newest first.
pub(in crate::accounts) fn of_account(conn: &mut PgConnection, account: AccountId) -> QueryResult<Vec<SessionRow>> {
    live()
        .filter(sessions::account_id.eq(account.0))
        .order((sessions::created_at.desc(), sessions::id))
        .select(shown())
        .load(conn)
}

/// A person's live sessions in one organisation, newest first.
pub(in crate::accounts) fn of_person(
    conn: &mut PgConnection,
    org: OrganisationId,
    person: PersonId,
) -> QueryResult<Vec<SessionRow>> {
    live()
        .filter(sessions::org_id.eq(org.0).and(sessions::person_id.eq(person.0)))
        .order((sessions::created_at.desc(), sessions::id))
        .select(shown())
        .load(conn)
}

/// Ends one session of an account; `None` if it has no such session that isn't over for good.
pub(in crate::accounts) fn end(
    conn: &mut PgConnection,
    account: AccountId,
    id: SessionId,
) -> QueryResult<Option<Ended>> {
    update(unended().filter(sessions::account_id.eq(account.0).and(sessions::id.eq(id.0))))
        .set(sessions::revoked_at.eq(now))
        .returning((sessions::org_id, sessions::id))
        .get_result(conn)
        .optional()
}

/// Ends all sessions of an account but one.
pub(in crate::accounts) fn end_all(
    conn: &mut PgConnection,
    account: AccountId,
    but: Option<SessionId>,
) -> QueryResult<Vec<Ended>> {
    let kept = but.map_or(uuid::Uuid::nil(), |id| id.0);
    update(unended().filter(sessions::account_id.eq(account.0).and(sessions::id.ne(kept))))
        .set(sessions::revoked_at.eq(now))
        .returning((sessions::org_id, sessions::id))
        .get_results(conn)
}

/// Ends what an account's owner allowed apps.
pub(in crate::accounts) fn end_apps(conn: &mut PgConnection, account: AccountId) -> QueryResult<usize> {
    sql_query(include_str!("end_apps.sql")).bind::<SqlUuid, _>(account.0).execute(conn)
}

/// Ends one session of a person; whether it wasn't over for good.
pub(in crate::accounts) fn end_of_person(
    conn: &mut PgConnection,
    org: OrganisationId,
    person: PersonId,
    id: SessionId,
) -> QueryResult<bool> {
    let of_person = unended().filter(sessions::org_id.eq(org.0).and(sessions::person_id.eq(person.0)));
    let session = of_person.filter(sessions::id.eq(id.0));
    Ok(update(session).set(sessions::revoked_at.eq(now)).execute(conn)? == 1)
}
