//! The audit log: who did what to what, when, from where. Append-only: the runtime role can add and
//! read events, nothing else. Each event is linked to the one before (`chain`), and where the chain ends is told to the
//! outside (`anchors`).

pub mod anchors;
pub mod chain;
pub mod command;
mod identity;
mod reading;

use diesel::{
    define_sql_function,
    prelude::*,
    select,
    sql_types::{Array, Jsonb, Nullable, Text, Uuid as SqlUuid},
};
use serde::Serialize;
use serde_json::{Value, json};
use shared::wire::id::OrganisationId;
use uuid::Uuid;

use crate::{
    db::{AccountTx, TenantTx},
    http::{Facts, Failure},
};

pub(crate) use reading::{Head, check, head, linked_since};

define_sql_function! {
    /// See the migration `audit_append`.
    #[expect(clippy::too_many_arguments, reason = "an event has as many columns")]
    fn append_event(
        org: SqlUuid,
        id: SqlUuid,
        actor: Nullable<SqlUuid>,
        session: Nullable<SqlUuid>,
        kind: Text,
        resource_kind: Text,
        resource: Nullable<SqlUuid>,
        before: Nullable<Jsonb>,
        after: Nullable<Jsonb>,
        address: Text,
        request: Text,
    ) -> BigInt;
}

define_sql_function! {
    /// See the migration `audit_chain`.
    #[expect(clippy::too_many_arguments, reason = "an event has as many columns")]
    fn append_events(
        org: SqlUuid,
        actor: Nullable<SqlUuid>,
        session: Nullable<SqlUuid>,
        address: Text,
        request: Text,
        ids: Array<SqlUuid>,
        kinds: Array<Text>,
        resource_kinds: Array<Text>,
        resources: Array<Nullable<SqlUuid>>,
        befores: Array<Nullable<Jsonb>>,
        afters: Array<Nullable<Jsonb>>,
    ) -> BigInt;
}

/// Events a statement writes.
const AT_ONCE: usize = 500;

/// Something that happened to something.
#[derive(Debug, Clone)]
pub struct Event {
    kind: &'static str,
    resource_kind: &'static str,
    resource_id: Option<Uuid>,
    before: Option<Value>,
    after: Option<Value>,
}

impl Event {
    /// `kind` is `feature.past_tense`, such as `people.created`; its feature is the kind of resource.
    pub fn new(kind: &'static str, resource_id: impl Into<Uuid>) -> Self {
        Self { resource_id: Some(resource_id.into()), ..Self::general(kind) }
    }

    /// An event about no single thing.
    pub fn general(kind: &'static str) -> Self {
        let resource_kind = kind.split_once('.').map_or(kind, |(feature, _)| feature);
        Self { kind, resource_kind, resource_id: None, before: None, after: None }
    }

    /// With what it was. Secrets and private notes never go in here.
    pub fn before(self, value: &impl Serialize) -> Self {
        Self { before: serde_json::to_value(value).ok(), ..self }
    }

    /// With what it is now. Secrets and private notes never go in here.
    pub fn after(self, value: &impl Serialize) -> Self {
        Self { after: serde_json::to_value(value).ok(), ..self }
    }

    /// As it is written: people by their ids alone.
    fn nameless(self) -> Self {
        let (before, after) = identity::without_identity(self.resource_kind, self.before, self.after);
        Self { before, after, ..self }
    }
}

impl TenantTx<'_> {
    /// Writes an event in this transaction, as the actor's doing.
    pub fn note(&mut self, event: Event) -> Result<(), Failure> {
        if let Some(later) = &mut self.later {
            later.push(event);
            return Ok(());
        }
        let (org, [person, session], facts) = (self.actor.org, self.doer(), self.facts.clone());
        append(self.conn(), org, person, session, &facts, event)?;
        self.notes += 1;
        Ok(())
    }

    /// Writes many events, in their order: for what one request does to thousands of things.
    pub fn note_all(&mut self, events: &[Event]) -> Result<(), Failure> {
        if let Some(later) = &mut self.later {
            later.extend_from_slice(events);
            return Ok(());
        }
        let (org, [person, session], facts) = (self.actor.org, self.doer(), self.facts.clone());
        let events: Vec<Event> = events.iter().cloned().map(Event::nameless).collect();
        for some in events.chunks(AT_ONCE) {
            select(append_events(
                org.0,
                person,
                session,
                facts.address.to_string(),
                &facts.request_id,
                some.iter().map(|_| Uuid::now_v7()).collect::<Vec<_>>(),
                some.iter().map(|event| event.kind).collect::<Vec<_>>(),
                some.iter().map(|event| event.resource_kind).collect::<Vec<_>>(),
                some.iter().map(|event| event.resource_id).collect::<Vec<_>>(),
                some.iter().map(|event| event.before.clone()).collect::<Vec<_>>(),
                some.iter().map(|event| event.after.clone()).collect::<Vec<_>>(),
            ))
            .execute(self.conn())?;
            self.notes += some.len();
        }
        Ok(())
    }

    /// Does something long whose events are written at its end, in their order: whoever has written one keeps all others of the
    /// organisation from writing theirs until the transaction ends.
    pub(crate) fn noting_later<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Failure>) -> Result<T, Failure> {
        // What goes on within something that notes later leaves that one's events in place, and adds its own.
        let outer = self.later.replace(Vec::new());
        let done = work(self);
        let events = std::mem::replace(&mut self.later, outer).unwrap_or_default();
        let done = done?;
        self.note_all(&events)?;
        Ok(done)
    }

    /// The person and the session: a job's doing is nobody's, or somebody's without a session.
    fn doer(&self) -> [Option<Uuid>; 2] {
        [self.actor.person.0, self.actor.session.0].map(|id| Some(id).filter(|id| !id.is_nil()))
    }
}

impl AccountTx<'_> {
    /// Writes an event of an organisation this transaction has entered, done by `person` if known.
    pub fn note(
        &mut self,
        org: OrganisationId,
        person: Option<Uuid>,
        session: Option<Uuid>,
        facts: &Facts,
        event: Event,
    ) -> Result<(), Failure> {
        append(self.conn(), org, person, session, facts, event)
    }
}

/// Takes the next number under lock and writes the event with it: no gaps, no doubles.
fn append(
    conn: &mut PgConnection,
    org: OrganisationId,
    person: Option<Uuid>,
    session: Option<Uuid>,
    facts: &Facts,
    event: Event,
) -> Result<(), Failure> {
    let event = event.nameless();
    let after = on_device(&event, facts);
    select(append_event(
        org.0,
        Uuid::now_v7(),
        person,
        session,
        event.kind,
        event.resource_kind,
        event.resource_id,
        event.before,
        after,
        facts.address.to_string(),
        &facts.request_id,
    ))
    .execute(conn)?;
    Ok(())
}

/// What it is now; of an account's events also on which device it happened, since a log-in that failed has no session that
/// would say so.
fn on_device(event: &Event, facts: &Facts) -> Option<Value> {
    if event.resource_kind != "accounts" {
        return event.after.clone();
    }
    let mut after = event.after.clone().unwrap_or_else(|| json!({}));
    if let Some(fields) = after.as_object_mut() {
        fields.entry("device").or_insert_with(|| Value::from(facts.device.as_str()));
    }
    Some(after)
}
