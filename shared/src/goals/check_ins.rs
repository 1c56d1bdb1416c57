//! Check-ins on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rules::kinds::CheckInStatus;
use crate::{
    people::PersonRef,
    wire::{CheckInId, KeyResultId, Limit, MilestoneId, Paged, PersonId, check, choice::choice},
};

choice! {
    /// What is in the way.
    pub enum BlockerKind {
        /// Somebody has to decide.
        Decision = "decision",
        /// Hands or skills are missing.
        People = "people",
        /// Money is missing.
        Budget = "budget",
        /// Somebody else's work comes first.
        Dependency = "dependency",
        /// Something else.
        Other = "other",
    }
}

choice! {
    /// How a check-in came in.
    pub enum Source {
        /// Somebody typed it.
        Hand = "hand",
        /// From a file.
        Csv = "csv",
        /// From a program.
        Api = "api",
        /// From the KPI that the key result follows.
        Kpi = "kpi",
    }
}

/// A dated update of a key result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CheckIn {
    /// Names it.
    pub id: CheckInId,
    /// The key result.
    pub key_result_id: KeyResultId,
    /// The day it speaks of.
    pub as_of: NaiveDate,
    /// The value on that day; of a milestone the share done.
    pub value: f64,
    /// How it looks.
    pub status: CheckInStatus,
    /// How sure the author is that it will be reached, 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    /// What changed.
    pub comment: String,
    /// What is in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocker: Option<Blocker>,
    /// Who can clear that, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocker_owner: Option<PersonRef>,
    /// Evidence.
    pub links: Vec<String>,
    /// Who said it.
    pub author: PersonRef,
    /// How it came in.
    pub source: Source,
    /// When it became known.
    pub created_at: DateTime<Utc>,
    /// The check-in it corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes_id: Option<CheckInId>,
    /// The check-in that corrects it: this one no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<CheckInId>,
}

/// What is in the way, whose it is, and what comes next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Blocker {
    /// What is in the way.
    #[garde(skip)]
    pub kind: BlockerKind,
    /// Who can clear it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub owner_id: Option<PersonId>,
    /// What comes next.
    #[garde(custom(check::line(1, 300)))]
    pub next_step: String,
}

/// A check-in to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewCheckIn {
    /// The day it speaks of, not in the future; today in the organisation if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub as_of: Option<NaiveDate>,
    /// The value on that day; needed for all kinds but milestone, and not taken where it comes from a KPI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub value: Option<f64>,
    /// The milestones that are done by then; needed for a milestone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub milestones_done: Option<Vec<MilestoneId>>,
    /// How it looks.
    #[garde(skip)]
    pub status: CheckInStatus,
    /// How sure you are that it will be reached, 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(up_to_ten)))]
    pub confidence: Option<u8>,
    /// What changed.
    #[serde(default)]
    #[garde(custom(check::lines(0, 2000)))]
    pub comment: String,
    /// What is in the way; only when not on track.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub blocker: Option<Blocker>,
    /// Evidence: at most 10 addresses, http or https.
    #[serde(default)]
    #[garde(custom(web_links))]
    pub links: Vec<String>,
    /// The check-in this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub supersedes_id: Option<CheckInId>,
}

/// Which check-ins to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct CheckInFilter {
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

// By hand: it has no filter beside the two.
impl Paged for CheckInFilter {
    fn at(self, limit: Limit, cursor: Option<String>) -> Self {
        Self { limit: Some(limit), cursor }
    }

    fn says(&self) -> Option<&'static str> {
        let limit = self.limit.is_some().then_some("limit");
        limit.or_else(|| self.cursor.is_some().then_some("cursor"))
    }
}

/// Path of one check-in.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct CheckInPath {
    /// The check-in.
    pub id: CheckInId,
}

fn up_to_ten(value: &u8, _: &()) -> garde::Result {
    if *value <= 10 { Ok(()) } else { Err(garde::Error::new("number_out_of_range:10")) }
}

fn web_links(links: &[String], _: &()) -> garde::Result {
    let good = |link: &String| {
        (link.starts_with("https://") || link.starts_with("http://"))
            && link.len() <= 2000
            && !link.chars().any(|c| c.is_control() || c.is_whitespace())
    };
    if links.len() > 10 {
        return Err(garde::Error::new("too_many:10"));
    }
    if links.iter().all(good) { Ok(()) } else { Err(garde::Error::new("bad_link")) }
}
