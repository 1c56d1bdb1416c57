//! Who agrees with a change of a rating, who keeps out of a card, and whose moves are compared.

use perftrack_tests::{Client, Persona, Refused, db::run};
use serde_json::json;
use shared::{
    access::Role,
    operation::Nothing,
    people::{DeactivatePerson, PersonPath},
    problem::{Code, Problem},
    reviews::{
        AgreeToCalibrationChange, CalibrationAgreementPath, CalibrationCard, CalibrationCardDetail,
        CalibrationCardPath, CalibrationConflictPath, CalibrationGroup, CalibrationSessionDetail, CalibrationState,
        CalibrationVote, ExportReviewResultsCsv, FlagCalibrationConflict, LiftCalibrationConflict,
        NewCalibrationAgreement, NewCalibrationVote, ReadCalibrationCard, ReadReviewPacket, ReviewCyclePath,
        ReviewPacketPath, ReviewStage, VoteOnCalibrationCard,
    },
    wire::{CalibrationChangeId, PersonId},
};

use super::{
    Ground,
    calibration::{calibrating, card, change, read, session, until},
    packets,
};

fn agree(
    by: &Client,
    card: &CalibrationCard,
    change_id: CalibrationChangeId,
    agrees: bool,
) -> Result<CalibrationCardDetail, Problem> {
    let path = CalibrationAgreementPath { id: card.id, change_id };
    by.call::<AgreeToCalibrationChange>(path, Nothing {}, NewCalibrationAgreement { agrees })
}

pub(super) fn keep_out(
    by: &Client,
    card: &CalibrationCard,
    who: PersonId,
) -> Result<CalibrationSessionDetail, Problem> {
    by.call::<FlagCalibrationConflict>(CalibrationConflictPath { id: card.id, person_id: who }, Nothing {}, ())
}

fn let_in(by: &Client, card: &CalibrationCard, who: PersonId) -> Result<CalibrationSessionDetail, Problem> {
    by.call::<LiftCalibrationConflict>(CalibrationConflictPath { id: card.id, person_id: who }, Nothing {}, ())
}

fn vote(by: &Client, card: &CalibrationCard) -> CalibrationCard {
    let vote = NewCalibrationVote { vote: CalibrationVote::Agree };
    by.call::<VoteOnCalibrationCard>(CalibrationCardPath { id: card.id }, Nothing {}, vote).expect("voted").card
}

#[test]
fn the_ledger_says_who_agreed_with_whose_change() {
    let ground = Ground::new();
    let cycle = calibrating(&ground, &json!({}));
    let session = session(&ground, &cycle, &[&ground.manager, &ground.subject], false);
    until(&ground, session.id, CalibrationState::Open);
    let of_report = card(&ground.manager, session.id, ground.reports[0].id);
    let moved = change(&ground.manager, &of_report, 2).expect("moved");
    let first = moved.ledger[0].id;
    agree(&ground.manager, &of_report, first, true).refused(Code::Conflict);
    agree(ground.org.admin(), &of_report, first, true).refused(Code::Forbidden);
    let agreed = agree(&ground.subject, &of_report, first, true).expect("agreed").ledger;
    assert_eq!(agreed[0].agreed.iter().map(|person| person.id).collect::<Vec<_>>(), [ground.subject.id]);
    agree(&ground.subject, &of_report, first, true).expect("said twice is said once");
    assert!(agree(&ground.subject, &of_report, first, false).expect("taken back").ledger[0].agreed.is_empty());
    agree(&ground.subject, &of_report, first, true).expect("agreed");

    let now = change(ground.org.admin(), &moved.card, 3).expect("moved on");
    agree(&ground.subject, &of_report, first, false).refused(Code::NotFound);
    let seen = read(&ground.manager, session.id).ledger;
    assert_eq!((seen[0].agreed.len(), seen[1].agreed.len()), (0, 1), "what was agreed with an earlier one stays");
    agree(&ground.manager, &of_report, now.ledger[0].id, true).expect("it isn't theirs");
    until(&ground, session.id, CalibrationState::Decided);
    agree(&ground.manager, &of_report, now.ledger[0].id, false).refused(Code::Conflict);
}

