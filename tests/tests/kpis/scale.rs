//! A chart reads as many rows as there are days in it, however much was measured on them.

use perftrack_tests::{
    Database, Org, Server,
    db::{organisation_of, run, text},
};
use serde_json::json;
use shared::{kpis::rules::kinds::Grain, wire::KpiId};

use super::{days_ago, made, measure, series, today, values};

/// As if `each` values had been measured on each of the last `days` days: the log and its days, as the server keeps both.
fn db_measured(org: &Org, id: KpiId, days: i32, each: i32) {
    let mut conn = org.server.database.admin();
    let (org_id, author) = (organisation_of(&mut conn, org.admin().id), org.admin().id);
    run(
        &mut conn,
        &format!(
            "INSERT INTO kpi_measurements (org_id, kpi_id, whole_day, true_at, revision, true_on, value, source, author_id, known_at)
             SELECT '{org_id}', '{id}', false, current_date - d + make_interval(secs => s), 0, current_date - d, 1, 'api', '{author}', now()
             FROM generate_series(1, {days}) d, generate_series(0, {each} - 1) s;
             INSERT INTO kpi_days (org_id, kpi_id, day, count, sum, least, most, last_at, last_value, changed_at)
             SELECT org_id, kpi_id, true_on, count(*), sum(value), 1, 1, max(true_at), 1, now()
             FROM kpi_measurements WHERE kpi_id = '{id}' GROUP BY org_id, kpi_id, true_on;
             ANALYZE kpi_measurements; ANALYZE kpi_days"
        ),
    );
}

/// Statements that name a table so far, and the rows they gave.
fn db_told(org: &Org, table: &str) -> (i64, i64) {
    let query = format!(
        "SELECT concat_ws(' ', coalesce(sum(calls), 0), coalesce(sum(rows), 0)) AS text FROM pg_stat_statements s
         JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database()
         WHERE s.userid = 'pt_app'::regrole AND s.query ~ '\\m{table}\\M'"
    );
    let told = text(&mut org.server.database.admin(), &query);
    let (calls, rows) = told.split_once(' ').expect("two numbers");
    (calls.parse().expect("a number"), rows.parse().expect("a number"))
}

#[test]
fn a_chart_of_many_measurements_reads_no_more_than_one_of_few() {
    let server: &'static Server = Box::leak(Box::new(Server::start(Database::fresh(), &[])));
    run(&mut server.database.admin(), "CREATE EXTENSION pg_stat_statements");
    let org = Org::db_on(server);
    let by = org.admin();
    let few = made(by, json!({})).id;
    let many = made(by, json!({})).id;
    db_measured(&org, few, 200, 1);
    db_measured(&org, many, 200, 500);
    let chart = |id: KpiId| {
        let (days, log) = (db_told(&org, "kpi_days"), db_told(&org, "kpi_measurements"));
        let points = values(&series(by, id, Grain::Week, days_ago(199), today())).len();
        let (days_after, log_after) = (db_told(&org, "kpi_days"), db_told(&org, "kpi_measurements"));
        (points, days_after.0 - days.0, days_after.1 - days.1, log_after.0 - log.0)
    };
    let of_few = chart(few);
    assert_eq!(of_few, chart(many));
    // The week that the first day lies in may begin a day earlier than what was measured.
    assert!(
        (199..=200).contains(&of_few.2) && of_few.3 == 0,
        "a chart is made of its days, and of nothing else: {of_few:?}"
    );
    measure(by, many, today(), 5.0).unwrap();
    let total: f64 = values(&series(by, many, Grain::Quarter, days_ago(300), today())).into_iter().flatten().sum();
    assert!((total - 100_005.0).abs() < f64::EPSILON, "{total}");
}
