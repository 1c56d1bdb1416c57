//! An objective's fields after a lost race.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::goals::{Objective, Visibility, rules::kinds::RollUp};

use super::fields::Draft;
use crate::{
    conflict::{Both, merged},
    text::{format, goals as text, organisations},
    ui::Choice,
};

/// First and last day as they are typed.
type Days = (RwSignal<Option<NaiveDate>>, RwSignal<Option<NaiveDate>>);

/// Takes over what they changed from `before` to `now`; names what both changed.
pub fn merge(mine: Draft, days: Days, before: &Objective, now: &Objective) -> Vec<Option<Both>> {
    let (old, new) = (Draft::of(Some(before)), Draft::of(Some(now)));
    let words = |name, mine: RwSignal<String>, old: RwSignal<String>, new: RwSignal<String>| {
        merged(name, mine, &old.get_untracked(), new.get_untracked(), String::clone)
    };
    let coded = |name, mine: RwSignal<String>, old: RwSignal<String>, new: RwSignal<String>, say: Say| {
        merged(name, mine, &old.get_untracked(), new.get_untracked(), say)
    };
    let chosen =
        |name, mine: RwSignal<Option<Choice>>, old: RwSignal<Option<Choice>>, new: RwSignal<Option<Choice>>| {
            let label = |choice: &Option<Choice>| choice.as_ref().map_or_else(none, |choice| choice.label.clone());
            merged(name, mine, &old.get_untracked(), new.get_untracked(), label)
        };
    let day = |name, mine, old, new| {
        merged(name, mine, &Some(old), Some(new), |day: &Option<NaiveDate>| day.map_or_else(none, format::date))
    };
    let teams = [before, now].map(|it| it.team.as_ref().map(|team| (team.id.to_string(), team.name.clone())));
    let periods = [before, now].map(|it| Some((it.period.id.to_string(), it.period.name.clone())));
    let visibility = |code: &String| Visibility::parse(code).map_or_else(none, |it| text::visibility(it).to_owned());
    let roll_up = |code: &String| RollUp::parse(code).map_or_else(none, |it| text::roll_up(it).to_owned());
    vec![
        words(text::NEW_TITLE, mine.title, old.title, new.title),
        words(text::DESCRIPTION, mine.description, old.description, new.description),
        chosen(text::OWNER, mine.owner, old.owner, new.owner),
        coded(text::PERIOD, mine.period, old.period, new.period, named(periods)),
        chosen(text::PARENT, mine.parent, old.parent, new.parent),
        coded(text::TEAM, mine.team, old.team, new.team, named(teams)),
        day(organisations::STARTS, days.0, before.starts_on, now.starts_on),
        day(organisations::ENDS, days.1, before.ends_on, now.ends_on),
        coded(text::ROLL_UP, mine.roll_up, old.roll_up, new.roll_up, Box::new(roll_up)),
        words(text::WEIGHT, mine.weight, old.weight, new.weight),
        coded(text::VISIBILITY, mine.visibility, old.visibility, new.visibility, Box::new(visibility)),
    ]
}

/// How a code or an id is said in words.
type Say = Box<dyn Fn(&String) -> String + Send + Sync>;

fn none() -> String {
    format::NONE.to_owned()
}

/// By the names that are at hand; what was chosen from the list below is said there.
fn named<const N: usize>(known: [Option<(String, String)>; N]) -> Say {
    Box::new(move |id| {
        let name = known.iter().flatten().find(|(known, _)| known == id).map(|(_, name)| name.clone());
        name.unwrap_or_else(|| if id.is_empty() { none() } else { text::CHOSEN_BELOW.to_owned() })
    })
}
