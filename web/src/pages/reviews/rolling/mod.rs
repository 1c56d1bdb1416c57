//! Rolling reviews: the rules, one with whose day comes, and setting one up.

mod draft;
mod form;
mod list;
mod page;

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::wire::RollingReviewId;

pub use self::{
    form::{EditRulePage, NewRulePage},
    list::Rules,
    page::RulePage,
};
use crate::{
    text::{format, rolling_reviews as text},
    ui::{Badge, Tone},
};

/// The address of a rule's page.
pub fn rule_href(id: RollingReviewId) -> String {
    format!("{}/{id}", shared::pages::ROLLING_REVIEWS)
}

/// Whether it is on, as a badge.
fn state_badge(on_since: Option<NaiveDate>) -> impl IntoView {
    let tone = if on_since.is_some() { Tone::Good } else { Tone::Plain };
    let said = on_since.map_or_else(|| text::OFF.to_owned(), |day| text::on_since(&format::date(day)));
    view! { <Badge tone>{said}</Badge> }
}
