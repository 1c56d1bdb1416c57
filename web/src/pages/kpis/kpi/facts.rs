//! What there is to know about a KPI beside its numbers.

use leptos::prelude::*;
use shared::kpis::{KpiDetail, KpiInput, KpiRef};

use super::super::{href, marks::Written};
use crate::{
    pages::{goals, people},
    text::{goals as goal_words, kpis as text},
    ui::Who,
};

/// A card of facts, and what it hangs on.
#[component]
pub fn Facts(detail: KpiDetail) -> impl IntoView {
    let kpi = &detail.kpi;
    let written = Written::of(kpi);
    let team = kpi.team.as_ref().map(|team| team.name.clone()).unwrap_or_default();
    let lead = kpi.owner.name.clone();
    let (owner, team) = if kpi.team_answers { (team, text::led_by(&lead)) } else { (lead, team) };
    let counted = kpi.formula.is_none().then(|| {
        let how = text::counted(kpi.aggregation, text::every(kpi.frequency));
        view! { <dt>{text::COUNTED}</dt><dd>{how}</dd> }
    });
    let lines = [
        (text::LEGEND_WATCH, kpi.gauge.watch),
        (text::LEGEND_UNHEALTHY, kpi.gauge.unhealthy),
        (text::HARD_LINE, kpi.gauge.hard),
    ];
    let lines: Vec<_> = lines
        .into_iter()
        .filter_map(|(name, value)| {
            Some(view! { <li class="small">{format!("{name}: {}", written.value(value?))}</li> })
        })
        .collect();
    let lines = (!lines.is_empty())
        .then(|| view! { <dt>{text::THRESHOLDS}</dt><dd><ul class="kpi-plain-list">{lines}</ul></dd> });
    let formula = kpi
        .formula
        .clone()
        .map(|formula| view! { <Formula expression=formula.expression inputs=detail.inputs.clone() /> });
    view! {
        <section class="card stack">
            <h2>{text::DETAILS}</h2>
            <dl class="facts upright">
                <dt>{text::OWNER}</dt>
                <dd><Who name=owner detail=team href=people::href(kpi.owner.id) /></dd>
                {counted}
                {lines}
                <dt>{text::VISIBILITY}</dt>
                <dd>{goal_words::visibility(kpi.visibility)}</dd>
            </dl>
        </section>
        {formula}
        <Readers used_by=detail.used_by.clone() />
        <Followers detail />
    }
}

#[component]
fn Formula(expression: String, inputs: Vec<KpiInput>) -> impl IntoView {
    let one = |input: KpiInput| {
        let shown = match input.kpi {
            Some(kpi) => view! { <a href=href(kpi.id)>{kpi.name}</a> }.into_any(),
            None => view! { <span class="muted">{text::HIDDEN_INPUT}</span> }.into_any(),
        };
        view! { <li class="small"><code>{input.name}</code>" – "{shown}</li> }
    };
    view! {
        <section class="card stack">
            <h2>{text::INPUTS}</h2>
            <p class="kpi-formula">{expression}</p>
            <ul class="kpi-plain-list">{inputs.into_iter().map(one).collect_view()}</ul>
        </section>
    }
}

#[component]
fn Readers(used_by: Vec<KpiRef>) -> impl IntoView {
    (!used_by.is_empty()).then(|| {
        let one = |kpi: KpiRef| view! { <li><a href=href(kpi.id)>{kpi.name}</a></li> };
        view! {
            <section class="card stack">
                <h2>{text::USED_BY}</h2>
                <ul class="kpi-plain-list small">{used_by.into_iter().map(one).collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn Followers(detail: KpiDetail) -> impl IntoView {
    (!detail.followers.is_empty()).then(|| {
        let one = |follower: shared::kpis::KpiFollower| {
            view! {
                <li class="small"><a href=goals::href(follower.objective.id)>{follower.title}</a><br /><span class="muted">{follower.objective.title}</span></li>
            }
        };
        view! {
            <section class="card stack">
                <h2>{text::FOLLOWERS}</h2>
                <ul class="kpi-plain-list">{detail.followers.into_iter().map(one).collect_view()}</ul>
            </section>
        }
    })
}
