//! What moves when somebody gets another manager.

use shared::people::{MovingCount, MovingKind};

pub const NOTHING: &str = "Nothing of theirs waits for the manager they have now.";

/// So much of one kind, and what becomes of it.
pub fn moves(moves: MovingCount) -> String {
    let (one, many, then) = match moves.kind {
        MovingKind::Objective => ("1 objective", "objectives", "the next manager sees them"),
        MovingKind::ReviewUnwritten => ("1 review not begun", "reviews not begun", "for the next manager to write"),
        MovingKind::ReviewBegun => ("1 review begun", "reviews begun", "for who began it to hand in within ten days"),
        MovingKind::Packet => ("1 running review cycle", "running review cycles", "the next manager releases"),
        MovingKind::OneOnOne => ("1 one-on-one", "one-on-ones", "over with the change"),
        MovingKind::ImprovementPlan => ("1 improvement plan", "improvement plans", "the next manager takes over"),
        MovingKind::UpwardKept => {
            ("1 review about the manager until now", "reviews about the manager until now", "kept")
        }
        MovingKind::UpwardEnded => (
            "1 review about the manager until now",
            "reviews about the manager until now",
            "not to be written any more, as the time was too short",
        ),
        MovingKind::UpwardAsked => {
            ("1 review about the next manager", "reviews about the next manager", "to be written from now on")
        }
        MovingKind::PeerApproval => ("1 list of proposed peers", "lists of proposed peers", "the next manager settles"),
        MovingKind::GoalApproval => ("1 proposed objective", "proposed objectives", "the next manager agrees"),
        MovingKind::StepApproval => {
            ("1 step of the plan not agreed", "steps of the plan not agreed", "the next manager agrees")
        }
        MovingKind::StepAgreed => {
            ("1 agreed step of the plan", "agreed steps of the plan", "the next manager confirms")
        }
        MovingKind::LevelApproval => ("1 proposed level", "proposed levels", "the next manager agrees"),
    };
    match moves.count {
        1 => format!("{one}: {then}"),
        count => format!("{count} {many}: {then}"),
    }
}
