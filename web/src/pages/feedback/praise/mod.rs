//! Praise: the feed, one card, the form.

mod card;
mod deeds;
mod feed;
mod form;

pub use self::{card::PraiseCard, feed::Feed, form::PraiseForm};
