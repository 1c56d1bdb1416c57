//! What somebody leaves behind, told before they are deactivated.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    people::{LeftBehind, PersonPath, PreviewDeactivation},
    wire::PersonId,
};

use crate::{client::call, fetch::Fetch, text::people as text};

/// The list, and who is told; nothing where nothing is left.
#[component]
pub fn Departing(id: PersonId) -> impl IntoView {
    let preview = Fetch::new(move || call::<PreviewDeactivation>(PersonPath { id }, Nothing {}, ()));
    preview.view(left_behind)
}

fn left_behind(behind: LeftBehind) -> AnyView {
    if behind.left.is_empty() {
        return view! { <p class="small muted">{text::LEAVES_NOTHING}</p> }.into_any();
    }
    let waits = behind.left.iter().any(|left| left.kind.is_owned());
    let told = waits.then(|| text::heir(behind.heir.as_ref().map(|heir| heir.name.as_str())));
    let lines = behind.left.into_iter().map(|left| view! { <li>{text::left(left)}</li> });
    view! {
        <div class="stack snug">
            <p class="strong">{text::LEAVES}</p>
            <ul class="stack tight">{lines.collect_view()}</ul>
            {told.map(|told| view! { <p class="small muted">{told}</p> })}
        </div>
    }
    .into_any()
}
