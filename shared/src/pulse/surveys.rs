//! Pulses on the wire.

use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::questions::{MOST_QUESTIONS, NewQuestion, Question};
use crate::{
    access::Relation,
    people::{PersonRef, TeamRef},
    wire::{Limit, Patch, PersonId, PulseId, TeamId, check, choice::choice},
};

/// People whose answers are counted together at least, unless a pulse says more.
pub const USUAL_MINIMUM: u8 = 4;
/// With fewer than these nothing can honestly be called anonymous, so nothing opens.
pub const LEAST_ASKED: usize = 10;

choice! {
    /// Where a pulse stands.
    pub enum PulseState {
        /// Being written; only Admins see it.
        Draft = "draft",
        /// It opens by itself on its day.
        Scheduled = "scheduled",
        /// It can be answered.
        Open = "open",
        /// Counted.
        Closed = "closed",
    }
}

choice! {
    /// A step in the life of a pulse.
    pub enum PulseStep {
        /// Open it now, or on its day if that is to come.
        Open = "open",
        /// Call it back before it opens.
        CallBack = "call_back",
        /// Close and count it now.
        Close = "close",
    }
}

choice! {
    /// Why a pulse can't open.
    pub enum Barrier {
        /// It would ask too few people to be anonymous.
        TooFew = "too_few",
        /// Another pulse that is open asks some of the same people.
        Overlap = "overlap",
    }
}

/// A pulse.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Pulse {
    /// Names it.
    pub id: PulseId,
    /// What it is called.
    pub title: String,
    /// Where it stands.
    pub state: PulseState,
    /// The day it opens.
    pub opens_on: NaiveDate,
    /// The last day it can be answered.
    pub closes_on: NaiveDate,
    /// Fewer answers than these are never shown together.
    pub minimum: u8,
    /// Whether everybody sees the results of the whole.
    pub share_total: bool,
    /// It comes again after so many weeks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_weeks: Option<u8>,
    /// Which time it is asked, from 1.
    pub wave: i32,
    /// How many people it asks; from its opening on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<i64>,
    /// Whether at least the minimum have taken part. More is not told while it is open.
    pub enough: bool,
    /// Whether it asks the caller.
    pub asks_me: bool,
    /// Whether the caller has taken their ballot.
    pub took_ballot: bool,
    /// How the caller stands to it.
    pub relation: Relation,
    /// For `If-Match`.
    pub version: i64,
}

/// A pulse by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PulseRef {
    /// Names it.
    pub id: PulseId,
    /// What it is called.
    pub title: String,
    /// The last day it can be answered.
    pub closes_on: NaiveDate,
}

/// A pulse with its questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PulseDetail {
    /// The pulse.
    pub pulse: Pulse,
    /// What it asks, in order.
    pub questions: Vec<Question>,
    /// Whom it asks; for Admins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// What its ballots are signed with, the same for everybody; while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_key: Option<String>,
    /// The last day on which what was written can be answered, the same for everybody; once it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_until: Option<NaiveDate>,
}

/// Whom a pulse asks: everybody active for whom all of this holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = PulseAudience)]
pub struct Audience {
    /// In this team or below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// Started on this day or later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_from: Option<NaiveDate>,
    /// Started on this day or earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_until: Option<NaiveDate>,
    /// Not one of these.
    pub excluded: Vec<PersonRef>,
    /// Not asked by another pulse within so many weeks.
    pub rest_weeks: u8,
    /// Of those, so many in a hundred, by lot.
    pub sample_percent: u8,
}

/// Whom a pulse would ask now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PulsePreview {
    /// How many people.
    pub asked: i64,
    /// Why it can't open so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barrier: Option<Barrier>,
    /// The groups it could be counted in, the whole first; smaller ones are counted in the next larger.
    pub groups: Vec<super::results::Group>,
}

