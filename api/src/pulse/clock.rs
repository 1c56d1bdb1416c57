//! What comes by the clock: pulses open on their day and close after their last, in the organisation's time zone.

use std::{sync::Arc, time::Duration};

use chrono::NaiveDate;
use shared::{
    problem::Code,
    pulse::PulseState,
    wire::{PulseId, id::OrganisationId},
};
use tokio::time::{MissedTickBehavior, interval};

use super::{closing, opening, queries};
use crate::{app::State, audit::Event, http::Failure, sealed::Sealer};

const EVERY: Duration = Duration::from_secs(15);

/// A pulse whose day has come.
pub(super) struct Due {
    pub org: OrganisationId,
    pub id: PulseId,
    pub state: PulseState,
    /// The day it is there.
    pub today: NaiveDate,
}

/// Opens and closes pulses until dropped. Any number of replicas may do it at once.
pub(crate) async fn keep_time(state: Arc<State>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match state.database.accounts(|tx| Ok(queries::due(tx)?)).await {
            Ok(due) => {
                for one in due {
                    take_on(&state, one).await;
                }
            }
            Err(failure) => tracing::warn!(code = %failure.code(), "pulses can't be looked through"),
        }
    }
}

async fn take_on(state: &State, due: Due) {
    let (sealer, id) = (state.sealer.clone(), due.id);
    let done = state.database.unattended(due.org, move |tx| {
        let org = tx.org();
        // Another replica may have been quicker.
        if queries::kept(tx.conn(), org, due.id)?.state != due.state {
            return Ok(());
        }
        let event = step(tx.conn(), org, &sealer, &due)?;
        let now = queries::noted(tx.conn(), org, due.id)?;
        tx.note(Event::new(event, due.id).after(&now))
    });
    match done.await {
        Ok(()) => {}
        // Too few people, or another that is still open: it waits, and its page says why.
        Err(failure) if matches!(failure.code(), Code::Conflict | Code::Invalid) => {}
        Err(Failure::Fault(cause)) => tracing::error!(%id, cause = format!("{cause:#}"), "a pulse can't be taken on"),
        Err(failure) => tracing::warn!(%id, code = %failure.code(), "a pulse has to wait"),
    }
}

fn step(conn: &mut diesel::PgConnection, org: uuid::Uuid, sealer: &Sealer, due: &Due) -> Result<&'static str, Failure> {
    if due.state == PulseState::Scheduled {
        opening::open(conn, org, sealer, due.today, due.id)?;
        opening::tell_by_clock(conn, org, due.id)?;
        return Ok("pulse.opened");
    }
    closing::close(conn, org, sealer, due.today, due.id)?;
    Ok("pulse.closed")
}
