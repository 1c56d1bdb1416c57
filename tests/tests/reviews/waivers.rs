//! A cycle goes on once each gap was seen to: it came in, or an Admin says why the cycle goes on without it.

use perftrack_tests::Refused;
use serde_json::json;
use shared::{
    operation::Nothing,
    problem::{Code, Problem},
    reviews::{
        AddReviewPeople, AppointReviewer, DismissReviewer, ExtendReviewDuty, ListReviewWaivers, MoveReviewCycle,
        NewReviewAppointment, NewReviewWaivers, RehearseReviewCycle, ReviewAppointmentPath, ReviewCapacity,
        ReviewCycle, ReviewCyclePath, ReviewDutyPath, ReviewExtension, ReviewLack, ReviewLatecomers, ReviewMove,
        ReviewPacketPath, ReviewRehearsal, ReviewRelation, ReviewStage, ReviewStep, ReviewWaiver, ReviewWaiverFilter,
        ReviewWaiverPath, UnwaiveReviewGap, WaiveReviewGaps,
    },
    wire::PersonId,
};

use super::{Ground, write};

const WHY: &str = "They are at sea until the autumn";

fn path(cycle: &ReviewCycle) -> ReviewCyclePath {
    ReviewCyclePath { id: cycle.id }
}

fn waive(ground: &Ground, cycle: &ReviewCycle, people: &[PersonId]) -> Result<ReviewRehearsal, Problem> {
    let body = NewReviewWaivers { people: people.to_vec(), reason: WHY.to_owned() };
    ground.org.admin().call::<WaiveReviewGaps>(path(cycle), Nothing {}, body)
}

fn take_back(ground: &Ground, cycle: &ReviewCycle, person_id: PersonId) -> Result<(), Problem> {
    let path = ReviewWaiverPath { id: cycle.id, person_id };
    ground.org.admin().call::<UnwaiveReviewGap>(path, Nothing {}, ())
}

fn go_on(ground: &Ground, cycle: &ReviewCycle, gaps: i64) -> Result<ReviewStage, Problem> {
    let step = ReviewMove { step: ReviewStep::Forward, gaps, reason: None };
    let moved = ground.org.admin().call::<MoveReviewCycle>(path(cycle), Nothing {}, step);
    moved.map(|now| now.cycle.stage)
}

fn waived(ground: &Ground, cycle: &ReviewCycle) -> Vec<ReviewWaiver> {
    let page = ground.org.admin().call::<ListReviewWaivers>(path(cycle), ReviewWaiverFilter::default(), ());
    page.expect("what was waived").items
}

/// A cycle without peers in which everybody is to write.
fn writing(ground: &Ground) -> ReviewCycle {
    let cycle = ground.draft(&json!({ "naming": "named", "peers_most": 0, "nominate_by": null }));
    ground.until(&cycle, ReviewStage::Writing);
    cycle
}

#[test]
fn each_gap_is_waived_with_a_reason_or_the_stage_does_not_end() {
    let ground = Ground::new();
    let cycle = writing(&ground);
    let found = ground.rehearsal(&cycle);
    assert!(found.gaps > 0 && found.first_gaps.iter().all(|gap| gap.lacks == ReviewLack::Submission));
    go_on(&ground, &cycle, found.gaps).refused(Code::Conflict);
    let mut whose: Vec<_> = found.first_gaps.iter().map(|gap| gap.person.id).collect();
    whose.sort_unstable();
    whose.dedup();

    let (first, others) = whose.split_first().expect("somebody lacks something");
    let left = waive(&ground, &cycle, others).expect("waived");
    assert!(left.first_gaps.iter().all(|gap| gap.person.id == *first));
    go_on(&ground, &cycle, left.gaps).refused(Code::Conflict);
    let left = waive(&ground, &cycle, &[*first]).expect("waived");
    assert_eq!((left.gaps, left.waived), (0, i64::try_from(whose.len()).expect("few")));
    assert_eq!(go_on(&ground, &cycle, 0).expect("on"), ReviewStage::Sharing);

    let kept = waived(&ground, &cycle);
    assert_eq!(kept.len(), whose.len());
    assert!(kept.iter().all(|waiver| waiver.reason == WHY && waiver.by.id == ground.org.admin().id));
}

#[test]
fn a_waiver_is_taken_back_while_its_stage_lasts() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({ "included": [ground.peers[0].id] }));
    let lone = ground.peers[0].id;
    waive(&ground, &cycle, &[ground.subject.id]).refused_at("people", "lacks_nothing");
    assert_eq!(waive(&ground, &cycle, &[lone]).expect("waived").gaps, 0);
    take_back(&ground, &cycle, lone).expect("taken back");
    take_back(&ground, &cycle, lone).refused(Code::NotFound);
    go_on(&ground, &cycle, 1).refused(Code::Conflict);
    waive(&ground, &cycle, &[lone]).expect("waived");
    assert_eq!(go_on(&ground, &cycle, 0).expect("launched"), ReviewStage::Nominating);
    // What was waived for the launch says nothing of peers, and stands.
    assert_eq!(ground.rehearsal(&cycle).gaps, 1);
    take_back(&ground, &cycle, lone).refused(Code::NotFound);
    assert_eq!(waived(&ground, &cycle).iter().map(|it| it.lacks).collect::<Vec<_>>(), [ReviewLack::Manager]);
}

