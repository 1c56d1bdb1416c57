//! Statements of files of the whole organisation.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    PgConnection, delete, insert_into,
    prelude::*,
    sql_query,
    sql_types::{Array, Text, Uuid as SqlUuid},
    update,
};
use shared::{
    privacy::{OrganisationExport, OrganisationExportState as State},
    wire::{OrganisationExportId, PersonId, id::OrganisationId},
};
use uuid::Uuid;

use crate::db::{
    TenantTx,
    schema::{organisation_export_chunks as chunks, organisation_exports as exports, people},
};

/// So many things are read at once.
const AT_ONCE: &str = "FETCH 500 FROM part";
/// After so many tries it is given up.
const MOST_TRIES: i32 = 3;

/// A file that somebody asked for, as its reader sees it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = exports)]
pub(super) struct ExportRow {
    id: OrganisationExportId,
    state: State,
    asked_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    things: Option<i64>,
    bytes: Option<i64>,
}

impl ExportRow {
    /// As it is answered.
    pub(super) fn shown(self) -> OrganisationExport {
        let Self { id, state, asked_at, expires_at, things, bytes } = self;
        OrganisationExport { id, state, asked_at, expires_at, things, bytes }
    }

    /// Whether it can be taken.
    pub(super) fn is_ready(&self) -> bool {
        self.state == State::Ready && self.expires_at > Utc::now()
    }
}

/// A file to be made, or to be deleted.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = exports)]
pub(super) struct Waiting {
    pub org_id: OrganisationId,
    pub id: OrganisationExportId,
    pub asked_by: PersonId,
    expires_at: DateTime<Utc>,
}

