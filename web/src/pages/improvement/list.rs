//! All plans that the visitor sees: an Admin's are everybody's, a manager's their people's, and one's own.

use leptos::prelude::*;
use shared::{
    improvement::{ImprovementFilter, ImprovementPlan, ListImprovementPlans},
    operation::Nothing,
};

use super::{href, state_badge};
use crate::{
    client::call,
    listing::Listing,
    text::{format, improvement as text},
    ui::{Badge, Column, DataTable, EmptyState, Glyph, PageHeader, Tone},
};

/// The page.
#[component]
pub fn PlansPage() -> impl IntoView {
    let plans = Listing::new(move |cursor| {
        call::<ListImprovementPlans>(Nothing {}, ImprovementFilter { cursor, ..ImprovementFilter::default() }, ())
    });
    let columns = vec![
        Column::new("person", text::PERSON, |plan: &ImprovementPlan| {
            view! { <a class="plain-link strong" href=href(plan.id)>{plan.person.name.clone()}</a> }
        }),
        Column::new("manager", text::MANAGER, |plan: &ImprovementPlan| {
            plan.manager.as_ref().map(|manager| manager.name.clone())
        }),
        Column::new("state", text::STATE, |plan: &ImprovementPlan| {
            let waits =
                plan.awaits_taking_over.then(|| view! { <Badge tone=Tone::Warn>{text::AWAITS_TAKING_OVER}</Badge> });
            view! { <span class="row snug">{state_badge(plan.state)}{waits}</span> }
        }),
        Column::new("starts", text::STARTS, |plan: &ImprovementPlan| plan.starts_on.map(format::date)),
        Column::new("ends", text::ENDS, |plan: &ImprovementPlan| format::date(plan.ends_on)),
    ];
    let empty = || view! { <EmptyState glyph=Glyph::Flag title=text::NONE detail=text::NONE_DETAIL /> };
    view! {
        <div class="page">
            <PageHeader title=text::PLANS lead=text::LEAD />
            <div class="card flush">
                <DataTable caption=text::PLANS columns rows=plans.rows() more=plans.more() retry=move || plans.reload() empty />
            </div>
        </div>
    }
}
