//! Writing a pulse: a new one, or a draft.

mod audience;
mod draft;
mod library;
mod merge;
mod question;

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use shared::{
    operation::Nothing,
    problem::{Code, Problem},
    pulse::{CreatePulse, EditPulse, PulseDetail, PulsePath, PulseState, ReadPulse},
};

use self::{
    audience::{Rules, When},
    draft::Draft,
    merge::merge,
    question::QuestionList,
};
use super::href;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on, change},
    conflict::{BothChanged, Conflict},
    drafts::{Draft as Kept, DraftNews},
    fetch::Fetch,
    text::pulse as text,
    ui::{Actions, Button, ButtonKind, Crumb, Field, Form, PageHeader, TextInput, Toasts},
};

/// `/pulse/new`
#[component]
pub fn NewPulsePage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=text::NEW crumbs=vec![Crumb::new(text::PULSE, shared::pages::PULSE)] />
            <Writing known=None />
        </div>
    }
}

/// `/pulse/{id}/edit`
#[component]
pub fn EditPulsePage() -> impl IntoView {
    let pulse = Fetch::of_address(|id| call::<ReadPulse>(PulsePath { id }, Nothing {}, ()));
    let crumbs = vec![Crumb::new(text::PULSE, shared::pages::PULSE)];
    view! {
        <div class="page">
            <PageHeader title=text::EDIT crumbs />
            {pulse.view(|detail| view! { <Writing known=Some(detail) /> })}
        </div>
    }
}

#[component]
fn Writing(known: Option<PulseDetail>) -> impl IntoView {
    let draft = Draft::of(known.as_ref());
    let kept = match &known {
        Some(detail) => Kept::keep_over(format!("pulse/{}", detail.pulse.id), detail.pulse.version, draft.kept()),
        None => Kept::keep("pulse", draft.kept()),
    };
    let attempt = Attempt::new();
    let key = StoredValue::new(Key::default());
    let (toasts, navigate) = (Toasts::here(), use_navigate());
    let id = known.as_ref().map(|detail| detail.pulse.id);
    let before = StoredValue::new(known);
    let conflict = Conflict::new();
    let reload = move || {
        let Some(id) = id else { return };
        spawn_local(async move {
            match call::<ReadPulse>(PulsePath { id }, Nothing {}, ()).await {
                Ok(now) if now.pulse.state != PulseState::Draft => {
                    attempt.fail(Problem::new(Code::Conflict).because(text::NO_DRAFT));
                }
                Ok(now) => {
                    let merged = before.try_with_value(|before| before.as_ref().map(|old| merge(draft, old, &now)));
                    if let Some(Some(both)) = merged {
                        conflict.tell(both);
                        before.set_value(Some(now));
                    }
                }
                Err(problem) => attempt.fail(problem),
            }
        });
    };
    // No field tells of these.
    Effect::watch(
        move || {
            let questions: Vec<_> = draft.questions.rows().iter().map(|row| row.number).collect();
            (questions, draft.excluded.with(Vec::len))
        },
        move |now, before, _| {
            if before.is_some_and(|before| before != now) {
                attempt.errors.touched();
            }
        },
        true,
    );
    let submit = move || {
        let navigate = navigate.clone();
        draft.questions.settle();
        let done = move |made: PulseDetail| {
            kept.sent();
            toasts.good(text::SAVED);
            navigate(&href(made.pulse.id), leptos_router::NavigateOptions::default());
        };
        let new = match draft.new_pulse() {
            Ok(new) => new,
            Err(problem) => return attempt.fail(problem),
        };
        match before.with_value(|before| before.as_ref().map(|it| (it.pulse.id, it.pulse.version))) {
            None => {
                let terms = Terms { version: None, key: Some(key.get_value()) };
                attempt.send(new, |body| call_on::<CreatePulse>(Nothing {}, Nothing {}, body, terms), done);
            }
            Some((id, version)) => {
                let changes = draft::changes(new);
                attempt.send(changes, move |body| change::<EditPulse>(PulsePath { id }, body, version), done);
            }
        }
    };
    view! {
        <div class="goal-form">
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt reload />
                <BothChanged conflict />
                <section class="card stack">
                    <Field label=text::TITLE name="title" hint=text::TITLE_HINT required=true><TextInput value=draft.title /></Field>
                    <When draft />
                </section>
                <QuestionList draft />
                <Rules draft />
                <DraftNews draft=kept />
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::SAVE_DRAFT}</Button></Actions>
            </Form>
        </div>
    }
}
