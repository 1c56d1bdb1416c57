//! What the dashboards are narrowed to: in the address, and in the toolbar.

use std::fmt::Write;

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    analytics::{
        CheckInHealth, CheckInHealthFilter, DashboardFilter, FeedbackPieceFilter, FeedbackPieceKind, KpiStandingFilter,
        ReviewStandingFilter,
    },
    goals::Scope,
    kpis::rules::kinds::KpiState,
    operation::Nothing,
    organisations::ListPeriods,
    reviews::PacketState,
    teams::ListTeams,
    wire::{PeriodId, ReviewCycleId},
};

use crate::{
    address::{Kept, kept_day},
    client::call,
    fetch::Fetch,
    pages::people::{kept_person, people_search},
    session::Session,
    text::analytics as text,
    to,
    ui::{ButtonKind, Choice, Combobox, DateInput, Field, FilterBar, Glyph, LinkButton, Segments, Select, live},
};

/// The filters, and which dashboard they are for.
#[derive(Clone, Copy)]
pub struct Filters {
    pub tab: Kept,
    period: Kept,
    team: Kept,
    person: Kept,
    scope: Kept,
    as_of: Kept,
    /// The organisation's day. Asked for once: whoever presses a button has no context to ask in.
    today: NaiveDate,
    /// The week whose rows are shown.
    pub week: Kept,
    /// Which of its rows.
    pub health: Kept,
    /// Which pieces of feedback.
    pub kind: Kept,
    /// Which KPIs, or whose reviews.
    pub state: Kept,
    /// Reviews of which cycle.
    pub cycle: Kept,
    /// Reviews with which rating, as a step of the cycle's scale; 0 for none.
    pub rating: Kept,
}

impl Filters {
    /// As the address says.
    pub fn here() -> Self {
        Self {
            tab: Kept::new("tab"),
            period: Kept::new("period"),
            team: Kept::new("team"),
            person: Kept::new("person"),
            scope: Kept::new("scope"),
            as_of: Kept::new("as_of"),
            today: Session::here().org_today(),
            week: Kept::new("week"),
            health: Kept::new("health"),
            kind: Kept::new("kind"),
            state: Kept::new("state"),
            cycle: Kept::new("cycle"),
            rating: Kept::new("rating"),
        }
    }

    /// Another dashboard; the week that was looked at belongs to the one before.
    pub fn open(self, tab: String) {
        self.week.value.set(String::new());
        self.tab.value.set(tab);
    }

    /// What to ask the server for. Reactive.
    pub fn query(self) -> DashboardFilter {
        DashboardFilter {
            period: self.period.read(|text| text.parse().ok()),
            team: self.team.read(|text| text.parse().ok()),
            person: self.person.read(|text| text.parse().ok()),
            scope: self.scope.read(Scope::parse),
            as_of: self.past(),
        }
    }

    /// The day that has passed at whose end it is looked at, if it is one. Reviews are shown as they stand. Reactive.
    pub fn past(self) -> Option<NaiveDate> {
        let day = self.as_of.read(|text| text.parse().ok()).filter(|day| *day < self.today);
        day.filter(|_| self.is_of_days())
    }

    /// Whether the dashboard can be looked at as of a day, and is of what may be shared. Reactive.
    fn is_of_days(self) -> bool {
        self.tab.get().as_deref() != Some("reviews")
    }

    /// The rows of a week. Reactive.
    pub fn rows(self, cursor: Option<String>) -> CheckInHealthFilter {
        let DashboardFilter { period, team, person, scope, as_of } = self.query();
        CheckInHealthFilter {
            period,
            team,
            person,
            scope,
            as_of,
            week: self.week.read(|text| text.parse().ok()),
            health: self.health.read(CheckInHealth::parse),
            limit: None,
            cursor,
        }
    }

    /// The pieces of feedback of a week, or of the whole period. Reactive.
    pub fn pieces(self, cursor: Option<String>) -> FeedbackPieceFilter {
        let DashboardFilter { period, team, person, scope, as_of } = self.query();
        FeedbackPieceFilter {
            period,
            team,
            person,
            scope,
            as_of,
            week: self.week.read(|text| text.parse().ok()),
            kind: self.kind.read(FeedbackPieceKind::parse),
            limit: None,
            cursor,
        }
    }

    /// The KPIs behind the dashboard. Reactive.
    pub fn standings(self, cursor: Option<String>) -> KpiStandingFilter {
        let DashboardFilter { period, team, person, scope, as_of } = self.query();
        KpiStandingFilter {
            period,
            team,
            person,
            scope,
            as_of,
            state: self.state.read(KpiState::parse),
            limit: None,
            cursor,
        }
    }

    /// What stands behind the review dashboard. Reactive.
    pub fn review_standings(self, cursor: Option<String>) -> ReviewStandingFilter {
        let DashboardFilter { period, team, person, scope, .. } = self.query();
        ReviewStandingFilter {
            period,
            team,
            person,
            scope,
            state: self.state.read(PacketState::parse),
            cycle: self.cycle.read(|text| text.parse().ok()),
            rating: self.rating.read(|text| text.parse().ok()),
            limit: None,
            cursor,
        }
    }

