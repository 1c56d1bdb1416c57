//! How reviews stand, on the wire: what of those due in a period is written, released and answered, and which ratings
//! came of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{DashboardFilter, Stretch, rules::share};
use crate::{
    goals::Scope,
    people::{PersonRef, TeamRef},
    reviews::{PacketState, ReviewCycleRef, ReviewStage},
    wire::{Limit, PeriodId, PersonId, ReviewCycleId, ReviewPacketId, TeamId},
};

/// How the reviews stand that were to be written in a period: those of all cycles whose writing was due in it. Without any
/// period, those of all cycles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewDashboard {
    /// The period looked at; absent while there is none at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Stretch>,
    /// The one before it, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Stretch>,
    /// All that the caller may see.
    pub total: ReviewCounts,
    /// The same of the period before, as it stands today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_before: Option<ReviewCounts>,
    /// By the team that people are in now, by name; last those in none.
    pub teams: Vec<TeamReviews>,
    /// Which ratings there are, cycle by cycle, latest due first: of cycles that compare ratings before they are released,
    /// and of people whose rating the caller reads.
    pub ratings: Vec<CycleRatings>,
}

/// How many reviews stand how. What somebody gets of a cycle is counted as one of its people, whatever is written in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReviewCounts {
    /// People whose reviews are being gathered.
    pub collecting: i64,
    /// People who have theirs.
    pub released: i64,
    /// People who have answered theirs.
    pub acknowledged: i64,
    /// Reviews there are to write about them all, without those that were declined or are void.
    pub reviews: i64,
    /// Of these, handed in.
    pub submitted: i64,
}

impl ReviewCounts {
    /// How many people.
    pub const fn people(self) -> i64 {
        self.collecting + self.released + self.acknowledged
    }

    /// How many people's stand like this.
    pub const fn of(self, state: PacketState) -> i64 {
        match state {
            PacketState::Collecting => self.collecting,
            PacketState::Released => self.released,
            PacketState::Acknowledged => self.acknowledged,
        }
    }

    /// One more person, with so many reviews to write and so many of them handed in.
    pub const fn add(&mut self, state: PacketState, reviews: i64, submitted: i64) {
        match state {
            PacketState::Collecting => self.collecting += 1,
            PacketState::Released => self.released += 1,
            PacketState::Acknowledged => self.acknowledged += 1,
        }
        self.reviews += reviews;
        self.submitted += submitted;
    }

    /// The share of reviews that are handed in, 0 to 1; `None` if there are none to write.
    pub fn submitted_share(self) -> Option<f64> {
        share(self.submitted, self.reviews)
    }

    /// The share of people who have theirs, 0 to 1; `None` if there is nobody.
    pub fn released_share(self) -> Option<f64> {
        share(self.people() - self.collecting, self.people())
    }
}

/// How the reviews about a team's people stand, those of teams below it left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TeamReviews {
    /// The team; absent for people in none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// How they stand.
    pub counts: ReviewCounts,
    /// How those of the period before stand today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<ReviewCounts>,
}

/// Which ratings there are in a cycle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CycleRatings {
    /// The cycle.
    pub cycle: ReviewCycleRef,
    /// How many have which rating, from the lowest step of the cycle's scale to its highest.
    pub steps: Vec<RatingCount>,
    /// How many have none.
    pub none: i64,
    /// The latest cycle with the same scale that was due in the period before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<CycleRatingsBefore>,
    /// Teams, and the people of one manager, whose ratings differ from everybody else's in the cycle by more than chance
    /// (Mann-Whitney U, two-sided, at 0.05 for all groups of the cycle together by Holm's procedure). Groups of fewer
    /// than eight people, or fewer than the cycle shows answers of, are not compared.
    pub apart: Vec<RatingsApart>,
}

/// Which ratings there were in an earlier cycle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CycleRatingsBefore {
    /// The cycle.
    pub cycle: ReviewCycleRef,
    /// How many had which rating, from the lowest step to the highest.
    pub steps: Vec<RatingCount>,
    /// How many had none.
    pub none: i64,
}

/// A group whose ratings differ from the others' by more than chance. That alone says nothing of why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RatingsApart {
    /// The team; absent where it is a manager's people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// Whose people; absent where it is a team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonRef>,
    /// How many of them have a rating.
    pub people: i64,
    /// How often somebody of the group is rated higher than somebody outside it, 0 to 1; equal ratings count half.
    pub higher: f64,
    /// How likely chance alone sets them at least that far apart, 0 to 1.
    pub chance: f64,
}

/// How many have a rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RatingCount {
    /// What the step is called.
    pub word: String,
    /// How many.
    pub count: i64,
}

/// What stands behind the dashboard: somebody's reviews in a cycle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewStanding {
    /// What they get.
    pub packet: ReviewPacketId,
    /// Of which cycle.
    pub cycle: ReviewCycleRef,
    /// Where that stands.
    pub stage: ReviewStage,
    /// The day on which writing was due.
    pub write_by: NaiveDate,
    /// Whom it is about.
    pub subject: PersonRef,
    /// The team they are in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// Who leads them now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonRef>,
    /// Where it stands.
    pub state: PacketState,
    /// Reviews there are to write about them.
    pub reviews: i64,
    /// Of these, handed in.
    pub submitted: i64,
    /// The rating that holds, as a word of the scale; absent where there is none, or none that the caller reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<String>,
}

/// Which of what stands behind the dashboard to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ReviewStandingFilter {
    /// Due in this period; in the current one if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<PeriodId>,
    /// About people of this team or one below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// About this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// As of the other dashboards; reviews are shared with nobody, so that it changes nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub scope: Option<Scope>,
    /// Standing like this.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub state: Option<PacketState>,
    /// Of this cycle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cycle: Option<ReviewCycleId>,
    /// With this rating, as a step of the cycle's scale, counted from 1, the lowest; 0 for those who have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl ReviewStandingFilter {
    /// The dashboard that the rows stand behind.
    pub const fn dashboard(&self) -> DashboardFilter {
        DashboardFilter { period: self.period, team: self.team, person: self.person, scope: self.scope, as_of: None }
    }
}
