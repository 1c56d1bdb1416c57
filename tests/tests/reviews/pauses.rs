//! Somebody who is away while a cycle runs: nothing waits for them, and they have their days back.

use chrono::{Days, NaiveDate, Utc};
use perftrack_tests::{Client, Persona, Refused, db};
use serde_json::json;
use shared::{
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    problem::{Code, Problem},
    reviews::{
        EndReviewPause, ListReviewDuties, NewReviewPause, PauseReviewPacket, ReviewCycle, ReviewCyclePath,
        ReviewDutyFilter, ReviewPacketDetail, ReviewPacketPath, ReviewPauseCovers, ReviewRelation, ReviewStage,
    },
    wire::PersonId,
};

use super::{Ground, owed, packets};

fn today() -> NaiveDate {
    Utc::now().date_naive()
}

fn pause(
    ground: &Ground,
    by: &Client,
    cycle: &ReviewCycle,
    (from_on, until_on): (NaiveDate, NaiveDate),
    covers: ReviewPauseCovers,
) -> Result<ReviewPacketDetail, Problem> {
    let path = ReviewPacketPath { id: ground.packet(cycle).id };
    by.call::<PauseReviewPacket>(path, Nothing {}, NewReviewPause { from_on, until_on, covers })
}

fn end(ground: &Ground, by: &Client, cycle: &ReviewCycle) -> Result<ReviewPacketDetail, Problem> {
    by.call::<EndReviewPause>(ReviewPacketPath { id: ground.packet(cycle).id }, Nothing {}, ())
}

/// Who has something to do, as Admins see it.
fn asked(ground: &Ground, cycle: &ReviewCycle) -> Vec<PersonId> {
    let path = ReviewCyclePath { id: cycle.id };
    let duties = ground.org.admin().call::<ListReviewDuties>(path, ReviewDutyFilter::default(), ()).expect("duties");
    duties.items.into_iter().map(|duty| duty.person.id).collect()
}

fn has_more_time(by: &Client) -> bool {
    let notices = by.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    notices.iter().any(|notice| notice.kind == NoticeKind::ReviewExtended)
}

fn this_week() -> (NaiveDate, NaiveDate) {
    (today(), today() + Days::new(6))
}

/// As if writing had begun so many days ago.
fn is_written_for(ground: &Ground, cycle: &ReviewCycle, days: u32) {
    let sql = format!("UPDATE review_cycles SET writing_since = writing_since - {days} WHERE id = '{}'", cycle.id);
    db::run(&mut ground.org.server.database.admin(), &sql);
}

#[test]
fn nothing_is_asked_of_or_about_who_is_away_and_the_stage_does_not_wait_for_it() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..2], &json!({ "naming": "named" }));
    assert_eq!((asked(&ground, &cycle).len(), ground.rehearsal(&cycle).gaps), (8, 8));
    let read = pause(&ground, &ground.manager, &cycle, this_week(), ReviewPauseCovers::All).expect("paused");
    let paused = read.pause.expect("a pause");
    assert_eq!((paused.is_now, paused.by.id), (true, ground.manager.id));
    assert_eq!((asked(&ground, &cycle).len(), ground.rehearsal(&cycle).gaps), (0, 0));
    assert!(ground.read(&ground.subject, &cycle).pause.is_some(), "the person knows");

    end(&ground, &ground.manager, &cycle).expect("ended");
    assert_eq!((asked(&ground, &cycle).len(), ground.rehearsal(&cycle).gaps), (8, 8));
    end(&ground, &ground.manager, &cycle).refused(Code::Conflict);
}

#[test]
fn others_write_on_about_somebody_who_has_nothing_to_write_meanwhile() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..2], &json!({ "naming": "named" }));
    pause(&ground, ground.org.admin(), &cycle, this_week(), ReviewPauseCovers::Author).expect("paused");
    let left = asked(&ground, &cycle);
    assert_eq!((left.len(), left.contains(&ground.subject.id)), (7, false));
    assert_eq!(ground.rehearsal(&cycle).gaps, 7);
    // Nothing stands still before the first day.
    let later = (today() + Days::new(1), today() + Days::new(2));
    let read = pause(&ground, ground.org.admin(), &cycle, later, ReviewPauseCovers::All).expect("changed");
    assert!(!read.pause.expect("a pause").is_now);
    assert_eq!(asked(&ground, &cycle).len(), 8);
}

