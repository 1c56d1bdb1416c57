//! Reviews while life goes on: another manager, and somebody who leaves.

use perftrack_tests::{Client, Persona, db};
use serde_json::json;
use shared::{
    access::Role,
    operation::Nothing,
    people::{DeactivatePerson, EditPerson, PersonChanges, PersonPath, ReadPerson},
    reviews::{
        NewReviewWaivers, ReadReviewScore, ReviewCycle, ReviewCyclePath, ReviewPacketPath, ReviewPath, ReviewRelation,
        ReviewStage, ReviewState, SaveReview, SubmitReview, WaiveReviewGaps,
    },
    wire::Patch,
};

use super::{Ground, owed, packets, sheet, words, write, written};

/// A cycle in which the subject's manager has nothing written yet.
fn begun(ground: &Ground) -> ReviewCycle {
    ground.writing(&[], &json!({ "naming": "named" }))
}

fn moves_to(ground: &Ground, manager: &Persona) {
    let (admin, path) = (ground.org.admin(), || PersonPath { id: ground.subject.id });
    let version = admin.call::<ReadPerson>(path(), Nothing {}, ()).expect("the person").version;
    let changes = PersonChanges { manager_id: Patch::Set(manager.id), ..PersonChanges::default() };
    admin.change::<EditPerson>(path(), version, changes).expect("they move");
}

fn leaves(ground: &Ground, person: &Persona) {
    ground.org.admin().call::<DeactivatePerson>(PersonPath { id: person.id }, Nothing {}, None).expect("they leave");
}

/// Begins the one review that somebody has to write.
fn begin(by: &Client) {
    let review = owed(by).remove(0);
    let sheet = serde_json::from_value(sheet(review.relation, "A dependable year")).expect("a sheet");
    by.call::<SaveReview>(ReviewPath { id: review.id }, Nothing {}, sheet).expect("saved");
}

fn states(by: &Client) -> Vec<ReviewState> {
    written(by).into_iter().map(|it| it.state).collect()
}

#[test]
fn the_next_manager_writes_instead_and_has_a_week() {
    let ground = Ground::new();
    let next = ground.org.db_person(Role::Manager, None);
    let cycle = begun(&ground);
    moves_to(&ground, &next);
    assert_eq!(states(&ground.manager), [ReviewState::Void]);
    let theirs = owed(&next);
    assert_eq!((theirs.len(), theirs[0].relation), (1, ReviewRelation::Manager));
    // The cycle's own day is long past.
    assert!(theirs[0].due_on > cycle.write_by, "{}", theirs[0].due_on);
    assert_eq!((packets(&ground.manager, cycle.id).len(), packets(&next, cycle.id).len()), (0, 1));
}

#[test]
fn what_is_begun_stays_with_who_began_it_beside_the_next_ones() {
    let ground = Ground::new();
    let next = ground.org.db_person(Role::Manager, None);
    let cycle = begun(&ground);
    begin(&ground.manager);
    moves_to(&ground, &next);
    let mine = owed(&ground.manager).remove(0);
    assert!(mine.state == ReviewState::InProgress && mine.due_on > cycle.write_by);
    ground.manager.call::<SubmitReview>(ReviewPath { id: mine.id }, Nothing {}, ()).expect("handed in");
    write(&next, "I know them for a week");
    ground.until(&cycle, ReviewStage::Sharing);
    let said = words(&ground.read(&next, &cycle));
    let authors: Vec<_> =
        said.iter().filter(|(side, ..)| *side == ReviewRelation::Manager).filter_map(|(_, by, _)| by.clone()).collect();
    assert!(authors.contains(&ground.manager.name) && authors.contains(&next.name), "{authors:?}");
}

#[test]
fn managers_count_by_the_days_on_which_they_led_the_person() {
    let ground = Ground::new();
    let next = ground.org.db_person(Role::Manager, None);
    let cycle = begun(&ground);
    begin(&ground.manager);
    moves_to(&ground, &next);
    let mine = owed(&ground.manager).remove(0);
    ground.manager.call::<SubmitReview>(ReviewPath { id: mine.id }, Nothing {}, ()).expect("handed in");
    let theirs = owed(&next).remove(0);
    let mut low = sheet(theirs.relation, "I know them for a month");
    low["answers"]["overall"]["rating"] = json!(1);
    let low = serde_json::from_value(low).expect("a sheet");
    next.call::<SaveReview>(ReviewPath { id: theirs.id }, Nothing {}, low).expect("saved");
    next.call::<SubmitReview>(ReviewPath { id: theirs.id }, Nothing {}, ()).expect("handed in");
    ground.until(&cycle, ReviewStage::Sharing);
    let score = || {
        let path = ReviewPacketPath { id: ground.packet(&cycle).id };
        let score = ground.org.admin().call::<ReadReviewScore>(path, Nothing {}, ()).expect("the sum");
        (score.score.expect("a score"), score.sides[0].by_days)
    };
    assert_eq!(score(), (0.5, false), "their lines began after the half-year: they count alike");
    db::run(
        &mut ground.org.server.database.admin(),
        &format!(
            "UPDATE reporting_lines SET valid_from = '2026-01-01T12:00Z', valid_to = '2026-06-01T12:00Z'
             WHERE person_id = '{subject}' AND manager_id = '{before}';
             UPDATE reporting_lines SET valid_from = '2026-06-01T12:00Z'
             WHERE person_id = '{subject}' AND manager_id = '{next}'",
            subject = ground.subject.id,
            before = ground.manager.id,
            next = next.id,
        ),
    );
    // The first of June is the next one's alone: 151 and 30 days of 181.
    let (by_days, is_said) = score();
    assert!((by_days - 151.0 / 181.0).abs() < 1e-9 && is_said, "{by_days}");
}

