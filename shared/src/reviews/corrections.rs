//! Numbers that were corrected after a review spoke of them: the review keeps what was known, and beside it stands what is
//! known since (`workflows.md` part 4, feature 9).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{kpis::rules::kinds::KpiKind, notifications::Subject, wire::choice::choice};

/// So many corrections stand beside a packet at most.
pub const MOST_CORRECTIONS: i64 = 100;

choice! {
    /// What was corrected.
    pub enum ReviewCorrectionKind {
        /// A value of a KPI: the last of a month.
        Kpi = "kpi",
        /// A check-in on a key result.
        CheckIn = "check_in",
    }
}

/// Numbers of the person's in the period of a cycle, as far as the caller sees them, that are others now than when the
/// person's and the managers' reviews were handed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewCorrections {
    /// The latest days first, at most 100.
    pub items: Vec<ReviewCorrection>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewCorrection {
    /// What was corrected.
    pub kind: ReviewCorrectionKind,
    /// The KPI, or the objective of the key result.
    pub about_id: Uuid,
    /// What the KPI or the key result is called.
    pub title: String,
    /// The day that the number speaks of.
    pub happened_on: NaiveDate,
    /// What was known; of money in minor units.
    pub was: f64,
    /// What is known now; absent if it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<f64>,
    /// What the numbers are.
    pub number_kind: KpiKind,
    /// Their unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// With how many decimals they are shown; as many as they have if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u8>,
}

impl ReviewCorrection {
    /// The page that tells more.
    pub fn page(&self) -> String {
        match self.kind {
            ReviewCorrectionKind::Kpi => Subject::Kpi.page(self.about_id),
            ReviewCorrectionKind::CheckIn => Subject::Objective.page(self.about_id),
        }
    }

    /// By what share of what it was it is more, or less if below zero; none of nothing, nor if it was withdrawn.
    pub fn share(&self) -> Option<f64> {
        let is = self.is?;
        (self.was != 0.0).then(|| (is - self.was) / self.was.abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(was: f64, is: Option<f64>) -> Option<f64> {
        let correction = ReviewCorrection {
            kind: ReviewCorrectionKind::Kpi,
            about_id: Uuid::nil(),
            title: String::new(),
            happened_on: NaiveDate::default(),
            was,
            is,
            number_kind: KpiKind::Number,
            unit: None,
            decimals: None,
        };
        correction.share()
    }

    #[test]
    fn the_share_is_of_what_was_known() {
        assert_eq!(share(50.0, Some(52.0)), Some(0.04));
        assert_eq!(share(-50.0, Some(-52.0)), Some(-0.04), "more below zero is less");
        assert_eq!((share(0.0, Some(2.0)), share(5.0, None)), (None, None));
    }
}
