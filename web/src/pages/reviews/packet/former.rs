//! What somebody wrote who led the person before: passed on by an Admin, and read by who leads them now.

use leptos::prelude::*;
use shared::{
    reviews::{FormerReview, PassFormerReviewOn, ReviewOfPacketPath, ReviewPacketDetail, ReviewState},
    wire::ReviewPacketId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    fetch::Fetch,
    text::{review_former as text, reviews},
    ui::{Badge, Banner, Button, ButtonSize, Confirm, Toasts, Tone},
};

/// Whose they are, for Admins.
#[component]
pub fn Former(detail: ReviewPacketDetail, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let (id, version) = (detail.packet.id, detail.packet.version);
    let one = move |it: FormerReview| view! { <One it id version fetch /> };
    view! {
        <section class="card stack">
            <h2>{text::WHO_LED_BEFORE}</h2>
            <p class="small muted">{text::WHO_LED_BEFORE_LEAD}</p>
            <ul class="stack tight">{detail.former.into_iter().map(one).collect_view()}</ul>
        </section>
    }
}

#[component]
fn One(it: FormerReview, id: ReviewPacketId, version: i64, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let (asked, attempt, toasts) = (RwSignal::new(false), Attempt::new(), Toasts::here());
    let path = move || ReviewOfPacketPath { id, review_id: it.id };
    let pass_on = move || {
        asked.set(false);
        attempt.run(change::<PassFormerReviewOn>(path(), (), version), move |now| {
            toasts.good(text::PASSED_ON);
            fetch.replace(now);
        });
    };
    let name = it.author.name;
    let may = it.passed_on.then(|| {
        let words = if it.state == ReviewState::Submitted { text::MAY_READ } else { text::MAY_READ_SOON };
        view! { <Badge tone=Tone::Good>{words}</Badge> }
    });
    let (named, title) = (text::pass_on_whose(&name), text::pass_on_whose(&name));
    let button = (!it.passed_on).then(|| {
        view! {
            <div>
                <Button size=ButtonSize::Small busy=attempt.busy on_press=move || asked.set(true)>
                    <span aria-hidden="true">{text::PASS_ON}</span><span class="visually-hidden">{named}</span>
                </Button>
            </div>
            <Confirm open=asked title deed=text::PASS_ON on_confirm=pass_on><p>{text::PASS_ON_DETAIL}</p></Confirm>
        }
    });
    view! {
        <li class="stack snug">
            <AttemptNews attempt reload=move || fetch.reload() />
            <p><span class="strong">{name}</span>" "<span class="muted">{reviews::review_state(it.state)}</span></p>
            <div class="row snug">{may}{button}</div>
        </li>
    }
}

/// Said above what was passed on.
#[component]
pub fn BeforeYou() -> impl IntoView {
    view! { <Banner tone=Tone::Plain title=text::BEFORE_YOU><p class="small">{text::BEFORE_YOU_DETAIL}</p></Banner> }
}
