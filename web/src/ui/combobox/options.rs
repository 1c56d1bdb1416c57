//! The list under a combobox.

use leptos::prelude::*;

use crate::{text, ui::choice::Choice};

/// Id of an option's element, for `aria-activedescendant`.
pub(super) fn option_id(list: &str, at: usize) -> String {
    format!("{list}-{at}")
}

/// What was found: nothing yet, nothing at all, or the options. The focus stays in the text box; `active` says which
/// option its keys are on.
#[component]
pub(super) fn Options(
    list_id: String,
    open: RwSignal<bool>,
    options: RwSignal<Option<Vec<Choice>>>,
    active: RwSignal<usize>,
    chosen: Signal<Option<String>>,
    #[prop(into)] on_pick: Callback<(Choice,)>,
) -> impl IntoView {
    let option = {
        let list_id = list_id.clone();
        move |(at, choice): (usize, Choice)| {
            let own = choice.value.clone();
            let (label, detail) = (choice.label.clone(), choice.detail.clone());
            let selected = move || if chosen.with(|chosen| chosen.as_ref() == Some(&own)) { "true" } else { "false" };
            view! {
                <li
                    id=option_id(&list_id, at)
                    class="combo-option"
                    role="option"
                    aria-selected=selected
                    data-active=move || (active.get() == at).then_some("true")
                    // Before the text box loses its focus.
                    on:mousedown=move |event| {
                        event.prevent_default();
                        on_pick.run((choice.clone(),));
                    }
                    on:mouseenter=move |_| active.set(at)
                >
                    <span class="combo-name">{label}</span>
                    {(!detail.is_empty()).then(|| view! { <span class="small muted">{detail}</span> })}
                </li>
            }
        }
    };
    let note = |words: &'static str| view! { <li class="combo-note" role="presentation">{words}</li> }.into_any();
    let list = move || match options.get() {
        None => note(text::ui::LOADING),
        Some(found) if found.is_empty() => note(text::ui::NOTHING_FOUND),
        Some(found) => found.into_iter().enumerate().map(option.clone()).collect_view().into_any(),
    };
    view! {
        <ul id=list_id class="combo-list" role="listbox" aria-label=text::ui::OPTIONS hidden=move || !open.get()>
            {list}
        </ul>
    }
}
