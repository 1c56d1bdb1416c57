//! Files: looked at before anything is written, and out again as they came in.

use perftrack_tests::{Client, Org, Refused, client::Response, db::run};
use serde_json::json;
use shared::{
    access::Role,
    kpis::{
        CreateMeasurement, ExportMeasurements, ExportQuery, ImportMeasurements, MeasurementImport, NewMeasurement,
        PreviewMeasurements, RowProblem, rules::kinds::Grain,
    },
    operation::Nothing,
    problem::Code,
    wire::KpiId,
};

use super::{at, date, made, measure, series, today, values};

fn preview(by: &Client, id: KpiId, file: &str) -> MeasurementImport {
    let path = format!("/api/v1/kpis/{id}/measurements/preview");
    by.raw("POST", &path).body("text/csv", file).send().into_answer::<PreviewMeasurements>().expect("a preview")
}

fn import(by: &Client, id: KpiId, file: &str, fingerprint: &str, skip: bool) -> Response {
    let path = format!("/api/v1/kpis/{id}/measurements/import?fingerprint={fingerprint}&skip_refused={skip}");
    by.raw("POST", &path).body("text/csv", file).send()
}

#[test]
fn a_file_is_looked_at_and_then_done_as_it_was_looked_at() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({})).id;
    measure(by, id, date("2026-03-02"), 5.0).unwrap();
    let file = "Tag;Wert;Notiz\n02.03.2026;7,5;korrigiert\n03.03.2026;4;\n04.03.2026;viele;\n";
    let seen = preview(by, id, file);
    assert_eq!((seen.date_column.as_str(), seen.value_column.as_str()), ("Tag", "Wert"));
    assert_eq!((seen.counts.new, seen.counts.corrected, seen.counts.refused), (1, 1, 1));
    assert_eq!((seen.rows[0].problem, seen.rows[0].line), (Some(RowProblem::BadNumber), 4));
    let before = (date("2026-03-02"), date("2026-03-03"));
    assert_eq!(values(&series(by, id, Grain::Day, before.0, before.1)), [Some(5.0), None]);

    import(by, id, file, &seen.fingerprint, false)
        .into_answer::<ImportMeasurements>()
        .refused_at("skip_refused", "rows_refused");
    import(by, id, file, "another", true).into_answer::<ImportMeasurements>().refused(Code::Conflict);
    import(by, id, file, &seen.fingerprint, true).into_answer::<ImportMeasurements>().unwrap();
    assert_eq!(values(&series(by, id, Grain::Day, before.0, before.1)), [Some(7.5), Some(4.0)]);
    import(by, id, file, &seen.fingerprint, true).into_answer::<ImportMeasurements>().refused(Code::Conflict);
    assert_eq!(preview(by, id, file).counts.unchanged, 2);
}

#[test]
fn what_is_exported_imports_as_it_was() {
    let org = Org::db_new();
    let by = org.admin();
    let money = json!({ "kind": "money", "unit": "EUR", "gauge": { "direction": "higher", "target": 100_000.0 } });
    let (id, copy) = (made(by, money.clone()).id, made(by, money).id);
    measure(by, id, date("2026-03-02"), 123_456.0).unwrap();
    measure(by, id, date("2026-03-03"), -50.0).unwrap();
    measure(by, id, date("2026-03-03"), -70.0).unwrap();
    let file = by.call::<ExportMeasurements>(at(id), ExportQuery::default(), ()).unwrap();
    assert!(file.contains("1234.56") && file.contains("-0.7") && !file.contains("-0.5"), "{file}");
    let seen = preview(by, copy, &file);
    assert_eq!((seen.counts.new, seen.counts.refused), (2, 0));
    import(by, copy, &file, &seen.fingerprint, false).into_answer::<ImportMeasurements>().unwrap();
    let read = |id| values(&series(by, id, Grain::Day, date("2026-03-01"), today().min(date("2026-03-20"))));
    assert_eq!(read(id), read(copy));
}

#[test]
fn what_is_exported_changes_nothing_where_it_came_from() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({ "visibility": "organisation" })).id;
    let named = org.db_person(Role::Employee, None);
    let longer = format!("UPDATE people SET name = '{}' WHERE id = '{}'", "Nana ".repeat(18).trim(), named.id);
    run(&mut org.server.database.admin(), &longer);
    let says = |new: NewMeasurement| by.call::<CreateMeasurement>(at(id), Nothing {}, new).expect("it is measured");
    // With the name in place of the reference it is longer than a comment may be.
    let comment = format!("@{{{}}} {}", named.id, "x".repeat(459));
    says(NewMeasurement { on: Some(date("2026-03-02")), value: Some(5.0), comment, ..NewMeasurement::default() });
    for (hour, value) in [("09", 6.0), ("15", 7.0)] {
        let moment = format!("2026-03-03T{hour}:00:00Z").parse().expect("a moment");
        says(NewMeasurement { at: Some(moment), value: Some(value), ..NewMeasurement::default() });
    }
    let export = || by.call::<ExportMeasurements>(at(id), ExportQuery::default(), ()).unwrap();
    let file = export();
    assert!(file.contains("Nana Nana"), "{file}");
    let seen = preview(by, id, &file);
    assert_eq!((seen.counts.new, seen.counts.corrected, seen.counts.unchanged, seen.counts.refused), (0, 0, 3, 0));
    import(by, id, &file, &seen.fingerprint, false).into_answer::<ImportMeasurements>().unwrap();
    assert_eq!(export(), file);
    let copy = made(by, json!({})).id;
    let elsewhere = preview(by, copy, &file);
    assert_eq!((elsewhere.counts.new, elsewhere.counts.refused), (2, 1), "there the comment is too long to be kept");
    assert_eq!(elsewhere.rows[0].problem, Some(RowProblem::BadComment));
}

#[test]
fn what_is_no_file_of_measurements_is_refused_whole() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({})).id;
    let path = format!("/api/v1/kpis/{id}/measurements/preview");
    for file in ["", "just words\nmore words\n", "date,value\n"] {
        let response = by.raw("POST", &path).body("text/csv", file).send();
        assert_eq!(response.problem().code, Code::Invalid, "{file:?}");
    }
}
