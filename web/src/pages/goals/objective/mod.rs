//! One objective: how far it is, its key results, what was said, what it belongs to.

mod alignment;
mod carry;
mod comments;
mod computation;
mod facts;
mod head;
mod history;
mod key_result;
mod key_result_form;
mod key_results;
mod moves;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{
    goals::{ObjectiveDetail, ObjectivePath, ReadObjective},
    operation::Nothing,
    problem::{Code, Problem},
};

use self::{alignment::Alignment, comments::CommentList, facts::Facts, head::Head, key_results::KeyResults};
use crate::{client::call, fetch::Fetch};

/// The page.
#[component]
pub fn ObjectivePage() -> impl IntoView {
    let params = use_params_map();
    let goal = Fetch::new(move || {
        let id = params.read().get("id").and_then(|id| id.parse().ok());
        async move {
            match id {
                Some(id) => call::<ReadObjective>(ObjectivePath { id }, Nothing {}, ()).await,
                // What isn't an id names nothing.
                None => Err(Problem::new(Code::NotFound)),
            }
        }
    });
    view! { <div class="page">{goal.view(move |now| view! { <Shown now goal /> })}</div> }
}

#[component]
fn Shown(now: ObjectiveDetail, goal: Fetch<ObjectiveDetail>) -> impl IntoView {
    let ObjectiveDetail { objective, key_results, children } = now;
    let id = objective.id;
    let results = key_results.iter().map(|one| (one.id.0, one.title.clone()));
    let parts = results.chain(children.iter().map(|one| (one.id.0, one.title.clone()))).collect();
    view! {
        <Head objective=objective.clone() parts goal />
        <div class="with-aside">
            <div class="stack">
                <KeyResults objective=objective.clone() results=key_results goal />
                <CommentList id relation=objective.relation />
            </div>
            <div class="stack">
                <Facts objective=objective.clone() />
                <Alignment objective children />
            </div>
        </div>
    }
}
