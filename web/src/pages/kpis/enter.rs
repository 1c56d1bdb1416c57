//! Entering a value: fast, from the keyboard alone.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    kpis::{CreateMeasurement, Kpi, KpiPath, NewMeasurement, rules::kinds::Grain},
    operation::Nothing,
    problem::FieldError,
};

use super::marks::{Written, today};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call_on},
    drafts::{Draft, DraftNews, Value},
    mentions::{Among, MentionArea, Mentioning},
    pages::goals::typed_amount,
    text::kpis as text,
    typed::{amount, unread},
    ui::{Actions, Button, ButtonKind, Checkbox, DateInput, Field, Form, TextInput, Toasts},
};

/// The form. With `on`, what was said of that day is corrected.
#[component]
pub fn EnterForm(kpi: Kpi, on: Option<(NaiveDate, Option<f64>)>, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let written = Written::of(&kpi);
    let (id, scale) = (kpi.id, written.scale());
    let day = RwSignal::new(Some(on.map_or_else(|| usual_day(&kpi), |(day, _)| day)));
    let value = on.and_then(|(_, value)| value).map(|value| typed_amount(value, scale)).unwrap_or_default();
    let (value, comment, withdraw) = (RwSignal::new(value), Mentioning::new(), RwSignal::new(false));
    let mut fields: Vec<(&'static str, Value)> =
        vec![(text::VALUE, value.into()), (text::ON, day.into()), (text::WITHDRAW, withdraw.into())];
    fields.extend(comment.kept(text::COMMENT));
    let kept = format!("measurement/{id}/{}", on.map(|(day, _)| day.to_string()).unwrap_or_default());
    let draft = Draft::keep(kept, fields);
    let attempt = Attempt::new();
    let key = StoredValue::new(Key::default());
    let toasts = Toasts::here();
    let submit = move || {
        let gone = withdraw.get_untracked();
        let typed = value.get_untracked();
        let missing = typed.trim().is_empty().then(|| FieldError::new("value", "required"));
        let wrong = missing.or_else(|| unread("value", &typed)).filter(|_| !gone);
        let body = NewMeasurement {
            on: day.get_untracked(),
            at: None,
            value: amount(&typed, scale).filter(|_| !gone),
            withdraw: gone,
            comment: comment.referring(),
        };
        let terms = Terms { version: None, key: Some(key.get_value()) };
        attempt.send_unless(
            wrong.into_iter().collect(),
            body,
            move |body| call_on::<CreateMeasurement>(KpiPath { id }, Nothing {}, body, terms),
            move |_| {
                draft.sent();
                toasts.good(text::ENTERED);
                done.run(());
            },
        );
    };
    let correction = on.map(|_| {
        view! {
            <p class="small muted">{text::CORRECTING}</p>
        }
    });
    let taken_back = on.map(|_| view! { <Checkbox checked=withdraw label=text::WITHDRAW hint=text::WITHDRAW_HINT /> });
    let hint = written.hint();
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            {correction}
            <div class="halves">
                <Field label=text::VALUE name="value" hint=hint required=true><TextInput value inputmode="decimal" /></Field>
                <Field label=text::ON name="on" required=true><DateInput value=day max=today() /></Field>
            </div>
            {taken_back}
            <Field label=text::COMMENT name="comment" hint=text::COMMENT_HINT><MentionArea among=Among::Kpi(id) mentioning=comment /></Field>
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::ENTER}</Button></Actions>
        </Form>
    }
}

/// The day a value is most likely for: the last one of the period that is missing, or today.
fn usual_day(kpi: &Kpi) -> NaiveDate {
    let today = today();
    if kpi.frequency == Grain::Day {
        return today;
    }
    let over = kpi.due_on.and_then(|due| due.pred_opt()).filter(|day| *day < today);
    over.unwrap_or(today)
}
