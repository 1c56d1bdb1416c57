//! The KPIs behind the dashboard, worst first.

use leptos::prelude::*;
use shared::{
    analytics::{KpiCounts, KpiMoment, KpiStanding, ListKpiStandings},
    kpis::rules::kinds::KpiState,
    operation::Nothing,
};

use super::{filters::Filters, kpis::STATES};
use crate::{
    client::call,
    listing::Listing,
    pages::{
        kpis::{self, Written, span, state_badge},
        people,
    },
    text::{analytics as text, kpis as words},
    ui::{Choice, Column, DataTable, Segments, Who},
};

/// The table: all of them, or those that stand like one state.
#[component]
pub fn Standings(filters: Filters, total: KpiCounts) -> impl IntoView {
    let rows = Listing::new(move |cursor| call::<ListKpiStandings>(Nothing {}, filters.standings(cursor), ()));
    let mut choices = vec![Choice::new("", text::counted(text::ALL, total.all()))];
    choices.extend(
        STATES.iter().map(|state| Choice::new(state.as_str(), text::counted(words::state(*state), total.of(*state)))),
    );
    let shown =
        Signal::derive(move || filters.state.read(KpiState::parse).map(|it| it.to_string()).unwrap_or_default());
    let empty = || view! { <p class="muted small">{text::NO_KPI_LIKE_THIS}</p> };
    view! {
        <section class="card flush">
            <div class="card-head">
                <h2>{text::KPIS_BEHIND}</h2>
                <Segments label=words::STATE value=shown options=choices on_pick=move |key: String| filters.state.value.set(key) />
            </div>
            <DataTable caption=text::KPIS_BEHIND columns=columns() rows=rows.rows() more=rows.more() retry=move || rows.reload() empty />
        </section>
    }
}

fn columns() -> Vec<Column<KpiStanding>> {
    vec![
        Column::new("name", words::NAME, |row: &KpiStanding| {
            let whose = row.team.as_ref().map(|team| team.name.clone());
            let whose = whose.into_iter().chain([words::every(row.frequency).to_owned()]).collect::<Vec<_>>();
            view! {
                <span class="kpi-name">
                    <a class="plain-link strong" href=kpis::href(row.kpi.id)>{row.kpi.name.clone()}</a>
                    <span class="small muted">{whose.join(" · ")}</span>
                </span>
            }
        }),
        Column::new("state", words::STATE, |row: &KpiStanding| state_badge(row.now.state)),
        Column::new("value", words::VALUE, |row: &KpiStanding| value(row, row.now)),
        Column::new("before", text::KPI_BEFORE, |row: &KpiStanding| {
            row.before.map(|before| {
                view! { <div class="row tight">{state_badge(before.state)}{value(row, before)}</div> }
            })
        }),
        Column::new("owner", words::OWNER, |row: &KpiStanding| {
            view! { <Who name=row.owner.name.clone() href=people::href(row.owner.id) /> }
        }),
    ]
}

fn value(row: &KpiStanding, moment: KpiMoment) -> impl IntoView + use<> {
    let on = moment.value_on.map(|day| view! { <span class="small muted">{span(row.frequency, day)}</span> });
    let written = Written::new(row.kind, row.unit.clone(), row.decimals);
    view! { <span class="kpi-name"><span class="kpi-number">{written.maybe(moment.value)}</span>{on}</span> }
}
