//! One objective: how far it is, its key results, what was said, what it belongs to.

mod alignment;
mod carry;
mod close;
mod comments;
mod computation;
mod desk;
mod dialogs;
mod facts;
mod follow;
mod forms;
mod head;
mod history;
mod key_result;
mod key_result_form;
mod key_results;
mod moves;
mod supports;

use leptos::prelude::*;

use crate::ui::{Banner, live};
use shared::{
    access::Relation,
    goals::{CHECK_IN, ObjectiveDetail, ObjectivePath, ReadObjective, rules::kinds::ObjectiveState},
    operation::Nothing,
    pages,
    wire::ObjectiveId,
};

pub use self::{
    alignment::Alignment, comments::said, desk::Desk, dialogs::Dialogs, facts::Facts, forms::Forms,
    supports::AlsoSupports,
};

use self::{comments::CommentList, head::Head, key_results::KeyResults};
use super::lazy;
use crate::{
    address,
    attempt::AttemptNews,
    client::call,
    fetch::Fetch,
    parts,
    session::Session,
    text::{format, goals as text},
};

/// The page.
#[component]
pub fn ObjectivePage() -> impl IntoView {
    let goal = Fetch::of_address(|id| call::<ReadObjective>(ObjectivePath { id }, Nothing {}, ()));
    let desk = Desk::new(goal);
    let session = Session::here();
    // Who is reminded of a check-in comes to its form, if it still is theirs to make.
    address::asked(pages::CHECK_IN_QUERY, move |id| {
        let Some(now) = goal.get() else { return false };
        let Some(result) = now.key_results.into_iter().find(|one| one.id.to_string() == id) else { return false };
        if now.objective.state == ObjectiveState::Active && session.can(&CHECK_IN, result.relation) {
            desk.open(result, desk.check_in);
        }
        true
    });
    // Only another objective makes another page of it. News of the same one are put into it, so that what is being
    // typed stays, and the focus where it was.
    let which = Memo::new(move |_| goal.get().map(|now| (now.objective.id, now.objective.relation)));
    view! {
        <div class="page">
            {live(move || match which.get() {
                Some((id, relation)) => view! { <Shown id relation desk /> }.into_any(),
                None => goal.view(|_| ()),
            })}
        </div>
    }
}

#[component]
fn Shown(id: ObjectiveId, relation: Relation, desk: Desk) -> impl IntoView {
    let goal = desk.goal;
    let head = move || goal.get().map(|now| view! { <Head objective=now.objective desk /> });
    let results =
        move || goal.get().map(|now| view! { <KeyResults objective=now.objective results=now.key_results desk /> });
    let facts = move || {
        goal.get().map(|now| view! { <Facts objective=now.objective from=now.carried_from on=now.carried_on /> })
    };
    let alignment = move || goal.get().map(|now| view! { <Alignment objective=now.objective children=now.children /> });
    let also =
        move || goal.get().map(|now| view! { <AlsoSupports objective=now.objective also=now.also_supports desk /> });
    view! {
        <AttemptNews attempt=desk.attempt reload=move || goal.reload() />
        {head}
        {move || goal.get().and_then(days_outside)}
        <div class="with-aside">
            <div class="stack">{results}<CommentList id relation /></div>
            <div class="stack">{facts}{alignment}{also}</div>
        </div>
        {parts::once(move || desk.dialog(), move || lazy::dialogs(id, desk))}
        {parts::once(move || desk.form(), move || lazy::forms(id, desk))}
    }
}

/// Days that leave those of what it is aligned under are allowed, and worth a word while they can be changed.
fn days_outside(now: ObjectiveDetail) -> Option<impl IntoView> {
    let (closed, days) = (now.objective.state.is_closed(), now.days_above?);
    let above = now.objective.parent.filter(|_| !closed)?;
    let days = text::way(&format::date(days.from), &format::date(days.to));
    Some(view! { <Banner title=text::days_outside(&above.title, &days) /> })
}
