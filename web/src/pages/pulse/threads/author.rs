//! What was answered to oneself: by the code that this browser keeps or that is typed, and without the session.

use chrono::NaiveDate;
use leptos::{prelude::*, task::spawn_local};
use shared::{
    problem::{Code, Problem},
    pulse::{
        BallotCode, MOST_LOCKS, NewOwnMessage, OwnThread, Question, QuestionKind, ReadPulseThread, ThreadKey,
        WritePulseThread,
    },
    wire::PulseId,
};

use super::said;
use crate::{
    attempt::{Attempt, AttemptNews},
    ballots,
    client::call_as_nobody,
    text::{format, pulse as words, pulse_threads as text},
    ui::{Actions, Banner, Button, ButtonKind, Field, Form, TextArea, TextInput, Toasts, live},
};

/// Everybody who was asked gets this, whether or not there is anything for them: nobody knows for whom there is.
#[component]
pub fn OwnThreads(pulse: PulseId, questions: Vec<Question>, until: NaiveDate) -> impl IntoView {
    let written = questions.into_iter().filter(|question| question.kind == QuestionKind::Text);
    let written = StoredValue::new(written.map(|question| question.position).collect::<Vec<u8>>());
    let here = RwSignal::new(None::<BallotCode>);
    let found = RwSignal::new(None::<Vec<(ThreadKey, OwnThread)>>);
    let attempt = Attempt::new();
    spawn_local(async move {
        if let Ok(Some(kept)) = ballots::read(pulse).await {
            here.try_set(Some(kept.code));
        }
    });
    let look = move |code: BallotCode| {
        attempt.run(threads_of(pulse, written.get_value(), code), move |all| found.set(Some(all)));
    };
    let typed = RwSignal::new(String::new());
    let submit = move || match BallotCode::parse(&typed.read_untracked()) {
        Some(code) => look(code),
        None => attempt.errors.set(vec![("code".to_owned(), words::NO_CODE.to_owned())]),
    };
    let ask = move || {
        match here.get() {
        Some(code) => {
            let shown = code.shown();
            view! {
                <AttemptNews attempt />
                <div class="row">
                    <Button kind=ButtonKind::Primary busy=attempt.busy on_press=move || look(code.clone())>{text::LOOK}</Button>
                </div>
                <p class="small muted">{text::CODE_HERE}" "<code>{shown}</code></p>
            }
            .into_any()
        }
        None => view! {
            <Form errors=attempt.errors busy=attempt.busy forgettable=true on_submit=submit>
                <AttemptNews attempt />
                <Field label=words::CODE name="code" hint=words::CODE_SHAPE required=true><TextInput value=typed autocomplete="off" /></Field>
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::LOOK}</Button></Actions>
            </Form>
        }
        .into_any(),
    }
    };
    view! {
        <section class="card stack">
            <h2>{text::OWN}</h2>
            <p>{text::OWN_DETAIL}</p>
            <p class="small muted">{text::until(&format::date(until))}</p>
            {live(ask)}
            {live(move || found.get().map(|all| view! { <Found all /> }))}
        </section>
    }
}

/// Paragraph by paragraph, each asked for by its own key in a request of its own: no request has two of them. After the
/// first that isn't there comes none.
async fn threads_of(
    pulse: PulseId,
    written: Vec<u8>,
    code: BallotCode,
) -> Result<Vec<(ThreadKey, OwnThread)>, Problem> {
    let mut found = Vec::new();
    for question in written {
        for paragraph in (0..).take(MOST_LOCKS) {
            let key = code.thread(pulse, question, paragraph);
            match call_as_nobody::<ReadPulseThread>(key.clone()).await {
                Ok(thread) => found.push((key, thread)),
                Err(problem) if problem.code == Code::NotFound => break,
                Err(problem) => return Err(problem),
            }
        }
    }
    Ok(found)
}

#[component]
fn Found(all: Vec<(ThreadKey, OwnThread)>) -> impl IntoView {
    if all.is_empty() {
        return view! { <Banner title=text::FOUND_NONE><p class="small">{text::FOUND_NONE_DETAIL}</p></Banner> }
            .into_any();
    }
    let one = |(key, thread): (ThreadKey, OwnThread)| view! { <Own key_of=key thread /> };
    view! { <ul class="stack">{all.into_iter().map(one).collect_view()}</ul> }.into_any()
}

#[component]
fn Own(key_of: ThreadKey, thread: OwnThread) -> impl IntoView {
    let toasts = Toasts::here();
    let attempt = Attempt::new();
    let (question, comment) = (thread.question.clone(), thread.comment.clone());
    let thread = RwSignal::new(thread);
    let open = Memo::new(move |_| thread.with(|thread| thread.open));
    let (key, answer) = (StoredValue::new(key_of), RwSignal::new(String::new()));
    let submit = move || {
        attempt.send(
            NewOwnMessage { thread: key.get_value(), text: answer.get_untracked() },
            call_as_nobody::<WritePulseThread>,
            move |now: OwnThread| {
                answer.set(String::new());
                toasts.good(text::SENT_BACK);
                thread.set(now);
            },
        );
    };
    let form = move || {
        if !open.get() {
            return view! { <p class="small muted">{text::CLOSED}</p> }.into_any();
        }
        view! {
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                <Field label=text::WRITE_BACK name="text" hint=text::WRITE_BACK_HINT required=true>
                    <TextArea value=answer />
                </Field>
                <Actions><Button submit=true busy=attempt.busy>{text::SEND_BACK}</Button></Actions>
            </Form>
        }
        .into_any()
    };
    view! {
        <li class="stack tight pulse-own">
            <p class="small muted">{question}</p>
            <p class="pulse-words">{comment}</p>
            {live(move || said(thread.get().messages, text::YOU))}
            {live(form)}
        </li>
    }
}
