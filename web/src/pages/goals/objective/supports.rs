//! What an objective supports beside the one it is aligned under.

use leptos::prelude::*;
use shared::{
    goals::{
        AlsoSupports as Links, EDIT, NewSupport, Objective, ObjectivePath, ObjectiveRef, SupportObjective,
        SupportObjectiveNoLonger, SupportPath,
    },
    operation::Nothing,
    problem::Problem,
    wire::ObjectiveId,
};

use super::{super::href, desk::Desk};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    pages::{goals::form::objective_search, people::chosen_id},
    session::Session,
    text::goal_supports as text,
    ui::{Actions, Button, ButtonKind, ButtonSize, Combobox, Field, Form, Glyph, IconButton, Toasts},
};

/// A card of links; without a desk they are to be read alone.
#[component]
pub fn AlsoSupports(objective: Objective, also: Links, #[prop(optional)] desk: Option<Desk>) -> AnyView {
    let may = Session::here().can(&EDIT, objective.relation) && !objective.state.is_closed();
    let desk = desk.filter(|_| may);
    if desk.is_none() && also.is_empty() {
        return ().into_any();
    }
    let id = objective.id;
    let add = desk.map(|desk| {
        view! {
            <Button kind=ButtonKind::Quiet size=ButtonSize::Small icon=Glyph::Plus on_press=move || desk.support.set(true)>
                {text::ADD}
            </Button>
        }
    });
    let none = also.above.is_empty().then(|| view! { <p class="small muted">{text::NOTHING}</p> });
    let above = (!also.above.is_empty()).then(|| {
        let one = |other: ObjectiveRef| supported(id, other, desk);
        view! { <ul class="stack tight">{also.above.into_iter().map(one).collect_view()}</ul> }
    });
    let below = (!also.below.is_empty()).then(|| {
        let one = |other: ObjectiveRef| view! { <li><a href=href(other.id)>{other.title}</a></li> };
        view! {
            <div class="stack tight">
                <h3 class="small muted">{text::BELOW}</h3>
                <ul class="stack tight">{also.below.into_iter().map(one).collect_view()}</ul>
            </div>
        }
    });
    view! {
        <section class="card stack">
            <div class="spread"><h2>{text::HEADING}</h2>{add}</div>
            {none}
            {above}
            {below}
        </section>
    }
    .into_any()
}

fn supported(id: ObjectiveId, other: ObjectiveRef, desk: Option<Desk>) -> impl IntoView {
    let toasts = Toasts::here();
    let remove = desk.map(|desk| {
        let path = SupportPath { id, supported_id: other.id };
        let remove = move || {
            desk.attempt.run(call::<SupportObjectiveNoLonger>(path.clone(), Nothing {}, ()), move |()| {
                toasts.good(text::REMOVED);
                desk.goal.reload();
            });
        };
        view! { <IconButton glyph=Glyph::X label=text::remove(&other.title) size=ButtonSize::Small on_press=remove /> }
    });
    view! { <li class="spread"><a class="grow" href=href(other.id)>{other.title}</a>{remove}</li> }
}

/// Which other objective it is to support.
#[component]
pub fn SupportForm(id: ObjectiveId, desk: Desk) -> impl IntoView {
    let other = RwSignal::new(None);
    let attempt = Attempt::new();
    let toasts = Toasts::here();
    let submit = move || match chosen_id(other) {
        Some(objective_id) => attempt.send(
            NewSupport { objective_id },
            move |body| call::<SupportObjective>(ObjectivePath { id }, Nothing {}, body),
            move |now| {
                toasts.good(text::ADDED);
                desk.support.set(false);
                desk.goal.replace(now);
            },
        ),
        None => attempt.fail(Problem::field("objective_id", "required")),
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <p class="small muted">{text::ADD_DETAIL}</p>
            <Field label=text::WHICH name="objective_id" required=true><Combobox value=other search=objective_search() /></Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::SUPPORT}</Button></Actions>
        </Form>
    }
}
