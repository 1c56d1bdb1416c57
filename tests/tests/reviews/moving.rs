//! What is told before somebody gets another manager is what then moves, thing by thing, and a change that is taken back within
//! two days leaves everything as it was.

use std::collections::BTreeMap;

use perftrack_tests::{Client, Persona, db};
use serde_json::json;
use shared::{
    access::Role,
    development::{CreateStep, DevelopmentPath, EditStep, NewStep, StepChanges, StepPath},
    goals::CreateObjective,
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod},
    people::{EditPerson, MovingKind, NextManager, PersonChanges, PersonPath, PreviewManagerMove, ReadPerson},
    reviews::{
        NominateReviewPeers, ReviewCycle, ReviewPacketPath, ReviewPeers, ReviewRelation, ReviewStage, ReviewState,
    },
    wire::{Patch, PersonId},
};

use super::{Ground, owed, written};

type Counts = BTreeMap<String, usize>;

fn counts(of: &[(MovingKind, usize)]) -> Counts {
    of.iter().map(|(kind, count)| (kind.to_string(), *count)).collect()
}

/// What is told beforehand.
fn told(ground: &Ground, person: &Persona, next: &Persona) -> Counts {
    let query = NextManager { manager: Some(next.id) };
    let path = PersonPath { id: person.id };
    let told = ground.org.admin().call::<PreviewManagerMove>(path, query, ()).expect("a preview").moves;
    told.into_iter().map(|one| (one.kind.to_string(), usize::try_from(one.count).expect("a count"))).collect()
}

/// What the audit log says moved with the last change.
fn moved(ground: &Ground, person: PersonId) -> Counts {
    let event = format!(
        "SELECT (after->'moved')::text AS text FROM audit_events
         WHERE kind = 'people.manager_changed' AND resource_id = '{person}' ORDER BY seq DESC LIMIT 1"
    );
    let moved = db::text(&mut ground.org.server.database.admin(), &event);
    let moved: BTreeMap<String, Vec<String>> = serde_json::from_str(&moved).expect("a list");
    moved.into_iter().map(|(kind, ids)| (kind, ids.len())).collect()
}

fn moves(ground: &Ground, person: &Persona, manager: &Persona) {
    let (admin, path) = (ground.org.admin(), || PersonPath { id: person.id });
    let version = admin.call::<ReadPerson>(path(), Nothing {}, ()).expect("the person").version;
    let changes = PersonChanges { manager_id: Patch::Set(manager.id), ..PersonChanges::default() };
    admin.change::<EditPerson>(path(), version, changes).expect("they move");
}

/// What somebody writes about who leads them, or led them.
fn upward(by: &Client) -> BTreeMap<String, ReviewState> {
    let about = written(by).into_iter().filter(|it| it.relation == ReviewRelation::Upward);
    about.map(|it| (it.subject.name, it.state)).collect()
}

/// A cycle about both managers that looks back on days to come, in which answers have names or don't.
fn about_both(ground: &Ground, other: &Persona, naming: &str, minimum: u8) -> ReviewCycle {
    let cycle = ground.draft(&json!({
        "naming": naming, "minimum": minimum, "included": [ground.subject.id, other.id], "peers_most": 0,
        "period_to": "2199-06-30", "nominate_by": null, "write_by": "2199-07-20", "share_by": "2199-07-31",
    }));
    ground.until(&cycle, ReviewStage::Writing);
    cycle
}

/// Since so many days the report is led by who leads them now, and before that by another one.
fn led_since(ground: &Ground, report: &Persona, days: u8) {
    let mut conn = ground.org.server.database.admin();
    let org = db::organisation_of(&mut conn, report.id);
    db::run(
        &mut conn,
        &format!(
            "BEGIN; SET LOCAL app.org_id = '{org}';
             UPDATE reporting_lines SET valid_from = now() - interval '{days} days'
             WHERE person_id = '{report}' AND valid_to IS NULL;
             INSERT INTO reporting_lines (org_id, id, person_id, manager_id, valid_from, valid_to)
             SELECT org_id, gen_random_uuid(), person_id, '{before}', valid_from - interval '1 year', valid_from
             FROM reporting_lines WHERE person_id = '{report}' AND valid_to IS NULL; COMMIT",
            report = report.id,
            before = ground.manager.id,
        ),
    );
}

#[test]
fn reports_hear_beforehand_whom_they_write_about() {
    let ground = Ground::new();
    let other = ground.org.db_person(Role::Manager, None);
    let [long, short] = [&ground.reports[0], &ground.reports[1]];
    led_since(&ground, long, 40);
    led_since(&ground, short, 10);
    about_both(&ground, &other, "named", 4);

    let expected =
        [(long, MovingKind::UpwardKept, ReviewState::Assigned), (short, MovingKind::UpwardEnded, ReviewState::Void)];
    for (report, kind, state) in expected {
        let before = told(&ground, report, &other);
        assert_eq!(before, counts(&[(kind, 1), (MovingKind::UpwardAsked, 1)]));
        moves(&ground, report, &other);
        assert_eq!(moved(&ground, report.id), before);
        assert_eq!(upward(report)[&ground.subject.name], state);
        assert_eq!(upward(report)[&other.name], ReviewState::Assigned);
    }
}

