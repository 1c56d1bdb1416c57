//! Who comes in by the provider.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    single_sign_on::{Connection, ConnectionChanges, EditConnection, SingleSignOn},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    fetch::Fetch,
    text::{single_sign_on as text, ui::SAVE},
    ui::{Actions, Button, ButtonKind, Checkbox, Form, Toasts},
};

/// The card.
#[component]
pub fn Switches(connection: Connection, all: Fetch<SingleSignOn>) -> impl IntoView {
    let (is_on, only) = (RwSignal::new(connection.is_on), RwSignal::new(connection.only_sso));
    let creates = RwSignal::new(connection.creates_people);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let version = connection.version;
    let submit = move || {
        let body = ConnectionChanges {
            is_on: Some(is_on.get_untracked()),
            only_sso: Some(only.get_untracked()),
            creates_people: Some(creates.get_untracked()),
        };
        attempt.send(
            body,
            move |body| change::<EditConnection>(Nothing {}, body, version),
            move |_| {
                toasts.good(text::SAVED);
                all.reload();
            },
        );
    };
    view! {
        <section class="card stack narrow">
            <h2>{text::SWITCHES}</h2>
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt reload=move || all.reload() />
                <Checkbox checked=is_on label=text::IS_ON hint=text::IS_ON_HINT />
                <Checkbox checked=only label=text::ONLY_SSO hint=text::ONLY_SSO_HINT />
                <Checkbox checked=creates label=text::CREATES hint=text::CREATES_HINT />
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{SAVE}</Button></Actions>
            </Form>
        </section>
    }
}
