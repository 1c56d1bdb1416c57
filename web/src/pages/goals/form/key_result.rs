//! The fields of a key result.

use leptos::prelude::*;
use shared::goals::rules::kinds::{Direction, KeyResultKind};

use super::{key_result_draft::KeyResultDraft, milestones::MilestoneFields};
use crate::{
    pages::people::people_search,
    text::goals as text,
    ui::{Banner, Choice, Combobox, Field, Select, TextInput},
};

/// The fields. `path` leads to the key result in the body that is sent; `known` ones can't change their milestones, and
/// `fixed` ones not even how they are measured.
#[component]
pub fn KeyResultFields(
    draft: KeyResultDraft,
    path: String,
    #[prop(optional)] known: bool,
    #[prop(optional)] fixed: bool,
) -> impl IntoView {
    let at = move |field: &str| format!("{path}{field}");
    view! {
        <Field label=text::KR_TITLE name=at("title") required=true><TextInput value=draft.title /></Field>
        {if fixed {
            view! { <Banner title=text::MEASURE_FIXED /> }.into_any()
        } else {
            view! { <MeasureFields draft path=at("") known /> }.into_any()
        }}
        <div class="goal-measure">
            <Field label=text::OWNER name=at("owner_id")><Combobox value=draft.owner search=people_search() /></Field>
            <Field label=text::WEIGHT name=at("weight") hint=text::WEIGHT_HINT><TextInput value=draft.weight inputmode="decimal" /></Field>
            <Field label=text::CADENCE name=at("cadence_days")><TextInput value=draft.cadence inputmode="numeric" /></Field>
        </div>
    }
}

/// Kind, direction, and the values they ask for.
#[component]
fn MeasureFields(draft: KeyResultDraft, path: String, known: bool) -> impl IntoView {
    let path = StoredValue::new(path);
    let within = move |place: &str, field: &str| path.with_value(|path| format!("{path}{place}{field}"));
    // A change carries the measure as one thing.
    let at = move |field: &str| within(if known { "measure." } else { "" }, field);
    let kinds: Vec<_> = KeyResultKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), text::kind(*kind))).collect();
    let ways: Vec<_> = Direction::ALL.iter().map(|way| Choice::new(way.as_str(), text::direction(*way))).collect();
    let ways = StoredValue::new(ways);
    let values = Memo::new(move |_| (draft.kind(), draft.within()));
    let number = move |label: &'static str, field: &'static str, value: RwSignal<String>| {
        view! { <Field label name=at(field) required=true><TextInput value inputmode="decimal" /></Field> }.into_any()
    };
    let bounds = move || {
        match values.get() {
        (KeyResultKind::Milestone, _) => ().into_any(),
        (_, true) => view! {
            {number(text::LOW, "low", draft.low)}
            {number(text::HIGH, "high", draft.high)}
            <Field label=text::TOLERANCE name=at("tolerance") hint=text::TOLERANCE_HINT required=true><TextInput value=draft.tolerance inputmode="decimal" /></Field>
        }
        .into_any(),
        (_, false) => view! {
            {number(text::START, "start", draft.start)}
            {number(text::TARGET, "target", draft.target)}
        }
        .into_any(),
    }
    };
    let unit = move || {
        match values.get().0 {
        KeyResultKind::Money => {
            view! { <Field label=text::CURRENCY name=within("", "unit") hint=text::CURRENCY_HINT required=true><TextInput value=draft.unit /></Field> }.into_any()
        }
        KeyResultKind::Number => view! { <Field label=text::UNIT name=within("", "unit")><TextInput value=draft.unit /></Field> }.into_any(),
        KeyResultKind::Percent | KeyResultKind::Milestone => ().into_any(),
    }
    };
    let steps = move || {
        let asked = values.get().0 == KeyResultKind::Milestone && !known;
        asked.then(|| view! { <MilestoneFields steps=draft.milestones path=at("milestones") /> })
    };
    let direction = move || {
        (values.get().0 != KeyResultKind::Milestone).then(|| view! {
        <Field label=text::DIRECTION name=at("direction") required=true><Select value=draft.direction options=ways.get_value() /></Field>
    })
    };
    view! {
        <div class="goal-measure">
            <Field label=text::KIND name=at("kind") required=true><Select value=draft.kind options=kinds /></Field>
            {direction}
            {bounds}
            {unit}
        </div>
        {steps}
    }
}