#[test]
fn whoever_leads_them_and_admins_say_so_for_days_that_can_be() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    for other in [&ground.subject, &ground.reports[0]] {
        pause(&ground, other, &cycle, this_week(), ReviewPauseCovers::All).refused(Code::Forbidden);
        end(&ground, other, &cycle).refused(Code::Forbidden);
    }
    let day = |ahead: u64| today() + Days::new(ahead);
    let yesterday = today() - Days::new(1);
    let refused = [
        ((day(2), day(1)), "before_start"),
        ((yesterday, yesterday), "in_the_past"),
        ((day(0), day(366)), "more_than_a_year"),
    ];
    for (days, code) in refused {
        pause(&ground, &ground.manager, &cycle, days, ReviewPauseCovers::All).refused_at("until_on", code);
    }
    ground.until(&cycle, ReviewStage::Closed);
    pause(&ground, &ground.manager, &cycle, this_week(), ReviewPauseCovers::All).refused(Code::Conflict);
}

#[test]
fn the_days_that_somebody_was_away_are_added_to_what_is_left_to_write() {
    let ground = Ground::new();
    let [nominate, write, share] = [5, 10, 20].map(|ahead| today() + Days::new(ahead));
    let days = json!({ "naming": "named", "nominate_by": nominate, "write_by": write, "share_by": share });
    let cycle = ground.writing(&ground.peers[..1], &days);
    is_written_for(&ground, &cycle, 5);
    let away = (today() - Days::new(3), today() + Days::new(3));
    pause(&ground, &ground.manager, &cycle, away, ReviewPauseCovers::All).expect("paused");
    assert_eq!(owed(&ground.subject)[0].due_on, write, "they aren't back");
    end(&ground, &ground.manager, &cycle).expect("back today");
    for author in [&ground.subject, &ground.peers[0], &ground.manager] {
        assert_eq!(owed(author)[0].due_on, write + Days::new(3));
        // Whoever ended it knows.
        assert_eq!(has_more_time(author), author.id != ground.manager.id);
    }
    assert!(ground.read(&ground.manager, &cycle).pause.is_none(), "it is over");
    let twice = pause(&ground, &ground.manager, &cycle, away, ReviewPauseCovers::All);
    twice.refused_at("from_on", "already_away");
    pause(&ground, &ground.manager, &cycle, this_week(), ReviewPauseCovers::All).expect("away again");
}

#[test]
fn days_before_writing_began_are_nobodys_to_write() {
    let ground = Ground::new();
    let [nominate, write, share] = [5, 10, 20].map(|ahead| today() + Days::new(ahead));
    let days = json!({ "naming": "named", "nominate_by": nominate, "write_by": write, "share_by": share });
    let cycle = ground.writing(&[], &days);
    is_written_for(&ground, &cycle, 2);
    let away = (today() - Days::new(90), today() + Days::new(3));
    pause(&ground, &ground.manager, &cycle, away, ReviewPauseCovers::All).expect("paused");
    end(&ground, &ground.manager, &cycle).expect("back today");
    assert_eq!(owed(&ground.subject)[0].due_on, write + Days::new(2));
}

#[test]
fn who_can_write_no_more_is_not_told_of_more_time() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    is_written_for(&ground, &cycle, 5);
    let away = (today() - Days::new(3), today() + Days::new(3));
    pause(&ground, &ground.manager, &cycle, away, ReviewPauseCovers::All).expect("paused");
    ground.until(&cycle, ReviewStage::Sharing);
    end(&ground, &ground.manager, &cycle).expect("back today");
    assert!(!has_more_time(&ground.subject) && !has_more_time(&ground.manager));
}

#[test]
fn who_is_away_has_as_many_days_more_to_answer() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({ "naming": "named", "peers_most": 0 }));
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    let earlier = "UPDATE review_packets SET released_at = released_at - interval '16 days'";
    db::run(&mut ground.org.server.database.admin(), &format!("{earlier} WHERE cycle_id = '{}'", cycle.id));
    let before = ground.read(&ground.subject, &cycle);
    assert!(before.packet.unanswered);
    let away = (today() - Days::new(5), today());
    let now = pause(&ground, &ground.manager, &cycle, away, ReviewPauseCovers::All).expect("paused");
    assert_eq!(now.answer_by, before.answer_by.map(|day| day + Days::new(6)));
    assert!(!now.packet.unanswered && !ground.packet(&cycle).unanswered);
}

