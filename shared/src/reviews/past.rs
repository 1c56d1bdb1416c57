//! What somebody gets of a cycle, as it stood on a day that has passed.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    cycles::{ReviewCycleRef, ReviewStage},
    disputes::ReviewDispute,
    form::ScaleStep,
    packets::{Acknowledgement, PacketSection, PacketState, ReviewRating},
    papers::ReviewAddendum,
};
use crate::{access::Relation, people::PersonRef, wire::ReviewPacketId};

/// As of which day to read it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct PastReviewPacketQuery {
    /// As it stood at the end of this day, not in the future; today if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
}

/// A packet as it stood at the end of a day, as far as the caller would have read it then and reads it now. What things and
/// people are called is said as in the packet itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PastReviewPacket {
    /// Names it.
    pub id: ReviewPacketId,
    /// Of which cycle.
    pub cycle: ReviewCycleRef,
    /// Whom it is about.
    pub subject: PersonRef,
    /// How the caller stands to it now.
    pub relation: Relation,
    /// The day.
    pub as_of: NaiveDate,
    /// Where the cycle stood.
    pub stage: ReviewStage,
    /// Where it stood.
    pub state: PacketState,
    /// The steps of the scale, lowest first.
    pub scale: Vec<ScaleStep>,
    /// What the levels of competencies are called, lowest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
    /// What was asked, in the words of that day, and answered. Of sides with names it is what was handed in by then, in the
    /// version of then, of what counts as handed in now. Answers without names stand in it only if the person had it then and
    /// has it now, and then as they stand now: two days never tell them apart.
    pub sections: Vec<PacketSection>,
    /// The overall score of these, 0 to 1, if everything it counts is the caller's to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The rating that held then, with what had been said of it by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<ReviewRating>,
    /// What the manager summed up.
    pub summary: String,
    /// When it was released, if the person had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released_at: Option<DateTime<Utc>>,
    /// What the person had said to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledgement: Option<Acknowledgement>,
    /// And in their words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// When they said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// What had been added since it was signed, first to last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addenda: Vec<ReviewAddendum>,
    /// That the person disagreed, and what a second reader had said to it. Who may read it a second time is said in the packet
    /// itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute: Option<ReviewDispute>,
}
