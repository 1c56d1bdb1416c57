//! Rolling reviews on the wire: rules that review people by the day on which each of them started.

use chrono::NaiveDate;
use garde::{Error, Validate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::cycles::ReviewNaming;
use crate::{
    people::{PersonRef, TeamRef},
    wire::{Limit, Patch, PersonId, ReviewTemplateId, RollingReviewId, TeamId, check},
};

/// After so many different numbers of days a rule reviews somebody at most.
pub const MOST_ROLLING_DAYS: usize = 6;

/// A rule that reviews people by the day on which each of them started.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RollingReview {
    /// Names it.
    pub id: RollingReviewId,
    /// What it is called; its cycles are called so, with their day.
    pub name: String,
    /// What it asks: the version of the form that holds on the day.
    pub template_id: ReviewTemplateId,
    /// What the template is called.
    pub template_name: String,
    /// After how many days from the start date, in order; none if it is on each anniversary of it.
    pub after_days: Vec<u16>,
    /// For how many days people write.
    pub writing_days: u8,
    /// For how many days after that it is talked over and released.
    pub sharing_days: u8,
    /// Who learns who wrote what reports say.
    pub naming: ReviewNaming,
    /// Fewer answers of reports than these are never shown, where they have no names.
    pub minimum: u8,
    /// Reviews only people in this team or below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// Since when it is on; absent while it is off. Days before it are over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_since: Option<NaiveDate>,
    /// How many times somebody was reviewed by it.
    pub people: i64,
    /// For `If-Match`.
    pub version: i64,
}

/// A rule with whom it leaves out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RollingReviewDetail {
    /// The rule.
    pub rule: RollingReview,
    /// Leaves these out.
    pub excluded: Vec<PersonRef>,
}

/// A rule by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RollingReviewRef {
    /// Names it.
    pub id: RollingReviewId,
    /// What it is called.
    pub name: String,
}

/// Somebody whose day comes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RollingReviewDue {
    /// Who.
    pub person: PersonRef,
    /// After how many days from their start date; or years, where the rule is on anniversaries.
    pub after: u16,
    /// The day on which it begins; the Monday after, if it falls on a weekend.
    pub due_on: NaiveDate,
    /// Who leads them. Without somebody who does, nothing begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonRef>,
}

/// A rule to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewRollingReview {
    /// What it is called.
    #[garde(custom(check::line(1, 90)))]
    pub name: String,
    /// What it asks: a template that is in use. Peers are not asked, whatever it says.
    #[garde(skip)]
    pub template_id: ReviewTemplateId,
    /// After how many days from the start date, 1 to 1095, at most 6 of them; none for each anniversary of it.
    #[serde(default)]
    #[garde(custom(days()))]
    pub after_days: Vec<u16>,
    /// For how many days people write, 5 to 60.
    #[garde(custom(check::between(5, 60)))]
    pub writing_days: u8,
    /// For how many days after that it is talked over and released, 1 to 60.
    #[garde(custom(check::between(1, 60)))]
    pub sharing_days: u8,
    /// Who learns who wrote what reports say.
    #[garde(skip)]
    pub naming: ReviewNaming,
    /// Fewer answers of reports than these are never shown, where they have no names: 3 to 10, 4 if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(3, 10))))]
    pub minimum: Option<u8>,
    /// Reviews only people in this team or below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub team_id: Option<TeamId>,
    /// Leaves these out; at most 200.
    #[serde(default)]
    #[garde(custom(check::count(0, 200)))]
    pub excluded: Vec<PersonId>,
    /// Whether it is on, from today.
    #[serde(default)]
    #[garde(skip)]
    pub on: bool,
}

/// Changes to a rule; what is absent stays. Cycles that began keep what they began with.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct RollingReviewChanges {
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 90))))]
    pub name: Option<String>,
    /// What it asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub template_id: Option<ReviewTemplateId>,
    /// After how many days from the start date; none for each anniversary of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(days())))]
    pub after_days: Option<Vec<u16>>,
    /// For how many days people write, 5 to 60.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(5, 60))))]
    pub writing_days: Option<u8>,
    /// For how many days after that it is talked over and released, 1 to 60.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(1, 60))))]
    pub sharing_days: Option<u8>,
    /// Who learns who wrote what reports say.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub naming: Option<ReviewNaming>,
    /// Fewer answers of reports than these are never shown, where they have no names.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(3, 10))))]
    pub minimum: Option<u8>,
    /// Reviews only people in this team or below it.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<TeamId>)]
    #[garde(skip)]
    pub team_id: Patch<TeamId>,
    /// Leaves these out; at most 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::count(0, 200))))]
    pub excluded: Option<Vec<PersonId>>,
    /// Whether it is on. Switched on again, it begins with the days from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub on: Option<bool>,
}

fn days() -> impl FnOnce(&Vec<u16>, &()) -> garde::Result {
    |days, context| {
        check::count(0, MOST_ROLLING_DAYS)(days, context)?;
        if days.iter().all(|day| (1..=1095).contains(day)) { Ok(()) } else { Err(Error::new("out_of_range:1–1095")) }
    }
}

/// Path of a rule.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct RollingReviewPath {
    /// The rule.
    pub id: RollingReviewId,
}

/// Which part of a list of rules, or of whose day comes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct RollingReviewFilter {
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_few_and_near() {
        let code = |list: &[u16]| days()(&list.to_vec(), &()).map_err(|error| error.message().to_owned());
        assert_eq!(code(&[]), Ok(()));
        assert_eq!(code(&[30, 60, 1095]), Ok(()));
        assert_eq!(code(&[0]), Err("out_of_range:1–1095".to_owned()));
        assert_eq!(code(&[1096]), Err("out_of_range:1–1095".to_owned()));
        assert_eq!(code(&[1, 2, 3, 4, 5, 6, 7]), Err("too_many:6".to_owned()));
    }
}
