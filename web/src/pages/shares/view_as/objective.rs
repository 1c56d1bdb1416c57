//! An objective as somebody else sees it.

use leptos::prelude::*;
use shared::{
    goals::{Comment, KeyResult},
    shares::ObjectiveSeen,
};

use super::{deeds::Deeds, why};
use crate::{
    pages::{goals, kpis},
    text::{goals as words, shares as text},
    ui::Progress,
};

/// Its page, to be read.
#[component]
pub fn Seen(seen: ObjectiveSeen) -> impl IntoView {
    let (objective, detail) = (seen.detail.objective.clone(), seen.detail);
    view! {
        {why(&seen.standing, text::level)}
        <Deeds deeds=seen.deeds />
        <section class="card stack">
            <div class="row tight"><h2>{objective.title.clone()}</h2>{goals::standing(&objective)}</div>
            {goals::progress(&objective)}
        </section>
        <KeyResults results=detail.key_results />
        <goals::Facts objective=objective.clone() from=detail.carried_from on=detail.carried_on />
        <goals::Alignment objective=objective.clone() children=detail.children read_only=true />
        <goals::AlsoSupports objective also=detail.also_supports />
        <Comments comments=seen.comments />
    }
}

#[component]
fn KeyResults(results: Vec<KeyResult>) -> impl IntoView {
    let none = results.is_empty().then(|| view! { <p class="small muted">{words::NO_KEY_RESULTS}</p> });
    let one = |result: KeyResult| {
        let followed = result.kpi.clone().map(|kpi| match kpi.name {
            Some(name) => view! { <a href=kpis::href(kpi.id)>{words::follows(&name)}</a> }.into_any(),
            None => view! { <span>{words::FOLLOWS_HIDDEN}</span> }.into_any(),
        });
        let value = result.value.map(|value| view! { <span class="num">{goals::value(&result, value)}</span> });
        view! {
            <li class="stack snug">
                <div class="spread"><span class="strong">{result.title.clone()}</span>{goals::status_badge(result.status)}</div>
                <p class="goal-notes small muted"><span>{result.owner.name.clone()}</span><span>{goals::way(&result)}</span>{followed}{value}</p>
                <Progress label=result.title.clone() done=Signal::stored(result.progress) tone=goals::bar_tone(result.status) />
            </li>
        }
    };
    view! {
        <section class="card stack">
            <h2>{words::KEY_RESULTS}</h2>
            {none}
            <ul class="stack">{results.into_iter().map(one).collect_view()}</ul>
        </section>
    }
}

#[component]
fn Comments(comments: Vec<Comment>) -> impl IntoView {
    let none = comments.is_empty().then(|| view! { <p class="small muted">{words::NO_COMMENTS}</p> });
    view! {
        <section class="card stack">
            <h2>{words::COMMENTS}</h2>
            {none}
            <ul class="stack">{comments.into_iter().map(goals::said).collect_view()}</ul>
        </section>
    }
}
