//! Calibration sessions: who sees which card, who may move it, and who is told to look again.

use perftrack_tests::{Client, Org, Persona, Refused, unique};
use serde_json::{Value, json};
use shared::{
    access::{Relation, Role},
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    problem::Code,
    reviews::{
        CalibrationCard, CalibrationCardDetail, CalibrationCardPath, CalibrationMove, CalibrationSession,
        CalibrationSessionDetail, CalibrationSessionFilter, CalibrationSessionPath, CalibrationState, CalibrationStep,
        CalibrationTally, CalibrationVote, ChangeCalibrationCard, CreateCalibrationSession, DeleteCalibrationSession,
        ListCalibrationSessions, MoveCalibrationSession, NewCalibrationChange, NewCalibrationVote, ReadCalibrationCard,
        ReadCalibrationSession, ReadReviewPacket, ReviewCycle, ReviewPacketPath, ReviewPath, ReviewRelation,
        ReviewStage, SaveReview, SubmitReview, VoteOnCalibrationCard,
    },
    wire::{CalibrationCardId, CalibrationSessionId, PersonId},
};

use super::{Ground, owed, packets};

/// Long enough for the ledger.
pub(super) const REASON: &str = "Led the harbour works through a hard winter";

/// Writes as somebody's manager: a step of the scale, and one of the same scale for their potential.
pub(super) fn rate(by: &Client, about: &Persona, rating: u8, potential: Option<u8>) {
    let is_it = |it: &shared::reviews::Review| it.subject.id == about.id && it.relation == ReviewRelation::Manager;
    let review = owed(by).into_iter().find(is_it).expect("a review to write");
    let path = || ReviewPath { id: review.id };
    let mut sheet = json!({ "answers": { "overall": { "rating": rating }, "words": { "text": "Calm in the rush" } } });
    if let Some(potential) = potential {
        sheet["answers"]["potential"] = json!({ "rating": potential });
    }
    let sheet = serde_json::from_value(sheet).expect("a sheet");
    by.call::<SaveReview>(path(), Nothing {}, sheet).expect("saved");
    by.call::<SubmitReview>(path(), Nothing {}, ()).expect("handed in");
}

/// A cycle in which the subject got 2 and their reports 1, 2, 3 and 3, and ratings are compared.
pub(super) fn calibrating(ground: &Ground, more: &Value) -> ReviewCycle {
    let people: Vec<_> = std::iter::once(&ground.subject).chain(&ground.reports).map(|person| person.id).collect();
    let mut all = json!({ "calibrates": true, "naming": "named", "peers_most": 0, "included": people });
    for (name, value) in more.as_object().into_iter().flatten() {
        all[name] = value.clone();
    }
    let cycle = ground.draft(&all);
    ground.until(&cycle, ReviewStage::Writing);
    rate(&ground.manager, &ground.subject, 2, Some(3));
    for (report, rating) in ground.reports.iter().zip([1, 2, 3, 3]) {
        rate(&ground.subject, report, rating, None);
    }
    ground.until(&cycle, ReviewStage::Calibrating);
    cycle
}

/// A session about all of them.
pub(super) fn session(
    ground: &Ground,
    cycle: &ReviewCycle,
    members: &[&Persona],
    takes_votes: bool,
) -> CalibrationSession {
    let members: Vec<_> = members.iter().map(|member| member.id).collect();
    let new = json!({ "cycle_id": cycle.id, "name": unique(), "members": members, "takes_votes": takes_votes });
    let new = serde_json::from_value(new).expect("a session");
    ground.org.admin().call::<CreateCalibrationSession>(Nothing {}, Nothing {}, new).expect("a session").session
}

pub(super) fn read(by: &Client, id: CalibrationSessionId) -> CalibrationSessionDetail {
    by.call::<ReadCalibrationSession>(CalibrationSessionPath { id }, Nothing {}, ()).expect("the session")
}

