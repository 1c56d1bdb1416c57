//! Somebody leaves: what they had in hand goes on, is told to whom it concerns, and was said before.

use chrono::{Days, Utc};
use perftrack_tests::{
    Client, Org, Persona, Refused,
    db::{count, text},
    unique,
};
use serde_json::{Value, json};
use shared::{
    access::Role,
    feedback::{
        AskFilter, AskForFeedback, AskState, Audience, FeedbackRequest, ListFeedbackAsks, ListFeedbackRequests,
        NewFeedbackRequest, Purpose,
    },
    goals::{
        CreateCheckIn, CreateObjective, EditKeyResult, EditObjective, KeyResultChanges, KeyResultPath, ListObjectives,
        Move, MoveObjective, ObjectiveChanges, ObjectiveDetail, ObjectiveFilter, ObjectivePath,
        rules::kinds::Transition,
    },
    home::{ReadHome, WithoutOwner},
    kpis::{CreateKpi, Kpi, KpiFilter, ListKpis},
    notifications::{ListNotices, Notice, NoticeFilter, NoticeKind},
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod},
    people::{
        DeactivatePerson, EditPerson, LeftBehind, LeftKind, PersonChanges, PersonPath, PreviewDeactivation,
        ReactivatePerson, ReadPerson,
    },
    problem::Code,
    wire::{ObjectiveId, Patch, PeriodId, PersonId},
};

use super::imports::{applied, started};

/// A chain of three, and a peer of the last, with a period.
struct Ground {
    org: Org,
    period: PeriodId,
    director: Persona,
    manager: Persona,
    leaver: Persona,
    peer: Persona,
}

impl Ground {
    fn new() -> Self {
        let org = Org::db_new();
        let today = Utc::now().date_naive();
        let new = NewPeriod { name: unique(), starts_on: today - Days::new(30), ends_on: today + Days::new(60) };
        let period = org.admin().call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("a period").id;
        let director = org.db_person(Role::Manager, None);
        let manager = org.db_person(Role::Manager, Some(&director));
        let [leaver, peer] = [(); 2].map(|()| org.db_person(Role::Employee, Some(&manager)));
        Self { org, period, director, manager, leaver, peer }
    }

    /// An objective of `by`'s with a key result, otherwise as `with` says.
    fn made(&self, by: &Client, with: Value) -> ObjectiveDetail {
        let mut body = json!({
            "level": "person", "title": unique(), "period_id": self.period, "state": "active", "visibility": "chain",
            "key_results": [{ "title": "Users", "kind": "number", "direction": "increase", "start": 0, "target": 10 }],
        });
        for (field, value) in with.as_object().expect("fields") {
            body[field] = value.clone();
        }
        let new = serde_json::from_value(body).expect("an objective to be");
        by.call::<CreateObjective>(Nothing {}, Nothing {}, new).expect("an objective")
    }

    fn preview(&self, person: &Persona) -> LeftBehind {
        let admin = self.org.admin();
        admin.call::<PreviewDeactivation>(PersonPath { id: person.id }, Nothing {}, ()).expect("a preview")
    }

    fn leaves(&self, person: &Persona) {
        let admin = self.org.admin();
        admin.call::<DeactivatePerson>(PersonPath { id: person.id }, Nothing {}, None).expect("they leave");
    }

    fn moves(&self, person: &Persona, under: PersonId) {
        let (admin, path) = (self.org.admin(), || PersonPath { id: person.id });
        let version = admin.call::<ReadPerson>(path(), Nothing {}, ()).expect("the person").version;
        let changes = PersonChanges { manager_id: Patch::Set(under), ..PersonChanges::default() };
        admin.change::<EditPerson>(path(), version, changes).expect("they move");
    }

    /// What the audit log says that somebody left behind: how much of which kind.
    fn noted(&self, person: &Persona) -> Vec<(String, usize)> {
        let event = format!(
            "SELECT (after->'left')::text AS text FROM audit_events
             WHERE kind = 'people.handed_over' AND resource_id = '{}'",
            person.id
        );
        let left: Value = serde_json::from_str(&text(&mut self.org.server.database.admin(), &event)).expect("a list");
        let kinds = left.as_object().expect("kinds").iter();
        let mut kinds: Vec<_> = kinds.map(|(kind, ids)| (kind.clone(), ids.as_array().expect("ids").len())).collect();
        kinds.sort();
        kinds
    }
}

