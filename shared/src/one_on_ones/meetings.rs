//! Meetings on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    ActionItem, AgendaItem,
    rules::state::{MeetingState, MeetingStep},
};
use crate::{
    access::Relation,
    people::PersonRef,
    weekly_check_ins::WeeklyCheckIn,
    wire::{Limit, MeetingId, OneOnOneId, Patch, PersonId, check, choice::choice},
};

choice! {
    /// Which end of time.
    pub enum MeetingWhen {
        /// What is planned, soonest first; what nobody has said was held included.
        Upcoming = "upcoming",
        /// What was held or skipped, latest first.
        Past = "past",
    }
}

/// One meeting of two people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Meeting {
    /// Names it.
    pub id: MeetingId,
    /// The one-on-one it belongs to.
    pub one_on_one_id: OneOnOneId,
    /// Who set the one-on-one up.
    pub organiser: PersonRef,
    /// With whom.
    pub partner: PersonRef,
    /// Who comes to this meeting as a guest: they read what is shared in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest: Option<PersonRef>,
    /// Its day by the rule.
    pub occurs_on: NaiveDate,
    /// When it is.
    pub starts_at: DateTime<Utc>,
    /// How long, in minutes.
    pub minutes: u16,
    /// Whether it was moved from where the rule has it.
    pub moved: bool,
    /// Where it is in its life.
    pub state: MeetingState,
    /// A room or a link; empty to all but the two and their guest.
    pub place: String,
    /// How many items on its agenda aren't ticked; for the two and their guest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_items: Option<i64>,
    /// Whether the one-on-one has ended.
    pub has_ended: bool,
    /// How the caller stands to it.
    pub relation: Relation,
    /// For `If-Match`; of its notes and its time.
    pub version: i64,
}

impl Meeting {
    /// Who meets `person`; the organiser for anybody else.
    pub fn other_than(&self, person: PersonId) -> &PersonRef {
        if self.organiser.id == person { &self.partner } else { &self.organiser }
    }
}

/// A meeting with what hangs on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MeetingDetail {
    /// The meeting.
    pub meeting: Meeting,
    /// What is said; for the two who meet, and their guest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<MeetingContent>,
    /// Whether its guest comes to every meeting to come.
    #[serde(default)]
    pub guest_always: bool,
    /// When an Admin opened it, and why; for the two and Admins.
    pub openings: Vec<MeetingOpening>,
    /// The meeting before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_id: Option<MeetingId>,
    /// The meeting after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_id: Option<MeetingId>,
}

/// What two people say to each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MeetingContent {
    /// The shared notes, as Markdown.
    pub notes: String,
    /// What was or is to be talked about, in order; of the past also what went on to the next meeting.
    pub agenda: Vec<AgendaItem>,
    /// What they agreed to do here, and what was still open from before, oldest first.
    pub action_items: Vec<ActionItem>,
    /// Open action items of the caller's from one-on-ones that have ended, which they can take along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offered: Vec<ActionItem>,
    /// What the two wrote by the week since they met before, as far as the caller reads it; of each the latest 3.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weeks: Vec<WeeklyCheckIn>,
}

/// An Admin's look into a meeting of others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MeetingOpening {
    /// Who.
    pub opened_by: PersonRef,
    /// Why.
    pub reason: String,
    /// When.
    pub opened_at: DateTime<Utc>,
}

/// Path of one meeting.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct MeetingPath {
    /// The meeting.
    pub id: MeetingId,
}

/// Which meetings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct MeetingFilter {
    /// What is to come (if unsaid) or what was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub when: Option<MeetingWhen>,
    /// Of this one-on-one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_on_one: Option<OneOnOneId>,
    /// Of this person, or with them as a guest.
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

/// Changes to a meeting; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct MeetingChanges {
    /// The shared notes, as Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::lines(0, 20_000))))]
    pub notes: Option<String>,
    /// When it is to be, of a planned one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub starts_at: Option<DateTime<Utc>>,
    /// Who is the guest of this meeting; `null` lets them out.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<PersonId>)]
    #[garde(skip)]
    pub guest_id: Patch<PersonId>,
    /// Whether `guest_id` is for every meeting to come as well, until they are let out of all; letting out of all does so of
    /// earlier ones, too. Without `guest_id` it says nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[garde(skip)]
    pub every_time: bool,
}

/// A step in a meeting's life.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Which.
    #[garde(skip)]
    pub step: MeetingStep,
}

/// Why an Admin opens what two others wrote.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct OpeningReason {
    /// Both are told, in these words; at least 20 characters.
    #[garde(custom(check::line(20, 300)))]
    pub reason: String,
}

/// What somebody wrote about a meeting for themselves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PrivateNote {
    /// The note, as Markdown.
    pub body: String,
    /// For `If-Match`; 0 if there is none yet.
    pub version: i64,
}

/// A private note to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PrivateNoteChange {
    /// The note, as Markdown.
    #[garde(custom(check::lines(0, 20_000)))]
    pub body: String,
}
