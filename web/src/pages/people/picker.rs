//! Picking a person: search for comboboxes.

use std::str::FromStr;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    operation::Nothing,
    people::{ListPeople, PeopleFilter, Person, PersonPath, ReadPerson},
    wire::Limit,
};

use crate::{
    client::call,
    ui::{Choice, Search},
};

/// Looks people up by what is typed.
pub fn people_search() -> Search {
    Search::new(find_people)
}

/// The first few people whom a text fits.
pub async fn find_people(typed: String) -> Vec<Choice> {
    let filter =
        PeopleFilter { q: (!typed.trim().is_empty()).then_some(typed), limit: Limit::new(10), ..Default::default() };
    // A failed search looks like an empty one: the next key asks again.
    let found = call::<ListPeople>(Nothing {}, filter, ()).await;
    found.map(|page| page.items.iter().map(choice_of).collect()).unwrap_or_default()
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

/// A choice kept as the id alone, as an address has it; the box shows the name.
pub fn kept_person(id: RwSignal<String>) -> RwSignal<Option<Choice>> {
    let chosen = RwSignal::new(None::<Choice>);
    Effect::new(move |_| {
        let wanted = id.get();
        let shown =
            chosen.with_untracked(|choice| choice.as_ref().map(|choice| choice.value.clone()).unwrap_or_default());
        if wanted == shown {
            return;
        }
        let Ok(person) = wanted.parse() else { return chosen.set(None) };
        spawn_local(async move {
            let found = call::<ReadPerson>(PersonPath { id: person }, Nothing {}, ()).await;
            // Somebody else may have been chosen meanwhile.
            if let Ok(person) = found
                && id.try_get_untracked().is_some_and(|now| now == person.id.to_string())
            {
                chosen.try_set(Some(choice_of(&person)));
            }
        });
    });
    Effect::new(move |before: Option<()>| {
        let now = chosen.with(|choice| choice.as_ref().map(|choice| choice.value.clone()).unwrap_or_default());
        // The first run comes before the name is known.
        if before.is_some() && id.with_untracked(|id| *id != now) {
            id.set(now);
        }
    });
    chosen
}
