//! The operator is reminded while nobody has acknowledged a report: once for each occasion, however often a worker begins
//! anew, since the mail and the note that it was written are one transaction.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use lettre::Address;
use tokio::time::{MissedTickBehavior, interval};

use super::{clock, queries};
use crate::{
    app::State,
    config::Origin,
    db::AccountTx,
    http::Failure,
    worker::mail::{Letter, ReportWaits, outbox},
};

const EVERY: Duration = Duration::from_secs(15);

/// Reminds the operator until dropped; nobody can be reminded where no address is known.
pub(crate) async fn keep_clock(state: Arc<State>) {
    let Some(operator) = state.operator.clone() else { return };
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let (operator, origin) = (operator.clone(), state.origin.clone());
        let reminded = state.database.accounts(move |tx| remind(tx, &operator, &origin, Utc::now()));
        if let Err(failure) = reminded.await {
            tracing::warn!(code = %failure.code(), "vulnerability reports can't be looked through");
        }
    }
}

fn remind(tx: &mut AccountTx<'_>, operator: &Address, origin: &Origin, now: DateTime<Utc>) -> Result<(), Failure> {
    for report in queries::waiting(tx.conn())? {
        let due = clock::reminders_due(report.received_at, now);
        if due > report.reminders {
            let due_at = clock::due_at(report.received_at);
            let letter = ReportWaits { reference: &report.reference, subject: &report.subject, due_at, now };
            outbox::put(tx.conn(), &[letter.to(operator.as_ref(), origin)?])?;
            queries::reminded(tx.conn(), report.id, due)?;
        }
    }
    Ok(())
}
