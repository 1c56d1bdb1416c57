//! A cycle's fields after a lost race.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::reviews::{ReviewCycleDetail, ReviewNaming};

use super::draft::Draft;
use crate::{
    conflict::{Both, merged},
    text::{format, review_appointments, review_ends, review_waivers, reviews as text},
    ui::Choice,
};

/// Takes over what they changed from `before` to `now`; names what both changed.
pub fn merge(mine: Draft, before: &ReviewCycleDetail, now: &ReviewCycleDetail) -> Vec<Option<Both>> {
    let (old, new) = (Draft::of(Some(before)), Draft::of(Some(now)));
    let words = |name, mine: RwSignal<String>, old: RwSignal<String>, new: RwSignal<String>| {
        merged(name, mine, &old.get_untracked(), new.get_untracked(), String::clone)
    };
    let day = |name,
               mine: RwSignal<Option<NaiveDate>>,
               old: RwSignal<Option<NaiveDate>>,
               new: RwSignal<Option<NaiveDate>>| {
        merged(name, mine, &old.get_untracked(), new.get_untracked(), |day: &Option<NaiveDate>| {
            day.map_or_else(|| format::NONE.to_owned(), format::date)
        })
    };
    let people = |name, mine: RwSignal<Vec<Choice>>, old: RwSignal<Vec<Choice>>, new: RwSignal<Vec<Choice>>| {
        merged(name, mine, &old.get_untracked(), new.get_untracked(), |all: &Vec<Choice>| {
            all.iter().map(|one| one.label.clone()).collect::<Vec<_>>().join(", ")
        })
    };
    let flag = |name, mine: RwSignal<bool>, old: RwSignal<bool>, new: RwSignal<bool>| {
        merged(name, mine, &old.get_untracked(), new.get_untracked(), |on: &bool| {
            if *on { text::YES } else { text::NO }.to_owned()
        })
    };
    let setups = [before, now].map(|it| it.setup.clone());
    let known = setups.clone();
    let template = move |id: &String| {
        let named = known.iter().flatten().find(|it| it.template_id.to_string() == *id);
        named.map_or_else(|| text::ANOTHER.to_owned(), |it| it.template_name.clone())
    };
    let team = move |id: &String| {
        let named = setups.iter().flatten().filter_map(|it| it.team.as_ref()).find(|it| it.id.to_string() == *id);
        let other = if id.is_empty() { text::EVERYBODY } else { text::ANOTHER };
        named.map_or_else(|| other.to_owned(), |team| team.name.clone())
    };
    let naming = |typed: &String| ReviewNaming::parse(typed).map(text::naming).unwrap_or_default().to_owned();
    vec![
        words(text::NAME, mine.name, old.name, new.name),
        merged(text::TEMPLATE, mine.template, &old.template.get_untracked(), new.template.get_untracked(), template),
        day(text::FROM, mine.period_from, old.period_from, new.period_from),
        day(text::TO, mine.period_to, old.period_to, new.period_to),
        day(text::NOMINATE_BY, mine.nominate_by, old.nominate_by, new.nominate_by),
        day(text::WRITE_BY, mine.write_by, old.write_by, new.write_by),
        day(text::SHARE_BY, mine.share_by, old.share_by, new.share_by),
        flag(text::BY_DATE, mine.by_date, old.by_date, new.by_date),
        words(text::GRACE_DAYS, mine.grace_days, old.grace_days, new.grace_days),
        words(review_ends::RELEASE_AFTER, mine.release_after, old.release_after, new.release_after),
        merged(text::TEAM, mine.team, &old.team.get_untracked(), new.team.get_untracked(), team),
        merged(
            review_waivers::BY_MANAGER,
            mine.manager,
            &old.manager.get_untracked(),
            new.manager.get_untracked(),
            |manager: &Option<Choice>| {
                manager.as_ref().map_or_else(|| text::EVERYBODY.to_owned(), |manager| manager.label.clone())
            },
        ),
        day(text::STARTED_UNTIL, mine.started_until, old.started_until, new.started_until),
        people(text::INCLUDED, mine.included, old.included, new.included),
        people(text::EXCLUDED, mine.excluded, old.excluded, new.excluded),
        words(text::PEERS_LEAST, mine.peers_least, old.peers_least, new.peers_least),
        words(text::PEERS_MOST, mine.peers_most, old.peers_most, new.peers_most),
        words(text::PEER_LOAD, mine.peer_load, old.peer_load, new.peer_load),
        merged(text::NAMING, mine.naming, &old.naming.get_untracked(), new.naming.get_untracked(), naming),
        words(text::MINIMUM, mine.minimum, old.minimum, new.minimum),
        flag(text::CALIBRATES, mine.calibrates, old.calibrates, new.calibrates),
        flag(text::EXPLAINS_CHANGES, mine.explains_changes, old.explains_changes, new.explains_changes),
        flag(review_appointments::MANAGERS_APPOINT, mine.managers_appoint, old.managers_appoint, new.managers_appoint),
    ]
}
