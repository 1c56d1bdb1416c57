//! A step of a plan, new or changed.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    development::{
        CreateStep, Development, DevelopmentPath, DevelopmentStep, EditStep, NewStep, ReadDevelopment, StepChanges,
        StepPath,
    },
    operation::Nothing,
    wire::{CompetencyId, Patch, PersonId},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on, change},
    conflict::{BothChanged, Edited, merged},
    drafts::{Draft, DraftNews},
    text::{development as text, format, ui as words},
    ui::{Actions, Button, ButtonKind, Choice, DateInput, Field, Form, Select, TextInput},
};

/// The form. Of a step that is there only what was changed is sent: agreement to the rest stays.
/// `seen` gets what was read after a lost race.
#[component]
pub fn StepForm(
    id: PersonId,
    step: Option<DevelopmentStep>,
    competencies: Vec<(CompetencyId, String)>,
    #[prop(into)] seen: Callback<(Development,)>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let body = RwSignal::new(step.as_ref().map(|step| step.body.clone()).unwrap_or_default());
    let chosen = step.as_ref().and_then(|step| step.competency_id).map(|id| id.to_string()).unwrap_or_default();
    let competency = RwSignal::new(chosen);
    let due = RwSignal::new(step.as_ref().and_then(|step| step.due_on));
    let progress = RwSignal::new(step.as_ref().map_or(0, |step| step.progress).to_string());
    let mut kept = vec![(text::STEP, body.into()), (text::FOR, competency.into()), (text::UNTIL, due.into())];
    let draft = match &step {
        Some(step) => {
            kept.push((text::PROGRESS, progress.into()));
            Draft::keep_over(format!("step/{}", step.id), step.version, kept)
        }
        None => Draft::keep(format!("step/of/{id}"), kept),
    };
    let saved = move || {
        draft.sent();
        done.run(());
    };
    let (key, attempt, is_new) = (StoredValue::new(Key::default()), Attempt::new(), step.is_none());
    let usual: BTreeSet<u8> = [0, 25, 50, 75, 100].into_iter().chain(step.as_ref().map(|step| step.progress)).collect();
    let shares = RwSignal::new(usual);
    let edited = Edited::new(step, attempt);
    let submit = move || {
        let (typed, due_on) = (body.get_untracked().trim().to_owned(), due.get_untracked());
        let competency_id: Option<CompetencyId> = competency.get_untracked().parse().ok();
        let Some(before) = edited.before() else {
            let terms = Terms { version: None, key: Some(key.get_value()) };
            return attempt.send(
                NewStep { body: typed, competency_id, due_on },
                move |body| call_on::<CreateStep>(DevelopmentPath { id }, Nothing {}, body, terms),
                move |_| saved(),
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
            move |_| saved(),
        );
    };
    let choices: Vec<Choice> = competencies.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let names = StoredValue::new(choices.clone());
    let reload = move || {
        let which = edited.before().map(|step| step.id);
        let merge = move |old: &DevelopmentStep, new: &DevelopmentStep| {
            let id = |step: &DevelopmentStep| step.competency_id.map(|id| id.to_string()).unwrap_or_default();
            let name = move |id: &String| {
                let known =
                    names.with_value(|all| all.iter().find(|one| one.value == *id).map(|one| one.label.clone()));
                known.unwrap_or_else(|| text::NOTHING_PARTICULAR.to_owned())
            };
            let day = |day: &Option<NaiveDate>| day.map_or_else(|| format::NONE.to_owned(), format::date);
            shares.update(|shares| {
                shares.insert(new.progress);
            });
            vec![
                merged(text::STEP, body, &old.body, new.body.clone(), String::clone),
                merged(text::FOR, competency, &id(old), id(new), name),
                merged(text::UNTIL, due, &old.due_on, new.due_on, day),
                merged(
                    text::PROGRESS,
                    progress,
                    &old.progress.to_string(),
                    new.progress.to_string(),
                    |share: &String| share.parse().map_or_else(|_| String::new(), in_percent),
                ),
            ]
        };
        edited.reload(
            call::<ReadDevelopment>(DevelopmentPath { id }, Nothing {}, ()),
            move |now| now.steps.iter().find(|step| Some(step.id) == which).cloned(),
            merge,
            move |now| seen.run((now,)),
        );
    };
    let options = Signal::derive(move || {
        let one = |share: &u8| Choice::new(share.to_string(), in_percent(*share));
        shares.with(|shares| shares.iter().map(one).collect::<Vec<_>>())
    });
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict=edited.conflict />
            <Field label=text::STEP name="body" required=true><TextInput value=body /></Field>
            <div class="halves">
                <Field label=text::FOR name="competency_id"><Select value=competency options=choices any=text::NOTHING_PARTICULAR /></Field>
                <Field label=text::UNTIL name="due_on"><DateInput value=due /></Field>
            </div>
            {(!is_new).then(|| view! {
                <Field label=text::PROGRESS name="progress" required=true><Select value=progress options /></Field>
            })}
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}

fn in_percent(share: u8) -> String {
    format::percent(f64::from(share) / 100.0)
}
