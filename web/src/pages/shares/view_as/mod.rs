//! A thing as somebody else sees it: which parts, what they may do, and why. To look at, not to use.

mod deeds;
mod kpi;
mod objective;
mod record;

use leptos::prelude::*;
use shared::{
    access::{Relation, ShareLevel},
    goals::audience::Because,
    operation::Nothing,
    people::PersonRef,
    shares::{AudienceMember, KpiAsPath, ObjectiveAsPath, ViewKpiAs, ViewObjectiveAs},
    wire::{KpiId, ObjectiveId, PersonId},
};

pub use self::record::RecordAs;
use super::Thing;
use crate::{
    client::call,
    fetch::Fetch,
    text::{format, shares as text},
    ui::{Dialog, EmptyState, Glyph},
};

/// The dialog: `whom` to look as, each time it opens.
#[component]
pub fn ViewAs(thing: Thing, open: RwSignal<bool>, whom: RwSignal<Option<PersonRef>>) -> impl IntoView {
    let title = move || whom.read().as_ref().map(|person| text::as_seen_by(&person.name)).unwrap_or_default();
    let seen = move || {
        let person = whom.get_untracked()?.id;
        match thing {
            Thing::Objective(id) => id.map(|id| of_objective(id, person)),
            Thing::Kpi(id) => id.map(|id| of_kpi(id, person)),
        }
    };
    view! { <Dialog open title wide=true>{seen()}</Dialog> }
}

fn of_objective(id: ObjectiveId, person: PersonId) -> AnyView {
    let answer = Fetch::new(move || call::<ViewObjectiveAs>(ObjectiveAsPath { id, person }, Nothing {}, ()));
    answer.view(|answer| match answer.sees {
        Some(seen) => view! { <objective::Seen seen /> }.into_any(),
        None => nothing(&answer.person),
    })
}

fn of_kpi(id: KpiId, person: PersonId) -> AnyView {
    let answer = Fetch::new(move || call::<ViewKpiAs>(KpiAsPath { id, person }, Nothing {}, ()));
    answer.view(|answer| match answer.sees {
        Some(seen) => view! { <kpi::Seen seen /> }.into_any(),
        None => nothing(&answer.person),
    })
}

fn nothing(person: &PersonRef) -> AnyView {
    view! { <EmptyState glyph=Glyph::EyeOff title=text::sees_nothing(&person.name) detail=text::SEES_NOTHING_DETAIL /> }
        .into_any()
}

/// Why they see it, and what this is; shares are at levels named so.
fn why(standing: &AudienceMember, named: fn(ShareLevel) -> &'static str) -> impl IntoView + use<> {
    let mut why = text::because(standing.because).to_owned();
    if let (Relation::Shared(level), Because::Share) = (standing.relation, standing.because) {
        why = text::because_level(&why, named(level));
    }
    let why = standing.until.map_or_else(|| why.clone(), |at| text::until(&why, &format::last_day(at)));
    view! {
        <div class="stack snug">
            <p class="strong">{why}</p>
            <p class="small muted">{text::ONLY_BOTH}</p>
        </div>
    }
}
