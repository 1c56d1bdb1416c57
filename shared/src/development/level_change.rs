//! Proposals of another job, with the levels it asks for, on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::rules::LevelProposalState;
use crate::{
    access::Relation,
    people::PersonRef,
    wire::{LevelProposalId, check, choice::choice},
};

choice! {
    /// What can stand behind a proposal.
    pub enum EvidenceKind {
        /// An objective of the person's.
        Objective = "objective",
        /// Praise they got.
        Praise = "praise",
        /// A step of their plan.
        Step = "step",
    }
}

/// What was proposed for somebody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LevelProposals {
    /// Latest first; the last 100. Those that were granted are the history of their levels.
    pub items: Vec<LevelProposal>,
}

/// Another job that somebody proposes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LevelProposal {
    /// Names it.
    pub id: LevelProposalId,
    /// For whom.
    pub person: PersonRef,
    /// By whom: the person, or a manager of theirs.
    pub proposed_by: PersonRef,
    /// Their job when it was proposed; once it holds, the one it took the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_job_title: Option<String>,
    /// The job they would have, which says what is asked for.
    pub job_title: String,
    /// From when.
    pub starts_on: NaiveDate,
    /// Why.
    pub justification: String,
    /// What stands behind it, in the order in which it was named.
    pub evidence: Vec<LevelEvidence>,
    /// Where it stands.
    pub state: LevelProposalState,
    /// The manager who is for it; absent as long as none is, and where nobody leads them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_by: Option<PersonRef>,
    /// Who granted, refused, returned or withdrew it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<PersonRef>,
    /// When they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<DateTime<Utc>>,
    /// What whoever decided or returned it said about that; may be empty of what was granted.
    pub reason: String,
    /// Whether they have the job by it: what is granted for a day to come doesn't hold yet.
    pub holds: bool,
    /// When it was proposed.
    pub created_at: DateTime<Utc>,
    /// How the caller stands to it.
    pub relation: Relation,
    /// For `If-Match`.
    pub version: i64,
}

/// Something that stands behind a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LevelEvidence {
    /// What it is; absent if the caller may not open it, or it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thing: Option<EvidenceThing>,
}

/// What a caller may open of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EvidenceThing {
    /// What kind of thing it is.
    pub kind: EvidenceKind,
    /// Names it.
    pub id: Uuid,
    /// What it is called; of praise the first 120 characters.
    pub title: String,
}

/// A proposal to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewLevelProposal {
    /// The job they are to have, as people have it.
    #[garde(custom(check::line(1, 120)))]
    pub job_title: String,
    /// From when.
    #[garde(custom(check::date))]
    pub starts_on: NaiveDate,
    /// Why.
    #[garde(custom(check::lines(1, 4_000)))]
    pub justification: String,
    /// What stands behind it: things of the person's that the caller may open.
    #[serde(default)]
    #[garde(custom(check::count(0, 20)), dive)]
    pub evidence: Vec<NewEvidence>,
}

/// Something to stand behind a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewEvidence {
    /// What kind of thing it is.
    #[garde(skip)]
    pub kind: EvidenceKind,
    /// Names it.
    #[garde(skip)]
    pub id: Uuid,
}

/// Why a proposal is returned.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct LevelReason {
    /// What is missing.
    #[garde(custom(check::lines(1, 2_000)))]
    pub reason: String,
}

/// What an Admin decides.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct LevelDecision {
    /// Whether they get the job; otherwise it is refused.
    #[garde(skip)]
    pub granted: bool,
    /// Why; has to be said if it is refused.
    #[serde(default)]
    #[garde(custom(check::lines(0, 2_000)))]
    pub reason: String,
}

/// Path of a proposal.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct LevelProposalPath {
    /// The proposal.
    pub id: LevelProposalId,
}
