//! Closing an objective: its score, and what was learned.

use leptos::prelude::*;
use shared::{
    goals::{Move, MoveObjective, Objective, ObjectivePath, rules::state::suggested_score},
    operation::Nothing,
};

use super::desk::Desk;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Terms, call_on},
    drafts::{Draft, DraftNews},
    text::goals as text,
    typed::{amount, unread},
    ui::{Actions, Button, ButtonKind, Field, Form, TextArea, TextInput, Toasts},
};

/// The form of whichever way of closing was chosen.
#[component]
pub fn CloseForm(objective: Objective, desk: Desk) -> AnyView {
    let Some(step) = desk.closing.get_untracked() else { return ().into_any() };
    let (id, goal) = (objective.id, desk.goal);
    let version = RwSignal::new(objective.version);
    let suggested = suggested_score(objective.progress).map(|score| (score * 100.0).round().to_string());
    let suggested = suggested.unwrap_or_default();
    let score = RwSignal::new(suggested.clone());
    let (comment, learning) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let attempt = Attempt::new();
    // The score that is suggested moves with the progress: what was suggested before must not come back over it.
    let draft = Draft::keep(
        format!("closing/{id}/{step}"),
        vec![(text::SCORE_COMMENT, comment.into()), (text::LEARNED, learning.into())],
    );
    let differs = Memo::new(move |_| score.with(|score| score.trim() != suggested));
    let toasts = Toasts::here();
    let submit = move || {
        let percent = score.with_untracked(|score| amount(score, 1.0));
        let body = Move {
            transition: step,
            score: percent.map(|percent| percent / 100.0),
            score_comment: Some(comment.get_untracked()).filter(|comment| !comment.trim().is_empty()),
            learning: Some(learning.get_untracked().trim().to_owned()),
        };
        let terms = Terms { version: Some(version.get_untracked()), key: None };
        attempt.send_unless(
            score.with_untracked(|score| unread("score", score)).into_iter().collect(),
            body,
            move |body| call_on::<MoveObjective>(ObjectivePath { id }, Nothing {}, body, terms),
            move |detail| {
                draft.sent();
                desk.close.set(false);
                toasts.good(text::MOVED);
                goal.replace(detail);
            },
        );
    };
    // Closing holds for the objective as it then is: the page behind shows what has changed.
    let follow = move || goal.reload();
    Effect::new(move |_| {
        if let Some(now) = goal.get() {
            version.set(now.objective.version);
        }
    });
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=follow />
            <p class="muted">{text::CLOSE_LEAD}</p>
            <Field label=text::SCORE name="score" hint=text::SCORE_HINT required=true><TextInput value=score inputmode="decimal" /></Field>
            <Show when=move || differs.get()>
                <Field label=text::SCORE_COMMENT name="score_comment" required=true><TextArea value=comment /></Field>
            </Show>
            <Field label=text::LEARNED name="learning" required=true><TextInput value=learning /></Field>
            <DraftNews draft beside=differs />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::transition(step)}</Button></Actions>
        </Form>
    }
    .into_any()
}
