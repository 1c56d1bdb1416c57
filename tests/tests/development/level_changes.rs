//! Other jobs that are proposed: each test is a rule about who proposes, who has a word, and what comes of it.

use chrono::{Days, NaiveDate, Utc};
use perftrack_tests::{Client, Persona, Refused, client::Called, db, unique};
use serde_json::json;
use shared::{
    access::Role,
    analytics::{ListStory, StoryFilter, StoryKind},
    development::{
        AgreeToLevel, DecideLevel, DevelopmentPath, EvidenceKind, LevelDecision, LevelProposal, LevelProposalPath,
        LevelReason, ListLevelProposals, NewEvidence, NewLevelProposal, ProposeLevel, ReturnLevel, WithdrawLevel,
        rules::LevelProposalState,
    },
    home::ReadHome,
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    people::{DeactivatePerson, EditPerson, PersonChanges, PersonPath, ReadPerson},
    problem::Code,
    wire::{Patch, PersonId},
};

use super::{Ground, read};

fn today() -> NaiveDate {
    Utc::now().date_naive()
}

fn captain() -> NewLevelProposal {
    NewLevelProposal {
        job_title: "Captain".to_owned(),
        starts_on: today(),
        justification: "Flies as one already".to_owned(),
        evidence: Vec::new(),
    }
}

fn proposes(by: &Client, of: PersonId, new: NewLevelProposal) -> Called<ProposeLevel> {
    by.call::<ProposeLevel>(DevelopmentPath { id: of }, Nothing {}, new)
}

fn listed(by: &Client, of: PersonId) -> Vec<LevelProposal> {
    by.call::<ListLevelProposals>(DevelopmentPath { id: of }, Nothing {}, ()).expect("they are seen").items
}

fn agrees(by: &Client, one: &LevelProposal) -> Called<AgreeToLevel> {
    by.change::<AgreeToLevel>(LevelProposalPath { id: one.id }, one.version, ())
}

fn returns(by: &Client, one: &LevelProposal, reason: &str) -> Called<ReturnLevel> {
    let body = LevelReason { reason: reason.to_owned() };
    by.change::<ReturnLevel>(LevelProposalPath { id: one.id }, one.version, body)
}

fn decides(by: &Client, one: &LevelProposal, granted: bool, reason: &str) -> Called<DecideLevel> {
    let body = LevelDecision { granted, reason: reason.to_owned() };
    by.change::<DecideLevel>(LevelProposalPath { id: one.id }, one.version, body)
}

fn withdraws(by: &Client, one: &LevelProposal) -> Called<WithdrawLevel> {
    by.change::<WithdrawLevel>(LevelProposalPath { id: one.id }, one.version, ())
}

fn told(of: &Client) -> Vec<NoticeKind> {
    let notices = of.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    notices.into_iter().map(|notice| notice.kind).collect()
}

/// For whom another job waits for somebody's word.
fn waiting(of: &Client) -> Vec<PersonId> {
    let home = of.call::<ReadHome>(Nothing {}, Nothing {}, ()).expect("home");
    home.level_proposals.into_iter().map(|person| person.id).collect()
}

impl Ground {
    fn job_of(&self, of: &Persona) -> Option<String> {
        self.org.admin().call::<ReadPerson>(PersonPath { id: of.id }, Nothing {}, ()).expect("the person").job_title
    }
}

#[test]
fn what_a_person_proposes_goes_by_their_manager_to_an_admin() {
    let ground = Ground::new();
    let (admin, report) = (ground.org.admin(), &ground.report);
    let proposed = proposes(report, report.id, captain()).expect("it is proposed");
    assert_eq!((proposed.state, &proposed.agreed_by), (LevelProposalState::Proposed, &None));
    decides(admin, &proposed, true, "").refused(Code::Conflict);

    let agreed = agrees(&ground.manager, &proposed).expect("the manager is for it");
    assert_eq!(agreed.state, LevelProposalState::Agreed);
    assert_eq!(agreed.agreed_by.as_ref().map(|by| by.id), Some(ground.manager.id));
    assert_eq!(ground.job_of(report), None, "nothing holds before it is decided");
    agrees(&ground.manager, &proposed).refused(Code::VersionMismatch);
    decides(admin, &proposed, true, "").refused(Code::VersionMismatch);
    decides(&ground.manager, &agreed, true, "").refused(Code::Forbidden);

    let granted = decides(admin, &agreed, true, "Well deserved").expect("it is granted");
    assert_eq!((granted.state, granted.holds), (LevelProposalState::Granted, true));
    assert_eq!(granted.reason, "Well deserved");
    assert_eq!(ground.job_of(report).as_deref(), Some("Captain"));
    assert_eq!(read(report, report.id).expect("it is seen").job_title.as_deref(), Some("Captain"));
    withdraws(report, &granted).refused(Code::Conflict);
    agrees(&ground.manager, &granted).refused(Code::Conflict);
    decides(admin, &granted, false, "Or not").refused(Code::Conflict);
}

