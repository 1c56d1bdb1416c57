//! Migrations can be taken back and brought on again, and leave the same database.

use std::process::Command;

use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use perftrack_tests::{
    Database,
    db::{run, texts},
};

#[test]
fn down_and_up_again_gives_the_same_database() {
    let database = Database::empty();
    database.migrate();
    let before = dump(&database);
    assert!(before.contains("CREATE TABLE public.people"), "the dump shows the schema");

    let migrations = FileBasedMigrations::from_path("../migrations").expect("the migrations");
    let mut conn = database.admin();
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
