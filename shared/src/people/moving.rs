//! What moves when somebody gets another manager, or none.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PersonRef;
use crate::wire::choice::choice;

choice! {
    /// What a manager has in hand of somebody they lead.
    pub enum MovingKind {
        /// The person's objectives that aren't closed and that the caller sees: the next manager sees them, and the one
        /// before only what they own or was shared.
        Objective = "objective",
        /// The manager's reviews of them that aren't begun: the next manager writes them.
        ReviewUnwritten = "review_unwritten",
        /// Those that are begun: they stay with whoever began them, who has ten days.
        ReviewBegun = "review_begun",
        /// What is written about them in cycles that run: the next manager settles peers and releases it.
        Packet = "packet",
        /// One-on-ones of the two that go on: they end.
        OneOnOne = "one_on_one",
        /// Improvement plans that aren't over: the next manager takes over.
        ImprovementPlan = "improvement_plan",
    }
}

/// What would move.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ManagerMove {
    /// Who leads them now; absent if nobody does, and then nothing is left behind by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonRef>,
    /// How much of which kind; what there is none of is left out.
    pub moves: Vec<MovingCount>,
}

/// How much there is of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MovingCount {
    /// What.
    pub kind: MovingKind,
    /// How many, 1 at least.
    pub count: i64,
}
