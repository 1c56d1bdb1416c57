//! A KPI's fields after a lost race.

use leptos::prelude::*;
use shared::{
    goals::Visibility,
    kpis::{
        KpiDetail,
        rules::kinds::{Aggregation, Grain, KpiDirection, KpiKind, Missing},
    },
};

use super::draft::{Draft, Read};
use crate::{
    conflict::{Both, merged, merged_by},
    text::{format, goals as goal_words, kpis as text},
    ui::Choice,
};

/// Takes over what they changed from `before` to `now`; names what both changed.
pub fn merge(mine: Draft, before: &KpiDetail, now: &KpiDetail) -> Vec<Option<Both>> {
    let (old, new) = (Draft::of(Some(before)), Draft::of(Some(now)));
    let words = |name, of: fn(Draft) -> RwSignal<String>| said(name, of, [mine, old, new], String::clone);
    let coded = |name, of: fn(Draft) -> RwSignal<String>, say: fn(&str) -> Option<&'static str>| {
        said(name, of, [mine, old, new], move |code: &String| say(code).map_or_else(none, str::to_owned))
    };
    let teams = [before, now].map(|it| it.kpi.team.as_ref().map(|team| (team.id.to_string(), team.name.clone())));
    let team = move |id: &String| {
        let name = teams.iter().flatten().find(|(known, _)| known == id).map(|(_, name)| name.clone());
        name.unwrap_or_else(|| if id.is_empty() { none() } else { goal_words::CHOSEN_BELOW.to_owned() })
    };
    let owner = |choice: &Option<Choice>| choice.as_ref().map_or_else(none, |choice| choice.label.clone());
    vec![
        words(text::NAME, |draft| draft.name),
        words(text::DESCRIPTION, |draft| draft.description),
        words(text::EXPRESSION, |draft| draft.expression),
        inputs(mine, old, new),
        coded(text::MISSING, |draft| draft.missing, |code| Missing::parse(code).map(text::missing)),
        coded(text::KIND, |draft| draft.kind, |code| KpiKind::parse(code).map(text::kind)),
        words(text::UNIT, |draft| draft.unit),
        words(text::DECIMALS, |draft| draft.decimals),
        coded(text::FREQUENCY, |draft| draft.frequency, |code| Grain::parse(code).map(text::grain)),
        coded(text::AGGREGATION, |draft| draft.aggregation, |code| Aggregation::parse(code).map(text::aggregation)),
        coded(text::DIRECTION, |draft| draft.direction, |code| KpiDirection::parse(code).map(text::direction)),
        words(text::TARGET, |draft| draft.target),
        words(text::LOW, |draft| draft.low),
        words(text::HIGH, |draft| draft.high),
        words(text::WATCH, |draft| draft.watch),
        words(text::UNHEALTHY, |draft| draft.unhealthy),
        words(text::HARD_LINE, |draft| draft.hard),
        merged(text::OWNER, mine.owner, &old.owner.get_untracked(), new.owner.get_untracked(), owner),
        said(text::TEAM, |draft| draft.team, [mine, old, new], team),
        merged(
            text::TEAM_ANSWERS,
            mine.team_answers,
            &old.team_answers.get_untracked(),
            new.team_answers.get_untracked(),
            |answers: &bool| crate::text::ui::yes_or_no(*answers).to_owned(),
        ),
        coded(text::VISIBILITY, |draft| draft.visibility, |code| Visibility::parse(code).map(goal_words::visibility)),
    ]
}

/// A field of text, or of a code.
fn said(
    name: &'static str,
    of: fn(Draft) -> RwSignal<String>,
    [mine, old, new]: [Draft; 3],
    shown: impl Fn(&String) -> String + Send + Sync + 'static,
) -> Option<Both> {
    merged(name, of(mine), &of(old).get_untracked(), of(new).get_untracked(), shown)
}

/// What a formula reads is one thing: half of theirs and half of one's own would be a third.
fn inputs(mine: Draft, old: Draft, new: Draft) -> Option<Both> {
    let shown = |reads: &Vec<Read>| {
        let all: Vec<_> = reads.iter().map(|read| format!("{} = {}", read.name, read.label)).collect();
        if all.is_empty() { none() } else { all.join(", ") }
    };
    let typed = Signal::derive(move || mine.reads());
    merged_by(
        text::INPUTS,
        typed,
        move |reads| mine.set_reads(reads),
        &untrack(|| old.reads()),
        untrack(|| new.reads()),
        shown,
    )
}

fn none() -> String {
    format::NONE.to_owned()
}
