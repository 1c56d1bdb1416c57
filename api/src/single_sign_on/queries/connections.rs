//! The providers of organisations.

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, delete,
    dsl::now,
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{Nullable, Uuid as SqlUuid},
    update,
};
use shared::{
    single_sign_on::Connection,
    wire::{PersonId, id::OrganisationId},
};

use crate::db::{
    TenantTx,
    schema::{organisations, sso_connections, sso_connections::dsl},
};

/// A provider as it is set.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sso_connections)]
pub(in crate::single_sign_on) struct ConnectionRow {
    pub issuer: String,
    pub client_id: String,
    pub client_secret: Vec<u8>,
    pub scopes: Vec<String>,
    pub is_on: bool,
    pub only_sso: bool,
    pub creates_people: bool,
    pub tested_at: Option<DateTime<Utc>>,
    pub version: i64,
}

/// What it is set to.
pub(in crate::single_sign_on) struct Setting<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub client_secret: &'a [u8],
    pub scopes: &'a [String],
    /// Whether it goes on as it was, or has to be tried first.
    pub goes_on: bool,
}

/// Who comes in by it.
pub(in crate::single_sign_on) struct Switches {
    pub is_on: bool,
    pub only_sso: bool,
    pub creates_people: bool,
}

impl ConnectionRow {
    /// As Admins see it.
    pub(in crate::single_sign_on) fn shown(self) -> Connection {
        let Self { issuer, client_id, scopes, is_on, only_sso, creates_people, tested_at, version, .. } = self;
        Connection { issuer, client_id, scopes, is_on, only_sso, creates_people, tested_at, version }
    }
}

/// The organisation's own.
pub(in crate::single_sign_on) fn read(tx: &mut TenantTx<'_>) -> QueryResult<Option<ConnectionRow>> {
    dsl::sso_connections.find(tx.org()).select(ConnectionRow::as_select()).first(tx.conn()).optional()
}

/// The same, locked until the transaction ends.
pub(in crate::single_sign_on) fn lock(tx: &mut TenantTx<'_>) -> QueryResult<Option<ConnectionRow>> {
    let query = dsl::sso_connections.find(tx.org()).select(ConnectionRow::as_select()).for_no_key_update();
    query.first(tx.conn()).optional()
}

/// An organisation's, if people log in by it; as the accounts role.
pub(in crate::single_sign_on) fn of(
    conn: &mut PgConnection,
    org: OrganisationId,
) -> QueryResult<Option<ConnectionRow>> {
    let on = dsl::sso_connections.find(org.0).filter(dsl::is_on);
    on.select(ConnectionRow::as_select()).first(conn).optional()
}

/// Sets it, in place of the one before.
pub(in crate::single_sign_on) fn set(tx: &mut TenantTx<'_>, to: &Setting<'_>) -> QueryResult<ConnectionRow> {
    let values = (
        dsl::org_id.eq(tx.org()),
        dsl::issuer.eq(to.issuer),
        dsl::client_id.eq(to.client_id),
        dsl::client_secret.eq(to.client_secret),
        dsl::scopes.eq(to.scopes),
    );
    let changes = (
        dsl::issuer.eq(to.issuer),
        dsl::client_id.eq(to.client_id),
        dsl::client_secret.eq(to.client_secret),
        dsl::scopes.eq(to.scopes),
        (!to.goes_on).then_some((dsl::is_on.eq(false), dsl::only_sso.eq(false))),
        dsl::tested_at.eq(None::<DateTime<Utc>>),
        dsl::version.eq(dsl::version + 1),
        dsl::updated_at.eq(now),
    );
    insert_into(dsl::sso_connections)
        .values(values)
        .on_conflict(dsl::org_id)
        .do_update()
        .set(changes)
        .returning(ConnectionRow::as_returning())
        .get_result(tx.conn())
}

/// Says who comes in by it.
pub(in crate::single_sign_on) fn switch(tx: &mut TenantTx<'_>, to: &Switches) -> QueryResult<ConnectionRow> {
    let values = (
        dsl::is_on.eq(to.is_on),
        dsl::only_sso.eq(to.only_sso),
        dsl::creates_people.eq(to.creates_people),
        dsl::version.eq(dsl::version + 1),
        dsl::updated_at.eq(now),
    );
    update(dsl::sso_connections.find(tx.org()))
        .set(values)
        .returning(ConnectionRow::as_returning())
        .get_result(tx.conn())
}

/// Notes that it was found to be in order, unless it was set anew meanwhile.
pub(in crate::single_sign_on) fn tested(tx: &mut TenantTx<'_>, issuer: &str) -> QueryResult<()> {
    let same = dsl::sso_connections.find(tx.org()).filter(dsl::issuer.eq(issuer));
    update(same).set(dsl::tested_at.eq(now)).execute(tx.conn())?;
    Ok(())
}

/// Forgets it.
pub(in crate::single_sign_on) fn remove(tx: &mut TenantTx<'_>) -> QueryResult<()> {
    delete(dsl::sso_connections.find(tx.org())).execute(tx.conn())?;
    Ok(())
}

/// Ends what was opened otherwise where it is the only way in; how many sessions.
pub(in crate::single_sign_on) fn end_password_sessions(
    conn: &mut PgConnection,
    org: OrganisationId,
) -> QueryResult<usize> {
    sql_query(include_str!("end_password_sessions.sql")).bind::<SqlUuid, _>(org.0).execute(conn)
}

/// Ends what the provider opened, of everybody or of one person, but for the actor's own session; how many sessions.
pub(in crate::single_sign_on) fn end_provider_sessions(
    tx: &mut TenantTx<'_>,
    of: Option<PersonId>,
) -> QueryResult<usize> {
    sql_query(include_str!("end_provider_sessions.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(tx.actor.session.0)
        .bind::<Nullable<SqlUuid>, _>(of.map(|person| person.0))
        .execute(tx.conn())
}

/// Whether a second step is demanded of Admins, who keep their password when nobody else does.
pub(in crate::single_sign_on) fn admins_have_a_second_step(tx: &mut TenantTx<'_>) -> QueryResult<bool> {
    let policy: String = organisations::table.find(tx.org()).select(organisations::second_factor).first(tx.conn())?;
    Ok(policy != "optional")
}
