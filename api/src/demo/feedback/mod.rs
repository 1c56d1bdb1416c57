//! A year of praise and feedback in the demo organisation.

mod queries;

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    feedback::{Audience, FeedbackKind, Purpose, ReactionKind},
    wire::{CompanyValueId, PersonId},
};

pub(super) use self::queries::id_at;
use self::queries::{Praised, Request, Written};
use super::{
    lot,
    people::{PEOPLE, Somebody, by_name, everybody},
};
use crate::{audit::Event, db::TenantTx, http::Failure};

/// Company values.
const VALUES: [(&str, &str); 4] = [
    ("Calm hands", "We prepare, so that the busy hour is a quiet one."),
    ("Say it early", "Bad news is cheap on the day it is found."),
    ("Leave it better", "Whoever touches something leaves it clearer than it was."),
    ("Customers first in line", "We answer the person before we answer the ticket."),
];

/// What people are praised for, with the value it shows.
const PRAISE: [(&str, usize); 16] = [
    ("The release on Tuesday went out without a single page at night. Your checklist made the difference.", 0),
    ("You told us on day one that the estimate was wrong. That saved us a month.", 1),
    ("The onboarding guide finally reads like one person wrote it. Two new colleagues thanked me for it.", 2),
    ("You stayed on the line with the customer until it worked, and then wrote down why it broke.", 3),
    ("Thank you for taking the on-call swap at short notice, and for the tidy handover notes.", 0),
    ("Your question in the review was the one nobody dared to ask.", 1),
    ("The dashboard you cleaned up is now the first thing we open in the morning.", 2),
    ("The customer renewed and named you in the mail. Twice.", 3),
    ("You ran the incident so quietly that the support desk only heard of it afterwards.", 0),
    ("You said you needed help on Monday, not on Friday. That is how we made the date.", 1),
    ("Two hundred lines less, and it does more. Lovely work on the import.", 2),
    ("You translated the whole article set before the launch, and checked it with three customers.", 3),
    ("The interview panel worked because you prepared every one of us.", 0),
    ("You pointed out the risk in the contract before anybody had signed.", 1),
    ("The new components are a joy to use, and the notes say when not to use them.", 2),
    ("You noticed that the same customer had written three times, and called them.", 3),
];

/// Feedback that helps somebody grow.
const GROWTH: [&str; 8] = [
    "In the planning meeting you had the answer early and waited until the end to say it. Say it at the start: the room needs it.",
    "Your pull requests are careful and large. Two smaller ones would have been read the same day.",
    "When you explained the trade-off with the drawing, everybody followed. Do that more often.",
    "You took the criticism of the design well. I would have liked to hear what you disagreed with, too.",
    "The customer call ran long because we had no agenda. The next one with your three questions was half as long.",
    "You help everybody who asks, and your own work waits. Let us talk about what to say no to.",
    "Your notes after the workshop were the best I have read here. Consider sharing them beyond the team.",
    "I noticed that you interrupt when you are excited. The ideas are good; leave people their last sentence.",
];

/// What may also be used where work is judged.
const EVALUATION: [&str; 4] = [
    "Led the migration from plan to clean-up, on the day that was promised, with no data lost. I would hand over the next one without a second thought.",
    "Took over the account in a difficult quarter and kept it. The customer asks for nobody else.",
    "Reliable on call and generous with what was learnt: four runbooks written, all of them used since.",
    "Deadlines slipped twice this quarter without a word beforehand. The work itself is good; the silence cost the team two weeks.",
];

/// What people are praised for.
pub(super) fn praised() -> Vec<&'static str> {
    PRAISE.iter().map(|(body, _)| *body).collect()
}

/// Fills the year.
pub(super) fn set(tx: &mut TenantTx<'_>, count: usize) -> Result<(), Failure> {
    let people = by_name(tx, count)?;
    let always: Vec<PersonId> = PEOPLE.iter().filter_map(|one| people.get(one.name).copied()).collect();
    let values = queries::values(tx, &VALUES)?;
    let now = lot::midnight(tx);
    let mut praise = Vec::new();
    for index in 0..72_usize {
        let (body, value) = PRAISE[index % PRAISE.len()];
        let (author, first) = (pick(&always, index * 7 + 3), pick(&always, index * 11 + 9));
        let second = (index % 4 == 0).then(|| pick(&always, index * 5 + 17));
        let mut to: Vec<_> = [Some(first), second].into_iter().flatten().filter(|one| *one != author).collect();
        to.dedup();
        if to.is_empty() {
            continue;
        }
        let reactions = (0..index % 6).map(|turn| {
            let kind = ReactionKind::ALL[(index + turn) % ReactionKind::ALL.len()];
            (pick(&always, index * 3 + turn * 5), kind)
        });
        let at = ago(now, (index as i64 * 122) + 3);
        praise.push(Praised { author, to, body, value: values[value], reactions: reactions.collect(), at });
    }
    praise.extend(among_teams(&people, &values, count, now));
    queries::praise(tx, &praise)?;
    let written = written(&people, count, now);
    queries::feedback(tx, &written)?;
    for request in requests(&people, now) {
        queries::request(tx, &request)?;
    }
    tx.note(Event::general("feedback.demo_loaded"))
}

fn pick(people: &[PersonId], index: usize) -> PersonId {
    people[index % people.len()]
}

