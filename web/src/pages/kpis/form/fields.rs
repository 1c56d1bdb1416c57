//! What is asked about every KPI, new or old.

use leptos::prelude::*;
use shared::{
    goals::Visibility,
    kpis::rules::kinds::{Aggregation, Grain, KpiKind, TimeUnit},
    operation::Nothing,
    teams::ListTeams,
};

use super::draft::Draft;
use crate::{
    client::call,
    fetch::Fetch,
    pages::people::people_search,
    text::{goals as goal_words, kpis as text},
    ui::{Checkbox, Choice, Combobox, Field, RadioGroup, Select, TextArea, TextInput, live},
};

/// Name and description.
#[component]
pub fn Words(draft: Draft) -> impl IntoView {
    view! {
        <Field label=text::NAME name="name" hint=text::NAME_HINT required=true><TextInput value=draft.name /></Field>
        <Field label=text::DESCRIPTION name="description" hint=text::DESCRIPTION_HINT><TextArea value=draft.description rows=2 /></Field>
    }
}

/// Kind, unit, decimals, how often, made how.
#[component]
pub fn Counting(draft: Draft) -> impl IntoView {
    let kinds: Vec<_> = KpiKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), text::kind(*kind))).collect();
    let grains: Vec<_> = Grain::ALL.iter().map(|grain| Choice::new(grain.as_str(), text::grain(*grain))).collect();
    let hows: Vec<_> = Aggregation::ALL.iter().map(|how| Choice::new(how.as_str(), text::aggregation(*how))).collect();
    let decimals: Vec<_> = (0..=6).map(|count: u8| Choice::new(count.to_string(), count.to_string())).collect();
    let kind = Memo::new(move |_| draft.kind());
    let unit = move || {
        match kind.get() {
        KpiKind::Percent => ().into_any(),
        KpiKind::Duration => {
            let units: Vec<_> =
                TimeUnit::ALL.iter().map(|unit| Choice::new(unit.as_str(), text::time_unit(*unit))).collect();
            view! { <Field label=text::UNIT name="unit" required=true><Select value=draft.unit options=units any=text::CHOOSE /></Field> }.into_any()
        }
        KpiKind::Money => {
            view! { <Field label=text::CURRENCY name="unit" hint=text::CURRENCY_HINT required=true><TextInput value=draft.unit /></Field> }.into_any()
        }
        KpiKind::Number => {
            view! { <Field label=text::UNIT name="unit" hint=text::UNIT_NUMBER_HINT><TextInput value=draft.unit /></Field> }.into_any()
        }
    }
    };
    let hows = Signal::stored(hows);
    let decimal_choices = Signal::stored(decimals);
    let measured = move || {
        (!draft.is_computed()).then(|| {
            view! { <Field label=text::AGGREGATION name="aggregation" required=true><Select value=draft.aggregation options=hows /></Field> }
        })
    };
    let decimals = move || {
        (kind.get() != KpiKind::Money).then(|| {
            view! { <Field label=text::DECIMALS name="decimals" required=true><Select value=draft.decimals options=decimal_choices /></Field> }
        })
    };
    view! {
        <div class="kpi-lines">
            <Field label=text::KIND name="kind" required=true><Select value=draft.kind options=kinds /></Field>
            {live(unit)}
            {live(decimals)}
        </div>
        <div class="kpi-lines">
            <Field label=text::FREQUENCY name="frequency" required=true><Select value=draft.frequency options=grains /></Field>
            {live(measured)}
        </div>
    }
}

/// Owner, team, who sees it.
#[component]
pub fn Whose(draft: Draft) -> impl IntoView {
    let teams = Fetch::new(|| call::<ListTeams>(Nothing {}, Nothing {}, ()));
    let teams = Signal::derive(move || {
        let all = teams.get().map(|list| list.items).unwrap_or_default();
        all.into_iter().map(|team| Choice::new(team.id.to_string(), team.name)).collect::<Vec<_>>()
    });
    let options: Vec<_> = Visibility::ALL
        .iter()
        .map(|one| {
            Choice::new(one.as_str(), goal_words::visibility(*one)).with_detail(goal_words::visibility_choice(*one))
        })
        .collect();
    let (has_team, answers) = (Memo::new(move |_| draft.team().is_some()), Memo::new(move |_| draft.team_answers()));
    // A team's KPI is owned by whoever leads the team.
    let owner = move || {
        (!answers.get()).then(|| {
            view! { <Field label=text::OWNER name="owner_id" required=true><Combobox value=draft.owner search=people_search() /></Field> }
        })
    };
    let team_answers = move || {
        has_team.get().then(|| {
            view! { <Checkbox checked=draft.team_answers label=text::TEAM_ANSWERS hint=text::TEAM_ANSWERS_HINT /> }
        })
    };
    view! {
        <div class="halves">
            {live(owner)}
            <Field label=text::TEAM name="team_id"><Select value=draft.team options=teams any=text::NO_TEAM /></Field>
        </div>
        {live(team_answers)}
        <RadioGroup legend=text::VISIBILITY value=draft.visibility options />
    }
}
