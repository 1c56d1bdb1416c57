//! Sending events, whichever replica takes an organisation, and in it an address.
//!
//! A round queues for each address what happened since the last, by its own place in the log, and has what is due sent beside
//! it: each address in a lane of its own, so that one that is slow keeps nobody else waiting. An event is looked at once more
//! before it is sent, and written down after it was: it arrives at least once, and twice where a replica ends in between.

mod lanes;
mod queries;

use std::{sync::Arc, time::Duration};

use chrono::{TimeDelta, Utc};
use shared::wire::id::OrganisationId;
use tokio::time::{MissedTickBehavior, interval};

use self::{lanes::Lanes, queries::Round};
use crate::{app::State, http::Failure};

/// How often it is asked which organisation is due.
const EVERY: Duration = Duration::from_secs(1);
/// An organisation in which nothing happens is looked at that often. What happens calls the worker at once.
const NEXT: TimeDelta = TimeDelta::minutes(5);

/// Sends events until dropped.
pub(crate) async fn keep_sending(state: Arc<State>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let lanes = Lanes::default();
    loop {
        ticks.tick().await;
        while let Some(Some(round)) = complain(state.database.accounts(|tx| Ok(queries::take(tx.conn())?)).await) {
            complain(look_after(&state, round, &lanes).await);
        }
    }
}

fn complain<T>(done: Result<T, Failure>) -> Option<T> {
    match done {
        Ok(done) => return Some(done),
        Err(Failure::Fault(cause)) => tracing::error!(cause = format!("{cause:#}"), "events can't be sent"),
        Err(Failure::Problem(problem, _) | Failure::Unfinished(problem, _)) => {
            tracing::warn!(code = %problem.code, "events have to wait");
        }
    }
    None
}

async fn look_after(state: &Arc<State>, round: Round, lanes: &Lanes) -> Result<(), Failure> {
    let org = OrganisationId(round.org_id);
    let looked_at = state.database.job(org, None, |tx| {
        let more = queries::queue(tx)?;
        Ok((more, queries::due(tx)?, queries::soonest(tx)?))
    });
    let (more, due, soonest) = looked_at.await?.unwrap_or_default();
    for webhook in due {
        lanes.begin(state, org, webhook);
    }
    let usual = Utc::now() + NEXT;
    let next = if more { Utc::now() } else { soonest.map_or(usual, |soonest| soonest.min(usual)) };
    state.database.accounts(move |tx| Ok(queries::finish(tx.conn(), &round, next)?)).await
}
