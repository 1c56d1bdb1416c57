//! The organisation's events, as other programs read them or are sent them: that something happened to something, and
//! whose doing it was. They quote nothing: whoever wants to know more reads the thing by the API, with what they may see.
//!
//! They are the part of the audit log that a program can do something with. A type is a promise: it is never renamed and
//! goes on meaning the same, while the log's own kinds may change.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    operation::Json,
    operations, permissions,
    wire::{EventId, Limit, PersonId, choice::choice},
};

permissions! { events;
    /// Read the organisation's events.
    VIEW "view" never, never, never, Admin;
}

operations! { "events";
    /// What happened in the organisation, oldest first, of the last 90 days. Read on with the `cursor` of the last answer as `after`; keep it, and ask again later. Nothing is ever added before it.
    ListEvents: Get "/api/v1/events" { query: EventFilter, answer: Json<EventBatch>, who: may VIEW }
}

/// For how long events can be read again, in days.
pub const KEPT_DAYS: i64 = 90;

choice! {
    /// What happened.
    pub enum EventType {
        /// Somebody was entered.
        PersonCreated = "person.created",
        /// What is known of somebody was changed: role, team and manager included.
        PersonUpdated = "person.updated",
        /// Somebody accepted their invitation.
        PersonJoined = "person.joined",
        /// Somebody left.
        PersonDeactivated = "person.deactivated",
        /// Somebody is back.
        PersonReactivated = "person.reactivated",
        /// Somebody who left was erased: forget them too.
        PersonErased = "person.erased",
        /// A file of people was imported; each person has an event as well.
        PeopleImported = "people_import.applied",
        /// A team was added.
        TeamCreated = "team.created",
        /// A team was changed.
        TeamUpdated = "team.updated",
        /// A team was removed.
        TeamDeleted = "team.deleted",
        /// A period was added.
        PeriodCreated = "period.created",
        /// A period was changed.
        PeriodUpdated = "period.updated",
        /// A period was removed.
        PeriodDeleted = "period.deleted",
        /// An objective was set.
        ObjectiveCreated = "objective.created",
        /// An objective was changed.
        ObjectiveUpdated = "objective.updated",
        /// An objective went to another state, such as active or achieved.
        ObjectiveMoved = "objective.moved",
        /// Somebody commented on an objective.
        ObjectiveCommented = "objective.commented",
        /// An objective goes on in another period.
        ObjectiveCarriedOver = "objective.carried_over",
        /// An objective was deleted.
        ObjectiveDeleted = "objective.deleted",
        /// A key result was added.
        KeyResultCreated = "key_result.created",
        /// A key result was changed.
        KeyResultUpdated = "key_result.updated",
        /// A key result was deleted.
        KeyResultDeleted = "key_result.deleted",
        /// Somebody checked in on a key result.
        CheckInCreated = "check_in.created",
        /// A KPI was added.
        KpiCreated = "kpi.created",
        /// A KPI was changed.
        KpiUpdated = "kpi.updated",
        /// Values of a KPI came in: by hand, by a file or by the API.
        KpiMeasured = "kpi.measured",
        /// A KPI, measured or computed, came to another state: it crossed a threshold.
        KpiThresholdCrossed = "kpi.threshold_crossed",
        /// A KPI was put aside.
        KpiArchived = "kpi.archived",
        /// A KPI is in use again.
        KpiRestored = "kpi.restored",
        /// An objective or a KPI was shared.
        ShareGranted = "share.granted",
        /// A share was changed.
        ShareUpdated = "share.updated",
        /// A share was taken back.
        ShareRevoked = "share.revoked",
        /// Somebody was praised.
        PraiseGiven = "praise.given",
        /// Praise was withdrawn or taken down.
        PraiseRemoved = "praise.removed",
        /// A review cycle was planned.
        ReviewCycleCreated = "review_cycle.created",
        /// A review cycle was changed.
        ReviewCycleUpdated = "review_cycle.updated",
        /// A review cycle began.
        ReviewCycleLaunched = "review_cycle.launched",
        /// A review cycle went on to another stage.
        ReviewCycleMoved = "review_cycle.moved",
        /// A review cycle was cancelled.
        ReviewCycleCancelled = "review_cycle.cancelled",
        /// A review cycle was deleted.
        ReviewCycleDeleted = "review_cycle.deleted",
        /// Somebody got what was written about them.
        ReviewPacketReleased = "review_packet.released",
        /// What somebody got was taken back before they had answered it: forget its rating too.
        ReviewPacketWithdrawn = "review_packet.withdrawn",
        /// A pulse asks people.
        PulseOpened = "pulse.opened",
        /// A pulse is over.
        PulseClosed = "pulse.closed",
        /// A competency was added.
        CompetencyCreated = "competency.created",
        /// A competency was changed.
        CompetencyUpdated = "competency.updated",
        /// Nothing happened: somebody tries whether a webhook arrives. It is sent, and in no list.
        WebhookPing = "webhook.ping",
    }
}

