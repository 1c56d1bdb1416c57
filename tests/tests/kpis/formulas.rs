//! Formulas: recomputed with what they read, never in a circle, and without a value for a reason.

use perftrack_tests::{Client, Org, Refused};
use serde_json::json;
use shared::{
    access::Role,
    kpis::{
        ComputationQuery, EditKpi, KpiChanges, KpiComputation, NewFormula, ReadKpiComputation,
        rules::kinds::{Grain, NoValue},
    },
    problem::Code,
    wire::KpiId,
};

use super::{at, create, date, days_ago, formula, last, made, measure, now, read, series, today, values};

fn opened(by: &Client, id: KpiId) -> KpiComputation {
    by.call::<ReadKpiComputation>(at(id), ComputationQuery { on: Some(today()), ..Default::default() }, ()).unwrap()
}

#[test]
fn a_formula_follows_what_it_reads_through_others_too() {
    let org = Org::db_new();
    let by = org.admin();
    let (lost, all) = (made(by, json!({})).id, last(by, json!({})).id);
    let share = formula(by, "lost / all * 100", &[("lost", lost), ("all", all)], json!({})).unwrap().kpi.id;
    let twice = formula(by, "share * 2", &[("share", share)], json!({})).unwrap().kpi.id;
    measure(by, lost, today(), 3.0).unwrap();
    assert_eq!((now(by, share).value, opened(by, share).point.reason), (None, Some(NoValue::MissingInput)));
    measure(by, all, today(), 50.0).unwrap();
    assert_eq!((now(by, share).value, now(by, twice).value), (Some(6.0), Some(12.0)));
    measure(by, lost, today(), 4.0).unwrap();
    assert_eq!(now(by, twice).value, Some(16.0));
    let computation = opened(by, share);
    assert_eq!(computation.expression.as_deref(), Some("lost / all * 100"));
    assert_eq!(computation.inputs.iter().map(|input| input.value).collect::<Vec<_>>(), [Some(50.0), Some(4.0)]);
    assert_eq!(read(by, lost).unwrap().used_by.iter().map(|used| used.id).collect::<Vec<_>>(), [share]);
}

#[test]
fn longer_spans_are_reckoned_from_the_spans_inputs_not_from_its_own_values() {
    let org = Org::db_new();
    let by = org.admin();
    let (lost, all) = (made(by, json!({})).id, made(by, json!({})).id);
    for (day, some, of) in [("2026-03-02", 1.0, 10.0), ("2026-03-03", 5.0, 10.0), ("2026-03-04", 0.0, 80.0)] {
        measure(by, lost, date(day), some).unwrap();
        measure(by, all, date(day), of).unwrap();
    }
    let share = formula(by, "lost / all", &[("lost", lost), ("all", all)], json!({})).unwrap().kpi.id;
    let (from, to) = (date("2026-03-02"), date("2026-03-04"));
    assert_eq!(values(&series(by, share, Grain::Day, from, to)), [Some(0.1), Some(0.5), Some(0.0)]);
    assert_eq!(values(&series(by, share, Grain::Month, from, to)), [Some(0.06)]);
}

#[test]
fn without_a_value_it_says_why() {
    let org = Org::db_new();
    let by = org.admin();
    let (a, b) = (last(by, json!({})).id, last(by, json!({})).id);
    let gap = formula(by, "a / b", &[("a", a), ("b", b)], json!({})).unwrap().kpi.id;
    let zero = formula(by, "a + b", &[("a", a), ("b", b)], json!({ "missing": "zero" })).unwrap().kpi.id;
    measure(by, a, today(), 3.0).unwrap();
    assert_eq!((now(by, gap).value, now(by, zero).value), (None, Some(3.0)));
    measure(by, b, today(), 0.0).unwrap();
    assert_eq!((opened(by, gap).point.value, opened(by, gap).point.reason), (None, Some(NoValue::DivisionByZero)));
    measure(by, b, today(), 2.0).unwrap();
    assert_eq!(now(by, gap).value, Some(1.5));
}

