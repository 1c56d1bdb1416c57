//! The steps an objective may take from where it is.

use leptos::prelude::*;
use shared::{
    goals::{
        Move, MoveObjective, Objective, ObjectivePath,
        rules::{kinds::Transition, state::allowed},
    },
    operation::Nothing,
};

use super::desk::Desk;
use crate::{
    client::{Terms, call_on},
    text::goals as text,
    ui::{Button, ButtonKind, Glyph, Icon, Menu, MenuItem, Toasts},
};

/// The first step as a button, the others in a menu; closing asks before, and never is what the page is for.
#[component]
pub fn Moves(objective: Objective, desk: Desk) -> impl IntoView {
    let toasts = Toasts::here();
    let (id, version, attempt) = (objective.id, objective.version, desk.attempt);
    let take = move |transition: Transition| {
        if closes(transition) {
            desk.closing.set(Some(transition));
            desk.close.set(true);
            return;
        }
        let terms = Terms { version: Some(version), key: None };
        attempt.send(
            Move { transition, score: None, score_comment: None, learning: None },
            move |body| call_on::<MoveObjective>(ObjectivePath { id }, Nothing {}, body, terms),
            move |detail| {
                toasts.good(text::MOVED);
                desk.goal.replace(detail);
            },
        );
    };
    let mut steps = allowed(objective.state).iter().copied();
    let first = steps.next().map(|step| {
        let kind = if closes(step) { ButtonKind::Plain } else { ButtonKind::Primary };
        view! { <Button kind busy=attempt.busy on_press=move || take(step)>{text::transition(step)}</Button> }
    });
    let rest: Vec<Transition> = steps.collect();
    let menu = (!rest.is_empty()).then(|| {
        let item = move |step: Transition| view! { <MenuItem danger=step == Transition::Cancel on_pick=move || take(step)>{text::transition(step)}</MenuItem> };
        view! {
            <Menu trigger=|| view! { <Icon glyph=Glyph::ChevronDown /> } label=text::STATE class="btn btn-plain btn-icon">
                {rest.clone().into_iter().map(item).collect_view()}
            </Menu>
        }
    });
    view! { <span class="row snug keep">{first}{menu}</span> }
}

const fn closes(step: Transition) -> bool {
    matches!(step, Transition::Achieve | Transition::Miss | Transition::Cancel)
}
