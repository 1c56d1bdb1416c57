//! Weekly check-ins on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rules::MOST_LINES;
use crate::{
    access::Relation,
    mentions::{few_mentions, without_ids},
    people::PersonRef,
    wire::{Limit, Patch, PersonId, WeeklyCheckInId, check},
};

/// Something a person means to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Intention {
    /// In a line.
    pub text: String,
    /// For how many weeks it has been carried over.
    pub carried: u32,
}

/// A person's week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WeeklyCheckIn {
    /// Names it.
    pub id: WeeklyCheckInId,
    /// Whose week.
    pub person: PersonRef,
    /// Its Monday.
    pub week: NaiveDate,
    /// Whether they were away: nothing else is said then.
    pub away: bool,
    /// What they did.
    pub did: Vec<String>,
    /// What they will do.
    pub will_do: Vec<Intention>,
    /// Where they are stuck.
    pub stuck: Vec<String>,
    /// Whom these lines name, as `@` with their name of today, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<PersonRef>,
    /// How they are: 1 (bad) to 5 (great).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mood: Option<u8>,
    /// The question of the week.
    pub question: String,
    /// What they said to it.
    pub reply: String,
    /// When it was read: from then on it stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<DateTime<Utc>>,
    /// The answer that closed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<WeeklyAnswer>,
    /// When it was first written.
    pub created_at: DateTime<Utc>,
    /// When it was last changed by its writer.
    pub updated_at: DateTime<Utc>,
    /// How the caller stands to it.
    pub relation: Relation,
    /// For `If-Match`.
    pub version: i64,
}

/// What a manager said to a week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WeeklyAnswer {
    /// Who.
    pub author: PersonRef,
    /// What.
    pub body: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The caller's week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MyWeek {
    /// Its Monday.
    pub week: NaiveDate,
    /// The day its check-in is due.
    pub due_on: NaiveDate,
    /// Whether the organisation checks in by the week.
    pub enabled: bool,
    /// Whether it asks how people are.
    pub asks_mood: bool,
    /// The question of the week.
    pub question: String,
    /// What is left of the week before: those are to be ticked off, carried over or dropped.
    pub unfinished: Vec<Intention>,
    /// What was written already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_in: Option<WeeklyCheckIn>,
}

/// The week of those who report to the caller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TeamWeek {
    /// Its Monday.
    pub week: NaiveDate,
    /// The day its check-ins are due.
    pub due_on: NaiveDate,
    /// Whether the organisation checks in by the week.
    pub enabled: bool,
    /// Everybody who reports to the caller directly, by name; at most 200.
    pub items: Vec<TeamWeekItem>,
}

/// One person of a team in one week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TeamWeekItem {
    /// Who.
    pub person: PersonRef,
    /// What they wrote, if they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_in: Option<WeeklyCheckIn>,
}

/// Path of one weekly check-in.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct WeeklyPath {
    /// The weekly check-in.
    pub id: WeeklyCheckInId,
}

/// Which week.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct WeekQuery {
    /// Any of its days; this week if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub week: Option<NaiveDate>,
}

/// Which weekly check-ins to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct WeeklyFilter {
    /// Of this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A weekly check-in to be. Each list has at most 5 lines. `@{id}` in a line names somebody who reads the check-in, at most 20
/// in all; it is read with their names.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct NewWeeklyCheckIn {
    /// A day of the week: of this one, or the one before. This week if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub week: Option<NaiveDate>,
    /// Whether you were away; nothing else is said then.
    #[garde(skip)]
    pub away: bool,
    /// What you did.
    #[garde(custom(five_lines))]
    pub did: Vec<String>,
    /// What you will do. A line that stands in the week before counts as carried over.
    #[garde(custom(five_lines))]
    pub will_do: Vec<String>,
    /// Where you are stuck.
    #[garde(custom(five_lines))]
    pub stuck: Vec<String>,
    /// How you are: 1 (bad) to 5 (great). Those above you and Admins see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(one_to_five)))]
    pub mood: Option<u8>,
    /// What you say to the question of the week.
    #[garde(custom(check::lines(0, 1000)))]
    pub reply: String,
}

/// Changes to a weekly check-in; what is absent stays, `null` clears. Whom the lines name already can be named by `@` and
/// their name, too.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct WeeklyChanges {
    /// Whether you were away.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub away: Option<bool>,
    /// What you did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(five_lines)))]
    pub did: Option<Vec<String>>,
    /// What you will do.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(five_lines)))]
    pub will_do: Option<Vec<String>>,
    /// Where you are stuck.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(five_lines)))]
    pub stuck: Option<Vec<String>>,
    /// How you are: 1 (bad) to 5 (great).
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<u8>)]
    #[garde(custom(check::patched(one_to_five)))]
    pub mood: Patch<u8>,
    /// What you say to the question of the week.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::lines(0, 1000))))]
    pub reply: Option<String>,
}

/// A manager's answer to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewWeeklyAnswer {
    /// What you say to it. `@{id}` names somebody who reads the check-in, at most 20; it is read with their names.
    #[garde(custom(check::lines(1, 2000)), custom(few_mentions))]
    pub body: String,
}

#[expect(clippy::ptr_arg, reason = "a rule is given what the field holds")]
fn five_lines(lines: &Vec<String>, context: &()) -> garde::Result {
    if lines.len() > MOST_LINES {
        return Err(garde::Error::new("too_many:5"));
    }
    // Whom a line names isn't read as an id.
    lines.iter().try_for_each(|line| check::line(1, 200)(&without_ids(line), context))
}

fn one_to_five(mood: &u8, _: &()) -> garde::Result {
    if (1..=5).contains(mood) { Ok(()) } else { Err(garde::Error::new("out_of_range:1–5")) }
}
