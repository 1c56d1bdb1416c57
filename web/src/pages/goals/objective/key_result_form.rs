//! One key result in a form of its own.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    goals::{
        CreateKeyResult, EditKeyResult, KeyResult, KeyResultChanges, KeyResultPath, ObjectiveDetail, ObjectivePath,
        ReadObjective, unit_fault,
    },
    operation::Nothing,
    problem::{Code, FieldError, Problem},
    wire::ObjectiveId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{BothChanged, Conflict},
    pages::goals::form::{KeyResultDraft, KeyResultFields},
    text::{goals as text, ui as words},
    ui::{Actions, Button, ButtonKind, Form, Toasts},
};

/// Adds a key result to an objective, or changes one. `seen` gets what was read after a lost race.
#[component]
pub fn KeyResultForm(
    of: ObjectiveId,
    result: Option<KeyResult>,
    #[prop(into)] seen: Callback<(ObjectiveDetail,)>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let draft = KeyResultDraft::of(result.as_ref());
    let is_known = result.is_some();
    let was_fixed = result.as_ref().is_some_and(|result| result.last_on.is_some());
    let before = StoredValue::new(result);
    let attempt = Attempt::new();
    let conflict = Conflict::new();
    let toasts = Toasts::here();
    let finish = move || {
        toasts.good(text::SAVED);
        done.run(());
    };
    let submit = move || match before.get_value() {
        None => attempt.send_unless(
            draft.unread(str::to_owned).into_iter().chain(draft.new_key_result().faults()).collect(),
            draft.new_key_result(),
            move |body| call::<CreateKeyResult>(ObjectivePath { id: of }, Nothing {}, body),
            move |_| finish(),
        ),
        Some(KeyResult { id, version, last_on, .. }) => {
            let fixed = last_on.is_some();
            let new = draft.new_key_result();
            let in_measure = |field: &str| {
                if matches!(field, "weight" | "cadence_days") { field.to_owned() } else { format!("measure.{field}") }
            };
            let mut wrong = draft.unread(in_measure);
            if !fixed {
                let faults = new.measure().check().err().unwrap_or_default();
                wrong.extend(faults.into_iter().map(|it| FieldError { field: in_measure(&it.field), ..it }));
                wrong.extend(unit_fault(new.kind, new.unit.as_deref()));
            }
            let changes = KeyResultChanges {
                measure: (!fixed).then(|| new.measure()),
                title: Some(new.title),
                owner_id: new.owner_id,
                unit: new.unit.into(),
                weight: new.weight,
                cadence_days: new.cadence_days.into(),
            };
            attempt.send_unless(
                wrong,
                changes,
                move |body| change::<EditKeyResult>(KeyResultPath { id }, body, version),
                move |_| finish(),
            );
        }
    };
    let reload = move || {
        let Some(old) = before.get_value() else { return };
        spawn_local(async move {
            let now = call::<ReadObjective>(ObjectivePath { id: of }, Nothing {}, ()).await;
            let found = now.and_then(|detail| {
                let result = detail.key_results.iter().find(|result| result.id == old.id).cloned();
                result.map(|result| (result, detail)).ok_or_else(|| Problem::new(Code::NotFound))
            });
            match found {
                Ok((result, detail)) => {
                    if before.try_set_value(Some(result.clone())).is_none() {
                        conflict.tell(draft.merge(&old, &result));
                        seen.run((detail,));
                    }
                }
                Err(problem) => attempt.fail(problem),
            }
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict />
            <KeyResultFields draft path="".to_owned() known=is_known fixed=was_fixed />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}