#[test]
fn who_handed_it_in_after_all_is_no_longer_gone_on_without() {
    let ground = Ground::new();
    let cycle = writing(&ground);
    assert_eq!(waive(&ground, &cycle, &[ground.manager.id]).expect("waived").waived, 1);
    write(&ground.manager, "A dependable year");
    assert_eq!(ground.rehearsal(&cycle).waived, 0);
    assert_eq!(waived(&ground, &cycle).len(), 1, "that it was is kept");
}

#[test]
fn a_waiver_says_nothing_of_what_is_asked_for_later() {
    let ground = Ground::new();
    let cycle = writing(&ground);
    let lacks = |found: &ReviewRehearsal| found.first_gaps.iter().any(|gap| gap.person.id == ground.subject.id);
    assert!(!lacks(&waive(&ground, &cycle, &[ground.subject.id]).expect("waived")));
    // They lead who comes late, so they are to write about them, too.
    let late = ReviewLatecomers { people: vec![ground.reports[0].id], by_rule: false };
    ground.org.admin().call::<AddReviewPeople>(path(&cycle), Nothing {}, late).expect("taken in");
    let found = ground.rehearsal(&cycle);
    assert!(lacks(&found) && found.waived == 0);
    let left = waive(&ground, &cycle, &[ground.subject.id]).expect("waived again");
    assert!(!lacks(&left) && left.waived == 1);
}

#[test]
fn nor_of_what_was_wanted_no_more_and_is_asked_for_again() {
    let ground = Ground::new();
    let cycle = writing(&ground);
    let (admin, other, id) = (ground.org.admin(), &ground.peers[0], ground.packet(&cycle).id);
    let name = || {
        let (capacity, relation) = (ReviewCapacity::Additional, ReviewRelation::Manager);
        let reason = "Led the project".to_owned();
        let new = NewReviewAppointment { person_id: other.id, capacity, relation, reason };
        admin.call::<AppointReviewer>(ReviewPacketPath { id }, Nothing {}, new).expect("named");
    };
    let lacks = |found: &ReviewRehearsal| found.first_gaps.iter().any(|gap| gap.person.id == other.id);
    name();
    assert!(lacks(&ground.rehearsal(&cycle)));
    assert!(!lacks(&waive(&ground, &cycle, &[other.id]).expect("waived")));
    let theirs = ReviewAppointmentPath { id, person_id: other.id };
    admin.call::<DismissReviewer>(theirs, Nothing {}, ()).expect("taken back");
    name();
    assert!(lacks(&ground.rehearsal(&cycle)));
}

#[test]
fn what_is_not_released_is_given_or_withheld_and_never_waived() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({ "naming": "named", "peers_most": 0, "nominate_by": null }));
    ground.until(&cycle, ReviewStage::Sharing);
    waive(&ground, &cycle, &[ground.subject.id]).refused(Code::Conflict);
}

#[test]
fn nobody_but_admins_waives_or_learns_what_was_waived() {
    let ground = Ground::new();
    let cycle = writing(&ground);
    let body = NewReviewWaivers { people: vec![ground.subject.id], reason: WHY.to_owned() };
    ground.manager.call::<WaiveReviewGaps>(path(&cycle), Nothing {}, body).refused(Code::Forbidden);
    let list = ground.manager.call::<ListReviewWaivers>(path(&cycle), ReviewWaiverFilter::default(), ());
    list.refused(Code::Forbidden);
    ground.manager.call::<RehearseReviewCycle>(path(&cycle), Nothing {}, ()).refused(Code::Forbidden);
}

#[test]
fn whoever_was_given_more_time_is_still_a_gap_and_until_when_is_said() {
    let ground = Ground::new();
    let cycle = writing(&ground);
    let due_on = "2199-07-31".parse().expect("a day");
    let duty = ReviewDutyPath { id: cycle.id, person_id: ground.subject.id };
    let more = ground.org.admin().call::<ExtendReviewDuty>(duty, Nothing {}, ReviewExtension { due_on });
    more.expect("more time");
    let found = ground.rehearsal(&cycle);
    let days: Vec<_> =
        found.first_gaps.iter().map(|gap| (gap.person.id == ground.subject.id, gap.extended_to)).collect();
    assert!(days.contains(&(true, Some(due_on))));
    assert!(days.iter().all(|(is_subject, day)| *is_subject == day.is_some()));
}

#[test]
fn a_cycle_takes_in_those_below_a_manager_and_who_came_below_them_since() {
    let ground = Ground::new();
    let rule = json!({
        "started_until": null, "included": [], "manager_id": ground.manager.id, "naming": "named", "peers_most": 0,
        "nominate_by": null,
    });
    let cycle = ground.draft(&rule);
    // The subject and the four below; not the manager, and nobody of the others.
    let below = i64::try_from(1 + ground.reports.len()).expect("few");
    assert_eq!(ground.rehearsal(&cycle).people, below);
    ground.until(&cycle, ReviewStage::Writing);

    ground.org.db_person(shared::access::Role::Employee, Some(&ground.subject));
    ground.org.db_person(shared::access::Role::Employee, None);
    let add = |people: Vec<PersonId>, by_rule: bool| {
        let late = ReviewLatecomers { people, by_rule };
        ground.org.admin().call::<AddReviewPeople>(path(&cycle), Nothing {}, late)
    };
    add(Vec::new(), false).refused_at("people", "required");
    assert_eq!(add(Vec::new(), true).expect("taken in").progress.people, below + 1);
    assert_eq!(add(Vec::new(), true).expect("nobody new").progress.people, below + 1);
}
