//! Proposing another job, with what stands behind it.

use leptos::prelude::*;
use shared::{
    development::{
        Development, DevelopmentPath, EvidenceKind, Framework, NewEvidence, NewLevelProposal, ProposeLevel,
        ReadFramework,
    },
    feedback::{ListPraise, PraiseFilter},
    goals::{ListObjectives, ObjectiveFilter},
    operation::Nothing,
    problem::{FieldError, Problem},
    wire::PersonId,
};
use uuid::Uuid;

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on},
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    session::Session,
    text::{development as text, ui as words},
    ui::{Actions, Button, ButtonKind, CheckboxGroup, DateInput, Field, Form, TextArea, TextInput, live},
};

/// Boxes to tick, with what each stands for.
type Ticked = StoredValue<Vec<(NewEvidence, RwSignal<bool>)>>;

/// The form. `now` is what is known of whose job it would be.
#[component]
pub fn ProposeForm(id: PersonId, now: Option<Development>, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let (job, why) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let starts_on = RwSignal::new(Some(Session::here().org_today()));
    let (key, attempt) = (StoredValue::new(Key::default()), Attempt::new());
    let draft = Draft::keep(
        format!("level/of/{id}"),
        vec![(text::NEW_JOB, job.into()), (text::FROM_WHEN, starts_on.into()), (text::WHY, why.into())],
    );
    let ticked: Ticked = StoredValue::new(Vec::new());
    let submit = move || {
        let Some(from) = starts_on.get_untracked() else {
            return attempt.fail(Problem::invalid(vec![FieldError::new("starts_on", "required")]));
        };
        let evidence = ticked
            .with_value(|all| all.iter().filter(|(_, on)| on.get_untracked()).map(|(one, _)| *one).collect::<Vec<_>>());
        let body = NewLevelProposal {
            job_title: job.get_untracked().trim().to_owned(),
            starts_on: from,
            justification: why.get_untracked().trim().to_owned(),
            evidence,
        };
        let terms = Terms { version: None, key: Some(key.get_value()) };
        attempt.send(
            body,
            move |body| call_on::<ProposeLevel>(DevelopmentPath { id }, Nothing {}, body, terms),
            move |_| {
                draft.sent();
                done.run(());
            },
        );
    };
    let framework = Fetch::new(|| call::<ReadFramework>(Nothing {}, Nothing {}, ()));
    let asks = move || {
        let asked = framework.get().and_then(|framework| job.with(|job| asked_for(&framework, job.trim())));
        asked.map(|asked| view! { <p class="small muted">{text::asks_for(&asked)}</p> })
    };
    let objectives = Fetch::new(move || {
        call::<ListObjectives>(Nothing {}, ObjectiveFilter { owner: Some(id), ..ObjectiveFilter::default() }, ())
    });
    let praise = Fetch::new(move || {
        call::<ListPraise>(Nothing {}, PraiseFilter { person: Some(id), ..PraiseFilter::default() }, ())
    });
    let steps: Vec<_> = now.into_iter().flat_map(|now| now.steps).map(|step| (step.id.0, step.body)).collect();
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::NEW_JOB name="job_title" hint=text::NEW_JOB_HINT required=true><TextInput value=job /></Field>
            {live(asks)}
            <Field label=text::FROM_WHEN name="starts_on" required=true><DateInput value=starts_on /></Field>
            <Field label=text::WHY name="justification" hint=text::WHY_LEVEL_HINT required=true><TextArea value=why rows=5 /></Field>
            <p class="small muted">{text::EVIDENCE_LEAD}</p>
            {boxes(ticked, text::EVIDENCE_STEPS, EvidenceKind::Step, steps)}
            {objectives.view(move |page| {
                let found = page.items.into_iter().map(|one| (one.id.0, one.title)).collect();
                boxes(ticked, text::EVIDENCE_OBJECTIVES, EvidenceKind::Objective, found)
            })}
            {praise.view(move |page| {
                let found = page.items.into_iter().filter(|one| one.taken_down.is_none());
                let found = found.map(|one| (one.id.0, text::praise(&one.author.name, &one.body))).collect();
                boxes(ticked, text::EVIDENCE_PRAISE, EvidenceKind::Praise, found)
            })}
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}

/// A box for each thing of a kind; nothing where there is none.
fn boxes(ticked: Ticked, legend: &'static str, kind: EvidenceKind, things: Vec<(Uuid, String)>) -> AnyView {
    if things.is_empty() {
        return ().into_any();
    }
    let boxes: Vec<(String, RwSignal<bool>)> = things
        .into_iter()
        .map(|(id, title)| {
            let on = RwSignal::new(false);
            ticked.update_value(|all| all.push((NewEvidence { kind, id }, on)));
            (title, on)
        })
        .collect();
    view! { <CheckboxGroup legend boxes /> }.into_any()
}

/// What a job asks for, competency by competency; `None` if nobody has said.
fn asked_for(framework: &Framework, job: &str) -> Option<Vec<String>> {
    let of_job = framework.expectations.iter().find(|one| one.job_title == job)?;
    let named = of_job.levels.iter().filter_map(|asked| {
        let competency = framework.competencies.iter().find(|one| one.id == asked.competency_id)?;
        Some(format!("{} {}", competency.name, text::level(&framework.levels, asked.level)))
    });
    Some(named.collect())
}
