//! A draft of a cycle that is sent to a few people to try: they fill in what each side is asked, and nothing of it is kept.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    cycles::ReviewNaming,
    form::{ReviewRelation, ReviewSection, ScaleStep},
};
use crate::{
    people::PersonRef,
    wire::{PersonId, check},
};

/// So many people try a draft at most.
pub const MOST_TESTERS: usize = 5;

/// Somebody who was sent a draft to try.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewTester {
    /// Who.
    pub person: PersonRef,
    /// When.
    pub sent_at: DateTime<Utc>,
}

/// Those who try a draft, by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewTesters {
    /// Who.
    pub items: Vec<ReviewTester>,
}

/// Who is to try a draft, all of them.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewReviewTesters {
    /// At most 5; none throws the trial away.
    #[garde(custom(check::count(0, MOST_TESTERS)))]
    pub people: Vec<PersonId>,
}

/// A draft as whoever tries it gets it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewTrial {
    /// The cycle.
    pub cycle: String,
    /// Who sent it.
    pub sent_by: PersonRef,
    /// The first day of what it looks back on.
    pub period_from: NaiveDate,
    /// The last day of what it looks back on.
    pub period_to: NaiveDate,
    /// Until when reviews would be handed in.
    pub write_by: NaiveDate,
    /// Who would learn who wrote what peers and reports say.
    pub naming: ReviewNaming,
    /// Fewer answers than these would never be shown, where they have no names.
    pub minimum: u8,
    /// Whether how somebody writes may tell who they are, though their name isn't shown: it is about fewer than 10 people.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_be_guessed: bool,
    /// The steps of the scale, lowest first.
    pub scale: Vec<ScaleStep>,
    /// What each side is asked.
    pub sides: Vec<ReviewTrialSide>,
}

/// What one side is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewTrialSide {
    /// Which.
    pub relation: ReviewRelation,
    /// How many minutes it is expected to take.
    pub minutes: u32,
    /// What it is asked.
    pub sections: Vec<ReviewSection>,
}
