//! A form: sends once, keeps what was typed, shows each error at its field and moves the focus to the first. An error
//! goes when its field is corrected; one that no field can show is for whoever shows the rest.

use leptos::{context::Provider, html, prelude::*};
use wasm_bindgen::JsCast;

use super::unsaved;

/// The errors of a form, by field name, as sentences.
#[derive(Clone, Copy)]
pub struct FormErrors {
    errors: RwSignal<Vec<(String, String)>>,
    /// How often there was news: the focus moves then, and not when an error goes.
    news: RwSignal<u32>,
    /// The fields on the page.
    fields: RwSignal<Vec<String>>,
    /// Whether something was typed that isn't sent.
    typed: RwSignal<bool>,
}

impl Default for FormErrors {
    fn default() -> Self {
        Self {
            errors: RwSignal::new(Vec::new()),
            news: RwSignal::new(0),
            fields: RwSignal::new(Vec::new()),
            typed: RwSignal::new(false),
        }
    }
}

impl FormErrors {
    /// No errors yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Replaces all errors: what the server or the local check said last.
    pub fn set(self, errors: Vec<(String, String)>) {
        self.errors.set(errors);
        self.news.update(|news| *news = news.wrapping_add(1));
    }

    /// Forgets all errors.
    pub fn clear(self) {
        self.errors.set(Vec::new());
    }

    /// Forgets the error of one field, which is being corrected.
    pub fn forget(self, field: &str) {
        // A field may be heard of once more after its form has gone.
        if self.errors.try_with_untracked(|errors| errors.iter().any(|(name, _)| name == field)) == Some(true) {
            self.errors.update(|errors| errors.retain(|(name, _)| name != field));
        }
    }

    /// Something was changed that no field tells of: rows were added, moved, taken away.
    pub fn touched(self) {
        self.typed.try_set(true);
    }

    /// What was typed is sent.
    pub fn sent(self) {
        self.typed.try_set(false);
    }

    /// Whether anything is wrong. Reactive.
    pub fn any(self) -> bool {
        self.errors.with(|errors| !errors.is_empty())
    }

    /// The sentences that no field on the page shows. Reactive.
    pub fn homeless(self) -> Vec<String> {
        let fields = self.fields.get();
        self.errors.with(|errors| {
            let homeless = errors.iter().filter(|(name, _)| !fields.contains(name));
            homeless.map(|(_, sentence)| sentence.clone()).collect()
        })
    }

    /// A field that shows its own errors is on the page, as long as its owner lives.
    pub fn at_home(self, field: String) {
        self.fields.update(|fields| fields.push(field.clone()));
        on_cleanup(move || {
            self.fields.try_update(|fields| {
                if let Some(place) = fields.iter().position(|known| *known == field) {
                    fields.swap_remove(place);
                }
            });
        });
    }

    /// The error of one field, as a sentence. Reactive.
    pub fn of(self, field: &str) -> Option<String> {
        self.errors.with(|errors| errors.iter().find(|(name, _)| name == field).map(|(_, sentence)| sentence.clone()))
    }
}

/// A form. `on_submit` runs on Enter and on its submit button, never while `busy`. Whoever leaves it with something typed
/// is asked first, unless it is `forgettable`: nothing but a password or an address.
#[component]
pub fn Form(
    #[prop(optional)] errors: FormErrors,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional)] forgettable: bool,
    #[prop(into)] on_submit: Callback<()>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Form>::new();
    let typed = errors.typed;
    if !forgettable {
        unsaved::watch(node, typed);
    }
    Effect::new(move |_| {
        errors.news.track();
        if errors.errors.with_untracked(Vec::is_empty) {
            return;
        }
        // After the fields have taken the errors in.
        request_animation_frame(move || {
            let first = node
                .get_untracked()
                .and_then(|form| form.query_selector("[aria-invalid=true]").ok().flatten())
                .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
            if let Some(element) = first {
                if let Ok(Some(shut)) = element.closest("details:not([open])") {
                    let _ = shut.set_attribute("open", "");
                }
                let _ = element.focus();
            }
        });
    });
    view! {
        <form
            class="stack"
            novalidate
            node_ref=node
            on:input=move |_| {
                typed.try_set(true);
            }
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
