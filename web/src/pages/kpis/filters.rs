//! Which KPIs to show: in the address, and in the toolbar.

use leptos::prelude::*;
use shared::{
    access::Role,
    kpis::{KpiFilter, KpiSort, rules::kinds::KpiState},
    operation::Nothing,
    teams::ListTeams,
};

use crate::{
    address::Kept,
    client::call,
    fetch::Fetch,
    pages::people::{kept_person, people_search},
    session::Session,
    text::kpis as text,
    to,
    ui::{ButtonKind, Choice, Combobox, Field, FilterBar, Glyph, LinkButton, Select, TextInput},
};

/// What the address calls those that were put away, and those that wait for another owner.
const ARCHIVED: &str = "archived";
const WITHOUT_OWNER: &str = "without_owner";

/// The filters and the order.
#[derive(Clone, Copy)]
pub struct Filters {
    q: Kept,
    owner: Kept,
    team: Kept,
    state: Kept,
    which: Kept,
    sort: Kept,
}

impl Filters {
    /// As the address says.
    pub fn here() -> Self {
        Self {
            q: Kept::typed("q"),
            owner: Kept::new("owner"),
            team: Kept::new("team"),
            state: Kept::new("state"),
            which: Kept::new("which"),
            sort: Kept::new("sort"),
        }
    }

    /// What to ask the server for. Reactive.
    pub fn query(self, cursor: Option<String>) -> KpiFilter {
        KpiFilter {
            q: self.q.get(),
            owner: self.owner.read(|text| text.parse().ok()),
            team: self.team.read(|text| text.parse().ok()),
            state: self.state.read(KpiState::parse),
            archived: self.which.read(|which| (which == ARCHIVED).then_some(true)),
            without_owner: self.which.read(|which| (which == WITHOUT_OWNER).then_some(true)),
            sort: self.sort.read(KpiSort::parse),
            cursor,
            ..KpiFilter::default()
        }
    }

    /// Whether anything is filtered at all. Reactive.
    pub fn any(self) -> bool {
        KpiFilter { sort: None, ..self.query(None) } != KpiFilter::default()
    }
}

/// The toolbar.
#[component]
pub fn Toolbar(filters: Filters) -> impl IntoView {
    let teams = Fetch::new(|| call::<ListTeams>(Nothing {}, Nothing {}, ()));
    let teams = Signal::derive(move || {
        let all = teams.get().map(|list| list.items).unwrap_or_default();
        all.into_iter().map(|team| Choice::new(team.id.to_string(), team.name)).collect::<Vec<_>>()
    });
    let states: Vec<_> = KpiState::ALL.iter().map(|state| Choice::new(state.as_str(), text::state(*state))).collect();
    let leads = untrack(|| Session::here().role()).is_some_and(|role| role >= Role::Manager);
    let which: Vec<_> = std::iter::once(Choice::new(ARCHIVED, text::ARCHIVED))
        .chain(leads.then(|| Choice::new(WITHOUT_OWNER, text::WITHOUT_OWNER)))
        .collect();
    let sorts =
        vec![Choice::new(KpiSort::State.as_str(), text::BY_STATE), Choice::new(KpiSort::Newest.as_str(), text::BY_AGE)];
    view! {
        <FilterBar class="kpis-toolbar">
            <Field label=text::SEARCH filter=true wide=true>
                <TextInput value=filters.q.value kind="search" icon=Glyph::Search placeholder=text::SEARCH_HINT />
            </Field>
            <Field label=text::WHOSE filter=true><Combobox value=kept_person(filters.owner.value) search=people_search() placeholder=text::EVERYBODYS /></Field>
            <Field label=text::TEAM filter=true><Select value=filters.team.value options=teams any=text::ANY_TEAM /></Field>
            <Field label=text::STATE filter=true><Select value=filters.state.value options=states any=text::ANY_STATE /></Field>
            <Field label=text::SHOW filter=true><Select value=filters.which.value options=which any=text::CURRENT /></Field>
            <Field label=text::SORT filter=true><Select value=filters.sort.value options=sorts any=text::BY_NAME /></Field>
            <Show when=move || filters.any()>
                <LinkButton href=to::KPIS kind=ButtonKind::Quiet icon=Glyph::X>{text::CLEAR}</LinkButton>
            </Show>
        </FilterBar>
    }
}
