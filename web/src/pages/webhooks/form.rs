//! Where events are sent, and which.

use leptos::prelude::*;
use shared::{
    events::EventType,
    operation::Nothing,
    problem::FieldError,
    webhooks::{CreateWebhook, EditWebhook, NewWebhook, Webhook, WebhookChanges, WebhookPath},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    text::{ui::SAVE, webhooks as words},
    ui::{Actions, Button, ButtonKind, CheckboxGroup, Choice, Field, Form, RadioGroup, TextInput, live},
};

const EVERY: &str = "every";
const SOME: &str = "some";

/// A type of event, and whether it is ticked.
type Tick = (EventType, RwSignal<bool>);
/// Boxes under a legend.
type Group = (&'static str, Vec<(String, RwSignal<bool>)>);

/// Adds one, or changes `webhook`; `done` gets what it is now.
#[component]
pub fn WebhookForm(webhook: Option<Webhook>, #[prop(into)] done: Callback<(Webhook,)>) -> impl IntoView {
    let url = RwSignal::new(webhook.as_ref().map(|webhook| webhook.url.clone()).unwrap_or_default());
    let description = RwSignal::new(webhook.as_ref().map(|webhook| webhook.description.clone()).unwrap_or_default());
    let wanted = webhook.as_ref().map(|webhook| webhook.types.clone()).unwrap_or_default();
    let which = RwSignal::new(if wanted.is_empty() { EVERY } else { SOME }.to_owned());
    let told = EventType::ALL.iter().copied().filter(|told| told.is_listed());
    let ticks: Vec<Tick> = told.map(|told| (told, RwSignal::new(wanted.contains(&told)))).collect();
    let groups = StoredValue::new(grouped(&ticks));
    let ticks = StoredValue::new(ticks);
    let before = webhook.map(|webhook| (webhook.id, webhook.version));
    let attempt = Attempt::new();
    let submit = move || {
        let only_some = which.with_untracked(|which| which == SOME);
        let types = if only_some { ticks.with_value(|ticks| chosen(ticks)) } else { Vec::new() };
        // None at all would mean every one.
        let wrong: Vec<FieldError> =
            (only_some && types.is_empty()).then(|| FieldError::new("types", "required")).into_iter().collect();
        let (url, description) = (url.get_untracked().trim().to_owned(), description.get_untracked().trim().to_owned());
        let then = move |webhook: Webhook| done.run((webhook,));
        match before {
            None => {
                let body = NewWebhook { url, description, types };
                attempt.send_unless(wrong, body, |body| call::<CreateWebhook>(Nothing {}, Nothing {}, body), then);
            }
            Some((id, version)) => {
                let body = WebhookChanges {
                    url: Some(url),
                    description: Some(description),
                    types: Some(types),
                    ..WebhookChanges::default()
                };
                let send = move |body| change::<EditWebhook>(WebhookPath { id }, body, version);
                attempt.send_unless(wrong, body, send, then);
            }
        }
    };
    let choices = vec![Choice::new(EVERY, words::ALL).with_detail(words::ALL_DETAIL), Choice::new(SOME, words::SOME)];
    let boxes = move || {
        let groups = groups.get_value().into_iter();
        which
            .with(|which| which == SOME)
            .then(|| groups.map(|(legend, boxes)| view! { <CheckboxGroup legend boxes /> }).collect_view())
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=words::URL name="url" hint=words::URL_HINT required=true>
                <TextInput value=url kind="url" placeholder="https://" />
            </Field>
            <Field label=words::DESCRIPTION name="description"><TextInput value=description /></Field>
            <RadioGroup legend=words::WHICH value=which options=choices />
            {live(boxes)}
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{SAVE}</Button></Actions>
        </Form>
    }
}

fn chosen(ticks: &[Tick]) -> Vec<EventType> {
    ticks.iter().filter(|(_, ticked)| ticked.get_untracked()).map(|(told, _)| *told).collect()
}

/// Under what they are about, in their order.
fn grouped(ticks: &[Tick]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (told, ticked) in ticks {
        let legend = words::thing(told.as_str().split('.').next().unwrap_or_default());
        let line = (told.name().to_owned(), *ticked);
        match groups.iter_mut().find(|(known, _)| *known == legend) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((legend, vec![line])),
        }
    }
    groups
}
