//! Several objectives at once: what can be changed is, what can't says why.

use perftrack_tests::{Org, Persona, Refused, client::Called, db::count};
use shared::{
    access::Role,
    goals::{
        BulkChange, ChangeObjectives, Level, NewObjective, ObjectiveVersion, Visibility,
        rules::kinds::{ObjectiveState, Transition},
    },
    operation::Nothing,
    problem::Code,
    wire::{ObjectiveId, Patch, PeriodId},
};
use uuid::Uuid;

use super::{ground, made, objective, period, read, seen};

fn some(by: &Persona, period: PeriodId, how_many: usize) -> Vec<ObjectiveVersion> {
    let one = |_| made(by, objective(period)).objective;
    (0..how_many).map(one).map(|it| ObjectiveVersion { id: it.id, version: it.version }).collect()
}

fn nothing(objectives: &[ObjectiveVersion]) -> BulkChange {
    let objectives = objectives.to_vec();
    BulkChange { objectives, owner_id: None, period_id: None, parent_id: Patch::Keep, transition: None }
}

fn change(by: &Persona, change: BulkChange) -> Called<ChangeObjectives> {
    by.call::<ChangeObjectives>(Nothing {}, Nothing {}, change)
}

#[test]
fn all_are_changed_at_once() {
    let (org, first) = ground();
    let (by, second) = (org.admin(), period(org.admin()));
    let owner = org.db_person(Role::Employee, None);
    let parent = made(by, objective(second)).objective.id;
    let all = some(by, first, 100);
    let asked = BulkChange {
        owner_id: Some(owner.id),
        period_id: Some(second),
        parent_id: Patch::Set(parent),
        transition: Some(Transition::Pause),
        ..nothing(&all)
    };
    let outcome = change(by, asked).expect("they are changed");
    assert_eq!(outcome.changed, 100);
    assert_eq!(
        outcome.results.iter().map(|result| result.id).collect::<Vec<_>>(),
        all.iter().map(|one| one.id).collect::<Vec<_>>()
    );
    let now = outcome.results.into_iter().filter_map(|result| result.objective).next_back().expect("as it is now");
    assert_eq!((now.owner.id, now.period.id, now.state), (owner.id, second, ObjectiveState::Paused));
    assert_eq!(now, seen(by, now.id));
    let org_id = perftrack_tests::db::organisation_of(&mut org.server.database.admin(), by.id);
    let events = |kind: &str| {
        count(&mut org.server.database.admin(), &format!("audit_events WHERE org_id = '{org_id}' AND kind = '{kind}'"))
    };
    assert_eq!((events("objectives.edited"), events("objectives.moved")), (100, 100));
}

#[test]
fn each_stands_for_itself() {
    let (org, period) = ground();
    let (owner, stranger) = (org.db_person(Role::Employee, None), org.db_person(Role::Employee, None));
    let mut all = some(&owner, period, 4);
    let hidden = some(&stranger, period, 1)[0];
    let public = NewObjective { level: Level::Organisation, visibility: Visibility::Organisation, ..objective(period) };
    let public = made(org.admin(), public).objective;
    all[1].version += 1;
    change(&owner, BulkChange { transition: Some(Transition::Pause), ..nothing(&all[2..3]) }).expect("one is paused");
    all[2].version += 1;
    let never = ObjectiveVersion { id: ObjectiveId(Uuid::now_v7()), version: 1 };
    all.extend([hidden, ObjectiveVersion { id: public.id, version: public.version }, never]);

    let pause = BulkChange { transition: Some(Transition::Pause), ..nothing(&all) };
    let outcome = change(&owner, pause).expect("some are paused");
    let codes: Vec<_> =
        outcome.results.iter().map(|result| result.problem.as_ref().map(|problem| problem.code)).collect();
    let expected = [
        None,
        Some(Code::VersionMismatch),
        Some(Code::Invalid),
        None,
        Some(Code::NotFound),
        Some(Code::Forbidden),
        Some(Code::NotFound),
    ];
    assert_eq!((outcome.changed, codes.as_slice()), (2, expected.as_slice()));
    assert_eq!(outcome.results[4].problem, outcome.results[6].problem, "hidden is as if it never was");
    let states = all[..4].iter().map(|one| seen(&owner, one.id).state).collect::<Vec<_>>();
    let (active, paused) = (ObjectiveState::Active, ObjectiveState::Paused);
    assert_eq!(states, [paused, active, paused, paused]);
    assert_eq!(seen(&stranger, hidden.id).state, active);
}

