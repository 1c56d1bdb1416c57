//! KPI status: how many numbers are where they should be, as a whole and by team, at the end of a period.

use leptos::prelude::*;
use shared::{
    analytics::{ExportKpisCsv, ExportKpisPdf, ExportKpisXlsx, KpiCounts, KpiDashboard, ReadKpiDashboard, TeamKpis},
    kpis::rules::kinds::KpiState,
    operation::Nothing,
};

use super::{compared, export::export, filters::Filters, standings::Standings, team_name};
use crate::{
    client::call,
    fetch::Fetch,
    pages::kpis::ink,
    text::{analytics as text, format, kpis as words},
    to,
    ui::{
        Amount, ButtonKind, Column, DataTable, DonutChart, EmptyState, Glyph, LinkButton, Rows, StackedBar, Stat, live,
    },
};

/// Best first, silence last: the order of the chart.
pub(super) const STATES: [KpiState; 4] = [KpiState::Healthy, KpiState::Watch, KpiState::Unhealthy, KpiState::NoData];

/// The dashboard.
#[component]
pub fn Kpis(filters: Filters) -> impl IntoView {
    let kpis = Fetch::new(move || call::<ReadKpiDashboard>(Nothing {}, filters.query(), ()));
    kpis.view(move |found| shown(filters, found))
}

fn shown(filters: Filters, found: KpiDashboard) -> AnyView {
    let period = found.period.clone();
    let comparison = period.map(|period| compared(&period, found.before.as_ref()));
    if found.total.all() == 0 && found.total_before.is_none_or(|before| before.all() == 0) {
        return view! {
            {comparison}
            <div class="card">
                <EmptyState glyph=Glyph::TrendingUp title=text::NO_KPIS detail=text::NO_KPIS_DETAIL>
                    <LinkButton href=to::NEW_KPI kind=ButtonKind::Primary icon=Glyph::Plus>{words::NEW}</LinkButton>
                </EmptyState>
            </div>
        }
        .into_any();
    }
    let (total, as_of) = (found.total, found.as_of);
    view! {
        <div class="spread">
            <div>
                {comparison}
                <p class="small muted">{text::kpis_as_of(&format::date(as_of))}</p>
            </div>
            {export::<ExportKpisCsv, ExportKpisXlsx, ExportKpisPdf>("kpis", filters)}
        </div>
        {numbers(filters, &found)}
        <div class="dashboard-halves">
            {by_state(filters, total)}
            {by_team(found)}
        </div>
        {live(move || view! { <Standings filters total /> })}
    }
    .into_any()
}

fn numbers(filters: Filters, found: &KpiDashboard) -> impl IntoView + use<> {
    let before = found.before.as_ref().zip(found.total_before);
    let was = |value: &dyn Fn(KpiCounts) -> String| {
        before.map(|(period, counts)| text::was(&period.name, &value(counts))).unwrap_or_default()
    };
    let share = |counts: KpiCounts| counts.healthy_share().map_or_else(|| format::NONE.to_owned(), format::percent);
    let stat = |label: &str, value: String, note: String, state: Option<KpiState>| {
        let (value, note) = (Signal::stored(value), Signal::stored(note));
        match state {
            Some(state) => {
                let href = untrack(|| filters.at_state("kpis", state.as_str()));
                view! { <Stat label value note href /> }.into_any()
            }
            None => view! { <Stat label value note /> }.into_any(),
        }
    };
    let of = |state: KpiState| {
        let count = move |counts: KpiCounts| counts.of(state).to_string();
        stat(words::state(state), count(found.total), was(&count), Some(state))
    };
    view! {
        <div class="stats">
            {stat(text::KPIS_HEALTHY_SHARE, share(found.total), was(&share), None)}
            {of(KpiState::Watch)}
            {of(KpiState::Unhealthy)}
            {of(KpiState::NoData)}
        </div>
    }
}

fn amounts(counts: KpiCounts) -> Vec<Amount> {
    let there = STATES.iter().filter(|state| counts.of(**state) > 0);
    let amount = |state: &KpiState| Amount::counted(words::state(*state), counts.of(*state), ink(*state));
    there.map(amount).collect()
}

fn by_state(filters: Filters, total: KpiCounts) -> impl IntoView {
    let slices = amounts(total);
    let told: Vec<_> = slices.iter().map(|slice| (slice.label.clone(), slice.shown.clone())).collect();
    let there = STATES.iter().filter(|state| total.of(**state) > 0);
    let links: Vec<String> = there.map(|state| untrack(|| filters.at_state("kpis", state.as_str()))).collect();
    let body = if slices.is_empty() {
        view! { <p class="small muted">{text::NO_KPIS}</p> }.into_any()
    } else {
        view! {
            <DonutChart
                title=text::KPIS_STAND
                description=text::told(&told)
                slices=Signal::stored(slices)
                total=Signal::stored(total.all().to_string())
                links=Signal::stored(links)
            />
        }
        .into_any()
    };
    view! {
        <section class="card stack">
            <div><h2>{text::KPIS_STAND}</h2><p class="small muted">{text::KPIS_STAND_LEAD}</p></div>
            {body}
        </section>
    }
}

fn by_team(found: KpiDashboard) -> impl IntoView {
    let before_name = found.before.map(|before| before.name);
    let mut columns = vec![
        Column::new("team", text::TEAM, |row: &TeamKpis| {
            let name = team_name(row.team.as_ref());
            view! { <span class="strong">{name}</span> }
        }),
        Column::new("count", text::KPIS, |row: &TeamKpis| row.counts.all()).end(),
        Column::new("state", text::KPIS_STAND, |row: &TeamKpis| {
            (row.counts.all() > 0)
                .then(|| view! { <StackedBar label=team_name(row.team.as_ref()) parts=amounts(row.counts) /> })
        }),
        Column::new("share", text::KPIS_HEALTHY, |row: &TeamKpis| share(Some(row.counts))).end(),
    ];
    if let Some(name) = before_name {
        columns.push(Column::new("before", name, |row: &TeamKpis| share(row.before)).end());
    }
    let empty = || view! { <p class="muted small">{text::NO_KPIS}</p> };
    view! {
        <section class="card flush dashboard-teams">
            <div class="card-head"><div><h2>{text::BY_TEAM}</h2><p class="small muted">{text::KPIS_BY_TEAM_LEAD}</p></div></div>
            <DataTable caption=text::BY_TEAM columns rows=Signal::stored(Rows::Ready(found.teams)) empty />
        </section>
    }
}

fn share(counts: Option<KpiCounts>) -> String {
    counts.and_then(KpiCounts::healthy_share).map_or_else(|| text::NONE_BEFORE.to_owned(), format::percent)
}
