//! One of many: typed, searched, picked (ARIA combobox with a listbox).

mod options;
mod search;

use std::time::Duration;

use leptos::{ev::KeyboardEvent, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};

use self::options::{Options, option_id};
pub use self::search::Search;
use super::{choice::Choice, field::FieldContext, id};

/// A text box that searches. Inside a [`Field`](super::field::Field); emptying it means nobody and nothing.
#[component]
pub fn Combobox(
    value: RwSignal<Option<Choice>>,
    search: Search,
    #[prop(optional, into)] placeholder: String,
) -> impl IntoView {
    let field = FieldContext::here();
    let list_id = id::fresh("list");
    let typed = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let options = RwSignal::new(None::<Vec<Choice>>);
    let active = RwSignal::new(0_usize);
    let asked = StoredValue::new(0_u32);
    let waiting = StoredValue::new_local(None::<TimeoutHandle>);

    let restore = move || {
        typed.set(value.with_untracked(|chosen| chosen.as_ref().map(|choice| choice.label.clone()).unwrap_or_default()))
    };
    Effect::new(move |_| {
        value.track();
        restore();
    });

    // Answers may overtake each other: only the last question's counts.
    let ask = move |text: String| {
        asked.update_value(|count| *count = count.wrapping_add(1));
        let turn = asked.get_value();
        spawn_local(async move {
            let found = search.ask(text).await;
            if asked.try_get_value() == Some(turn) {
                active.set(0);
                options.set(Some(found));
            }
        });
    };
    let ask_soon = move |text: String| {
        if let Some(earlier) = waiting.try_update_value(Option::take).flatten() {
            earlier.clear();
        }
        let timer = set_timeout_with_handle(move || ask(text.clone()), Duration::from_millis(150)).ok();
        waiting.set_value(timer);
    };
    let show = move || {
        if !open.get_untracked() {
            open.set(true);
            ask(String::new());
        }
    };
    let pick = move |choice: Choice| {
        open.set(false);
        value.set(Some(choice));
    };
    let keys = move |event: KeyboardEvent| {
        let count = options.with_untracked(|found| found.as_ref().map_or(0, Vec::len));
        match event.key().as_str() {
            "ArrowDown" if open.get_untracked() => active.update(|at| *at = (*at + 1).min(count.saturating_sub(1))),
            "ArrowDown" => show(),
            "ArrowUp" => active.update(|at| *at = at.saturating_sub(1)),
            "Enter" if open.get_untracked() => {
                let chosen = options.with_untracked(|found| {
                    found.as_ref().and_then(|found| found.get(active.get_untracked()).cloned())
                });
                chosen.into_iter().for_each(pick);
            }
            "Escape" if open.get_untracked() => {
                // Closes the list, not the dialog around it.
                event.stop_propagation();
                open.set(false);
                restore();
            }
            _ => return,
        }
        event.prevent_default();
    };
    let left = move |_| {
        open.set(false);
        if typed.with_untracked(String::is_empty) {
            value.set(None);
        }
        restore();
    };

    let active_id = {
        let list_id = list_id.clone();
        move || {
            (open.get() && options.with(|found| found.as_ref().is_some_and(|found| !found.is_empty())))
                .then(|| option_id(&list_id, active.get()))
        }
    };
    let chosen = Signal::derive(move || value.with(|chosen| chosen.as_ref().map(|choice| choice.value.clone())));

    view! {
        <div class="combo">
            <input
                id=field.id.clone()
                class="input"
                role="combobox"
                autocomplete="off"
                aria-autocomplete="list"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls=list_id.clone()
                aria-activedescendant=active_id
                aria-required=field.required.then_some("true")
                aria-invalid=field.aria_invalid()
                aria-describedby=field.described_by
                placeholder=placeholder
                prop:value=move || typed.get()
                on:click=move |_| show()
                on:input=move |event| {
                    let text = event_target_value(&event);
                    typed.set(text.clone());
                    open.set(true);
                    ask_soon(text);
                }
                on:keydown=keys
                on:blur=left
            />
            <Options list_id open options active chosen on_pick=pick />
        </div>
    }
}
