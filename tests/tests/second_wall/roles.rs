//! What the runtime roles can't do at all, and what the backup can.

use perftrack_tests::{Database, db::count};

use super::{Tenant, connect_as, forbidden, refusal};
use crate::catalogue::{listed, tables};

#[test]
fn the_wall_cannot_be_taken_down_from_inside() {
    let tenant = Tenant::new();
    for role in ["pt_app", "pt_auth", "pt_jobs", "pt_backup"] {
        let mut conn = connect_as(role);
        for statement in [
            "TRUNCATE teams",
            "DROP POLICY fence ON teams",
            "ALTER POLICY fence ON teams USING (true)",
            "CREATE POLICY more ON teams USING (true)",
            "ALTER TABLE teams DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE teams NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE teams DISABLE TRIGGER ALL",
            "DROP TABLE teams",
            "CREATE TABLE loot (id int)",
            "CREATE FUNCTION loot() RETURNS int LANGUAGE sql RETURN 1",
            "SET ROLE pt_owner",
            "SET ROLE pt_closer",
            "SET SESSION AUTHORIZATION postgres",
            "ALTER ROLE CURRENT_USER BYPASSRLS",
            "SET session_replication_role = replica",
            "COPY teams TO PROGRAM 'cat'",
            "SELECT protect('teams')",
            "SELECT pg_read_file('/etc/passwd')",
        ] {
            forbidden(&mut conn, tenant.org, statement);
        }
    }
}

#[test]
fn row_security_off_is_an_error_rather_than_a_way_round() {
    let tenant = Tenant::new();
    for role in ["pt_app", "pt_jobs"] {
        let statement = "SET LOCAL row_security = off; SELECT count(*) FROM people";
        forbidden(&mut connect_as(role), tenant.org, statement);
    }
}

#[test]
fn the_audit_log_only_grows() {
    let tenant = Tenant::new();
    for role in ["pt_app", "pt_auth", "pt_jobs", "pt_backup"] {
        for statement in [
            "UPDATE audit_events SET kind = 'nothing.happened'",
            "DELETE FROM audit_events",
            "TRUNCATE audit_events",
            "ALTER TABLE audit_events DISABLE TRIGGER audit_events_stand",
            "DELETE FROM audit_heads",
        ] {
            forbidden(&mut connect_as(role), tenant.org, statement);
        }
    }
}

#[test]
fn the_accounts_role_sees_no_other_tenant_table() {
    let tenant = Tenant::new();
    let mut conn = connect_as("pt_auth");
    // Of pulses it reads in which organisation they are and when they open and close, nothing else.
    let known = [
        "people",
        "organisations",
        "sessions",
        "audit_heads",
        "api_tokens",
        "calendar_feeds",
        "notice_rounds",
        "oauth_grants",
        "organisation_exports",
        "pulse_surveys",
        // Which invoice a link leads to, before its organisation is known.
        "pay_links",
        "reply_addresses",
        // Which launch is asked for, and not why one failed.
        "review_launches",
        "review_externals",
        // Whom a directory that is let in keeps: who asks for another address is in several organisations, and in none yet.
        "scim_people",
        "scim_settings",
        // Whose provider a log-in begins with, before anybody is known.
        "email_domains",
        "sso_attempts",
        "sso_connections",
        "sso_identities",
        "webhook_rounds",
        // Whose payment a notice of the provider's is about, and whose turn it is to be looked at; of invoices what
        // they come to, and not who is billed.
        "credit_notes",
        "invoices",
        "payments",
        "subscriptions",
    ];
    for table in tables("tenant").filter(|table| !known.contains(table)) {
        forbidden(&mut conn, tenant.org, &format!("SELECT count(*) FROM {table}"));
    }
    forbidden(&mut conn, tenant.org, "SELECT count(seed) FROM pulse_surveys");
    for billed in ["billed_name", "billed_email", "billed_address", "billed_tax_number"] {
        forbidden(&mut conn, tenant.org, &format!("SELECT count({billed}) FROM invoices"));
    }
    forbidden(&mut conn, tenant.org, "SELECT count(made_at) FROM pay_links");
    forbidden(&mut conn, tenant.org, "SELECT count(user_name) FROM scim_people");
    forbidden(&mut conn, tenant.org, "SELECT count(roles) FROM scim_settings");
    forbidden(&mut conn, tenant.org, "SELECT count(bytes) FROM organisation_exports");
    forbidden(&mut conn, tenant.org, "SELECT count(failure) FROM review_launches");
    // Of reviews from outside, which of them a link leads to.
    forbidden(&mut conn, tenant.org, "SELECT count(answers) FROM review_externals");
}

#[test]
fn the_runtime_role_sees_no_accounts_and_no_mails() {
    let tenant = Tenant::new();
    for role in ["pt_app", "pt_jobs"] {
        for table in ["accounts", "mails"] {
            forbidden(&mut connect_as(role), tenant.org, &format!("SELECT count(*) FROM {table}"));
        }
    }
}

#[test]
fn the_backup_sees_every_row_and_writes_none() {
    // In a database of its own, where nobody else adds rows between the two counts.
    let database = Database::fresh();
    let mut admin = database.admin();
    let org = perftrack_tests::db::db_organisation(&mut admin);
    perftrack_tests::db::db_person(&mut admin, org, shared::access::Role::Employee);
    let mut backup = database.connect_as("pt_backup");
    for (table, _) in listed().into_iter().filter(|(_, kind)| *kind != "local") {
        assert_eq!(count(&mut backup, table), count(&mut admin, table), "{table}");
        forbidden(&mut backup, org, &format!("DELETE FROM {table}"));
        forbidden(&mut backup, org, &format!("INSERT INTO {table} DEFAULT VALUES"));
    }
}

#[test]
fn the_runtime_role_may_do_its_work() {
    let tenant = Tenant::new();
    let mut conn = connect_as("pt_app");
    assert_eq!(refusal(&mut conn, tenant.org, "UPDATE teams SET name = 'Renamed'; DELETE FROM periods"), None);
}
