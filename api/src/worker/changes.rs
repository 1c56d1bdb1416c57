//! That something changed, without what: told to those who hold a stream open, whichever replica changed it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use shared::wire::{PersonId, SessionId, id::OrganisationId};
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::{db::Heard, http::Failure};

/// How far a slow listener may fall behind before it has to take everything for changed.
const BEHIND: usize = 1024;
/// Streams of one process, and of one person in it: as many as somebody has windows in sight.
const MOST: usize = 2000;
const MOST_OF_ONE: usize = 12;

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Something of this person's.
    Person(OrganisationId, PersonId),
    /// This thing.
    Thing(OrganisationId, Uuid),
    /// This session is over.
    Session(SessionId),
    /// Perhaps everything: some of it was not heard.
    Anything,
    /// The server stops.
    Stop,
}

impl Change {
    fn parse(call: &str) -> Option<Self> {
        let mut words = call.split(' ');
        let (what, mut id) = (words.next()?, || words.next()?.parse::<Uuid>().ok());
        match what {
            "person" => Some(Self::Person(id()?.into(), id()?.into())),
            "thing" => Some(Self::Thing(id()?.into(), id()?)),
            "session" => Some(Self::Session(id()?.into())),
            _ => None,
        }
    }
}

/// Where changes are heard.
pub struct Changes {
    sender: broadcast::Sender<Change>,
    seats: Arc<Mutex<HashMap<(OrganisationId, PersonId), usize>>>,
}

impl Default for Changes {
    fn default() -> Self {
        Self { sender: broadcast::channel(BEHIND).0, seats: Arc::default() }
    }
}

impl Changes {
    /// Passes on what was called out.
    pub fn pass_on(&self, heard: Heard<'_>) {
        let change = match heard {
            Heard::Gap => Some(Change::Anything),
            Heard::Call(call) => Change::parse(call),
        };
        if let Some(change) = change {
            // Nobody may be listening.
            let _ = self.sender.send(change);
        }
    }

    /// Ends every stream: the server stops.
    pub fn stop(&self) {
        let _ = self.sender.send(Change::Stop);
    }

    /// Listens for somebody; 429 or 503 if they, or all together, hold too many streams.
    pub fn listen(&self, org: OrganisationId, person: PersonId) -> Result<Listening, Failure> {
        let mut seats = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        if seats.values().sum::<usize>() >= MOST {
            return Err(Failure::busy(60));
        }
        let held = seats.entry((org, person)).or_default();
        if *held >= MOST_OF_ONE {
            return Err(Failure::too_many(60));
        }
        *held += 1;
        let seat = Seat { seats: self.seats.clone(), of: (org, person) };
        Ok(Listening { receiver: self.sender.subscribe(), _seat: seat })
    }
}

/// Somebody's ear; what it takes is given back when it is dropped.
pub struct Listening {
    receiver: broadcast::Receiver<Change>,
    _seat: Seat,
}

impl Listening {
    /// The next change, whomever it concerns.
    pub async fn next(&mut self) -> Change {
        match self.receiver.recv().await {
            Ok(change) => change,
            Err(broadcast::error::RecvError::Lagged(_)) => Change::Anything,
            Err(broadcast::error::RecvError::Closed) => Change::Stop,
        }
    }
}

struct Seat {
    seats: Arc<Mutex<HashMap<(OrganisationId, PersonId), usize>>>,
    of: (OrganisationId, PersonId),
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut seats = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = seats.get_mut(&self.of) {
            *held -= 1;
            if *held == 0 {
                seats.remove(&self.of);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> (OrganisationId, PersonId) {
        (Uuid::now_v7().into(), Uuid::now_v7().into())
    }

    #[test]
    fn calls_are_read_and_nonsense_is_not() {
        let (org, person) = ids();
        assert_eq!(Change::parse(&format!("person {org} {person}")), Some(Change::Person(org, person)));
        assert_eq!(Change::parse(&format!("thing {org} {person}")), Some(Change::Thing(org, person.0)));
        for nonsense in ["", "person", "person x y", "weather 1"] {
            assert_eq!(Change::parse(nonsense), None);
        }
    }

    #[test]
    fn nobody_takes_all_the_seats() {
        let changes = Changes::default();
        let (org, person) = ids();
        let mut held: Vec<_> = (0..MOST_OF_ONE).map(|_| changes.listen(org, person).unwrap()).collect();
        assert!(changes.listen(org, person).is_err());
        assert!(changes.listen(org, ids().1).is_ok(), "others are not kept out");
        held.pop();
        assert!(changes.listen(org, person).is_ok(), "a seat given back is free");
        drop(held);
        assert!(changes.seats.lock().unwrap().is_empty());
    }
}