/// Takes it on until it stands there.
pub(super) fn until(ground: &Ground, id: CalibrationSessionId, state: CalibrationState) {
    let path = || CalibrationSessionPath { id };
    while read(ground.org.admin(), id).session.state != state {
        let step = CalibrationMove { step: CalibrationStep::Forward, reason: None };
        ground.org.admin().call::<MoveCalibrationSession>(path(), Nothing {}, step).expect("a step");
    }
}

pub(super) fn card(by: &Client, id: CalibrationSessionId, about: PersonId) -> CalibrationCard {
    read(by, id).cards.into_iter().find(|card| card.subject.id == about).expect("the card")
}

fn to(rating: u8) -> NewCalibrationChange {
    NewCalibrationChange { rating: Some(rating), potential: None, not_rated: false, reason: REASON.to_owned() }
}

pub(super) fn change(
    by: &Client,
    card: &CalibrationCard,
    rating: u8,
) -> Result<CalibrationCardDetail, shared::problem::Problem> {
    by.change::<ChangeCalibrationCard>(CalibrationCardPath { id: card.id }, card.version, to(rating))
}

#[test]
fn a_session_begins_with_what_managers_propose() {
    let ground = Ground::new();
    let cycle = calibrating(&ground, &json!({}));
    let session = session(&ground, &cycle, &[&ground.manager], false);
    until(&ground, session.id, CalibrationState::Open);
    let seen = read(&ground.manager, session.id);
    assert_eq!((seen.session.relation, seen.cards.len()), (Relation::Own, 5));
    assert_eq!((seen.numbers.before.as_slice(), seen.numbers.after.as_slice()), (&[1, 2, 2][..], &[1, 2, 2][..]));
    let of_subject = card(&ground.manager, session.id, ground.subject.id);
    assert_eq!((of_subject.author_rating, of_subject.final_rating), (Some(2), Some(2)));
    assert_eq!((of_subject.author_potential, of_subject.final_potential), (Some(3), Some(3)));
    let read = ground.manager.call::<ReadCalibrationCard>(CalibrationCardPath { id: of_subject.id }, Nothing {}, ());
    let sections = read.expect("the card").sections;
    let keys: Vec<_> = sections.iter().flat_map(|it| &it.questions).map(|it| it.question.key.as_str()).collect();
    assert_eq!(keys, ["overall", "words"], "what is for Admins alone stays theirs");
    // Of the reports' managers one has four people, the other one: together five aren't told from the one.
    assert!(seen.numbers.by_manager.iter().all(|group| group.people >= 4));
}

#[test]
fn a_move_stands_in_the_ledger_with_its_reason_and_leaves_the_proposal() {
    let ground = Ground::new();
    let cycle = calibrating(&ground, &json!({}));
    let session = session(&ground, &cycle, &[&ground.manager], false);
    let report = ground.reports[0].id;
    let before = card(ground.org.admin(), session.id, report);
    change(ground.org.admin(), &before, 2).refused(Code::Conflict);
    until(&ground, session.id, CalibrationState::Open);
    change(&ground.manager, &before, 4).refused_at("rating", "out_of_range");
    change(&ground.manager, &before, 1).refused_at("rating", "unchanged");
    let short = NewCalibrationChange { reason: "Because".to_owned(), ..to(2) };
    let path = CalibrationCardPath { id: before.id };
    ground.manager.change::<ChangeCalibrationCard>(path, 1, short).refused_at("reason", "too_short");
    let moved = change(&ground.manager, &before, 2).expect("moved");
    assert_eq!((moved.card.author_rating, moved.card.final_rating), (Some(1), Some(2)));
    assert_eq!((moved.ledger.len(), moved.ledger[0].reason.as_str()), (1, REASON));
    assert_eq!((moved.ledger[0].from_rating, moved.ledger[0].to_rating), (Some(1), Some(2)));
    assert_eq!(moved.ledger[0].author.id, ground.manager.id);
    let numbers = read(ground.org.admin(), session.id).numbers;
    assert_eq!((numbers.up, numbers.down, numbers.net), (1, 0, 1));
    assert_eq!((numbers.before, numbers.after), (vec![1, 2, 2], vec![0, 3, 2]));
    until(&ground, session.id, CalibrationState::Applied);
    change(&ground.manager, &moved.card, 3).refused(Code::Conflict);
}

