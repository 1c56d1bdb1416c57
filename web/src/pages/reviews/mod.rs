//! Reviews: what one has to write, what one gets, cycles and the templates of what they ask.

mod answers;
mod calibration;
mod changes;
mod cycles;
mod external;
mod fields;
mod home;
mod marked;
mod packet;
mod rolling;
mod section;
mod templates;
mod trial;
mod write;

use leptos::prelude::*;
use shared::{
    reviews::{
        CreateReviewCycle, CreateReviewTemplate, CreateRollingReview, EditReviewTemplate, ListCalibrationSessions,
        ListReviewTemplates, ListReviews, ListRollingReviews, PacketState, ReadReviewTemplate, ReviewStage,
    },
    wire::{ReviewCycleId, ReviewId, ReviewPacketId, ReviewTemplateId},
};

use crate::{
    shell::guarded,
    text::{review_ends, reviews as text},
    to,
    ui::{Badge, Tone},
};

crate::parts::parts! {
    reviews: home(), write(), packet(), cycle(), templates(), template(), trial(), external();
    review_calibration: calibration();
    review_forms: new_cycle(), edit_cycle(), new_template(), edit_template(), rolling(), rolling_rule(),
        new_rolling(), edit_rolling();
}

/// `/reviews`
pub fn home() -> AnyView {
    guarded::<ListReviews>(|| home::Reviews().into_any())
}

/// `/reviews/write/{id}`
pub fn write() -> AnyView {
    guarded::<ListReviews>(|| write::WritePage().into_any())
}

/// `/reviews/trials/{id}?as=…`
pub fn trial() -> AnyView {
    guarded::<ListReviews>(|| trial::TrialPage().into_any())
}

/// `/external-review#secret`
pub fn external() -> AnyView {
    external::ExternalPage().into_any()
}

/// `/reviews/packets/{id}`
pub fn packet() -> AnyView {
    guarded::<ListReviews>(|| packet::PacketPage().into_any())
}

/// `/reviews/cycles/{id}?by=manager&team=…&manager=…&state=…&due=late`
pub fn cycle() -> AnyView {
    guarded::<ListReviews>(|| cycles::CyclePage().into_any())
}

/// `/reviews/cycles/new`
pub fn new_cycle() -> AnyView {
    guarded::<CreateReviewCycle>(|| cycles::NewCyclePage().into_any())
}

/// `/reviews/cycles/{id}/edit`
pub fn edit_cycle() -> AnyView {
    guarded::<CreateReviewCycle>(|| cycles::EditCyclePage().into_any())
}

/// `/reviews/calibration/{id}`
pub fn calibration() -> AnyView {
    guarded::<ListCalibrationSessions>(|| calibration::SessionPage().into_any())
}

/// `/reviews/rolling`
pub fn rolling() -> AnyView {
    guarded::<ListRollingReviews>(|| rolling::Rules().into_any())
}

/// `/reviews/rolling/{id}`
pub fn rolling_rule() -> AnyView {
    guarded::<ListRollingReviews>(|| rolling::RulePage().into_any())
}

/// `/reviews/rolling/new`
pub fn new_rolling() -> AnyView {
    guarded::<CreateRollingReview>(|| rolling::NewRulePage().into_any())
}

/// `/reviews/rolling/{id}/edit`
pub fn edit_rolling() -> AnyView {
    guarded::<CreateRollingReview>(|| rolling::EditRulePage().into_any())
}

/// `/reviews/templates?retired=true`
pub fn templates() -> AnyView {
    guarded::<ListReviewTemplates>(|| templates::Templates().into_any())
}

/// `/reviews/templates/{id}?as=…`
pub fn template() -> AnyView {
    guarded::<ReadReviewTemplate>(|| templates::TemplatePage().into_any())
}

/// `/reviews/templates/new?from=…`
pub fn new_template() -> AnyView {
    guarded::<CreateReviewTemplate>(|| templates::NewTemplatePage().into_any())
}

/// `/reviews/templates/{id}/edit`
pub fn edit_template() -> AnyView {
    guarded::<EditReviewTemplate>(|| templates::EditTemplatePage().into_any())
}

/// The address of a template's page.
fn template_href(id: ReviewTemplateId) -> String {
    format!("{}/{id}", to::REVIEW_TEMPLATES)
}

/// The address of a cycle's page.
pub fn cycle_href(id: ReviewCycleId) -> String {
    format!("{}/{id}", shared::pages::REVIEW_CYCLES)
}

/// The address of a packet's page.
pub fn packet_href(id: ReviewPacketId) -> String {
    format!("{}/{id}", shared::pages::REVIEW_PACKETS)
}

/// The address where a review is written.
fn write_href(id: ReviewId) -> String {
    format!("{}/{id}", to::WRITE_REVIEW)
}

/// A cycle's stage as a badge.
fn stage_badge(stage: ReviewStage) -> impl IntoView {
    let tone = match stage {
        ReviewStage::Draft | ReviewStage::Cancelled => Tone::Plain,
        ReviewStage::Nominating | ReviewStage::Writing | ReviewStage::Calibrating => Tone::Warn,
        ReviewStage::Sharing => Tone::Good,
        ReviewStage::Closed => Tone::Accent,
    };
    view! { <Badge tone>{text::stage(stage)}</Badge> }
}

/// A packet's state as a badge; `unanswered` once the days to answer it are over.
pub fn packet_badge(state: PacketState, unanswered: bool) -> impl IntoView {
    let tone = match state {
        PacketState::Collecting => Tone::Plain,
        PacketState::Released if unanswered => Tone::Warn,
        PacketState::Released => Tone::Good,
        PacketState::Acknowledged => Tone::Accent,
    };
    let words = if unanswered { review_ends::UNANSWERED } else { text::packet_state(state) };
    view! { <Badge tone>{words}</Badge> }
}
