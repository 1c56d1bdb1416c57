//! Answering: first what is promised, then the questions.

mod ballot;
mod promise;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    operation::Nothing,
    problem::{Code, Problem},
    pulse::{
        Answer, AnswerPulse, BlindBallot, NewSheet, Pulse, PulseDetail, PulsePath, Question, ReadAnswer, Slip,
        TakeBallot, WithdrawAnswer, rules::faults,
    },
};

use self::promise::Promise;
use super::voting::{Ballot, Voice};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, call_as_nobody},
    text::pulse as text,
    ui::{Actions, Banner, Button, ButtonKind, Confirm, Form, Toasts, Tone, live},
};

/// The promise and, once it was read, the form.
#[component]
pub fn AnswerPart(detail: PulseDetail) -> impl IntoView {
    let slip = RwSignal::new(ballot::slip(detail.pulse.id));
    let before = RwSignal::new(None::<Vec<Answer>>);
    let (pulse, questions) = (detail.pulse.clone(), StoredValue::new(detail.questions.clone()));
    let key = detail.public_key.clone().unwrap_or_default();
    // Whoever comes back finds what they sent.
    if let Some(slip) = untrack(|| slip.get()) {
        spawn_local(async move {
            let sheet = call_as_nobody::<ReadAnswer>(slip).await;
            before.try_set(Some(sheet.map(|sheet| sheet.answers).unwrap_or_default()));
        });
    }
    let elsewhere = pulse.took_ballot && untrack(|| slip.get()).is_none() && ballot::envelope(pulse.id).is_none();
    let promised = pulse.clone();
    view! {
        <Promise minimum=pulse.minimum key=key.clone() />
        {live(move || match slip.get() {
            _ if elsewhere => {
                view! { <Banner tone=Tone::Warn title=text::IN_ANOTHER><p>{text::IN_ANOTHER_DETAIL}</p></Banner> }.into_any()
            }
            None => view! { <Begin pulse=promised.clone() key=key.clone() slip before /> }.into_any(),
            Some(slip) => live(move || {
                let slip = slip.clone();
                before.get().map(|before| view! { <Answering slip questions=questions.get_value() before /> })
            })
            .into_any(),
        })}
    }
}

/// Takes the ballot.
#[component]
fn Begin(
    pulse: Pulse,
    key: String,
    slip: RwSignal<Option<Slip>>,
    before: RwSignal<Option<Vec<Answer>>>,
) -> impl IntoView {
    let attempt = Attempt::new();
    let id = pulse.id;
    let begin = move || {
        let key = key.clone();
        let work = async move {
            let envelope = ballot::envelope(id).or_else(|| ballot::fresh(id));
            let envelope = envelope.ok_or_else(|| Problem::new(Code::Conflict).because(text::NO_RANDOM))?;
            let body = BlindBallot { blinded: envelope.blinded() };
            let signed = call::<TakeBallot>(PulsePath { id }, Nothing {}, body).await?;
            let opened = envelope.open(id, &key, &signed);
            opened.ok_or_else(|| Problem::new(Code::Conflict).because(text::NOT_SIGNED))
        };
        attempt.run(work, move |signed| {
            ballot::keep(&signed);
            before.set(Some(Vec::new()));
            slip.set(Some(signed));
        });
    };
    view! {
        <AttemptNews attempt />
        <div class="row">
            <Button kind=ButtonKind::Primary busy=attempt.busy on_press=begin>{text::BEGIN}</Button>
            <p class="small muted grow">{text::BEGIN_HINT}</p>
        </div>
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
            {live(move || sent.get().then(|| view! { <Banner tone=Tone::Good title=text::SENT /> }))}
            <Ballot questions voice errors=attempt.errors />
            <AttemptNews attempt />
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
