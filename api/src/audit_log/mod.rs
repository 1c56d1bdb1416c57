//! The audit log as Admins read it, take it out and check it; its ends, told to the outside; and what people were refused.

mod changes;
mod export;
mod queries;
mod refusals;
mod routes;
mod rows;
mod whole;

use std::{sync::Arc, time::Duration};

use chrono::Utc;
use tokio::time::{MissedTickBehavior, interval};

use crate::{app::State, audit::anchors::Anchor, http::Mounts};

pub(crate) use refusals::{forget_refusals, keep_refusals, write_refusals};
pub(crate) use whole::{each_event, ids_in, names};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(routes::list);
    mounts.member(export::as_csv);
    mounts.member(export::as_ndjson);
    mounts.member(routes::chain);
    mounts.member(routes::check);
    mounts.member(refusals::list);
}

const EVERY: Duration = Duration::from_secs(24 * 60 * 60);

/// Logs where every organisation's chain ends, when the server starts and then once a day, until dropped. Each replica
/// does: an end that was told twice is as good as one.
pub(crate) async fn keep_anchoring(state: Arc<State>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match state.database.accounts(queries::heads).await {
            Ok(heads) => heads.into_iter().for_each(|(org, head)| {
                let anchor = Anchor { org, seq: head.seq, hash: head.hash, at: Utc::now().timestamp() };
                match anchor.word(&state.sealer) {
                    Ok(anchor) => tracing::info!(%anchor, "the audit log has come so far"),
                    Err(cause) => tracing::error!(cause = format!("{cause:#}"), "an audit log can't be anchored"),
                }
            }),
            Err(failure) => tracing::warn!(code = %failure.code(), "the audit logs can't be anchored"),
        }
    }
}