#[test]
fn the_slower_of_two_is_told_and_none_is_lost() {
    let ground = Ground::new();
    let cycle = calibrating(&ground, &json!({}));
    let session = session(&ground, &cycle, &[&ground.manager], false);
    until(&ground, session.id, CalibrationState::Open);
    let seen = card(&ground.manager, session.id, ground.reports[1].id);
    change(ground.org.admin(), &seen, 3).expect("moved");
    change(&ground.manager, &seen, 1).refused(Code::VersionMismatch);
    let now = card(&ground.manager, session.id, ground.reports[1].id);
    assert_eq!((now.final_rating, now.changes), (Some(3), 1));
    change(&ground.manager, &now, 1).expect("moved on from there");
    assert_eq!(read(&ground.manager, session.id).ledger.len(), 2);
}

#[test]
fn nobody_decides_on_themselves_or_on_anybody_above_them() {
    let ground = Ground::new();
    let lead = ground.org.db_person(Role::Manager, Some(&ground.subject));
    let below = ground.org.db_person(Role::Admin, Some(&ground.subject));
    let cycle = calibrating(&ground, &json!({}));
    let session = session(&ground, &cycle, &[&ground.manager, &ground.subject, &lead], false);
    until(&ground, session.id, CalibrationState::Open);
    let hidden = card(&ground.manager, session.id, ground.subject.id);
    for person in [&ground.subject, &lead, &below] {
        let seen = read(person, session.id);
        assert_eq!(seen.cards.len(), 4);
        assert_eq!(seen.numbers.before.iter().sum::<i64>(), 4, "and no number tells of it");
        person
            .call::<ReadCalibrationCard>(CalibrationCardPath { id: hidden.id }, Nothing {}, ())
            .refused(Code::NotFound);
        change(person, &hidden, 3).refused(Code::NotFound);
    }
    change(&ground.manager, &hidden, 3).expect("who leads them moves it");
    assert!(read(&lead, session.id).ledger.is_empty());
    let packet =
        packets(&below, cycle.id).into_iter().find(|it| it.subject.id == ground.subject.id).expect("the packet");
    let path = ReviewPacketPath { id: packet.id };
    let read = below.call::<ReadReviewPacket>(path, Nothing {}, ()).expect("an Admin reads it");
    assert_eq!(read.rating, None, "nor does the packet tell an Admin below them");
}

#[test]
fn whoever_does_not_take_part_finds_nothing() {
    let ground = Ground::new();
    let cycle = calibrating(&ground, &json!({}));
    let session = session(&ground, &cycle, &[&ground.manager], false);
    let find =
        |by: &Client| by.call::<ReadCalibrationSession>(CalibrationSessionPath { id: session.id }, Nothing {}, ());
    find(&ground.manager).refused(Code::NotFound);
    until(&ground, session.id, CalibrationState::Open);
    find(&ground.manager).expect("it is prepared");
    find(&ground.subject).refused(Code::NotFound);
    find(&ground.reports[0]).refused(Code::Forbidden);
    find(Org::db_new().admin()).refused(Code::NotFound);
    let of_report = card(&ground.manager, session.id, ground.reports[0].id);
    change(&ground.subject, &of_report, 2).refused(Code::NotFound);
    let list = |by: &Client| {
        by.call::<ListCalibrationSessions>(Nothing {}, CalibrationSessionFilter::default(), ())
            .expect("a list")
            .items
            .len()
    };
    assert_eq!([list(&ground.manager), list(&ground.subject), list(ground.org.admin())], [1, 0, 1]);
}

