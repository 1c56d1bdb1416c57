//! What is added to a review that was signed.

use leptos::prelude::*;
use shared::{
    reviews::{AddReviewAddendum, NewReviewAddendum, ReviewAddendum, ReviewPacketDetail, ReviewPacketPath},
    wire::ReviewPacketId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    text::{format, review_papers as text},
    ui::{Actions, Button, ButtonKind, Dialog, Field, Form, TextArea, Toasts},
};

/// What was added, first to last, and for who may the button that adds more.
#[component]
pub fn Addenda(detail: ReviewPacketDetail, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let (id, version) = (detail.packet.id, detail.packet.version);
    let one = |it: ReviewAddendum| {
        let by = text::added_by(&it.author.name, &format::date(format::local(it.added_at).0));
        view! {
            <li class="stack snug">
                <p class="said-text">{it.body}</p>
                <p class="small muted">{by}</p>
            </li>
        }
    };
    let list = (!detail.addenda.is_empty()).then(|| {
        view! { <ul class="stack tight">{detail.addenda.into_iter().map(one).collect_view()}</ul> }
    });
    let add = detail.may_add.then(|| view! { <Add id version fetch /> });
    view! {
        <section class="card stack">
            <h2>{text::ADDED}</h2>
            {list}
            {add}
        </section>
    }
}

#[component]
fn Add(id: ReviewPacketId, version: i64, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <p class="muted">{text::ADD_LEAD}</p>
        <div><Button on_press=move || open.set(true)>{text::ADD}</Button></div>
        <Dialog open title=text::ADD><Adding id version fetch open /></Dialog>
    }
}

#[component]
fn Adding(id: ReviewPacketId, version: i64, fetch: Fetch<ReviewPacketDetail>, open: RwSignal<bool>) -> impl IntoView {
    let body = RwSignal::new(String::new());
    let draft = Draft::keep_over(format!("review-addendum-{id}"), version, vec![(text::ADDENDUM, body.into())]);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let new = NewReviewAddendum { body: body.get_untracked().trim().to_owned() };
        let send = move |new| change::<AddReviewAddendum>(ReviewPacketPath { id }, new, version);
        attempt.send(new, send, move |now| {
            draft.sent();
            toasts.good(text::ADDED_NOW);
            open.set(false);
            fetch.replace(now);
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=move || fetch.reload() />
            <Field label=text::ADDENDUM name="body" hint=text::ADDENDUM_HINT required=true>
                <TextArea value=body rows=5 />
            </Field>
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::ADD}</Button></Actions>
        </Form>
    }
}
