//! How the demo organisation answered its pulses: a year of them, one that is open, one that is being written.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use shared::{
    pulse::{Answer, NewPulse, NewQuestion, QuestionKind},
    wire::PersonId,
};

use super::people::{self, PEOPLE, Somebody};
use crate::{audit::Event, db::TenantTx, http::Failure, pulse::past, sealed::Sealer};

/// How many waves have closed.
const WAVES: usize = 13;
const WEEKS: u8 = 4;

/// What each wave asks: a recommendation, two scales, a choice, a text.
pub(super) const QUESTIONS: [&str; 5] = [
    "How likely would you recommend us to a friend as a place to work?",
    "I know what is expected of me in my work.",
    "I could keep up the present pace for another year.",
    "What gets in the way of your work most?",
    "What is one thing we should begin, stop or keep doing?",
];

const AGREE: [&str; 5] = ["Not at all", "Rather not", "Partly", "Mostly", "Completely"];
const HINDERS: [&str; 5] = ["Meetings", "Unclear priorities", "Waiting for others", "Tools", "Nothing in particular"];

/// What was written, wave by wave.
const WORDS: [[&str; 6]; 3] = [
    [
        "Too many meetings that could have been a page.",
        "The new on-call rota helps a lot.",
        "I'd like to hear earlier what the next quarter is about.",
        "Good people, honest managers.",
        "Our build takes so long that I lose the thread.",
        "More time with customers, please.",
    ],
    [
        "Priorities change before we are done with the last ones.",
        "It is easy to ask for help here.",
        "Let's write decisions down where everybody finds them.",
        "The office is loud on Tuesdays.",
        "I have learned more this year than in the three before.",
        "Fewer tools would do.",
    ],
    [
        "Fridays without meetings were the best idea of the year.",
        "Design is asked too late.",
        "Thank you for the clear numbers at the town hall.",
        "We hand over too much by chat.",
        "I'd like a plan for my next step.",
        "Keep the demo afternoons.",
    ],
];

/// Lives through them.
pub(super) fn live(tx: &mut TenantTx<'_>, sealer: &Sealer, count: usize) -> Result<(), Failure> {
    let ids = people::by_name(tx, count)?;
    let known = |(at, somebody): (usize, &'static Somebody)| Some((*ids.get(somebody.name)?, (at, somebody)));
    let everybody: HashMap<PersonId, _> = people::everybody(count).enumerate().filter_map(known).collect();
    let today = tx.calendar.today;
    let first = today - TimeDelta::weeks(i64::from(WEEKS) * i64::try_from(WAVES).unwrap_or(0)) - TimeDelta::days(2);
    let mut id = past::draft(tx, &survey(first))?;
    for wave in 0..WAVES {
        let opened = first + TimeDelta::weeks(i64::from(WEEKS) * i64::try_from(wave).unwrap_or(0));
        let days = (opened, opened + TimeDelta::days(7));
        // Whoever came later is asked as well, and was not there to answer.
        let was_there = |at: usize| people::began(at, today) <= opened;
        let voice = |person: PersonId| {
            let (at, who) = everybody.get(&person)?;
            if was_there(*at) { said(wave, *at, who) } else { None }
        };
        if let Some(next) = past::live_through(tx, sealer, id, days, &voice)? {
            id = next;
        }
    }
    // The wave of these days: some have answered, those whose log-ins are given out have not.
    let early = |person: PersonId| {
        let (at, who) = everybody.get(&person)?;
        let is_late = (9..16).contains(at) || *at < 5 || (*at >= PEOPLE.len() && *at % 3 == 0);
        if is_late { None } else { said(WAVES, *at, who) }
    };
    past::begin(tx, sealer, id, &early)?;
    past::draft(tx, &onboarding(today))?;
    tx.note(Event::general("pulse.demo_loaded"))
}

fn survey(opens_on: NaiveDate) -> NewPulse {
    let scale = |text: &str| question(QuestionKind::Scale, text, &AGREE);
    let [recommend, expected, pace, hinders, one_thing] = QUESTIONS;
    NewPulse {
        title: "How are we doing?".to_owned(),
        opens_on,
        closes_on: opens_on + TimeDelta::days(6),
        minimum: Some(4),
        share_total: true,
        every_weeks: Some(WEEKS),
        questions: vec![
            question(QuestionKind::Enps, recommend, &[]),
            scale(expected),
            scale(pace),
            question(QuestionKind::Choice, hinders, &HINDERS),
            question(QuestionKind::Text, one_thing, &[]),
        ],
        ..nobody(opens_on)
    }
}

fn onboarding(today: NaiveDate) -> NewPulse {
    NewPulse {
        title: "First hundred days".to_owned(),
        opens_on: today + TimeDelta::days(10),
        closes_on: today + TimeDelta::days(17),
        questions: vec![
            question(QuestionKind::Scale, "I have what I need to do my work well.", &AGREE),
            question(QuestionKind::Text, "What would have made your first weeks easier?", &[]),
        ],
        ..nobody(today)
    }
}

fn nobody(day: NaiveDate) -> NewPulse {
    NewPulse {
        title: String::new(),
        opens_on: day,
        closes_on: day,
        minimum: None,
        share_total: false,
        every_weeks: None,
        team_id: None,
        started_from: None,
        started_until: None,
        excluded: Vec::new(),
        rest_weeks: 0,
        sample_percent: None,
        questions: Vec::new(),
    }
}

fn question(kind: QuestionKind, text: &str, options: &[&str]) -> NewQuestion {
    NewQuestion {
        kind,
        text: text.to_owned(),
        options: options.iter().map(|option| (*option).to_owned()).collect(),
        multiple: false,
        optional: false,
    }
}

/// What somebody says in a wave: a mood of their own, one of their team, and the organisation's, which has risen.
fn said(wave: usize, at: usize, who: &Somebody) -> Option<Vec<Answer>> {
    let lot = |salt: usize| (at * 37 + wave * 101 + salt * 53 + at * wave * 7) % 97;
    if lot(1) % 7 == 0 {
        return None;
    }
    let team = match who.team {
        "Platform" => 1,
        "Mobile" | "Sales" => -1,
        "Design" => 2,
        _ => 0,
    };
    let rise = i64::try_from(3 * wave / WAVES).unwrap_or(0);
    let own = i64::try_from(lot(2) % 5).unwrap_or(0);
    let enps = (5 + own + team + rise).clamp(0, 10);
    let step = |salt: usize| (2 + i64::try_from(lot(salt) % 3).unwrap_or(0) + team.signum() + rise / 2).clamp(1, 5);
    let number = |question: u8, value: i64| Answer { number: u8::try_from(value).ok(), ..Answer::to(question) };
    let mut answers = vec![
        number(0, enps),
        number(1, step(3)),
        number(2, step(4)),
        Answer { choices: u8::try_from(lot(5) % HINDERS.len()).ok().map(|one| vec![one]), ..Answer::to(3) },
    ];
    let words = WORDS.get(wave % WORDS.len()).and_then(|words| words.get(lot(6) % words.len()));
    if let Some(words) = words.filter(|_| lot(7) % 3 == 0) {
        answers.push(Answer { text: Some((*words).to_owned()), ..Answer::to(4) });
    }
    Some(answers)
}
