//! Whoever was given sight of a cycle reads what managers read, until a day, and changes nothing.

use chrono::{Days, NaiveDate, Utc};
use perftrack_tests::{Client, Persona, Refused, db::run, pdf, unique};
use serde_json::json;
use shared::{
    access::{Relation, Role, ShareLevel},
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    people::{EditPerson, PersonChanges, PersonPath, ReadPerson},
    problem::{Code, Problem},
    readers::{RecordBecause, RecordReaders},
    reviews::{
        AcknowledgeReviewPacket, Acknowledgement, AddReviewViewer, ExportReviewPacketPdf, ListReviewCycles,
        ListReviewPacketReaders, ListReviewReaders, NewAcknowledgement, NewReviewViewer, NominateReviewPeers,
        ReadReviewPacket, ReleaseReviewPacket, RemoveReviewViewer, ReviewCycle, ReviewCycleFilter, ReviewCyclePath,
        ReviewPacketPath, ReviewPath, ReviewPeers, ReviewRelation, ReviewRelease, ReviewStage, ReviewViewerPath,
        ReviewViewers, ReviewWithdrawal, WithdrawReviewPacket,
    },
    teams::{CreateTeam, NewTeam},
    wire::{Patch, TeamId},
};

use super::{Ground, keys, owed, packets, words, write};

fn tomorrow() -> NaiveDate {
    Utc::now().date_naive() + Days::new(1)
}

fn give(
    (ground, cycle): (&Ground, &ReviewCycle),
    who: &Persona,
    team_id: Option<TeamId>,
    ends_on: NaiveDate,
) -> Result<ReviewViewers, Problem> {
    let new = NewReviewViewer { person_id: who.id, team_id, ends_on, reason: "Their HR partner".to_owned() };
    ground.org.admin().call::<AddReviewViewer>(ReviewCyclePath { id: cycle.id }, Nothing {}, new)
}

fn sees(by: &Client, cycle: &ReviewCycle) -> bool {
    let cycles = by.call::<ListReviewCycles>(Nothing {}, ReviewCycleFilter::default(), ()).expect("cycles").items;
    let listed = cycles.iter().any(|one| one.id == cycle.id);
    assert_eq!(listed, !packets(by, cycle.id).is_empty());
    listed
}

#[test]
fn whoever_was_given_sight_reads_what_managers_read_and_changes_nothing() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    let viewer = ground.org.db_person(Role::Employee, None);
    assert!(!sees(&viewer, &cycle));
    give((&ground, &cycle), &viewer, None, tomorrow()).expect("given");
    assert!(sees(&viewer, &cycle));
    let told = viewer.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    assert!(told.iter().any(|notice| notice.kind == NoticeKind::ReviewSightGiven));

    ground.peers[..4].iter().for_each(|peer| drop(write(peer, "Calm in the rush")));
    write(&ground.manager, "A dependable year");
    write(&ground.subject, "A year at the quay");
    let now = ground.read(&viewer, &cycle);
    assert_eq!(now.packet.relation, Relation::Shared(ShareLevel::View));
    assert!(words(&now).iter().all(|(side, ..)| *side != ReviewRelation::Peer), "they come all at once, for all");
    assert!(now.peers.is_empty() && now.declined.is_empty(), "who was asked is for those who ask");

    let id = ground.packet(&cycle).id;
    let path = || ReviewPacketPath { id };
    let summary = ReviewRelease { summary: "Mine".to_owned() };
    ground.until(&cycle, ReviewStage::Sharing);
    viewer.call::<ReleaseReviewPacket>(path(), Nothing {}, summary).refused(Code::Forbidden);
    viewer.call::<NominateReviewPeers>(path(), Nothing {}, ReviewPeers { peers: Vec::new() }).refused(Code::Forbidden);
    ground.release(&cycle);
    let (theirs, managers) = (ground.read(&viewer, &cycle), ground.read(&ground.manager, &cycle));
    assert_eq!((keys(&theirs), words(&theirs)), (keys(&managers), words(&managers)));
    let peers = words(&theirs).into_iter().filter(|(side, ..)| *side == ReviewRelation::Peer);
    assert!(peers.map(|(_, author, _)| author).all(|author| author.is_none()));

    let said = NewAcknowledgement { answer: Acknowledgement::Disagree, comment: "The harbour was closed".to_owned() };
    ground.subject.call::<AcknowledgeReviewPacket>(path(), Nothing {}, said).expect("said");
    assert!(ground.read(&ground.manager, &cycle).dispute.is_some() && ground.read(&viewer, &cycle).dispute.is_none());
    let waits = |by: &Client| {
        let paper = by.call::<ExportReviewPacketPdf>(path(), Nothing {}, ()).expect("on paper");
        pdf::text(&paper).contains("waits for a second reader")
    };
    assert!(waits(&ground.manager) && !waits(&viewer), "on paper as in the app");
}

#[test]
fn what_was_taken_back_they_read_no_more_and_no_day_is_told_them() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let viewer = ground.org.db_person(Role::Employee, None);
    give((&ground, &cycle), &viewer, None, tomorrow()).expect("given");
    write(&ground.manager, "A dependable year");
    ground.until(&cycle, ReviewStage::Sharing);
    assert!(ground.read(&ground.manager, &cycle).releases_on.is_some());
    assert_eq!(ground.read(&viewer, &cycle).releases_on, None);
    ground.release(&cycle);
    assert_eq!(ground.read(&viewer, &cycle).summary, "A good half-year");
    let why = ReviewWithdrawal { reason: "It was another's".to_owned() };
    let path = ReviewPacketPath { id: ground.packet(&cycle).id };
    ground.org.admin().call::<WithdrawReviewPacket>(path, Nothing {}, why).expect("taken back");
    let now = ground.read(&viewer, &cycle);
    assert_eq!((now.summary.as_str(), now.releases_on, now.withdrawn), ("", None, None));
}

