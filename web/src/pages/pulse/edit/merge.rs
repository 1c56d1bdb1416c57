//! A draft's fields after a lost race.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::pulse::{NewQuestion, PulseDetail};

use super::draft::Draft;
use crate::{
    conflict::{Both, merged},
    text::{format, pulse as text},
    ui::Choice,
};

/// Takes over what they changed from `before` to `now`; names what both changed.
pub fn merge(mine: Draft, before: &PulseDetail, now: &PulseDetail) -> Vec<Option<Both>> {
    let (old, new) = (Draft::of(Some(before)), Draft::of(Some(now)));
    let words = |name, mine: RwSignal<String>, old: RwSignal<String>, new: RwSignal<String>| {
        merged(name, mine, &old.get_untracked(), new.get_untracked(), |it: &String| {
            if it.is_empty() { format::NONE.to_owned() } else { it.clone() }
        })
    };
    let day = |name,
               mine: RwSignal<Option<NaiveDate>>,
               old: RwSignal<Option<NaiveDate>>,
               new: RwSignal<Option<NaiveDate>>| {
        merged(name, mine, &old.get_untracked(), new.get_untracked(), |day: &Option<NaiveDate>| {
            day.map_or_else(|| format::NONE.to_owned(), format::date)
        })
    };
    let teams = [before, now].map(|it| it.audience.as_ref().and_then(|audience| audience.team.clone()));
    let team = move |id: &String| {
        let known = teams.iter().flatten().find(|team| team.id.to_string() == *id);
        let other = if id.is_empty() { text::EVERYBODY } else { text::CHOSEN_BELOW };
        known.map_or_else(|| other.to_owned(), |team| team.name.clone())
    };
    let shared = |yes: &bool| if *yes { text::TOTAL_SHARED } else { text::TOTAL_NOT_SHARED }.to_owned();
    let names = |all: &Vec<Choice>| listed(all.iter().map(|one| one.label.clone()));
    vec![
        words(text::TITLE, mine.title, old.title, new.title),
        day(text::OPENS, mine.opens_on, old.opens_on, new.opens_on),
        day(text::CLOSES, mine.closes_on, old.closes_on, new.closes_on),
        words(text::REPEATS, mine.every_weeks, old.every_weeks, new.every_weeks),
        questions(mine, old, new),
        merged(text::TEAM, mine.team, &old.team.get_untracked(), new.team.get_untracked(), team),
        day(text::STARTED_FROM, mine.started_from, old.started_from, new.started_from),
        day(text::STARTED_UNTIL, mine.started_until, old.started_until, new.started_until),
        words(text::REST, mine.rest_weeks, old.rest_weeks, new.rest_weeks),
        words(text::SAMPLE, mine.sample_percent, old.sample_percent, new.sample_percent),
        merged(text::EXCLUDED, mine.excluded, &old.excluded.get_untracked(), new.excluded.get_untracked(), names),
        words(text::MINIMUM, mine.minimum, old.minimum, new.minimum),
        merged(
            text::SHARE_TOTAL,
            mine.share_total,
            &old.share_total.get_untracked(),
            new.share_total.get_untracked(),
            shared,
        ),
    ]
}

/// All of them as one: theirs among one's own would be a list that nobody meant.
fn questions(mine: Draft, old: Draft, new: Draft) -> Option<Both> {
    let typed = RwSignal::new(mine.asked());
    let texts = |all: &Vec<NewQuestion>| listed(all.iter().map(|one| one.text.clone()));
    let both = merged(text::WHAT, typed, &old.asked(), new.asked(), texts);
    Effect::new(move |_| {
        let chosen = typed.get();
        if chosen != mine.asked() {
            mine.ask(&chosen);
        }
    });
    both
}

fn listed(all: impl Iterator<Item = String>) -> String {
    let all: Vec<_> = all.collect();
    if all.is_empty() { format::NONE.to_owned() } else { all.join(" · ") }
}