#[test]
fn if_none_can_be_changed_the_request_is_refused() {
    let (org, period) = ground();
    let stranger = org.db_person(Role::Employee, None);
    let all = some(org.admin(), period, 2);
    change(&stranger, BulkChange { transition: Some(Transition::Pause), ..nothing(&all) }).refused(Code::NotFound);
    change(org.admin(), BulkChange { transition: Some(Transition::Cancel), ..nothing(&all) })
        .refused_at("score", "required");
    change(org.admin(), nothing(&all)).refused_at("transition", "required");
}

#[test]
fn a_circle_among_them_is_refused_where_it_would_close() {
    let (org, period) = ground();
    let by = org.admin();
    let all = some(by, period, 3);
    let under_the_first = BulkChange { parent_id: Patch::Set(all[0].id), ..nothing(&all) };
    let outcome = change(by, under_the_first).expect("two are aligned");
    let refused: Vec<_> = outcome.results.iter().map(|result| result.problem.is_some()).collect();
    assert_eq!((outcome.changed, refused), (2, vec![true, false, false]));
    assert_eq!(read(by, all[0].id).expect("seen").children.len(), 2);
}

#[test]
fn not_too_many_and_each_once() {
    let (org, period) = ground();
    let by = org.admin();
    let one = some(by, period, 1);
    let pause = |objectives: Vec<ObjectiveVersion>| {
        change(by, BulkChange { transition: Some(Transition::Pause), ..nothing(&objectives) })
    };
    pause(Vec::new()).refused_at("objectives", "required");
    pause([one.clone(), one.clone()].concat()).refused_at("objectives", "named_twice");
    let many = (0..101).map(|_| ObjectiveVersion { id: ObjectiveId(Uuid::now_v7()), version: 1 });
    pause(many.collect()).refused_at("objectives", "too_many");
    assert_eq!(seen(by, one[0].id).state, ObjectiveState::Active);
}

#[test]
fn two_who_change_the_same_ones_do_not_hold_each_other_up() {
    let (org, period) = ground();
    let by = org.admin();
    let parent = made(by, objective(period)).objective;
    let all = some(by, period, 12);
    let under = BulkChange { parent_id: Patch::Set(parent.id), ..nothing(&all) };
    let aligned = change(by, under).expect("they are aligned").results;
    let now = |result: &shared::goals::BulkResult| {
        let it = result.objective.as_ref().expect("it was changed");
        ObjectiveVersion { id: it.id, version: it.version }
    };
    let forwards: Vec<_> = aligned.iter().map(now).collect();
    let backwards: Vec<_> = forwards.iter().rev().copied().collect();
    let pause =
        |objectives: &[ObjectiveVersion]| BulkChange { transition: Some(Transition::Pause), ..nothing(objectives) };
    let (one, other) = std::thread::scope(|scope| {
        let one = scope.spawn(|| change(by, pause(&forwards)));
        let other = scope.spawn(|| change(by, pause(&backwards)));
        (one.join().expect("answered"), other.join().expect("answered"))
    });
    let changed = [one, other].into_iter().filter_map(Result::ok).map(|outcome| outcome.changed).sum::<usize>();
    assert_eq!(changed, 12, "each is paused once, by one of the two");
    let org: &Org = &org;
    assert!(forwards.iter().all(|one| seen(org.admin(), one.id).state == ObjectiveState::Paused));
}
