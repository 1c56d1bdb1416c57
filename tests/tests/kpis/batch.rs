//! Measurements from programs: each row for itself, once however often it is sent, in whatever order.

use perftrack_tests::{Client, Org, Refused, client::Called};
use serde_json::{Value, json};
use shared::{
    access::Role,
    kpis::{IngestMeasurements, Ingested, ListMeasurements, MeasurementFilter, Written, rules::kinds::Grain},
    operation::Nothing,
    problem::Code,
};

use super::{at as path, days_ago, formula, made, series, today, values};

fn send(by: &Client, rows: &[Value]) -> Called<IngestMeasurements> {
    let batch = serde_json::from_value(json!({ "measurements": rows })).expect("a batch");
    by.call::<IngestMeasurements>(Nothing {}, Nothing {}, batch)
}

fn written(ingested: &Ingested) -> Vec<Option<Written>> {
    ingested.rows.iter().map(|row| row.written).collect()
}

#[test]
fn sending_the_same_again_changes_nothing() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({})).id;
    let rows = [
        json!({ "kpi_id": id, "on": days_ago(1), "value": 4.0 }),
        json!({ "kpi_id": id, "at": "2026-03-03T08:15:00.123456789Z", "value": 2.0 }),
        json!({ "kpi_id": id, "on": days_ago(1), "value": 5.0 }),
    ];
    use Written::{Added, Corrected, Overtaken, Unchanged};
    let first = send(by, &rows).unwrap();
    assert_eq!(written(&first), [Some(Overtaken), Some(Added), Some(Added)]);
    assert_eq!((first.counts.added, first.counts.overtaken), (2, 1));
    assert_eq!(written(&send(by, &rows).unwrap()), [Some(Overtaken), Some(Unchanged), Some(Unchanged)]);
    let corrected = send(by, &[json!({ "kpi_id": id, "on": days_ago(1), "value": 6.0 })]).unwrap();
    assert_eq!(written(&corrected), [Some(Corrected)]);
    assert_eq!(values(&series(by, id, Grain::Day, days_ago(1), today())), [Some(6.0), None]);
}

#[test]
fn bad_rows_keep_no_other_from_being_taken() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    let stranger = org.db_person(Role::Employee, None);
    let mine = made(&manager, json!({})).id;
    let hidden = made(&stranger, json!({ "visibility": "private" })).id;
    let public = made(&stranger, json!({ "visibility": "organisation" })).id;
    let computed = formula(&manager, "a * 2", &[("a", mine)], json!({})).unwrap().kpi.id;
    let row = |id| json!({ "kpi_id": id, "on": today(), "value": 1.0 });
    let rows = [
        row(hidden),
        row(public),
        row(computed),
        row(mine),
        json!({ "kpi_id": mine, "value": 1.0 }),
        json!({ "kpi_id": mine, "on": today() + chrono::Days::new(3), "value": 1.0 }),
    ];
    let ingested = send(&manager, &rows).unwrap();
    let codes: Vec<_> = ingested.rows.iter().map(|row| row.problem.as_ref().map(|problem| problem.code)).collect();
    let (hidden_is, public_is, computed_is) = (Some(Code::NotFound), Some(Code::Forbidden), Some(Code::Conflict));
    assert_eq!(codes, [hidden_is, public_is, computed_is, None, Some(Code::Invalid), Some(Code::Invalid)]);
    let fields: Vec<_> = ingested.rows[4..].iter().flat_map(|row| &row.problem.as_ref().unwrap().errors).collect();
    assert_eq!(
        fields.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(),
        ["measurements[4].on", "measurements[5].on"]
    );
    assert_eq!((ingested.counts.added, ingested.counts.refused), (1, 5));
    send(&manager, &[row(hidden)]).refused(Code::NotFound);
}

#[test]
fn a_thousand_go_in_one_call_and_one_more_does_not() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({})).id;
    let row = |index: u32| json!({ "kpi_id": id, "at": format!("2026-03-02T{:02}:{:02}:00Z", index / 60 % 24, index % 60), "value": index });
    let rows: Vec<_> = (0..1000).map(row).collect();
    assert_eq!(send(by, &rows).unwrap().counts.added, 1000);
    let day = super::date("2026-03-02");
    assert_eq!(values(&series(by, id, Grain::Day, day, day)), [Some(499_500.0)]);
    send(by, &[&rows[..], &rows[..1]].concat()).refused_at("measurements", "too_many");
    send(by, &[]).refused_at("measurements", "required");
}

