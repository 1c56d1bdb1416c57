//! The bar over the list while something is ticked, and what came of it.

use std::collections::HashMap;

use leptos::prelude::*;
use shared::goals::{
    BulkChange,
    rules::{kinds::Transition, state::allowed},
};

use super::{super::lazy, Aspect, Bulk, work::nothing};
use crate::{
    attempt::{Attempt, AttemptNews},
    parts,
    text::{goals as text, ui as words},
    ui::{Banner, Button, ButtonKind, ButtonSize, Menu, MenuItem, Tone, live},
};

/// The steps that need nothing but the step itself.
const PLAIN: [Transition; 5] =
    [Transition::Propose, Transition::SendBack, Transition::Activate, Transition::Pause, Transition::Resume];

/// What can be done with all that is ticked; nothing while nothing is.
#[component]
pub fn BulkBar(bulk: Bulk) -> impl IntoView {
    let attempt = Attempt::new();
    let steps = move || {
        bulk.ticked.with(|all| {
            PLAIN.into_iter().filter(|step| all.values().all(|it| allowed(it.state).contains(step))).collect::<Vec<_>>()
        })
    };
    let take = move |transition: Transition| {
        bulk.change(attempt, BulkChange { transition: Some(transition), ..nothing() }, || ());
    };
    let button = move |step: Transition| {
        view! { <Button size=ButtonSize::Small busy=attempt.busy on_press=move || take(step)>{text::transition(step)}</Button> }
    };
    let item = move |aspect: Aspect| {
        view! { <MenuItem on_pick=move || bulk.ask(aspect)>{aspect.title()}</MenuItem> }
    };
    view! {
        <Show when=move || bulk.ticked.with(|all| !all.is_empty())>
            <div class="goal-bulk" role="region" aria-label=text::UPDATE_MANY>
                <span class="strong">{live(move || text::selected(bulk.ticked.with(HashMap::len)))}</span>
                {live(move || steps().into_iter().map(button).collect_view())}
                <Menu trigger=|| text::EDIT class="btn btn-plain btn-small">
                    {Aspect::ALL.into_iter().map(item).collect_view()}
                </Menu>
                <span class="push"><Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=move || bulk.clear()>{text::SELECT_NONE}</Button></span>
            </div>
        </Show>
        <AttemptNews attempt reload=move || bulk.reload() />
        {live(move || {
            let refused = bulk.refused.get();
            (!refused.is_empty()).then(|| view! { <Refused bulk refused /> })
        })}
        {parts::once(move || bulk.open.get(), move || lazy::bulk_form(bulk))}
    }
}

/// Which objectives stayed as they were, until it is read.
#[component]
fn Refused(bulk: Bulk, refused: Vec<String>) -> impl IntoView {
    view! {
        <Banner tone=Tone::Warn title=text::not_changed(refused.len())>
            <div class="stack snug">
                <ul>{refused.into_iter().map(|one| view! { <li>{one}</li> }).collect_view()}</ul>
                <div><Button size=ButtonSize::Small on_press=move || bulk.refused.set(Vec::new())>{words::DISMISS}</Button></div>
            </div>
        </Banner>
    }
}
