//! One address: how it is doing, what can be done about it, and what was sent there.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    operation::Nothing,
    webhooks::{
        DeleteWebhook, EditWebhook, PingWebhook, ReadWebhook, RenewWebhookSecret, Webhook, WebhookChanges,
        WebhookOutcome, WebhookPath, WebhookSecret, WebhookState,
    },
    wire::WebhookId,
};

use super::{deliveries::Deliveries, form::WebhookForm, list::badge, secret::SecretDialog};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    text::{format, organisations, webhooks as words},
    to,
    ui::{Banner, Button, Confirm, Crumb, Dialog, Glyph, Icon, Menu, MenuItem, PageHeader, Toasts, Tone, live},
};

/// The list of all, in the settings.
fn settings() -> String {
    format!("{}?tab=webhooks", to::SETTINGS)
}

/// The page.
#[component]
pub fn OneWebhook() -> impl IntoView {
    let webhook = Fetch::of_address(|id| call::<ReadWebhook>(WebhookPath { id }, Nothing {}, ()));
    let (showing, secret) = (RwSignal::new(false), RwSignal::new(String::new()));
    let drawn = move |drawn: WebhookSecret| {
        secret.set(drawn.secret);
        showing.set(true);
        webhook.refresh();
    };
    view! {
        <div class="page">
            {webhook.view(move |now| view! { <Shown webhook=now fetch=webhook drawn=move |it: WebhookSecret| drawn(it) /> })}
        </div>
        <SecretDialog open=showing secret />
    }
}

#[component]
fn Shown(webhook: Webhook, fetch: Fetch<Webhook>, #[prop(into)] drawn: Callback<(WebhookSecret,)>) -> impl IntoView {
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let (id, version, on) = (webhook.id, webhook.version, webhook.state == WebhookState::On);
    let (editing, renewing, removing) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let ping = move || {
        attempt.run(call::<PingWebhook>(WebhookPath { id }, Nothing {}, ()), move |ping| {
            if ping.outcome == WebhookOutcome::Delivered {
                toasts.good(words::ping(&ping));
            } else {
                toasts.bad(words::ping(&ping));
            }
        });
    };
    let switch = move || {
        let changes = WebhookChanges { on: Some(!on), ..WebhookChanges::default() };
        attempt.run(change::<EditWebhook>(WebhookPath { id }, changes, version), move |now| {
            toasts.good(if on { words::TURNED_OFF } else { words::TURNED_ON });
            fetch.replace(now);
        });
    };
    let renew = move || {
        renewing.set(false);
        attempt.run(call::<RenewWebhookSecret>(WebhookPath { id }, Nothing {}, ()), move |it| drawn.run((it,)));
    };
    let changed = move |now: Webhook| {
        editing.set(false);
        toasts.good(words::SAVED);
        fetch.replace(now);
    };
    let kept = StoredValue::new(webhook.clone());
    let form = move || editing.get().then(|| view! { <WebhookForm webhook=Some(kept.get_value()) done=changed /> });
    let (mark, trouble, label) = (badge(&webhook), stopped(&webhook), organisations::actions_for(&webhook.url));
    let (deed, icon) = if on { (words::TURN_OFF, Glyph::Pause) } else { (words::TURN_ON, Glyph::RefreshCw) };
    let crumbs = vec![Crumb::new(organisations::SETTINGS, to::SETTINGS), Crumb::new(words::TAB, settings())];
    view! {
        <PageHeader title=webhook.url.clone() lead=webhook.description.clone() crumbs>
            {mark}
            <Button icon=Glyph::ArrowRight busy=attempt.busy on_press=ping>{words::PING}</Button>
            <Button icon=Glyph::Pencil on_press=move || editing.set(true)>{words::EDIT}</Button>
            <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label>
                <MenuItem icon on_pick=switch>
                    {deed}
                </MenuItem>
                <MenuItem icon=Glyph::KeyRound on_pick=move || renewing.set(true)>{words::RENEW}</MenuItem>
                <MenuItem icon=Glyph::Trash2 danger=true on_pick=move || removing.set(true)>{words::REMOVE}</MenuItem>
            </Menu>
        </PageHeader>
        <AttemptNews attempt reload=move || fetch.reload() />
        {trouble}
        <Facts webhook />
        <Deliveries id on />
        <Dialog open=editing title=words::EDIT_TITLE wide=true>{live(form)}</Dialog>
        <Confirm open=renewing title=words::RENEW_ASK deed=words::RENEW on_confirm=renew><p>{words::RENEW_DETAIL}</p></Confirm>
        <Remove id open=removing attempt />
    }
}

fn stopped(webhook: &Webhook) -> Option<AnyView> {
    let trouble = webhook.trouble?;
    Some(
        view! { <Banner tone=Tone::Bad title=words::trouble(trouble)><p>{words::STOPPED_NEXT}</p></Banner> }.into_any(),
    )
}

#[component]
fn Facts(webhook: Webhook) -> impl IntoView {
    let last = webhook.delivered_at.map_or_else(|| words::NEVER.to_owned(), format::ago);
    let types = match webhook.types.as_slice() {
        [] => words::ALL.to_owned(),
        some => some.iter().map(|told| told.as_str()).collect::<Vec<_>>().join(", "),
    };
    let secret = match (webhook.secret_at, webhook.old_secret_until) {
        (None, _) => words::NO_SECRET.to_owned(),
        (Some(at), None) => format::moment(at),
        (Some(at), Some(until)) => format!("{}. {}", format::moment(at), words::two_secrets(&format::moment(until))),
    };
    let fact = |name: &'static str, says: String| view! { <div><dt>{name}</dt><dd>{says}</dd></div> };
    view! {
        <section class="card" aria-label=words::STANDING>
            <dl class="facts">
                {fact(words::LAST, last)}
                {fact(words::WAITING, webhook.waiting.to_string())}
                {fact(words::FAILED, webhook.failed.to_string())}
                {fact(words::SECRET, secret)}
                {fact(words::SET_BY, webhook.created_by.name)}
                {fact(words::TYPES, types)}
            </dl>
        </section>
    }
}

#[component]
fn Remove(id: WebhookId, open: RwSignal<bool>, attempt: Attempt) -> impl IntoView {
    let (toasts, navigate) = (Toasts::here(), use_navigate());
    let remove = move || {
        let navigate = navigate.clone();
        open.set(false);
        attempt.run(call::<DeleteWebhook>(WebhookPath { id }, Nothing {}, ()), move |()| {
            toasts.good(words::REMOVED);
            navigate(&settings(), leptos_router::NavigateOptions::default());
        });
    };
    view! {
        <Confirm open title=words::REMOVE_ASK deed=words::REMOVE danger=true on_confirm=remove>
            <p>{words::REMOVE_DETAIL}</p>
        </Confirm>
    }
}
