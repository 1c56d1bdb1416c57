//! Supporting several: links beside the tree, seen as far as both ends are, that count nowhere.

use perftrack_tests::{Client, Refused};
use shared::{
    access::Role,
    goals::{
        AlsoSupports, CarryObjectiveOver, CarryOver, ComputationQuery, KeyResultCarry, MOST_SUPPORTED, NewObjective,
        NewSupport, ObjectiveDetail, ReadComputation, SupportObjective, SupportObjectiveNoLonger, SupportPath,
        Visibility,
        rules::kinds::{RollUp, Transition},
    },
    operation::Nothing,
    problem::{Code, Problem},
    wire::ObjectiveId,
};

use super::{at, go, ground, made, objective, reached, read, step, under, with};

fn support(by: &Client, id: ObjectiveId, other: ObjectiveId) -> Result<ObjectiveDetail, Problem> {
    by.call::<SupportObjective>(at(id), Nothing {}, NewSupport { objective_id: other })
}

fn no_longer(by: &Client, id: ObjectiveId, supported_id: ObjectiveId) -> Result<(), Problem> {
    by.call::<SupportObjectiveNoLonger>(SupportPath { id, supported_id }, Nothing {}, ())
}

fn links(by: &Client, id: ObjectiveId) -> AlsoSupports {
    read(by, id).expect("the objective is seen").also_supports
}

fn ids(links: &[shared::goals::ObjectiveRef]) -> Vec<ObjectiveId> {
    links.iter().map(|link| link.id).collect()
}

#[test]
fn an_objective_supports_several_and_each_end_tells() {
    let (org, period) = ground();
    let owner = org.db_person(Role::Employee, None);
    let [one, two, three] = [(); 3].map(|()| made(&owner, objective(period)).objective.id);
    support(&owner, one, two).unwrap();
    let detail = support(&owner, one, three).unwrap();
    assert_eq!(detail.also_supports.above.len(), 2);
    assert_eq!(ids(&links(&owner, three).below), [one]);
    no_longer(&owner, one, two).unwrap();
    assert_eq!(ids(&links(&owner, one).above), [three]);
    assert!(links(&owner, two).is_empty());
    no_longer(&owner, one, two).refused(Code::NotFound);
}

#[test]
fn it_counts_nowhere() {
    let (org, period) = ground();
    let owner = org.db_person(Role::Employee, None);
    let above = made(&owner, NewObjective { roll_up: Some(RollUp::Children), ..objective(period) }).objective.id;
    let by = made(&owner, with(objective(period), 0.0, 10.0)).objective.id;
    support(&owner, by, above).unwrap();
    let computation = owner.call::<ReadComputation>(at(above), ComputationQuery::default(), ()).unwrap();
    assert!(computation.inputs.is_empty());
}

#[test]
fn neither_itself_nor_twice_nor_what_is_closed_or_hidden() {
    let (org, period) = ground();
    let [owner, other] = [(); 2].map(|()| org.db_person(Role::Employee, None));
    let above = made(&owner, objective(period)).objective.id;
    let by = made(&owner, under(above, objective(period))).objective.id;
    let hidden = made(&other, NewObjective { visibility: Visibility::Private, ..objective(period) }).objective.id;
    let closed = reached(&owner, period).objective.id;
    support(&owner, by, by).refused_at("objective_id", "circle");
    support(&owner, by, above).refused_at("objective_id", "unchanged");
    support(&owner, by, hidden).refused_at("objective_id", "unknown");
    support(&owner, by, closed).refused_at("objective_id", "closed");
    let another = made(&owner, objective(period)).objective.id;
    support(&owner, by, another).unwrap();
    support(&owner, by, another).refused_at("objective_id", "unchanged");
    for _ in 1..MOST_SUPPORTED {
        support(&owner, by, made(&owner, objective(period)).objective.id).unwrap();
    }
    let one_more = made(&owner, objective(period)).objective.id;
    support(&owner, by, one_more).refused_at("objective_id", "too_many");
    support(&other, by, hidden).refused(Code::NotFound);
    support(&owner, closed, another).refused(Code::Conflict);
}

#[test]
fn who_sees_one_end_alone_learns_nothing_of_the_other() {
    let (org, period) = ground();
    let owner = org.db_person(Role::Employee, None);
    let reader = org.db_person(Role::Employee, None);
    let public = made(&owner, NewObjective { visibility: Visibility::Organisation, ..objective(period) }).objective.id;
    let private = made(&owner, NewObjective { visibility: Visibility::Private, ..objective(period) }).objective.id;
    support(&owner, private, public).unwrap();
    support(&owner, public, private).unwrap();
    assert!(links(&reader, public).is_empty());
    assert_eq!(links(&owner, public).above.len() + links(&owner, public).below.len(), 2);
}

#[test]
fn what_is_carried_over_goes_on_supporting_what_is_open() {
    let (org, period) = ground();
    let owner = org.db_person(Role::Employee, None);
    let [open, over] = [(); 2].map(|()| made(&owner, objective(period)).objective.id);
    let old = made(&owner, objective(period)).objective.id;
    support(&owner, old, open).unwrap();
    support(&owner, old, over).unwrap();
    let end = |id| {
        let closing = shared::goals::Move {
            score: Some(0.0),
            score_comment: Some("It was the wrong goal.".to_owned()),
            learning: Some("Ask first.".to_owned()),
            ..step(Transition::Cancel)
        };
        go(&owner, id, closing).expect("it is closed");
    };
    end(over);
    end(old);
    let carry =
        CarryOver { period_id: period, key_results: KeyResultCarry::Restart, reason: "Still worth it.".to_owned() };
    let copy = owner.call::<CarryObjectiveOver>(at(old), Nothing {}, carry).unwrap();
    assert_eq!(ids(&copy.also_supports.above), [open]);
}
