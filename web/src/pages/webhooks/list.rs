//! Every address that events are sent to, and how it is doing.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    webhooks::{ListWebhooks, RenewWebhookSecret, Webhook, WebhookList, WebhookPath, WebhookSecret, WebhookState},
};

use super::{form::WebhookForm, href, secret::SecretDialog};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    text::{format, webhooks as words},
    ui::{Badge, Button, ButtonSize, Dialog, EmptyState, Glyph, Tone, live},
};

/// The card.
#[component]
pub fn Webhooks() -> impl IntoView {
    let all = Fetch::new(|| call::<ListWebhooks>(Nothing {}, Nothing {}, ()));
    let (adding, showing) = (RwSignal::new(false), RwSignal::new(false));
    let secret = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let added = move |webhook: Webhook| {
        adding.set(false);
        all.refresh();
        let path = WebhookPath { id: webhook.id };
        attempt.run(call::<RenewWebhookSecret>(path, Nothing {}, ()), move |drawn: WebhookSecret| {
            secret.set(drawn.secret);
            showing.set(true);
        });
    };
    let form = move || adding.get().then(|| view! { <WebhookForm webhook=None done=added /> });
    view! {
        <section class="card flush">
            <div class="card-head">
                <div>
                    <h2>{words::TAB}</h2>
                    <p class="small muted">{words::LEAD}</p>
                    <p class="small"><a href=shared::pages::WEBHOOKS_GUIDE rel="external">{words::GUIDE}</a></p>
                </div>
                <Button size=ButtonSize::Small icon=Glyph::Plus on_press=move || adding.set(true)>{words::ADD}</Button>
            </div>
            <AttemptNews attempt />
            {all.view(rows)}
        </section>
        <Dialog open=adding title=words::ADD wide=true>{live(form)}</Dialog>
        <SecretDialog open=showing secret />
    }
}

fn rows(list: WebhookList) -> AnyView {
    if list.items.is_empty() {
        return view! { <EmptyState glyph=Glyph::Network title=words::NONE detail=words::NONE_DETAIL /> }.into_any();
    }
    let rows = list.items.into_iter().map(|webhook| view! { <Row webhook /> }).collect_view();
    view! { <ul class="rows channels" aria-label=words::TAB>{rows}</ul> }.into_any()
}

#[component]
fn Row(webhook: Webhook) -> impl IntoView {
    let arrived = webhook.delivered_at.map_or_else(|| words::NEVER.to_owned(), |at| words::arrived(&format::ago(at)));
    let waiting = (webhook.waiting > 0).then(|| format!(" · {}", words::waiting(webhook.waiting)));
    let failed = (webhook.failed > 0).then(|| format!(" · {}", words::failed(webhook.failed)));
    let description =
        (!webhook.description.is_empty()).then(|| view! { <span class="small">{webhook.description.clone()}</span> });
    view! {
        <li class="channel-row">
            <div class="grow stack snug">
                <a class="plain-link strong" href=href(webhook.id)>{webhook.url.clone()}</a>
                {description}
                <span class="row tight small muted">
                    {badge(&webhook)}<span>{arrived}{waiting}{failed}</span>
                </span>
            </div>
        </li>
    }
}

/// Whether it is on, and well.
pub fn badge(webhook: &Webhook) -> AnyView {
    let tone = match webhook.state {
        WebhookState::On if webhook.failing_since.is_some() => Tone::Warn,
        WebhookState::On => Tone::Good,
        WebhookState::Off => Tone::Plain,
        WebhookState::Stopped => Tone::Bad,
    };
    let state = words::state(webhook.state);
    view! { <Badge tone>{state}</Badge> }.into_any()
}
