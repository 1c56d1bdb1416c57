//! The frame of one form field: label, hint, error, and the ids that tie them to the control inside.

use leptos::{context::Provider, prelude::*};

use super::{
    form::FormErrors,
    icon::{Glyph, Icon, IconSize},
    id,
    live::live,
};
use crate::text;

/// What a control inside a [`Field`] needs to know about it.
#[derive(Clone)]
pub struct FieldContext {
    /// Id the label points to.
    pub id: String,
    /// `aria-describedby`: hint and error, those that are there.
    pub described_by: Signal<Option<String>>,
    /// Whether an error is shown.
    pub invalid: Signal<bool>,
    /// Whether it must be filled in.
    pub required: bool,
}

impl FieldContext {
    /// The field around the caller, or a stand-in for a control that stands alone (a search box with `aria-label`).
    pub fn here() -> Self {
        use_context().unwrap_or_else(|| Self {
            id: id::fresh("control"),
            described_by: Signal::stored(None),
            invalid: Signal::stored(false),
            required: false,
        })
    }

    /// `aria-invalid` of the control.
    pub fn aria_invalid(&self) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync + use<> {
        let invalid = self.invalid;
        move || invalid.get().then_some("true")
    }
}

/// Label, hint and error around one control. With a `name`, the error is the one the form's
/// [`FormErrors`] hold for it; `error` gives another. Fields that may stay empty say so; `required` ones don't need to.
#[component]
pub fn Field(
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] name: String,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    /// Grows in a toolbar.
    #[prop(optional)]
    wide: bool,
    /// A filter or a search box: "optional" would be noise.
    #[prop(optional)]
    filter: bool,
    children: Children,
) -> impl IntoView {
    let id = id::fresh("field");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let errors = use_context::<FormErrors>();
    if let Some(errors) = errors.filter(|_| !name.is_empty()) {
        errors.at_home(name.clone());
    }
    let corrected = {
        let name = name.clone();
        move || errors.into_iter().for_each(|errors| errors.forget(&name))
    };
    let typed = corrected.clone();
    let shown = Memo::new(move |_| error.get().or_else(|| errors.and_then(|errors| errors.of(&name))));
    let described_by = Signal::derive({
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || {
            let hint = (!hint.read().is_empty()).then(|| hint_id.clone());
            let error = shown.read().is_some().then(|| error_id.clone());
            let ids: Vec<String> = error.into_iter().chain(hint).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    });
    let invalid = Signal::derive(move || shown.read().is_some());
    let context = FieldContext { id: id.clone(), described_by, invalid, required };

    view! {
        <div class=if wide { "field wide" } else { "field" } on:input=move |_| typed() on:change=move |_| corrected()>
            <label class="field-label" for=id>
                {live(move || label.get())}
                {(!required && !filter).then(|| view! { <span class="optional">{text::ui::OPTIONAL}</span> })}
            </label>
            <Provider value=context>{children()}</Provider>
            // The error first: it is what one came back for.
            {live(move || {
                shown.get().map(|sentence| view! {
                    <p class="field-error" id=error_id.clone()>
                        <Icon glyph=Glyph::CircleAlert size=IconSize::Small />
                        {sentence}
                    </p>
                })
            })}
            {live(move || {
                let hint = hint.get();
                (!hint.is_empty()).then(|| view! { <p class="field-hint" id=hint_id.clone()>{hint}</p> })
            })}
        </div>
    }
}
