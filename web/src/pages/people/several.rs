//! Picking several people: a search that adds to a list.

use leptos::prelude::*;

use super::people_search;
use crate::{
    text::feedback as text,
    ui::{Avatar, AvatarSize, Choice, Combobox, Glyph, Icon, IconSize, live},
};

/// The people chosen so far, and a search for the next one. Inside a [`Field`](crate::ui::Field).
#[component]
pub fn PeoplePicker(value: RwSignal<Vec<Choice>>) -> impl IntoView {
    let next = RwSignal::new(None::<Choice>);
    Effect::new(move |_| {
        let Some(chosen) = next.get() else { return };
        value.update(|people| {
            if people.iter().all(|person| person.value != chosen.value) {
                people.push(chosen);
            }
        });
        next.set(None);
    });
    let one = move |person: Choice| {
        let (id, name) = (person.value.clone(), person.label.clone());
        let remove = move |_| value.update(|people| people.retain(|other| other.value != id));
        view! {
            <li class="chip">
                <Avatar name=name.clone() size=AvatarSize::Small />
                <span class="truncate">{person.label}</span>
                <button type="button" class="chip-remove" aria-label=text::remove(&name) on:click=remove>
                    <Icon glyph=Glyph::X size=IconSize::Small />
                </button>
            </li>
        }
    };
    view! {
        <Combobox value=next search=people_search() placeholder=text::CHOOSE_PERSON />
        {live(move || {
            let people = value.get();
            (!people.is_empty()).then(|| view! { <ul class="chips">{people.into_iter().map(one).collect_view()}</ul> })
        })}
    }
}
