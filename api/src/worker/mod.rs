//! What happens in the background. Any number of replicas may do it at once.

pub mod changes;
pub mod mail;
pub mod outgoing;

use std::{sync::Arc, time::Duration};

use chrono::{TimeDelta, Utc};
use diesel::PgConnection;
use tokio::time::{MissedTickBehavior, interval};

use crate::{app::State, db::forget_spent, http::Failure};
use mail::{Post, outbox};

/// How often the outbox is looked into.
const MAIL_EVERY: Duration = Duration::from_millis(300);
const SWEEP_EVERY: Duration = Duration::from_secs(600);
/// How long it can be seen that a mail was sent.
const MAILS_KEPT: TimeDelta = TimeDelta::days(7);

/// Sends mail until dropped. What it was at when it stops, it or another does again.
pub async fn send_mail(state: Arc<State>, post: Post) {
    let mut ticks = interval(MAIL_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        // A full batch means that more is waiting.
        while let outbox::BATCH = sent(&state, &post).await {}
    }
}

async fn sent(state: &State, post: &Post) -> usize {
    match outbox::send_due(state, post).await {
        Ok(tried) => return tried,
        Err(Failure::Fault(cause)) => tracing::error!(cause = format!("{cause:#}"), "the outbox can't be worked on"),
        Err(Failure::Problem(problem, _) | Failure::Unfinished(problem, _)) => {
            tracing::warn!(code = %problem.code, "the outbox has to wait");
        }
    }
    0
}

/// Passes on what committed transactions call out, on a thread of its own, which nobody waits for.
pub fn hear(state: Arc<State>) {
    std::thread::spawn(move || state.database.listen(|heard| state.changes.pass_on(heard)));
}

/// Deletes a feature's rows that no longer matter to anybody.
pub type Sweep = fn(&mut PgConnection) -> Result<(), Failure>;

/// Deletes what is over, now and then, until dropped: mails, and what the features say.
pub async fn sweep(state: Arc<State>, features: &'static [Sweep]) {
    let mut ticks = interval(SWEEP_EVERY);
    loop {
        ticks.tick().await;
        let swept = state.database.accounts(|tx| {
            outbox::sweep(tx.conn(), Utc::now() - MAILS_KEPT)?;
            forget_spent(tx.conn(), Utc::now().timestamp().div_euclid(60) - 1)?;
            features.iter().try_for_each(|sweep| sweep(tx.conn()))
        });
        if let Err(failure) = swept.await {
            tracing::warn!(code = %failure.code(), "what is over could not be deleted");
        }
    }
}
