//! What there is to know about an objective beside its numbers.

use leptos::prelude::*;
use shared::{
    goals::{CarriedFrom, CarriedOn, Objective},
    privacy::RetentionKind,
};

use super::super::{href, table::whose};
use crate::{
    pages::{people, privacy::DeletedOn},
    text::{format, goals as text},
    ui::Who,
};

/// A card of facts.
#[component]
pub fn Facts(objective: Objective, from: Option<CarriedFrom>, on: Vec<CarriedOn>) -> impl IntoView {
    let days = text::way(&format::date(objective.starts_on), &format::date(objective.ends_on));
    let score = objective.score.map(|score| {
        let comment = objective.score_comment.clone();
        view! { <dt>{text::SCORE}</dt><dd>{format::percent(score)}{comment.map(|why| view! { <p class="small muted">{why}</p> })}</dd> }
    });
    let learning = objective.learning.clone().map(|learned| view! { <dt>{text::LEARNING}</dt><dd>{learned}</dd> });
    let from = from.map(|from| {
        let link = match from.objective {
            Some(it) => view! { <a href=href(it.id)>{it.title}</a> }.into_any(),
            None => text::HIDDEN.into_any(),
        };
        view! { <dt>{text::CARRIED}</dt><dd>{link}<p class="small muted">{from.reason}</p></dd> }
    });
    let on = on.into_iter().map(|on| {
        view! {
            <dt>{text::CARRIED_ON}</dt>
            <dd><a href=href(on.objective.id)>{on.objective.title}</a><p class="small muted">{on.reason}</p></dd>
        }
    });
    let on = on.collect_view();
    let description = Some(objective.description.clone())
        .filter(|words| !words.is_empty())
        .map(|words| view! { <p class="goal-description">{words}</p> });
    let kept = objective.closed_at.filter(|_| objective.state.is_closed()).map(|at| {
        view! { <DeletedOn kind=RetentionKind::Goals since=at.date_naive() /> }
    });
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
                {from}
                {on}
            </dl>
            {kept}
        </section>
    }
}
