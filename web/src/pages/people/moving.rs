//! What moves with another manager, told before it is saved.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    people::{ManagerMove, PersonPath, PreviewManagerMove},
    wire::PersonId,
};

use crate::{client::call, fetch::Fetch, text::moving as text};

/// The list.
#[component]
pub fn Moving(id: PersonId) -> impl IntoView {
    let preview = Fetch::new(move || call::<PreviewManagerMove>(PersonPath { id }, Nothing {}, ()));
    preview.view(moved)
}

fn moved(found: ManagerMove) -> AnyView {
    if found.moves.is_empty() {
        return view! { <p class="small">{text::NOTHING}</p> }.into_any();
    }
    let lines = found.moves.into_iter().map(|moves| view! { <li>{text::moves(moves)}</li> });
    view! { <ul class="small">{lines.collect_view()}</ul> }.into_any()
}
