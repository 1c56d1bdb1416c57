//! The secret of an app, shown once.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    clipboard::copied,
    text::oauth as words,
    ui::{Actions, Button, ButtonKind, Dialog, Field, Glyph, TextInput, Toasts, live},
};

/// The dialog over the page, as long as there is a secret in it.
#[component]
pub fn SecretDialog(open: RwSignal<bool>, secret: RwSignal<String>) -> impl IntoView {
    // However it was closed: it is shown once.
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            secret.set(String::new());
        }
        is_open
    });
    let body = move || view! { <Shown secret=secret.get() kept=move || open.set(false) /> };
    view! { <Dialog open title=words::SECRET_TITLE>{live(body)}</Dialog> }
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
            <p>{words::SECRET_LEAD}</p>
            <Field label=words::SECRET filter=true><TextInput value=shown readonly=true /></Field>
            <div class="row"><Button icon=Glyph::Copy on_press=copy>{words::COPY}</Button></div>
            <Actions><Button kind=ButtonKind::Primary on_press=kept>{words::KEPT}</Button></Actions>
        </div>
    }
}
