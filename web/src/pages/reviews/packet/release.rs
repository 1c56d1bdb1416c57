//! Giving it to the person, and what they say to it.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{
        AcknowledgeReviewPacket, Acknowledgement, NewAcknowledgement, PacketState, ReleaseReviewPacket,
        ReviewPacketDetail, ReviewPacketPath, ReviewRelease,
    },
    wire::ReviewPacketId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    pages::reviews::marked::Preview,
    text::{format, review_appointments, review_ends, reviews as text},
    ui::{Actions, Button, ButtonKind, Choice, Field, Form, RadioGroup, TextArea, Toasts},
};

/// The summary, and the button that gives it all to the person.
#[component]
pub fn Release(detail: ReviewPacketDetail, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let packet = detail.packet;
    let (id, version, again) = (packet.id, packet.version, packet.state != PacketState::Collecting);
    let summary = RwSignal::new(detail.summary);
    let draft = Draft::keep_over(format!("review-summary-{id}"), version, vec![(text::SUMMARY, summary.into())]);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let body = ReviewRelease { summary: summary.get_untracked().trim().to_owned() };
        let send = move |body| change::<ReleaseReviewPacket>(ReviewPacketPath { id }, body, version);
        attempt.send(body, send, move |now| {
            draft.sent();
            toasts.good(text::RELEASED_NOW);
            fetch.replace(now);
        });
    };
    let by_itself = detail.releases_on.map(|day| {
        view! { <p class="small muted">{review_ends::releases_on(&format::date(day))}</p> }
    });
    let deed = if again { text::CHANGE_SUMMARY.to_owned() } else { text::release_to(&packet.subject.name) };
    view! {
        <section class="card stack">
            <h2>{text::SUM_UP}</h2>
            <p class="muted">{text::SUM_UP_LEAD}</p>
            {by_itself}
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt reload=move || fetch.reload() />
                <Field label=text::SUMMARY name="summary" hint=review_appointments::MARKDOWN_HINT><TextArea value=summary rows=6 /></Field>
                <Preview written=summary />
                <DraftNews draft />
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{deed}</Button></Actions>
            </Form>
        </section>
    }
}

/// What the person says to it.
#[component]
pub fn Acknowledge(id: ReviewPacketId, by: Option<NaiveDate>, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let by = by.map(|day| view! { <p class="small muted">{review_ends::answer_by(&format::date(day))}</p> });
    let answer = RwSignal::new(String::new());
    let comment = RwSignal::new(String::new());
    let draft = Draft::keep(
        format!("review-answer-{id}"),
        vec![(text::COMMENT, comment.into()), (text::YOUR_ANSWER, answer.into())],
    );
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let Some(answer) = Acknowledgement::parse(&answer.read_untracked()) else {
            let missing = shared::problem::FieldError::new("answer", "required");
            return attempt.fail(shared::problem::Problem::invalid(vec![missing]));
        };
        let body = NewAcknowledgement { answer, comment: comment.get_untracked().trim().to_owned() };
        let send = move |body| call::<AcknowledgeReviewPacket>(ReviewPacketPath { id }, Nothing {}, body);
        attempt.send(body, send, move |now| {
            draft.sent();
            toasts.good(text::THANKS);
            fetch.replace(now);
        });
    };
    let options: Vec<_> =
        Acknowledgement::ALL.iter().map(|it| Choice::new(it.as_str(), text::acknowledgement(*it))).collect();
    view! {
        <section class="card stack">
            <h2>{text::YOUR_ANSWER}</h2>
            <p class="muted">{text::YOUR_ANSWER_LEAD}</p>
            {by}
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                <RadioGroup value=answer legend=text::YOUR_ANSWER options field="answer" />
                <Field label=text::COMMENT name="comment" hint=text::COMMENT_HINT><TextArea value=comment /></Field>
                <DraftNews draft />
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::SEND}</Button></Actions>
            </Form>
        </section>
    }
}
