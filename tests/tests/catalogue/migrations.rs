//! Migrations can be taken back and brought on again, and leave the same database.

use std::process::Command;

use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use perftrack_tests::{
    Database,
    db::{run, texts},
};

/// Rows that an earlier version has no words for: a step down changes or deletes them, or its constraints refuse it. The owner,
/// who takes the steps, is held back by the fence of every table. What they refer to is left out.
const WHAT_WAS_NOT_BEFORE: &str = "
    SET session_replication_role = replica;
    INSERT INTO one_on_ones (org_id, id, organiser_id, partner_id, rule, starts_on, starts_at, time_zone, minutes, ended_at,
                             ended_because)
    VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'FREQ=WEEKLY', '2026-11-02', '09:00',
            'UTC', 30, now(), 'over');
    INSERT INTO retention_rules (org_id, kind, months, acts_from) VALUES (gen_random_uuid(), 'reviews', 12, '2026-11-02');
    INSERT INTO rolling_reviews (org_id, id, name, template_id, after_days, writing_days, sharing_days, naming, minimum,
                                 created_by)
    VALUES (gen_random_uuid(), gen_random_uuid(), 'First days', gen_random_uuid(), '{90}', 10, 10, 'confidential', 3,
            gen_random_uuid());
    INSERT INTO review_cycles (org_id, id, name, template_id, period_from, period_to, write_by, share_by, peers_least,
                               peers_most, peer_load, naming, minimum, created_by)
    VALUES (gen_random_uuid(), gen_random_uuid(), 'The year', gen_random_uuid(), '2026-01-01', '2026-12-31', '2027-01-31',
            '2027-02-28', 0, 5, 10, 'confidential', 3, gen_random_uuid());
    INSERT INTO review_handovers (org_id, id, packet_id, author_id, became)
    VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'asked');
    WITH organisation AS (SELECT gen_random_uuid() AS id)
    INSERT INTO competencies (org_id, id, name, behaviours, track_id)
    SELECT o.id, gen_random_uuid(), 'Writing', '{}', track.id
    FROM organisation o, (VALUES (NULL), (gen_random_uuid())) AS track (id);
    RESET session_replication_role";

#[test]
fn down_and_up_again_gives_the_same_database() {
    let database = Database::empty();
    database.migrate();
    let before = dump(&database);
    assert!(before.contains("CREATE TABLE public.people"), "the dump shows the schema");

    let migrations = FileBasedMigrations::from_path("../migrations").expect("the migrations");
    let mut conn = database.admin();
    run(&mut conn, WHAT_WAS_NOT_BEFORE);
    run(&mut conn, "SET ROLE pt_owner");
    conn.revert_all_migrations(migrations.clone()).expect("every migration can be taken back");
    let left = "SELECT format('%s %s', oid::regclass, relkind) AS text FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE '\\_\\_diesel%'
                UNION ALL SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
                UNION ALL SELECT typname::text FROM pg_type
                WHERE typnamespace = 'public'::regnamespace AND typname NOT LIKE '%\\_diesel%'";
    assert_eq!(texts(&mut conn, left), Vec::<String>::new(), "taking all migrations back leaves this behind");

    conn.run_pending_migrations(migrations).expect("they run again");
    same(&before, &dump(&database));
}

#[test]
fn migrating_twice_changes_nothing() {
    let database = Database::fresh();
    let before = dump(&database);
    database.migrate();
    same(&before, &dump(&database));
}

/// Tells only what differs: a dump fills many screens.
fn same(before: &str, after: &str) {
    let only_in = |one: &str, other: &str| {
        let others: std::collections::HashSet<_> = other.lines().collect();
        one.lines().filter(|line| !others.contains(line)).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(only_in(before, after), only_in(after, before));
    assert!(before == after, "the dumps differ in their order");
}

/// The schema with its policies and grants.
fn dump(database: &Database) -> String {
    let output = Command::new("pg_dump")
        .args(["--schema-only", "--exclude-table=__diesel_schema_migrations", &database.admin_url()])
        .output()
        .expect("pg_dump runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("text");
    // Newer minors guard the dump with a word that differs every time.
    let lines = text.lines().filter(|line| !line.contains("restrict "));
    // It lists a policy's roles in any order.
    lines.collect::<Vec<_>>().join("\n").replace("TO pt_jobs, pt_app", "TO pt_app, pt_jobs")
}
