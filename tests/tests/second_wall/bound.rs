//! Bound to one organisation, another's rows neither show nor change nor can be pointed at.

use perftrack_tests::{
    Database,
    db::{count, run},
};
use uuid::Uuid;

use super::{Tenant, connect_as, forbidden, refusal};
use crate::catalogue::tables;

#[test]
fn only_its_own_rows_show() {
    let (ours, theirs) = (Tenant::new(), Tenant::new());
    for role in ["pt_app", "pt_jobs"] {
        let mut conn = connect_as(role);
        run(&mut conn, &format!("BEGIN; SET LOCAL app.org_id = '{}'", ours.org));
        for table in tables("tenant") {
            assert_eq!(count(&mut conn, &format!("{table} WHERE org_id <> '{}'", ours.org)), 0, "{table}");
        }
        assert_eq!(count(&mut conn, "people"), 1);
        assert_eq!(count(&mut conn, &format!("teams WHERE id = '{}'", theirs.team)), 0);
    }
}

#[test]
fn rows_stay_in_their_organisation() {
    let (ours, theirs) = (Tenant::new(), Tenant::new());
    let mut conn = connect_as("pt_app");
    for table in ["teams", "periods", "people", "organisations"] {
        forbidden(&mut conn, ours.org, &format!("UPDATE {table} SET org_id = '{}'", theirs.org));
    }
}

#[test]
fn nothing_is_added_to_another_organisation() {
    let (ours, theirs) = (Tenant::new(), Tenant::new());
    let (mut conn, id) = (connect_as("pt_app"), Uuid::now_v7());
    let org = theirs.org;
    for statement in [
        format!("INSERT INTO teams (org_id, id, name) VALUES ('{org}', '{id}', 'Spy')"),
        format!(
            "INSERT INTO periods (org_id, id, name, starts_on, ends_on) VALUES ('{org}', '{id}', 'x', now(), now())"
        ),
        format!(
            "INSERT INTO people (org_id, id, name, email, email_key, role) VALUES ('{org}', '{id}', 'x', 'x', 'x', 'admin')"
        ),
        format!(
            "INSERT INTO audit_events (org_id, seq, id, kind, resource_kind, address, request_id) VALUES ('{org}', 9, '{id}', 'x', 'x', '', '')"
        ),
    ] {
        forbidden(&mut conn, ours.org, &statement);
    }
}

#[test]
fn changing_or_removing_another_organisations_rows_does_nothing() {
    let (ours, theirs) = (Tenant::new(), Tenant::new());
    let mut conn = connect_as("pt_app");
    run(&mut conn, &format!("BEGIN; SET LOCAL app.org_id = '{}'", ours.org));
    run(&mut conn, &format!("UPDATE teams SET name = 'Taken' WHERE id = '{}'", theirs.team));
    run(&mut conn, &format!("DELETE FROM periods WHERE org_id = '{}'; COMMIT", theirs.org));
    let mut admin = Database::shared().admin();
    assert_eq!(count(&mut admin, &format!("teams WHERE id = '{}' AND name = 'Team'", theirs.team)), 1);
    assert_eq!(count(&mut admin, &format!("periods WHERE org_id = '{}'", theirs.org)), 1);
}

#[test]
fn another_organisations_row_can_be_pointed_at_as_little_as_a_missing_one() {
    let (ours, theirs) = (Tenant::new(), Tenant::new());
    let mut conn = connect_as("pt_app");
    let mut say = |column: &str, table: &str, id: Uuid| {
        refusal(&mut conn, ours.org, &format!("UPDATE {table} SET {column} = '{id}'")).expect("refused")
    };
    for (table, column, id) in [
        ("teams", "parent_id", theirs.team.0),
        ("teams", "lead_id", theirs.person.0),
        ("people", "team_id", theirs.team.0),
    ] {
        let (foreign, missing) = (say(column, table, id), say(column, table, Uuid::now_v7()));
        assert!(foreign.contains("foreign key"), "{foreign}");
        assert_eq!(foreign, missing);
    }
}

#[test]
fn an_id_or_a_name_taken_elsewhere_is_free_here() {
    let (ours, theirs) = (Tenant::new(), Tenant::new());
    let mut conn = connect_as("pt_app");
    let (org, id) = (ours.org, theirs.team);
    let statement = format!("INSERT INTO teams (org_id, id, name) VALUES ('{org}', '{id}', 'Theirs')");
    assert_eq!(refusal(&mut conn, org, &statement), None);
}
