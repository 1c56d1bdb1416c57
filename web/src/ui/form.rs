//! A form: sends once, keeps what was typed, shows each error at its field and moves the focus to the first.

use leptos::{context::Provider, html, prelude::*};
use wasm_bindgen::JsCast;

/// The errors of a form, by field name, as sentences.
#[derive(Clone, Copy)]
pub struct FormErrors(RwSignal<Vec<(String, String)>>);

impl Default for FormErrors {
    fn default() -> Self {
        Self(RwSignal::new(Vec::new()))
    }
}

impl FormErrors {
    /// No errors yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Replaces all errors: what the server or the local check said last.
    pub fn set(self, errors: Vec<(String, String)>) {
        self.0.set(errors);
    }

    /// Forgets all errors.
    pub fn clear(self) {
        self.0.set(Vec::new());
    }

    /// The error of one field, as a sentence. Reactive.
    pub fn of(self, field: &str) -> Option<String> {
        self.0.with(|errors| errors.iter().find(|(name, _)| name == field).map(|(_, sentence)| sentence.clone()))
    }
}

/// A form. `on_submit` runs on Enter and on its submit button, never while `busy`.
#[component]
pub fn Form(
    #[prop(optional)] errors: FormErrors,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(into)] on_submit: Callback<()>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Form>::new();
    Effect::new(move |_| {
        if errors.0.with(Vec::is_empty) {
            return;
        }
        // After the fields have taken the errors in.
        request_animation_frame(move || {
            let first = node
                .get_untracked()
                .and_then(|form| form.query_selector("[aria-invalid=true]").ok().flatten())
                .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
            if let Some(element) = first {
                let _ = element.focus();
            }
        });
    });
    view! {
        <form
            class="stack"
            novalidate
            node_ref=node
            on:submit=move |event| {
                event.prevent_default();
                if !busy.get_untracked() {
                    on_submit.run(());
                }
            }
        >
            <Provider value=errors>{children()}</Provider>
        </form>
    }
}
