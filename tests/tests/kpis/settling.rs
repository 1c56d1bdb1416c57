//! Sums are judged when their period is over, whether or not anybody measures then; what is told names that period.

use std::time::{Duration, Instant};

use chrono::{Timelike, Utc};
use perftrack_tests::{Client, Org, Server, db::run};
use serde_json::json;
use shared::{
    access::Role,
    goals::{CheckIn, CheckInFilter, KeyResultPath, ListCheckIns},
    kpis::{KpiAlert, ListKpiAlerts, rules::kinds::KpiState},
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    wire::{KeyResultId, KpiId},
};

use super::{
    at, days_ago,
    following::{follow, objective},
    made, measure, now, today,
};

use KpiState::{Healthy, Unhealthy};

fn sql(org: &Org, statement: &str) {
    run(&mut org.server.database.admin(), statement);
}

/// As if everything of a KPI had been a day earlier: there and back, or days would meet on their way.
fn db_a_day_passes(org: &Org, id: KpiId) {
    for by in ["- 100", "+ 99"] {
        sql(org, &format!("UPDATE kpi_periods SET starts_on = starts_on {by} WHERE kpi_id = '{id}'"));
        sql(org, &format!("UPDATE kpi_days SET day = day {by} WHERE kpi_id = '{id}'"));
    }
    let states = "ARRAY(SELECT day - 1 FROM unnest(state_from) WITH ORDINALITY AS e (day, place) ORDER BY place)";
    sql(
        org,
        &format!(
            "UPDATE kpis SET value_on = value_on - 1, settles_on = settles_on - 1, state_from = {states} WHERE id = '{id}'"
        ),
    );
}

fn alerts(by: &Client, id: KpiId) -> Vec<KpiAlert> {
    by.call::<ListKpiAlerts>(at(id), Nothing {}, ()).expect("the alerts").items
}

fn said(by: &Client, id: KeyResultId) -> Vec<CheckIn> {
    by.call::<ListCheckIns>(KeyResultPath { id }, CheckInFilter::default(), ()).expect("check-ins").items
}

#[test]
fn nobody_has_to_measure_for_an_alarm() {
    let server = Server::alone(&[("PERFTRACK_ROUNDS", "on")]);
    let org = Org::db_on(server);
    // It is noon there, whatever time it is here. `Etc` counts the other way round.
    let ahead = 12 - i64::from(Utc::now().hour());
    sql(&org, &format!("UPDATE organisations SET time_zone = 'Etc/GMT{:+}'", -ahead));
    let owner = org.db_person(Role::Employee, None);
    let kpi = made(&owner, json!({})).id;
    let (_, key_result) = objective(&owner, org.admin());
    for (days, value) in [(2, 98.0), (1, 99.0), (0, 5.0)] {
        measure(&owner, kpi, days_ago(days), value).unwrap();
    }
    follow(&owner, key_result, kpi).unwrap();
    let known = said(&owner, key_result);
    assert_eq!(
        known.iter().map(|one| (one.value, one.as_of)).collect::<Vec<_>>(),
        [(99.0, days_ago(1))],
        "a day that isn't over is no value of a sum yet"
    );
    assert_eq!((now(&owner, kpi).state, alerts(&owner, kpi)), (Healthy, vec![]));

    db_a_day_passes(&org, kpi);
    let until = Instant::now() + Duration::from_secs(30);
    while alerts(&owner, kpi).is_empty() {
        assert!(Instant::now() < until, "it is judged in the morning");
        sql(&org, "UPDATE notice_rounds SET reminded_on = NULL, due_at = now()");
        std::thread::sleep(Duration::from_millis(300));
    }
    sql(&org, "UPDATE notice_rounds SET reminded_on = NULL, due_at = now()");
    std::thread::sleep(Duration::from_secs(2));
    let [alert] = &alerts(&owner, kpi)[..] else { panic!("one alert") };
    assert_eq!((alert.was, alert.became, alert.hard), (Healthy, Unhealthy, true));
    assert_eq!((alert.value_on, alert.value), (days_ago(1), 5.0));
    let told = owner.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).unwrap().items;
    assert_eq!(told.iter().filter(|notice| notice.kind == NoticeKind::KpiWorse).count(), 1);
    let [latest, ..] = &said(&owner, key_result)[..] else { panic!("a check-in") };
    assert_eq!((latest.value, latest.author.id), (5.0, owner.id), "whoever answers for the number says it");
}

#[test]
fn whoever_measures_first_on_the_next_day_is_told_of_the_day_before() {
    let org = Org::db_new();
    let by = org.admin();
    let kpi = made(by, json!({})).id;
    for (days, value) in [(1, 99.0), (0, 5.0)] {
        measure(by, kpi, days_ago(days), value).unwrap();
    }
    assert_eq!(alerts(by, kpi), []);
    db_a_day_passes(&org, kpi);
    // Not beyond the hard line, and not finished either.
    measure(by, kpi, today(), 50.0).unwrap();
    let [alert] = &alerts(by, kpi)[..] else { panic!("one alert") };
    assert_eq!((alert.became, alert.hard, alert.value_on, alert.value), (Unhealthy, true, days_ago(1), 5.0));
    assert_eq!(now(by, kpi).value, Some(50.0), "the number itself is the newest");
}
