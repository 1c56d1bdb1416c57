//! One key result in a form of its own.

use leptos::prelude::*;
use shared::{
    goals::{CreateKeyResult, EditKeyResult, KeyResult, KeyResultChanges, KeyResultPath, ObjectivePath},
    operation::Nothing,
    wire::ObjectiveId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    pages::goals::form::{KeyResultDraft, KeyResultFields},
    text::{goals as text, ui as words},
    ui::{Actions, Button, ButtonKind, Form, Toasts},
};

/// Adds a key result to an objective, or changes one.
#[component]
pub fn KeyResultForm(of: ObjectiveId, result: Option<KeyResult>, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let draft = KeyResultDraft::of(result.as_ref());
    let known = result.as_ref().map(|result| (result.id, result.version));
    let fixed = result.as_ref().is_some_and(|result| result.last_on.is_some());
    let attempt = Attempt::new();
    let toasts = Toasts::here();
    let finish = move || {
        toasts.good(text::SAVED);
        done.run(());
    };
    let submit = move || match known {
        None => attempt.send(
            draft.new_key_result(),
            move |body| call::<CreateKeyResult>(ObjectivePath { id: of }, Nothing {}, body),
            move |_| finish(),
        ),
        Some((id, version)) => {
            let new = draft.new_key_result();
            let changes = KeyResultChanges {
                measure: (!fixed).then(|| new.measure()),
                title: Some(new.title),
                owner_id: new.owner_id,
                unit: new.unit.into(),
                weight: new.weight,
                cadence_days: new.cadence_days.into(),
            };
            attempt.send(
                changes,
                move |body| change::<EditKeyResult>(KeyResultPath { id }, body, version),
                move |_| finish(),
            );
        }
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=done />
            <KeyResultFields draft path="".to_owned() known=known.is_some() fixed />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}
