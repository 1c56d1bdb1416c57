//! What is still to be done in a cycle, by whom and until when, and being reminded of it.

use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    people::PersonRef,
    wire::{Limit, PersonId, ReviewCycleId, TeamId, check, choice::choice},
};

choice! {
    /// What somebody has to do.
    pub enum ReviewDutyKind {
        /// Propose who writes about them.
        Propose = "propose",
        /// Settle who writes about somebody they lead.
        Settle = "settle",
        /// Write reviews.
        Write = "write",
        /// Give somebody they lead what was written.
        Release = "release",
        /// Answer what was written about them.
        Answer = "answer",
        /// Read a second time what somebody disagrees with, and answer; whoever of those who may does it does it for all.
        SecondRead = "second_read",
    }
}

/// What somebody has to do in a cycle as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewDuty {
    /// Who.
    pub person: PersonRef,
    /// Who leads them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonRef>,
    /// What.
    pub duty: ReviewDutyKind,
    /// How many of them. Where answers have no names, reviews by peers and reports are counted for oneself and Admins alone.
    pub count: i64,
    /// Until when; the first of them.
    pub due_on: NaiveDate,
    /// The day on which they were last reminded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded_on: Option<NaiveDate>,
}

/// Which duties to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ReviewDutyFilter {
    /// Those whose day has passed, alone.
    pub late: bool,
    /// What people in this team or below it have to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// What people have to do whom this person leads directly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonId>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Whom to remind: those to whom all that is said here applies.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct NewReviewReminder {
    /// These, at most 200; all whom the caller sees to have something to do, if there are none.
    #[garde(custom(check::count(0, 200)))]
    pub people: Vec<PersonId>,
    /// People in this team or below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub team: Option<TeamId>,
    /// People whom this person leads directly.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub manager: Option<PersonId>,
    /// Those whose day has passed, alone.
    #[garde(skip)]
    pub late: bool,
}

/// Who was reminded.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewsReminded {
    /// How many people: nobody is twice on a day, and nobody by themselves.
    pub count: i64,
}

/// More time to write.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReviewExtension {
    /// Until when; later than the cycle says, and not past.
    #[garde(custom(check::date))]
    pub due_on: NaiveDate,
}

/// Path of what somebody has to do in a cycle.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ReviewDutyPath {
    /// The cycle.
    pub id: ReviewCycleId,
    /// Who.
    pub person_id: PersonId,
}
