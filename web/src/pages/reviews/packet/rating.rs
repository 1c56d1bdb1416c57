//! The rating, and the forms that change it: for somebody who is in no session, and where nothing is calibrated.

use leptos::prelude::*;
use shared::reviews::{
    DecideReviewRating, NewReviewRating, RateReviewPacket, ReviewPacketDetail, ReviewPacketPath, ReviewRating,
    ScaleStep, rules::calibration::Standing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    pages::reviews::calibration::{MoveFields, Typed, rating_word},
    text::{calibration, review_papers, review_scores, reviews as text},
    ui::{Actions, Button, ButtonKind, Dialog, Form, Toasts},
};

/// What was decided, and whether that is what was proposed.
#[component]
pub fn Rating(rating: ReviewRating, scale: Vec<ScaleStep>, is_mine: bool, reread: Option<u8>) -> impl IntoView {
    let decided = rating_word(&scale, rating.decided, rating.not_rated);
    let changed = rating.changed.then(|| {
        let proposed = rating_word(&scale, rating.proposed, false);
        view! { <p>{text::proposed_and_decided(&proposed, &decided)}</p> }
    });
    let reread = reread.map(|step| {
        let words = review_papers::reread(&rating_word(&scale, Some(step), false));
        view! { <p class="strong">{words}</p> }
    });
    let why = (!rating.reasons.is_empty()).then(|| {
        let reasons = rating.reasons.into_iter().map(|reason| view! { <li class="said-text">{reason}</li> });
        view! { <h3 class="small strong">{text::WHY_CHANGED}</h3><ul class="stack tight small">{reasons.collect_view()}</ul> }
    });
    let potential = rating.potential.filter(|_| !is_mine).map(|step| {
        view! { <p class="small muted">{calibration::row(step)}</p> }
    });
    view! {
        <section class="card stack tight">
            <h2>{text::FINAL_RATING}</h2>
            <p class="strong">{decided.clone()}</p>
            {reread}
            {changed}
            {why}
            {potential}
        </section>
    }
}

/// The button, and the form behind it; with `gives` for whoever gives it to the person, where nothing is calibrated.
#[component]
pub fn Rate(detail: ReviewPacketDetail, fetch: Fetch<ReviewPacketDetail>, gives: bool) -> impl IntoView {
    let open = RwSignal::new(false);
    let detail = StoredValue::new(detail);
    view! {
        <Button on_press=move || open.set(true)>{text::RATE}</Button>
        <Dialog open title=text::RATE><Rerate detail=detail.get_value() fetch open gives /></Dialog>
    }
}

#[component]
fn Rerate(
    detail: ReviewPacketDetail,
    fetch: Fetch<ReviewPacketDetail>,
    open: RwSignal<bool>,
    gives: bool,
) -> impl IntoView {
    let rating = detail.rating.unwrap_or_default();
    let now = Standing { rating: rating.decided, potential: rating.potential, not_rated: rating.not_rated };
    let (id, version) = (detail.packet.id, detail.packet.version);
    let typed = Typed::of(now);
    let draft = Draft::keep_over(format!("rating-{id}"), version, vec![(calibration::REASON, typed.reason.into())]);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let done = move |now| {
            draft.sent();
            toasts.good(if gives { review_scores::DECIDED } else { calibration::MOVED });
            open.set(false);
            fetch.replace(now);
        };
        let asked = typed.read(now);
        if gives {
            let body = NewReviewRating { rating: asked.rating, not_rated: asked.not_rated, reason: asked.reason };
            let send = move |body| change::<DecideReviewRating>(ReviewPacketPath { id }, body, version);
            return attempt.send(body, send, done);
        }
        let send = move |body| change::<RateReviewPacket>(ReviewPacketPath { id }, body, version);
        attempt.send(asked, send, done);
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=move || fetch.reload() />
            <MoveFields typed scale=detail.scale two_axes=false is_read=false />
            <DraftNews draft beside=Signal::derive(move || typed.moved(now)) />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::RATE}</Button></Actions>
        </Form>
    }
}
