//! Who has opened what is about you: reading is no secret from whom it is about.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    development::DevelopmentPath, goals::ObjectivePath, improvement::ImprovementPlanPath, kpis::KpiPath,
    operation::Json, operations, people::PersonRef, permissions, reviews::ReviewPacketPath, wire::choice::choice,
};

permissions! { openings;
    /// See who has opened what is one's own.
    VIEW "view" Employee, never, never, Admin;
}

operations! { "openings";
    /// Who has opened an objective, latest first. Its owner's own visits are not counted.
    ListObjectiveOpenings: Get "/api/v1/objectives/{id}/openings" { params: ObjectivePath, answer: Json<Openings>, who: may VIEW }
    /// Who has opened somebody's development, latest first.
    /// When each did first and last, for at most the latest 100; `count` counts them all.
    ListDevelopmentOpenings: Get "/api/v1/people/{id}/development/openings" { params: DevelopmentPath, answer: Json<Openings>, who: may VIEW }
    /// Who has opened what was written about somebody in a review cycle, latest first; on paper, too.
    /// When each did first and last, for at most the latest 100; `count` counts them all.
    ListReviewPacketOpenings: Get "/api/v1/review-packets/{id}/openings" { params: ReviewPacketPath, answer: Json<Openings>, who: may VIEW }
    /// Who has opened a KPI, latest first. The visits of whoever answers for it are not counted.
    /// When each did first and last, for at most the latest 100; `count` counts them all.
    ListKpiOpenings: Get "/api/v1/kpis/{id}/openings" { params: KpiPath, answer: Json<Openings>, who: may VIEW }
    /// Who has opened an improvement plan, latest first; on paper, too. Its person knows from its start on.
    /// When each did first and last, for at most the latest 100; `count` counts them all.
    ListImprovementPlanOpenings: Get "/api/v1/improvement-plans/{id}/openings" { params: ImprovementPlanPath, answer: Json<Openings>, who: may VIEW }
}

/// How many are listed at most; [`Openings::count`] counts all.
pub const MOST: i64 = 100;

choice! {
    /// What can be opened.
    pub enum Opened {
        /// An objective.
        Objective = "objective",
        /// How somebody stands, and their plan.
        Development = "development",
        /// What somebody gets of a review cycle.
        ReviewPacket = "review_packet",
        /// A KPI.
        Kpi = "kpi",
        /// An improvement plan.
        ImprovementPlan = "improvement_plan",
    }
}

/// Somebody who has opened a thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SeenBy {
    /// Who.
    pub person: PersonRef,
    /// When first.
    pub first_at: DateTime<Utc>,
    /// When last.
    pub last_at: DateTime<Utc>,
}

/// Who has opened a thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Openings {
    /// How many have.
    pub count: i64,
    /// The latest hundred of them.
    pub items: Vec<SeenBy>,
}
