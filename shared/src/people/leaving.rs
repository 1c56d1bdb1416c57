//! What somebody who is deactivated leaves behind.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PersonRef;
use crate::{
    reviews::ReviewEnding,
    wire::{check, choice::choice},
};

choice! {
    /// What somebody had in hand.
    pub enum LeftKind {
        /// Objectives of theirs that aren't closed: they keep their name until another owner is chosen.
        Objective = "objective",
        /// Key results of theirs in what others own and isn't closed: the same.
        KeyResult = "key_result",
        /// KPIs they answer for that are in use: the same.
        Kpi = "kpi",
        /// Objectives of their direct reports that wait for agreement: whoever is next above is asked.
        Proposal = "proposal",
        /// Proposals of another job for their direct reports that wait for their word: the same.
        LevelProposal = "level_proposal",
        /// What they were to clear out of the way of a key result: it is its owner's again.
        Blocker = "blocker",
        /// Feedback they are asked for: it is awaited no more, and who asked is told.
        FeedbackAsk = "feedback_ask",
        /// What they ask others: it is closed, since nobody would read the answers; those that came stay.
        FeedbackRequest = "feedback_request",
        /// What they agreed to do in one-on-ones: it is offered to whom they met.
        ActionItem = "action_item",
        /// Reviews they haven't handed in: nobody writes them.
        Review = "review",
        /// What running review cycles gather about them: it goes on, or ends as is chosen.
        Packet = "packet",
        /// One-on-ones that go on: they end.
        OneOnOne = "one_on_one",
    }
}

impl LeftKind {
    /// Whether it waits for another owner.
    pub const fn is_owned(self) -> bool {
        matches!(self, Self::Objective | Self::KeyResult | Self::Kpi)
    }
}

/// What is to become of what is gathered about somebody who is deactivated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Deactivation {
    /// How their reviews in running cycles end.
    #[garde(skip)]
    pub reviews: ReviewEnding,
    /// Why; whoever led the person and Admins read it.
    #[garde(custom(check::lines(1, 2_000)))]
    pub reason: String,
}

/// What deactivating somebody would leave behind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LeftBehind {
    /// Who is told and asked in their place: the nearest above them who is there. Absent if that is the Admins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heir: Option<PersonRef>,
    /// How much of which kind; what there is none of is left out.
    pub left: Vec<LeftCount>,
}

/// How much there is of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LeftCount {
    /// What.
    pub kind: LeftKind,
    /// How many, 1 at least.
    pub count: i64,
}
