//! The goals of whom a card is about, as they stood when the period ended: beside the rating that is proposed.

use leptos::prelude::*;
use shared::goals::{PastObjective, rules::kinds::ObjectiveState};

use crate::{
    pages::goals::{bar_tone, href, status_badge},
    text::{calibration as text, goals as words},
    ui::{Badge, Progress},
};

/// The list.
pub fn list(goals: Vec<PastObjective>) -> impl IntoView {
    let body = if goals.is_empty() {
        view! { <p class="muted">{text::NO_GOALS}</p> }.into_any()
    } else {
        view! { <ul class="stack snug">{goals.into_iter().map(one).collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="stack snug">
            <h3>{text::GOALS}</h3>
            <p class="small muted">{text::GOALS_LEAD}</p>
            {body}
        </section>
    }
}

fn one(goal: PastObjective) -> impl IntoView {
    let standing = match goal.state {
        ObjectiveState::Paused => view! { <Badge bare=true>{words::state(ObjectiveState::Paused)}</Badge> }.into_any(),
        _ => status_badge(goal.status).into_any(),
    };
    let (done, tone) = (Signal::stored(goal.progress), bar_tone(goal.status));
    view! {
        <li class="home-goal">
            <a class="plain-link strong grow" href=href(goal.id)>{goal.title.clone()}</a>
            {standing}
            <span class="home-bar"><Progress label=goal.title done tone /></span>
        </li>
    }
}
