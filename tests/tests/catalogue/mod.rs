//! The migrated database as its catalogue describes it.

mod leavers;
mod migrations;
mod schema_rs;

use std::collections::BTreeMap;

use diesel::PgConnection;
use perftrack_tests::{
    Database,
    db::{run, texts},
};

const TABLES: &str = include_str!("../../ratchets/tables.txt");
const REVIEWED: &str = include_str!("../../ratchets/catalogue.txt");

/// Every listed table with its kind.
pub fn listed() -> BTreeMap<&'static str, &'static str> {
    let lines = TABLES.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).collect()
}

/// The listed tables of one kind.
pub fn tables(kind: &str) -> impl Iterator<Item = &'static str> {
    listed().into_iter().filter(move |(_, listed)| *listed == kind).map(|(name, _)| name)
}

#[test]
fn every_table_is_listed() {
    let mut conn = Database::shared().admin();
    let query = "SELECT relname::text AS text FROM pg_class
                 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1";
    let found = texts(&mut conn, query);
    assert_eq!(found, listed().into_keys().collect::<Vec<_>>(), "tests/ratchets/tables.txt");
}

/// A connection of the superuser that knows the list as table `listed`.
fn examiner() -> PgConnection {
    let mut conn = Database::shared().admin();
    run(&mut conn, "CREATE TEMP TABLE listed (name text, kind text)");
    for (name, kind) in listed() {
        run(&mut conn, &format!("INSERT INTO listed VALUES ('{name}', '{kind}')"));
    }
    conn
}

fn keeps(rule: &str, query: &str) {
    let mut found = texts(&mut examiner(), query);
    let lines = REVIEWED.lines().filter_map(|line| line.strip_prefix(rule)?.strip_prefix(": "));
    let mut reviewed: Vec<_> =
        lines.map(|line| line.split_once(" # ").expect("every exception says why").0.to_owned()).collect();
    found.sort();
    reviewed.sort();
    assert_eq!(found, reviewed, "found and reviewed (tests/ratchets/catalogue.txt) differ for {rule}");
}

/// One test per rule; its file says what it is for.
macro_rules! rules {
    ($($rule:ident)+) => {$(
        #[test]
        fn $rule() {
            keeps(stringify!($rule), include_str!(concat!("lints/", stringify!($rule), ".sql")));
        }
    )+};
}

rules! {
    org_id_column
    indexes_lead_with_org_id
    foreign_keys_carry_org_id
    foreign_keys_keep_org_id
    foreign_keys_are_indexed
    nothing_global_points_at_tenants
    tables_are_fenced
    policies_are_usual
    policies_are_plain
    grants_stay_under_the_fence
    accounts_role_sees_little
    runtime_role_sees_nothing_global
    backup_reads_everything
    closing_leaves_nothing
    rules_leave_nothing_behind
    views_run_as_their_caller
    definer_functions
    no_rules_or_children
}
