//! What comes by the clock: pulses open on their day and close after their last, in the organisation's time zone.

use std::{sync::Arc, time::Duration};

use shared::{
    problem::Code,
    pulse::PulseState,
    wire::{PulseId, id::OrganisationId},
};
use tokio::time::{MissedTickBehavior, interval};

use super::{closing, opening, queries, queries::Kept, writes};
use crate::{app::State, audit::Event, db::TenantTx, http::Failure, sealed::Sealer};

const EVERY: Duration = Duration::from_secs(15);

/// A pulse whose day has come.
#[derive(Clone, Copy)]
pub(super) struct Due {
    pub org: OrganisationId,
    pub id: PulseId,
    pub state: PulseState,
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
    let failure = match state.database.job(due.org, None, move |tx| step(tx, &sealer, due)).await {
        Ok(_) => return,
        Err(failure) => failure,
    };
    // It is tried again later and later: what can't go on must not keep others from their turn.
    if let Err(failure) = state.database.job(due.org, None, move |tx| Ok(writes::tried(tx, id)?)).await {
        tracing::warn!(%id, code = %failure.code(), "a failed try can't be noted");
    }
    match failure {
        // Too few people, or another that is still open: it waits, and its page says why.
        failure if matches!(failure.code(), Code::Conflict | Code::Invalid) => {}
        Failure::Fault(cause) => tracing::error!(%id, cause = format!("{cause:#}"), "a pulse can't be taken on"),
        failure => tracing::warn!(%id, code = %failure.code(), "a pulse has to wait"),
    }
}

fn step(tx: &mut TenantTx<'_>, sealer: &Sealer, due: Due) -> Result<(), Failure> {
    let (org, today) = (tx.org(), tx.calendar.today);
    let pulse = queries::kept(tx.conn(), org, due.id)?;
    // Another replica may have been quicker.
    if pulse.state != due.state {
        return Ok(());
    }
    let event = match pulse.state {
        PulseState::Scheduled if pulse.closes_on < today => miss(tx, &pulse)?,
        PulseState::Scheduled => {
            opening::open(tx.conn(), org, sealer, today, pulse.id)?;
            opening::tell(tx, pulse.id)?;
            "pulse.opened"
        }
        _ => {
            closing::close(tx, sealer, today, pulse.id)?;
            "pulse.closed"
        }
    };
    let now = queries::noted(tx.conn(), org, due.id)?;
    tx.note(Event::new(event, due.id).after(&now))
}

/// Its last day passed before it could open: opened now it would use up people's rest and close unanswered. One that
/// comes again waits for the next days that are not over; any other is a draft again, for somebody to give it new days.
fn miss(tx: &mut TenantTx<'_>, pulse: &Kept) -> Result<&'static str, Failure> {
    let today = tx.calendar.today;
    match closing::next_days(pulse, |_, closes_on| closes_on >= today) {
        Some(days) => {
            writes::postpone(tx, pulse.id, days)?;
            Ok("pulse.postponed")
        }
        None => {
            writes::back_to_draft(tx, pulse.id)?;
            Ok("pulse.called_back")
        }
    }
}
