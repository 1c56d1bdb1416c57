//! What moves with another manager, told before it is saved.

use leptos::prelude::*;
use shared::{
    people::{ManagerMove, NextManager, PersonPath, PreviewManagerMove},
    wire::PersonId,
};

use crate::{client::call, fetch::Fetch, text::moving as text, ui::Choice};

/// The list, as it is with the manager who is chosen.
#[component]
pub fn Moving(id: PersonId, manager: RwSignal<Option<Choice>>) -> impl IntoView {
    let next = Memo::new(move |_| manager.get().and_then(|choice| choice.value.parse::<PersonId>().ok()));
    let preview = Fetch::new(move || {
        let query = NextManager { manager: next.get() };
        call::<PreviewManagerMove>(PersonPath { id }, query, ())
    });
    preview.view(moved)
}

fn moved(found: ManagerMove) -> AnyView {
    if found.moves.is_empty() {
        return view! { <p class="small">{text::NOTHING}</p> }.into_any();
    }
    let lines = found.moves.into_iter().map(|moves| view! { <li>{text::moves(moves)}</li> });
    view! { <ul class="small">{lines.collect_view()}</ul> }.into_any()
}
