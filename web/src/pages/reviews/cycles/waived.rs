//! What a cycle goes on without, and why.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{
        ListReviewWaivers, ReviewCycle, ReviewCyclePath, ReviewLack, ReviewStage, ReviewWaiver, ReviewWaiverFilter,
        ReviewWaiverPath, UnwaiveReviewGap,
    },
    wire::Limit,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    listing::Listing,
    text::{format, review_waivers as text, reviews},
    ui::{Button, ButtonKind, ButtonSize, Column, DataTable, EmptyState, Glyph, Toasts},
};

/// All of it, at whatever stage, read again when `again` changes, as is what else on the page tells of gaps; what is waived
/// at the stage where the cycle stands can be taken back.
#[component]
pub fn Waived(cycle: ReviewCycle, again: RwSignal<u32>) -> impl IntoView {
    let (id, stage) = (cycle.id, cycle.stage);
    let listing = Listing::new(move |cursor| {
        again.track();
        call::<ListReviewWaivers>(ReviewCyclePath { id }, ReviewWaiverFilter { limit: Limit::new(50), cursor }, ())
    });
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let take_back = move |waiver: &ReviewWaiver| {
        let path = ReviewWaiverPath { id, person_id: waiver.person.id };
        let named = text::take_back_from(&waiver.person.name);
        let send = move || {
            let path = path.clone();
            attempt.run(call::<UnwaiveReviewGap>(path, Nothing {}, ()), move |()| {
                toasts.good(text::TAKEN_BACK);
                again.update(|times| *times += 1);
            });
        };
        (lacked_at(stage) == Some(waiver.lacks)).then(|| {
            view! {
                <Button size=ButtonSize::Small kind=ButtonKind::Quiet busy=attempt.busy on_press=send>
                    <span aria-hidden="true">{text::TAKE_BACK}</span><span class="visually-hidden">{named}</span>
                </Button>
            }
        })
    };
    let columns = vec![
        Column::new("person", reviews::PERSON, |waiver: &ReviewWaiver| waiver.person.name.clone()),
        Column::new("lacks", text::MISSING, |waiver: &ReviewWaiver| text::lack(waiver.lacks, 1)),
        Column::new("reason", reviews::REASON, |waiver: &ReviewWaiver| waiver.reason.clone()),
        Column::new("by", text::BY, |waiver: &ReviewWaiver| waiver.by.name.clone()),
        Column::new("since", text::SINCE, |waiver: &ReviewWaiver| format::moment(waiver.at)),
        Column::new("deeds", reviews::ACTIONS, take_back).end(),
    ];
    let empty = || {
        view! { <EmptyState glyph=Glyph::CircleCheck title=text::NOTHING_WAIVED detail=text::NOTHING_WAIVED_DETAIL /> }
    };
    view! {
        <section class="card flush" id="waived">
            <div class="card-head"><h2>{text::GONE_ON}</h2></div>
            <AttemptNews attempt />
            <DataTable caption=text::GONE_ON columns rows=listing.rows() more=listing.more() retry=move || listing.reload() empty />
        </section>
    }
}

/// What can be waived at a stage.
const fn lacked_at(stage: ReviewStage) -> Option<ReviewLack> {
    match stage {
        ReviewStage::Draft => Some(ReviewLack::Manager),
        ReviewStage::Nominating => Some(ReviewLack::Peers),
        ReviewStage::Writing => Some(ReviewLack::Submission),
        ReviewStage::Calibrating => Some(ReviewLack::Rating),
        ReviewStage::Sharing | ReviewStage::Closed | ReviewStage::Cancelled => None,
    }
}
