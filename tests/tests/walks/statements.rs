//! What requests ask of the database: few statements, no more of them when there is more to answer, and each about one
//! organisation by its own words.

use std::{collections::BTreeMap, time::Duration};

use diesel::PgConnection;
use perftrack_tests::{
    Org, Server, Stage,
    db::{run, text},
    eventually, samples,
};
use shared::{
    access::{Relation, Role},
    operation::{Access, Method},
};

/// More than any request needs, the opening of the session and the audit log included.
const MOST: i64 = 35;
/// What goes through all there is of a person, each part once: as themselves and as the Admin who asks, and to erase it.
const THROUGH_EVERYTHING: [(&str, i64); 2] = [("ExportPersonData", 90), ("ErasePerson", 50)];

#[test]
fn no_request_takes_more_statements_than_it_needs_and_each_names_the_organisation() {
    let (_server, org, mut conn) = alone();
    let mut many = Vec::new();
    for declared in shared::every_operation() {
        if declared.access == Access::Public {
            continue;
        }
        let stage = Stage::of_admin(&org, &declared);
        let request = samples::of(declared.name, &stage).request(&declared, &stage);
        let taken = counted(&mut conn, || request.send().status);
        let through = THROUGH_EVERYTHING.iter().find(|(name, _)| *name == declared.name);
        let most = through.map_or(MOST, |(_, most)| *most);
        if taken > most {
            many.push(format!("{} takes {taken} statements", declared.name));
        }
    }
    assert!(many.is_empty(), "{}", many.join("\n"));
    // The first wall stands in the statement, and doesn't lean on the second. A function says it inside; mails on their
    // way and the catalogue belong to nobody; and what would write no row at all asks for none.
    let nameless = text(
        &mut conn,
        r#"SELECT coalesce(string_agg(s.query, E'\n'), '') AS text FROM pg_stat_statements s
           JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database()
           WHERE s.userid = 'pt_app'::regrole AND s.query ~* '\m(from|into|update)\M'
             AND s.query !~ '\morg_id\M|\mcurrent_org\(\)' AND s.query !~* '\mfrom\s+[a-z_]+\(\$'
             AND s.query !~ '"mails"|\mpg_(roles|class)\M' AND s.query !~ ' WHERE \$\d+=\$\d+$'"#,
    );
    assert_eq!(nameless, "", "statements that don't say whose rows they mean");
}

#[test]
fn longer_answers_take_no_more_statements() {
    let (_server, org, mut conn) = alone();
    let reads: Vec<_> = shared::every_operation()
        .into_iter()
        .filter(|declared| declared.method == Method::Get && declared.access != Access::Public)
        .filter(|declared| !declared.path.contains('{'))
        .collect();
    let mut few = BTreeMap::new();
    for round in 0..2 {
        for _ in 0..(3 + round * 12) {
            let stage = Stage::set(&org, Role::Employee, Relation::Own);
            stage.objective("active");
            stage.team();
        }
        for declared in &reads {
            let mut take = || counted(&mut conn, || org.admin().raw("GET", declared.path).send().status);
            // What is noted now and then, such as when a session was last used, isn't noted twice in a row.
            let taken = take().min(take());
            let before = *few.entry(declared.name).or_insert(taken);
            assert!(taken <= before, "{} took {before} statements and now takes {taken}", declared.name);
        }
    }
}

#[test]
fn a_csv_file_reads_only_the_rows_it_writes() {
    let (_server, org, mut conn) = alone();
    // Where there is nothing, some read nothing more for their own table either.
    let saved: i64 = ["goals", "check-ins", "feedback", "kpis", "reviews"]
        .into_iter()
        .map(|dashboard| {
            let [csv, workbook] = ["csv", "xlsx"].map(|format| {
                let path = format!("/api/v1/dashboards/{dashboard}.{format}");
                counted(&mut conn, || org.admin().raw("GET", &path).send().status)
            });
            assert!(csv <= workbook, "{dashboard}: {csv} statements, and {workbook} with the dashboard's own table");
            workbook - csv
        })
        .sum();
    assert!(saved > 0);
}

/// A database and a server for nobody else, so that what is counted is ours.
fn alone() -> (&'static Server, Org, PgConnection) {
    let server = Server::alone(&[("PERFTRACK_ROUNDS", "off")]);
    let mut conn = server.database.admin();
    run(&mut conn, "CREATE EXTENSION pg_stat_statements");
    let org = Org::db_on(server);
    // What a server does when it starts, beside requests, is over.
    eventually("it is quiet", || {
        counted(&mut server.database.admin(), || std::thread::sleep(Duration::from_millis(500))) == 0
    });
    (server, org, conn)
}

/// Statements of the runtime roles while `work` runs, beginnings and ends of transactions left out, and what goes on beside
/// requests.
fn counted<T>(conn: &mut PgConnection, work: impl FnOnce() -> T) -> i64 {
    const TAKEN: &str = "SELECT coalesce(sum(calls), 0)::bigint::text AS text FROM pg_stat_statements s
        JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database()
        WHERE s.userid IN ('pt_app'::regrole, 'pt_auth'::regrole) AND s.query !~* '^(begin|commit|rollback|savepoint|release|set)\\M'
          AND s.query !~* '\\m(mails|spent_requests|key_uses|backups|backup_alerts|heads|certificates)\\M'";
    let before: i64 = text(conn, TAKEN).parse().expect("a number");
    work();
    text(conn, TAKEN).parse::<i64>().expect("a number") - before
}
