//! Taking a review back that was released by mistake.

use leptos::prelude::*;
use shared::{
    reviews::{ReviewPacketDetail, ReviewPacketPath, ReviewWithdrawal, ReviewWithdrawn, WithdrawReviewPacket},
    wire::ReviewPacketId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    text::{format, review_papers as text, reviews},
    ui::{Actions, Banner, Button, ButtonKind, Dialog, Field, Form, TextArea, Toasts, Tone},
};

/// That it was, by whom and why.
#[component]
pub fn Withdrawn(withdrawn: ReviewWithdrawn) -> impl IntoView {
    let by = text::withdrawn_by(&withdrawn.by.name, &format::date(format::local(withdrawn.at).0));
    view! {
        <Banner tone=Tone::Warn title=text::IS_WITHDRAWN>
            <p class="small said-text">{withdrawn.reason}</p>
            <p class="small">{by}</p>
        </Banner>
    }
}

/// The button, and the form behind it.
#[component]
pub fn Withdraw(id: ReviewPacketId, version: i64, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button on_press=move || open.set(true)>{text::WITHDRAW}</Button>
        <Dialog open title=text::WITHDRAW><Withdrawing id version fetch open /></Dialog>
    }
}

#[component]
fn Withdrawing(
    id: ReviewPacketId,
    version: i64,
    fetch: Fetch<ReviewPacketDetail>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let draft = Draft::keep_over(format!("review-withdrawal-{id}"), version, vec![(reviews::REASON, reason.into())]);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let body = ReviewWithdrawal { reason: reason.get_untracked().trim().to_owned() };
        let send = move |body| change::<WithdrawReviewPacket>(ReviewPacketPath { id }, body, version);
        attempt.send(body, send, move |now| {
            draft.sent();
            toasts.good(text::WITHDRAWN_NOW);
            open.set(false);
            fetch.replace(now);
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=move || fetch.reload() />
            <p class="muted">{text::WITHDRAW_LEAD}</p>
            <Field label=reviews::REASON name="reason" hint=text::WITHDRAW_REASON_HINT required=true>
                <TextArea value=reason />
            </Field>
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Danger busy=attempt.busy>{text::WITHDRAW}</Button></Actions>
        </Form>
    }
}