fn kpi(by: &Client) -> Kpi {
    let new = json!({
        "name": "Parcels delivered", "visibility": "chain", "kind": "number", "frequency": "day", "aggregation": "sum",
        "gauge": { "direction": "higher", "target": 100.0, "watch": 90.0, "unhealthy": 80.0 },
    });
    let new = serde_json::from_value(new).expect("a KPI to be");
    by.call::<CreateKpi>(Nothing {}, Nothing {}, new).expect("a KPI").kpi
}

fn asks(by: &Client, about: PersonId, person: PersonId) -> FeedbackRequest {
    let new = NewFeedbackRequest {
        subject_id: about,
        person_ids: vec![person],
        question: "What should happen more often?".to_owned(),
        audience: Audience { person: true, ..Audience::default() },
        purpose: Purpose::Growth,
        due_on: None,
    };
    by.call::<AskForFeedback>(Nothing {}, Nothing {}, new).expect("a request")
}

fn told(of: &Client, kind: NoticeKind) -> Vec<Notice> {
    let all = of.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    all.into_iter().filter(|notice| notice.kind == kind).collect()
}

fn at_home(of: &Client) -> Option<WithoutOwner> {
    of.call::<ReadHome>(Nothing {}, Nothing {}, ()).expect("home").without_owner
}

fn without_owner(by: &Client) -> Vec<ObjectiveId> {
    let filter = ObjectiveFilter { without_owner: Some(true), ..ObjectiveFilter::default() };
    let page = by.call::<ListObjectives>(Nothing {}, filter, ()).expect("the list");
    page.items.into_iter().map(|objective| objective.id).collect()
}

#[test]
fn what_is_said_before_is_what_the_audit_log_has_afterwards() {
    let ground = Ground::new();
    let Ground { leaver, peer, manager, .. } = &ground;
    assert_eq!(ground.preview(leaver).left, [], "nothing is in their hands yet");
    ground.made(leaver, json!({}));
    ground.made(leaver, json!({ "state": "draft" }));
    kpi(leaver);
    asks(peer, peer.id, leaver.id);
    asks(leaver, leaver.id, peer.id);
    let before = ground.preview(leaver);
    assert_eq!(before.heir.as_ref().map(|heir| heir.id), Some(manager.id));
    let mut said: Vec<_> = before.left.iter().map(|left| (left.kind, left.count)).collect();
    said.sort_by_key(|(kind, _)| kind.as_str());
    let expected =
        [(LeftKind::FeedbackAsk, 1), (LeftKind::FeedbackRequest, 1), (LeftKind::Kpi, 1), (LeftKind::Objective, 2)];
    assert_eq!(said, expected);
    ground.leaves(leaver);
    let said: Vec<_> = said.iter().map(|(kind, count)| (kind.to_string(), usize::try_from(*count).unwrap())).collect();
    assert_eq!(ground.noted(leaver), said);
    let event = format!("audit_events WHERE kind = 'people.handed_over' AND resource_id = '{}'", leaver.id);
    assert_eq!(count(&mut ground.org.server.database.admin(), &event), 1);
}

#[test]
fn only_admins_are_told_before_and_never_of_themselves() {
    let ground = Ground::new();
    let preview = |by: &Client, of: &Persona| by.call::<PreviewDeactivation>(PersonPath { id: of.id }, Nothing {}, ());
    preview(&ground.manager, &ground.leaver).refused(Code::Forbidden);
    preview(ground.org.admin(), ground.org.admin()).refused(Code::Forbidden);
}

