//! Which objectives to show: in the address, and in the toolbar.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    access::Role,
    goals::{
        Level, ObjectiveFilter, ObjectiveSort, PastObjectiveFilter, Scope,
        rules::kinds::{GoalStatus, ObjectiveState},
    },
    operation::Nothing,
    organisations::ListPeriods,
    wire::Limit,
};

use crate::{
    address::{Kept, kept_day},
    client::call,
    fetch::Fetch,
    pages::{
        organisations::team_choices,
        people::{find_people, kept_person},
    },
    session::Session,
    text::goals as text,
    to,
    ui::{
        ButtonKind, Choice, Combobox, DateInput, Field, FilterBar, Glyph, LinkButton, Search, Select, Sort, TextInput,
    },
};

/// What the address calls all states after agreement.
const AGREED: &str = "agreed";
/// What it calls all that waits for another owner.
const WITHOUT_OWNER: &str = "without_owner";

/// The filters and the order.
#[derive(Clone, Copy)]
pub struct Filters {
    q: Kept,
    period: Kept,
    level: Kept,
    state: Kept,
    status: Kept,
    team: Kept,
    owner: Kept,
    scope: Kept,
    sort: Kept,
    as_of: Kept,
}

impl Filters {
    /// As the address says.
    pub fn here() -> Self {
        Self {
            q: Kept::typed("q"),
            period: Kept::new("period"),
            level: Kept::new("level"),
            state: Kept::new("state"),
            status: Kept::new("status"),
            team: Kept::new("team"),
            owner: Kept::new("owner"),
            scope: Kept::new("scope"),
            sort: Kept::new("sort"),
            as_of: Kept::new("as_of"),
        }
    }

    /// What to ask the server for. Reactive.
    pub fn query(self, cursor: Option<String>) -> ObjectiveFilter {
        ObjectiveFilter {
            q: self.q.get(),
            period: self.period.read(|text| text.parse().ok()),
            level: self.level.read(Level::parse),
            state: self.state.read(ObjectiveState::parse),
            agreed: self.state.read(|text| (text == AGREED).then_some(true)),
            without_owner: self.state.read(|text| (text == WITHOUT_OWNER).then_some(true)),
            status: self.status.read(GoalStatus::parse),
            team: self.team.read(|text| text.parse().ok()),
            owner: self.owner.read(|text| text.parse().ok()),
            scope: self.scope.read(Scope::parse),
            sort: self.sort.read(ObjectiveSort::parse),
            cursor,
            ..ObjectiveFilter::default()
        }
    }

    /// The day that has passed whose tree is to be shown, if one is. Reactive.
    pub fn past_day(self) -> Option<NaiveDate> {
        let today = Session::here().org_today();
        self.as_of.read(|text| text.parse().ok()).filter(|day| *day < today)
    }

    /// What to ask the server for as of that day. Reactive.
    pub fn past(self, as_of: NaiveDate, cursor: Option<String>) -> PastObjectiveFilter {
        let ObjectiveFilter { q, period, level, state, status, owner, team, scope, .. } = self.query(None);
        let limit = Limit::new(Limit::MOST);
        PastObjectiveFilter { as_of: Some(as_of), q, period, level, state, status, owner, team, scope, limit, cursor }
    }

    /// Whether anything is filtered at all. Reactive.
    pub fn any(self) -> bool {
        ObjectiveFilter { sort: None, ..self.query(None) } != ObjectiveFilter::default()
    }

    /// The order, for the table's headings.
    pub fn sort(self) -> Signal<Option<Sort>> {
        Signal::derive(move || self.sort.get().map(|code| Sort::parse(&code)))
    }

    /// Another order; one the server doesn't know falls back to the newest.
    pub fn set_sort(self, sort: &Sort) {
        self.sort.value.set(ObjectiveSort::parse(&sort.code()).map(|sort| sort.to_string()).unwrap_or_default());
    }
}

/// The toolbar; of a tree the day, too.
#[component]
pub fn Toolbar(filters: Filters, #[prop(into)] as_tree: Signal<bool>) -> impl IntoView {
    let (day, today) = (kept_day(filters.as_of.value), Session::here().org_today());
    let periods = Fetch::new(|| call::<ListPeriods>(Nothing {}, Nothing {}, ()));
    let period_options = Signal::derive(move || {
        let all = periods.get().map(|list| list.items).unwrap_or_default();
        all.into_iter().map(|period| Choice::new(period.id.to_string(), period.name)).collect()
    });
    let team_options = team_choices();
    let levels: Vec<_> = Level::ALL.iter().map(|level| Choice::new(level.as_str(), text::level(*level))).collect();
    // Who leads others gives what somebody left behind to somebody else.
    let leads = untrack(|| Session::here().role()).is_some_and(|role| role >= Role::Manager);
    let states: Vec<_> = std::iter::once(Choice::new(AGREED, text::AGREED))
        .chain(leads.then(|| Choice::new(WITHOUT_OWNER, text::WITHOUT_OWNER)))
        .chain(ObjectiveState::ALL.iter().map(|state| Choice::new(state.as_str(), text::state(*state))))
        .collect();
    let scopes: Vec<_> = Scope::ALL
        .iter()
        .filter(|scope| **scope != Scope::Seen)
        .map(|scope| Choice::new(scope.as_str(), text::scope(*scope)))
        .collect();
    let statuses: Vec<_> =
        GoalStatus::ALL.iter().map(|status| Choice::new(status.as_str(), text::status(*status))).collect();
    view! {
        <FilterBar class="goals-toolbar">
            <Field label=text::SEARCH filter=true wide=true>
                <TextInput value=filters.q.value kind="search" icon=Glyph::Search placeholder=text::SEARCH_HINT />
            </Field>
            <Field label=text::WHOSE filter=true><Combobox value=kept_person(filters.owner.value) search=owner_search() placeholder=text::EVERYBODYS /></Field>
            <Field label=text::PERIOD filter=true><Select value=filters.period.value options=period_options any=text::ANY_PERIOD /></Field>
            <Field label=text::TEAM filter=true><Select value=filters.team.value options=team_options any=text::ANY_TEAM /></Field>
            <Field label=text::LEVEL filter=true><Select value=filters.level.value options=levels any=text::ANY_LEVEL /></Field>
            <Field label=text::STATE filter=true><Select value=filters.state.value options=states any=text::ANY_STATE /></Field>
            <Field label=text::STATUS filter=true><Select value=filters.status.value options=statuses any=text::ANY_STATUS /></Field>
            <Field label=text::SCOPE filter=true><Select value=filters.scope.value options=scopes any=text::scope(Scope::Seen).to_owned() /></Field>
            <Show when=move || as_tree.get()>
                <Field label=text::AS_KNOWN_ON filter=true><DateInput value=day max=today /></Field>
            </Show>
            <Show when=move || filters.any()>
                <LinkButton href=to::GOALS kind=ButtonKind::Quiet icon=Glyph::X>{text::CLEAR}</LinkButton>
            </Show>
        </FilterBar>
    }
}

/// People by what is typed; before anything is typed, oneself first.
fn owner_search() -> Search {
    let me = untrack(|| Session::here().me());
    Search::new(move |typed: String| {
        let mine = me.as_ref().filter(|_| typed.trim().is_empty());
        let mine = mine.map(|me| Choice::new(me.person_id.to_string(), me.name.clone()).with_detail(text::MINE));
        async move {
            let found = find_people(typed).await;
            let others = found.into_iter().filter(|one| mine.as_ref().is_none_or(|mine| mine.value != one.value));
            mine.clone().into_iter().chain(others).collect()
        }
    })
}