impl Waiting {
    /// Whether its time is over.
    pub(super) fn is_over(&self) -> bool {
        self.expires_at <= Utc::now()
    }
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// The actor's, latest first.
pub(super) fn own(tx: &mut TenantTx<'_>) -> QueryResult<Vec<ExportRow>> {
    exports::table
        .filter(exports::org_id.eq(tx.org()).and(exports::asked_by.eq(tx.actor.person.0)))
        .filter(exports::expires_at.gt(Utc::now()))
        .order((exports::asked_at.desc(), exports::id.desc()))
        .select(ExportRow::as_select())
        .load(tx.conn())
}

/// One of the actor's.
pub(super) fn read(tx: &mut TenantTx<'_>, id: OrganisationExportId) -> QueryResult<Option<ExportRow>> {
    let one = exports::table.find((tx.org(), id.0)).filter(exports::asked_by.eq(tx.actor.person.0));
    one.select(ExportRow::as_select()).first(tx.conn()).optional()
}

/// When the actor asked for those of the last day, the first first.
pub(super) fn lately(tx: &mut TenantTx<'_>) -> QueryResult<Vec<DateTime<Utc>>> {
    exports::table
        .filter(exports::org_id.eq(tx.org()).and(exports::asked_by.eq(tx.actor.person.0)))
        .filter(exports::asked_at.gt(Utc::now() - TimeDelta::days(1)))
        .order(exports::asked_at)
        .select(exports::asked_at)
        .load(tx.conn())
}

/// The actor's name and address.
pub(super) fn addressee(tx: &mut TenantTx<'_>) -> QueryResult<(String, String)> {
    people::table.find((tx.org(), tx.actor.person.0)).select((people::name, people::email)).first(tx.conn())
}

/// Holds the actor until the transaction ends, so that of two requests at once one waits for the other.
pub(super) fn hold_actor(tx: &mut TenantTx<'_>) -> QueryResult<Uuid> {
    let actor = people::table.find((tx.org(), tx.actor.person.0)).select(people::id);
    actor.for_no_key_update().first(tx.conn())
}

/// Asks for one.
pub(super) fn ask(tx: &mut TenantTx<'_>) -> QueryResult<ExportRow> {
    let values =
        (exports::org_id.eq(tx.org()), exports::id.eq(Uuid::now_v7()), exports::asked_by.eq(tx.actor.person.0));
    insert_into(exports::table).values(values).returning(ExportRow::as_returning()).get_result(tx.conn())
}

/// What is to be made or deleted, whosever it is; before an organisation is entered.
pub(super) fn waiting(conn: &mut PgConnection) -> QueryResult<Vec<Waiting>> {
    exports::table
        .filter(exports::state.eq(State::Asked.as_str()).or(exports::expires_at.le(Utc::now())))
        .order(exports::asked_at)
        .select(Waiting::as_select())
        .load(conn)
}

/// Takes one to be made; not if another replica has it, or has made it. Whoever stops lets it go.
pub(super) fn take(tx: &mut TenantTx<'_>, id: OrganisationExportId) -> QueryResult<bool> {
    let one = exports::table.find((tx.org(), id.0)).filter(exports::state.eq(State::Asked.as_str()));
    let taken: Option<Uuid> = one.for_update().skip_locked().select(exports::id).first(tx.conn()).optional()?;
    Ok(taken.is_some())
}

/// Opens a part, by its statement.
pub(super) fn open(tx: &mut TenantTx<'_>, statement: &'static str) -> QueryResult<()> {
    sql_query(statement).execute(tx.conn())?;
    Ok(())
}

/// The next things of the open part; none at its end.
pub(super) fn next(tx: &mut TenantTx<'_>) -> QueryResult<Vec<String>> {
    let lines: Vec<Line> = sql_query(AT_ONCE).load(tx.conn())?;
    Ok(lines.into_iter().map(|line| line.line).collect())
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    name: String,
}

/// What these are called, of the kinds of things that the audit log doesn't name.
pub(super) fn names(tx: &mut TenantTx<'_>, ids: &[Uuid]) -> QueryResult<HashMap<Uuid, String>> {
    let rows: Vec<Named> = sql_query(include_str!("names.sql")).bind::<Array<SqlUuid>, _>(ids).load(tx.conn())?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Closes the open part.
pub(super) fn close(tx: &mut TenantTx<'_>) -> QueryResult<()> {
    sql_query("CLOSE part").execute(tx.conn())?;
    Ok(())
}

/// Keeps a piece of the file.
pub(super) fn keep(tx: &mut TenantTx<'_>, id: OrganisationExportId, place: i32, sealed: &[u8]) -> QueryResult<()> {
    let values =
        (chunks::org_id.eq(tx.org()), chunks::export_id.eq(id.0), chunks::place.eq(place), chunks::sealed.eq(sealed));
    insert_into(chunks::table).values(values).execute(tx.conn())?;
    Ok(())
}

/// The pieces of a file, in their order.
pub(super) fn pieces(tx: &mut TenantTx<'_>, id: OrganisationExportId) -> QueryResult<Vec<(i32, Vec<u8>)>> {
    chunks::table
        .filter(chunks::org_id.eq(tx.org()).and(chunks::export_id.eq(id.0)))
        .order(chunks::place)
        .select((chunks::place, chunks::sealed))
        .load(tx.conn())
}

/// It is made; when it is deleted.
pub(super) fn done(
    tx: &mut TenantTx<'_>,
    id: OrganisationExportId,
    things: i64,
    bytes: i64,
) -> QueryResult<DateTime<Utc>> {
    update(exports::table.find((tx.org(), id.0)))
        .set((
            exports::state.eq(State::Ready.as_str()),
            exports::things.eq(Some(things)),
            exports::bytes.eq(Some(bytes)),
            exports::expires_at.eq(Utc::now() + TimeDelta::days(7)),
        ))
        .returning(exports::expires_at)
        .get_result(tx.conn())
}

/// It couldn't be made this time; whether it is given up.
pub(super) fn failed(tx: &mut TenantTx<'_>, id: OrganisationExportId) -> QueryResult<bool> {
    let org = tx.org();
    let tries: i32 = update(exports::table.find((org, id.0)))
        .set(exports::tries.eq(exports::tries + 1))
        .returning(exports::tries)
        .get_result(tx.conn())
        .optional()?
        .unwrap_or_default();
    if tries < MOST_TRIES {
        return Ok(false);
    }
    update(exports::table.find((org, id.0))).set(exports::state.eq(State::Failed.as_str())).execute(tx.conn())?;
    Ok(true)
}

/// Deletes one.
pub(super) fn forget(tx: &mut TenantTx<'_>, id: OrganisationExportId) -> QueryResult<()> {
    delete(exports::table.find((tx.org(), id.0))).execute(tx.conn())?;
    Ok(())
}
