//! How a plan goes: what was said at check-ins, and what its person says to it.

use leptos::prelude::*;
use shared::{
    improvement::{
        ACKNOWLEDGE, AcknowledgeImprovementPlan, AddImprovementNote, ImprovementAcknowledgement, ImprovementNote,
        ImprovementPlanDetail, ImprovementPlanPath, NOTE, NewImprovementNote, rules::ImprovementAudience,
    },
    operation::Nothing,
};

use super::form::readers;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call_on},
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    session::Session,
    text::{format, improvement as text},
    ui::{Actions, Button, ButtonKind, Field, Form, Select, TextArea, Toasts},
};

/// What was said, and a form for whoever has something to say now.
#[component]
pub fn Notes(detail: ImprovementPlanDetail, fetch: Fetch<ImprovementPlanDetail>) -> impl IntoView {
    let plan = &detail.plan;
    let held = plan.audience != ImprovementAudience::Manager || !plan.awaits_taking_over;
    let may = Session::here().can(&NOTE, plan.relation) && plan.state.runs() && held;
    let form = may.then(|| view! { <AddNote detail=detail.clone() fetch /> });
    let nothing = detail.notes.is_empty().then(|| view! { <p class="muted">{text::NO_NOTES}</p> });
    view! {
        <section class="card stack">
            <h2>{text::GOES}</h2>
            <p class="small muted">{text::GOES_LEAD}</p>
            {nothing}
            {detail.notes.into_iter().map(said).collect_view()}
            {form}
        </section>
    }
}

/// What was said, by whom and when.
pub fn said(note: ImprovementNote) -> impl IntoView {
    let who = format!("{} · {} · {}", note.author.name, format::ago(note.created_at), text::audience(note.audience));
    view! { <div class="stack snug"><p class="small muted">{who}</p><p class="said-text">{note.body}</p></div> }
}

#[component]
fn AddNote(detail: ImprovementPlanDetail, fetch: Fetch<ImprovementPlanDetail>) -> impl IntoView {
    let (id, reader) = (detail.plan.id, detail.plan.audience);
    let body = RwSignal::new(String::new());
    let audience = RwSignal::new(ImprovementAudience::Person.to_string());
    let draft =
        Draft::keep(format!("plan-note/{id}"), vec![(text::NOTE, body.into()), (text::WHO_READS, audience.into())]);
    let (attempt, toasts, key) = (Attempt::new(), Toasts::here(), StoredValue::new(Key::default()));
    let submit = move || {
        // The narrowest is the safe reading of what can't be read.
        let audience =
            ImprovementAudience::parse(&audience.read_untracked()).unwrap_or(ImprovementAudience::Hr).max(reader);
        let terms = Terms { version: None, key: Some(key.get_value()) };
        attempt.send(
            NewImprovementNote { body: body.get_untracked().trim().to_owned(), audience },
            move |body| call_on::<AddImprovementNote>(ImprovementPlanPath { id }, Nothing {}, body, terms),
            move |now| {
                draft.sent();
                toasts.good(text::ADDED);
                fetch.replace(now);
            },
        );
    };
    let choices = readers(reader);
    // Made where the form stands around it, or it wouldn't hear what is wrong with it.
    let who = move || {
        (choices.len() > 1).then(|| view! { <Field label=text::WHO_READS name="audience" required=true><Select value=audience options=choices /></Field> })
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::NOTE name="body" required=true><TextArea value=body rows=4 /></Field>
            {who()}
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::ADD_NOTE}</Button></Actions>
        </Form>
    }
}

/// Whether its person is asked to say that they have read it.
pub fn is_asked(detail: &ImprovementPlanDetail) -> bool {
    let plan = &detail.plan;
    Session::here().can(&ACKNOWLEDGE, plan.relation) && plan.state.is_open() && !plan.acknowledged
}

/// The person says that they have read it.
#[component]
pub fn Acknowledge(detail: ImprovementPlanDetail, fetch: Fetch<ImprovementPlanDetail>) -> impl IntoView {
    let (id, version, edition) = (detail.plan.id, detail.plan.version, detail.edition);
    let comment = RwSignal::new(String::new());
    let draft = Draft::keep(format!("plan-read/{id}/{edition}"), vec![(text::COMMENT, comment.into())]);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let (path, terms) = (ImprovementPlanPath { id }, Terms { version: Some(version), key: None });
        let body = ImprovementAcknowledgement { edition, comment: comment.get_untracked().trim().to_owned() };
        attempt.send(
            body,
            move |body| call_on::<AcknowledgeImprovementPlan>(path, Nothing {}, body, terms),
            move |now| {
                draft.sent();
                toasts.good(text::ACKNOWLEDGED);
                fetch.replace(now);
            },
        );
    };
    view! {
        <section class="card stack">
            <h2>{text::ACKNOWLEDGE}</h2>
            <p class="muted">{text::ACKNOWLEDGE_LEAD}</p>
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt reload=move || fetch.reload() />
                <Field label=text::COMMENT name="comment"><TextArea value=comment /></Field>
                <DraftNews draft />
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::ACKNOWLEDGE}</Button></Actions>
            </Form>
        </section>
    }
}
