//! The words that goals are described with.

use crate::wire::choice::choice;

choice! {
    /// What a key result counts.
    pub enum KeyResultKind {
        /// Any number, decimals included.
        Number = "number",
        /// Per cent; 12.5 is 12.5 %.
        Percent = "percent",
        /// Money in whole minor units of one currency.
        Money = "money",
        /// Weighted steps that are done or not.
        Milestone = "milestone",
    }
}

choice! {
    /// Which way is forward.
    pub enum Direction {
        /// From the start up to the target.
        Increase = "increase",
        /// From the start down to the target.
        Decrease = "decrease",
        /// Anywhere between two bounds.
        KeepWithin = "keep_within",
    }
}

choice! {
    /// Where an objective stands in its life.
    pub enum ObjectiveState {
        /// Being written.
        Draft = "draft",
        /// Waiting to be agreed.
        Proposed = "proposed",
        /// Being worked on.
        Active = "active",
        /// At rest; counts nowhere and owes no check-ins.
        Paused = "paused",
        /// Closed: it was reached.
        Achieved = "achieved",
        /// Closed: it wasn't reached.
        Missed = "missed",
        /// Closed: it was given up.
        Cancelled = "cancelled",
    }
}

impl ObjectiveState {
    /// Whether it has been closed, for whatever outcome.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Achieved | Self::Missed | Self::Cancelled)
    }
}

choice! {
    /// A step from one state of an objective to another.
    pub enum Transition {
        /// Put a draft up for agreement.
        Propose = "propose",
        /// Hand a proposal back to be rewritten.
        SendBack = "send_back",
        /// Agree to a proposal: work begins.
        Activate = "activate",
        /// Let it rest.
        Pause = "pause",
        /// Take it up again.
        Resume = "resume",
        /// Close it as reached.
        Achieve = "achieve",
        /// Close it as not reached.
        Miss = "miss",
        /// Close it as given up.
        Cancel = "cancel",
    }
}

choice! {
    /// What somebody says at a check-in: will it land?
    pub enum CheckInStatus {
        /// It will.
        OnTrack = "on_track",
        /// It may not.
        AtRisk = "at_risk",
        /// It won't, as things are.
        OffTrack = "off_track",
    }
}

choice! {
    /// The status shown for a key result or an objective.
    pub enum GoalStatus {
        /// Nobody has said anything yet, and nobody had to.
        NotStarted = "not_started",
        /// Said to land.
        OnTrack = "on_track",
        /// Said to be in doubt.
        AtRisk = "at_risk",
        /// Said not to land as things are.
        OffTrack = "off_track",
        /// Nobody has said anything for too long.
        Outdated = "outdated",
        /// Closed as reached.
        Achieved = "achieved",
        /// Closed as not reached.
        Missed = "missed",
        /// Closed as given up.
        Cancelled = "cancelled",
    }
}

impl From<CheckInStatus> for GoalStatus {
    fn from(said: CheckInStatus) -> Self {
        match said {
            CheckInStatus::OnTrack => Self::OnTrack,
            CheckInStatus::AtRisk => Self::AtRisk,
            CheckInStatus::OffTrack => Self::OffTrack,
        }
    }
}

choice! {
    /// What an objective's progress is computed from.
    pub enum RollUp {
        /// Its key results.
        KeyResults = "key_results",
        /// The objectives aligned under it.
        Children = "children",
        /// Both, in one weighted mean.
        Both = "both",
    }
}
