//! Taking the ballot, and taking it up again by its code.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    problem::{Code, Problem},
    pulse::{Answer, BallotCode, BlindBallot, Pulse, PulsePath, ReadAnswer, Slip, TakeBallot},
};

use super::Stage;
use crate::{
    attempt::{Attempt, AttemptNews},
    ballots::{self, Kept},
    client::{call, call_as_nobody},
    text::pulse as text,
    ui::{Actions, Banner, Button, ButtonKind, Field, Form, Glyph, TextInput, Toasts, Tone},
};

/// Where somebody stands who comes to this pulse. A ballot that lies here counts only if they have taken one.
pub async fn found(pulse: &Pulse) -> Stage {
    if !pulse.took_ballot {
        return Stage::Begin;
    }
    match ballots::read(pulse.id).await {
        Err(problem) => Stage::Failed(problem),
        Ok(None) => Stage::Elsewhere,
        Ok(Some(Kept { slip: None, .. })) => Stage::Begin,
        Ok(Some(Kept { slip: Some(slip), code })) => with_answers(slip, code).await,
    }
}

/// What was answered by it. That nothing was is known only from the server's own word: anything else must not look like
/// it, or the next answer would take the place of the first unseen.
async fn with_answers(slip: Slip, code: BallotCode) -> Stage {
    match call_as_nobody::<ReadAnswer>(slip.clone()).await {
        Ok(sheet) => Stage::Answering(Box::new((slip, code, sheet.answers))),
        Err(problem) if problem.code == Code::NotFound => {
            Stage::Answering(Box::new((slip, code, Vec::<Answer>::new())))
        }
        Err(problem) => Stage::Failed(problem),
    }
}

/// Has the ballot signed and keeps it. As often as it is asked for by the same code, it is the same.
async fn take(pulse: &Pulse, key: &str, code: &BallotCode) -> Result<Slip, Problem> {
    let envelope = code.envelope(pulse.id).ok_or_else(|| Problem::new(Code::Conflict).because(text::NO_RANDOM))?;
    let body = BlindBallot { blinded: envelope.blinded() };
    let signed = call::<TakeBallot>(PulsePath { id: pulse.id }, Nothing {}, body).await?;
    let slip = envelope.open(pulse.id, key, &signed);
    let slip = slip.ok_or_else(|| Problem::new(Code::Conflict).because(text::NOT_SIGNED))?;
    ballots::keep(pulse.id, pulse.closes_on, &Kept { code: code.clone(), slip: Some(slip.clone()) }).await;
    Ok(slip)
}

/// Draws a new code, and keeps it before anything is sent: a lost connection must not cost somebody their only ballot.
async fn drawn(pulse: &Pulse) -> Result<BallotCode, Problem> {
    if let Some(kept) = ballots::read(pulse.id).await? {
        return Ok(kept.code);
    }
    let nothing = || Problem::new(Code::Conflict).because(text::NO_RANDOM);
    let crypto = window().crypto().map_err(|_| nothing())?;
    let mut drawn = true;
    let code = BallotCode::draw(|into| drawn &= crypto.get_random_values_with_u8_array(into).is_ok());
    if !drawn {
        return Err(nothing());
    }
    ballots::keep(pulse.id, pulse.closes_on, &Kept { code: code.clone(), slip: None }).await;
    Ok(code)
}

/// Takes the ballot.
#[component]
pub fn Begin(pulse: Pulse, key: String, stage: RwSignal<Stage>) -> impl IntoView {
    let attempt = Attempt::new();
    let begin = move || {
        let (pulse, key) = (pulse.clone(), key.clone());
        let work = async move {
            let code = drawn(&pulse).await?;
            let slip = take(&pulse, &key, &code).await?;
            // Nothing was answered by it yet, and nobody needs to see somebody without a name ask for it right now.
            Ok(Stage::Answering(Box::new((slip, code, Vec::new()))))
        };
        attempt.run(work, move |now| stage.set(now));
    };
    view! {
        <AttemptNews attempt />
        <div class="row">
            <Button kind=ButtonKind::Primary busy=attempt.busy on_press=begin>{text::BEGIN}</Button>
            <p class="small muted grow">{text::BEGIN_HINT}</p>
        </div>
    }
}

/// The ballot isn't here; by its code it can be.
#[component]
pub fn ByCode(pulse: Pulse, key: String, stage: RwSignal<Stage>) -> impl IntoView {
    let attempt = Attempt::new();
    let typed = RwSignal::new(String::new());
    let submit = move || {
        let Some(code) = BallotCode::parse(&typed.read_untracked()) else {
            return attempt.errors.set(vec![("code".to_owned(), text::NO_CODE.to_owned())]);
        };
        let (pulse, key) = (pulse.clone(), key.clone());
        let work = async move {
            let slip = take(&pulse, &key, &code).await.map_err(|problem| match problem.code {
                Code::Conflict => Problem::new(Code::Conflict).because(text::OTHER_CODE),
                _ => problem,
            })?;
            Ok(with_answers(slip, code).await)
        };
        attempt.run(work, move |now| stage.set(now));
    };
    view! {
        <Banner tone=Tone::Warn title=text::IN_ANOTHER><p>{text::IN_ANOTHER_DETAIL}</p></Banner>
        <section class="card">
            <Form errors=attempt.errors busy=attempt.busy forgettable=true on_submit=submit>
                <AttemptNews attempt />
                <Field label=text::CODE name="code" hint=text::CODE_SHAPE required=true><TextInput value=typed autocomplete="off" /></Field>
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::BY_CODE}</Button></Actions>
            </Form>
        </section>
    }
}

/// The code, to be put by.
#[component]
pub fn CodeCard(code: BallotCode) -> impl IntoView {
    let toasts = Toasts::here();
    let shown = code.shown();
    let copied = shown.clone();
    let copy = move || {
        // A browser without a clipboard still shows it, to be copied by hand.
        let _ = window().navigator().clipboard().write_text(&copied);
        toasts.good(text::CODE_COPIED);
    };
    view! {
        <section class="card stack tight">
            <h2>{text::CODE}</h2>
            <p class="row"><code class="pulse-code grow">{shown}</code><Button icon=Glyph::Copy on_press=copy>{text::COPY_CODE}</Button></p>
            <p class="small muted">{text::CODE_DETAIL}</p>
        </section>
    }
}
