//! Who will read a review, and how much of it, is what everybody's own request says once it is released; and the person
//! knows who has opened what they got.

use std::collections::BTreeMap;

use perftrack_tests::{Client, Refused, client::Called, eventually};
use serde_json::json;
use shared::{
    openings::ListReviewPacketOpenings,
    operation::Nothing,
    people::PersonPath,
    privacy::ExportPersonData,
    problem::Code,
    readers::{RecordBecause, RecordReaders, RecordSight},
    reviews::{
        DeclineReview, ListReviewPacketReaders, ListReviewReaders, ReadReviewPacket, ReviewCycle, ReviewPacketPath,
        ReviewPath, ReviewRefusal, ReviewRelation, ReviewStage, SaveReview, SubmitReview,
    },
    wire::ReviewId,
};

use super::{Ground, owed, sheet, write};

fn readers(by: &Client, id: ReviewId) -> Called<ListReviewReaders> {
    by.call::<ListReviewReaders>(ReviewPath { id }, Nothing {}, ())
}

/// What the manager answers, with what only Admins read.
fn write_with_potential(ground: &Ground) {
    let review = owed(&ground.manager).remove(0);
    let path = || ReviewPath { id: review.id };
    let mut written = sheet(ReviewRelation::Manager, "A dependable year");
    written["answers"]["potential"] = json!({ "rating": 2 });
    let written = serde_json::from_value(written).expect("a sheet");
    ground.manager.call::<SaveReview>(path(), Nothing {}, written).expect("saved");
    ground.manager.call::<SubmitReview>(path(), Nothing {}, ()).expect("handed in");
}

/// How much of what a side answered somebody reads in the packet; `None` if nothing.
fn read_of(ground: &Ground, by: &Client, cycle: &ReviewCycle, side: ReviewRelation) -> Option<RecordSight> {
    let answered: &[&str] = match side {
        ReviewRelation::Own => &["overall", "words", "one", "some"],
        ReviewRelation::Manager => &["overall", "words", "one", "some", "potential"],
        ReviewRelation::Peer | ReviewRelation::Upward => &["words"],
    };
    let path = ReviewPacketPath { id: ground.packet(cycle).id };
    let packet = by.call::<ReadReviewPacket>(path, Nothing {}, ()).ok()?;
    let questions: Vec<_> = packet.sections.iter().flat_map(|section| &section.questions).collect();
    let reads = |key: &&&str| {
        questions.iter().any(|it| it.question.key == **key && it.answers.iter().any(|one| one.relation == side))
    };
    match answered.iter().filter(reads).count() {
        0 => None,
        some if some == answered.len() => Some(RecordSight::All),
        _ => Some(RecordSight::Part),
    }
}

#[test]
fn before_it_is_written_it_says_who_will_read_a_review_and_how_much() {
    for naming in ["named", "unnamed"] {
        let ground = Ground::new();
        let cycle = ground.writing(&ground.peers[..4], &json!({ "naming": naming }));
        let authors = [&ground.subject, &ground.manager, &ground.peers[0], &ground.reports[0]];
        let told = authors.map(|author| {
            let review = owed(author).remove(0);
            (review.relation, readers(author, review.id).expect("who will read it"))
        });
        ground.peers[..4].iter().chain(&ground.reports).for_each(|author| drop(write(author, "Calm in the rush")));
        write(&ground.subject, "A year at the quay");
        write_with_potential(&ground);
        ground.until(&cycle, ReviewStage::Sharing);
        ground.release(&cycle);

        let everybody = [ground.org.admin(), &ground.manager, &ground.subject, &ground.reports[0], &ground.peers[0]];
        for (author, (side, told)) in authors.into_iter().zip(told) {
            let (own, others): (Vec<_>, Vec<_>) = told.items.iter().partition(|it| it.because == RecordBecause::Author);
            assert_eq!(own.iter().map(|it| it.person.id).collect::<Vec<_>>(), [author.id]);
            let said: BTreeMap<_, _> = others.iter().map(|it| (it.person.id, it.sees)).collect();
            let others = everybody.iter().filter(|by| by.id != author.id);
            let found = others.filter_map(|by| Some((by.id, read_of(&ground, by, &cycle, side)?)));
            assert_eq!(said, found.collect(), "{naming}, {side}");
        }
    }
}

