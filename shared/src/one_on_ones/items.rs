//! Agenda items and action items on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    people::PersonRef,
    wire::{ActionItemId, AgendaItemId, MeetingId, OneOnOneId, Patch, PersonId, check},
};

/// Something to talk about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AgendaItem {
    /// Names it.
    pub id: AgendaItemId,
    /// The meeting it is on now.
    pub meeting_id: MeetingId,
    /// What about.
    pub body: String,
    /// Who put it there.
    pub author: PersonRef,
    /// How many meetings were held without it being ticked.
    pub carried: u16,
    /// When it was ticked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<DateTime<Utc>>,
    /// For `If-Match`.
    pub version: i64,
}

/// A meeting's agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Agenda {
    /// In order.
    pub items: Vec<AgendaItem>,
}

/// Items for an agenda.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewAgendaItems {
    /// What about, each on a line of its own, 1 to 20 of them.
    #[garde(custom(check::count(1, 20)), inner(custom(check::line(1, 300))))]
    pub items: Vec<String>,
}

/// Changes to an agenda item; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct AgendaItemChanges {
    /// What about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 300))))]
    pub body: Option<String>,
    /// Whether it is ticked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub done: Option<bool>,
    /// The item it is to stand behind; `null` puts it first.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<AgendaItemId>)]
    #[garde(skip)]
    pub after_id: Patch<AgendaItemId>,
}

/// Path of an agenda item.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct AgendaItemPath {
    /// The item.
    pub id: AgendaItemId,
}

/// What one of the two will do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ActionItem {
    /// Names it.
    pub id: ActionItemId,
    /// The meeting it was agreed in.
    pub meeting_id: MeetingId,
    /// What.
    pub body: String,
    /// Who will.
    pub owner: PersonRef,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
    /// When it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<DateTime<Utc>>,
    /// When it was agreed.
    pub created_at: DateTime<Utc>,
    /// For `If-Match`.
    pub version: i64,
}

/// An action item of the caller's that isn't done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MyActionItem {
    /// The item.
    pub item: ActionItem,
    /// The one-on-one it belongs to.
    pub one_on_one_id: OneOnOneId,
    /// Whom it was agreed with.
    pub with: PersonRef,
}

/// An action item to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewActionItem {
    /// What.
    #[garde(custom(check::line(1, 300)))]
    pub body: String,
    /// Which of the two will; the caller if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub owner_id: Option<PersonId>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub due_on: Option<NaiveDate>,
}

/// Changes to an action item; what is absent stays, `null` clears.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ActionItemChanges {
    /// What.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 300))))]
    pub body: Option<String>,
    /// Which of the two will.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub owner_id: Option<PersonId>,
    /// Until when.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<NaiveDate>)]
    #[garde(custom(check::patched(check::date)))]
    pub due_on: Patch<NaiveDate>,
    /// Whether it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub done: Option<bool>,
}

/// Path of an action item.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ActionItemPath {
    /// The item.
    pub id: ActionItemId,
}
