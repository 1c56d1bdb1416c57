//! Acting as the people of a sandbox: a token for one of them.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    api_tokens::MadeApiToken,
    operation::Nothing,
    people::PersonPath,
    problem::{FieldError, Problem},
    sandboxes::DrawSandboxToken,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    clipboard::copied,
    pages::people::{chosen_id, people_search},
    text::sandboxes as words,
    ui::{Actions, Button, ButtonKind, Combobox, Dialog, Field, Form, Glyph, TextInput, Toasts, live},
};

/// The card.
#[component]
pub fn Playing() -> impl IntoView {
    let person = RwSignal::new(None);
    let (showing, secret) = (RwSignal::new(false), RwSignal::new(String::new()));
    let attempt = Attempt::new();
    let submit = move || {
        let Some(id) = chosen_id(person) else {
            attempt.fail(Problem::invalid(vec![FieldError::new("id", "required")]));
            return;
        };
        attempt.run(call::<DrawSandboxToken>(PersonPath { id }, Nothing {}, ()), move |made: MadeApiToken| {
            secret.set(made.secret);
            showing.set(true);
        });
    };
    // However the dialog was closed: it is shown once.
    Effect::new(move |was_open: Option<bool>| {
        let is_open = showing.get();
        if was_open == Some(true) && !is_open {
            secret.set(String::new());
        }
        is_open
    });
    view! {
        <section class="card stack narrow">
            <div><h2>{words::PLAYING}</h2><p class="small muted">{words::PLAYING_LEAD}</p></div>
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                <Field label=words::PERSON name="id" required=true>
                    <Combobox value=person search=people_search() />
                </Field>
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::DRAW}</Button></Actions>
            </Form>
        </section>
        <Dialog open=showing title=words::DRAWN>
            {live(move || view! { <Shown secret=secret.get() kept=move || showing.set(false) /> })}
        </Dialog>
    }
}

#[component]
fn Shown(secret: String, #[prop(into)] kept: Callback<()>) -> impl IntoView {
    let toasts = Toasts::here();
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
            <p>{words::DRAWN_LEAD}</p>
            <Field label=words::TOKEN filter=true><TextInput value=shown readonly=true /></Field>
            <div class="row"><Button icon=Glyph::Copy on_press=copy>{words::COPY}</Button></div>
            <Actions><Button kind=ButtonKind::Primary on_press=kept>{words::KEPT}</Button></Actions>
        </div>
    }
}