    /// Whether anything is filtered at all. Reactive.
    fn any(self) -> bool {
        self.query() != DashboardFilter::default()
    }

    /// The address of a dashboard with another week. Reactive.
    pub fn at_week(self, tab: &str, week: &str) -> String {
        self.at(tab, "week", week)
    }

    /// The address of what stands like this on a dashboard. Reactive.
    pub fn at_state(self, tab: &str, state: &str) -> String {
        self.at(tab, "state", state)
    }

    /// The address of whoever has a rating in a cycle: a step of its scale, 0 for none. Reactive.
    pub fn at_rating(self, cycle: ReviewCycleId, step: usize) -> String {
        let mut href = self.at("reviews", "rating", &step.to_string());
        // Writing into a text can't fail.
        let _ = write!(href, "&cycle={cycle}");
        href
    }

    fn at(self, tab: &str, name: &str, value: &str) -> String {
        let DashboardFilter { period, team, person, scope, as_of } = self.query();
        let mut href = format!("{}?tab={tab}&{name}={value}", to::DASHBOARDS);
        // Writing into a text can't fail.
        let _ = as_of.map(|day| write!(href, "&as_of={day}"));
        let _ = period.map(|id| write!(href, "&period={id}"));
        let _ = team.map(|id| write!(href, "&team={id}"));
        let _ = person.map(|id| write!(href, "&person={id}"));
        let _ = scope.map(|scope| write!(href, "&scope={scope}"));
        href
    }

    /// The list of objectives behind a number of a period, narrowed by what else the number stands for. Reactive.
    pub fn goals(self, period: PeriodId, more: &str) -> String {
        let DashboardFilter { team, person, scope, as_of, .. } = self.query();
        let mut href = format!("{}?period={period}&state=agreed{more}", to::GOALS);
        if scope.unwrap_or(Scope::Answered) == Scope::Answered {
            href.push_str("&scope=answered");
        }
        if !more.contains("&team=") {
            let _ = team.map(|id| write!(href, "&team={id}"));
        }
        let _ = person.map(|id| write!(href, "&owner={id}"));
        // Of a day that has passed there is the tree alone.
        let _ = as_of.map(|day| write!(href, "&view=tree&as_of={day}"));
        href
    }
}

/// The toolbar.
#[component]
pub fn Toolbar(filters: Filters) -> impl IntoView {
    // A week belongs to its period.
    Effect::new(move |before: Option<String>| {
        let period = filters.period.value.get();
        if before.is_some_and(|before| before != period) {
            filters.week.value.set(String::new());
        }
        period
    });
    let periods = Fetch::new(|| call::<ListPeriods>(Nothing {}, Nothing {}, ()));
    let period_options = Signal::derive(move || {
        let all = periods.get().map(|list| list.items).unwrap_or_default();
        all.into_iter().map(|period| Choice::new(period.id.to_string(), period.name)).collect()
    });
    let teams = Fetch::new(|| call::<ListTeams>(Nothing {}, Nothing {}, ()));
    let team_options = Signal::derive(move || {
        let all = teams.get().map(|list| list.items).unwrap_or_default();
        all.into_iter().map(|team| Choice::new(team.id.to_string(), team.name)).collect()
    });
    // Reviews are shared with nobody and published to nobody.
    let has_scope = move || filters.is_of_days();
    let day = kept_day(filters.as_of.value);
    let scopes = vec![Choice::new("", text::ANSWERED), Choice::new(Scope::Seen.as_str(), text::SEEN)];
    let scope = Signal::derive(move || match filters.query().scope {
        Some(Scope::Seen) => Scope::Seen.to_string(),
        _ => String::new(),
    });
    view! {
        <FilterBar>
            <Field label=text::PERIOD filter=true><Select value=filters.period.value options=period_options any=text::CURRENT_PERIOD /></Field>
            <Field label=text::TEAM filter=true><Select value=filters.team.value options=team_options any=text::ANY_TEAM /></Field>
            <Field label=text::PERSON filter=true>
                <Combobox value=kept_person(filters.person.value) search=people_search() placeholder=text::ANYBODY />
            </Field>
            {live(move || filters.is_of_days().then(|| view! {
                <Segments label=text::SCOPE value=scope options=scopes.clone() on_pick=move |key: String| filters.scope.value.set(key) />
            }))}
            <Show when=has_scope>
                <Field label=text::AS_KNOWN_ON filter=true><DateInput value=day max=filters.today /></Field>
            </Show>
            <Show when=move || filters.any()>
                <LinkButton href=to::DASHBOARDS kind=ButtonKind::Quiet icon=Glyph::X>{text::CLEAR}</LinkButton>
            </Show>
        </FilterBar>
    }
}
