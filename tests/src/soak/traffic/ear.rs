//! Somebody who only listens, and comes back whenever the stream ends: as every open window does.

use std::{
    sync::{
        atomic::Ordering,
        mpsc::{Receiver, RecvTimeoutError},
    },
    thread::sleep,
    time::Duration,
};

use serde_json::Value;
use shared::problem::Problem;

use super::{MOST_ATTEMPTS, PAUSE, World};
use crate::Client;

const STREAM: &str = "/api/v1/notifications/stream";
/// What a stream begins with comes with its answer.
const A_LONG_WHILE: Duration = Duration::from_secs(60);

/// What happens, by name and in words.
type Events = Receiver<(String, String)>;

/// Listens at one replica and the other in turn.
pub(in crate::soak) struct Ear {
    mark: String,
    token: String,
    turn: usize,
}

impl Ear {
    /// One with that session.
    pub(super) fn new(mark: &str, token: &str, turn: usize) -> Self {
        Self { mark: mark.to_owned(), token: token.to_owned(), turn }
    }

    /// Listens until it is over, or something was wrong.
    pub(in crate::soak) fn listens(mut self, world: &World) {
        while !is_over(world) {
            self.turn += 1;
            let heard = match begun(world, self.turn, &self.token, "") {
                Ok(Some(events)) => to_its_end(world, &events),
                Ok(None) => {
                    sleep(PAUSE);
                    Ok(())
                }
                Err(wrong) => Err(wrong),
            };
            if let Err(wrong) = heard {
                world.is_wrong(format!("{} listens: {wrong}", self.mark));
            }
        }
    }
}

/// A stream at that replica, however often it has to be asked for.
pub(super) fn opened(world: &World, at: usize, token: &str, query: &str) -> Result<Events, String> {
    for _ in 0..MOST_ATTEMPTS {
        match begun(world, at, token, query)? {
            Some(events) => return Ok(events),
            None => sleep(PAUSE),
        }
    }
    Err(format!("no stream in {MOST_ATTEMPTS} attempts"))
}

/// A stream that has begun rightly; `None` where one is to come back.
fn begun(world: &World, at: usize, token: &str, query: &str) -> Result<Option<Events>, String> {
    let request = Client::at(&world.place(at)).with_token(token).raw("GET", STREAM);
    let request = if query.is_empty() { request } else { request.query(query) };
    world.sent.fetch_add(1, Ordering::Relaxed);
    let events = match request.try_listen() {
        Ok(Ok(events)) => events,
        Ok(Err(answer)) if answer.status == 429 || answer.status >= 500 => {
            if serde_json::from_slice::<Problem>(&answer.body).is_err() {
                return Err(format!("{} without a problem document: {}", answer.status, answer.text()));
            }
            world.refused.fetch_add(1, Ordering::Relaxed);
            return Ok(None);
        }
        Ok(Err(answer)) => return Err(format!("{}: {}", answer.status, answer.text())),
        Err(_) => {
            world.broken.fetch_add(1, Ordering::Relaxed);
            return Ok(None);
        }
    };
    match events.recv_timeout(A_LONG_WHILE) {
        Ok(first) => is_right(&first)?,
        // Its server was killed at that very moment.
        Err(RecvTimeoutError::Disconnected) => return Ok(None),
        Err(RecvTimeoutError::Timeout) => return Err("a stream begins with nothing".to_owned()),
    }
    world.streams.fetch_add(1, Ordering::Relaxed);
    Ok(Some(events))
}

fn to_its_end(world: &World, events: &Events) -> Result<(), String> {
    while !is_over(world) {
        match events.recv_timeout(PAUSE) {
            Ok(event) => is_right(&event)?,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
    Ok(())
}

/// Without a thing before one, there is nothing to hear but how much is unread.
fn is_right((name, data): &(String, String)) -> Result<(), String> {
    let data: Value = serde_json::from_str(data).unwrap_or_default();
    if name == "unread" && data["count"].is_u64() { Ok(()) } else { Err(format!("heard {name}: {data}")) }
}

fn is_over(world: &World) -> bool {
    world.over.load(Ordering::Relaxed) || world.has_gone_wrong()
}
