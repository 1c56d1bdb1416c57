//! The key results of an objective, with their check-ins.

use leptos::prelude::*;
use shared::goals::{EDIT, KeyResult, Objective, rules::kinds::ObjectiveState};

use super::{desk::Desk, key_result::Row};
use crate::{
    session::Session,
    text::goals as text,
    ui::{Button, ButtonKind, ButtonSize, EmptyState, Glyph},
};

/// The card.
#[component]
pub fn KeyResults(objective: Objective, results: Vec<KeyResult>, desk: Desk) -> impl IntoView {
    let may_add = Session::here().can(&EDIT, objective.relation) && !objective.state.is_closed();
    let add = move |primary: bool| {
        let kind = if primary { ButtonKind::Primary } else { ButtonKind::Quiet };
        may_add.then(|| view! { <Button kind size=ButtonSize::Small icon=Glyph::Plus on_press=move || desk.add.set(true)>{text::ADD_KEY_RESULT}</Button> })
    };
    let pace = (objective.state == ObjectiveState::Active).then_some(objective.expected);
    let body = if results.is_empty() {
        view! { <EmptyState glyph=Glyph::TrendingUp title=text::NO_KEY_RESULTS detail=text::NO_KEY_RESULTS_DETAIL>{add(true)}</EmptyState> }.into_any()
    } else {
        let state = objective.state;
        let row = move |result: KeyResult| view! { <li><Row result state pace desk /></li> };
        view! { <ul class="rows">{results.into_iter().map(row).collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card flush">
            <div class="card-head"><h2>{text::KEY_RESULTS}</h2>{add(false)}</div>
            {body}
        </section>
    }
}
