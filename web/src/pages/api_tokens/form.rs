//! Making a token, and showing its secret once.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    api_tokens::{
        CreateApiToken, CreateServiceToken, MadeApiToken, NewApiToken, Scope, ServiceAccountPath, USUAL_DAYS,
    },
    operation::Nothing,
    wire::ServiceAccountId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    clipboard::copied,
    text::api_tokens as words,
    ui::{
        Actions, Button, ButtonKind, ButtonSize, CheckboxGroup, Choice, Field, Form, Glyph, Select, TextArea,
        TextInput, Toasts,
    },
};

/// What is offered for how long one lasts, in days.
const LASTS: [u16; 5] = [7, 30, USUAL_DAYS, 180, 365];

/// Asks what a new token is to be, one's own or a service account's, of which `scopes`; `done` gets it.
#[component]
pub fn MakeForm(
    scopes: Vec<Scope>,
    longest_days: u16,
    service: Option<ServiceAccountId>,
    #[prop(into)] done: Callback<(MadeApiToken,)>,
) -> impl IntoView {
    let (name, networks) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let days = RwSignal::new(USUAL_DAYS.min(longest_days).to_string());
    let lasts = choices(longest_days);
    let ticks: Vec<(Scope, RwSignal<bool>)> = scopes.into_iter().map(|scope| (scope, RwSignal::new(false))).collect();
    let boxes = ticks.iter().map(|(scope, tick)| (words::scope(*scope).to_owned(), *tick)).collect::<Vec<_>>();
    let ticks = StoredValue::new(ticks);
    let attempt = Attempt::new();
    let all_that_reads = move || {
        ticks.with_value(|ticks| {
            let reads = ticks.iter().filter(|(scope, _)| scope.as_str().ends_with(":read"));
            reads.for_each(|(_, tick)| tick.set(true));
        });
        attempt.errors.forget("scopes");
        attempt.errors.touched();
    };
    let submit = move || {
        let chosen = ticks.with_value(|ticks| {
            let chosen = ticks.iter().filter(|(_, tick)| tick.get_untracked());
            chosen.map(|(scope, _)| *scope).collect::<Vec<_>>()
        });
        let body = NewApiToken {
            name: name.get_untracked().trim().to_owned(),
            scopes: chosen,
            days: days.with_untracked(|days| days.parse().unwrap_or(0)),
            networks: networks.with_untracked(|typed| typed.split_whitespace().map(str::to_owned).collect()),
        };
        let then = move |made: MadeApiToken| done.run((made,));
        match service {
            None => attempt.send(body, |body| call::<CreateApiToken>(Nothing {}, Nothing {}, body), then),
            Some(id) => {
                let send = move |body| call::<CreateServiceToken>(ServiceAccountPath { id }, Nothing {}, body);
                attempt.send(body, send, then);
            }
        }
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=words::NAME name="name" hint=words::NAME_HINT required=true><TextInput value=name /></Field>
            <CheckboxGroup legend=words::SCOPES boxes field="scopes" />
            <div class="row">
                <Button size=ButtonSize::Small on_press=all_that_reads>{words::ALL_THAT_READS}</Button>
            </div>
            <Field label=words::DAYS name="days" hint=words::DAYS_HINT required=true>
                <Select value=days options=lasts />
            </Field>
            <Field label=words::NETWORKS name="networks" hint=words::NETWORKS_HINT><TextArea value=networks /></Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::GO_ON}</Button></Actions>
        </Form>
    }
}

/// The secret of a token that was just made.
#[component]
pub fn Made(secret: String, #[prop(into)] kept: Callback<()>) -> impl IntoView {
    let toasts = Toasts::here();
    let example = words::example(&window().location().origin().unwrap_or_default(), &secret);
    let shown = RwSignal::new(secret);
    let copy = move || {
        spawn_local(async move {
            if copied(&shown.get_untracked()).await {
                toasts.good(words::COPIED);
            } else {
                toasts.bad(words::NOT_COPIED);
            }
        });
    };
    view! {
        <div class="stack">
            <p>{words::MADE_LEAD}</p>
            <Field label=words::TOKEN filter=true><TextInput value=shown readonly=true /></Field>
            <div class="row"><Button icon=Glyph::Copy on_press=copy>{words::COPY}</Button></div>
            <p class="small muted">{words::HOW}</p>
            <p><code class="secret">{example}</code></p>
            <Actions><Button kind=ButtonKind::Primary on_press=kept>{words::KEPT}</Button></Actions>
        </div>
    }
}

/// What is offered, no longer than tokens may last here.
fn choices(longest: u16) -> Vec<Choice> {
    let mut all: Vec<u16> = LASTS.into_iter().filter(|days| *days < longest).collect();
    all.push(longest);
    all.into_iter().map(|days| Choice::new(days.to_string(), words::days(days))).collect()
}

#[cfg(test)]
mod tests {
    use super::choices;

    #[test]
    fn nothing_is_offered_that_lasts_longer_than_it_may() {
        let values = |longest| choices(longest).into_iter().map(|choice| choice.value).collect::<Vec<_>>();
        assert_eq!(values(365), ["7", "30", "90", "180", "365"]);
        assert_eq!(values(60), ["7", "30", "60"]);
        assert_eq!(values(1), ["1"]);
    }
}
