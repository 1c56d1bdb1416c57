//! Which app may ask, for what, and where people are sent back to.

use leptos::prelude::*;
use shared::{
    api_tokens::{Scope, is_for_apps},
    oauth::{CreateOauthApp, EditOauthApp, NewOauthApp, OauthApp, OauthAppChanges, OauthAppPath},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    text::{api_tokens, oauth as words, ui::SAVE},
    ui::{Actions, Button, ButtonKind, CheckboxGroup, Choice, Field, Form, RadioGroup, TextArea, TextInput},
};

const SERVER: &str = "server";
const DEVICE: &str = "device";

/// Registers one, or changes `app`; `done` gets what it is now.
#[component]
pub fn AppForm(app: Option<OauthApp>, #[prop(into)] done: Callback<(OauthApp,)>) -> impl IntoView {
    let name = RwSignal::new(app.as_ref().map(|app| app.name.clone()).unwrap_or_default());
    let addresses = RwSignal::new(app.as_ref().map(|app| app.redirect_uris.join("\n")).unwrap_or_default());
    let wanted = app.as_ref().map(|app| app.scopes.clone()).unwrap_or_default();
    let kind = RwSignal::new(SERVER.to_owned());
    let scopes = Scope::ALL.iter().copied().filter(|scope| is_for_apps(*scope));
    let ticks: Vec<(Scope, RwSignal<bool>)> =
        scopes.map(|scope| (scope, RwSignal::new(wanted.contains(&scope)))).collect();
    let boxes = ticks.iter().map(|(scope, tick)| (api_tokens::scope(*scope).to_owned(), *tick)).collect::<Vec<_>>();
    let ticks = StoredValue::new(ticks);
    let before = app.map(|app| (app.id, app.version));
    let attempt = Attempt::new();
    let submit = move || {
        let scopes = ticks.with_value(|ticks| {
            let chosen = ticks.iter().filter(|(_, tick)| tick.get_untracked());
            chosen.map(|(scope, _)| *scope).collect::<Vec<_>>()
        });
        let name = name.get_untracked().trim().to_owned();
        let redirect_uris: Vec<String> =
            addresses.with_untracked(|typed| typed.split_whitespace().map(str::to_owned).collect());
        let then = move |app: OauthApp| done.run((app,));
        match before {
            None => {
                let is_confidential = kind.with_untracked(|kind| kind == SERVER);
                let body = NewOauthApp { name, redirect_uris, scopes, is_confidential };
                attempt.send(body, |body| call::<CreateOauthApp>(Nothing {}, Nothing {}, body), then);
            }
            Some((id, version)) => {
                let body =
                    OauthAppChanges { name: Some(name), redirect_uris: Some(redirect_uris), scopes: Some(scopes) };
                attempt.send(body, move |body| change::<EditOauthApp>(OauthAppPath { id }, body, version), then);
            }
        }
    };
    let kinds = vec![
        Choice::new(SERVER, words::SERVER).with_detail(words::SERVER_DETAIL),
        Choice::new(DEVICE, words::DEVICE).with_detail(words::DEVICE_DETAIL),
    ];
    let is_new = before.is_none();
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=words::NAME name="name" hint=words::NAME_HINT required=true><TextInput value=name /></Field>
            {is_new.then(|| view! { <RadioGroup legend=words::KIND value=kind options=kinds /> })}
            <Field label=words::ADDRESSES name="redirect_uris" hint=words::ADDRESSES_HINT required=true>
                <TextArea value=addresses />
            </Field>
            <CheckboxGroup legend=words::SCOPES boxes field="scopes" />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{SAVE}</Button></Actions>
        </Form>
    }
}
