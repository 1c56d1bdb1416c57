//! A meeting shows what the two wrote by the week since they met before, to each what they may read anyway.

use chrono::Days;
use perftrack_tests::{Client, db::run};
use shared::{
    one_on_ones::{MeetingPath, OpenMeeting, OpeningReason},
    operation::Nothing,
    weekly_check_ins::{CreateWeeklyCheckIn, NewWeeklyCheckIn, WeeklyCheckIn, rules::monday_of},
    wire::{MeetingId, PersonId, WeeklyCheckInId},
};

use super::{Pair, meeting, today};

/// A week of somebody's, so many weeks ago: this one or the one before.
fn writes(by: &Client, weeks_ago: u64) -> WeeklyCheckInId {
    let new = NewWeeklyCheckIn {
        week: Some(today() - Days::new(7 * weeks_ago)),
        stuck: vec!["Nobody answers there".to_owned()],
        mood: Some(2),
        ..Default::default()
    };
    by.call::<CreateWeeklyCheckIn>(Nothing {}, Nothing {}, new).expect("a week").id
}

fn weeks(by: &Client, id: MeetingId) -> Vec<WeeklyCheckIn> {
    meeting(by, id).expect("the meeting").content.expect("one's own").weeks
}

fn ids(by: &Client, id: MeetingId) -> Vec<WeeklyCheckInId> {
    weeks(by, id).into_iter().map(|week| week.id).collect()
}

#[test]
fn each_reads_of_the_two_what_they_may_read_anyway() {
    let pair = Pair::new();
    let [of_manager, of_report] = [&pair.manager, &pair.report].map(|one| writes(one, 0));
    let id = pair.next();
    assert_eq!(ids(&pair.manager, id), [of_manager, of_report]);
    assert_eq!(ids(&pair.report, id), [of_report]);
    assert!(weeks(&pair.manager, id).iter().all(|week| week.mood == Some(2)), "with the mood, as on its page");
}

#[test]
fn who_opens_a_meeting_of_others_reads_no_week_in_it() {
    let pair = Pair::new();
    writes(&pair.report, 0);
    let (admin, id) = (pair.org.admin(), pair.next());
    assert_eq!(meeting(admin, id).expect("they see that two meet").content, None);
    let reason = OpeningReason { reason: "A complaint that both of them brought to HR".to_owned() };
    let opened = admin.call::<OpenMeeting>(MeetingPath { id }, Nothing {}, reason).expect("it opens");
    assert_eq!(opened.weeks, []);
}

#[test]
fn a_week_belongs_to_the_first_meeting_after_it() {
    let pair = Pair::new();
    let before = writes(&pair.report, 1);
    let mut conn = pair.org.server.database.admin();
    let earlier = "UPDATE weekly_check_ins SET created_at = created_at - interval '8 days'";
    run(&mut conn, &format!("{earlier} WHERE id = '{before}'"));
    let held = pair.holds();
    let since = writes(&pair.report, 0);
    assert_eq!(ids(&pair.manager, held), [before]);
    assert_eq!(ids(&pair.manager, pair.next()), [since]);
}

#[test]
fn of_each_the_latest_three_are_shown() {
    let pair = Pair::new();
    let monday = monday_of(today());
    let mut conn = pair.org.server.database.admin();
    for person in [pair.manager.id, pair.report.id] {
        let written = format!(
            "INSERT INTO weekly_check_ins (org_id, id, person_id, week)
             SELECT p.org_id, gen_random_uuid(), p.id, date '{monday}' - 7 * n
             FROM people p, generate_series(0, 4) n WHERE p.id = '{person}'"
        );
        run(&mut conn, &written);
    }
    let shown = weeks(&pair.manager, pair.next());
    let of = |person: PersonId| -> Vec<_> {
        shown.iter().filter(|week| week.person.id == person).map(|week| week.week).collect()
    };
    let latest = [0, 7, 14].map(|days| monday - Days::new(days));
    assert_eq!([of(pair.manager.id), of(pair.report.id)], [latest, latest]);
}
