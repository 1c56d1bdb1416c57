//! Withholding it from the person, and that it is withheld.

use leptos::prelude::*;
use shared::{
    reviews::{ReviewPacketDetail, ReviewPacketPath, ReviewWithheld, ReviewWithholding, WithholdReviewPacket},
    wire::ReviewPacketId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    text::{format, review_ends as text, reviews},
    ui::{Actions, Banner, Button, ButtonKind, Dialog, Field, Form, TextArea, Toasts, Tone},
};

/// That it is withheld, and why as far as the reader knows.
#[component]
pub fn Withheld(withheld: ReviewWithheld, is_mine: bool) -> impl IntoView {
    let title = if is_mine { text::YOURS_IS_WITHHELD } else { text::IS_WITHHELD };
    let day = format::date(format::local(withheld.since).0);
    let who = match withheld.by {
        Some(by) => text::withheld_by(&by.name, &day),
        None => text::ASK_AN_ADMIN.to_owned(),
    };
    let why = (!withheld.reason.is_empty()).then(|| view! { <p class="small said-text">{withheld.reason.clone()}</p> });
    view! { <Banner tone=Tone::Warn title><p class="small">{who}</p>{why}</Banner> }
}

/// The button that withholds it.
#[component]
pub fn Withhold(detail: ReviewPacketDetail, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let open = RwSignal::new(false);
    let (id, version) = (detail.packet.id, detail.packet.version);
    view! {
        <section class="card stack">
            <h2>{text::WITHHOLD}</h2>
            <p class="small muted">{text::WITHHOLD_LEAD}</p>
            <div><Button on_press=move || open.set(true)>{text::WITHHOLD}</Button></div>
            <Dialog open title=text::WITHHOLD.to_owned()><Withholding id version fetch open /></Dialog>
        </section>
    }
}

#[component]
fn Withholding(
    id: ReviewPacketId,
    version: i64,
    fetch: Fetch<ReviewPacketDetail>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let draft = Draft::keep_over(format!("review-withholding-{id}"), version, vec![(reviews::REASON, reason.into())]);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let body = ReviewWithholding { reason: reason.get_untracked().trim().to_owned() };
        let send = move |body| change::<WithholdReviewPacket>(ReviewPacketPath { id }, body, version);
        attempt.send(body, send, move |now| {
            draft.sent();
            toasts.good(text::WITHHELD_NOW);
            open.set(false);
            fetch.replace(now);
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=move || fetch.reload() />
            <Field label=reviews::REASON name="reason" hint=text::WITHHOLD_HINT required=true>
                <TextArea value=reason />
            </Field>
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::WITHHOLD}</Button></Actions>
        </Form>
    }
}
