//! The audit log: nobody alters it unnoticed, and it tells Admins what they may know and nothing more.

mod anchors;
mod chain;
mod kept;
mod list;
mod refusals;
mod sign_ins;

use std::process::{Command, Output};

use perftrack_tests::{
    Org, Persona, Server,
    db::{organisation_of, run},
    program,
    server::SEAL_KEYS,
    unique,
};
use shared::{
    audit_log::{AuditEvent, AuditFilter, BrokenLink, CheckAuditChain, ListAuditEvents},
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod, Period},
    wire::{Limit, id::OrganisationId},
};

fn id_of(org: &Org) -> OrganisationId {
    organisation_of(&mut org.server.database.admin(), org.admin().id)
}

/// Leaves an event.
fn period(by: &Persona) -> Period {
    let today = chrono::Utc::now().date_naive();
    let new = NewPeriod { name: unique(), starts_on: today, ends_on: today };
    by.call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("a period")
}

/// Changes the log as somebody would who owns the database, past every trigger.
fn tamper(org: &Org, statements: &str) {
    let org_id = id_of(org);
    let statements = statements.replace("$org", &format!("'{org_id}'"));
    run(
        &mut org.server.database.admin(),
        &format!("BEGIN; SET LOCAL session_replication_role = replica; {statements}; COMMIT"),
    );
}

/// What the Admin's button finds.
fn found(org: &Org) -> Option<BrokenLink> {
    org.admin().call::<CheckAuditChain>(Nothing {}, Nothing {}, ()).expect("a check").broken
}

/// `perftrack audit …`, as whoever runs the installation.
fn audit(server: &Server, words: &[&str]) -> Output {
    let mut command = Command::new(program());
    command.arg("audit").args(words).env("DATABASE_BACKUP_URL", server.database.url("pt_backup"));
    command.env("PERFTRACK_SEAL_KEYS", SEAL_KEYS).output().expect("the program runs")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Everything that is listed of what is asked for, page by page.
fn all(by: &Persona, asked: &AuditFilter) -> Vec<AuditEvent> {
    let (mut events, mut cursor) = (Vec::new(), None);
    loop {
        let asked = AuditFilter { limit: Limit::new(100), cursor, ..asked.clone() };
        let page = by.call::<ListAuditEvents>(Nothing {}, asked, ()).expect("a page");
        events.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return events;
        }
    }
}
