//! The data map is the database's, and its words come true.

use std::collections::BTreeSet;

use api::privacy::map::{Fate, tables};
use perftrack_tests::{Database, Server, db::texts};

use super::Ground;

/// Columns with words, and those that name people.
const COLUMNS: &str = "
    SELECT format('%s.%s', c.relname, a.attname) AS text
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND (a.atttypid = ANY (ARRAY['text', 'text[]', 'jsonb', 'bytea']::regtype[]::oid[])
           OR (a.attname <> 'org_id' AND EXISTS (
                SELECT FROM pg_constraint k
                WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey)
                  AND k.confrelid IN ('people'::regclass, 'accounts'::regclass))))";

const ALL_COLUMNS: &str = "
    SELECT format('%s.%s', c.relname, a.attname) AS text
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')";

#[test]
fn every_table_and_whatever_names_people_or_holds_words_is_on_it() {
    let mut conn = Database::shared().admin();
    let map = tables().expect("the map reads");
    let listed = crate::catalogue::listed();
    let there: BTreeSet<&str> = listed.iter().filter(|(_, kind)| **kind != "local").map(|(name, _)| *name).collect();
    assert_eq!(map.iter().map(|table| table.name).collect::<BTreeSet<_>>(), there, "api/src/privacy/map/map.txt");

    let mapped: Vec<String> = map
        .iter()
        .flat_map(|table| {
            table.columns.iter().flat_map(|columns| &columns.names).map(move |name| format!("{}.{name}", table.name))
        })
        .collect();
    let local = |column: &String| column.starts_with("__diesel");
    let missing: Vec<_> =
        texts(&mut conn, COLUMNS).into_iter().filter(|column| !local(column) && !mapped.contains(column)).collect();
    assert!(missing.is_empty(), "not on the map: {missing:?}");
    let all = texts(&mut conn, ALL_COLUMNS);
    let gone: Vec<_> = mapped.iter().filter(|column| !all.contains(column)).collect();
    assert!(gone.is_empty(), "on the map and not in the database: {gone:?}");
    let mut once = mapped.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), mapped.len(), "a column stands on it twice");
}

#[test]
fn what_it_says_is_deleted_is_deleted_and_what_is_emptied_is_empty() {
    let ground = Ground::on(Server::shared());
    ground.leaves();
    ground.erases(ground.org.admin(), &ground.leaver.name).expect("they are erased");
    let mut conn = ground.org.server.database.admin();
    let all = texts(&mut conn, ALL_COLUMNS);
    for table in tables().expect("the map reads") {
        for columns in table.columns {
            let whose = format!("{}.{}", table.name, columns.whose);
            if !all.contains(&whose) {
                continue; // whose it is is said in words
            }
            let theirs = format!("{} WHERE {} = '{}'", table.name, columns.whose, ground.leaver.id);
            match columns.erasure {
                Fate::Row => assert_eq!(ground.count(&theirs), "0", "{whose}"),
                Fate::Emptied => {
                    for name in columns.names {
                        let left = format!("{theirs} AND coalesce({name}::text, '') NOT IN ('', '{{}}')");
                        assert_eq!(ground.count(&left), "0", "{}.{name}", table.name);
                    }
                }
                Fate::Pseudonym | Fate::Kept => {}
            }
        }
    }
}
