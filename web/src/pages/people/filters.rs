//! Which people to list: in the address, and in the toolbar above the list.

use leptos::prelude::*;
use shared::{
    access::{Relation, Role},
    accounts::FactorHeld,
    people::{MANAGE, PeopleExport, PeopleFilter, PeopleSort, PersonStatus},
};

use super::picker::{kept_person, people_search};
use crate::{
    address::Kept,
    pages::organisations::team_choices,
    session::Session,
    text::{people as text, shell},
    to,
    ui::{ButtonKind, Choice, Combobox, Field, FilterBar, Glyph, LinkButton, Select, Sort, TextInput, live},
};

/// The filters and the order of the list.
#[derive(Clone, Copy)]
pub struct Filters {
    q: Kept,
    team: Kept,
    role: Kept,
    status: Kept,
    manager: Kept,
    second_factor: Kept,
    sort: Kept,
}

impl Filters {
    /// As the address says.
    pub fn here() -> Self {
        Self {
            q: Kept::typed("q"),
            team: Kept::new("team"),
            role: Kept::new("role"),
            status: Kept::new("status"),
            manager: Kept::new("manager"),
            second_factor: Kept::new("second_factor"),
            sort: Kept::new("sort"),
        }
    }

    /// What to ask the server for. Reactive.
    pub fn query(self, cursor: Option<String>) -> PeopleFilter {
        PeopleFilter {
            q: self.q.get(),
            team: self.team.read(|text| text.parse().ok()),
            role: self.role.read(Role::parse),
            status: self.status.read(PersonStatus::parse),
            manager: self.manager.read(|text| text.parse().ok()),
            second_factor: self.second_factor.read(FactorHeld::parse),
            sort: self.sort.read(PeopleSort::parse),
            cursor,
            ..PeopleFilter::default()
        }
    }

    /// The same people as a file.
    pub fn export(self) -> PeopleExport {
        let PeopleFilter { q, team, role, status, manager, second_factor, .. } = untrack(|| self.query(None));
        PeopleExport { q, team, role, status, manager, second_factor }
    }

    /// Whether anything is filtered at all. Reactive.
    pub fn any(self) -> bool {
        PeopleFilter { sort: None, ..self.query(None) } != PeopleFilter::default()
    }

    /// The order, for the table's headings.
    pub fn sort(self) -> Signal<Option<Sort>> {
        Signal::derive(move || Some(Sort::parse(self.sort.get().as_deref().unwrap_or("name"))))
    }

    /// Another order.
    pub fn set_sort(self, sort: &Sort) {
        self.sort.value.set(sort.code());
    }
}

/// The toolbar. Role and status are offered to those who see such details of somebody else, second steps to who manages people.
#[component]
pub fn Toolbar(filters: Filters) -> impl IntoView {
    let session = Session::here();
    let team_options = team_choices();
    let roles = || -> Vec<_> { Role::ALL.iter().map(|role| Choice::new(role.as_str(), shell::role(*role))).collect() };
    let statuses = || -> Vec<_> {
        PersonStatus::ALL.iter().map(|status| Choice::new(status.as_str(), text::status(*status))).collect()
    };
    let factors = || -> Vec<_> {
        FactorHeld::ALL.iter().map(|held| Choice::new(held.as_str(), text::second_factor(*held))).collect()
    };
    let sees_details = move || session.role().is_some_and(|role| role >= Role::Manager);
    view! {
        <FilterBar>
            <Field label=text::SEARCH filter=true wide=true>
                <TextInput value=filters.q.value kind="search" icon=Glyph::Search placeholder=text::SEARCH_HINT />
            </Field>
            <Field label=text::TEAM filter=true><Select value=filters.team.value options=team_options any=text::ANY_TEAM /></Field>
            {live(move || sees_details().then(|| view! {
                <Field label=text::ROLE filter=true><Select value=filters.role.value options=roles() any=text::ANY_ROLE /></Field>
                <Field label=text::STATUS filter=true><Select value=filters.status.value options=statuses() any=text::ANY_STATUS /></Field>
            }))}
            <Field label=text::MANAGER filter=true>
                <Combobox value=kept_person(filters.manager.value) search=people_search() placeholder=text::ANY_MANAGER />
            </Field>
            {live(move || session.can(&MANAGE, Relation::Organisation).then(|| view! {
                <Field label=text::SECOND_FACTOR filter=true>
                    <Select value=filters.second_factor.value options=factors() any=text::ANY_SECOND_FACTOR />
                </Field>
            }))}
            <Show when=move || filters.any()>
                <LinkButton href=to::PEOPLE kind=ButtonKind::Quiet icon=Glyph::X>{text::CLEAR}</LinkButton>
            </Show>
        </FilterBar>
    }
}
