//! Whatever the database keeps as bytes is known: sealed, and then sealed anew with the others, or none of a secret.

use std::collections::BTreeSet;

use perftrack_tests::{Database, db::texts};

const BYTES: &str = include_str!("../../ratchets/bytes.txt");
const PLACES: &str = include_str!("../../../api/src/keys/queries/places.sql");

fn listed() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = BYTES.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let (column, rest) = line.split_once(' ').expect("a column and what it is");
        (column, rest.split_once(" # ").expect("every line says what it holds").0)
    })
}

#[test]
fn every_column_of_bytes_is_listed() {
    let query = "SELECT c.relname || '.' || a.attname AS text
                 FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                   AND a.atttypid = 'bytea'::regtype AND a.attnum > 0 AND NOT a.attisdropped";
    let found: BTreeSet<String> = texts(&mut Database::shared().admin(), query).into_iter().collect();
    let listed: BTreeSet<String> = listed().map(|(column, _)| column.to_owned()).collect();
    assert_eq!(found, listed, "tests/ratchets/bytes.txt");
}

#[test]
fn everything_that_is_sealed_can_be_sealed_anew() {
    let places = PLACES.split("SELECT '").skip(1).filter_map(|branch| branch.split('\'').next());
    let sealed = listed().filter(|(_, kind)| *kind == "sealed").map(|(column, _)| column);
    assert_eq!(places.collect::<BTreeSet<_>>(), sealed.collect::<BTreeSet<_>>(), "api/src/keys/queries/places.sql");
    for (column, kind) in listed() {
        assert!(["sealed", "brief", "hash", "open"].contains(&kind), "{column} {kind}");
    }
}
