//! The columns of the list.

use leptos::prelude::*;
use shared::kpis::Kpi;

use super::{
    href,
    marks::{Written, aim, ink, span, state_badge},
};
use crate::{
    pages::people,
    text::kpis as text,
    ui::{Column, Spark, Who},
};

/// What a KPI is called, how it stands, and how it went lately.
pub fn columns() -> Vec<Column<Kpi>> {
    vec![
        Column::new("name", text::NAME, |kpi: &Kpi| {
            let whose = kpi.team.as_ref().map_or_else(|| kpi.owner.name.clone(), |team| team.name.clone());
            view! {
                <span class="kpi-name">
                    <a class="plain-link strong" href=href(kpi.id)>{kpi.name.clone()}</a>
                    <span class="small muted">{format!("{whose} · {}", text::every(kpi.frequency))}</span>
                </span>
            }
        }),
        Column::new("state", text::STATE, |kpi: &Kpi| state_badge(kpi.state)),
        Column::new("value", text::VALUE, |kpi: &Kpi| {
            let on = kpi.value_on.map(|day| view! { <span class="small muted">{span(kpi.frequency, day)}</span> });
            view! { <span class="kpi-name"><span class="kpi-number">{Written::of(kpi).maybe(kpi.value)}</span>{on}</span> }
        }),
        Column::new("target", text::TARGET, |kpi: &Kpi| view! { <span class="small muted">{aim(kpi)}</span> }),
        Column::new("course", text::COURSE, |kpi: &Kpi| {
            let values = kpi.recent.iter().map(|one| one.value).collect::<Vec<_>>();
            view! { <Spark values ink=ink(kpi.state) /> }
        }),
        Column::new("owner", text::OWNER, |kpi: &Kpi| {
            let team = kpi.team.as_ref().filter(|_| kpi.team_answers);
            match team {
                Some(team) => view! { <Who name=team.name.clone() detail=text::led_by(&kpi.owner.name) /> }.into_any(),
                None => view! { <Who name=kpi.owner.name.clone() href=people::href(kpi.owner.id) /> }.into_any(),
            }
        }),
    ]
}
