//! What people are refused: counted in memory for a moment and written by the way. A refusal takes its transaction back, so it
//! can't be noted there; and a line for each would let whoever is refused lock the audit log for everybody.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    problem::Code,
    wire::{PersonId, id::OrganisationId},
};

use super::Failure;
use crate::db::Actor;

/// So many different ones wait at most: somebody has a few hundred at hand, and they are written every few seconds.
const MOST: usize = 20_000;

/// Somebody is refused something on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Refused {
    /// Where.
    pub org: OrganisationId,
    /// Who.
    pub person: PersonId,
    /// What they asked for: an operation's type name.
    pub operation: &'static str,
    /// The day of it, in UTC.
    pub day: NaiveDate,
}

/// How often, and when last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// How often.
    pub count: i64,
    /// The last time.
    pub last_at: DateTime<Utc>,
}

/// The refusals that are not written yet.
#[derive(Debug, Default)]
pub struct Refusals(Mutex<HashMap<Refused, Times>>);

impl Refusals {
    /// Counts it, if the actor was refused for what they may not do. Whoever is asked for another step isn't.
    pub(super) fn note(&self, actor: &Actor, operation: &'static str, failure: &Failure) {
        if !matches!(failure.code(), Code::Forbidden | Code::ScopeMissing | Code::SeparateLogIn) {
            return;
        }
        let last_at = Utc::now();
        let refused = Refused { org: actor.org, person: actor.person, operation, day: last_at.date_naive() };
        self.put(refused, Times { count: 1, last_at });
    }

    /// Puts something among those to be written. What comes when too many wait stands in the server's log alone.
    pub fn put(&self, refused: Refused, times: Times) {
        let mut waiting = self.waiting();
        let is_full = waiting.len() >= MOST;
        match waiting.get_mut(&refused) {
            Some(known) => {
                known.count = known.count.saturating_add(times.count);
                known.last_at = known.last_at.max(times.last_at);
            }
            None if is_full => tracing::warn!(operation = refused.operation, "too many refusals wait to be counted"),
            None => {
                waiting.insert(refused, times);
            }
        }
    }

    /// Takes all that is to be written.
    pub fn take(&self) -> HashMap<Refused, Times> {
        std::mem::take(&mut *self.waiting())
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<Refused, Times>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    fn refused(person: u128) -> Refused {
        let (org, person) = (OrganisationId(Uuid::nil()), PersonId(Uuid::from_u128(person)));
        Refused { org, person, operation: "ReadTrust", day: NaiveDate::default() }
    }

    fn once() -> Times {
        Times { count: 1, last_at: DateTime::from_timestamp(1_800_000_000, 0).unwrap() }
    }

    #[test]
    fn the_same_is_counted_and_taken_once() {
        let refusals = Refusals::default();
        let later = Times { last_at: once().last_at + TimeDelta::seconds(5), ..once() };
        for times in [once(), later, once()] {
            refusals.put(refused(1), times);
        }
        assert_eq!(refusals.take(), HashMap::from([(refused(1), Times { count: 3, ..later })]));
        assert!(refusals.take().is_empty());
    }

    #[test]
    fn a_flood_takes_no_more_room_than_there_is() {
        let refusals = Refusals::default();
        for _ in 0..100_000 {
            refusals.put(refused(0), once());
        }
        for person in 0..2 * MOST as u128 {
            refusals.put(refused(person), once());
        }
        refusals.put(refused(0), once());
        let taken = refusals.take();
        assert_eq!(taken.len(), MOST);
        assert_eq!(taken[&refused(0)].count, 100_002, "what is known is counted however many wait");
    }
}
