//! What there is to know about an objective beside its numbers.

use leptos::prelude::*;
use shared::goals::Objective;

use super::super::{href, table::whose};
use crate::{
    pages::people,
    text::{format, goals as text},
    ui::Who,
};

/// A card of facts.
#[component]
pub fn Facts(objective: Objective) -> impl IntoView {
    let days = text::way(&format::date(objective.starts_on), &format::date(objective.ends_on));
    let score = objective.score.map(|score| {
        let comment = objective.score_comment.clone();
        view! { <dt>{text::SCORE}</dt><dd>{format::percent(score)}{comment.map(|why| view! { <p class="small muted">{why}</p> })}</dd> }
    });
    let learning = objective.learning.clone().map(|learned| view! { <dt>{text::LEARNING}</dt><dd>{learned}</dd> });
    let carried =
        objective.carried_from_id.map(|id| view! { <p class="small"><a href=href(id)>{text::CARRIED}</a></p> });
    let description = Some(objective.description.clone())
        .filter(|words| !words.is_empty())
        .map(|words| view! { <p class="goal-description">{words}</p> });
    view! {
        <section class="card stack">
            <h2>{text::DETAILS}</h2>
            {description}
            <dl class="facts upright">
                <dt>{text::OWNER}</dt>
                <dd><Who name=objective.owner.name.clone() detail=whose(&objective) href=people::href(objective.owner.id) /></dd>
                <dt>{objective.period.name.clone()}</dt>
                <dd>{days}</dd>
                {score}
                {learning}
                <dt>{text::VISIBILITY}</dt>
                <dd>{text::visibility(objective.visibility)}<p class="small muted">{text::visibility_detail(objective.visibility)}</p></dd>
                <dt>{text::ROLL_UP}</dt>
                <dd>{text::roll_up(objective.roll_up)}</dd>
            </dl>
            {carried}
        </section>
    }
}
