//! What the next step of a cycle would do, on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{cycles::ReviewStage, form::ReviewRelation};
use crate::{
    people::PersonRef,
    wire::{Limit, choice::choice},
};

/// What launching a cycle, or its next step, would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewRehearsal {
    /// The stage it would stand in.
    pub next: Option<ReviewStage>,
    /// Whom it is about.
    pub people: i64,
    /// Reviews to write, side by side.
    pub load: Vec<ReviewLoad>,
    /// Whoever would write most, the first 10.
    pub busiest: Vec<ReviewWriterLoad>,
    /// How many gaps there are that weren't waived: none may be left to go on.
    pub gaps: i64,
    /// The first 100 of them.
    pub first_gaps: Vec<ReviewGap>,
    /// For how many people what they still lack at this stage was waived.
    pub waived: i64,
}

/// How many reviews one side writes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewLoad {
    /// The side.
    pub relation: ReviewRelation,
    /// How many.
    pub reviews: i64,
    /// How many minutes one of them is expected to take.
    pub minutes: u32,
}

/// How many reviews somebody writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewWriterLoad {
    /// Who.
    pub person: PersonRef,
    /// How many.
    pub reviews: i64,
    /// How many minutes all of them are expected to take.
    pub minutes: i64,
}

choice! {
    /// What is missing before a step.
    pub enum ReviewLack {
        /// Nobody leads them, so nobody writes as their manager.
        Manager = "manager",
        /// They have fewer peers than the cycle asks for.
        Peers = "peers",
        /// They have a review to hand in.
        Submission = "submission",
        /// They have no rating, and nobody has said why.
        Rating = "rating",
        /// Theirs isn't released.
        Release = "release",
    }
}

/// What is missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewGap {
    /// Whose gap it is.
    pub person: PersonRef,
    /// What.
    pub lacks: ReviewLack,
    /// The day until which they were given more time, if they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended_to: Option<NaiveDate>,
}

choice! {
    /// What is worth a look before a cycle goes on. Nothing of it keeps it back.
    pub enum ReviewFlag {
        /// They run cycles as an Admin, and this one is about them.
        RunsCycles = "runs_cycles",
        /// Another cycle about them is running.
        OtherCycle = "other_cycle",
        /// They lead people, and too few to be asked about them without names.
        FewReports = "few_reports",
        /// Who leads them now writes as a peer.
        ManagerIsPeer = "manager_is_peer",
        /// Somebody whom they lead now writes as a peer, about their own manager.
        ReportIsPeer = "report_is_peer",
    }
}

/// Somebody whom a cycle is about, and what they get.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RehearsedPerson {
    /// Whom it is about.
    pub person: PersonRef,
    /// Who leads them now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonRef>,
    /// Who writes about them: before the launch who would, as long as peers are settled with those who are named.
    pub writers: Vec<RehearsedWriter>,
    /// What is missing before the next step. What somebody has to hand in is missing of its author, not of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lacks: Option<ReviewLack>,
    /// What is worth a look.
    pub flags: Vec<ReviewFlag>,
}

/// Somebody who writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RehearsedWriter {
    /// As which side.
    pub relation: ReviewRelation,
    /// Who.
    pub person: PersonRef,
    /// Until when.
    pub due_on: NaiveDate,
}

/// Whom of a rehearsal to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct RehearsalFilter {
    /// Part of the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Those of whom something is missing, or worth a look, alone.
    pub open: bool,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

choice! {
    /// What is due on a day of a cycle.
    pub enum ReviewDeadline {
        /// Peers are to be settled.
        Nominate = "nominate",
        /// The last day on which peers are settled late, where the cycle goes on by itself.
        NominateLate = "nominate_late",
        /// Reviews are to be handed in.
        Write = "write",
        /// The last day on which reviews are handed in late, where the cycle goes on by itself.
        WriteLate = "write_late",
        /// Ratings are to be calibrated: nothing is shared before.
        Calibrate = "calibrate",
        /// Reviews are to be given to whom they are about.
        Release = "release",
        /// What nobody has given is given by itself.
        ReleaseByItself = "release_by_itself",
        /// The last day to answer what one was given.
        Answer = "answer",
    }
}

/// What is due when, as the cycle stands: before the launch, as the launch sets it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RehearsalCalendar {
    /// The days on which anything is due, in their order. They are days of the organisation's time zone.
    pub days: Vec<RehearsalDay>,
}

/// A day on which something is due.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RehearsalDay {
    /// Which.
    pub on: NaiveDate,
    /// Whether it is a Saturday or a Sunday.
    pub weekend: bool,
    /// What is due.
    pub due: Vec<RehearsalDue>,
}

/// What is due on a day, and for how many.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RehearsalDue {
    /// What.
    pub what: ReviewDeadline,
    /// For how many people: whoever writes, and for all else whom it is about.
    pub people: i64,
    /// Whether the day follows from stages that end on their last day, and moves if one ends on another.
    pub expected: bool,
}
