//! What somebody disagrees with is read a second time.

use leptos::prelude::*;
use shared::{
    problem::{FieldError, Problem},
    reviews::{
        AnswerReviewDispute, NewSecondReading, ReviewDispute, ReviewOutcome, ReviewPacketDetail, ReviewPacketPath,
        ScaleStep,
    },
    wire::ReviewPacketId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    text::{format, review_ends as text, review_papers},
    ui::{Actions, Button, ButtonKind, Choice, Field, Form, RadioGroup, Select, TextArea, Toasts},
};

/// Where it stands, and for who may read it a second time the form.
#[component]
pub fn Dispute(
    dispute: ReviewDispute,
    id: ReviewPacketId,
    version: i64,
    /// The steps of the scale, where there is a rating that may be another.
    scale: Option<Vec<ScaleStep>>,
    fetch: Fetch<ReviewPacketDetail>,
) -> impl IntoView {
    let form = dispute.may_answer.then(|| view! { <Answering id version scale fetch /> });
    view! {
        <section class="card stack">
            <h2>{text::SECOND_READING}</h2>
            {stands(dispute)}
            {form}
        </section>
    }
}

fn stands(dispute: ReviewDispute) -> AnyView {
    let Some(outcome) = dispute.outcome else {
        let names: Vec<_> = dispute.readers.into_iter().map(|reader| reader.name).collect();
        let waits = match names.is_empty() {
            true => text::NOBODY_TO_READ.to_owned(),
            false => text::waits_for(&names, &format::date(dispute.due_on)),
        };
        return view! { <p>{waits}</p> }.into_any();
    };
    let by = dispute.decided_by.zip(dispute.decided_at).map(|(reader, at)| {
        let by = text::answered_by(&reader.name, &format::date(format::local(at).0));
        view! { <p class="small muted">{by}</p> }
    });
    view! {
        <p class="strong">{text::outcome(outcome)}</p>
        {by}
        <p class="said-text">{dispute.answer}</p>
    }
    .into_any()
}

#[component]
fn Answering(
    id: ReviewPacketId,
    version: i64,
    scale: Option<Vec<ScaleStep>>,
    fetch: Fetch<ReviewPacketDetail>,
) -> impl IntoView {
    let outcome = RwSignal::new(String::new());
    let answer = RwSignal::new(String::new());
    let rating = RwSignal::new(String::new());
    let fields =
        vec![(text::WHY, answer.into()), (text::OUTCOME, outcome.into()), (review_papers::RATING, rating.into())];
    let draft = Draft::keep_over(format!("second-reading-{id}"), version, fields);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let Some(outcome) = ReviewOutcome::parse(&outcome.read_untracked()) else {
            return attempt.fail(Problem::invalid(vec![FieldError::new("outcome", "required")]));
        };
        let body = NewSecondReading {
            outcome,
            answer: answer.get_untracked().trim().to_owned(),
            rating: rating.get_untracked().parse().ok(),
        };
        let send = move |body| change::<AnswerReviewDispute>(ReviewPacketPath { id }, body, version);
        attempt.send(body, send, move |now| {
            draft.sent();
            toasts.good(text::ANSWERED);
            fetch.replace(now);
        });
    };
    let options: Vec<_> = ReviewOutcome::ALL.iter().map(|it| Choice::new(it.as_str(), text::outcome(*it))).collect();
    view! {
        <p class="muted">{text::ANSWER_LEAD}</p>
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=move || fetch.reload() />
            <RadioGroup value=outcome legend=text::OUTCOME options field="outcome" />
            <Field label=text::WHY name="answer" hint=text::WHY_HINT required=true><TextArea value=answer rows=4 /></Field>
            {another_rating(scale, rating)}
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::ANSWER}</Button></Actions>
        </Form>
    }
}

/// The choice of another rating, where there is one to be changed. It is made within the form, as its fields are.
fn another_rating(scale: Option<Vec<ScaleStep>>, rating: RwSignal<String>) -> Option<AnyView> {
    let steps = scale?.into_iter().enumerate();
    let options: Vec<_> = steps.map(|(at, step)| Choice::new((at + 1).to_string(), step.word)).collect();
    let field = view! {
        <Field label=review_papers::RATING name="rating" hint=review_papers::RATING_HINT>
            <Select value=rating options any=review_papers::RATING_STANDS />
        </Field>
    };
    Some(field.into_any())
}
