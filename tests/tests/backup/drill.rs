//! The drill: what was backed up comes back in a cluster that knows nothing of it, all of it.

use std::{collections::BTreeMap, fs, os::unix::fs::PermissionsExt};

use perftrack_tests::{
    Client, Database, Org, Persona, Server,
    cluster::Cluster,
    db::{count, run, text, texts},
    eventually,
    org::PASSWORD,
};
use serde_json::json;
use shared::access::Role;

use super::{Ground, holds};
use crate::catalogue::listed;

fn throw_away() -> &'static Cluster {
    Box::leak(Box::new(Cluster::throw_away()))
}

/// What is in every table, whatever the rows' order; but for the record of backups, which goes on.
fn everything(database: &Database) -> BTreeMap<&'static str, String> {
    let mut conn = database.admin();
    let tables = listed().into_keys().filter(|table| *table != "backups");
    let rows = |table| {
        format!(
            "SELECT count(*) || ' ' || coalesce(md5(string_agg(whole::text, '' ORDER BY whole::text)), '') AS text
             FROM {table} AS whole"
        )
    };
    tables.map(|table| (table, text(&mut conn, &rows(table)))).collect()
}

fn names_of_people(persona: &Persona) -> Vec<String> {
    let page = persona.raw("GET", "/api/v1/people").send().json();
    let rows = page["items"].as_array().cloned().unwrap_or_default();
    rows.iter().map(|row| row["name"].as_str().expect("a name").to_owned()).collect()
}

#[test]
fn a_lost_cluster_comes_back_in_another_with_every_row() {
    let cluster = throw_away();
    let database = Database::empty_in(cluster);
    database.migrate();
    let server = Server::start(database.clone(), &[]).until_the_test_ends();
    let org = Org::on(server);
    let (manager, report) = org.manager_and_report();
    let period = json!({ "name": "Q4 of the lost year", "starts_on": "2026-10-01", "ends_on": "2026-12-31" });
    assert!(org.admin().raw("POST", "/api/v1/periods").json(&period).send().is_success());
    let people = names_of_people(org.admin());
    assert!(people.len() == 3, "{people:?}");
    server.signal("TERM");
    eventually("the server stops", || server.has_ended());

    let ground = Ground::on(database);
    let before = everything(&ground.database);
    let name = ground.backs_up();
    assert_eq!(before, everything(&ground.database), "backing up changes nothing");
    let verified = "backups WHERE verified_at IS NOT NULL AND failure IS NULL AND bytes > 0 AND digest IS NOT NULL";
    assert_eq!(count(&mut ground.database.admin(), verified), 1);

    // Its owner's alone, and closed: no word of it can be read.
    let mode = |path: std::path::PathBuf| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(ground.path().to_owned()), 0o700);
    assert_eq!(ground.files(), [format!("{name}.dump"), format!("{name}.manifest")]);
    for file in [ground.dump(&name), ground.manifest(&name)] {
        assert_eq!(mode(file.clone()), 0o600);
        for word in ["accounts", "PGDMP", "lost year"] {
            assert!(!holds(&file, word), "{word} can be read in {}", file.display());
        }
    }

    cluster.stop();
    let other = ground.with(Database::empty_in(throw_away()));
    let said = other.does(&["restore"]);
    let looked_at =
        ["as they were backed up", "this version's", "lead to every row", ": whole, ", "row-level security"];
    for found in looked_at.into_iter().chain(["is restored"]) {
        assert!(said.contains(found), "{found}: {said}");
    }
    // But for sessions, which have all ended.
    let rows = |mut tables: BTreeMap<&'static str, String>| {
        tables.remove("sessions");
        tables
    };
    assert_eq!(rows(before), rows(everything(&other.database)));
    assert!(said.contains("every session has ended"), "{said}");

    let server = Server::start(other.database.clone(), &[]).until_the_test_ends();
    for person in [org.admin(), &manager, &report] {
        Persona::logs_in(server, &person.email, PASSWORD);
    }
    let admin = Persona::logs_in(server, &org.admin().email, PASSWORD);
    assert_eq!(names_of_people(&admin), people);
    // A session from before may have been ended since: none holds.
    let token = report.token.clone().expect("a session");
    let session = Client::visitor(server).with_token(token);
    assert_eq!(session.raw("GET", "/api/v1/me").send().status, 401);
    // What is restored can be lost again.
    other.backs_up();
}

