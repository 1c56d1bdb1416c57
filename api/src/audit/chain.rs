//! The chain: each event carries the hash of itself and of the event before it.
//!
//! The migration `audit_chain` computes it as an event is written, and says in what form; this computes it again without
//! Postgres. Whoever edits, removes, moves or adds an event breaks the first link from there on.

use std::{collections::BTreeMap, fmt};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use shared::{audit_log::Breach, wire::id::OrganisationId};
use uuid::Uuid;

/// Microseconds from 1970 to 2000, from where Postgres counts.
const POSTGRES_EPOCH: i64 = 946_684_800_000_000;

/// An event as it stands in the database.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    /// Its number in its organisation: from 1 on, without gaps.
    pub seq: i64,
    /// Names it.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, if anybody was logged in.
    pub actor: Option<Uuid>,
    /// By which session.
    pub session: Option<Uuid>,
    /// What.
    pub kind: String,
    /// Of which feature.
    pub resource_kind: String,
    /// To which thing.
    pub resource: Option<Uuid>,
    /// What it was, as Postgres prints `jsonb`.
    pub before: Option<String>,
    /// What it became.
    pub after: Option<String>,
    /// From where.
    pub address: String,
    /// By which request.
    pub request: String,
    /// The hash it carries.
    pub hash: Vec<u8>,
}

/// The hash that an event must carry after one that carries `prior`.
pub fn link(prior: &[u8], org: OrganisationId, event: &Linked) -> [u8; 32] {
    let mut form = Form::default();
    form.bytes(prior);
    form.fixed(org.0.as_bytes());
    form.fixed(&event.seq.to_be_bytes());
    form.fixed(event.id.as_bytes());
    form.fixed(&event.at.timestamp_micros().saturating_sub(POSTGRES_EPOCH).to_be_bytes());
    form.maybe(event.actor.as_ref(), |form, id| form.fixed(id.as_bytes()));
    form.maybe(event.session.as_ref(), |form, id| form.fixed(id.as_bytes()));
    form.bytes(event.kind.as_bytes());
    form.bytes(event.resource_kind.as_bytes());
    form.maybe(event.resource.as_ref(), |form, id| form.fixed(id.as_bytes()));
    form.maybe(event.before.as_ref(), |form, text| form.bytes(text.as_bytes()));
    form.maybe(event.after.as_ref(), |form, text| form.bytes(text.as_bytes()));
    form.bytes(event.address.as_bytes());
    form.bytes(event.request.as_bytes());
    form.0.finalize().into()
}

/// What is hashed, part by part: no two events give the same bytes.
#[derive(Default)]
struct Form(Sha256);

impl Form {
    /// What has always as many bytes.
    fn fixed(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// What may be of any length; no column holds more than 1 GB.
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        self.0.update(bytes);
    }

    fn maybe<T>(&mut self, value: Option<&T>, then: impl FnOnce(&mut Self, &T)) {
        self.0.update([u8::from(value.is_some())]);
        if let Some(value) = value {
            then(self, value);
        }
    }
}

/// Where a chain is broken first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// The number of the event.
    pub seq: i64,
    /// What is wrong with it.
    pub how: Breach,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seq, how } = self;
        match how {
            Breach::Altered => write!(f, "event {seq} isn't what it was when it was written"),
            Breach::Missing => write!(f, "event {seq} is missing"),
            Breach::Added => write!(f, "event {seq} was added by somebody"),
            Breach::Head => write!(f, "the head says something else than event {seq}"),
            Breach::Anchor => {
                write!(f, "event {seq} isn't the one that was anchored: it or one before it was replaced")
            }
        }
    }
}

/// Goes along a chain, event by event from the first on, until a link doesn't hold.
#[derive(Debug)]
pub struct Walk {
    org: OrganisationId,
    seq: i64,
    hash: Vec<u8>,
    anchors: BTreeMap<i64, Vec<u8>>,
}

