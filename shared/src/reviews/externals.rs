//! Somebody outside the organisation who writes one review: invited by a mail, by whose link they write, without an
//! account.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    answers::ReviewAnswer,
    cycles::ReviewNaming,
    form::{ReviewSection, ScaleStep},
    rules::answers,
    writing::ReviewState,
};
use crate::wire::{ReviewExternalId, ReviewPacketId, check};

/// The most people from outside who may be invited to write about somebody in a cycle, those who were taken back
/// included: each of them is a mail.
pub const MOST_EXTERNALS: usize = 20;

/// Somebody outside the organisation who was invited to write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewExternal {
    /// Names the invitation.
    pub id: ReviewExternalId,
    /// Who.
    pub name: String,
    /// Where the link was sent, for whom it also says where their review stands; nowhere any more once the cycle is over.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// Why; for those who lead the person and Admins.
    pub reason: String,
    /// Where their review stands. Where answers have no names that is for Admins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<ReviewState>,
    /// Whether the caller may take it back now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removable: bool,
}

/// Somebody outside the organisation to write, as a peer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewReviewExternal {
    /// Who.
    #[garde(custom(check::line(1, 120)))]
    pub name: String,
    /// Where the link is sent.
    #[garde(custom(check::email))]
    pub email: String,
    /// Why; for those who lead the person and Admins.
    #[garde(custom(check::lines(1, 500)))]
    pub reason: String,
}

/// Path of somebody from outside who was invited to write.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ReviewExternalPath {
    /// The packet.
    pub id: ReviewPacketId,
    /// The invitation.
    pub external_id: ReviewExternalId,
}

/// The secret of a link to a review.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ExternalReviewLink {
    /// As it stands in the link.
    #[garde(custom(check::line(1, 100)))]
    pub token: String,
}

/// A review that somebody from outside writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExternalReview {
    /// In which organisation the person works.
    pub organisation: String,
    /// Whom it is about.
    pub subject: String,
    /// Who was invited.
    pub name: String,
    /// The cycle.
    pub cycle: String,
    /// The first day of what it looks back on.
    pub period_from: NaiveDate,
    /// The last day of what it looks back on.
    pub period_to: NaiveDate,
    /// Until when it is to be handed in. The link works until reviews are no longer written.
    pub write_by: NaiveDate,
    /// Who will learn that they wrote it.
    pub naming: ReviewNaming,
    /// Fewer answers than these, from inside the organisation, are never shown, where they have no names.
    pub minimum: u8,
    /// Whether their name isn't shown and yet how they write may tell who they are: the cycle is about fewer than 10 people.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_be_guessed: bool,
    /// Where it stands. Once handed in it can't be read or changed by the link any more.
    pub state: ReviewState,
    /// The steps of the scale, lowest first.
    pub scale: Vec<ScaleStep>,
    /// What is asked of them.
    pub sections: Vec<ReviewSection>,
    /// What is written, by the key of its question.
    pub answers: BTreeMap<String, ReviewAnswer>,
    /// To be named when it is saved.
    pub version: i64,
}

/// What somebody from outside has written, all of it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ExternalReviewSheet {
    /// The secret, as it stands in the link.
    #[garde(custom(check::line(1, 100)))]
    pub token: String,
    /// The version that was read: 412 if another window saved since.
    #[garde(skip)]
    pub version: i64,
    /// Answers by the key of their question; what isn't named isn't answered.
    #[garde(custom(answers::not_too_many), dive)]
    pub answers: BTreeMap<String, ReviewAnswer>,
}