#[test]
fn votes_are_hidden_until_all_who_may_have_voted() {
    let ground = Ground::new();
    let cycle = calibrating(&ground, &json!({}));
    let session = session(&ground, &cycle, &[&ground.manager, &ground.subject], true);
    until(&ground, session.id, CalibrationState::Voting);
    let told = ground.manager.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    assert!(told.iter().any(|notice| notice.kind == NoticeKind::CalibrationVoting && notice.title == session.name));
    let vote = |by: &Client, card: CalibrationCardId, vote: CalibrationVote| {
        by.call::<VoteOnCalibrationCard>(CalibrationCardPath { id: card }, Nothing {}, NewCalibrationVote { vote })
    };
    let of_report = card(&ground.manager, session.id, ground.reports[0].id);
    assert_eq!((of_report.voted, of_report.may_vote), (0, 2));
    vote(ground.org.admin(), of_report.id, CalibrationVote::Agree).refused(Code::Forbidden);
    let mine = vote(&ground.manager, of_report.id, CalibrationVote::Agree).expect("voted");
    assert_eq!((mine.card.my_vote, mine.card.votes, mine.votes.len()), (Some(CalibrationVote::Agree), None, 0));
    vote(&ground.manager, of_report.id, CalibrationVote::Question).expect("another mind");
    let both = vote(&ground.subject, of_report.id, CalibrationVote::Abstain).expect("voted");
    assert_eq!(both.card.votes, Some(CalibrationTally { agree: 0, question: 1, abstain: 1 }));
    assert_eq!(both.votes.len(), 2);
    vote(&ground.manager, of_report.id, CalibrationVote::Agree).refused(Code::Conflict);
    // Of the subject's card one of them knows nothing, so the other one's vote is all there is.
    let of_subject = card(&ground.manager, session.id, ground.subject.id);
    assert_eq!(of_subject.may_vote, 1);
    until(&ground, session.id, CalibrationState::Open);
    assert!(read(&ground.manager, session.id).cards.iter().all(|card| card.votes.is_some()));
}

#[test]
fn only_managers_and_admins_take_part_and_a_packet_is_in_one_session() {
    let ground = Ground::new();
    let cycle = calibrating(&ground, &json!({}));
    let make = |more: Value| {
        let mut new = json!({ "cycle_id": cycle.id, "name": unique() });
        for (name, value) in more.as_object().into_iter().flatten() {
            new[name] = value.clone();
        }
        let new = serde_json::from_value(new).expect("a session");
        ground.org.admin().call::<CreateCalibrationSession>(Nothing {}, Nothing {}, new)
    };
    make(json!({ "members": [ground.reports[0].id] })).refused_at("members", "no_manager");
    make(json!({ "guide": [50, 40, 20] })).refused_at("guide", "not_a_hundred");
    make(json!({ "guide": [50, 50] })).refused_at("guide", "one_for_each_step");
    let first = make(json!({ "manager_id": ground.subject.id })).expect("the reports");
    assert_eq!(first.cards.len(), 4);
    let rest = make(json!({ "guide": [10, 60, 30] })).expect("the rest");
    assert_eq!((rest.cards.len(), rest.session.guide), (1, vec![10, 60, 30]));
    make(json!({})).refused(Code::Conflict);
    let path = CalibrationSessionPath { id: first.session.id };
    ground.org.admin().call::<DeleteCalibrationSession>(path, Nothing {}, ()).expect("removed");
    assert_eq!(make(json!({})).expect("they are free again").cards.len(), 4);
}

#[test]
fn a_step_back_wants_a_reason_and_an_applied_session_stays() {
    let ground = Ground::new();
    let cycle = calibrating(&ground, &json!({}));
    let session = session(&ground, &cycle, &[&ground.manager], false);
    until(&ground, session.id, CalibrationState::Decided);
    let back = |reason: Option<&str>| {
        let step = CalibrationMove { step: CalibrationStep::Back, reason: reason.map(str::to_owned) };
        ground.org.admin().call::<MoveCalibrationSession>(CalibrationSessionPath { id: session.id }, Nothing {}, step)
    };
    back(None).refused_at("reason", "required");
    let open = back(Some("One of us was missing")).expect("back").session;
    assert_eq!((open.state, open.reason.as_deref()), (CalibrationState::Open, Some("One of us was missing")));
    until(&ground, session.id, CalibrationState::Applied);
    back(Some("One more")).refused(Code::Conflict);
}
