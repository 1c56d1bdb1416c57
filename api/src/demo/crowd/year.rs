//! What those want to achieve who make the demo organisation larger: each team what it is there for, and each person
//! a thing or two of their own.

use std::{slice, sync::LazyLock};

use shared::goals::{Level, Visibility};

use super::{AREAS, come, crews};
use crate::demo::{
    goals::{Measured, Wanted},
    lot,
};

/// A goal that anybody may have: what it is called, what it is measured by, the unit, from, to.
type Own = (&'static str, &'static str, &'static str, f64, f64);

const OWN: [Own; 22] = [
    ("Be somebody newcomers ask", "Newcomers taken through their first month", "newcomers", 0.0, 3.0),
    ("Half the meetings, twice the notes", "Hours in meetings", "a week", 18.0, 9.0),
    ("Speak to a customer every week", "Customers spoken to", "customers", 0.0, 12.0),
    ("Answer on the day I am asked", "Messages answered on the day", "%", 55.0, 90.0),
    ("Hand over what only I know", "Tasks that somebody else can do", "tasks", 2.0, 12.0),
    ("Learn to read the numbers of my team", "Reports made without help", "reports", 0.0, 6.0),
    ("Nothing of mine is older than a month", "Tasks older than a month", "tasks", 24.0, 4.0),
    ("Estimates I can stand by", "Estimates off by more than a third", "%", 46.0, 15.0),
    ("Write what I say twice", "Guides written", "guides", 0.0, 8.0),
    ("Work that comes back less often", "Work that came back", "%", 17.0, 6.0),
    ("Finish before beginning", "Things begun at once", "things", 7.0, 3.0),
    ("A talk at the team day", "Parts of the talk that stand", "parts", 0.0, 10.0),
    ("Two improvements a month that others feel", "Improvements in use", "improvements", 0.0, 6.0),
    ("Know the law of the countries I work with", "Units of the course done", "units", 0.0, 16.0),
    ("French for the phone", "Lessons done", "lessons", 0.0, 40.0),
    ("Swahili for the phone", "Units done", "units", 0.0, 30.0),
    ("Quiet mornings for hard work", "Mornings without a meeting", "mornings", 8.0, 36.0),
    ("Fewer steps in what I do each day", "Steps by hand", "steps", 31.0, 12.0),
    ("Feedback as long as it is fresh", "Feedback given within a week", "%", 30.0, 80.0),
    ("A certificate that is asked for", "Chapters worked through", "chapters", 0.0, 14.0),
    ("Checklists for what must not go wrong", "Checklists in use", "checklists", 1.0, 9.0),
    ("Visit those I write to", "Visits", "visits", 0.0, 5.0),
];

/// The ways they go, in hundredths; some have hardly begun.
const WAYS: [&[i32]; 8] = [
    &[10, 24, 41, 58, 71],
    &[0, 8, 15, 22],
    &[20, 35, 52, 66, 84, 96],
    &[5, 19, 30, 44],
    &[12, 12, 28, 40, 55],
    &[0, 0, 10, 18],
    &[15, 38, 60, 78],
    &[],
];

/// All of them in all the ways.
static MEASURED: LazyLock<Vec<(&'static str, Measured)>> = LazyLock::new(|| {
    let in_all_ways = |(title, what, unit, from, to): Own| {
        WAYS.into_iter().map(move |way| (title, Measured(what, unit, from, to, way)))
    };
    OWN.into_iter().flat_map(in_all_ways).collect()
});

/// What is wanted this quarter, parents before children.
pub(in crate::demo) fn wanted(count: usize) -> Vec<Wanted> {
    let mut all = Vec::new();
    let crews = crews(count);
    for (crew, lead) in &crews {
        all.push(Wanted {
            title: crew.aim,
            owner: lead,
            level: Level::Team,
            under: AREAS.iter().find(|area| area.name == crew.area).map_or("", |area| area.goal),
            visibility: Visibility::Organisation,
            key_results: slice::from_ref(&crew.measured),
        });
    }
    for (index, somebody) in come(count).iter().enumerate() {
        let under = crews.iter().find(|(crew, _)| crew.name == somebody.team).map_or("", |(crew, _)| crew.aim);
        let first = usize::try_from(lot::draw("a goal of one's own", index) % 1_000).unwrap_or(0);
        // Every fourth has two, which differ: the second is another's of the list.
        for turn in 0..1 + usize::from(index % 4 == 0) {
            let drawn = MEASURED.get((first + turn * (WAYS.len() + 3)) % MEASURED.len());
            let Some((title, measured)) = drawn else { continue };
            all.push(Wanted {
                title,
                owner: somebody.name,
                level: Level::Person,
                under,
                visibility: if index % 3 == 0 { Visibility::Organisation } else { Visibility::Chain },
                key_results: slice::from_ref(measured),
            });
        }
    }
    all
}