impl EventType {
    /// The kinds of events of the audit log that are told as this one.
    pub const fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::PersonCreated => &["people.created"],
            Self::PersonUpdated => &["people.edited"],
            Self::PersonJoined => &["people.joined"],
            Self::PersonDeactivated => &["people.deactivated"],
            Self::PersonReactivated => &["people.reactivated"],
            Self::PersonErased => &["people.erased"],
            Self::PeopleImported => &["people_imports.applied"],
            Self::TeamCreated => &["teams.created"],
            Self::TeamUpdated => &["teams.edited"],
            Self::TeamDeleted => &["teams.deleted"],
            Self::PeriodCreated => &["periods.created"],
            Self::PeriodUpdated => &["periods.edited"],
            Self::PeriodDeleted => &["periods.deleted"],
            Self::ObjectiveCreated => &["objectives.created"],
            Self::ObjectiveUpdated => &["objectives.edited", "objectives.supports", "objectives.supports_no_longer"],
            Self::ObjectiveMoved => &["objectives.moved"],
            Self::ObjectiveCommented => &["objectives.commented"],
            Self::ObjectiveCarriedOver => &["objectives.carried_over"],
            Self::ObjectiveDeleted => &["objectives.deleted"],
            Self::KeyResultCreated => &["key_results.created"],
            Self::KeyResultUpdated => &["key_results.edited", "key_results.follows", "key_results.follows_no_longer"],
            Self::KeyResultDeleted => &["key_results.deleted"],
            Self::CheckInCreated => &["check_ins.created"],
            Self::KpiCreated => &["kpis.created"],
            Self::KpiUpdated => &["kpis.edited"],
            Self::KpiMeasured => &["kpis.measured", "kpis.imported", "kpis.ingested"],
            Self::KpiThresholdCrossed => &["kpis.crossed"],
            Self::KpiArchived => &["kpis.archived"],
            Self::KpiRestored => &["kpis.restored"],
            Self::ShareGranted => &["shares.granted"],
            Self::ShareUpdated => &["shares.edited"],
            Self::ShareRevoked => &["shares.revoked"],
            Self::PraiseGiven => &["praise.given"],
            Self::PraiseRemoved => &["praise.withdrawn", "praise.taken_down"],
            Self::ReviewCycleCreated => &["review_cycles.created", "review_cycles.begun_by_rule"],
            Self::ReviewCycleUpdated => &["review_cycles.edited", "review_cycles.extended", "review_cycles.reworded"],
            Self::ReviewCycleLaunched => &["review_cycles.launched"],
            Self::ReviewCycleMoved => {
                &["review_cycles.moved", "review_cycles.moved_by_date", "review_cycles.taken_back"]
            }
            Self::ReviewCycleCancelled => &["review_cycles.cancelled"],
            Self::ReviewCycleDeleted => &["review_cycles.deleted"],
            Self::ReviewPacketReleased => &["review_packets.released", "review_packets.released_by_itself"],
            Self::ReviewPacketWithdrawn => &["review_packets.withdrawn"],
            Self::PulseOpened => &["pulse.opened"],
            Self::PulseClosed => &["pulse.closed"],
            Self::CompetencyCreated => &["competencies.created"],
            Self::CompetencyUpdated => &["competencies.edited"],
            Self::WebhookPing => &[],
        }
    }

    /// As what a kind of event of the audit log is told; `None` of what isn't.
    pub fn of_kind(kind: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|told| told.kinds().contains(&kind))
    }

    /// Whether it is in the list of what happened: all but the ping.
    pub const fn is_listed(self) -> bool {
        !matches!(self, Self::WebhookPing)
    }

    /// Where the API shows what it is about, with `{id}` for its id; `None` where it is shown in a list alone.
    pub const fn path(self) -> Option<&'static str> {
        match self {
            Self::PersonCreated
            | Self::PersonUpdated
            | Self::PersonJoined
            | Self::PersonDeactivated
            | Self::PersonReactivated => Some("/api/v1/people/{id}"),
            Self::PeopleImported => Some("/api/v1/people/imports/{id}"),
            Self::ObjectiveCreated
            | Self::ObjectiveUpdated
            | Self::ObjectiveMoved
            | Self::ObjectiveCommented
            | Self::ObjectiveCarriedOver => Some("/api/v1/objectives/{id}"),
            Self::KpiCreated
            | Self::KpiUpdated
            | Self::KpiMeasured
            | Self::KpiThresholdCrossed
            | Self::KpiArchived
            | Self::KpiRestored => Some("/api/v1/kpis/{id}"),
            Self::PraiseGiven => Some("/api/v1/praise/{id}"),
            Self::ReviewCycleCreated
            | Self::ReviewCycleUpdated
            | Self::ReviewCycleLaunched
            | Self::ReviewCycleMoved
            | Self::ReviewCycleCancelled => Some("/api/v1/review-cycles/{id}"),
            Self::ReviewPacketReleased | Self::ReviewPacketWithdrawn => Some("/api/v1/review-packets/{id}"),
            Self::PulseOpened | Self::PulseClosed => Some("/api/v1/pulses/{id}"),
            _ => None,
        }
    }

    /// In the list of what can be chosen: a sentence without a full stop.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PersonCreated => "Somebody is entered",
            Self::PersonUpdated => "Somebody's role, team, manager or other details change",
            Self::PersonJoined => "Somebody accepts their invitation",
            Self::PersonDeactivated => "Somebody leaves",
            Self::PersonReactivated => "Somebody is back",
            Self::PersonErased => "Somebody who left is erased",
            Self::PeopleImported => "A file of people is imported",
            Self::TeamCreated => "A team is added",
            Self::TeamUpdated => "A team changes",
            Self::TeamDeleted => "A team is removed",
            Self::PeriodCreated => "A period is added",
            Self::PeriodUpdated => "A period changes",
            Self::PeriodDeleted => "A period is removed",
            Self::ObjectiveCreated => "An objective is set",
            Self::ObjectiveUpdated => "An objective changes",
            Self::ObjectiveMoved => "An objective goes to another state",
            Self::ObjectiveCommented => "Somebody comments on an objective",
            Self::ObjectiveCarriedOver => "An objective goes on in another period",
            Self::ObjectiveDeleted => "An objective is deleted",
            Self::KeyResultCreated => "A key result is added",
            Self::KeyResultUpdated => "A key result changes",
            Self::KeyResultDeleted => "A key result is deleted",
            Self::CheckInCreated => "Somebody checks in",
            Self::KpiCreated => "A KPI is added",
            Self::KpiUpdated => "A KPI changes",
            Self::KpiMeasured => "Values of a KPI come in",
            Self::KpiThresholdCrossed => "A KPI crosses a threshold",
            Self::KpiArchived => "A KPI is archived",
            Self::KpiRestored => "A KPI is in use again",
            Self::ShareGranted => "Something is shared",
            Self::ShareUpdated => "A share changes",
            Self::ShareRevoked => "A share is taken back",
            Self::PraiseGiven => "Somebody is praised",
            Self::PraiseRemoved => "Praise is withdrawn or taken down",
            Self::ReviewCycleCreated => "A review cycle is planned",
            Self::ReviewCycleUpdated => "A review cycle changes",
            Self::ReviewCycleLaunched => "A review cycle begins",
            Self::ReviewCycleMoved => "A review cycle goes on to another stage",
            Self::ReviewCycleCancelled => "A review cycle is cancelled",
            Self::ReviewCycleDeleted => "A review cycle is deleted",
            Self::ReviewPacketReleased => "Somebody gets their review",
            Self::ReviewPacketWithdrawn => "A review that somebody got is taken back",
            Self::PulseOpened => "A pulse opens",
            Self::PulseClosed => "A pulse closes",
            Self::CompetencyCreated => "A competency is added",
            Self::CompetencyUpdated => "A competency changes",
            Self::WebhookPing => "Somebody tries a webhook",
        }
    }
}

