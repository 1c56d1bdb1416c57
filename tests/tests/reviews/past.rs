//! A packet opens as of any day: what was read on that day is read of it ever after, as far as it is read now; and of sides
//! without names two days say nothing but whether the person had it.

use chrono::{Days, NaiveDate, Utc};
use perftrack_tests::{
    Client, Refused,
    db::{organisation_of, run},
};
use serde_json::json;
use shared::{
    operation::Nothing,
    people::{EditPerson, PersonChanges, PersonPath, ReadPerson},
    problem::Problem,
    reviews::{
        AcknowledgeReviewPacket, Acknowledgement, AddReviewAddendum, AnswerReviewDispute, CorrectReviewWording,
        DecideReviewRating, NewAcknowledgement, NewReviewAddendum, NewReviewRating, NewReviewWording, NewSecondReading,
        PacketSection, PacketState, PastReviewPacket, PastReviewPacketQuery, ReadPastReviewPacket, RecallReview,
        ReviewCycle, ReviewOutcome, ReviewPacketDetail, ReviewPacketPath, ReviewPath, ReviewRating, ReviewRelation,
        ReviewStage, ReviewWithdrawal, WithdrawReviewPacket,
    },
    wire::Patch,
};

use super::{
    Ground,
    calibration::{REASON, rate},
    words, write, written,
};

fn days_ago(days: u64) -> NaiveDate {
    Utc::now().date_naive() - Days::new(days)
}

fn past(ground: &Ground, by: &Client, cycle: &ReviewCycle, day: NaiveDate) -> Result<PastReviewPacket, Problem> {
    let path = ReviewPacketPath { id: ground.packet(cycle).id };
    by.call::<ReadPastReviewPacket>(path, PastReviewPacketQuery { as_of: Some(day) }, ())
}

/// What is read of a packet, now or as of a day.
#[derive(Debug, PartialEq)]
struct Seen {
    stage: ReviewStage,
    state: PacketState,
    sections: Vec<PacketSection>,
    score: Option<f64>,
    rating: Option<ReviewRating>,
    summary: String,
    said: Option<Acknowledgement>,
    comment: String,
    added: Vec<String>,
    second_read: Option<Option<ReviewOutcome>>,
}

fn now(it: ReviewPacketDetail) -> Seen {
    Seen {
        stage: it.packet.stage,
        state: it.packet.state,
        sections: it.sections,
        score: it.score,
        // Who may decide is asked of today alone.
        rating: it.rating.map(|rating| ReviewRating { alone: false, may_decide: false, ..rating }),
        summary: it.summary,
        said: it.acknowledgement,
        comment: it.comment,
        added: it.addenda.into_iter().map(|it| it.body).collect(),
        second_read: it.dispute.map(|it| it.outcome),
    }
}

fn then(it: PastReviewPacket) -> Seen {
    Seen {
        stage: it.stage,
        state: it.state,
        sections: it.sections,
        score: it.score,
        rating: it.rating,
        summary: it.summary,
        said: it.acknowledgement,
        comment: it.comment,
        added: it.addenda.into_iter().map(|it| it.body).collect(),
        second_read: it.dispute.map(|it| it.outcome),
    }
}

/// Everybody has led whom they lead for a long time: tests can't wait.
fn db_lines_are_old(ground: &Ground) {
    let mut conn = ground.org.server.database.admin();
    let org = organisation_of(&mut conn, ground.subject.id);
    run(
        &mut conn,
        &format!("UPDATE reporting_lines SET valid_from = valid_from - interval '1 year' WHERE org_id = '{org}'"),
    );
}

/// So many days pass over what is known of the organisation's reviews.
fn db_days_pass(ground: &Ground, days: u64) {
    let mut conn = ground.org.server.database.admin();
    let org = organisation_of(&mut conn, ground.subject.id);
    let moved = [
        ("review_cycle_stages", "known_at"),
        ("review_packet_versions", "known_at"),
        ("review_states", "known_at"),
        ("review_submissions", "submitted_at"),
        ("reviews", "submitted_at"),
        ("reviews", "assigned_at"),
        ("review_packets", "acknowledged_at"),
        ("review_disputes", "opened_at"),
        ("review_disputes", "decided_at"),
        ("review_addenda", "added_at"),
        ("calibration_changes", "changed_at"),
    ];
    for (table, column) in moved {
        run(
            &mut conn,
            &format!("UPDATE {table} SET {column} = {column} - interval '{days} days' WHERE org_id = '{org}'"),
        );
    }
}

/// What was read on which day, as it happened.
#[derive(Default)]
struct Diary(Vec<(u64, [Seen; 3])>);

impl Diary {
    /// The day is over: everybody has looked, and so many days go by.
    fn day_ends(&mut self, ground: &Ground, cycle: &ReviewCycle, days: u64) {
        self.0.push((0, read_by_all(ground, cycle)));
        db_days_pass(ground, days);
        self.0.iter_mut().for_each(|(ago, _)| *ago += days);
    }
}

