//! What is read costs by what is shown, however much was measured; what is written, by what is reckoned, however many follow.

use perftrack_tests::{
    Org, Server,
    db::{organisation_of, run, text},
};
use serde_json::json;
use shared::{
    kpis::{ListMeasurements, MeasurementFilter, ReadKpiSeries, SeriesQuery, rules::kinds::Grain},
    wire::{KpiId, Limit},
};

use super::{
    at, days_ago,
    following::{db_many, follow, objective, objective_under, progress},
    last, made, measure, series, today, values,
};

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
             FROM kpi_measurements WHERE kpi_id = '{id}' AND NOT whole_day GROUP BY org_id, kpi_id, true_on;
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

/// A server of its own that counts its statements.
fn db_counting() -> Org {
    let server = Server::alone(&[]);
    run(&mut server.database.admin(), "CREATE EXTENSION pg_stat_statements");
    Org::db_on(server)
}

/// What the server's statements that name a table have cost so far: how often they were run, and blocks they looked at.
fn db_cost(org: &Org, table: &str) -> (i64, i64) {
    let query = format!(
        "SELECT concat_ws(' ', coalesce(sum(calls), 0), coalesce(sum(shared_blks_hit + shared_blks_read), 0)) AS text
         FROM pg_stat_statements s
         JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database()
         WHERE s.userid = 'pt_app'::regrole AND s.query ~ '\\m{table}'"
    );
    let told = text(&mut org.server.database.admin(), &query);
    let (calls, blocks) = told.split_once(' ').expect("two numbers");
    (calls.parse().expect("a number"), blocks.parse().expect("a number"))
}

#[test]
fn the_last_page_of_the_history_costs_what_the_first_does() {
    let org = db_counting();
    let by = org.admin();
    let id = made(by, json!({})).id;
    for days in 500..506 {
        measure(by, id, days_ago(days), 1.0).unwrap();
    }
    let page = |cursor: Option<String>| {
        let filter = MeasurementFilter { limit: Limit::new(3), cursor, ..Default::default() };
        by.call::<ListMeasurements>(at(id), filter, ()).expect("a page")
    };
    let cursor = page(None).next_cursor;
    // A hundred thousand newer ones lie before the second page now.
    db_measured(&org, id, 400, 250);
    let before = db_cost(&org, "kpi_measurements");
    let second = page(cursor);
    let cost = db_cost(&org, "kpi_measurements").1 - before.1;
    assert_eq!(second.items.iter().map(|one| one.on).collect::<Vec<_>>(), [503, 504, 505].map(days_ago));
    assert!(cost < 200, "{cost} blocks for a page of three");
}

#[test]
fn what_was_known_then_is_read_without_the_log() {
    let org = db_counting();
    let by = org.admin();
    let id = made(by, json!({})).id;
    measure(by, id, days_ago(100), 7.0).unwrap();
    db_measured(&org, id, 90, 200);
    let earlier = |table: &str, column: &str| {
        run(
            &mut org.server.database.admin(),
            &format!("UPDATE {table} SET {column} = {column} - interval '9 days' WHERE kpi_id = '{id}'"),
        );
    };
    earlier("kpi_measurements", "known_at");
    earlier("kpi_days", "changed_at");
    // Every day changes today: each of them was something else last week.
    let all: Vec<_> = (1..=90).map(|days| json!({ "kpi_id": id, "on": days_ago(days), "value": 1000.0 })).collect();
    let sent = by.raw("POST", "/api/v1/kpis/measurements").json(&json!({ "measurements": all })).send();
    assert!(sent.is_success(), "{}", sent.text());
    let read = |as_of: Option<u64>| {
        let query = SeriesQuery {
            grain: Some(Grain::Day),
            from: Some(days_ago(100)),
            to: Some(days_ago(1)),
            as_of: as_of.map(days_ago),
        };
        let points = by.call::<ReadKpiSeries>(at(id), query, ()).expect("a series");
        values(&points).into_iter().flatten().sum::<f64>()
    };
    let (log, days) = (db_cost(&org, "kpi_measurements"), db_cost(&org, "kpi_past_days"));
    let sums = [read(None), read(Some(0)), read(Some(2)), read(Some(8)), read(Some(10))];
    assert_eq!(sums, [108_007.0, 108_007.0, 18_007.0, 18_007.0, 0.0]);
    let (log_after, days_after) = (db_cost(&org, "kpi_measurements"), db_cost(&org, "kpi_past_days"));
    assert_eq!(log_after, log, "the log isn't read at all");
    assert!(days_after.1 - days.1 < 4 * 90 * 8, "{} blocks of days", days_after.1 - days.1);
}

#[test]
fn a_measurement_costs_as_many_statements_however_many_follow() {
    let org = db_counting();
    let by = org.admin();
    let statements = |kpi: KpiId, value: f64| {
        let before = db_cost(&org, "").0;
        measure(by, kpi, today(), value).unwrap();
        db_cost(&org, "").0 - before
    };
    let of = |objectives: usize, each: i64| {
        let kpi = last(by, json!({})).id;
        let (top, _) = objective(by, by);
        for _ in 0..objectives {
            let (_, key_result) = objective_under(by, by, Some(top));
            follow(by, key_result, kpi).unwrap();
            db_many(&org, key_result, kpi, each);
        }
        measure(by, kpi, today(), 1.0).unwrap();
        let cost = statements(kpi, 100.0);
        assert_eq!(progress(by, top), Some(0.5 * objectives as f64 / (objectives + 1) as f64));
        cost
    };
    assert_eq!(of(1, 0), of(6, 15));
}

#[test]
fn a_chart_of_many_measurements_reads_no_more_than_one_of_few() {
    let org = db_counting();
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