#[test]
fn what_is_handed_in_is_enough_and_is_kept() {
    let ground = Ground::new();
    let next = ground.org.db_person(Role::Manager, None);
    begun(&ground);
    write(&ground.manager, "A dependable year");
    moves_to(&ground, &next);
    assert_eq!(states(&ground.manager), [ReviewState::Submitted]);
    assert!(owed(&next).is_empty());
}

#[test]
fn who_comes_back_finds_what_they_had() {
    let ground = Ground::new();
    let next = ground.org.db_person(Role::Manager, None);
    begun(&ground);
    moves_to(&ground, &next);
    moves_to(&ground, &ground.manager);
    assert_eq!(states(&ground.manager), [ReviewState::Assigned]);
    assert_eq!(states(&next), [ReviewState::Void]);
}

#[test]
fn a_cycle_that_is_past_writing_changes_no_more() {
    let ground = Ground::new();
    let next = ground.org.db_person(Role::Manager, None);
    let cycle = begun(&ground);
    write(&ground.manager, "A dependable year");
    ground.until(&cycle, ReviewStage::Sharing);
    moves_to(&ground, &next);
    assert!(written(&next).is_empty());
    assert_eq!(packets(&next, cycle.id).len(), 1, "who leads them now gives it to them");
}

#[test]
fn who_leaves_owes_nothing_and_what_they_handed_in_stays() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..2], &json!({ "naming": "named" }));
    write(&ground.peers[0], "Calm in the rush");
    let before = packets(ground.org.admin(), cycle.id)[0].clone();
    leaves(&ground, &ground.peers[0]);
    leaves(&ground, &ground.peers[1]);
    let after = packets(ground.org.admin(), cycle.id)[0].clone();
    assert_eq!((before.reviews, before.submitted), (after.reviews + 1, after.submitted));
    ground.until(&cycle, ReviewStage::Sharing);
    let said = words(&ground.read(ground.org.admin(), &cycle));
    assert!(said.iter().any(|(_, _, text)| text == "Calm in the rush"));
}

/// What the audit log says became of reviews about the subject, first to last, and of whose.
fn noted(ground: &Ground) -> Vec<String> {
    let query = format!(
        "SELECT concat_ws(' ', e.kind, e.after ->> 'person_id', e.after ->> 'became', e.actor_id) AS text
         FROM audit_events e JOIN review_packets k ON k.org_id = e.org_id AND k.id = e.resource_id
         WHERE k.subject_id = '{}' AND e.kind ~ '_over$|author_left$' ORDER BY e.seq",
        ground.subject.id
    );
    db::texts(&mut ground.org.server.database.admin(), &query)
}

#[test]
fn every_review_that_goes_with_a_line_or_a_person_is_in_the_audit_log() {
    let ground = Ground::new();
    let next = ground.org.db_person(Role::Manager, None);
    ground.writing(&ground.peers[..1], &json!({ "naming": "named" }));
    assert_eq!(noted(&ground), Vec::<String>::new());
    moves_to(&ground, &next);
    let by = ground.org.admin().id;
    let first = [
        format!("review_packets.handed_over {} void {by}", ground.manager.id),
        format!("review_packets.taken_over {} assigned {by}", next.id),
    ];
    assert_eq!(noted(&ground), first);
    begin(&next);
    moves_to(&ground, &ground.manager);
    leaves(&ground, &ground.peers[0]);
    let then = [
        format!("review_packets.handed_over {} kept {by}", next.id),
        format!("review_packets.taken_over {} assigned {by}", ground.manager.id),
        format!("review_packets.author_left {} left {by}", ground.peers[0].id),
    ];
    assert_eq!(noted(&ground)[2..], then);
}

#[test]
fn what_was_waived_of_who_leads_them_again_is_a_gap_once_more() {
    let ground = Ground::new();
    let next = ground.org.db_person(Role::Manager, None);
    let cycle = begun(&ground);
    let gaps = ground.rehearsal(&cycle).gaps;
    let body = NewReviewWaivers { people: vec![ground.manager.id], reason: "They are at sea".to_owned() };
    let path = ReviewCyclePath { id: cycle.id };
    let left = ground.org.admin().call::<WaiveReviewGaps>(path, Nothing {}, body).expect("waived");
    assert_eq!(left.gaps, gaps - 1);
    moves_to(&ground, &next);
    moves_to(&ground, &ground.manager);
    assert_eq!(ground.rehearsal(&cycle).gaps, gaps);
}
