//! Who opens what: kept in memory for a moment and written by the way, so that reading costs no write.

use std::{collections::HashMap, sync::Mutex};

use chrono::{DateTime, Utc};
use shared::{
    openings::Opened,
    wire::{PersonId, id::OrganisationId},
};
use uuid::Uuid;

use crate::db::Actor;

/// Somebody opens a thing of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Visit {
    /// Where.
    pub org: OrganisationId,
    /// Who.
    pub person: PersonId,
    /// What kind of thing.
    pub subject: Opened,
    /// Which.
    pub about: Uuid,
}

/// The visits that are not written yet, with the time of the last of each.
#[derive(Debug, Default)]
pub struct Visits(Mutex<HashMap<Visit, DateTime<Utc>>>);

impl Visits {
    /// The actor opens a thing, which isn't their own.
    pub fn note(&self, actor: &Actor, subject: Opened, about: impl Into<Uuid>) {
        let visit = Visit { org: actor.org, person: actor.person, subject, about: about.into() };
        self.put(visit, Utc::now());
    }

    /// Puts a visit among those to be written.
    pub fn put(&self, visit: Visit, at: DateTime<Utc>) {
        if let Ok(mut visits) = self.0.lock() {
            let last = visits.entry(visit).or_insert(at);
            *last = at.max(*last);
        }
    }

    /// Takes all that is to be written.
    pub fn take(&self) -> HashMap<Visit, DateTime<Utc>> {
        self.0.lock().map(|mut visits| std::mem::take(&mut *visits)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn the_last_of_several_visits_counts_and_is_taken_once() {
        let visits = Visits::default();
        let visit = Visit {
            org: OrganisationId(Uuid::now_v7()),
            person: PersonId(Uuid::now_v7()),
            subject: Opened::Objective,
            about: Uuid::now_v7(),
        };
        let now = Utc::now();
        for at in [now, now + TimeDelta::seconds(5), now + TimeDelta::seconds(1)] {
            visits.put(visit, at);
        }
        assert_eq!(visits.take(), HashMap::from([(visit, now + TimeDelta::seconds(5))]));
        assert!(visits.take().is_empty());
    }
}