#[test]
fn nothing_is_computed_from_itself() {
    let org = Org::db_new();
    let by = org.admin();
    let a = made(by, json!({ "name": "A" })).id;
    let b = formula(by, "a + 1", &[("a", a)], json!({ "name": "B" })).unwrap().kpi;
    let c = formula(by, "b + 1", &[("b", b.id)], json!({ "name": "C" })).unwrap().kpi;
    let reads = |id: KpiId| KpiChanges {
        formula: Some(NewFormula {
            expression: "x".to_owned(),
            inputs: vec![shared::kpis::FormulaInput { name: "x".to_owned(), kpi_id: id }],
            missing: None,
        }),
        ..KpiChanges::default()
    };
    let problem = by.change::<EditKpi>(at(b.id), b.version, reads(c.id)).refused(Code::Invalid);
    assert_eq!(problem.detail.as_deref(), Some("B → C"));
    let problem = by.change::<EditKpi>(at(b.id), b.version, reads(b.id)).refused(Code::Invalid);
    assert_eq!(problem.errors[0].code, "circle");
    measure(by, a, today(), 5.0).unwrap();
    assert_eq!(now(by, c.id).value, Some(7.0));
}

#[test]
fn what_is_no_formula_is_refused_at_its_place() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({})).id;
    let monthly = made(by, json!({ "frequency": "month" })).id;
    formula(by, "a +", &[("a", id)], json!({})).refused_at("formula.expression", "bad_formula");
    formula(by, "a; b", &[("a", id)], json!({})).refused_at("formula.expression", "forbidden_character");
    formula(by, "a + c", &[("a", id)], json!({})).refused_at("formula.expression", "unknown_name");
    formula(by, "a", &[("a", id), ("b", id)], json!({})).refused_at("formula.inputs[1].name", "not_used_here");
    formula(by, "a", &[("a", id), ("a", id)], json!({})).refused_at("formula.inputs[1].name", "taken");
    formula(by, "max", &[("max", id)], json!({})).refused_at("formula.inputs[0].name", "bad_name");
    formula(by, "a", &[("a", monthly)], json!({})).refused_at("formula.inputs[0].kpi_id", "measured_less_often");
    formula(by, "a", &[("a", uuid::Uuid::now_v7().into())], json!({}))
        .refused_at("formula.inputs[0].kpi_id", "unknown");
    create(by, json!({ "formula": { "expression": "1", "inputs": [] } })).refused_at("formula.inputs", "required");
}

#[test]
fn numbers_one_can_not_see_stay_inside_the_one_number() {
    let org = Org::db_new();
    let owner = org.db_person(Role::Manager, None);
    let reader = org.db_person(Role::Employee, None);
    let hidden = last(&owner, json!({})).id;
    let open = last(&owner, json!({ "visibility": "organisation" })).id;
    let both = formula(&owner, "a + b", &[("a", hidden), ("b", open)], json!({ "visibility": "organisation" }));
    let both = both.unwrap().kpi.id;
    measure(&owner, hidden, today(), 2.0).unwrap();
    measure(&owner, open, today(), 3.0).unwrap();
    let computation = opened(&reader, both);
    assert_eq!((computation.point.value, computation.withheld), (Some(5.0), true));
    assert_eq!(computation.inputs.iter().map(|input| input.kpi.id).collect::<Vec<_>>(), [open]);
    let inputs = read(&reader, both).unwrap().inputs;
    assert_eq!(inputs.iter().map(|input| input.kpi.is_some()).collect::<Vec<_>>(), [false, true]);
    // What was only lent to somebody they can't put into a number of their own.
    super::reach::lend(&owner, hidden, reader.id);
    formula(&reader, "a", &[("a", hidden)], json!({})).refused_at("formula.inputs[0].kpi_id", "not_allowed");
    formula(&reader, "a", &[("a", open)], json!({})).unwrap();
}

#[test]
fn another_formula_is_computed_from_the_beginning() {
    let org = Org::db_new();
    let by = org.admin();
    let a = last(by, json!({})).id;
    for days in 0..5 {
        measure(by, a, days_ago(days), 10.0).unwrap();
    }
    let kpi = formula(by, "a + 1", &[("a", a)], json!({})).unwrap().kpi;
    let change = json!({ "formula": { "expression": "a * 3", "inputs": [{ "name": "a", "kpi_id": a }] } });
    by.change::<EditKpi>(at(kpi.id), kpi.version, serde_json::from_value(change).unwrap()).unwrap();
    let after = now(by, kpi.id);
    assert_eq!(after.recent.iter().map(|one| one.value).collect::<Vec<_>>(), [Some(30.0); 5]);
}
