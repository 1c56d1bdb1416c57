//! `api/src/db/schema.rs` tells diesel what the database is; this tells whether that is true.

use std::collections::BTreeMap;

use perftrack_tests::{Database, db::texts};

const SCHEMA: [&str; 27] = [
    include_str!("../../../api/src/db/schema.rs"),
    include_str!("../../../api/src/db/schema/api_token.rs"),
    include_str!("../../../api/src/db/schema/billing.rs"),
    include_str!("../../../api/src/db/schema/calibration.rs"),
    include_str!("../../../api/src/db/schema/certificate.rs"),
    include_str!("../../../api/src/db/schema/disclosure.rs"),
    include_str!("../../../api/src/db/schema/feedback_and_weeks.rs"),
    include_str!("../../../api/src/db/schema/goal.rs"),
    include_str!("../../../api/src/db/schema/growth.rs"),
    include_str!("../../../api/src/db/schema/improvement.rs"),
    include_str!("../../../api/src/db/schema/key.rs"),
    include_str!("../../../api/src/db/schema/kpi.rs"),
    include_str!("../../../api/src/db/schema/notifications.rs"),
    include_str!("../../../api/src/db/schema/oauth.rs"),
    include_str!("../../../api/src/db/schema/one_on_one.rs"),
    include_str!("../../../api/src/db/schema/opening.rs"),
    include_str!("../../../api/src/db/schema/organisation.rs"),
    include_str!("../../../api/src/db/schema/passkey.rs"),
    include_str!("../../../api/src/db/schema/people_import.rs"),
    include_str!("../../../api/src/db/schema/privacy.rs"),
    include_str!("../../../api/src/db/schema/pulse.rs"),
    include_str!("../../../api/src/db/schema/refusal.rs"),
    include_str!("../../../api/src/db/schema/review.rs"),
    include_str!("../../../api/src/db/schema/review_paper.rs"),
    include_str!("../../../api/src/db/schema/scim.rs"),
    include_str!("../../../api/src/db/schema/single_sign_on.rs"),
    include_str!("../../../api/src/db/schema/webhook.rs"),
];

/// Columns with their types, by table; the key's columns first.
type Tables = BTreeMap<String, Vec<String>>;

#[test]
fn diesel_knows_the_tables_as_they_are() {
    let mut conn = Database::shared().admin();
    let declared = declared();
    for (table, columns) in &declared {
        let query = format!(
            "SELECT format('%s %s%s', a.attname, format_type(a.atttypid, -1),
                           CASE WHEN c.relkind = 'r' AND NOT a.attnotnull THEN ' null' END) AS text
             FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
             WHERE a.attrelid = to_regclass('public.{table}') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum"
        );
        let found = texts(&mut conn, &query);
        // A view's columns can't be told null or not; diesel is told by hand.
        let is_view = texts(
            &mut conn,
            &format!("SELECT relkind::text AS text FROM pg_class WHERE oid = to_regclass('public.{table}')"),
        ) == ["v"];
        let says = |column: &String| if is_view { column.trim_end_matches(" null").to_owned() } else { column.clone() };
        assert_eq!(columns.iter().map(says).collect::<Vec<_>>(), found, "{table}");
    }
    let known: Vec<_> =
        super::listed().into_iter().filter(|(_, kind)| *kind != "local").map(|(name, _)| name).collect();
    let missing: Vec<_> = known.into_iter().filter(|table| !declared.contains_key(*table)).collect();
    assert!(missing.is_empty(), "not in schema.rs: {missing:?}");
}

fn declared() -> Tables {
    let plain: String = SCHEMA
        .iter()
        .flat_map(|file| file.lines())
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join(" ");
    let blocks = plain.split("diesel::table!").skip(1).map(|block| block.trim_start_matches([' ', '{']));
    blocks.map(table).collect()
}

fn table(block: &str) -> (String, Vec<String>) {
    let (head, rest) = block.split_once('{').expect("a table has columns");
    let (body, _) = rest.split_once('}').expect("a table ends");
    let name = head.split('(').next().expect("a table has a name").trim().to_owned();
    (name, body.split(',').filter_map(|column| column.split_once("->")).map(column).collect())
}

fn column((name, kind): (&str, &str)) -> String {
    let (name, kind) = (name.trim().trim_start_matches("r#"), kind.trim());
    let (kind, null) = match kind.strip_prefix("Nullable<").and_then(|kind| kind.strip_suffix('>')) {
        Some(kind) => (kind, " null"),
        None => (kind, ""),
    };
    let (kind, array) = match kind.strip_prefix("Array<").and_then(|kind| kind.strip_suffix('>')) {
        Some(kind) => (kind, "[]"),
        None => (kind, ""),
    };
    format!("{name} {}{array}{null}", postgres(kind))
}

fn postgres(kind: &str) -> &str {
    match kind {
        "BigInt" => "bigint",
        "Bool" => "boolean",
        "Bytea" => "bytea",
        "Date" => "date",
        "Double" => "double precision",
        "Integer" => "integer",
        "Jsonb" => "jsonb",
        "Numeric" => "numeric",
        "SmallInt" => "smallint",
        "Text" => "text",
        "Time" => "time without time zone",
        "Timestamptz" => "timestamp with time zone",
        "Uuid" => "uuid",
        other => panic!("teach tests/catalogue/schema_rs.rs the type {other}"),
    }
}
