//! How an organisation checks in by the week.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::wire::{check, choice::choice};

choice! {
    /// A day of the week.
    pub enum Weekday {
        /// The first, as ISO counts.
        Monday = "monday",
        /// The second.
        Tuesday = "tuesday",
        /// The third.
        Wednesday = "wednesday",
        /// The fourth.
        Thursday = "thursday",
        /// The fifth.
        Friday = "friday",
        /// The sixth.
        Saturday = "saturday",
        /// The last.
        Sunday = "sunday",
    }
}

/// How the organisation checks in by the week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WeeklySettings {
    /// Whether it does at all.
    pub enabled: bool,
    /// Whether people are asked how they are. Those above them and Admins see the answer with their name.
    pub mood: bool,
    /// The day a check-in is due.
    pub due_weekday: Weekday,
    /// The questions that take turns, one a week; if there are none, those that come with the app.
    pub questions: Vec<String>,
    /// For `If-Match`.
    pub version: i64,
}

/// Changes to the settings; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct WeeklySettingsChanges {
    /// Whether the organisation checks in by the week.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub enabled: Option<bool>,
    /// Whether people are asked how they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub mood: Option<bool>,
    /// The day a check-in is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub due_weekday: Option<Weekday>,
    /// The questions that take turns; at most 20. None: those that come with the app.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(up_to_twenty)))]
    pub questions: Option<Vec<String>>,
}

#[expect(clippy::ptr_arg, reason = "a rule is given what the field holds")]
fn up_to_twenty(questions: &Vec<String>, context: &()) -> garde::Result {
    if questions.len() > 20 {
        return Err(garde::Error::new("too_many:20"));
    }
    questions.iter().try_for_each(|question| check::line(1, 200)(question, context))
}
