//! Somebody's development: how they stand, and the plan.

use leptos::prelude::*;
use shared::{
    access::Relation,
    development::{Development, DevelopmentPath, MANAGE, ReadDevelopment},
    operation::Nothing,
    wire::PersonId,
};

use super::{plan::Plan, standing::StandingCard};
use crate::{
    client::call,
    fetch::Fetch,
    pages::shares::openings,
    session::Session,
    text::development as text,
    ui::{EmptyState, Glyph, LinkButton},
};

/// All of it.
#[component]
pub fn OfPerson(id: PersonId) -> impl IntoView {
    let development = Fetch::new(move || call::<ReadDevelopment>(DevelopmentPath { id }, Nothing {}, ()));
    development.view(move |now| shown(now, development))
}

fn shown(now: Development, development: Fetch<Development>) -> impl IntoView {
    let standing = if now.standings.is_empty() {
        let admin = Session::here().can(&MANAGE, Relation::Organisation);
        let detail = if admin { text::NO_FRAMEWORK_ADMIN } else { text::NO_FRAMEWORK_OTHERS };
        let next =
            admin.then(|| view! { <LinkButton href="/development?tab=framework">{text::FRAMEWORK}</LinkButton> });
        view! { <div class="card"><EmptyState glyph=Glyph::Sprout title=text::NO_FRAMEWORK detail>{next}</EmptyState></div> }
            .into_any()
    } else {
        view! { <StandingCard now=now.clone() development /> }.into_any()
    };
    let opened_by = openings::of_development(now.person.id);
    view! { <div class="stack">{standing}<Plan now development />{opened_by}</div> }
}
