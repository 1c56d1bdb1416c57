//! Answering what one is asked, or declining; who will read it stands beside.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    feedback::{
        Answer, AnswerFeedbackAsk, Ask, AskPath, AskState, Decline, DeclineFeedbackAsk, Purpose, ReadFeedbackAsk,
        ReadersQuery,
    },
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on},
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    pages::feedback::private::{ReaderList, readers_of},
    text::{feedback as text, format, ui as words},
    to,
    ui::{
        Actions, Badge, Banner, Button, ButtonKind, Choice, Crumb, Dialog, Field, Form, PageHeader, RadioGroup,
        TextArea, TextInput, Toasts,
    },
};

/// The page.
#[component]
pub fn AnswerPage() -> impl IntoView {
    let ask = Fetch::of_address(|id| call::<ReadFeedbackAsk>(AskPath { id }, Nothing {}, ()));
    view! { <div class="page">{ask.view(|ask| view! { <Shown ask /> })}</div> }
}

#[component]
fn Shown(ask: Ask) -> impl IntoView {
    let crumbs = vec![
        Crumb::new(text::FEEDBACK, to::FEEDBACK),
        Crumb::new(text::TAB_ASKED, format!("{}?tab=asked", to::FEEDBACK)),
    ];
    let waiting = ask.state == AskState::Open && !ask.closed;
    let title = text::asks(&ask.asker.name, &ask.subject.name);
    let query = ReadersQuery { asked_by: Some(ask.asker.id), ..readers_of(ask.subject.id, ask.audience) };
    let (purpose, meaning) = text::purpose(ask.purpose);
    let due = text::due_on(&format::date(ask.due_on));
    let question = ask.question.clone();
    let form = if waiting {
        view! { <AnswerForm ask=ask.clone() /> }.into_any()
    } else {
        let words = if ask.state == AskState::Open { text::CLOSED } else { text::ask_state(ask.state) };
        view! { <Banner title=words.to_owned() /> }.into_any()
    };
    view! {
        <PageHeader title crumbs />
        <div class="form-with-readers">
            <section class="card stack">
                <p class="said-question">{question}</p>
                <p class="said-facts"><Badge bare=true>{purpose}</Badge><span>{meaning}</span><span>{due}</span></p>
                {form}
            </section>
            <section class="card stack"><h2>{text::READERS}</h2><ReaderList query=Signal::stored(Some(query)) /></section>
        </div>
    }
}

#[component]
fn AnswerForm(ask: Ask) -> impl IntoView {
    let id = ask.id;
    let body = RwSignal::new(String::new());
    let purpose = RwSignal::new(ask.purpose.to_string());
    let kept = vec![(text::YOUR_ANSWER, body.into()), (text::PURPOSE, purpose.into())];
    let draft = Draft::keep(format!("answer/{id}"), kept);
    let (attempt, toasts, key) = (Attempt::new(), Toasts::here(), StoredValue::new(Key::default()));
    let declining = RwSignal::new(false);
    let navigate = StoredValue::new(use_navigate());
    let back = move || {
        let to = format!("{}?tab=asked", to::FEEDBACK);
        navigate.with_value(|navigate| navigate(&to, leptos_router::NavigateOptions::default()));
    };
    let submit = move || {
        let answer = Answer { body: body.get_untracked(), purpose: Purpose::parse(&purpose.get_untracked()) };
        let terms = Terms { version: None, key: Some(key.get_value()) };
        attempt.send(
            answer,
            move |answer| call_on::<AnswerFeedbackAsk>(AskPath { id }, Nothing {}, answer, terms),
            move |_| {
                draft.sent();
                toasts.good(text::ANSWERED_DONE);
                back();
            },
        );
    };
    // What was asked for growth stays that; the other way round the author is free.
    let choice = (ask.purpose == Purpose::Evaluation).then(|| {
        let options = Purpose::ALL.iter().map(|purpose| {
            let (name, detail) = text::purpose(*purpose);
            Choice::new(purpose.as_str(), name).with_detail(detail)
        });
        let options: Vec<_> = options.collect();
        view! { <RadioGroup legend=text::PURPOSE value=purpose options=options /> }
    });
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::YOUR_ANSWER name="body" hint=text::BODY_HINT required=true><TextArea value=body rows=8 /></Field>
            {choice}
            <DraftNews draft />
            <Actions>
                <Button kind=ButtonKind::Quiet on_press=move || declining.set(true)>{text::DECLINE}</Button>
                <Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::SEND}</Button>
            </Actions>
        </Form>
        <Dialog open=declining title=text::DECLINE.to_owned()><DeclineForm id open=declining done=back /></Dialog>
    }
}

#[component]
fn DeclineForm(
    id: shared::wire::FeedbackAskId,
    open: RwSignal<bool>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let reason = reason.get_untracked();
        let body = Decline { reason: (!reason.trim().is_empty()).then_some(reason) };
        attempt.send(
            body,
            move |body| call::<DeclineFeedbackAsk>(AskPath { id }, Nothing {}, body),
            move |_| {
                open.set(false);
                toasts.good(text::DECLINED_DONE);
                done.run(());
            },
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <p>{text::DECLINE_DETAIL}</p>
            <Field label=text::DECLINE_REASON name="reason"><TextInput value=reason /></Field>
            <Actions>
                <Button on_press=move || open.set(false)>{words::CANCEL}</Button>
                <Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::DECLINE}</Button>
            </Actions>
        </Form>
    }
}