fn everybody(ground: &Ground) -> [&Client; 3] {
    [ground.org.admin(), &ground.manager, &ground.subject]
}

fn read_by_all(ground: &Ground, cycle: &ReviewCycle) -> [Seen; 3] {
    everybody(ground).map(|by| now(ground.read(by, cycle)))
}

#[test]
fn each_day_is_read_as_it_was_read_on_that_day() {
    let ground = Ground::new();
    db_lines_are_old(&ground);
    let cycle = ground.draft(&json!({ "naming": "named", "peers_most": 0 }));
    ground.until(&cycle, ReviewStage::Writing);
    let path = || ReviewPacketPath { id: ground.packet(&cycle).id };
    let mut diary = Diary::default();
    diary.day_ends(&ground, &cycle, 5);

    rate(&ground.manager, &ground.subject, 2, None);
    write(&ground.subject, "A year at the quay");
    diary.day_ends(&ground, &cycle, 5);

    let about_subject = |it: &shared::reviews::Review| it.relation == ReviewRelation::Manager;
    let review = written(&ground.manager).into_iter().find(about_subject).expect("theirs");
    ground.manager.call::<RecallReview>(ReviewPath { id: review.id }, Nothing {}, ()).expect("taken back");
    diary.day_ends(&ground, &cycle, 4);
    rate(&ground.manager, &ground.subject, 3, None);
    diary.day_ends(&ground, &cycle, 4);
    let other_words = json!({ "key": "words", "text": "What did you hear?", "reason": "It was misread" });
    let other_words: NewReviewWording = serde_json::from_value(other_words).expect("other words");
    let of_cycle = shared::reviews::ReviewCyclePath { id: cycle.id };
    ground.org.admin().call::<CorrectReviewWording>(of_cycle, Nothing {}, other_words).expect("said otherwise");
    diary.day_ends(&ground, &cycle, 3);

    ground.until(&cycle, ReviewStage::Sharing);
    diary.day_ends(&ground, &cycle, 3);
    let decided = NewReviewRating { rating: Some(1), not_rated: false, reason: REASON.to_owned() };
    ground.manager.call::<DecideReviewRating>(path(), Nothing {}, decided).expect("decided");
    diary.day_ends(&ground, &cycle, 2);
    ground.release(&cycle);
    diary.day_ends(&ground, &cycle, 2);
    let said = NewAcknowledgement { answer: Acknowledgement::Disagree, comment: "The harbour was closed".to_owned() };
    ground.subject.call::<AcknowledgeReviewPacket>(path(), Nothing {}, said).expect("said");
    diary.day_ends(&ground, &cycle, 2);
    let read =
        NewSecondReading { outcome: ReviewOutcome::Partly, answer: "It counts for half".to_owned(), rating: None };
    ground.org.admin().call::<AnswerReviewDispute>(path(), Nothing {}, read).expect("read again");
    diary.day_ends(&ground, &cycle, 1);
    let more = NewReviewAddendum { body: "The month was April".to_owned() };
    ground.manager.call::<AddReviewAddendum>(path(), Nothing {}, more).expect("added");
    diary.day_ends(&ground, &cycle, 1);

    assert_eq!(diary.0.len(), 11);
    for (ago, seen) in diary.0 {
        for (by, seen) in everybody(&ground).into_iter().zip(seen) {
            assert_eq!(then(past(&ground, by, &cycle, days_ago(ago)).expect("a day")), seen, "{ago} days ago");
        }
    }
    for (by, seen) in everybody(&ground).into_iter().zip(read_by_all(&ground, &cycle)) {
        assert_eq!(then(past(&ground, by, &cycle, days_ago(0)).expect("today")), seen, "today is as it is now");
    }
}

#[test]
fn two_days_tell_nothing_of_sides_without_names() {
    for naming in ["unnamed", "confidential"] {
        let ground = Ground::new();
        db_lines_are_old(&ground);
        let cycle = ground.writing(&ground.peers[..4], &json!({ "naming": naming, "minimum": 3 }));
        write(&ground.manager, "A dependable year");
        db_days_pass(&ground, 2);
        // One each day, as nobody may learn.
        for peer in &ground.peers[..4] {
            write(peer, "Calm in the rush");
            db_days_pass(&ground, 2);
        }
        ground.until(&cycle, ReviewStage::Sharing);
        db_days_pass(&ground, 2);
        ground.release(&cycle);
        let of_peers = |by: &Client, ago: u64| {
            let found = past(&ground, by, &cycle, days_ago(ago)).expect("a day");
            let questions = found.sections.into_iter().flat_map(|section| section.questions);
            let answers = questions.flat_map(|it| it.answers).filter(|it| it.relation == ReviewRelation::Peer);
            answers.map(|it| it.answer.text).collect::<Vec<_>>()
        };
        for by in everybody(&ground) {
            for ago in 1..=12 {
                assert_eq!(of_peers(by, ago), [""; 0], "{naming}: {ago} days ago the person hadn't got it");
            }
            assert_eq!(of_peers(by, 0).len(), 4, "{naming}");
        }
        let org = organisation_of(&mut ground.org.server.database.admin(), ground.subject.id);
        let kept = format!(
            "SELECT count(*)::text AS text FROM review_states s JOIN reviews r ON r.org_id = s.org_id AND r.id = s.review_id
             WHERE s.org_id = '{org}' AND r.relation IN ('peer', 'upward')"
        );
        let kept = perftrack_tests::db::text(&mut ground.org.server.database.admin(), &kept);
        assert_eq!(kept, "0", "when they wrote is kept nowhere");
    }
}

