//! Somebody's development: how they stand, the plan, and other jobs that are proposed.

use leptos::prelude::*;
use shared::{
    access::Relation,
    development::{Development, DevelopmentPath, MANAGE, ReadDevelopment},
    operation::Nothing,
    wire::PersonId,
};

use super::{framework_href, level_change::LevelChanges, plan::Plan, standing::StandingCard};
use crate::{
    client::call,
    fetch::Fetch,
    pages::shares::{Record, WhoReads, openings},
    session::Session,
    text::development as text,
    ui::{EmptyState, Glyph, LinkButton, live},
};

/// All of it.
#[component]
pub fn OfPerson(id: PersonId) -> impl IntoView {
    let development = Fetch::new(move || call::<ReadDevelopment>(DevelopmentPath { id }, Nothing {}, ()));
    // Drawn once: what is read later is put into it, so that no step that is being typed goes.
    let relation = Memo::new(move |before: Option<&Option<Relation>>| {
        development.get().map(|now| now.relation).or(before.copied().flatten())
    });
    live(move || match relation.get() {
        Some(relation) => view! {
            <div class="stack">
                {development.view(move |now| standing(now, development))}
                <Plan id relation development />
                <LevelChanges id relation development />
                <section class="card"><WhoReads record=Record::Development(id) on_page=true /></section>
                {openings::of_development(id)}
            </div>
        }
        .into_any(),
        None => development.view(|_| ()),
    })
}

fn standing(now: Development, development: Fetch<Development>) -> AnyView {
    if !now.standings.is_empty() {
        return view! { <StandingCard now development /> }.into_any();
    }
    let admin = Session::here().can(&MANAGE, Relation::Organisation);
    let detail = if admin { text::NO_FRAMEWORK_ADMIN } else { text::NO_FRAMEWORK_OTHERS };
    let next = admin.then(|| view! { <LinkButton href=framework_href()>{text::FRAMEWORK}</LinkButton> });
    view! { <div class="card"><EmptyState glyph=Glyph::Sprout title=text::NO_FRAMEWORK detail>{next}</EmptyState></div> }
        .into_any()
}
