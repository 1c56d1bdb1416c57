//! The tree: numbers roll up to any depth in the check-in's own transaction, circles are refused, what
//! is hidden is one number.

use perftrack_tests::{Client, Refused};
use shared::{
    access::Role,
    goals::{
        ComputationQuery, EditObjective, ListObjectives, Move, NewObjective, ObjectiveChanges, ObjectiveDetail,
        ObjectiveFilter, ReadComputation, Visibility,
        rules::{
            kinds::{RollUp, Transition},
            pace::Span,
            roll_up::{Computation, LeftOut},
        },
    },
    operation::Nothing,
    wire::{ObjectiveId, Patch, PeriodId},
};

use super::{
    at, check_in, create, days_ago, go, ground, made, objective, on_track, reached, read, seen, step, under, with,
};

fn of_children(period: PeriodId) -> NewObjective {
    NewObjective { roll_up: Some(RollUp::Children), ..objective(period) }
}

fn leaf(by: &Client, parent: ObjectiveId, period: PeriodId, weight: f64) -> ObjectiveDetail {
    made(by, NewObjective { weight: Some(weight), ..under(parent, with(objective(period), 0.0, 10.0)) })
}

fn computation(by: &Client, id: ObjectiveId) -> Computation {
    by.call::<ReadComputation>(at(id), ComputationQuery::default(), ()).unwrap()
}

fn align(
    by: &Client,
    id: ObjectiveId,
    parent: Patch<ObjectiveId>,
) -> Result<ObjectiveDetail, shared::problem::Problem> {
    let version = seen(by, id).version;
    by.change::<EditObjective>(at(id), version, ObjectiveChanges { parent_id: parent, ..ObjectiveChanges::default() })
}

#[test]
fn days_that_leave_the_parents_are_allowed_and_said() {
    let (org, period) = ground();
    let by = org.admin();
    let begun = |days| NewObjective { starts_on: Some(days_ago(days)), ..objective(period) };
    let above = made(by, NewObjective { visibility: Visibility::Private, ..begun(20) }).objective;
    assert_eq!(made(by, under(above.id, begun(10))).days_above, None);
    let owner = org.db_person(Role::Employee, None);
    let outside = made(by, under(above.id, NewObjective { owner_id: Some(owner.id), ..begun(25) }));
    assert_eq!(outside.days_above, Some(Span { from: above.starts_on, to: above.ends_on }));
    assert_eq!(read(&owner, outside.objective.id).unwrap().days_above, None, "they don't see what is above");
}

#[test]
fn a_check_in_moves_everything_above_it() {
    let (org, period) = ground();
    let by = org.admin();
    let root = made(by, of_children(period)).objective.id;
    let middle = made(by, under(root, of_children(period))).objective.id;
    let (light, heavy) = (leaf(by, middle, period, 1.0), leaf(by, middle, period, 3.0));
    check_in(by, &heavy.key_results[0], on_track(5.0)).unwrap();
    assert_eq!((seen(by, middle).progress, seen(by, root).progress), (Some(0.375), Some(0.375)));
    let opened = computation(by, middle);
    assert_eq!((opened.value, opened.counted_weight, opened.withheld), (Some(0.375), Some(4.0), false));
    let inputs: Vec<_> = opened.inputs.iter().map(|input| (input.id, input.weight, input.used)).collect();
    assert_eq!(inputs, [(light.objective.id.0, 1.0, Some(0.0)), (heavy.objective.id.0, 3.0, Some(0.5))]);
}

#[test]
fn a_number_of_key_results_does_not_hang_on_what_is_aligned_under_it() {
    let (org, period) = ground();
    let by = org.admin();
    let root = made(by, of_children(period)).objective.id;
    let middle = made(by, under(root, with(objective(period), 0.0, 10.0)));
    let leaf = leaf(by, middle.objective.id, period, 1.0);
    check_in(by, &leaf.key_results[0], on_track(10.0)).unwrap();
    let middle_id = middle.objective.id;
    assert_eq!((seen(by, middle_id).progress, seen(by, root).progress), (Some(0.0), Some(0.0)));
    check_in(by, &middle.key_results[0], on_track(5.0)).unwrap();
    assert_eq!((seen(by, middle_id).progress, seen(by, root).progress), (Some(0.5), Some(0.5)));
    let inputs: Vec<_> = computation(by, middle_id).inputs.iter().map(|input| input.id).collect();
    assert_eq!(inputs, [middle.key_results[0].id.0]);
    // Asked to, it takes in what had not counted until then.
    let both = ObjectiveChanges { roll_up: Some(RollUp::Both), ..ObjectiveChanges::default() };
    by.change::<EditObjective>(at(middle_id), seen(by, middle_id).version, both).unwrap();
    assert_eq!((seen(by, middle_id).progress, seen(by, root).progress), (Some(0.75), Some(0.75)));
}