#[test]
fn who_keeps_out_of_a_card_sees_nothing_of_it_until_an_admin_lets_them_in() {
    let ground = Ground::new();
    let other = ground.org.db_person(Role::Admin, None);
    let cycle = calibrating(&ground, &json!({}));
    let session = session(&ground, &cycle, &[&ground.manager, &ground.subject], false);
    until(&ground, session.id, CalibrationState::Open);
    let of_report = card(&ground.manager, session.id, ground.reports[0].id);
    let moved = change(ground.org.admin(), &of_report, 2).expect("moved");
    agree(&ground.subject, &of_report, moved.ledger[0].id, true).expect("agreed");

    keep_out(&ground.manager, &of_report, ground.subject.id).refused(Code::Forbidden);
    let rest = keep_out(&ground.subject, &of_report, ground.subject.id).expect("kept out");
    assert!(rest.cards.iter().all(|card| card.id != of_report.id) && rest.ledger.is_empty());
    assert_eq!(rest.numbers.before.iter().sum::<i64>(), 3, "no number tells of it");
    assert_eq!(rest.conflicts.len(), 1, "they know what they keep out of");
    let path = CalibrationCardPath { id: of_report.id };
    ground.subject.call::<ReadCalibrationCard>(path, Nothing {}, ()).refused(Code::NotFound);
    change(&ground.subject, &moved.card, 3).refused(Code::NotFound);
    let_in(&ground.subject, &of_report, ground.subject.id).refused(Code::Forbidden);

    assert!(read(&ground.manager, session.id).conflicts.is_empty(), "others who take part aren't told");
    let seen = read(&other, session.id);
    assert_eq!((seen.conflicts[0].person.id, seen.conflicts[0].subject.id), (ground.subject.id, ground.reports[0].id));
    assert!(seen.ledger[0].agreed.is_empty(), "that they agreed counts no more");
    keep_out(&other, &of_report, ground.subject.id).refused(Code::Conflict);
    keep_out(&other, &of_report, ground.reports[1].id).refused(Code::NotFound);

    // An Admin keeps out like anybody, and doesn't let themselves in.
    keep_out(&other, &of_report, other.id).expect("kept out");
    let_in(&other, &of_report, other.id).refused(Code::NotFound);
    let_in(&other, &of_report, ground.subject.id).refused(Code::NotFound);
    let_in(ground.org.admin(), &of_report, other.id).expect("let in");
    let_in(&other, &of_report, ground.subject.id).expect("let in");
    let_in(&other, &of_report, ground.subject.id).refused(Code::NotFound);
    assert_eq!(card(&ground.subject, session.id, ground.reports[0].id).id, of_report.id);
    until(&ground, session.id, CalibrationState::Decided);
    keep_out(&ground.manager, &of_report, ground.manager.id).refused(Code::Conflict);
}

#[test]
fn who_keeps_out_of_a_card_reads_its_rating_nowhere_else_as_long_as_ratings_are_compared() {
    let ground = Ground::new();
    let other = ground.org.db_person(Role::Admin, None);
    let cycle = calibrating(&ground, &json!({}));
    let session = session(&ground, &cycle, &[&ground.manager, &ground.subject], false);
    until(&ground, session.id, CalibrationState::Open);
    let of_report = card(&ground.manager, session.id, ground.reports[0].id);
    let about_report = |it: &shared::reviews::ReviewPacket| it.subject.id == ground.reports[0].id;
    let packet = packets(ground.org.admin(), cycle.id).into_iter().find(about_report).expect("theirs").id;
    let decided = |by: &Client| {
        let read = by.call::<ReadReviewPacket>(ReviewPacketPath { id: packet }, Nothing {}, ()).expect("the packet");
        let file = by.call::<ExportReviewResultsCsv>(ReviewCyclePath { id: cycle.id }, Nothing {}, ()).expect("a file");
        let line = file.lines().find(|line| line.ends_with(&packet.to_string())).expect("their line");
        let said = line.split(',').nth(10).expect("what was decided").to_owned();
        (read.rating.and_then(|rating| rating.decided), said)
    };
    let (nothing, all) = ((None, String::new()), (Some(2), "Meets".to_owned()));
    for by in [&other, &ground.subject] {
        keep_out(by, &of_report, by.id).expect("kept out");
    }
    change(&ground.manager, &of_report, 2).expect("moved");
    assert_eq!((decided(&other), decided(&ground.subject)), (nothing.clone(), nothing));
    assert_eq!(decided(ground.org.admin()), all);

    // They are who gives it to the person.
    until(&ground, session.id, CalibrationState::Applied);
    ground.until(&cycle, ReviewStage::Sharing);
    assert_eq!(decided(&ground.subject), all);
}

