//! What a cycle asks for when, and who could write as a peer and why: looked at before it is settled.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{NOMINATE, RUN, ReviewCyclePath, rehearsal::RehearsalCalendar};
use crate::{
    operation::Json,
    operations,
    people::PersonRef,
    wire::{PersonId, ReviewPacketId, choice::choice},
};

operations! { "reviews";
    /// The days of a cycle on which something is due, what that is, and for how many.
    /// It changes nothing, and before the launch it is what the launch sets.
    ReadRehearsalCalendar: Get "/api/v1/review-cycles/{id}/rehearsal/calendar" { params: ReviewCyclePath, answer: Json<RehearsalCalendar>, who: may RUN }
    /// Peers for those who have too few and whose peers the caller settles, with why: evenly, and nobody over the cap.
    /// It changes nothing; `nominate_review_peers` settles them. Nothing once writing begins.
    ReadReviewPeerProposals: Get "/api/v1/review-cycles/{id}/peer-proposals" { params: ReviewCyclePath, query: ReviewPeerProposalFilter, answer: Json<ReviewPeerProposals>, who: may NOMINATE }
}

/// So many people's proposals are listed at most.
pub const MOST_PROPOSALS: usize = 100;

choice! {
    /// From where somebody knows whom they could write about.
    #[derive(PartialOrd, Ord)]
    pub enum ReviewPeerReason {
        /// They gave each other feedback or praise in the period of the cycle.
        Feedback = "feedback",
        /// They have a part in the same goal of the period.
        Goal = "goal",
        /// They are in the same team.
        Team = "team",
    }
}

/// Peers for those of a cycle who have too few.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewPeerProposals {
    /// How many have too few, of those whose peers the caller settles.
    pub lacking: i64,
    /// The first 100 of them, by name.
    pub first: Vec<ReviewPeerProposal>,
}

/// Peers for somebody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewPeerProposal {
    /// Whom they would write about.
    pub person: PersonRef,
    /// Where it is settled; none before the launch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packet_id: Option<ReviewPacketId>,
    /// For `If-Match`; none before the launch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// Who is named already, and stays.
    pub named: Vec<PersonRef>,
    /// Who is proposed beside them.
    pub proposed: Vec<ProposedReviewPeer>,
    /// How many more they would need: nobody else knows them who has room.
    pub short: i64,
}

/// Somebody who could write as a peer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProposedReviewPeer {
    /// Who.
    pub person: PersonRef,
    /// From where they know each other, as far as the caller sees it.
    pub why: Vec<ReviewPeerReason>,
    /// How many reviews they would write as a peer, if all that is proposed were settled.
    pub load: i64,
    /// Whether nobody else who knows the person, and isn't proposed for them, would have fewer.
    pub least: bool,
}

/// Whose proposals to read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ReviewPeerProposalFilter {
    /// Those for this person alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<PersonId>,
}