#[test]
fn a_change_that_is_taken_back_asks_nobody_about_who_led_them_for_a_moment() {
    let ground = Ground::new();
    let other = ground.org.db_person(Role::Manager, None);
    let theirs: Vec<_> = (0..3).map(|_| ground.org.db_person(Role::Employee, Some(&other))).collect();
    let report = &ground.reports[0];
    led_since(&ground, report, 40);
    about_both(&ground, &other, "unnamed", 4);
    assert!(theirs.iter().all(|it| upward(it).is_empty()), "three are too few to stay unnamed");

    let before = told(&ground, report, &other);
    assert_eq!(before.get(MovingKind::UpwardAsked.as_str()), Some(&4), "who comes makes them enough");
    moves(&ground, report, &other);
    assert_eq!(moved(&ground, report.id), before);
    let state = |by: &Persona| upward(by).get(&other.name).copied();
    assert!(theirs.iter().chain([report]).all(|it| state(it) == Some(ReviewState::Assigned)));

    let back = told(&ground, report, &ground.subject);
    assert_eq!(back.get(MovingKind::UpwardEnded.as_str()), Some(&4));
    moves(&ground, report, &ground.subject);
    assert_eq!(moved(&ground, report.id), back);
    assert!(theirs.iter().chain([report]).all(|it| state(it) == Some(ReviewState::Void)));
    assert_eq!(upward(report)[&ground.subject.name], ReviewState::Assigned);
}

#[test]
fn what_waits_for_the_managers_word_waits_for_the_next_ones() {
    let ground = Ground::new();
    let next = ground.org.db_person(Role::Manager, None);
    let cycle = ground.draft(&json!({ "naming": "named" }));
    ground.until(&cycle, ReviewStage::Nominating);
    let peers = ReviewPeers { peers: vec![ground.peers[0].id] };
    let path = ReviewPacketPath { id: ground.packet(&cycle).id };
    ground.subject.call::<NominateReviewPeers>(path, Nothing {}, peers).expect("a peer is proposed");
    propose_goal(&ground);
    let agreed = StepChanges { agreed: Some(true), ..StepChanges::default() };
    for is_agreed in [true, false] {
        let new = NewStep { body: "Read the book".to_owned(), competency_id: None, due_on: None };
        let path = DevelopmentPath { id: ground.subject.id };
        let step = ground.subject.call::<CreateStep>(path, Nothing {}, new).expect("a step");
        if is_agreed {
            ground.manager.change::<EditStep>(StepPath { id: step.id }, step.version, agreed.clone()).expect("agreed");
        }
    }

    let before = told(&ground, &ground.subject, &next);
    for kind in [MovingKind::PeerApproval, MovingKind::GoalApproval, MovingKind::StepApproval, MovingKind::StepAgreed] {
        assert_eq!(before.get(kind.as_str()), Some(&1), "{kind} in {before:?}");
    }
    moves(&ground, &ground.subject, &next);
    assert_eq!(moved(&ground, ground.subject.id), before);
    let notices = next.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    for kind in [NoticeKind::ReviewPeersProposed, NoticeKind::ProposalPassedOn] {
        assert_eq!(notices.iter().filter(|notice| notice.kind == kind).count(), 1, "{kind}");
    }
}

/// The subject proposes an objective.
fn propose_goal(ground: &Ground) {
    let [starts_on, ends_on] = ["2026-01-01", "2026-12-31"].map(|day| day.parse().expect("a day"));
    let new = NewPeriod { name: "The year".to_owned(), starts_on, ends_on };
    let period = ground.org.admin().call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("a period").id;
    let body = json!({ "level": "person", "title": "Ships wait less", "period_id": period, "state": "proposed",
        "visibility": "organisation",
        "key_results": [{ "title": "Hours", "kind": "number", "direction": "decrease", "start": 9, "target": 2 }] });
    let new = serde_json::from_value(body).expect("an objective to be");
    ground.subject.call::<CreateObjective>(Nothing {}, Nothing {}, new).expect("an objective");
}

#[test]
fn who_leads_them_again_has_the_day_that_they_had() {
    let ground = Ground::new();
    let next = ground.org.db_person(Role::Manager, None);
    ground.writing(&[], &json!({ "naming": "named" }));
    let before = owed(&ground.manager).remove(0).due_on;
    moves(&ground, &ground.subject, &next);
    moves(&ground, &ground.subject, &ground.manager);
    assert_eq!(owed(&ground.manager).remove(0).due_on, before);
}
