//! Answering: first what is promised, then the questions.

mod ballot;
mod promise;

use chrono::NaiveDate;
use leptos::{prelude::*, task::spawn_local};
use shared::{
    problem::Problem,
    pulse::{
        Answer, AnswerPulse, BallotCode, NewSheet, PulseDetail, Question, Slip, WithdrawAnswer,
        rules::{faults, threads::last_day},
    },
};

use self::{
    ballot::{Begin, ByCode, CodeCard, found},
    promise::Promise,
};
use super::voting::{Ballot, Voice};
use crate::{
    attempt::{Attempt, AttemptNews, ProblemBanner},
    ballots::{self, Kept},
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
                    let kept = Kept { code: code.clone(), slip: Some(slip.clone()) };
                    let until = last_day(pulse.closes_on);
                    view! { <CodeCard code /><Answering slip kept until questions=questions.get_value() before /> }
                        .into_any()
                }
            }
        })}
    }
}

/// The form.
#[component]
fn Answering(
    slip: Slip,
    /// To be kept until this day, if something is written that can be answered.
    kept: Kept,
    until: NaiveDate,
    questions: Vec<Question>,
    before: Vec<Answer>,
) -> impl IntoView {
    let attempt = Attempt::new();
    let toasts = Toasts::here();
    let sent = RwSignal::new(!before.is_empty());
    let voice = Voice::new(&questions, before);
    let pulse = slip.pulse_id;
    let (slip, asked, kept) = (StoredValue::new(slip), StoredValue::new(questions.clone()), StoredValue::new(kept));
    let submit = move || {
        let answers = voice.answers().into_iter();
        let answers = kept.with_value(|kept| answers.map(|one| kept.code.locked(pulse, one)).collect::<Vec<_>>());
        let written = answers.iter().any(|answer| answer.locks.is_some());
        let faults = asked.with_value(|asked| faults(asked, &answers));
        if !faults.is_empty() {
            return attempt.fail(Problem::invalid(faults));
        }
        let body = NewSheet { slip: slip.get_value(), answers };
        attempt.send(body, call_as_nobody::<AnswerPulse>, move |()| {
            toasts.good(if sent.get_untracked() { text::CHANGED } else { text::SENT });
            sent.set(true);
            if written {
                let kept = kept.get_value();
                spawn_local(async move { ballots::keep(pulse, until, &kept).await });
            }
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