/// A pulse to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewPulse {
    /// What it is called.
    #[garde(custom(check::line(1, 120)))]
    pub title: String,
    /// The day it opens, in the organisation.
    #[garde(custom(check::date))]
    pub opens_on: NaiveDate,
    /// The last day it can be answered, in the organisation.
    #[garde(custom(check::date))]
    pub closes_on: NaiveDate,
    /// Fewer answers than these are never shown together; 3 to 10, 4 if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(least_together)))]
    pub minimum: Option<u8>,
    /// Whether everybody sees the results of the whole.
    #[serde(default)]
    #[garde(skip)]
    pub share_total: bool,
    /// Comes again after so many weeks, 1 to 52.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(weeks)))]
    pub every_weeks: Option<u8>,
    /// Asks only people in this team or below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub team_id: Option<TeamId>,
    /// Asks only people who started on this day or later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub started_from: Option<NaiveDate>,
    /// Asks only people who started on this day or earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub started_until: Option<NaiveDate>,
    /// Doesn't ask these; at most 200.
    #[serde(default)]
    #[garde(custom(at_most_200))]
    pub excluded: Vec<PersonId>,
    /// Doesn't ask whom another pulse has asked within so many weeks, up to 52.
    #[serde(default)]
    #[garde(custom(rest))]
    pub rest_weeks: u8,
    /// Asks so many in a hundred of them, by lot; 10 to 100, all if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(percent)))]
    pub sample_percent: Option<u8>,
    /// What it asks: 1 to 20 questions.
    #[garde(dive, custom(some_questions))]
    pub questions: Vec<NewQuestion>,
}

/// Changes to a pulse.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct PulseChanges {
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 120))))]
    pub title: Option<String>,
    /// The day it opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub opens_on: Option<NaiveDate>,
    /// The last day it can be answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub closes_on: Option<NaiveDate>,
    /// Fewer answers than these are never shown together. Can rise at any time, and never fall once it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(least_together)))]
    pub minimum: Option<u8>,
    /// Whether everybody sees the results of the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub share_total: Option<bool>,
    /// Comes again after so many weeks.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<u8>)]
    #[garde(custom(check::patched(weeks)))]
    pub every_weeks: Patch<u8>,
    /// Asks only people in this team or below it.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<TeamId>)]
    #[garde(skip)]
    pub team_id: Patch<TeamId>,
    /// Asks only people who started on this day or later.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<NaiveDate>)]
    #[garde(custom(check::patched(check::date)))]
    pub started_from: Patch<NaiveDate>,
    /// Asks only people who started on this day or earlier.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<NaiveDate>)]
    #[garde(custom(check::patched(check::date)))]
    pub started_until: Patch<NaiveDate>,
    /// Doesn't ask these.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(|all: &Vec<PersonId>, at: &()| at_most_200(all, at))))]
    pub excluded: Option<Vec<PersonId>>,
    /// Doesn't ask whom another pulse has asked within so many weeks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(rest)))]
    pub rest_weeks: Option<u8>,
    /// Asks so many in a hundred of them, by lot.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(percent)))]
    pub sample_percent: Option<u8>,
    /// What it asks, all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(dive, custom(check::maybe(|all: &Vec<NewQuestion>, at: &()| some_questions(all, at))))]
    pub questions: Option<Vec<NewQuestion>>,
}

impl PulseChanges {
    /// Whether anything but the minimum is to change.
    pub fn is_more_than_minimum(&self) -> bool {
        let rest = Self { minimum: None, ..self.clone() };
        serde_json::to_value(rest).is_ok_and(|rest| rest != serde_json::json!({}))
    }
}

/// A step to take.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PulseMove {
    /// Which.
    #[garde(skip)]
    pub step: PulseStep,
}

/// Path of one pulse.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PulsePath {
    /// The pulse.
    pub id: PulseId,
}

/// Which pulses to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct PulseFilter {
    /// Standing so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub state: Option<PulseState>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

fn within(least: u8, most: u8, code: &'static str) -> impl Fn(&u8, &()) -> garde::Result {
    move |value, _| if (least..=most).contains(value) { Ok(()) } else { Err(garde::Error::new(code)) }
}

fn least_together(value: &u8, context: &()) -> garde::Result {
    within(3, 10, "number_out_of_range:10")(value, context)
}

fn weeks(value: &u8, context: &()) -> garde::Result {
    within(1, 52, "number_out_of_range:52")(value, context)
}

fn rest(value: &u8, context: &()) -> garde::Result {
    within(0, 52, "number_out_of_range:52")(value, context)
}

fn percent(value: &u8, context: &()) -> garde::Result {
    within(10, 100, "number_out_of_range:100")(value, context)
}

fn at_most_200(value: &[PersonId], _: &()) -> garde::Result {
    if value.len() <= 200 { Ok(()) } else { Err(garde::Error::new("too_many:200")) }
}

fn some_questions(value: &[NewQuestion], _: &()) -> garde::Result {
    match value.len() {
        0 => Err(garde::Error::new("required")),
        many if many > MOST_QUESTIONS => Err(garde::Error::new(format!("too_many:{MOST_QUESTIONS}"))),
        _ => Ok(()),
    }
}
