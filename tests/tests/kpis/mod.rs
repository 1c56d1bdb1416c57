//! KPIs: each test is a rule about measurements, formulas and states, tried over HTTP.

mod batch;
mod files;
mod following;
mod formulas;
mod races;
mod reach;
mod scale;
mod settling;
mod states;
mod teams;
mod times;
mod weeks;

use chrono::{Days, NaiveDate, Utc};
use perftrack_tests::{Client, client::Called};
use serde_json::{Value, json};
use shared::{
    kpis::{
        CreateKpi, CreateMeasurement, Kpi, KpiDetail, KpiPath, KpiSeries, ListKpiAlerts, NewMeasurement, ReadKpi,
        ReadKpiSeries, SeriesQuery,
        rules::kinds::{Grain, KpiState},
    },
    operation::Nothing,
    wire::KpiId,
};

/// Today, as organisations in UTC see it.
fn today() -> NaiveDate {
    Utc::now().date_naive()
}

fn days_ago(days: u64) -> NaiveDate {
    today() - Days::new(days)
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A KPI of `by`'s that adds a number up by the day and should reach 100, with some fields otherwise.
fn create(by: &Client, with: Value) -> Called<CreateKpi> {
    let mut body = json!({
        "name": "Parcels delivered", "visibility": "chain", "kind": "number", "frequency": "day", "aggregation": "sum",
        "gauge": { "direction": "higher", "target": 100.0, "watch": 90.0, "unhealthy": 80.0, "hard": 10.0 },
    });
    for (field, value) in with.as_object().expect("fields") {
        body[field] = value.clone();
    }
    let new = serde_json::from_value(body).expect("a KPI to be");
    by.call::<CreateKpi>(Nothing {}, Nothing {}, new)
}

#[track_caller]
fn made(by: &Client, with: Value) -> Kpi {
    create(by, with).expect("the KPI is made").kpi
}

/// One that takes the last value of the day, so that a day counts at once.
fn last(by: &Client, with: Value) -> Kpi {
    let mut with = with;
    with["aggregation"] = json!("last");
    made(by, with)
}

fn formula(by: &Client, expression: &str, inputs: &[(&str, KpiId)], with: Value) -> Called<CreateKpi> {
    let inputs: Vec<_> = inputs.iter().map(|(name, id)| json!({ "name": name, "kpi_id": id })).collect();
    let mut with = with;
    let missing = with.get("missing").cloned().unwrap_or(Value::Null);
    with.as_object_mut().expect("fields").remove("missing");
    with["formula"] = json!({ "expression": expression, "inputs": inputs, "missing": missing });
    create(by, with)
}

fn at(id: KpiId) -> KpiPath {
    KpiPath { id }
}

fn measure(by: &Client, id: KpiId, on: NaiveDate, value: f64) -> Called<CreateMeasurement> {
    let new = NewMeasurement { on: Some(on), value: Some(value), ..NewMeasurement::default() };
    by.call::<CreateMeasurement>(at(id), Nothing {}, new)
}

fn read(by: &Client, id: KpiId) -> Called<ReadKpi> {
    by.call::<ReadKpi>(at(id), Nothing {}, ())
}

#[track_caller]
fn now(by: &Client, id: KpiId) -> Kpi {
    let KpiDetail { kpi, .. } = read(by, id).expect("the KPI is seen");
    kpi
}

#[track_caller]
fn series(by: &Client, id: KpiId, grain: Grain, from: NaiveDate, to: NaiveDate) -> KpiSeries {
    let query = SeriesQuery { grain: Some(grain), from: Some(from), to: Some(to), as_of: None };
    by.call::<ReadKpiSeries>(at(id), query, ()).expect("a series")
}

fn values(series: &KpiSeries) -> Vec<Option<f64>> {
    series.points.iter().map(|point| point.value).collect()
}

/// The crossings of a KPI, oldest first.
fn crossings(by: &Client, id: KpiId) -> Vec<(KpiState, KpiState)> {
    let mut all = by.call::<ListKpiAlerts>(at(id), Nothing {}, ()).expect("the alerts").items;
    all.reverse();
    all.into_iter().map(|alert| (alert.was, alert.became)).collect()
}
