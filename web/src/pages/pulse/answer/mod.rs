//! Answering: first what is promised, then the questions.

mod ballot;
mod promise;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    problem::Problem,
    pulse::{Answer, AnswerPulse, BallotCode, NewSheet, PulseDetail, Question, Slip, WithdrawAnswer, rules::faults},
};

use self::{
    ballot::{Begin, ByCode, CodeCard, found},
    promise::Promise,
};
use super::voting::{Ballot, Voice};
use crate::{
    attempt::{Attempt, AttemptNews, ProblemBanner},
    client::call_as_nobody,
    text::{pulse as text, ui as words},
    ui::{Actions, Banner, Button, ButtonKind, Confirm, Form, Skeleton, Toasts, Tone, live},
};

/// Where somebody stands with their ballot.
#[derive(Clone)]
pub enum Stage {
    /// That is being looked up.
    Looking,
    /// They have none yet.
    Begin,
    /// They have one, and it isn't here.
    Elsewhere,
    /// It is here, with its code and what was answered by it.
    Answering(Box<(Slip, BallotCode, Vec<Answer>)>),
    /// That could not be found out.
    Failed(Problem),
}

/// The promise and, once it was read, the form.
#[component]
pub fn AnswerPart(detail: PulseDetail) -> impl IntoView {
    let stage = RwSignal::new(Stage::Looking);
    let (pulse, questions) = (detail.pulse, StoredValue::new(detail.questions));
    let key = detail.public_key.unwrap_or_default();
    let promise = view! { <Promise minimum=pulse.minimum key=key.clone() /> };
    let look = {
        let pulse = pulse.clone();
        move || {
            let pulse = pulse.clone();
            stage.set(Stage::Looking);
            spawn_local(async move {
                stage.try_set(found(&pulse).await);
            });
        }
    };
    look();
    view! {
        {promise}
        {live(move || {
            let (pulse, key, again) = (pulse.clone(), key.clone(), look.clone());
            match stage.get() {
                Stage::Looking => view! { <Skeleton lines=4 /> }.into_any(),
                Stage::Begin => view! { <Begin pulse key stage /> }.into_any(),
                Stage::Elsewhere => view! { <ByCode pulse key stage /> }.into_any(),
                Stage::Failed(problem) => view! {
                    <ProblemBanner problem><Button on_press=again>{words::TRY_AGAIN}</Button></ProblemBanner>
                }
                .into_any(),
                Stage::Answering(it) => {
                    let (slip, code, before) = *it;
                    view! { <CodeCard code /><Answering slip questions=questions.get_value() before /> }.into_any()
                }
            }
        })}
    }
}

/// The form.
#[component]
fn Answering(slip: Slip, questions: Vec<Question>, before: Vec<Answer>) -> impl IntoView {
    let attempt = Attempt::new();
    let toasts = Toasts::here();
    let sent = RwSignal::new(!before.is_empty());
    let voice = Voice::new(&questions, before);
    let (slip, asked) = (StoredValue::new(slip), StoredValue::new(questions.clone()));
    let submit = move || {
        let answers = voice.answers();
        let faults = asked.with_value(|asked| faults(asked, &answers));
        if !faults.is_empty() {
            return attempt.fail(Problem::invalid(faults));
        }
        let body = NewSheet { slip: slip.get_value(), answers };
        attempt.send(body, call_as_nobody::<AnswerPulse>, move |()| {
            toasts.good(if sent.get_untracked() { text::CHANGED } else { text::SENT });
            sent.set(true);
        });
    };
    let withdrawing = RwSignal::new(false);
    let withdraw = move || {
        withdrawing.set(false);
        attempt.run(call_as_nobody::<WithdrawAnswer>(slip.get_value()), move |()| {
            toasts.good(text::WITHDRAWN);
            sent.set(false);
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            {live(move || sent.get().then(|| view! { <Banner tone=Tone::Good title=text::SENT /> }))}
            <Ballot questions voice errors=attempt.errors />
            <Actions>
                {live(move || sent.get().then(|| view! {
                    <Button on_press=move || withdrawing.set(true)>{text::WITHDRAW}</Button>
                }))}
                <Button submit=true kind=ButtonKind::Primary busy=attempt.busy>
                    {live(move || if sent.get() { text::SEND_AGAIN } else { text::SEND })}
                </Button>
            </Actions>
        </Form>
        <Confirm open=withdrawing title=text::WITHDRAW deed=text::WITHDRAW danger=true on_confirm=withdraw>
            <p>{text::WITHDRAW_DETAIL}</p>
        </Confirm>
    }
}