#[test]
fn what_is_for_managers_and_admins_is_not_for_the_person() {
    let ground = Ground::new();
    ground.writing(&ground.peers[..4], &json!({}));
    let told = readers(&ground.manager, owed(&ground.manager).remove(0).id).expect("who will read it");
    let of = |id| told.items.iter().find(|it| it.person.id == id).map(|it| (it.because, it.sees, it.waits));
    assert_eq!(of(ground.subject.id), Some((RecordBecause::Own, RecordSight::Part, true)));
    assert_eq!(of(ground.org.admin().id), Some((RecordBecause::Admin, RecordSight::All, false)));
    assert_eq!(of(ground.manager.id), Some((RecordBecause::Author, RecordSight::All, false)));
    assert_eq!((of(ground.peers[0].id), told.calibrates), (None, false));
}

#[test]
fn where_ratings_are_compared_whoever_leads_somebody_is_told_that_others_read_it() {
    let ground = Ground::new();
    ground.writing(&ground.peers[..4], &json!({ "calibrates": true }));
    let told = |by: &Client| readers(by, owed(by).remove(0).id).expect("who will read it").calibrates;
    assert_eq!((told(&ground.manager), told(&ground.peers[0])), (true, false));
}

#[test]
fn nobody_reads_what_was_declined() {
    let ground = Ground::new();
    ground.writing(&ground.peers[..4], &json!({}));
    let review = owed(&ground.peers[0]).remove(0);
    let refusal = ReviewRefusal { reason: "We have hardly worked together".to_owned() };
    ground.peers[0].call::<DeclineReview>(ReviewPath { id: review.id }, Nothing {}, refusal).expect("declined");
    let told = readers(&ground.peers[0], review.id).expect("who reads it");
    assert_eq!(told.items.iter().map(|it| it.person.id).collect::<Vec<_>>(), [ground.peers[0].id]);
    readers(&ground.manager, review.id).refused(Code::NotFound);
}

#[test]
fn of_a_packet_it_names_everybody_who_opens_it_and_the_person_waits_for_it() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    let path = || ReviewPacketPath { id: ground.packet(&cycle).id };
    let asked = |by: &Client| by.call::<ListReviewPacketReaders>(path(), Nothing {}, ());
    let told = asked(&ground.subject).expect("who reads it");
    let everybody = [ground.org.admin(), &ground.manager, &ground.subject, &ground.reports[0], &ground.peers[0]];
    let found = everybody.into_iter().filter_map(|by| {
        let seen = by.call::<ReadReviewPacket>(path(), Nothing {}, ()).ok()?;
        Some((by.id, seen.packet.relation))
    });
    let said: BTreeMap<_, _> = told.items.iter().map(|it| (it.person.id, it.relation)).collect();
    assert_eq!(said, found.collect());
    let waits = |told: &RecordReaders| -> Vec<_> {
        let waiting = told.items.iter().filter(|it| it.waits);
        waiting.map(|it| it.person.id).collect()
    };
    assert_eq!(waits(&told), [ground.subject.id]);
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    assert!(waits(&asked(&ground.manager).expect("who reads it")).is_empty());
    asked(&ground.peers[0]).refused(Code::NotFound);
}

#[test]
fn the_person_knows_who_has_opened_what_they_got_on_paper_too() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    let id = ground.packet(&cycle).id;
    let asked = |by: &Client| by.call::<ListReviewPacketOpenings>(ReviewPacketPath { id }, Nothing {}, ());
    let opened = || -> Vec<_> {
        let found = asked(&ground.subject).expect("openings").items;
        found.into_iter().map(|one| one.person.id).collect()
    };
    ground.read(&ground.subject, &cycle);
    ground.read(&ground.manager, &cycle);
    eventually("the manager is known, and nobody's own visit", || opened() == [ground.manager.id]);
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    let paper = ground.org.admin().raw("GET", &format!("/api/v1/review-packets/{id}/review.pdf")).send();
    assert_eq!(paper.status, 200);
    eventually("so is who has it on paper", || opened() == [ground.org.admin().id, ground.manager.id]);
    asked(&ground.manager).refused(Code::Forbidden);
    asked(&ground.peers[0]).refused(Code::NotFound);
}

#[test]
fn who_takes_it_out_with_all_that_is_kept_of_the_person_has_opened_it() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    let id = ground.packet(&cycle).id;
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    for by in [&ground.subject, ground.org.admin()] {
        by.call::<ExportPersonData>(PersonPath { id: ground.subject.id }, Nothing {}, ()).expect("a file");
    }
    eventually("the Admin is known, and nobody's own visit", || {
        let asked = ground.subject.call::<ListReviewPacketOpenings>(ReviewPacketPath { id }, Nothing {}, ());
        asked.expect("openings").items.iter().map(|one| one.person.id).eq([ground.org.admin().id])
    });
}
