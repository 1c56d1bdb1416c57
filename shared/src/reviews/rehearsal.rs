//! What the next step of a cycle would do, on the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{cycles::ReviewStage, form::ReviewRelation};
use crate::{people::PersonRef, wire::choice::choice};

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
    /// How many gaps there are: the step names this number to go on all the same.
    pub gaps: i64,
    /// The first 100 of them.
    pub first_gaps: Vec<ReviewGap>,
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
}
