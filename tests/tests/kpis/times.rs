//! Two times: the moment a measurement speaks of, and the one at which it became known. A correction changes today's
//! chart and nothing of what was known before.

use chrono::{Days, NaiveDate, Timelike, Utc};
use perftrack_tests::{Client, Org, Refused, db::run};
use serde_json::json;
use shared::{
    kpis::{
        CreateMeasurement, ExportMeasurements, ExportQuery, ListMeasurements, Measurement, MeasurementFilter,
        NewMeasurement, ReadKpiSeries, SeriesQuery, rules::kinds::Grain,
    },
    operation::Nothing,
    problem::Code,
    wire::{KpiId, Limit},
};

use super::{at, date, days_ago, formula, last, made, measure, now, series, today, values};

fn history(by: &Client, id: KpiId, filter: MeasurementFilter) -> Vec<Measurement> {
    by.call::<ListMeasurements>(at(id), filter, ()).expect("the history").items
}

/// As if everything so far had become known `days` days earlier.
fn db_known_earlier(org: &Org, id: KpiId, days: u32) {
    let mut conn = org.server.database.admin();
    for (table, column) in [("kpi_measurements", "known_at"), ("kpi_days", "changed_at")] {
        run(
            &mut conn,
            &format!("UPDATE {table} SET {column} = {column} - interval '{days} days' WHERE kpi_id = '{id}'"),
        );
    }
}

#[test]
fn a_correction_stays_beside_what_it_corrects() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({})).id;
    measure(by, id, days_ago(2), 40.0).unwrap();
    let corrected = measure(by, id, days_ago(2), 44.0).unwrap();
    assert_eq!((corrected.value, corrected.revision, corrected.stands), (Some(44.0), 1, true));
    let all = history(by, id, MeasurementFilter::default());
    assert_eq!(
        all.iter().map(|one| (one.value, one.stands)).collect::<Vec<_>>(),
        [(Some(44.0), true), (Some(40.0), false)]
    );
    let standing = history(by, id, MeasurementFilter { standing: Some(true), ..Default::default() });
    assert_eq!(standing.len(), 1);
    assert_eq!(values(&series(by, id, Grain::Day, days_ago(2), days_ago(1))), [Some(44.0), None]);
}

#[test]
fn what_was_known_then_can_be_read_now() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({})).id;
    measure(by, id, days_ago(9), 40.0).unwrap();
    measure(by, id, days_ago(8), 10.0).unwrap();
    db_known_earlier(&org, id, 5);
    measure(by, id, days_ago(9), 44.0).unwrap();
    measure(by, id, days_ago(7), 7.0).unwrap();
    let as_of = |days: Option<u64>| {
        let query = SeriesQuery {
            grain: Some(Grain::Day),
            from: Some(days_ago(9)),
            to: Some(days_ago(7)),
            as_of: days.map(days_ago),
        };
        values(&by.call::<ReadKpiSeries>(at(id), query, ()).unwrap())
    };
    assert_eq!(as_of(None), [Some(44.0), Some(10.0), Some(7.0)]);
    assert_eq!(as_of(Some(0)), as_of(None));
    assert_eq!(as_of(Some(2)), [Some(40.0), Some(10.0), None]);
    assert_eq!(as_of(Some(6)), [None, None, None]);
    let then = MeasurementFilter { as_of: Some(days_ago(2)), standing: Some(true), ..Default::default() };
    assert_eq!(history(by, id, then).iter().map(|one| one.value).collect::<Vec<_>>(), [Some(10.0), Some(40.0)]);
    let before_any_calendar = MeasurementFilter { as_of: NaiveDate::from_ymd_opt(-9000, 1, 1), ..Default::default() };
    assert_eq!(history(by, id, before_any_calendar), [], "nobody knew anything");
}

