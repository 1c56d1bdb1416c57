//! Reviews in a file of the whole organisation: as the Admin who asks reads them in the app, and nothing beside it.

use perftrack_tests::{Client, Org, Server, unique};
use serde_json::{Value, json};
use shared::{
    access::Role,
    operation::Nothing,
    reviews::{
        AcknowledgeReviewPacket, Acknowledgement, AnswerReviewDispute, CalibrationState, NewAcknowledgement,
        NewSecondReading, ReviewOutcome, ReviewPacketPath, ReviewStage,
    },
    wire::CalibrationSessionId,
};

use super::{
    Ground,
    agreement::keep_out,
    calibration::{REASON, calibrating, card, change, read, session, until},
    write,
};
use crate::privacy::whole::{file_of, things};

fn ground() -> Ground {
    Ground::of(Org::db_on(Server::alone(&[("PERFTRACK_ROUNDS", "on")])))
}

fn value(of: &impl serde::Serialize) -> Value {
    serde_json::to_value(of).expect("JSON")
}

#[test]
fn a_packet_is_in_it_as_its_admin_reads_it() {
    let ground = ground();
    let (admin, hidden, said) = (ground.org.admin(), format!("hidden {}", unique()), format!("said {}", unique()));
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    // One fewer than the minimum, and none of them has a name.
    ground.peers[..3].iter().for_each(|peer| drop(write(peer, &hidden)));
    write(&ground.manager, &said);
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    let path = || ReviewPacketPath { id: ground.packet(&cycle).id };
    let disagrees =
        NewAcknowledgement { answer: Acknowledgement::Disagree, comment: "The harbour was shut".to_owned() };
    ground.subject.call::<AcknowledgeReviewPacket>(path(), Nothing {}, disagrees).expect("said");
    let answer = "The month counts for half".to_owned();
    let reading = NewSecondReading { outcome: ReviewOutcome::Partly, answer, rating: None };
    admin.call::<AnswerReviewDispute>(path(), Nothing {}, reading).expect("answered");

    let file = file_of(admin);
    assert_eq!(things(&file, "review_packets"), [value(&ground.read(admin, &cycle))]);
    let page = &file["pages/review_packets-1.html"];
    for there in [
        said.as_str(),
        ground.subject.name.as_str(),
        "The harbour was shut",
        "The month counts for half",
        "A good half-year",
    ] {
        assert!(page.contains(there), "{there}");
    }
    for (name, content) in &file {
        assert!(!content.contains(&hidden), "what is below the minimum is not in {name}");
    }
}

/// What changes of ratings a file has, by whom they are about.
fn changed(file: &crate::privacy::whole::Contents) -> Vec<(Value, Value, Value)> {
    let change = |it: Value| (it["subject_id"].clone(), it["from_rating"].clone(), it["to_rating"].clone());
    let all = things(file, "calibration_changes");
    assert!(all.iter().all(|it| it["reason"] == REASON), "{all:?}");
    all.into_iter().map(change).collect()
}

fn shown(by: &Client, session: CalibrationSessionId) -> Value {
    value(&read(by, session))
}

#[test]
fn calibration_is_in_it_as_far_as_its_admin_sees_the_cards() {
    let ground = ground();
    let admin = ground.org.admin();
    let led_by_subject = ground.org.db_person(Role::Admin, Some(&ground.subject));
    let cycle = calibrating(&ground, &json!({}));
    let session = session(&ground, &cycle, &[&ground.manager], false);
    until(&ground, session.id, CalibrationState::Open);
    let (subject, report) = (ground.subject.id, ground.reports[0].id);
    change(&ground.manager, &card(admin, session.id, report), 2).expect("from 1");
    change(admin, &card(admin, session.id, subject), 3).expect("from 2");

    let file = file_of(admin);
    assert_eq!(things(&file, "calibration_sessions"), [shown(admin, session.id)]);
    let mut all = changed(&file);
    all.sort_by_key(|(_, from, _)| from.as_i64());
    assert_eq!(all, [(json!(report), json!(1), json!(2)), (json!(subject), json!(2), json!(3))]);
    assert!(file["pages/calibration_changes-1.html"].contains(&ground.reports[0].name), "by name");

    let file = file_of(&led_by_subject);
    assert_eq!(things(&file, "calibration_sessions"), [shown(&led_by_subject, session.id)]);
    let all = changed(&file);
    assert_eq!(all, [(json!(report), json!(1), json!(2))], "nobody reads the rating of who is above them");

    let keeps_out = ground.org.db_person(Role::Admin, None);
    keep_out(&keeps_out, &card(admin, session.id, report), keeps_out.id).expect("kept out");
    let all = changed(&file_of(&keeps_out));
    assert_eq!(all, [(json!(subject), json!(2), json!(3))], "nor whoever keeps out of the card");
}
