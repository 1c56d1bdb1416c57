//! Carrying a closed objective over into another period.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    goals::{CarryObjectiveOver, CarryOver, KeyResultCarry, ObjectivePath},
    operation::Nothing,
    organisations::ListPeriods,
    problem::FieldError,
    wire::{ObjectiveId, PeriodId},
};

use super::super::href;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on},
    fetch::Fetch,
    text::goals as text,
    ui::{Actions, Button, ButtonKind, Choice, Field, Form, RadioGroup, Select, TextInput, Toasts},
};

/// Into which period, how, and why. Whether it is `aligned` now says if there is something to lose.
#[component]
pub fn CarryForm(id: ObjectiveId, aligned: bool, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let periods = Fetch::new(|| call::<ListPeriods>(Nothing {}, Nothing {}, ()));
    let options = Signal::derive(move || {
        let all = periods.get().map(|list| list.items).unwrap_or_default();
        all.into_iter().map(|period| Choice::new(period.id.to_string(), period.name)).collect()
    });
    let (period, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let how = RwSignal::new(KeyResultCarry::Keep.to_string());
    let ways: Vec<_> =
        KeyResultCarry::ALL.iter().map(|carry| Choice::new(carry.as_str(), text::carry(*carry))).collect();
    let attempt = Attempt::new();
    let key = StoredValue::new(Key::default());
    let toasts = Toasts::here();
    let navigate = use_navigate();
    let submit = move || {
        let period = period.get_untracked().parse::<PeriodId>().ok();
        let wrong = period.is_none().then(|| FieldError::new("period_id", "required")).into_iter().collect();
        let period_id = period.unwrap_or(PeriodId(uuid::Uuid::nil()));
        let key_results = KeyResultCarry::parse(&how.get_untracked()).unwrap_or(KeyResultCarry::Keep);
        let body = CarryOver { period_id, key_results, reason: reason.get_untracked().trim().to_owned() };
        let terms = Terms { version: None, key: Some(key.get_value()) };
        let navigate = navigate.clone();
        attempt.send_unless(
            wrong,
            body,
            move |body| call_on::<CarryObjectiveOver>(ObjectivePath { id }, Nothing {}, body, terms),
            move |made| {
                done.run(());
                let lost = aligned && made.objective.parent.is_none();
                toasts.good(if lost { text::CARRIED_OVER_ALONE } else { text::CARRIED_OVER });
                navigate(&href(made.objective.id), leptos_router::NavigateOptions::default());
            },
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <p class="muted">{text::CARRY_LEAD}</p>
            <Field label=text::CARRY_INTO name="period_id" required=true><Select value=period options any=text::CHOOSE /></Field>
            <RadioGroup legend=text::CARRY_HOW value=how options=ways />
            <Field label=text::CARRY_REASON name="reason" required=true><TextInput value=reason /></Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::CARRY}</Button></Actions>
        </Form>
    }
}
