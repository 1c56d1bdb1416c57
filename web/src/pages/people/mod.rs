//! People: list, page of one, organisation chart, import.

mod chart;
mod deeds;
mod departing;
mod dialogs;
mod draft;
mod erasing;
mod filters;
mod form;
mod import;
mod list;
mod moving;
mod person;
mod picker;
mod several;
mod table;

use leptos::prelude::*;
use shared::{
    people::{ListPeople, Person, PersonStatus, ReadChart, import::StartImport},
    wire::PersonId,
};

pub use self::{
    deeds::Deeds,
    picker::{chosen_id, find_people, kept_person, people_search},
    several::PeoplePicker,
};
use crate::{
    shell::guarded,
    text::people as text,
    ui::{Badge, Dialog, Tone},
};

crate::parts::parts! {
    people: list(), chart(), person();
    people_admin: import(), add(open: RwSignal<bool>, done: Callback<(Person,)>), deed_dialogs(deeds: Deeds);
}

/// `/people?q=…&team=…&role=…&status=…&manager=…&sort=…`
pub fn list() -> AnyView {
    guarded::<ListPeople>(|| list::People().into_any())
}

/// `/people/{id}?tab=…`
pub fn person() -> AnyView {
    guarded::<ListPeople>(|| person::PersonPage().into_any())
}

/// `/people/chart?person=…`
pub fn chart() -> AnyView {
    guarded::<ReadChart>(|| chart::ChartPage().into_any())
}

/// `/people/import?import=…`
pub fn import() -> AnyView {
    guarded::<StartImport>(|| import::ImportPage().into_any())
}

/// The dialog that adds somebody.
pub fn add(open: RwSignal<bool>, done: Callback<(Person,)>) -> AnyView {
    view! { <Dialog open title=text::ADD.to_owned()><dialogs::AddPerson done /></Dialog> }.into_any()
}

/// The dialogs of what can be done to somebody.
pub fn deed_dialogs(deeds: Deeds) -> AnyView {
    view! { <deeds::DeedDialogs deeds /> }.into_any()
}

/// The address of somebody's page.
pub fn href(id: PersonId) -> String {
    format!("{}/{id}", crate::to::PEOPLE)
}

/// The status as a badge.
pub fn status_badge(status: PersonStatus) -> impl IntoView {
    let tone = match status {
        PersonStatus::NotInvited => Tone::Warn,
        PersonStatus::Invited => Tone::Accent,
        PersonStatus::Active => Tone::Good,
        PersonStatus::Deactivated => Tone::Plain,
    };
    view! { <Badge tone>{text::status(status)}</Badge> }
}
