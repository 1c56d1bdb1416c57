//! A year of weekly check-ins in the demo organisation.

mod queries;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use shared::{
    weekly_check_ins::rules::{monday_of, question_of},
    wire::PersonId,
};

use super::{
    lot,
    people::{PEOPLE, began, by_name, everybody},
};
use crate::{audit::Event, db::TenantTx, http::Failure};

/// How many weeks back it goes.
const WEEKS: u64 = 52;

/// How many of those who make the organisation larger.
const WEEKS_OF_THE_CROWD: u64 = 13;

const DID: [&str; 12] = [
    "Reviewed the plan for the next quarter with the team",
    "Answered the open questions of three customers",
    "Finished the first part of the migration",
    "Two interviews, both written up the same day",
    "Cleaned up the board: eleven things closed",
    "Paired with a new colleague on the release",
    "Fixed the report that was slow on Mondays",
    "Prepared and gave the talk at the team day",
    "Wrote the runbook for the night shift",
    "Agreed the offer with finance and sent it",
    "Tested the new forms with five people",
    "Took part in the incident review",
];

const WILL: [&str; 8] = [
    "Second part of the migration",
    "Write down what we decided about the offer",
    "Three customer calls",
    "Finish the handover notes",
    "Try the new pipeline on one more service",
    "Draft the goals for the next quarter",
    "Answer the survey of the design team",
    "Clear the review queue",
];

const STUCK: [&str; 5] = [
    "Waiting for access to the billing test system",
    "The decision about the vendor is still open",
    "I need a second pair of eyes on the contract",
    "Nobody owns the shared calendar any more",
    "The test devices are all in use",
];

const REPLIES: [&str; 5] = [
    "A quiet morning without meetings.",
    "One place where the decisions are written down.",
    "That a short call beats a long thread.",
    "Somebody from the support desk, without being asked.",
    "The clean-up of the old dashboards. There is always something louder.",
];

const ANSWERS: [&str; 4] = [
    "Thank you. Let us take the open point into our one-on-one.",
    "Good week. I will ask about the access today.",
    "Well done on the closing. Drop what has been carried for weeks.",
    "Clear, thank you. Tell me if it is still stuck on Wednesday.",
];

/// One person's week.
struct Week {
    person: PersonId,
    manager: PersonId,
    week: NaiveDate,
    away: bool,
    did: Vec<&'static str>,
    will_do: Vec<(&'static str, i32)>,
    stuck: Vec<&'static str>,
    mood: Option<i16>,
    question: String,
    reply: &'static str,
    at: DateTime<Utc>,
    read: bool,
    answer: Option<&'static str>,
}

/// Everybody who reports to somebody, week by week. This week some have written and some have not.
pub(super) fn set(tx: &mut TenantTx<'_>, count: usize) -> Result<(), Failure> {
    let people = by_name(tx, count)?;
    let (this_week, now) = (monday_of(tx.calendar.today), lot::midnight(tx));
    let mut all = Vec::new();
    for back in (0..WEEKS).rev() {
        let week = this_week.checked_sub_days(Days::new(7 * back)).unwrap_or(this_week);
        for (index, somebody) in everybody(count).enumerate() {
            let (Some(person), Some(manager)) = (people.get(somebody.name), people.get(somebody.manager)) else {
                continue;
            };
            // Whoever tries the app as one of them finds a week to write and weeks to read.
            let unwritten = back == 0 && (index % 2 == 1 || !somebody.manager.starts_with("Jonas"));
            let turn = index * 5 + usize::try_from(back).unwrap_or(0) * 3;
            let is_long_ago = index >= PEOPLE.len() && back >= WEEKS_OF_THE_CROWD;
            if unwritten || is_long_ago || turn % 13 == 0 || week < began(index, tx.calendar.today) {
                continue;
            }
            all.push(written((*person, *manager), week, turn, back, now));
        }
    }
    queries::insert(tx, &all)?;
    tx.note(Event::general("weekly_check_ins.demo_loaded"))
}

fn written(
    (person, manager): (PersonId, PersonId),
    week: NaiveDate,
    turn: usize,
    back: u64,
    now: DateTime<Utc>,
) -> Week {
    let away = turn.is_multiple_of(17);
    let took = |from: &[&'static str], count: usize, by: usize| -> Vec<&'static str> {
        if away { Vec::new() } else { (0..count).map(|step| from[(turn + step * by) % from.len()]).collect() }
    };
    let friday = week.checked_add_days(Days::new(if back == 0 { 0 } else { 4 })).unwrap_or(week);
    let noon = NaiveTime::from_hms_opt(14, 20, 0).unwrap_or_default();
    let carried = i32::try_from(turn % 4).unwrap_or(0);
    Week {
        person,
        manager,
        week,
        away,
        did: took(&DID, 2 + turn % 3, 5),
        will_do: took(&WILL, 1 + turn % 3, 3)
            .into_iter()
            .enumerate()
            .map(|(at, line)| (line, if at == 0 { carried } else { 0 }))
            .collect(),
        stuck: took(&STUCK, usize::from(turn.is_multiple_of(3)), 1),
        mood: (!away && turn % 5 != 4).then(|| i16::try_from(2 + (turn * 7 / 3) % 4).unwrap_or(3)),
        question: question_of(&[], week),
        reply: if away { "" } else { REPLIES[turn % REPLIES.len()] },
        at: friday.and_time(noon).and_utc().min(now),
        read: back > 0 && (back > 1 || !turn.is_multiple_of(3)),
        answer: (!away && back > 1 && turn.is_multiple_of(2)).then(|| ANSWERS[turn % ANSWERS.len()]),
    }
}