#[test]
fn a_file_tells_what_was_known_then_of_a_formula_too() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({})).id;
    measure(by, id, days_ago(9), 40.0).unwrap();
    db_known_earlier(&org, id, 5);
    measure(by, id, days_ago(9), 44.0).unwrap();
    measure(by, id, days_ago(7), 7.0).unwrap();
    let twice = formula(by, "a * 2", &[("a", id)], json!({})).expect("a formula").kpi.id;
    let told = |id: KpiId, days: Option<u64>| {
        let query = ExportQuery { as_of: days.map(days_ago), ..Default::default() };
        let file = by.call::<ExportMeasurements>(at(id), query, ()).expect("the file");
        let line = |line: &str| line.split(',').nth(2).map(str::to_owned);
        file.lines().skip(1).filter_map(line).collect::<Vec<_>>()
    };
    assert_eq!((told(id, None), told(id, Some(2))), (vec!["44".to_owned(), "7".to_owned()], vec!["40".to_owned()]));
    assert_eq!(told(twice, None), ["88", "14"]);
    assert_eq!((told(twice, Some(2)), told(twice, Some(0))), (vec!["80".to_owned()], told(twice, None)));
    assert_eq!((told(id, Some(6)), told(twice, Some(6))), (vec![], vec![]));
}

#[test]
fn what_was_said_can_be_withdrawn() {
    let org = Org::db_new();
    let by = org.admin();
    let id = last(by, json!({})).id;
    measure(by, id, days_ago(1), 95.0).unwrap();
    measure(by, id, today(), 20.0).unwrap();
    let withdraw = NewMeasurement { on: Some(today()), withdraw: true, ..NewMeasurement::default() };
    let gone = by.call::<CreateMeasurement>(at(id), Nothing {}, withdraw).unwrap();
    assert_eq!((gone.value, gone.stands), (None, true));
    let kpi = now(by, id);
    assert_eq!((kpi.value, kpi.value_on), (Some(95.0), Some(days_ago(1))));
}

#[test]
fn late_and_out_of_order_is_as_good_as_in_time() {
    let org = Org::db_new();
    let by = org.admin();
    let (one, other) = (made(by, json!({})).id, made(by, json!({})).id);
    let said = [(3, 5.0), (1, 7.0), (3, 6.0), (2, 9.0), (1, 1.0), (3, 4.0)];
    for (days, value) in said {
        measure(by, one, days_ago(days), value).unwrap();
    }
    for (days, value) in [(1, 1.0), (2, 9.0), (3, 4.0)] {
        measure(by, other, days_ago(days), value).unwrap();
    }
    for grain in Grain::ALL {
        let read = |id| values(&series(by, id, *grain, days_ago(3), today()));
        assert_eq!(read(one), read(other), "{grain}");
    }
}

#[test]
fn a_day_is_the_organisations_day() {
    let org = Org::db_new();
    let by = org.admin();
    let settings = by.raw("GET", "/api/v1/organisation").send();
    let version = settings.json()["version"].as_i64().expect("a version").to_string();
    let zone = json!({ "time_zone": "Pacific/Auckland" });
    let moved =
        by.raw("PATCH", "/api/v1/organisation").json(&zone).header("if-match", &format!("\"{version}\"")).send();
    assert_eq!(moved.status, 200, "{}", moved.text());
    let id = made(by, json!({})).id;
    let new =
        NewMeasurement { at: Some("2026-03-01T11:30:00Z".parse().unwrap()), value: Some(3.0), ..Default::default() };
    let measured = by.call::<CreateMeasurement>(at(id), Nothing {}, new).unwrap();
    assert_eq!((measured.on, measured.whole_day), (date("2026-03-02"), false));
    let whole = measure(by, id, date("2026-03-02"), 4.0).unwrap();
    assert_eq!((whole.on, whole.whole_day), (date("2026-03-02"), true));
    assert_eq!(values(&series(by, id, Grain::Day, date("2026-03-01"), date("2026-03-02"))), [None, Some(7.0)]);
}

#[test]
fn a_day_can_be_corrected_after_the_organisation_has_moved() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({})).id;
    let day = date("2026-03-02");
    measure(by, id, day, 3.0).unwrap();
    let version = by.raw("GET", "/api/v1/organisation").send().json()["version"].as_i64().expect("a version");
    let zone = json!({ "time_zone": "America/New_York" });
    by.raw("PATCH", "/api/v1/organisation").json(&zone).header("if-match", &format!("\"{version}\"")).send();
    assert_eq!(measure(by, id, day, 4.0).unwrap().revision, 1);
    assert_eq!(values(&series(by, id, Grain::Day, day, day)), [Some(4.0)]);
}

