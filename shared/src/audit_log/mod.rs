//! The audit log as Admins read it: who did what to what, when and from where; and whether anybody has altered it.

pub mod kinds;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

pub use kinds::AuditTopic;

use crate::{
    operation::{Csv, File, Json, Ndjson, Noted},
    operations,
    people::PersonRef,
    permissions,
    wire::{Limit, Page, PersonId, SessionId, choice::choice},
};

permissions! { audit_log;
    /// Read the organisation's audit log, take it out as a file, and check that nobody has altered it.
    VIEW "view" never, never, never, Admin;
}

operations! { "audit_log";
    /// Who did what, latest first. What tells who wrote anonymously, and what is between people, isn't listed. Each page that is read is an event itself.
    ListAuditEvents: Get "/api/v1/audit-log" { query: AuditFilter, answer: Noted<Page<AuditEvent>>, who: may VIEW }
    /// The same as a CSV file, safe to open in a spreadsheet: at most 50,000 events. Takes the filters of the list,
    /// latest first, times in UTC; more are refused with 422. That it was taken is an event itself.
    ExportAuditCsv: Get "/api/v1/audit-log.csv" { query: AuditExport, answer: Csv, who: may VIEW, fresh }
    /// The same as lines of JSON, an event each: at most 50,000 events. Takes the filters of the list, latest first;
    /// more are refused with 422. That it was taken is an event itself.
    ExportAuditNdjson: Get "/api/v1/audit-log.ndjson" { query: AuditExport, answer: File<Ndjson>, who: may VIEW, fresh }
    /// Since when events are linked, so that none can be altered unnoticed. Events from before were linked on that day,
    /// as they stood then.
    ReadAuditChain: Get "/api/v1/audit-log/chain" { answer: Json<AuditChain>, who: may VIEW }
    /// Check every event of the organisation against its link to the one before, also those that aren't listed. Tells
    /// the first that isn't what was written: its number, and whether it was altered, is missing or was added. Nothing
    /// is mended, and the check is an event itself.
    CheckAuditChain: Post "/api/v1/audit-log/check" { answer: Json<ChainCheck>, who: may VIEW }
    /// Who was refused what in the last 90 days because they may not do it, and how often, latest first. Counted by
    /// person, operation and day, so no list of every attempt; it follows within seconds.
    ListRefusals: Get "/api/v1/audit-log/refusals" { query: RefusalFilter, answer: Json<Page<Refusal>>, who: may VIEW }
}

/// Which events to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct AuditFilter {
    /// Done by this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<PersonId>,
    /// About this part of the app.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub topic: Option<AuditTopic>,
    /// Of this kind, such as `people.edited`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// About the thing with this id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<Uuid>,
    /// From this day of the organisation on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Up to this day of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// By the request with this id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// From an address that contains this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Which events to take out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct AuditExport {
    /// Done by this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<PersonId>,
    /// About this part of the app.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub topic: Option<AuditTopic>,
    /// Of this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// About the thing with this id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<Uuid>,
    /// From this day of the organisation on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Up to this day of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// By the request with this id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// From an address that contains this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl From<AuditExport> for AuditFilter {
    fn from(asked: AuditExport) -> Self {
        let AuditExport { actor, topic, kind, resource, from, to, request, address } = asked;
        Self { actor, topic, kind, resource, from, to, request, address, limit: None, cursor: None }
    }
}

impl From<AuditFilter> for AuditExport {
    fn from(asked: AuditFilter) -> Self {
        let AuditFilter { actor, topic, kind, resource, from, to, request, address, .. } = asked;
        Self { actor, topic, kind, resource, from, to, request, address }
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AuditEvent {
    /// Names it.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, if anybody was logged in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<PersonRef>,
    /// Whether that was a service account, and nobody.
    #[serde(default)]
    pub by_service: bool,
    /// What, as `feature.past_tense`.
    pub kind: String,
    /// The thing it happened to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_id: Option<Uuid>,
    /// What that thing is called and where it is, if it is still there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<AuditedThing>,
    /// What it changed, field by field; empty for what isn't told in detail.
    pub changes: Vec<FieldChange>,
    /// From where; empty for what the server does by itself.
    pub address: String,
    /// On which device, of what happens to accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// By which request.
    pub request_id: String,
    /// By which session, or by which API token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<SessionId>,
    /// What that API token is called, if it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

/// A thing that something happened to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AuditedThing {
    /// What it is called.
    pub name: String,
    /// Whose page shows it, if one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<AuditPlace>,
    /// The id of that page.
    pub place_id: Uuid,
}

choice! {
    /// A kind of page.
    pub enum AuditPlace {
        /// A person's.
        Person = "person",
        /// An objective's.
        Objective = "objective",
        /// A KPI's.
        Kpi = "kpi",
        /// A review cycle's.
        ReviewCycle = "review_cycle",
    }
}

/// A field, what it was, and what it is now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FieldChange {
    /// The field, as `owner` or `measure.target`; empty where there is only one.
    pub field: String,
    /// What it was; absent if there was nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What it became; absent if nothing is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// How the log is kept from being altered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AuditChain {
    /// Since when events are linked as they are written. Those from before were linked on that day.
    pub linked_since: DateTime<Utc>,
}

/// What a check of the chain found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChainCheck {
    /// When it was made.
    pub checked_at: DateTime<Utc>,
    /// The first event that isn't what was written; absent if all are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broken: Option<BrokenLink>,
}

/// Where a chain is broken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BrokenLink {
    /// The number of the event among all of the organisation.
    pub number: i64,
    /// What is wrong with it.
    pub breach: Breach,
}

choice! {
    /// How a chain is broken.
    pub enum Breach {
        /// The event isn't what was written there.
        Altered = "altered",
        /// There is no such event any more.
        Missing = "missing",
        /// There never was such an event.
        Added = "added",
        /// The end of the chain is noted otherwise.
        Head = "head",
        /// It was another one when it was noted outside.
        Anchor = "anchor",
    }
}

/// Which page of refusals.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct RefusalFilter {
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// What somebody was refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Refusal {
    /// Who.
    pub person: PersonRef,
    /// Whether that is a service account, and nobody.
    pub by_service: bool,
    /// The operation they asked for, such as `edit_person`.
    pub operation: String,
    /// What that operation does; empty for one that is gone.
    pub summary: String,
    /// How often, in the last 90 days.
    pub times: i64,
    /// When last.
    pub last_at: DateTime<Utc>,
}