#[test]
fn nobody_learns_from_it_that_others_are_asked_about_them() {
    let ground = Ground::new();
    let led = ground.org.db_person(Role::Admin, Some(&ground.manager));
    let new = NewFeedbackRequest {
        subject_id: led.id,
        person_ids: vec![ground.leaver.id],
        question: "What should happen more often?".to_owned(),
        audience: Audience { manager: true, ..Audience::default() },
        purpose: Purpose::Growth,
        due_on: None,
    };
    ground.manager.call::<AskForFeedback>(Nothing {}, Nothing {}, new).expect("a request");
    let path = PersonPath { id: ground.leaver.id };
    assert_eq!(led.call::<PreviewDeactivation>(path, Nothing {}, ()).expect("a preview").left, []);
    let seen = ground.preview(&ground.leaver).left;
    assert_eq!(seen.iter().map(|one| (one.kind, one.count)).collect::<Vec<_>>(), [(LeftKind::FeedbackAsk, 1)]);
    // What one of them wasn't told of is awaited no more all the same.
    ground.leaves(&ground.leaver);
    assert_eq!(told(&ground.manager, NoticeKind::FeedbackLapsed).len(), 1);
}

#[test]
fn what_they_own_keeps_their_name_and_waits_for_whom_the_manager_chooses() {
    let ground = Ground::new();
    let made = ground.made(&ground.leaver, json!({}));
    let kpi = kpi(&ground.leaver);
    assert_eq!((at_home(&ground.manager), without_owner(&ground.manager)), (None, vec![]));
    ground.leaves(&ground.leaver);

    assert_eq!(told(&ground.manager, NoticeKind::OwnerLeft)[0].title, ground.leaver.name);
    assert!(told(&ground.director, NoticeKind::OwnerLeft).is_empty(), "the nearest is enough");
    let id = made.objective.id;
    for by in [&ground.manager, &ground.director, ground.org.admin()] {
        assert_eq!(without_owner(by), [id]);
        assert_eq!(at_home(by), Some(WithoutOwner { objectives: 1, kpis: 1 }));
    }
    assert_eq!((at_home(&ground.peer), without_owner(&ground.peer)), (None, vec![]));
    let filter = KpiFilter { without_owner: Some(true), ..KpiFilter::default() };
    let kpis = ground.manager.call::<ListKpis>(Nothing {}, filter, ()).expect("the list").items;
    assert_eq!(kpis.iter().map(|one| (one.id, one.owner.id)).collect::<Vec<_>>(), [(kpi.id, ground.leaver.id)]);

    // The key result is the leaver's too: until it has another owner, the objective waits.
    let changes = ObjectiveChanges { owner_id: Some(ground.peer.id), ..ObjectiveChanges::default() };
    let version = made.objective.version;
    let now = ground.manager.change::<EditObjective>(ObjectivePath { id }, version, changes).expect("it is given");
    assert_eq!((now.objective.owner.id, without_owner(&ground.manager)), (ground.peer.id, vec![id]));
    let key_result = &now.key_results[0];
    let changes = KeyResultChanges { owner_id: Some(ground.peer.id), ..KeyResultChanges::default() };
    let path = KeyResultPath { id: key_result.id };
    ground.manager.change::<EditKeyResult>(path, key_result.version, changes).expect("it is given");
    assert_eq!(without_owner(&ground.manager), []);
}

#[test]
fn who_has_nobody_above_is_the_admins_to_care_for() {
    let ground = Ground::new();
    let other = ground.org.db_person(Role::Admin, None);
    ground.made(&ground.director, json!({}));
    assert_eq!(ground.preview(&ground.director).heir, None);
    ground.leaves(&ground.director);
    assert_eq!(told(&other, NoticeKind::OwnerLeft).len(), 1);
    assert!(told(ground.org.admin(), NoticeKind::OwnerLeft).is_empty(), "nobody is told of their own doing");
}

#[test]
fn nobody_waits_for_their_feedback_and_nobody_is_asked_in_their_name() {
    let ground = Ground::new();
    asks(&ground.peer, ground.peer.id, ground.leaver.id);
    asks(&ground.leaver, ground.leaver.id, ground.peer.id);
    ground.leaves(&ground.leaver);
    let mine = || ground.peer.call::<ListFeedbackRequests>(Nothing {}, Nothing {}, ()).expect("requests").items;
    assert_eq!(mine()[0].asked[0].state, AskState::Lapsed);
    assert_eq!(told(&ground.peer, NoticeKind::FeedbackLapsed).len(), 1);
    let open = AskFilter { state: Some(AskState::Open), ..AskFilter::default() };
    let asked = ground.peer.call::<ListFeedbackAsks>(Nothing {}, open, ()).expect("what is asked").items;
    assert_eq!(asked, [], "nobody would read it");

    let path = PersonPath { id: ground.leaver.id };
    ground.org.admin().call::<ReactivatePerson>(path, Nothing {}, ()).expect("they come back");
    assert_eq!(mine()[0].asked[0].state, AskState::Open, "who comes back may still answer");
}

