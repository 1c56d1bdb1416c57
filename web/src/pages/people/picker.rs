//! Picking a person: search for comboboxes.

use std::str::FromStr;

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    people::{ListPeople, PeopleFilter, Person},
    wire::Limit,
};

use crate::{
    client::call,
    ui::{Choice, Search},
};

/// Looks people up by what is typed.
pub fn people_search() -> Search {
    Search::new(|typed: String| async move {
        let filter = PeopleFilter {
            q: (!typed.trim().is_empty()).then_some(typed),
            limit: Limit::new(10),
            ..Default::default()
        };
        // A failed search looks like an empty one: the next key asks again.
        let found = call::<ListPeople>(Nothing {}, filter, ()).await;
        found.map(|page| page.items.iter().map(choice_of).collect()).unwrap_or_default()
    })
}

/// A person as something to choose.
pub fn choice_of(person: &Person) -> Choice {
    let team = person.team.as_ref().map(|team| team.name.clone());
    let detail: Vec<String> = person.job_title.clone().into_iter().chain(team).collect();
    Choice::new(person.id.to_string(), person.name.clone()).with_detail(detail.join(" · "))
}

/// The id that was chosen, if anything was.
pub fn chosen_id<T: FromStr>(chosen: RwSignal<Option<Choice>>) -> Option<T> {
    chosen.with_untracked(|choice| choice.as_ref().and_then(|choice| choice.value.parse().ok()))
}