#[test]
fn fewer_than_the_minimum_are_too_few_for_them_too() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    let viewer = ground.org.db_person(Role::Employee, None);
    give((&ground, &cycle), &viewer, None, tomorrow()).expect("given");
    ground.peers[..3].iter().for_each(|peer| drop(write(peer, "Calm in the rush")));
    ground.until(&cycle, ReviewStage::Sharing);
    assert!(words(&ground.read(&viewer, &cycle)).iter().all(|(side, ..)| *side != ReviewRelation::Peer));
}

#[test]
fn it_ends_at_once_when_it_is_taken_back_or_its_day_is_over() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({}));
    let viewer = ground.org.db_person(Role::Employee, None);
    let on = (&ground, &cycle);
    give(on, &viewer, None, tomorrow()).expect("given");
    let path = || ReviewViewerPath { id: cycle.id, person_id: viewer.id };
    ground.org.admin().call::<RemoveReviewViewer>(path(), Nothing {}, ()).expect("taken back");
    assert!(!sees(&viewer, &cycle));
    ground.org.admin().call::<RemoveReviewViewer>(path(), Nothing {}, ()).refused(Code::NotFound);

    give(on, &viewer, None, tomorrow()).expect("given again");
    let sql = format!("UPDATE review_viewers SET ends_on = ends_on - 5 WHERE person_id = '{}'", viewer.id);
    run(&mut ground.org.server.database.admin(), &sql);
    assert!(!sees(&viewer, &cycle));
    let id = ground.packet(&cycle).id;
    viewer.call::<ReadReviewPacket>(ReviewPacketPath { id }, Nothing {}, ()).refused(Code::NotFound);

    let other = ground.org.db_person(Role::Manager, None);
    give(on, &other, None, Utc::now().date_naive() - Days::new(3)).refused_at("ends_on", "in_the_past");
    give(on, &other, None, Utc::now().date_naive() + Days::new(400)).refused_at("ends_on", "more_than_a_year");
}

#[test]
fn it_reaches_neither_oneself_nor_anybody_above_one() {
    let ground = Ground::new();
    let more = json!({ "included": [ground.subject.id, ground.peers[0].id] });
    let cycle = ground.draft(&more);
    ground.until(&cycle, ReviewStage::Nominating);
    let viewer = &ground.reports[0];
    give((&ground, &cycle), viewer, None, tomorrow()).expect("given");
    let seen: Vec<_> = packets(viewer, cycle.id).into_iter().map(|packet| packet.subject.id).collect();
    assert_eq!(seen, [ground.peers[0].id], "not whoever leads them");
}

#[test]
fn of_a_team_it_is_those_in_it_and_below_it() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({ "included": [ground.subject.id, ground.peers[0].id] }));
    ground.until(&cycle, ReviewStage::Nominating);
    let admin = ground.org.admin();
    let team = |parent_id| {
        let new = NewTeam { name: unique(), parent_id, lead_id: None };
        admin.call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("a team").id
    };
    let above = team(None);
    let (inside, beside) = (team(Some(above)), team(None));
    let path = || PersonPath { id: ground.subject.id };
    let version = admin.call::<ReadPerson>(path(), Nothing {}, ()).expect("the person").version;
    let changes = PersonChanges { team_id: Patch::Set(inside), ..PersonChanges::default() };
    admin.change::<EditPerson>(path(), version, changes).expect("they are in a team");
    let viewer = ground.org.db_person(Role::Employee, None);
    let seen = |team_id| -> Vec<_> {
        give((&ground, &cycle), &viewer, Some(team_id), tomorrow()).expect("given");
        packets(&viewer, cycle.id).into_iter().map(|packet| packet.subject.id).collect()
    };
    assert_eq!(seen(above), [ground.subject.id]);
    assert!(seen(beside).is_empty(), "the last one counts");
}

#[test]
fn those_who_read_are_named_with_them_among_them() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    let viewer = ground.org.db_person(Role::Employee, None);
    give((&ground, &cycle), &viewer, None, tomorrow()).expect("given");
    let why = |found: &RecordReaders| -> Vec<_> {
        found.items.iter().filter(|it| it.person.id == viewer.id).map(|it| it.because).collect()
    };
    let path = ReviewPacketPath { id: ground.packet(&cycle).id };
    let of_packet = ground.subject.call::<ListReviewPacketReaders>(path, Nothing {}, ()).expect("readers");
    assert_eq!(why(&of_packet), [RecordBecause::Viewer]);
    for author in [&ground.subject, &ground.manager, &ground.peers[0]] {
        let path = ReviewPath { id: owed(author).remove(0).id };
        let found = author.call::<ListReviewReaders>(path, Nothing {}, ()).expect("readers");
        assert_eq!(why(&found), [RecordBecause::Viewer], "it is said before anything is written");
    }
}

#[test]
fn only_admins_give_it_and_only_of_what_has_begun() {
    let ground = Ground::new();
    let draft = ground.draft(&json!({}));
    give((&ground, &draft), &ground.peers[0], None, tomorrow()).refused(Code::Conflict);
    let cycle = ground.writing(&[], &json!({}));
    let new = NewReviewViewer {
        person_id: ground.peers[0].id,
        team_id: None,
        ends_on: tomorrow(),
        reason: "Curious".to_owned(),
    };
    ground.manager.call::<AddReviewViewer>(ReviewCyclePath { id: cycle.id }, Nothing {}, new).refused(Code::Forbidden);
    let another = ground.org.db_person(Role::Admin, None);
    give((&ground, &cycle), &another, None, tomorrow()).refused_at("person_id", "sees_it_already");
}
