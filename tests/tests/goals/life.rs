//! The life of an objective: `draft ⇄ proposed → active → achieved | missed | cancelled`, `active ⇄ paused`.

use perftrack_tests::Refused;
use shared::{
    goals::{
        CarryObjectiveOver, CarryOver, DeleteObjective, EditObjective, KeyResultCarry, Move, NewObjective,
        ObjectiveChanges, Opening,
        rules::kinds::{ObjectiveState, Transition},
    },
    operation::Nothing,
    problem::Code,
};

use super::{at, check_in, go, ground, made, objective, on_track, period, reached, read, seen, step, with};

#[test]
fn a_draft_is_proposed_sent_back_and_agreed() {
    let (org, period) = ground();
    let owner = org.admin();
    let id = made(owner, NewObjective { state: None, ..objective(period) }).objective.id;
    assert_eq!(seen(owner, id).state, ObjectiveState::Draft);
    go(owner, id, step(Transition::Activate)).refused_at("transition", "not_allowed_now");
    for (transition, state) in [
        (Transition::Propose, ObjectiveState::Proposed),
        (Transition::SendBack, ObjectiveState::Draft),
        (Transition::Propose, ObjectiveState::Proposed),
        (Transition::Activate, ObjectiveState::Active),
        (Transition::Pause, ObjectiveState::Paused),
        (Transition::Resume, ObjectiveState::Active),
    ] {
        assert_eq!(go(owner, id, step(transition)).unwrap().objective.state, state);
    }
}

#[test]
fn closing_needs_every_value_a_score_and_a_learning() {
    let (org, period) = ground();
    let owner = org.admin();
    let detail = made(owner, with(objective(period), 0.0, 10.0));
    let id = detail.objective.id;
    let bare = || go(owner, id, step(Transition::Achieve));
    bare().refused_at("key_results", "value_missing");
    bare().refused_at("score", "required");
    bare().refused_at("learning", "required");
    check_in(owner, &detail.key_results[0], on_track(7.0)).unwrap();
    let close = |score, comment: Option<&str>| Move {
        score: Some(score),
        score_comment: comment.map(str::to_owned),
        learning: Some("Ask customers first.".to_owned()),
        ..step(Transition::Miss)
    };
    go(owner, id, close(1.5, None)).refused_at("score", "number_out_of_range");
    go(owner, id, close(0.9, None)).refused_at("score_comment", "required");
    let closed = go(owner, id, close(0.9, Some("The rest was out of reach."))).unwrap().objective;
    assert_eq!((closed.state, closed.score, closed.progress), (ObjectiveState::Missed, Some(0.9), Some(0.7)));
}

#[test]
fn what_is_closed_is_history() {
    let (org, period) = ground();
    let owner = org.admin();
    let closed = reached(owner, period);
    let (id, version) = (closed.objective.id, closed.objective.version);
    let changes = ObjectiveChanges { title: Some("Nicer".to_owned()), ..ObjectiveChanges::default() };
    owner.change::<EditObjective>(at(id), version, changes).refused(Code::Conflict);
    check_in(owner, &closed.key_results[0], on_track(3.0)).refused(Code::Conflict);
    go(owner, id, step(Transition::Resume)).refused_at("transition", "not_allowed_now");
    owner.call::<DeleteObjective>(at(id), Nothing {}, ()).refused(Code::Conflict);
}

#[test]
fn carrying_over_makes_a_linked_copy_of_what_is_closed() {
    let (org, first) = ground();
    let owner = org.admin();
    let next = period(owner);
    let how = || CarryOver { period_id: next, key_results: KeyResultCarry::Restart, reason: "It goes on.".to_owned() };
    let carry = |id| owner.call::<CarryObjectiveOver>(at(id), Nothing {}, how());
    let open = made(owner, with(objective(first), 0.0, 10.0)).objective;
    carry(open.id).refused(Code::Conflict);
    let old = reached(owner, first);
    let copy = carry(old.objective.id).unwrap();
    assert_eq!(copy.objective.carried_from_id, Some(old.objective.id));
    assert_eq!((copy.objective.state, copy.objective.period.id), (ObjectiveState::Draft, next));
    assert_eq!((copy.key_results[0].value, copy.key_results[0].progress), (None, Some(0.0)));
    assert_eq!(seen(owner, old.objective.id).state, ObjectiveState::Achieved);
    let from = copy.carried_from.unwrap();
    assert_eq!((from.objective.map(|it| it.id), from.reason.as_str()), (Some(old.objective.id), "It goes on."));
    let on = read(owner, old.objective.id).unwrap().carried_on;
    assert_eq!((on[0].objective.id, on[0].reason.as_str()), (copy.objective.id, "It goes on."));
}

fn closing(transition: Transition) -> Move {
    let words = |words: &str| Some(words.to_owned());
    Move { score: Some(1.0), score_comment: words("All of it."), learning: words("Start early."), ..step(transition) }
}

#[test]
fn what_is_carried_over_supports_what_it_did_while_that_is_open() {
    let (org, first) = ground();
    let owner = org.admin();
    let next = period(owner);
    let carry = |id| {
        let how = CarryOver { period_id: next, key_results: KeyResultCarry::Keep, reason: "It goes on.".to_owned() };
        owner.call::<CarryObjectiveOver>(at(id), Nothing {}, how).unwrap().objective
    };
    let above = made(owner, objective(first)).objective;
    let old = reached(owner, first).objective;
    let child = made(owner, NewObjective { parent_id: Some(above.id), ..with(objective(first), 0.0, 10.0) });
    check_in(owner, &child.key_results[0], on_track(10.0)).unwrap();
    go(owner, child.objective.id, closing(Transition::Achieve)).unwrap();
    assert_eq!(carry(child.objective.id).parent.map(|parent| parent.id), Some(above.id));
    assert_eq!(carry(old.id).parent, None);
    go(owner, above.id, closing(Transition::Cancel)).unwrap();
    assert_eq!(carry(child.objective.id).parent, None);
}

#[test]
fn only_a_draft_that_nothing_belongs_to_can_be_removed() {
    let (org, period) = ground();
    let owner = org.admin();
    let delete = |id| owner.call::<DeleteObjective>(at(id), Nothing {}, ());
    let draft = || NewObjective { state: Some(Opening::Draft), ..with(objective(period), 0.0, 10.0) };
    let (idle, spoken_of) = (made(owner, draft()), made(owner, draft()));
    check_in(owner, &spoken_of.key_results[0], on_track(1.0)).unwrap();
    delete(idle.objective.id).unwrap();
    read(owner, idle.objective.id).refused(Code::NotFound);
    delete(spoken_of.objective.id).refused(Code::Conflict);
    delete(made(owner, objective(period)).objective.id).refused(Code::Conflict);
}