/// Praise of each who makes the organisation larger by the next of their team, who so gives some as well.
fn among_teams(
    people: &HashMap<&'static str, PersonId>,
    values: &[CompanyValueId],
    count: usize,
    now: DateTime<Utc>,
) -> Vec<Praised> {
    let id = |somebody: &Somebody| people.get(somebody.name).copied();
    let praised = |(index, somebody): (usize, &'static Somebody)| {
        let team: Vec<PersonId> = everybody(count).filter(|one| one.team == somebody.team).filter_map(id).collect();
        let own = id(somebody)?;
        let place = team.iter().position(|one| *one == own)?;
        let author = Some(pick(&team, place + 1)).filter(|author| *author != own)?;
        let (body, value) = PRAISE[(index * 5) % PRAISE.len()];
        let reactions = (0..index % 4).map(|turn| {
            let kind = ReactionKind::ALL[(index + turn) % ReactionKind::ALL.len()];
            (pick(&team, place + turn + 2), kind)
        });
        let at = ago(now, (index as i64 * 211) % 8500 + 7);
        Some(Praised { author, to: vec![own], body, value: values[value], reactions: reactions.collect(), at })
    };
    everybody(count).enumerate().skip(PEOPLE.len()).filter_map(praised).collect()
}

/// Some hours ago.
fn ago(now: DateTime<Utc>, hours: i64) -> DateTime<Utc> {
    now - TimeDelta::hours(hours)
}

/// Private feedback between those who work together.
fn written(people: &HashMap<&'static str, PersonId>, count: usize, now: DateTime<Utc>) -> Vec<Written> {
    let mut all = Vec::new();
    for (index, somebody) in everybody(count).enumerate().filter(|(_, somebody)| !somebody.manager.is_empty()) {
        let Some(subject) = people.get(somebody.name).copied() else { continue };
        let Some(manager) = people.get(somebody.manager).copied() else { continue };
        let peers: Vec<_> = everybody(count)
            .filter(|peer| peer.team == somebody.team && peer.name != somebody.name && peer.name != somebody.manager)
            .filter_map(|peer| people.get(peer.name).copied())
            .collect();
        let from_peer = peers.get(index % peers.len().max(1)).copied().unwrap_or(manager);
        let person = Audience { person: true, ..Audience::default() };
        let both = Audience { manager: true, ..person };
        let hours = |turn: usize| (index as i64 * 61 + turn as i64 * 2100) % 8500 + 20;
        let line = [
            (from_peer, person, GROWTH[index % 8], Purpose::Growth, 0),
            (manager, person, GROWTH[(index + 3) % 8], Purpose::Growth, 1),
            (from_peer, both, EVALUATION[index % 4], Purpose::Evaluation, 2),
        ];
        // Those who make the organisation larger are spoken to, and not yet judged.
        let few = if index < PEOPLE.len() { line.len() } else { 2 };
        for (author, audience, body, purpose, turn) in line.into_iter().take(few) {
            // A manager reads what they wrote anyway.
            let kind = FeedbackKind::Given;
            all.push(Written { kind, author, subject, audience, body, purpose, at: ago(now, hours(turn)) });
        }
        if index % 5 == 0 {
            let note = "Ask about the conference budget before the quarter ends.";
            let kind = FeedbackKind::Note;
            let audience = Audience::default();
            let at = ago(now, hours(3));
            all.push(Written { kind, author: subject, subject, audience, body: note, purpose: Purpose::Growth, at });
        }
    }
    all
}

/// Who asks about whom, and what has come of it.
fn requests(people: &HashMap<&'static str, PersonId>, now: DateTime<Utc>) -> Vec<Request> {
    let id = |name: &str| people.get(name).copied();
    let request = |asker: &str, about: &str, asked: [&str; 3], question, purpose, days: i64, answers: usize| {
        let (asker, subject) = (id(asker)?, id(about)?);
        let asked = asked.iter().filter_map(|name| id(name)).collect();
        let own = asker == subject;
        let audience = Audience { person: own, manager: !own, ..Audience::default() };
        Some(Request { asker, subject, asked, question, audience, purpose, at: now - TimeDelta::days(days), answers })
    };
    let all = [
        request(
            "Priya Nair",
            "Priya Nair",
            ["Ben Carter", "Clara Hoffmann", "Jonas Lindqvist"],
            "What should I keep doing in design reviews, and what should I change?",
            Purpose::Growth,
            3,
            1,
        ),
        request(
            "Jonas Lindqvist",
            "Oluwaseun Bello",
            ["Priya Nair", "Nadia Petrova", "Diego Romero"],
            "How has Oluwaseun handled incidents this quarter?",
            Purpose::Evaluation,
            5,
            1,
        ),
        request(
            "Clara Hoffmann",
            "Clara Hoffmann",
            ["Priya Nair", "Diego Romero", "Mei Tanaka"],
            "Was my talk at the team day clear enough to follow without the slides?",
            Purpose::Growth,
            1,
            0,
        ),
        request(
            "Amara Okafor",
            "Amara Okafor",
            ["Helen Marsh", "Jonas Lindqvist", "Grace Wanjiru"],
            "What would have made the last hiring round easier for you?",
            Purpose::Growth,
            40,
            3,
        ),
        request(
            "Helen Marsh",
            "Helen Marsh",
            ["Tomas Novak", "Ines Duarte", "Amara Okafor"],
            "Which question at the town hall did I not answer well?",
            Purpose::Growth,
            2,
            1,
        ),
    ];
    all.into_iter().flatten().collect()
}