#[test]
fn what_was_granted_is_in_their_story_for_those_who_see_their_development() {
    let ground = Ground::new();
    let (admin, report) = (ground.org.admin(), &ground.report);
    let colleague = ground.org.db_person(Role::Employee, None);
    let proposed = proposes(&ground.manager, report.id, captain()).expect("it is proposed");
    let told = |by: &Client| {
        let filter = StoryFilter { kind: Some(StoryKind::LevelGranted), ..StoryFilter::default() };
        let story = by.call::<ListStory>(PersonPath { id: report.id }, filter, ()).expect("a story");
        story.items.into_iter().map(|entry| (entry.title, entry.said)).collect::<Vec<_>>()
    };
    assert_eq!(told(report), [], "nothing is granted yet");
    decides(admin, &proposed, true, "Well deserved").expect("it is granted");
    let granted = [("Captain".to_owned(), "Well deserved".to_owned())];
    for by in [report, &ground.manager, admin] {
        assert_eq!(told(by), granted, "{}", by.role);
    }
    assert_eq!(told(&colleague), []);
}

#[test]
fn what_a_manager_proposes_and_where_nobody_leads_waits_for_an_admin_at_once() {
    let ground = Ground::new();
    let by_manager = proposes(&ground.manager, ground.report.id, captain()).expect("it is proposed");
    assert_eq!(by_manager.state, LevelProposalState::Agreed);
    assert_eq!(by_manager.agreed_by.map(|by| by.id), Some(ground.manager.id));
    let alone = proposes(&ground.manager, ground.manager.id, captain()).expect("it is proposed");
    assert_eq!((alone.state, alone.agreed_by), (LevelProposalState::Agreed, None));
}

#[test]
fn one_is_proposed_at_a_time() {
    let ground = Ground::new();
    let (report, id) = (&ground.report, ground.report.id);
    let first = proposes(report, id, captain()).expect("it is proposed");
    for by in [report, &ground.manager] {
        proposes(by, id, captain()).refused_at("job_title", "already_proposed");
    }
    assert_eq!(withdraws(report, &first).expect("it is withdrawn").state, LevelProposalState::Withdrawn);
    let second = proposes(&ground.manager, id, captain()).expect("there is none any more");
    withdraws(report, &second).refused(Code::Forbidden);
    decides(ground.org.admin(), &second, true, "").expect("it is granted");
    proposes(report, id, captain()).refused_at("job_title", "unchanged");
    let states: Vec<_> = listed(report, id).into_iter().map(|one| one.state).collect();
    assert_eq!(states, [LevelProposalState::Granted, LevelProposalState::Withdrawn]);
}

#[test]
fn nobody_sees_it_but_the_person_their_managers_and_admins() {
    let ground = Ground::new();
    let id = ground.report.id;
    let one = proposes(&ground.report, id, captain()).expect("it is proposed");
    let peer = ground.org.db_person(Role::Employee, Some(&ground.manager));
    let other = ground.org.db_person(Role::Manager, None);
    for by in [&peer, &other] {
        by.call::<ListLevelProposals>(DevelopmentPath { id }, Nothing {}, ()).refused(Code::NotFound);
        proposes(by, id, captain()).refused(Code::NotFound);
        withdraws(by, &one).refused(Code::NotFound);
    }
    agrees(&other, &one).refused(Code::NotFound);
    agrees(&ground.report, &one).refused(Code::Forbidden);
    proposes(ground.org.admin(), id, captain()).refused(Code::Forbidden);
    for by in [&ground.report, &ground.manager, ground.org.admin()] {
        assert_eq!(listed(by, id).len(), 1);
    }
}