#[test]
fn what_was_taken_back_is_not_read_by_a_day_on_which_it_was_there() {
    let ground = Ground::new();
    db_lines_are_old(&ground);
    let cycle = ground.draft(&json!({ "naming": "named", "peers_most": 0 }));
    ground.until(&cycle, ReviewStage::Writing);
    rate(&ground.manager, &ground.subject, 2, None);
    db_days_pass(&ground, 3);
    let review =
        written(&ground.manager).into_iter().find(|it| it.relation == ReviewRelation::Manager).expect("theirs");
    ground.manager.call::<RecallReview>(ReviewPath { id: review.id }, Nothing {}, ()).expect("taken back");
    let admin = ground.org.admin();
    let sections = |ago: u64| past(&ground, admin, &cycle, days_ago(ago)).expect("a day").sections;
    assert_eq!(sections(3), [], "it is its author's");
    rate(&ground.manager, &ground.subject, 3, None);
    assert_eq!(sections(3), [], "what it said before is its author's as long as reviews are written");
    ground.until(&cycle, ReviewStage::Sharing);
    assert_eq!(sections(3).len(), 2);
    ground.release(&cycle);
    db_days_pass(&ground, 3);
    let path = ReviewPacketPath { id: ground.packet(&cycle).id };
    let reason = ReviewWithdrawal { reason: "It was another's".to_owned() };
    admin.call::<WithdrawReviewPacket>(path, Nothing {}, reason).expect("taken back");
    let theirs = past(&ground, &ground.subject, &cycle, days_ago(3)).expect("a day");
    assert_eq!((theirs.state, theirs.sections, theirs.rating), (PacketState::Released, Vec::new(), None));
    assert_eq!((theirs.summary.as_str(), theirs.score), ("", None), "they may not read it now");
}

#[test]
fn who_came_later_reads_what_was_given_and_not_what_was_being_written() {
    let ground = Ground::new();
    db_lines_are_old(&ground);
    let next = ground.org.db_person(shared::access::Role::Manager, None);
    let cycle = ground.draft(&json!({ "naming": "named", "peers_most": 0 }));
    ground.until(&cycle, ReviewStage::Writing);
    write(&ground.manager, "A dependable year");
    db_days_pass(&ground, 4);
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    db_days_pass(&ground, 2);
    let path = PersonPath { id: ground.subject.id };
    let version = ground.org.admin().call::<ReadPerson>(path.clone(), Nothing {}, ()).expect("seen").version;
    let changes = PersonChanges { manager_id: Patch::Set(next.id), ..Default::default() };
    ground.org.admin().change::<EditPerson>(path, version, changes).expect("another manager");
    let seen = |ago: u64| past(&ground, &next, &cycle, days_ago(ago)).expect("a day");
    assert_eq!((seen(4).stage, seen(4).sections, seen(4).rating), (ReviewStage::Writing, Vec::new(), None));
    assert_eq!(seen(2).sections, ground.read(&next, &cycle).sections);
    assert!(!words(&ground.read(&next, &cycle)).is_empty());
}

#[test]
fn nothing_is_foretold_and_nothing_is_made_up() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({ "naming": "named", "peers_most": 0 }));
    ground.until(&cycle, ReviewStage::Writing);
    let admin = ground.org.admin();
    past(&ground, admin, &cycle, Utc::now().date_naive() + Days::new(2)).refused_at("as_of", "in_the_future");
    past(&ground, admin, &cycle, days_ago(2)).refused_at("as_of", "too_early");
    let before_any_calendar = NaiveDate::from_ymd_opt(-9000, 1, 1).expect("a day");
    past(&ground, admin, &cycle, before_any_calendar).refused_at("as_of", "date_out_of_range");
    let path = ReviewPacketPath { id: ground.packet(&cycle).id };
    let query = PastReviewPacketQuery { as_of: None };
    ground.peers[0].call::<ReadPastReviewPacket>(path, query, ()).refused(shared::problem::Code::NotFound);
}
