//! Reviews one by one, for Admins: opened again, closed again, and what their authors changed.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{
        CloseReopenedReview, CompareReviewVersions, PacketState, ReopenReview, ReviewHandedIn, ReviewOfPacketPath,
        ReviewPacketDetail, ReviewReopening, ReviewStage, ScaleStep,
    },
    wire::{ReviewId, ReviewPacketId},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    pages::reviews::changes::Changes,
    text::{format, review_ends as text, review_wordings, reviews},
    ui::{Actions, Badge, Button, ButtonKind, ButtonSize, Confirm, Dialog, Field, Form, TextArea, Toasts, Tone},
};

/// Where a review is, and the packet as it is changed.
#[derive(Clone, Copy)]
struct Place {
    id: ReviewPacketId,
    review_id: ReviewId,
    version: i64,
    fetch: Fetch<ReviewPacketDetail>,
}

impl Place {
    const fn path(self) -> ReviewOfPacketPath {
        ReviewOfPacketPath { id: self.id, review_id: self.review_id }
    }
}

/// The list.
#[component]
pub fn HandedIn(detail: ReviewPacketDetail, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let packet = detail.packet;
    let between = matches!(packet.stage, ReviewStage::Calibrating | ReviewStage::Sharing);
    let may = between && packet.state == PacketState::Collecting;
    let scale = StoredValue::new(detail.scale);
    let one = move |it: ReviewHandedIn| {
        let place = Place { id: packet.id, review_id: it.id, version: packet.version, fetch };
        view! { <One it place may scale /> }
    };
    view! {
        <section class="card stack">
            <h2>{text::HANDED_IN}</h2>
            <ul class="stack tight">{detail.handed_in.into_iter().map(one).collect_view()}</ul>
        </section>
    }
}

#[component]
fn One(it: ReviewHandedIn, place: Place, may: bool, scale: StoredValue<Vec<ScaleStep>>) -> impl IntoView {
    let name = it.author.name.clone();
    let is_open = it.reopened.is_some();
    let open = it.reopened.map(|reopened| {
        let until = text::open_until(&format::date(reopened.due_on));
        view! {
            <p><Badge tone=Tone::Warn>{until}</Badge></p>
            <p class="small said-text">{reopened.reason}</p>
        }
    });
    let reopen = (may && !is_open).then(|| view! { <Reopen name=name.clone() place /> });
    let close = (may && is_open).then(|| view! { <Close name=name.clone() place /> });
    let written_by = it.form_number.map(|number| {
        view! { <p class="small muted">{review_wordings::written_by(number)}</p> }
    });
    let changes = (it.versions > 1).then(|| view! { <Compare name=name.clone() place scale /> });
    view! {
        <li class="stack snug">
            <p><span class="strong">{name}</span>" "<span class="muted">{reviews::side(it.relation)}</span></p>
            {written_by}
            {open}
            <div class="row snug">{reopen}{close}{changes}</div>
        </li>
    }
}

#[component]
fn Reopen(name: String, place: Place) -> impl IntoView {
    let open = RwSignal::new(false);
    let (named, title) = (text::reopen_whose(&name), text::reopen_whose(&name));
    view! {
        <Button size=ButtonSize::Small on_press=move || open.set(true)>
            <span aria-hidden="true">{text::REOPEN}</span><span class="visually-hidden">{named}</span>
        </Button>
        <Dialog open title><Reopening place open /></Dialog>
    }
}

#[component]
fn Reopening(place: Place, open: RwSignal<bool>) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let kept = format!("review-reopening-{}", place.review_id);
    let draft = Draft::keep_over(kept, place.version, vec![(reviews::REASON, reason.into())]);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let body = ReviewReopening { reason: reason.get_untracked().trim().to_owned() };
        let send = move |body| change::<ReopenReview>(place.path(), body, place.version);
        attempt.send(body, send, move |now| {
            draft.sent();
            toasts.good(text::REOPENED);
            open.set(false);
            place.fetch.replace(now);
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=move || place.fetch.reload() />
            <p class="muted">{text::REOPEN_LEAD}</p>
            <Field label=reviews::REASON name="reason" hint=text::REASON_HINT required=true>
                <TextArea value=reason />
            </Field>
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::REOPEN}</Button></Actions>
        </Form>
    }
}

#[component]
fn Close(name: String, place: Place) -> impl IntoView {
    let (asked, attempt, toasts) = (RwSignal::new(false), Attempt::new(), Toasts::here());
    let close = move || {
        asked.set(false);
        attempt.run(change::<CloseReopenedReview>(place.path(), (), place.version), move |now| {
            toasts.good(text::CLOSED);
            place.fetch.replace(now);
        });
    };
    let (named, title) = (text::close_whose(&name), text::close_whose(&name));
    view! {
        <AttemptNews attempt reload=move || place.fetch.reload() />
        <Button size=ButtonSize::Small busy=attempt.busy on_press=move || asked.set(true)>
            <span aria-hidden="true">{text::CLOSE}</span><span class="visually-hidden">{named}</span>
        </Button>
        <Confirm open=asked title deed=text::CLOSE on_confirm=close><p>{text::CLOSE_DETAIL}</p></Confirm>
    }
}

#[component]
fn Compare(name: String, place: Place, scale: StoredValue<Vec<ScaleStep>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let (named, title) = (text::changes_by(&name), text::changes_by(&name));
    view! {
        <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=move || open.set(true)>
            <span aria-hidden="true">{text::CHANGES}</span><span class="visually-hidden">{named}</span>
        </Button>
        <Dialog open title wide=true><Compared place scale /></Dialog>
    }
}

/// It is asked for when it is looked at.
#[component]
fn Compared(place: Place, scale: StoredValue<Vec<ScaleStep>>) -> impl IntoView {
    let fetch = Fetch::new(move || call::<CompareReviewVersions>(place.path(), Nothing {}, ()));
    view! { <Changes fetch scale /> }
}