#[test]
fn a_manager_returns_it_with_a_reason_and_an_admin_refuses_it_with_one() {
    let ground = Ground::new();
    let (admin, report) = (ground.org.admin(), &ground.report);
    let one = proposes(report, report.id, captain()).expect("it is proposed");
    returns(&ground.manager, &one, " ").refused_at("reason", "required");
    let returned = returns(&ground.manager, &one, "Fly at night first").expect("it is returned");
    assert_eq!((returned.state, returned.reason.as_str()), (LevelProposalState::Returned, "Fly at night first"));

    let one = proposes(report, report.id, captain()).expect("it is proposed anew");
    let agreed = agrees(&ground.manager, &one).expect("the manager is for it");
    returns(&ground.manager, &agreed, "Or not").refused(Code::Conflict);
    decides(admin, &agreed, false, "").refused_at("reason", "required");
    let refused = decides(admin, &agreed, false, "No plane is free").expect("it is refused");
    assert_eq!((refused.state, refused.holds), (LevelProposalState::Refused, false));
    assert_eq!(refused.decided_by.map(|by| by.id), Some(admin.id));
    assert_eq!(ground.job_of(report), None);
}

#[test]
fn no_admin_decides_about_themselves() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let own = proposes(admin, admin.id, captain()).expect("it is proposed");
    assert_eq!(own.state, LevelProposalState::Agreed);
    decides(admin, &own, true, "").refused(Code::Forbidden);
    assert!(waiting(admin).is_empty());
    let other = ground.org.db_person(Role::Admin, None);
    assert_eq!(waiting(&other), [admin.id]);
    decides(&other, &own, true, "").expect("another one does");
    assert_eq!(ground.job_of(admin).as_deref(), Some("Captain"));
}

#[test]
fn evidence_is_the_persons_own_and_shown_to_who_may_open_it() {
    let ground = Ground::new();
    let (report, id) = (&ground.report, ground.report.id);
    let step = NewEvidence { kind: EvidenceKind::Step, id: ground.plans(report).id.0 };
    let period = json!({ "name": unique(), "starts_on": today() - Days::new(30), "ends_on": today() + Days::new(30) });
    let period = ground.org.admin().raw("POST", "/api/v1/periods").json(&period).send().json();
    let secret = report.raw("POST", "/api/v1/objectives").json(&json!({
        "level": "person", "title": "Fly at night", "period_id": period["id"], "state": "active",
        "visibility": "private",
        "key_results": [{ "title": "Nights", "kind": "number", "direction": "increase", "start": 0, "target": 9 }],
    }));
    let secret = secret.send().json()["objective"]["id"].as_str().expect("an id").parse().expect("an id");
    let secret = NewEvidence { kind: EvidenceKind::Objective, id: secret };
    let behind = |evidence: &[NewEvidence]| NewLevelProposal { evidence: evidence.to_vec(), ..captain() };

    proposes(&ground.manager, id, behind(&[step, secret])).refused_at("evidence[1].id", "unknown");
    proposes(&ground.manager, ground.manager.id, behind(&[step])).refused_at("evidence[0].id", "unknown");
    proposes(report, id, behind(&[step, secret])).expect("it is proposed");
    let titles = |by: &Client| {
        let evidence = listed(by, id).swap_remove(0).evidence.into_iter();
        evidence.map(|one| one.thing.map(|thing| thing.title)).collect::<Vec<_>>()
    };
    let (read, fly) = (Some("Read the book".to_owned()), Some("Fly at night".to_owned()));
    assert_eq!(titles(report), [read.clone(), fly]);
    assert_eq!(titles(&ground.manager), [read, None], "that there is something, and not what");
}

#[test]
fn what_was_granted_is_the_history_of_somebodys_levels() {
    let ground = Ground::new();
    let (admin, report) = (ground.org.admin(), &ground.report);
    for (job_title, starts_on) in [("Pilot", today() - Days::new(400)), ("Captain", today())] {
        let new = NewLevelProposal { job_title: job_title.to_owned(), starts_on, ..captain() };
        let one = proposes(&ground.manager, report.id, new).expect("it is proposed");
        decides(admin, &one, true, "").expect("it is granted");
    }
    let later = NewLevelProposal { job_title: "Chief".to_owned(), starts_on: today() + Days::new(9), ..captain() };
    let one = proposes(&ground.manager, report.id, later).expect("it is proposed");
    assert!(!decides(admin, &one, true, "").expect("it is granted").holds, "its day is to come");
    assert_eq!(ground.job_of(report).as_deref(), Some("Captain"));

    let history = listed(report, report.id);
    let line = |one: &LevelProposal| (one.from_job_title.clone(), one.job_title.clone(), one.starts_on, one.holds);
    let [pilot, captain, chief] = ["Pilot", "Captain", "Chief"].map(str::to_owned);
    assert_eq!(
        history.iter().map(line).collect::<Vec<_>>(),
        [
            (Some(captain.clone()), chief, today() + Days::new(9), false),
            (Some(pilot.clone()), captain, today(), true),
            (None, pilot, today() - Days::new(400), true),
        ]
    );
}

