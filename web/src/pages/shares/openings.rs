//! Who has opened what is about somebody: for whom it is about.

use leptos::prelude::*;
use shared::{
    access::Relation,
    development::DevelopmentPath,
    goals::ObjectivePath,
    improvement::ImprovementPlanPath,
    kpis::KpiPath,
    openings::{
        ListDevelopmentOpenings, ListImprovementPlanOpenings, ListKpiOpenings, ListObjectiveOpenings,
        ListReviewPacketOpenings, Openings, SeenBy, VIEW,
    },
    operation::Nothing,
    reviews::ReviewPacketPath,
    wire::{ImprovementPlanId, KpiId, ObjectiveId, PersonId, ReviewPacketId},
};

use crate::{
    client::call,
    fetch::Fetch,
    session::Session,
    text::{format, shares as text},
    ui::Who,
};

/// Of an objective, for whoever may know.
pub fn of_objective(id: ObjectiveId, relation: Relation) -> AnyView {
    if !Session::here().can(&VIEW, relation) {
        return ().into_any();
    }
    let openings = Fetch::new(move || call::<ListObjectiveOpenings>(ObjectivePath { id }, Nothing {}, ()));
    list(openings, view! { <h3>{text::OPENED_BY}</h3> }.into_any())
}

/// Of a KPI, for whoever may know.
pub fn of_kpi(id: KpiId, relation: Relation) -> AnyView {
    if !Session::here().can(&VIEW, relation) {
        return ().into_any();
    }
    let openings = Fetch::new(move || call::<ListKpiOpenings>(KpiPath { id }, Nothing {}, ()));
    list(openings, view! { <h3>{text::OPENED_BY}</h3> }.into_any())
}

/// Of an improvement plan, for whoever may know.
pub fn of_plan(id: ImprovementPlanId, relation: Relation) -> AnyView {
    if !Session::here().can(&VIEW, relation) {
        return ().into_any();
    }
    let path = move || ImprovementPlanPath { id };
    let openings = Fetch::new(move || call::<ListImprovementPlanOpenings>(path(), Nothing {}, ()));
    view! { <section class="card">{list(openings, view! { <h2>{text::OPENED_BY}</h2> }.into_any())}</section> }
        .into_any()
}

/// Of somebody's development, for whoever may know.
pub fn of_development(id: PersonId) -> AnyView {
    let session = Session::here();
    let own = untrack(|| session.me().is_some_and(|me| me.person_id == id));
    if !session.can(&VIEW, if own { Relation::Own } else { Relation::Organisation }) {
        return ().into_any();
    }
    let openings = Fetch::new(move || call::<ListDevelopmentOpenings>(DevelopmentPath { id }, Nothing {}, ()));
    view! { <section class="card">{list(openings, view! { <h2>{text::OPENED_BY}</h2> }.into_any())}</section> }
        .into_any()
}

/// Of what somebody gets of a review cycle, for whoever may know.
pub fn of_packet(id: ReviewPacketId, relation: Relation) -> AnyView {
    if !Session::here().can(&VIEW, relation) {
        return ().into_any();
    }
    let openings = Fetch::new(move || call::<ListReviewPacketOpenings>(ReviewPacketPath { id }, Nothing {}, ()));
    view! { <section class="card">{list(openings, view! { <h2>{text::OPENED_BY}</h2> }.into_any())}</section> }
        .into_any()
}

fn list(openings: Fetch<Openings>, heading: AnyView) -> AnyView {
    let one = |opening: SeenBy| {
        let detail = text::opened(&format::ago(opening.last_at), opening.first_at != opening.last_at);
        view! { <li class="row tight"><Who name=opening.person.name detail /></li> }
    };
    let shown = move |found: Openings| {
        if found.items.is_empty() {
            return view! { <p class="small muted">{text::OPENED_BY_NOBODY}</p> }.into_any();
        }
        view! {
            <p class="small muted">{text::opened_by(found.count)}</p>
            // It scrolls, so the keyboard has to get in.
            <ul class="audience-list" tabindex="0" aria-label=text::OPENED_BY>{found.items.into_iter().map(one).collect_view()}</ul>
        }
        .into_any()
    };
    view! { <details class="audience"><summary>{heading}</summary>{openings.view(shown)}</details> }.into_any()
}
