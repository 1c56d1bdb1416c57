//! The tab: domains, the provider, who comes in by it.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    single_sign_on::{ReadSingleSignOn, SignOnAddress, SingleSignOn, UnlinkPerson},
};

use super::{connection::Provider, domains::Domains, switches::Switches};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    text::single_sign_on as text,
    ui::{Actions, Button, Field, Form, TextInput, Toasts},
};

/// Everything, once it is here.
#[component]
pub fn Settings() -> impl IntoView {
    let all = Fetch::new(|| call::<ReadSingleSignOn>(Nothing {}, Nothing {}, ()));
    let body = move |now: SingleSignOn| {
        let SingleSignOn { domains, connection, redirect_uri } = now;
        let set = connection.clone().map(|connection| view! { <Switches connection all /> <Unlink /> });
        view! {
            <div class="stack">
                <Domains domains all />
                <Provider connection redirect_uri all />
                {set}
            </div>
        }
    };
    view! {
        <div class="stack">
            <p class="muted measure">{text::LEAD}</p>
            {all.view(body)}
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