#[test]
fn who_is_asked_is_told_as_long_as_they_are_and_who_waits_when_it_is_decided() {
    let ground = Ground::new();
    let (admin, manager, report) = (ground.org.admin(), &ground.manager, &ground.report);
    let peer = ground.org.db_person(Role::Employee, Some(manager));
    let one = proposes(report, report.id, captain()).expect("it is proposed");
    assert_eq!((told(manager), told(admin)), (vec![NoticeKind::LevelProposed], vec![]));
    assert_eq!((waiting(manager), waiting(admin)), (vec![report.id], vec![]));
    let agreed = agrees(manager, &one).expect("the manager is for it");
    assert_eq!((told(manager), told(admin)), (vec![], vec![NoticeKind::LevelToDecide]));
    assert_eq!((waiting(manager), waiting(admin)), (vec![], vec![report.id]));
    decides(admin, &agreed, true, "").expect("it is granted");
    assert_eq!((told(report), told(admin)), (vec![NoticeKind::LevelDecided], vec![]));
    assert!(waiting(admin).is_empty());

    let chief = || NewLevelProposal { job_title: "Chief".to_owned(), ..captain() };
    let one = proposes(manager, report.id, chief()).expect("it is proposed");
    decides(admin, &one, false, "Not yet").expect("it is refused");
    assert_eq!(told(manager), [NoticeKind::LevelDecided], "so does who proposed it");
    let one = proposes(report, report.id, chief()).expect("it is proposed");
    returns(manager, &one, "Next year").expect("it is returned");
    assert_eq!(told(report)[0], NoticeKind::LevelReturned);
    assert!(told(&peer).is_empty() && waiting(&peer).is_empty());
}

#[test]
fn what_waits_for_a_manager_who_leaves_waits_for_who_is_next_above_then_for_the_next_manager_and_without_one_for_admins()
 {
    let ground = Ground::new();
    let (admin, report) = (ground.org.admin(), &ground.report);
    let other = ground.org.db_person(Role::Admin, None);
    let director = ground.org.db_person(Role::Manager, None);
    let moves = |of: &Persona, under: Patch<PersonId>| {
        let version = admin.call::<ReadPerson>(PersonPath { id: of.id }, Nothing {}, ()).expect("the person").version;
        let changes = PersonChanges { manager_id: under, ..PersonChanges::default() };
        admin.change::<EditPerson>(PersonPath { id: of.id }, version, changes).expect("they move");
    };
    moves(&ground.manager, Patch::Set(director.id));
    proposes(report, report.id, captain()).expect("it is proposed");
    let path = PersonPath { id: ground.manager.id };
    admin.call::<DeactivatePerson>(path, Nothing {}, None).expect("they leave");
    assert_eq!(told(&director).iter().filter(|kind| **kind == NoticeKind::LevelProposed).count(), 1);

    let next = ground.org.db_person(Role::Manager, None);
    moves(report, Patch::Set(next.id));
    assert!(told(&next).contains(&NoticeKind::LevelProposed));
    moves(report, Patch::Clear);
    assert!(told(&other).contains(&NoticeKind::LevelProposed), "an Admin may agree in the place of a manager");
    let one = listed(&other, report.id).remove(0);
    agrees(&other, &one).expect("an Admin is for it");
}

#[test]
fn the_log_has_each_step_and_the_job_and_not_the_reasons() {
    let ground = Ground::new();
    let one = proposes(&ground.report, ground.report.id, captain()).expect("it is proposed");
    let agreed = agrees(&ground.manager, &one).expect("the manager is for it");
    decides(ground.org.admin(), &agreed, true, "Well deserved").expect("it is granted");
    let mut conn = ground.org.server.database.admin();
    let org = db::organisation_of(&mut conn, ground.report.id);
    let log = db::text(
        &mut conn,
        &format!(
            "SELECT string_agg(kind || coalesce(after::text, ''), ' ') AS text FROM audit_events WHERE org_id = '{org}'"
        ),
    );
    for kind in ["level_proposals.created", "level_proposals.agreed", "level_proposals.granted", "people.edited"] {
        assert!(log.contains(kind), "{kind}: {log}");
    }
    assert!(!log.contains("Flies as one") && !log.contains("Well deserved"), "{log}");
}