#[test]
fn whoever_kept_an_organisation_since_has_a_week_to_do_so_again() {
    let ground = Ground::new();
    let mut conn = ground.database.admin();
    let [due, later, stays] = [(); 3].map(|()| perftrack_tests::db::db_organisation(&mut conn));
    let closes = |org, when: &str| {
        let then = format!("closes_at = now() + interval '{when}', closing_letters = 3");
        format!("UPDATE organisations SET {then} WHERE org_id = '{org}'")
    };
    run(&mut conn, &closes(due, "-1 hour"));
    run(&mut conn, &closes(later, "20 days"));
    ground.backs_up();
    let other = ground.with(Database::empty_in(throw_away()));
    let said = other.does(&["restore"]);
    let told = |org| format!("organisation {org} was to close within a week");
    assert!(said.contains(&told(due)), "{said}");
    assert!(!said.contains(&told(later)) && !said.contains(&told(stays)), "{said}");
    let is = |org, what: &str| format!("organisations WHERE org_id = '{org}' AND {what}");
    let mut conn = other.database.admin();
    let a_week = "closes_at BETWEEN now() + interval '6 days 23 hours' AND now() + interval '7 days'";
    assert_eq!(count(&mut conn, &is(due, a_week)), 1);
    assert_eq!(count(&mut conn, &is(due, "closing_letters = 1")), 1, "and its Admins are told again");
    assert_eq!(count(&mut conn, &is(later, "closes_at > now() + interval '19 days' AND closing_letters = 3")), 1);
    assert_eq!(count(&mut conn, &is(stays, "closes_at IS NULL")), 1);
}

#[test]
fn nothing_is_restored_over_anything() {
    let ground = Ground::new();
    ground.backs_up();
    run(&mut ground.database.admin(), "INSERT INTO backup_alerts VALUES ('2026-01-01')");
    assert!(ground.refuses(&["restore"]).contains("into an empty database only"));
    assert_eq!(count(&mut ground.database.admin(), "backup_alerts"), 1);
    assert!(ground.refuses(&["restore", "perftrack-20200101T000000Z-00000000"]).contains("there is no such backup"));
}

#[test]
fn a_drill_restores_compares_and_leaves_nothing_behind() {
    let ground = Ground::new();
    let org = perftrack_tests::db::db_organisation(&mut ground.database.admin());
    perftrack_tests::db::db_person(&mut ground.database.admin(), org, Role::Admin);
    let name = ground.backs_up();
    let said = ground.does(&["verify", "--drill"]);
    assert!(said.contains("as they were backed up") && said.contains(&format!("{name}: verified")), "{said}");
    let left = "SELECT datname::text AS text FROM pg_database WHERE datname LIKE 'perftrack\\_drill\\_%'";
    assert_eq!(texts(&mut ground.database.admin(), left), Vec::<String>::new());
}

#[test]
fn an_index_that_does_not_lead_to_every_row_is_named() {
    let ground = Ground::new();
    // While pg_restore builds it, it holds other words than are looked for afterwards: as one does whose rules of sorting were
    // another machine's.
    run(
        &mut ground.database.admin(),
        "INSERT INTO backup_alerts VALUES ('2026-01-01');
         SET ROLE pt_owner;
         CREATE FUNCTION worded(day date) RETURNS text LANGUAGE sql IMMUTABLE
         AS $$ SELECT current_setting('application_name') || ' ' || to_char(day, 'YYYY-MM-DD') $$;
         CREATE INDEX misleading ON backup_alerts (worded(day))",
    );
    ground.backs_up();
    let said = ground.refuses(&["verify", "--drill"]);
    assert!(said.contains("an index is damaged") && said.contains("\"misleading\""), "{said}");
    // It came of restoring: that says nothing of the backup, which is as good as it was.
    assert!(ground.does(&["verify"]).contains("verified in"));
}
