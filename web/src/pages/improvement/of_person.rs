//! Somebody's plans, on their page.

use leptos::prelude::*;
use shared::{
    improvement::{ImprovementFilter, ImprovementPlan, ImprovementPlanDetail, ListImprovementPlans},
    operation::Nothing,
    wire::{Limit, Page, PersonId},
};

use super::{form::PlanForm, href, state_badge};
use crate::{
    client::call,
    fetch::Fetch,
    text::{format, improvement as text},
    ui::{Button, ButtonSize, Dialog, EmptyState, Glyph, live},
};

/// The card. `drafts` says whether the visitor may write a plan for them.
#[component]
pub fn OfPerson(id: PersonId, drafts: bool) -> impl IntoView {
    let plans = Fetch::new(move || {
        let filter =
            ImprovementFilter { person: Some(id), limit: Limit::new(Limit::MOST), ..ImprovementFilter::default() };
        call::<ListImprovementPlans>(Nothing {}, filter, ())
    });
    let drafting = RwSignal::new(false);
    // One at a time.
    let add = move || {
        let free = plans.get().is_some_and(|now| !now.items.iter().any(|plan| plan.state.is_open()));
        (drafts && free).then(|| {
            view! { <Button size=ButtonSize::Small icon=Glyph::Plus on_press=move || drafting.set(true)>{text::DRAFT}</Button> }
        })
    };
    let list = move |now: Page<ImprovementPlan>| {
        if now.items.is_empty() {
            return view! { <EmptyState glyph=Glyph::Flag title=text::NONE detail=text::NONE_OF_PERSON /> }.into_any();
        }
        view! { <ul class="rows">{now.items.into_iter().map(row).collect_view()}</ul> }.into_any()
    };
    let form = move || {
        let done = move |_: ImprovementPlanDetail| {
            drafting.set(false);
            plans.reload();
        };
        view! { <PlanForm id before=None done seen=move || plans.reload() /> }
    };
    view! {
        <section class="card flush">
            <div class="card-head">
                <div><h2>{text::PLANS}</h2><p class="small muted">{text::LEAD}</p></div>
                {live(add)}
            </div>
            {plans.view(list)}
        </section>
        <Dialog open=drafting title=text::DRAFT wide=true>{form()}</Dialog>
    }
}

fn row(plan: ImprovementPlan) -> impl IntoView {
    let from = plan.starts_on.map_or_else(|| format::NONE.to_owned(), format::date);
    let span = format!("{from} – {}", format::date(plan.ends_on));
    view! {
        <li class="one-item">
            <a class="grow plain-link strong" href=href(plan.id)>{span}</a>
            {state_badge(plan.state)}
        </li>
    }
}
