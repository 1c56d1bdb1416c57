//! What is asked about every objective, new or old.

use leptos::prelude::*;
use shared::{
    goals::{Level, ListObjectives, Objective, ObjectiveFilter, Visibility, rules::kinds::RollUp, visibility_fault},
    operation::Nothing,
    organisations::Period,
    wire::{Limit, TeamId},
};

use crate::{
    client::call,
    drafts::Value,
    pages::people::people_search,
    text::goals as text,
    ui::{Choice, Combobox, Field, RadioGroup, Search, Select, TextArea, TextInput},
};

/// The fields as they are typed.
#[derive(Clone, Copy)]
pub struct Draft {
    pub title: RwSignal<String>,
    pub description: RwSignal<String>,
    pub owner: RwSignal<Option<Choice>>,
    pub team: RwSignal<String>,
    pub period: RwSignal<String>,
    pub parent: RwSignal<Option<Choice>>,
    pub visibility: RwSignal<String>,
    pub roll_up: RwSignal<String>,
    pub weight: RwSignal<String>,
}

impl Draft {
    /// As it is now, or empty.
    pub fn of(objective: Option<&Objective>) -> Self {
        let text = |value: Option<String>| RwSignal::new(value.unwrap_or_default());
        Self {
            title: text(objective.map(|it| it.title.clone())),
            description: text(objective.map(|it| it.description.clone())),
            owner: RwSignal::new(objective.map(|it| Choice::new(it.owner.id.to_string(), it.owner.name.clone()))),
            team: text(objective.and_then(|it| it.team.as_ref()).map(|team| team.id.to_string())),
            period: text(objective.map(|it| it.period.id.to_string())),
            parent: RwSignal::new(
                objective.and_then(|it| it.parent.as_ref()).map(|it| Choice::new(it.id.to_string(), it.title.clone())),
            ),
            visibility: RwSignal::new(objective.map_or(Visibility::Organisation, |it| it.visibility).to_string()),
            roll_up: RwSignal::new(objective.map_or(RollUp::KeyResults, |it| it.roll_up).to_string()),
            weight: RwSignal::new(objective.map_or_else(|| "1".to_owned(), |it| it.weight.to_string())),
        }
    }

    /// Each with its label, to be kept while it is typed.
    pub fn kept(self) -> Vec<(&'static str, Value)> {
        vec![
            (text::NEW_TITLE, self.title.into()),
            (text::DESCRIPTION, self.description.into()),
            (text::OWNER, self.owner.into()),
            (text::TEAM, self.team.into()),
            (text::PERIOD, self.period.into()),
            (text::PARENT, self.parent.into()),
            (text::VISIBILITY, self.visibility.into()),
            (text::ROLL_UP, self.roll_up.into()),
            (text::WEIGHT, self.weight.into()),
        ]
    }

    /// Its team, at a level that has one. Reactive.
    pub fn team_at(self, level: Level) -> Option<TeamId> {
        self.team.read().parse().ok().filter(|_| level != Level::Organisation)
    }

    /// Who is to see it.
    pub fn visibility(self) -> Visibility {
        Visibility::parse(&self.visibility.read_untracked()).unwrap_or(Visibility::Organisation)
    }

    /// What its progress is to be computed from.
    pub fn roll_up(self) -> RollUp {
        RollUp::parse(&self.roll_up.read_untracked()).unwrap_or(RollUp::KeyResults)
    }
}

/// Title and description.
#[component]
pub fn Words(draft: Draft) -> impl IntoView {
    view! {
        <Field label=text::NEW_TITLE name="title" hint=text::NEW_TITLE_HINT required=true><TextInput value=draft.title /></Field>
        <Field label=text::DESCRIPTION name="description"><TextArea value=draft.description /></Field>
    }
}

/// Owner, period, what it supports.
#[component]
pub fn Place(draft: Draft, periods: Vec<Period>) -> impl IntoView {
    let options: Vec<_> = periods.into_iter().map(|period| Choice::new(period.id.to_string(), period.name)).collect();
    view! {
        <div class="halves">
            <Field label=text::OWNER name="owner_id" required=true><Combobox value=draft.owner search=people_search() /></Field>
            <Field label=text::PERIOD name="period_id" required=true><Select value=draft.period options any=text::CHOOSE /></Field>
        </div>
        <Field label=text::PARENT name="parent_id" hint=text::PARENT_HINT>
            <Combobox value=draft.parent search=objective_search() placeholder=text::NO_PARENT />
        </Field>
    }
}

/// Who sees it, said exactly. What nobody could see at its level is not offered.
#[component]
pub fn WhoSees(draft: Draft, level: Signal<Level>) -> impl IntoView {
    let options = Signal::derive(move || {
        let level = level.get();
        let open = Visibility::ALL.iter().filter(|one| visibility_fault(level, **one).is_none());
        open.map(|one| Choice::new(one.as_str(), text::visibility(*one)).with_detail(text::visibility_choice(*one)))
            .collect::<Vec<_>>()
    });
    Effect::new(move |_| {
        if options.with(|open| open.iter().all(|one| one.value != *draft.visibility.read_untracked())) {
            draft.visibility.set(Visibility::Organisation.to_string());
        }
    });
    view! { <RadioGroup legend=text::VISIBILITY value=draft.visibility options /> }
}

/// What its progress comes from, and how much it counts above.
#[component]
pub fn Counting(draft: Draft) -> impl IntoView {
    let options: Vec<_> = RollUp::ALL.iter().map(|one| Choice::new(one.as_str(), text::roll_up(*one))).collect();
    view! {
        <div class="halves">
            <Field label=text::ROLL_UP name="roll_up" required=true><Select value=draft.roll_up options /></Field>
            <Field label=text::WEIGHT name="weight" hint=text::WEIGHT_HINT><TextInput value=draft.weight inputmode="decimal" /></Field>
        </div>
    }
}

/// Finds objectives by their title.
pub fn objective_search() -> Search {
    Search::new(|typed: String| async move {
        let q = Some(typed).filter(|typed| !typed.trim().is_empty());
        let filter = ObjectiveFilter { q, limit: Limit::new(10), ..ObjectiveFilter::default() };
        // A failed search looks like an empty one: the next key asks again.
        let found = call::<ListObjectives>(Nothing {}, filter, ()).await;
        let choice = |it: Objective| {
            Choice::new(it.id.to_string(), it.title).with_detail(format!("{} · {}", it.owner.name, it.period.name))
        };
        found.map(|page| page.items.into_iter().map(choice).collect()).unwrap_or_default()
    })
}