/// Something that happened. Fields may be added; none goes or changes its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Event {
    /// Names it, wherever and however often it comes: it comes once in a list, and may come more than once by a webhook.
    pub id: EventId,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// When.
    pub timestamp: DateTime<Utc>,
    /// To what, and whose doing it was.
    pub data: EventData,
}

/// To what it happened, and whose doing it was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EventData {
    /// The id of the thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// Its address in the API, where it has one of its own. What you find there, your own rights decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Who did it; absent if the server did it by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_id: Option<PersonId>,
}

impl EventData {
    /// Of an event about the thing of that id.
    pub fn of(kind: EventType, id: Option<Uuid>, actor_id: Option<PersonId>) -> Self {
        let address = kind.path().zip(id).map(|(path, id)| path.replace("{id}", &id.to_string()));
        Self { id, address, actor_id }
    }
}

/// Which events, and from where on.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct EventFilter {
    /// The `cursor` of an earlier answer: only what came after it. Without it, from 90 days ago on. One that is older, or was never given, is refused as `bad_cursor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<EventId>,
    /// Only these types, with commas between them, such as `objective.created,objective.moved`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub types: Option<String>,
    /// How many at most: 1 to 100, 25 if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
}

impl EventFilter {
    /// The types that are asked for, all if none are named; the first that isn't one as the error.
    pub fn wanted(&self) -> Result<Vec<EventType>, String> {
        match self.types.as_deref() {
            None => Ok(EventType::ALL.to_vec()),
            Some(types) => {
                types.split(',').map(|name| EventType::parse(name.trim()).ok_or_else(|| name.to_owned())).collect()
            }
        }
    }
}