#[test]
fn rows_that_cannot_be_read_keep_no_other_from_being_taken() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({})).id;
    let at = |index: u32| format!("2026-03-02T{:02}:{:02}:00Z", index / 60 % 24, index % 60);
    let mut rows: Vec<_> = (0..995).map(|index| json!({ "kpi_id": id, "at": at(index), "value": index })).collect();
    let bad = [
        (json!({ "kpi_id": id, "on": "2026-03-03", "value": 1.0, "comment": "x".repeat(501) }), "comment", "too_long"),
        (json!({ "kpi_id": id, "on": "1800-03-03", "value": 1.0 }), "on", "date_out_of_range"),
        (json!({ "kpi_id": "no-uuid", "on": "2026-03-03", "value": 1.0 }), "kpi_id", "wrong_type"),
        (json!({ "kpi_id": id, "on": "2026-03-03", "value": "4" }), "value", "wrong_type"),
        (json!({ "kpi_id": id, "on": "2026-03-03", "value": 1.0, "surprise": 1 }), "surprise", "unknown_field"),
    ];
    // In the middle of the good ones: whatever comes after them is taken too.
    rows.splice(500..500, bad.iter().map(|(row, ..)| row.clone()));
    let ingested = send(by, &rows).unwrap();
    assert_eq!((ingested.counts.added, ingested.counts.refused), (995, 5));
    assert_eq!(ingested.rows.len(), 1000);
    for (index, (_, field, code)) in (500..).zip(&bad) {
        let problem = ingested.rows[index].problem.as_ref().expect("it is refused");
        assert_eq!(problem.code, Code::Invalid);
        assert_eq!(problem.errors[0].field, format!("measurements[{index}].{field}"));
        assert_eq!(problem.errors[0].code, *code, "{field}");
    }
    let day = super::date("2026-03-02");
    assert_eq!(values(&series(by, id, Grain::Day, day, day)), [Some(494_515.0)]);
}

#[test]
fn where_none_can_be_taken_every_row_is_named() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({})).id;
    let nobodys = uuid::Uuid::now_v7();
    let rows = [
        json!({ "kpi_id": id, "on": today(), "value": "4" }),
        json!({ "kpi_id": nobodys, "on": today(), "value": 4.0 }),
        json!(7),
    ];
    let problem = send(by, &rows).refused(Code::Invalid);
    let errors: Vec<_> = problem.errors.iter().map(|error| (error.field.as_str(), error.code.as_str())).collect();
    let named =
        [("measurements[0].value", "wrong_type"), ("measurements[1]", "not_found"), ("measurements[2]", "wrong_type")];
    assert_eq!(errors, named);
}

#[test]
fn a_thousand_with_long_comments_go_in_one_call() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({})).id;
    let at = |index: u32| format!("2026-03-02T{:02}:{:02}:00Z", index / 60 % 24, index % 60);
    let comment = "c".repeat(500);
    let row = |index: u32| json!({ "kpi_id": id, "at": at(index), "value": 1.0, "comment": comment });
    assert_eq!(send(by, &(0..1000).map(row).collect::<Vec<_>>()).unwrap().counts.added, 1000);
}

#[test]
fn what_is_said_in_a_batch_names_nobody() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({})).id;
    let person = org.db_person(Role::Employee, None).id;
    let row = json!({ "kpi_id": id, "on": today(), "value": 1.0, "comment": format!("Ask @{{{person}}}") });
    send(by, std::slice::from_ref(&row)).expect("it is taken");
    let told = by.call::<ListMeasurements>(path(id), MeasurementFilter::default(), ());
    let said = told.expect("measurements").items.into_iter().map(|one| one.comment).collect::<Vec<_>>();
    assert_eq!(said, [format!("Ask @{person}")]);
    assert_eq!(written(&send(by, &[row]).expect("it is taken")), [Some(Written::Unchanged)]);
}
