//! A step of a plan, new or changed.

use leptos::prelude::*;
use shared::{
    development::{CreateStep, DevelopmentPath, DevelopmentStep, EditStep, NewStep, StepChanges, StepPath},
    operation::Nothing,
    wire::{CompetencyId, Patch, PersonId},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call_on, change},
    text::{development as text, format, ui as words},
    ui::{Actions, Button, ButtonKind, Choice, DateInput, Field, Form, Select, TextInput},
};

/// The form. Of a step that is there only what was changed is sent: agreement to the rest stays.
#[component]
pub fn StepForm(
    id: PersonId,
    step: Option<DevelopmentStep>,
    competencies: Vec<(CompetencyId, String)>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let body = RwSignal::new(step.as_ref().map(|step| step.body.clone()).unwrap_or_default());
    let chosen = step.as_ref().and_then(|step| step.competency_id).map(|id| id.to_string()).unwrap_or_default();
    let competency = RwSignal::new(chosen);
    let due = RwSignal::new(step.as_ref().and_then(|step| step.due_on));
    let progress = RwSignal::new(step.as_ref().map_or(0, |step| step.progress).to_string());
    let known = StoredValue::new(step.clone());
    let (key, attempt) = (StoredValue::new(Key::default()), Attempt::new());
    let submit = move || {
        let (typed, due_on) = (body.get_untracked().trim().to_owned(), due.get_untracked());
        let competency_id: Option<CompetencyId> = competency.get_untracked().parse().ok();
        let Some(before) = known.get_value() else {
            let terms = Terms { version: None, key: Some(key.get_value()) };
            return attempt.send(
                NewStep { body: typed, competency_id, due_on },
                move |body| call_on::<CreateStep>(DevelopmentPath { id }, Nothing {}, body, terms),
                move |_| done.run(()),
            );
        };
        let changes = StepChanges {
            body: Some(typed).filter(|typed| *typed != before.body),
            competency_id: if competency_id == before.competency_id { Patch::Keep } else { Patch::from(competency_id) },
            due_on: if due_on == before.due_on { Patch::Keep } else { Patch::from(due_on) },
            progress: progress.get_untracked().parse().ok().filter(|now| *now != before.progress),
            agreed: None,
        };
        attempt.send(
            changes,
            move |changes| change::<EditStep>(StepPath { id: before.id }, changes, before.version),
            move |_| done.run(()),
        );
    };
    let choices: Vec<Choice> = competencies.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let steps = [0_u8, 25, 50, 75, 100];
    let mut shares: Vec<u8> = steps.to_vec();
    shares.extend(step.as_ref().map(|step| step.progress));
    shares.sort_unstable();
    shares.dedup();
    let shares: Vec<Choice> = shares
        .into_iter()
        .map(|share| Choice::new(share.to_string(), format::percent(f64::from(share) / 100.0)))
        .collect();
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::STEP name="body" required=true><TextInput value=body /></Field>
            <div class="halves">
                <Field label=text::FOR name="competency_id"><Select value=competency options=choices any=text::NOTHING_PARTICULAR /></Field>
                <Field label=text::UNTIL name="due_on"><DateInput value=due /></Field>
            </div>
            {step.is_some().then(|| view! {
                <Field label=text::PROGRESS name="progress" required=true><Select value=progress options=shares /></Field>
            })}
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}
