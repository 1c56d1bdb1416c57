//! The tab: domains, the provider, who comes in by it.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    single_sign_on::{Connection, ReadSingleSignOn, SignOnAddress, SingleSignOn, UnlinkPerson},
};

use super::{connection::Provider, domains::Domains, switches::Switches};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    session::Session,
    text::single_sign_on as text,
    ui::{Actions, Button, EmptyState, Field, Form, Glyph, TextInput, Toasts, live},
};

/// In a sandbox, that it is set up elsewhere; in any other organisation, everything.
#[component]
pub fn Settings() -> impl IntoView {
    let is_sandbox = Session::here().me().is_some_and(|me| me.organisation.sandbox_days_ahead.is_some());
    if is_sandbox {
        let detail = text::NOT_IN_SANDBOX_DETAIL;
        return view! { <EmptyState glyph=Glyph::ShieldCheck title=text::NOT_IN_SANDBOX detail /> }.into_any();
    }
    view! { <Everything /> }.into_any()
}

/// Everything, once it is here.
#[component]
fn Everything() -> impl IntoView {
    let all = Fetch::new(|| call::<ReadSingleSignOn>(Nothing {}, Nothing {}, ()));
    // Should a later look fail, what was read before it stays.
    let last = Memo::new(move |before: Option<&Option<SingleSignOn>>| all.get().or_else(|| before.cloned().flatten()));
    let here = Memo::new(move |_| last.with(Option::is_some));
    view! {
        <div class="stack">
            <p class="muted measure">{text::LEAD}</p>
            {live(move || if here.get() { view! { <Shown all last /> }.into_any() } else { all.view(|_| ()) })}
        </div>
    }
}

/// Drawn once. What is read later is put into it, and draws a form anew only where the form would begin with something
/// else: what is being typed while a domain is looked at stays.
#[component]
fn Shown(all: Fetch<SingleSignOn>, last: Memo<Option<SingleSignOn>>) -> impl IntoView {
    let connection = Memo::new(move |_| last.get().and_then(|now| now.connection));
    // A test changes nothing that could be switched.
    let set = Memo::new(move |_| connection.get().map(|now| Connection { tested_at: None, ..now }));
    let is_set = Memo::new(move |_| connection.with(Option::is_some));
    let redirect_uri = last.get_untracked().map(|now| now.redirect_uri).unwrap_or_default();
    view! {
        <div class="stack">
            <Domains all />
            <Provider connection redirect_uri all />
            {live(move || set.get().map(|connection| view! { <Switches connection all /> }))}
            {live(move || is_set.get().then(|| view! { <Unlink /> }))}
        </div>
    }
}

/// For whoever got a new account at the provider.
#[component]
fn Unlink() -> impl IntoView {
    let email = RwSignal::new(String::new());
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let body = SignOnAddress { email: email.get_untracked().trim().to_owned() };
        attempt.send(
            body,
            |body| call::<UnlinkPerson>(Nothing {}, Nothing {}, body),
            move |()| {
                email.set(String::new());
                toasts.good(text::UNLINKED);
            },
        );
    };
    view! {
        <section class="card stack narrow">
            <div><h2>{text::UNLINK}</h2><p class="small muted">{text::UNLINK_LEAD}</p></div>
            <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                <Field label=crate::text::accounts::EMAIL name="email" required=true>
                    <TextInput value=email kind="email" />
                </Field>
                <Actions><Button submit=true busy=attempt.busy>{text::UNLINK}</Button></Actions>
            </Form>
        </section>
    }
}