#[test]
fn who_is_away_twice_has_the_days_of_both_to_answer() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({ "naming": "named", "peers_most": 0 }));
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    let earlier = "UPDATE review_packets SET released_at = released_at - interval '16 days'";
    db::run(&mut ground.org.server.database.admin(), &format!("{earlier} WHERE cycle_id = '{}'", cycle.id));
    let answer_by = ground.read(&ground.subject, &cycle).answer_by.expect("a day");
    let first = (today() - Days::new(10), today() + Days::new(3));
    pause(&ground, &ground.manager, &cycle, first, ReviewPauseCovers::All).expect("paused");
    let back = end(&ground, &ground.manager, &cycle).expect("back today");
    assert_eq!(back.answer_by, Some(answer_by + Days::new(10)));
    let again = (today(), today() + Days::new(1));
    let now = pause(&ground, &ground.manager, &cycle, again, ReviewPauseCovers::All).expect("away again");
    assert_eq!(now.answer_by, Some(answer_by + Days::new(12)));
    assert!(!now.packet.unanswered && !ground.packet(&cycle).unanswered);
}

#[test]
fn the_days_of_a_pause_that_is_changed_while_it_runs_stay_theirs() {
    let ground = Ground::new();
    let [nominate, write, share] = [5, 10, 20].map(|ahead| today() + Days::new(ahead));
    let days = json!({ "naming": "named", "nominate_by": nominate, "write_by": write, "share_by": share });
    let cycle = ground.writing(&[], &days);
    is_written_for(&ground, &cycle, 5);
    let away = (today() - Days::new(3), today() + Days::new(3));
    pause(&ground, &ground.manager, &cycle, away, ReviewPauseCovers::All).expect("paused");
    // Longer from the same day on it is one pause, of which nothing is over.
    let longer = (away.0, away.1 + Days::new(1));
    pause(&ground, &ground.manager, &cycle, longer, ReviewPauseCovers::All).expect("longer");
    assert_eq!(owed(&ground.subject)[0].due_on, write);
    let later = (today() + Days::new(2), today() + Days::new(4));
    let read = pause(&ground, &ground.manager, &cycle, later, ReviewPauseCovers::All).expect("another time");
    assert_eq!(read.pause.map(|pause| (pause.from_on, pause.is_now)), Some((later.0, false)));
    for author in [&ground.subject, &ground.manager] {
        assert_eq!(owed(author)[0].due_on, write + Days::new(3), "three days were over");
    }
}

#[test]
fn a_day_on_which_both_were_away_counts_once() {
    let ground = Ground::new();
    let [write, share] = [10, 20].map(|ahead| today() + Days::new(ahead));
    let included = [ground.subject.id, ground.manager.id];
    let cycle = ground.draft(&json!({
        "naming": "named", "peers_most": 0, "nominate_by": null, "write_by": write, "share_by": share, "included": included,
    }));
    ground.until(&cycle, ReviewStage::Writing);
    is_written_for(&ground, &cycle, 9);
    let admin = ground.org.admin();
    let path = |of: &Persona| {
        let theirs = packets(admin, cycle.id).into_iter().find(|it| it.subject.id == of.id);
        ReviewPacketPath { id: theirs.expect("their packet").id }
    };
    for (who, days) in [(&ground.manager, 5), (&ground.subject, 3)] {
        let (from_on, until_on) = (today() - Days::new(days), today() + Days::new(3));
        let new = NewReviewPause { from_on, until_on, covers: ReviewPauseCovers::All };
        admin.call::<PauseReviewPacket>(path(who), Nothing {}, new).expect("paused");
    }
    for who in [&ground.manager, &ground.subject] {
        admin.call::<EndReviewPause>(path(who), Nothing {}, ()).expect("back today");
    }
    let due = |by: &Client, side: ReviewRelation| {
        owed(by).into_iter().find(|it| it.relation == side).expect("a review to write").due_on
    };
    assert_eq!(due(&ground.manager, ReviewRelation::Manager), write + Days::new(5), "three of them are both's");
    assert_eq!(due(&ground.subject, ReviewRelation::Own), write + Days::new(3));
}
