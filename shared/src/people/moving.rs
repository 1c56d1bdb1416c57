//! What moves when somebody gets another manager, or none.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::PersonRef;
use crate::wire::{PersonId, choice::choice};

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
        /// What the person has still to hand in about the manager they have now: it stays about that one, since they
        /// were led by them for thirty days, have begun it, or it isn't known to be less.
        UpwardKept = "upward_kept",
        /// What nobody needs to write about the manager they have now any more: the person was led by them for less than
        /// thirty days, or those who are left are too few to stay unnamed.
        UpwardEnded = "upward_ended",
        /// What is to be written about the next manager from then on, by the person and by whoever was too few without
        /// them: thirty days of what the cycle looks back on are still to come.
        UpwardAsked = "upward_asked",
        /// Peers that the person proposed: the next manager settles them.
        PeerApproval = "peer_approval",
        /// Objectives that the person proposed and the caller sees: the next manager agrees to them.
        GoalApproval = "goal_approval",
        /// Steps of the development plan that wait for the manager's word: the next one gives it.
        StepApproval = "step_approval",
        /// Steps that the manager has agreed to and that aren't done: the next one confirms them.
        StepAgreed = "step_agreed",
        /// Proposals of another job for the person: the next manager agrees to them.
        LevelApproval = "level_approval",
    }
}

/// To whom somebody would report.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct NextManager {
    /// Their next manager; absent for nobody, and then nobody is asked about a next one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonId>,
}

/// What would move.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ManagerMove {
    /// Who leads them now; absent if nobody does.
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