/// Events, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EventBatch {
    /// At most `limit` of them.
    pub items: Vec<Event>,
    /// Pass it as `after` to read on, now or later. It moves on even where nothing was asked for came. Absent only if nothing has happened yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<EventId>,
    /// Whether there is more already.
    pub more: bool,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        audit_log::kinds::{Shown, is_decided, shown},
        operation::Method,
    };

    #[test]
    fn nothing_is_told_that_admins_are_not_shown_and_nothing_twice() {
        let mut told = BTreeSet::new();
        for kind in EventType::ALL.iter().flat_map(|told| told.kinds()) {
            assert!(is_decided(kind) && shown(kind) != Shown::Kept, "{kind}");
            assert!(!kind.starts_with("accounts."), "who logs in when is for the audit log alone");
            assert!(told.insert(kind), "{kind} is told as two things");
        }
    }

    #[test]
    fn every_type_but_the_ping_happens_and_is_found_by_its_kinds() {
        for told in EventType::ALL {
            assert_eq!(told.kinds().is_empty(), !told.is_listed(), "{told}");
            assert!(told.kinds().iter().all(|kind| EventType::of_kind(kind) == Some(*told)), "{told}");
            let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            assert!(told.as_str().split_once('.').is_some_and(|(thing, what)| plain(thing) && plain(what)), "{told}");
        }
    }

    #[test]
    fn every_address_is_one_of_the_api() {
        let all = crate::every_operation();
        for path in EventType::ALL.iter().filter_map(|told| told.path()) {
            assert!(all.iter().any(|declared| declared.method == Method::Get && declared.path == path), "{path}");
        }
        let id = Uuid::from_u128(7);
        let data = EventData::of(EventType::KpiCreated, Some(id), None);
        assert_eq!(data.address, Some(format!("/api/v1/kpis/{id}")));
        assert_eq!(EventData::of(EventType::TeamCreated, Some(id), None).address, None);
    }

    #[test]
    fn types_are_named_with_commas_between_them() {
        let wanted = |types: &str| EventFilter { types: Some(types.to_owned()), ..EventFilter::default() }.wanted();
        let two = vec![EventType::KpiCreated, EventType::TeamDeleted];
        assert_eq!(wanted("kpi.created, team.deleted"), Ok(two));
        assert_eq!(wanted("kpi.created,kpi.sold"), Err("kpi.sold".to_owned()));
        assert!(wanted("").is_err());
        assert_eq!(EventFilter::default().wanted(), Ok(EventType::ALL.to_vec()));
    }
}
