use serde_json::{Value, json};
use shared::{access::Role, goals, kpis::VIEW};

use super::{About, Sample, Thing};
use crate::Stage;

fn about(kpi: &Value) -> About {
    About::Thing(&VIEW, Thing::Kpi(kpi["id"].as_str().expect("an id").parse().expect("an id")))
}

fn path(kpi: &Value, rest: &str) -> String {
    format!("/api/v1/kpis/{}{rest}", kpi["id"].as_str().expect("an id"))
}

fn today() -> String {
    chrono::Utc::now().date_naive().to_string()
}

/// Two days, one of them known already.
fn file() -> String {
    format!("Date,Value,Comment\n2026-03-02,7,counted twice\n{},4,\n", today())
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    of_lists(name, stage).or_else(|| of_one(name, stage)).or_else(|| of_key_results(name, stage))
}

fn of_lists(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let for_team = stage.actor.role > Role::Employee;
    Some(match name {
        "ListKpis" => {
            stage.kpi("chain");
            Sample::plain().query(json!({ "owner": stage.subject.id, "team": stage.team().id, "limit": "5" }))
        }
        "ExportKpisNdjson" => {
            stage.kpi("chain");
            Sample::plain().query(json!({ "owner": stage.subject.id, "team": stage.team().id }))
        }
        "CreateKpi" => Sample::plain().json(json!({
            "name": "Share of late deliveries", "owner_id": stage.actor.id, "visibility": "chain",
            "team_id": if for_team { json!(stage.team().id) } else { Value::Null },
            "kind": "number", "unit": "a day", "decimals": 1, "frequency": "week", "aggregation": "mean",
            "gauge": { "direction": "lower", "target": 2.0, "watch": 3.0, "unhealthy": 5.0, "hard": 20.0 },
            "formula": { "expression": "late / 7", "missing": "zero",
                         "inputs": [{ "name": "late", "kpi_id": stage.kpi("organisation")["id"] }] },
        })),
        "IngestMeasurements" => {
            let kpi = stage.kpi("chain");
            let sample = Sample::plain().about(about(&kpi));
            sample.json(json!({ "measurements": [
                { "kpi_id": kpi["id"], "on": "2026-03-02", "value": 3.0, "comment": "From the depot." },
            ] }))
        }
        _ => return None,
    })
}

const OF_ONE: [&str; 19] = [
    "ReadKpi",
    "EditKpi",
    "ArchiveKpi",
    "RestoreKpi",
    "ReadKpiSeries",
    "ReadKpiComputation",
    "ListKpiAlerts",
    "ListMeasurements",
    "ExportMeasurementsNdjson",
    "CreateMeasurement",
    "PreviewMeasurements",
    "ImportMeasurements",
    "ExportMeasurements",
    "ListKpiShares",
    "ListKpiMentionable",
    "ListKpiOpenings",
    "RevokeKpiShares",
    "ShareKpi",
    "ViewKpiAs",
];

fn of_one(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    if !OF_ONE.contains(&name) {
        return None;
    }
    let kpi = stage.kpi("chain");
    stage.made_by_subject(&path(&kpi, "/measurements"), &json!({ "on": "2026-03-02", "value": 6.0 }));
    let sample = Sample::plain().at(json!({ "id": kpi["id"] })).about(about(&kpi));
    Some(match name {
        "EditKpi" => {
            let for_team = stage.actor.role > Role::Employee;
            let mut body = json!({ "name": "Deliveries that were late", "owner_id": stage.subject.id });
            if for_team {
                body["team_id"] = json!(stage.team().id);
            }
            sample.json(body).version(kpi["version"].as_i64().expect("a version"))
        }
        "ReadKpiSeries" => sample.query(json!({ "grain": "week", "from": "2026-02-01", "to": "2026-04-01" })),
        "ReadKpiComputation" => sample.query(json!({ "on": "2026-03-02", "as_of": today() })),
        "ExportMeasurementsNdjson" => sample.query(json!({ "standing": "true" })),
        "ListMeasurements" => sample.query(json!({ "limit": "5" })),
        "CreateMeasurement" => sample.json(json!({ "on": "2026-03-02", "value": 5.0, "comment": "Counted again." })),
        "PreviewMeasurements" => sample.query(json!({ "date_order": "day_first" })).csv(file()),
        "ImportMeasurements" => {
            let preview = path(&kpi, "/measurements/preview");
            let seen = stage.subject.raw("POST", &preview).body("text/csv", file()).send().json();
            sample.query(json!({ "fingerprint": seen["fingerprint"] })).csv(file())
        }
        "ViewKpiAs" => sample.at(json!({ "id": kpi["id"], "person": stage.actor.id })),
        "ExportMeasurements" => sample.query(json!({ "from": "2026-01-01" })),
        "RestoreKpi" => {
            stage.subject.raw("POST", &path(&kpi, "/archive")).send();
            sample
        }
        "ShareKpi" => sample.json(json!({
            "grantee": "person", "person_id": stage.newcomer().id, "level": "view", "reason": "She helps.",
        })),
        _ => sample,
    })
}

fn of_key_results(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    if !["FollowKpi", "UnfollowKpi"].contains(&name) {
        return None;
    }
    let made = stage.objective("active");
    let kpi = stage.kpi("organisation");
    stage.made_by_subject(&path(&kpi, "/measurements"), &json!({ "on": today(), "value": 6.0 }));
    let objective = made["objective"]["id"].as_str().expect("an id").parse().expect("an id");
    let key_result = &made["key_results"][0]["id"];
    let about = About::Thing(&goals::VIEW, Thing::Objective(objective));
    let sample = Sample::plain().at(json!({ "id": key_result })).about(about);
    let body = json!({ "kpi_id": kpi["id"] });
    if name == "FollowKpi" {
        return Some(sample.json(body));
    }
    let follow = format!("/api/v1/key-results/{}/kpi", key_result.as_str().expect("an id"));
    let response = stage.subject.raw("PUT", &follow).json(&body).send();
    assert_eq!(response.status, 200, "{}", response.text());
    Some(sample)
}

/// Other ways to call the same operations.
pub(super) fn other(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    match name {
        "ShareKpi" => {
            let sample = of_one(name, stage)?;
            Some(sample.json(json!({
                "grantee": "team", "team_id": stage.team().id, "level": "edit", "reason": "They do the work.",
            })))
        }
        "ReadKpiAudience" => Some(Sample::plain().query(json!({ "kpi": stage.kpi("chain")["id"] }))),
        _ => None,
    }
}