#[test]
fn what_rests_or_weighs_nothing_is_tracked_and_not_counted() {
    let (org, period) = ground();
    let by = org.admin();
    let root = made(by, of_children(period)).objective.id;
    let (counted, resting) = (leaf(by, root, period, 1.0), leaf(by, root, period, 1.0));
    let weightless = leaf(by, root, period, 0.0);
    for (leaf, value) in [(&counted, 4.0), (&resting, 10.0), (&weightless, 10.0)] {
        check_in(by, &leaf.key_results[0], on_track(value)).unwrap();
    }
    assert_eq!(seen(by, root).progress, Some(0.7));
    go(by, resting.objective.id, step(Transition::Pause)).unwrap();
    assert_eq!(seen(by, root).progress, Some(0.4));
    let why: Vec<_> = computation(by, root).inputs.iter().map(|input| input.left_out).collect();
    assert_eq!(why, [None, Some(LeftOut::Paused), Some(LeftOut::NoWeight)]);
}

#[test]
fn a_child_takes_its_number_along() {
    let (org, period) = ground();
    let by = org.admin();
    let (old, new) = (made(by, of_children(period)).objective.id, made(by, of_children(period)).objective.id);
    let child = leaf(by, old, period, 1.0);
    check_in(by, &child.key_results[0], on_track(5.0)).unwrap();
    align(by, child.objective.id, Patch::Set(new)).unwrap();
    assert_eq!((seen(by, old).progress, seen(by, new).progress), (None, Some(0.5)));
    align(by, child.objective.id, Patch::Clear).unwrap();
    assert_eq!(seen(by, new).progress, None);
}

#[test]
fn a_circle_is_refused_and_spelled_out() {
    let (org, period) = ground();
    let by = org.admin();
    let named = |title: &str, parent| {
        let new = NewObjective { title: title.to_owned(), parent_id: parent, ..objective(period) };
        made(by, new).objective.id
    };
    let top = named("Top", None);
    let middle = named("Middle", Some(top));
    let bottom = named("Bottom", Some(middle));
    let refused = align(by, top, Patch::Set(bottom)).unwrap_err();
    assert_eq!(refused.errors[0].field, "parent_id");
    assert_eq!(refused.errors[0].code, "circle");
    assert_eq!(refused.detail.as_deref(), Some("Top → Bottom → Middle"));
    align(by, top, Patch::Set(top)).refused_at("parent_id", "circle");
}

#[test]
fn hidden_children_are_one_number_without_identity() {
    let (org, period) = ground();
    let owner = org.db_person(Role::Employee, None);
    let reader = org.db_person(Role::Employee, None);
    let root = NewObjective { visibility: Visibility::Organisation, ..of_children(period) };
    let root = made(&owner, root).objective.id;
    let hidden = leaf(&owner, root, period, 1.0);
    check_in(&owner, &hidden.key_results[0], on_track(5.0)).unwrap();
    let shown = seen(&reader, root);
    assert_eq!((shown.progress, shown.children), (Some(0.5), 0));
    let opened = computation(&reader, root);
    assert_eq!((opened.value, opened.counted_weight, opened.withheld), (Some(0.5), None, true));
    assert!(opened.inputs.is_empty());
}

#[test]
fn under_a_hidden_parent_an_objective_looks_unaligned() {
    let (org, period) = ground();
    let owner = org.db_person(Role::Employee, None);
    let reader = org.db_person(Role::Employee, None);
    let hidden = made(&owner, objective(period)).objective.id;
    let child = NewObjective { visibility: Visibility::Organisation, ..under(hidden, objective(period)) };
    let child = made(&owner, child).objective.id;
    assert_eq!(seen(&owner, child).parent.map(|parent| parent.id), Some(hidden));
    assert_eq!(seen(&reader, child).parent, None);
    let roots = |by: &Client| {
        let filter = ObjectiveFilter { roots: Some(true), ..ObjectiveFilter::default() };
        let page = by.call::<ListObjectives>(Nothing {}, filter, ()).unwrap();
        page.items.into_iter().map(|objective| objective.id).collect::<Vec<_>>()
    };
    assert_eq!((roots(&owner), roots(&reader)), (vec![hidden], vec![child]));
    create(&reader, under(hidden, objective(period))).refused_at("parent_id", "unknown");
}

/// A closed objective whose child goes on.
fn judged_with_child(by: &Client, period: PeriodId) -> (ObjectiveId, ObjectiveDetail) {
    let root = made(by, of_children(period)).objective.id;
    let child = leaf(by, root, period, 1.0);
    check_in(by, &child.key_results[0], on_track(5.0)).unwrap();
    let close = Move { score: Some(0.5), learning: Some("Half is some.".to_owned()), ..step(Transition::Miss) };
    go(by, root, close).unwrap();
    (root, child)
}

#[test]
fn what_was_judged_moves_no_more() {
    let (org, period) = ground();
    let by = org.admin();
    let closed = reached(by, period).objective.id;
    let (judged, child) = judged_with_child(by, period);
    let number = seen(by, judged).progress;
    check_in(by, &child.key_results[0], on_track(1.0)).unwrap();
    assert_eq!(seen(by, judged).progress, number);
    align(by, child.objective.id, Patch::Clear).unwrap();
    assert_eq!(seen(by, judged).progress, number);
    create(by, under(closed, objective(period))).refused_at("parent_id", "closed");
    let other = made(by, objective(period)).objective.id;
    align(by, other, Patch::Set(closed)).refused_at("parent_id", "closed");
}
