//! A thread beside its paragraph, for those who may answer it.

use leptos::prelude::*;
use shared::{
    access::Relation,
    operation::Nothing,
    pulse::{AnswerPulseComment, ClosePulseThread, EDIT, NewThreadMessage, PulseCommentPath, Thread},
    wire::PulseId,
};

use super::said;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on},
    session::Session,
    text::pulse_threads as text,
    ui::{Actions, Button, ButtonKind, ButtonSize, Confirm, Field, Form, TextArea, Toasts, live},
};

/// What was answered, and a field for more.
#[component]
pub fn ThreadPart(pulse: PulseId, thread: Thread, #[prop(into)] changed: Callback<(Thread,)>) -> impl IntoView {
    let thread = RwSignal::new(thread);
    let open = Memo::new(move |_| thread.with(|thread| thread.open));
    let take = Callback::new(move |(now,): (Thread,)| {
        changed.run((now.clone(),));
        thread.set(now);
    });
    view! {
        <details class="goal-more">
            <summary>{move || text::messages(thread.with(|thread| thread.messages.len()))}</summary>
            <div class="stack tight">
                {live(move || said(thread.get().messages, text::AUTHOR))}
                {live(move || if open.get() {
                    view! { <Answer pulse thread take /> }.into_any()
                } else {
                    view! { <p class="small muted">{text::CLOSED}</p> }.into_any()
                })}
            </div>
        </details>
    }
}

#[component]
fn Answer(pulse: PulseId, thread: RwSignal<Thread>, take: Callback<(Thread,)>) -> impl IntoView {
    let toasts = Toasts::here();
    let attempt = Attempt::new();
    let words = RwSignal::new(String::new());
    let key = StoredValue::new(Key::default());
    let comment_id = thread.with_untracked(|thread| thread.id);
    let path = move || PulseCommentPath { id: pulse, comment_id };
    let submit = move || {
        let terms = Terms { version: None, key: Some(key.get_value()) };
        attempt.send(
            NewThreadMessage { text: words.get_untracked() },
            move |message| call_on::<AnswerPulseComment>(path(), Nothing {}, message, terms),
            move |now: Thread| {
                key.set_value(Key::default());
                words.set(String::new());
                toasts.good(text::SENT);
                take.run((now,));
            },
        );
    };
    let ending = RwSignal::new(false);
    let end = move || {
        ending.set(false);
        attempt.run(call::<ClosePulseThread>(path(), Nothing {}, ()), move |now: Thread| {
            toasts.good(text::ENDED);
            take.run((now,));
        });
    };
    let may_end = Session::here().can(&EDIT, Relation::Organisation).then(|| {
        view! {
            <Button kind=ButtonKind::Quiet size=ButtonSize::Small on_press=move || ending.set(true)>{text::END}</Button>
        }
    });
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::ANSWER name="text" hint=text::ANSWER_HINT required=true><TextArea value=words /></Field>
            <Actions>
                {may_end}
                <Button submit=true size=ButtonSize::Small busy=attempt.busy>{text::SEND}</Button>
            </Actions>
        </Form>
        <Confirm open=ending title=text::END_ASK deed=text::END danger=true on_confirm=end><p>{text::END_DETAIL}</p></Confirm>
    }
}
