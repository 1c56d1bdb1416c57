//! The steps an objective may take from where it is.

use leptos::prelude::*;
use shared::{
    goals::{
        Move, MoveObjective, Objective, ObjectiveDetail, ObjectivePath,
        rules::{
            kinds::Transition,
            state::{allowed, suggested_score},
        },
    },
    operation::Nothing,
    wire::ObjectiveId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Terms, call_on},
    fetch::Fetch,
    text::goals as text,
    ui::{
        Actions, Banner, Button, ButtonKind, Dialog, Field, Form, Glyph, Icon, Menu, MenuItem, TextArea, TextInput,
        Toasts, Tone,
    },
};

/// The first step as a button, the others in a menu; closing asks before, and never is what the page is for.
#[component]
pub fn Moves(objective: Objective, goal: Fetch<ObjectiveDetail>) -> impl IntoView {
    let attempt = Attempt::new();
    let closing = RwSignal::new(None::<Transition>);
    let open = RwSignal::new(false);
    let (id, version) = (objective.id, objective.version);
    let progress = objective.progress;
    let take = move |step: Transition| {
        if closes(step) {
            closing.set(Some(step));
            open.set(true);
            return;
        }
        send(attempt, id, version, plain(step), goal);
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
    let done = move || open.set(false);
    view! {
        <span class="row snug keep">{first}{menu}</span>
        <AttemptNews attempt reload=move || goal.reload() />
        <Dialog open title=move || closing.get().map(text::transition).unwrap_or_default().to_owned()>
            {move || closing.get().map(|step| view! { <CloseForm id version step progress goal done /> })}
        </Dialog>
    }
}

const fn closes(step: Transition) -> bool {
    matches!(step, Transition::Achieve | Transition::Miss | Transition::Cancel)
}

const fn plain(transition: Transition) -> Move {
    Move { transition, score: None, score_comment: None, learning: None }
}

fn send(attempt: Attempt, id: ObjectiveId, version: i64, step: Move, goal: Fetch<ObjectiveDetail>) {
    let toasts = Toasts::here();
    let terms = Terms { version: Some(version), key: None };
    attempt.send(
        step,
        move |body| call_on::<MoveObjective>(ObjectivePath { id }, Nothing {}, body, terms),
        move |detail| {
            toasts.good(text::MOVED);
            goal.replace(detail);
        },
    );
}

/// Closing: score and learning.
#[component]
fn CloseForm(
    id: ObjectiveId,
    version: i64,
    step: Transition,
    progress: Option<f64>,
    goal: Fetch<ObjectiveDetail>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let suggested = suggested_score(progress).map(|score| (score * 100.0).round().to_string()).unwrap_or_default();
    let score = RwSignal::new(suggested.clone());
    let (comment, learning) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let attempt = Attempt::new();
    let differs = move || score.with(|score| score.trim() != suggested);
    let toasts = Toasts::here();
    let submit = move || {
        let percent = score.with_untracked(|score| score.trim().replace(',', ".").parse::<f64>().ok());
        let body = Move {
            transition: step,
            score: percent.map(|percent| percent / 100.0),
            score_comment: Some(comment.get_untracked()).filter(|comment| !comment.trim().is_empty()),
            learning: Some(learning.get_untracked().trim().to_owned()),
        };
        let terms = Terms { version: Some(version), key: None };
        attempt.send(
            body,
            move |body| call_on::<MoveObjective>(ObjectivePath { id }, Nothing {}, body, terms),
            move |detail| {
                done.run(());
                toasts.good(text::MOVED);
                goal.replace(detail);
            },
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=move || goal.reload() />
            <p class="muted">{text::CLOSE_LEAD}</p>
            // Not a field of this form, but what most often stands in the way.
            {move || attempt.errors.of("key_results").map(|why| view! { <Banner tone=Tone::Warn title=why /> })}
            <Field label=text::SCORE name="score" hint=text::SCORE_HINT required=true><TextInput value=score inputmode="decimal" /></Field>
            <Show when=differs>
                <Field label=text::SCORE_COMMENT name="score_comment" required=true><TextArea value=comment /></Field>
            </Show>
            <Field label=text::LEARNED name="learning" required=true><TextInput value=learning /></Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::transition(step)}</Button></Actions>
        </Form>
    }
}
