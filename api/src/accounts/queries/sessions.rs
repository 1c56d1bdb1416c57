//! Sessions: opened at log-in, found by their id, never deleted.

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryResult,
    dsl::{now, sql},
    expression::SqlLiteral,
    helper_types::Filter,
    insert_into,
    prelude::*,
    sql_types::Bool,
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
}

/// A session as its owner sees it.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub(in crate::accounts) struct SessionRow {
    id: SessionId,
    device: String,
    address: String,
    created_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

impl SessionRow {
    /// For the list; `asking` is the session of whoever reads it.
    pub(in crate::accounts) fn into_session(self, asking: SessionId) -> Session {
        let Self { id, device, address, created_at, last_seen_at, expires_at } = self;
        Session { id, current: id == asking, device, address, created_at, last_seen_at, expires_at }
    }
}

/// Where a session was, for the audit log.
pub(in crate::accounts) type Ended = (OrganisationId, SessionId);

/// What `open_tenant` accepts, the state of the person aside.
const LIVE: &str = "revoked_at IS NULL AND expires_at > now() AND last_seen_at > now() - interval '3 days'";

fn live() -> Filter<sessions::table, SqlLiteral<Bool>> {
    sessions::table.filter(sql::<Bool>(LIVE))
}

/// Opens a session.
pub(in crate::accounts) fn open(conn: &mut PgConnection, session: &NewSession) -> QueryResult<()> {
    insert_into(sessions::table).values(session).execute(conn)?;
    Ok(())
}

/// When a session ends at the latest.
pub(in crate::accounts) fn expires_at(conn: &mut PgConnection, id: SessionId) -> QueryResult<DateTime<Utc>> {
    live().filter(sessions::id.eq(id.0)).select(sessions::expires_at).first(conn)
}

/// An account's live sessions, newest first.
pub(in crate::accounts) fn of_account(conn: &mut PgConnection, account: AccountId) -> QueryResult<Vec<SessionRow>> {
    live()
        .filter(sessions::account_id.eq(account.0))
        .order((sessions::created_at.desc(), sessions::id))
        .select(SessionRow::as_select())
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
        .select(SessionRow::as_select())
        .load(conn)
}

/// Ends one session of an account; `None` if it has no such live session.
pub(in crate::accounts) fn end(
    conn: &mut PgConnection,
    account: AccountId,
    id: SessionId,
) -> QueryResult<Option<Ended>> {
    update(live().filter(sessions::account_id.eq(account.0).and(sessions::id.eq(id.0))))
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
    update(live().filter(sessions::account_id.eq(account.0).and(sessions::id.ne(kept))))
        .set(sessions::revoked_at.eq(now))
        .returning((sessions::org_id, sessions::id))
        .get_results(conn)
}

/// Ends one session of a person; whether it was live.
pub(in crate::accounts) fn end_of_person(
    conn: &mut PgConnection,
    org: OrganisationId,
    person: PersonId,
    id: SessionId,
) -> QueryResult<bool> {
    let of_person = live().filter(sessions::org_id.eq(org.0).and(sessions::person_id.eq(person.0)));
    let session = of_person.filter(sessions::id.eq(id.0));
    Ok(update(session).set(sessions::revoked_at.eq(now)).execute(conn)? == 1)
}
