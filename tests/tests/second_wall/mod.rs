//! The second wall: what Postgres refuses even when a query forgets its organisation. Everything here
//! runs as the runtime roles on the real schema, round the API.

mod boot;
mod bound;
mod roles;
mod unbound;

use diesel::{PgConnection, connection::SimpleConnection, result::Error};
use perftrack_tests::{
    Database,
    db::{db_organisation, db_person, db_session, run},
};
use shared::{
    access::Role,
    wire::{PersonId, SessionId, TeamId, id::OrganisationId},
};
use uuid::Uuid;

/// An organisation with a row in several tables.
struct Tenant {
    org: OrganisationId,
    person: PersonId,
    session: SessionId,
    team: TeamId,
}

impl Tenant {
    fn new() -> Self {
        let mut conn = Database::shared().admin();
        let org = db_organisation(&mut conn);
        let (person, account) = db_person(&mut conn, org, Role::Admin);
        let (session, _) = db_session(&mut conn, org, person, account);
        let team = TeamId(Uuid::now_v7());
        let period = Uuid::now_v7();
        run(
            &mut conn,
            &format!(
                "BEGIN; SET LOCAL app.org_id = '{org}';
                 INSERT INTO teams (org_id, id, name) VALUES ('{org}', '{team}', 'Team');
                 INSERT INTO periods (org_id, id, name, starts_on, ends_on)
                 VALUES ('{org}', '{period}', '2026', '2026-01-01', '2026-12-31');
                 INSERT INTO audit_events (org_id, seq, id, kind, resource_kind, address, request_id)
                 VALUES ('{org}', 1, '{period}', 'periods.created', 'periods', '', ''); COMMIT"
            ),
        );
        Self { org, person, session, team }
    }
}

fn connect_as(role: &str) -> PgConnection {
    Database::shared().connect_as(role)
}

/// Runs `statement` in a transaction bound to `org` that is taken back; gives what Postgres says against it.
fn refusal(conn: &mut PgConnection, org: OrganisationId, statement: &str) -> Option<String> {
    run(conn, &format!("BEGIN; SET LOCAL app.org_id = '{org}'"));
    let result = conn.batch_execute(statement);
    run(conn, "ROLLBACK");
    match result {
        Ok(()) => None,
        Err(Error::DatabaseError(_, information)) => Some(information.message().to_owned()),
        Err(other) => panic!("{statement}: {other}"),
    }
}

/// Fails unless Postgres refuses `statement` for lack of rights.
#[track_caller]
fn forbidden(conn: &mut PgConnection, org: OrganisationId, statement: &str) {
    let refusal = refusal(conn, org, statement).unwrap_or_else(|| panic!("not refused: {statement}"));
    let rights = ["permission denied", "must be owner", "row-level security", "must be superuser"];
    assert!(rights.iter().any(|word| refusal.contains(word)), "{statement}: {refusal}");
}
