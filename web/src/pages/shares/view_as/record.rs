//! What is written about somebody, as one of its readers has it. To look at, not to use.

use leptos::prelude::*;
use shared::{
    development::{DevelopmentAsPath, ViewDevelopmentAs},
    improvement::{ImprovementPlanAsPath, ViewImprovementPlanAs},
    operation::Nothing,
    people::PersonRef,
    readers::RecordReader,
    wire::{ImprovementPlanId, PersonId},
};

use super::super::readers::{Record, why};
use crate::{
    client::call,
    fetch::Fetch,
    pages::{development, improvement},
    text::shares as text,
    ui::{Dialog, EmptyState, Glyph},
};

/// The dialog: `whom` to look as, each time it opens.
#[component]
pub fn RecordAs(record: Record, open: RwSignal<bool>, whom: RwSignal<Option<PersonRef>>) -> impl IntoView {
    let title = move || whom.read().as_ref().map(|person| text::as_seen_by(&person.name)).unwrap_or_default();
    let seen = move || {
        let person = whom.get_untracked()?.id;
        match record {
            Record::Development(id) => Some(of_development(id, person)),
            Record::Plan(id) => Some(of_plan(id, person)),
            Record::Week(_) | Record::Meeting(_) | Record::Review(_) | Record::Packet(_) => None,
        }
    };
    view! { <Dialog open title wide=true>{seen()}</Dialog> }
}

fn of_development(id: PersonId, person: PersonId) -> AnyView {
    let answer = Fetch::new(move || call::<ViewDevelopmentAs>(DevelopmentAsPath { id, person }, Nothing {}, ()));
    answer.view(move |answer| match answer.sees {
        Some(seen) => page(Record::Development(id), &seen.standing, development::seen(seen.detail)),
        None => nothing(&answer.person),
    })
}

fn of_plan(id: ImprovementPlanId, person: PersonId) -> AnyView {
    let answer =
        Fetch::new(move || call::<ViewImprovementPlanAs>(ImprovementPlanAsPath { id, person }, Nothing {}, ()));
    answer.view(move |answer| match answer.sees {
        Some(seen) => page(Record::Plan(id), &seen.standing, improvement::seen(seen.detail)),
        None => nothing(&answer.person),
    })
}

/// Why they see it, what this is, and what they have.
fn page(record: Record, standing: &RecordReader, seen: AnyView) -> AnyView {
    view! {
        // What is only to look at holds nothing to tab to, and scrolls.
        <div class="stack snug" tabindex="0">
            <p class="strong">{why(record, standing.because)}</p>
            <p class="small muted">{text::RECORD_OF_BOTH}</p>
        </div>
        {seen}
    }
    .into_any()
}

fn nothing(person: &PersonRef) -> AnyView {
    view! { <EmptyState glyph=Glyph::EyeOff title=text::sees_nothing(&person.name) detail=text::RECORD_HIDDEN /> }
        .into_any()
}