#[test]
fn a_vote_of_somebody_who_left_stands_in_for_nobodys() {
    let ground = Ground::new();
    let leaver = ground.org.db_person(Role::Manager, None);
    let cycle = calibrating(&ground, &json!({}));
    let session = session(&ground, &cycle, &[&ground.manager, &leaver], true);
    until(&ground, session.id, CalibrationState::Voting);
    let of_report = card(&ground.manager, session.id, ground.reports[0].id);
    vote(&leaver, &of_report);
    ground.org.admin().call::<DeactivatePerson>(PersonPath { id: leaver.id }, Nothing {}, None).expect("they leave");
    let now = card(&ground.manager, session.id, ground.reports[0].id);
    assert_eq!((now.voted, now.may_vote, now.votes), (0, 1, None), "votes are blind until they vote");
    assert!(vote(&ground.manager, &of_report).votes.is_some());
}

#[test]
fn a_vote_waits_for_nobody_who_keeps_out() {
    let ground = Ground::new();
    let cycle = calibrating(&ground, &json!({}));
    let session = session(&ground, &cycle, &[&ground.manager, &ground.subject], true);
    until(&ground, session.id, CalibrationState::Voting);
    let of_report = card(&ground.manager, session.id, ground.reports[0].id);
    assert_eq!(vote(&ground.manager, &of_report).votes, None);
    keep_out(&ground.subject, &of_report, ground.subject.id).expect("kept out");
    let now = card(&ground.manager, session.id, ground.reports[0].id);
    assert_eq!((now.voted, now.may_vote, now.votes.is_some()), (1, 1, true));

    // What somebody voted who keeps out afterwards is gone.
    let of_other = card(&ground.manager, session.id, ground.reports[1].id);
    vote(&ground.subject, &of_other);
    keep_out(ground.org.admin(), &of_other, ground.subject.id).expect("kept out");
    let now = card(&ground.manager, session.id, ground.reports[1].id);
    assert_eq!((now.voted, now.may_vote), (0, 1));
}

/// Says since when somebody is here.
fn starts(ground: &Ground, person: &Persona, day: &str) {
    let path = format!("/api/v1/people/{}", person.id);
    let version = ground.org.admin().raw("GET", &path).send().json()["version"].clone();
    let changes = ground.org.admin().raw("PATCH", &path).json(&json!({ "start_date": day }));
    let changed = changes.header("if-match", &format!("\"{version}\"")).send();
    assert!(changed.is_success(), "{}", changed.text());
}

#[test]
fn moves_are_compared_by_how_long_people_are_here_where_enough_are() {
    let mut ground = Ground::new();
    ground.reports.push(ground.org.db_person(Role::Employee, Some(&ground.subject)));
    for person in [&ground.subject, &ground.reports[0], &ground.reports[1]] {
        starts(&ground, person, "2015-01-01");
    }
    for person in &ground.reports[2..] {
        starts(&ground, person, "2026-02-01");
    }
    let cycle = calibrating(&ground, &json!({ "minimum": 3 }));
    let session = session(&ground, &cycle, &[&ground.manager, &ground.subject], false);
    until(&ground, session.id, CalibrationState::Open);
    change(&ground.manager, &card(&ground.manager, session.id, ground.reports[0].id), 3).expect("from 1");
    let told = |by: &Client| -> Vec<_> {
        let groups = read(by, session.id).numbers.by_group.into_iter();
        groups.map(|it| (it.group, it.people, it.up, it.net)).collect()
    };
    // Nobody was away, so that there is nothing to compare with.
    let all: [(CalibrationGroup, i64, i64, i64); 2] =
        [(CalibrationGroup::FirstYear, 3, 0, 0), (CalibrationGroup::Longer, 3, 1, 2)];
    assert_eq!((told(&ground.manager), told(ground.org.admin())), (all.to_vec(), all.to_vec()));
    assert!(told(&ground.subject).is_empty(), "without their own card there are two who are here for long");

    let away = format!(
        "INSERT INTO review_pauses (org_id, packet_id, from_on, until_on, covers, paused_by)
         SELECT org_id, id, '2026-03-01', '2026-03-31', 'subject', '{}' FROM review_packets
         WHERE cycle_id = '{}' AND subject_id IN ('{}', '{}', '{}')",
        ground.org.admin().id,
        cycle.id,
        ground.subject.id,
        ground.reports[0].id,
        ground.reports[1].id,
    );
    run(&mut ground.org.server.database.admin(), &away);
    let presence = [(CalibrationGroup::Away, 3, 1, 2), (CalibrationGroup::Present, 3, 0, 0)];
    assert_eq!(told(ground.org.admin()), [&all[..], &presence[..]].concat());
    assert_eq!(told(&ground.manager), all, "the one who was moved would be known to have been away");
}