#[test]
fn what_they_were_to_clear_is_the_owners_again() {
    let ground = Ground::new();
    let made = ground.made(&ground.peer, json!({}));
    let blocked = |by: PersonId| {
        let new = json!({
            "value": 1.0, "status": "at_risk",
            "blocker": { "kind": "decision", "owner_id": by, "next_step": "Ask again" },
        });
        let new = serde_json::from_value(new).expect("a check-in to be");
        let path = KeyResultPath { id: made.key_results[0].id };
        ground.peer.call::<CreateCheckIn>(path, Nothing {}, new).expect("a check-in");
    };
    blocked(ground.director.id);
    blocked(ground.leaver.id);
    assert_eq!(ground.preview(&ground.director).left, [], "what was said later holds");
    ground.leaves(&ground.leaver);
    assert_eq!(told(&ground.peer, NoticeKind::BlockerReturned)[0].title, "Users");
    assert_eq!(ground.noted(&ground.leaver), [("blocker".to_owned(), 1)]);
}

#[test]
fn what_waits_for_their_agreement_waits_for_who_is_next_above_and_then_for_the_next_manager() {
    let ground = Ground::new();
    let made = ground.made(&ground.peer, json!({ "state": "proposed" }));
    ground.leaves(&ground.manager);
    let waits =
        |of: &Client| told(of, NoticeKind::ProposalPassedOn).into_iter().map(|notice| notice.title).collect::<Vec<_>>();
    assert_eq!(waits(&ground.director), [made.objective.title.as_str()]);

    let next = ground.org.db_person(Role::Manager, None);
    ground.moves(&ground.peer, next.id);
    assert_eq!(waits(&next), [made.objective.title.as_str()]);
    let home = next.call::<ReadHome>(Nothing {}, Nothing {}, ()).expect("home");
    assert_eq!(home.proposals[0].id, made.objective.id);
    let path = ObjectivePath { id: made.objective.id };
    let agree = Move { transition: Transition::Activate, score: None, score_comment: None, learning: None };
    next.call::<MoveObjective>(path, Nothing {}, agree).expect("it is agreed to");
    assert!(waits(&next).is_empty(), "agreed, it waits for nobody");
}

#[test]
fn a_file_passes_on_what_those_have_in_hand_who_leave_by_it() {
    let ground = Ground::new();
    ground.made(&ground.leaver, json!({}));
    ground.made(&ground.manager, json!({}));
    let Ground { leaver, manager, .. } = &ground;
    let file = format!(
        "name,email,status\n{},{},terminated\n{},{},terminated\n",
        leaver.name, leaver.email, manager.name, manager.email
    );
    applied(ground.org.admin(), &started(ground.org.admin(), &file), 0).expect("it is applied");
    for person in [leaver, manager] {
        assert_eq!(ground.noted(person), [("objective".to_owned(), 1)]);
    }
    // Whoever leaves as well is nobody's heir.
    assert_eq!(told(&ground.director, NoticeKind::OwnerLeft).len(), 2);
    applied(ground.org.admin(), &started(ground.org.admin(), &file), 0).expect("it is applied again");
    let events = format!("audit_events WHERE kind = 'people.handed_over' AND resource_id = '{}'", leaver.id);
    assert_eq!(count(&mut ground.org.server.database.admin(), &events), 1, "once");
}

#[test]
fn a_file_closes_what_those_asked_who_leave_by_it() {
    let ground = Ground::new();
    asks(&ground.leaver, ground.leaver.id, ground.peer.id);
    let file = format!("name,email,status\n{},{},terminated\n", ground.leaver.name, ground.leaver.email);
    applied(ground.org.admin(), &started(ground.org.admin(), &file), 0).expect("it is applied");
    let closed = format!("feedback_requests WHERE asker_id = '{}' AND closed_at IS NOT NULL", ground.leaver.id);
    assert_eq!(count(&mut ground.org.server.database.admin(), &closed), 1);
}