#[test]
fn bad_measurements_are_refused_by_name() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({})).id;
    let said = |new: NewMeasurement| by.call::<CreateMeasurement>(at(id), Nothing {}, new);
    let plain = || NewMeasurement { value: Some(1.0), ..NewMeasurement::default() };
    said(NewMeasurement { on: Some(today() + chrono::Days::new(2)), ..plain() }).refused_at("on", "in_the_future");
    said(NewMeasurement { on: Some(today()), at: Some(Utc::now()), ..plain() }).refused_at("at", "not_used_here");
    said(NewMeasurement { withdraw: true, ..plain() }).refused_at("value", "not_used_here");
    said(NewMeasurement { value: None, ..plain() }).refused_at("value", "required");
    said(NewMeasurement { value: Some(1e13), ..plain() }).refused_at("value", "number_out_of_range");
    let path = format!("/api/v1/kpis/{id}/archive");
    assert_eq!(by.raw("POST", &path).send().status, 200);
    said(plain()).refused(Code::Conflict);
}

#[test]
fn the_history_is_read_page_by_page() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({})).id;
    for value in 0..5 {
        measure(by, id, days_ago(value % 2), f64::from(u32::try_from(value).unwrap())).unwrap();
    }
    let (mut cursor, mut read) = (None, Vec::new());
    loop {
        let filter = MeasurementFilter { limit: Limit::new(2), cursor, ..Default::default() };
        let page = by.call::<ListMeasurements>(at(id), filter, ()).unwrap();
        read.extend(page.items.into_iter().map(|one| (one.on, one.revision)));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    let (now, before) = (today(), days_ago(1));
    assert_eq!(read, [(now, 2), (now, 1), (now, 0), (before, 1), (before, 0)]);
}

#[test]
fn what_is_said_of_a_whole_day_comes_after_every_moment_of_it() {
    let org = Org::db_new();
    let by = org.admin();
    let day = days_ago(1);
    let timed = |id: KpiId, time: &str, value: f64| {
        let new = NewMeasurement {
            at: Some(format!("{day}T{time}Z").parse().unwrap()),
            value: Some(value),
            ..NewMeasurement::default()
        };
        by.call::<CreateMeasurement>(at(id), Nothing {}, new).expect("it is measured");
    };
    let value = |id| values(&series(by, id, Grain::Day, day, day));
    let (before, after, midnight) = (last(by, json!({})).id, last(by, json!({})).id, last(by, json!({})).id);
    measure(by, before, day, 40.0).unwrap();
    timed(before, "09:00:00", 10.0);
    timed(after, "09:00:00", 10.0);
    measure(by, after, day, 40.0).unwrap();
    timed(midnight, "00:00:00", 10.0);
    measure(by, midnight, day, 40.0).unwrap();
    for id in [before, after, midnight] {
        assert_eq!(value(id), [Some(40.0)]);
        // The same when the day is counted again.
        timed(id, "08:00:00", 9.0);
        timed(id, "08:00:00", 8.0);
        assert_eq!(value(id), [Some(40.0)]);
        let withdraw = NewMeasurement { on: Some(day), withdraw: true, ..NewMeasurement::default() };
        by.call::<CreateMeasurement>(at(id), Nothing {}, withdraw).unwrap();
    }
    assert_eq!([before, after, midnight].map(value), [[Some(10.0)], [Some(10.0)], [Some(8.0)]]);
}

#[test]
fn what_is_due_is_due_by_the_organisations_calendar() {
    let org = Org::db_new();
    let by = org.admin();
    // Where it is another day than in UTC just now.
    let hour = Utc::now().hour();
    let (zone, there) = if hour < 11 { ("Etc/GMT+12", days_ago(1)) } else { ("Etc/GMT-14", today() + Days::new(1)) };
    let settings = by.raw("GET", "/api/v1/organisation").send().json();
    let version = format!("\"{}\"", settings["version"]);
    let moved =
        by.raw("PATCH", "/api/v1/organisation").json(&json!({ "time_zone": zone })).header("if-match", &version).send();
    assert_eq!(moved.status, 200, "{}", moved.text());
    assert_eq!(now(by, last(by, json!({})).id).due_on, Some(there + Days::new(1)));
}