impl Walk {
    /// From before the first event. `anchors` are hashes that were seen at those numbers and kept elsewhere.
    pub fn new(org: OrganisationId, anchors: BTreeMap<i64, Vec<u8>>) -> Self {
        Self { org, seq: 0, hash: Vec::new(), anchors }
    }

    /// How many events hold so far.
    pub fn seq(&self) -> i64 {
        self.seq
    }

    /// The next event, in the order of numbers.
    pub fn step(&mut self, event: &Linked) -> Result<(), Broken> {
        let next = self.seq.saturating_add(1);
        if event.seq > next {
            return Err(Broken { seq: next, how: Breach::Missing });
        }
        let broken = |how| Err(Broken { seq: event.seq, how });
        if event.seq < next {
            return broken(Breach::Added);
        }
        if link(&self.hash, self.org, event).as_slice() != event.hash {
            return broken(Breach::Altered);
        }
        if self.anchors.remove(&event.seq).is_some_and(|anchored| anchored != event.hash) {
            return broken(Breach::Anchor);
        }
        self.seq = event.seq;
        self.hash.clone_from(&event.hash);
        Ok(())
    }

    /// After the last event: whether the head, and the anchors behind it, say so too.
    pub fn end(self, head_seq: i64, head_hash: &[u8]) -> Result<(), Broken> {
        let next = self.seq.saturating_add(1);
        let anchored = self.anchors.keys().any(|seq| *seq > self.seq);
        if head_seq > self.seq || anchored {
            return Err(Broken { seq: next, how: Breach::Missing });
        }
        if head_seq < self.seq {
            return Err(Broken { seq: head_seq.saturating_add(1), how: Breach::Added });
        }
        if head_hash != self.hash {
            return Err(Broken { seq: self.seq, how: Breach::Head });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ORG: OrganisationId = OrganisationId(Uuid::from_u128(7));

    fn event() -> impl Strategy<Value = Linked> {
        let id = || any::<Option<u128>>().prop_map(|id| id.map(Uuid::from_u128));
        let text = || prop::option::of("[a-z{}\":é]{0,12}");
        (
            (any::<u128>(), 0_i64..4_000_000_000_000_000, id(), id(), "[a-z_.]{1,12}"),
            (id(), text(), text(), "\\PC{0,8}"),
        )
            .prop_map(|((own, at, actor, session, kind), (resource, before, after, address))| Linked {
                seq: 0,
                id: Uuid::from_u128(own),
                at: DateTime::from_timestamp_micros(at).unwrap_or_default(),
                actor,
                session,
                resource_kind: kind.clone(),
                kind,
                resource,
                before,
                after,
                request: address.clone(),
                address,
                hash: Vec::new(),
            })
    }

    fn chain() -> impl Strategy<Value = Vec<Linked>> {
        prop::collection::vec(event(), 1..12).prop_map(|mut events| {
            let mut prior = Vec::new();
            for (seq, event) in (1..).zip(&mut events) {
                event.seq = seq;
                event.hash = link(&prior, ORG, event).to_vec();
                prior.clone_from(&event.hash);
            }
            events
        })
    }

    /// Checks what is left of a chain against the head it had, or the anchors.
    fn check(events: &[Linked], head: &Linked, anchors: &[&Linked]) -> Result<(), Broken> {
        let anchors = anchors.iter().map(|event| (event.seq, event.hash.clone())).collect();
        let mut walk = Walk::new(ORG, anchors);
        events.iter().try_for_each(|event| walk.step(event))?;
        walk.end(head.seq, &head.hash)
    }

    fn broken(seq: i64, how: Breach) -> Result<(), Broken> {
        Err(Broken { seq, how })
    }

    proptest! {
        #[test]
        fn a_chain_as_it_was_written_holds(events in chain()) {
            let head = events.last().unwrap();
            prop_assert_eq!(check(&events, head, &[&events[0], head]), Ok(()));
        }

        #[test]
        fn an_edited_event_is_named(events in chain(), at in any::<prop::sample::Index>(), part in 0_usize..10) {
            let (mut edited, at) = (events.clone(), at.index(events.len()));
            let event = &mut edited[at];
            match part {
                0 => event.id = Uuid::from_u128(event.id.as_u128() ^ 1),
                1 => event.at += chrono::TimeDelta::microseconds(1),
                2 => event.actor = if event.actor.is_some() { None } else { Some(Uuid::nil()) },
                3 => event.session = if event.session.is_some() { None } else { Some(Uuid::nil()) },
                4 => event.kind.push('x'),
                5 => event.resource = if event.resource.is_some() { None } else { Some(Uuid::nil()) },
                6 => event.before = if event.before.is_some() { None } else { Some(String::new()) },
                // What moves from one column to the next is another event.
                7 => event.resource_kind.push_str(&std::mem::take(&mut event.kind)),
                8 => event.address.push('1'),
                _ => event.request.insert(0, '1'),
            }
            let head = events.last().unwrap();
            prop_assert_eq!(check(&edited, head, &[]), broken(events[at].seq, Breach::Altered));
        }

        #[test]
        fn an_event_that_was_removed_is_named(events in chain(), at in any::<prop::sample::Index>()) {
            let (mut left, at) = (events.clone(), at.index(events.len()));
            let gone = left.remove(at);
            prop_assert_eq!(check(&left, events.last().unwrap(), &[]), broken(gone.seq, Breach::Missing));
            // Those behind it moved up: the first of them isn't what was written there.
            left.iter_mut().skip(at).for_each(|event| event.seq -= 1);
            let how = if at == left.len() { Breach::Missing } else { Breach::Altered };
            prop_assert_eq!(check(&left, events.last().unwrap(), &[]), broken(gone.seq, how));
        }

        #[test]
        fn two_events_that_changed_places_are_named(
            events in chain(), one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(),
        ) {
            let (one, other) = (one.index(events.len()), other.index(events.len()));
            prop_assume!(one != other);
            let mut swapped = events.clone();
            swapped.swap(one, other);
            for (seq, event) in (1..).zip(&mut swapped) {
                event.seq = seq;
            }
            let first = events[one.min(other)].seq;
            prop_assert_eq!(check(&swapped, events.last().unwrap(), &[]), broken(first, Breach::Altered));
        }

        #[test]
        fn a_tail_that_was_cut_is_named_by_the_head_or_by_an_anchor(events in chain(), at in any::<prop::sample::Index>()) {
            let left = &events[..at.index(events.len())];
            let (cut, head) = (broken(events[left.len()].seq, Breach::Missing), events.last().unwrap());
            prop_assert_eq!(check(left, head, &[]), cut);
            if let Some(last) = left.last() {
                // Who cuts the head back as well is given away by what was kept elsewhere alone.
                prop_assert_eq!(check(left, last, &[]), Ok(()));
                prop_assert_eq!(check(left, last, &[head]), cut);
            }
        }

        #[test]
        fn a_chain_that_was_written_anew_is_found_by_an_anchor(
            events in chain(), at in any::<prop::sample::Index>(), seen in any::<prop::sample::Index>(),
        ) {
            let (mut forged, at, seen) = (events.clone(), at.index(events.len()), seen.index(events.len()));
            forged[at].kind.push('x');
            let mut prior = at.checked_sub(1).map(|before| forged[before].hash.clone()).unwrap_or_default();
            for event in &mut forged[at..] {
                event.hash = link(&prior, ORG, event).to_vec();
                prior.clone_from(&event.hash);
            }
            let head = forged.last().unwrap();
            let found = check(&forged, head, &[&events[seen]]);
            let expected = if seen < at { Ok(()) } else { broken(events[seen].seq, Breach::Anchor) };
            prop_assert_eq!(found, expected);
        }
    }
}
