//! One-on-ones on the wire.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rules::recurrence;
use crate::{
    access::Relation,
    people::PersonRef,
    wire::{ActionItemId, Limit, MeetingId, OneOnOneId, PersonId, check, choice::choice},
};

choice! {
    /// Why a one-on-one ended.
    pub enum EndReason {
        /// One of the two ended it.
        ByHand = "by_hand",
        /// One is no longer the other's manager.
        ManagerChanged = "manager_changed",
        /// One has left.
        Left = "left",
        /// Its rule is over.
        Over = "over",
    }
}

/// Two people who meet by a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OneOnOne {
    /// Names it.
    pub id: OneOnOneId,
    /// Who set it up.
    pub organiser: PersonRef,
    /// With whom.
    pub partner: PersonRef,
    /// On which days: a recurrence rule (RFC 5545), such as `FREQ=WEEKLY;BYDAY=TU`.
    pub rule: String,
    /// The first day it can be.
    pub starts_on: NaiveDate,
    /// At which time of day there.
    pub starts_at: NaiveTime,
    /// Where that time is kept, summer and winter: an IANA name.
    pub time_zone: String,
    /// How long, in minutes.
    pub minutes: u16,
    /// A room or a link; empty to all but the two.
    pub place: String,
    /// The next meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_meeting_id: Option<MeetingId>,
    /// When that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_at: Option<DateTime<Utc>>,
    /// When they last met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at: Option<DateTime<Utc>>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime<Utc>>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_because: Option<EndReason>,
    /// How the caller stands to it.
    pub relation: Relation,
    /// For `If-Match`.
    pub version: i64,
}

impl OneOnOne {
    /// Who meets `person`; the organiser for anybody else.
    pub fn other_than(&self, person: PersonId) -> &PersonRef {
        if self.organiser.id == person { &self.partner } else { &self.organiser }
    }
}

/// Path of one.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct OneOnOnePath {
    /// The one-on-one.
    pub id: OneOnOneId,
}

/// Which one-on-ones.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct OneOnOneFilter {
    /// Of this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Only those that have ended, or only those that haven't.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<bool>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A one-on-one to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewOneOnOne {
    /// With whom.
    #[garde(skip)]
    pub partner_id: PersonId,
    /// On which days, such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=TU`: weekly by days, or monthly by a weekday or a day. With `UNTIL` or
    /// `COUNT` it ends by itself. A week without a day means that of `starts_on`.
    #[garde(custom(|rule: &String, context: &()| recurrence::check(rule, context)))]
    pub rule: String,
    /// The first day it can be.
    #[garde(custom(check::date))]
    pub starts_on: NaiveDate,
    /// At which time of day.
    #[garde(skip)]
    pub starts_at: NaiveTime,
    /// Where that time is kept: an IANA name; the organisation's if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 64))))]
    pub time_zone: Option<String>,
    /// How long, 5 to 480 minutes.
    #[garde(custom(duration))]
    pub minutes: u16,
    /// A room or a link.
    #[serde(default)]
    #[garde(custom(check::line(0, 300)))]
    pub place: String,
}

/// Changes to a one-on-one; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct OneOnOneChanges {
    /// On which days.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(|rule: &String, context: &()| recurrence::check(rule, context))))]
    pub rule: Option<String>,
    /// The first day it can be by the new rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub starts_on: Option<NaiveDate>,
    /// At which time of day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub starts_at: Option<NaiveTime>,
    /// Where that time is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 64))))]
    pub time_zone: Option<String>,
    /// How long, 5 to 480 minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(duration)))]
    pub minutes: Option<u16>,
    /// A room or a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(0, 300))))]
    pub place: Option<String>,
}

fn duration(value: &u16, (): &()) -> garde::Result {
    if (5..=480).contains(value) { Ok(()) } else { Err(garde::Error::new("minutes_out_of_range")) }
}

/// What is taken along from a one-on-one that has ended.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CarriedItems {
    /// The open action items, at least one.
    #[garde(custom(check::count(1, 50)))]
    pub action_item_ids: Vec<ActionItemId>,
}

/// With whom a one-on-one is missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MissingOneOnOnes {
    /// The manager first, then reports by name; at most 100.
    pub items: Vec<MissingOneOnOne>,
}

/// Somebody with whom there is no one-on-one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MissingOneOnOne {
    /// Who.
    pub person: PersonRef,
    /// Whether they are the caller's manager; else they report to the caller.
    pub is_manager: bool,
}
