//! A person's data: what is kept of anybody and what becomes of it ([`map`]), taking it out ([`export`]), and erasing
//! somebody ([`erasure`]). An organisation's: taking it out ([`whole`]), how long what is kept ([`retention`]), what may not be
//! deleted ([`holds`]), and its end ([`closing`]). Once more after a backup was restored ([`again`]).

mod again;
mod closing;
mod erasure;
mod export;
mod holds;
pub mod map;
mod queries;
mod retention;
mod things;
mod whole;

use std::{sync::Arc, time::Duration};

use tokio::time::{MissedTickBehavior, interval};

use crate::{
    app::State,
    http::{Failure, Mounts},
};

pub use self::{
    again::{erase_again, tombstones},
    closing::ClosedOrganisation,
    erasure::Tombstone,
};
pub(crate) use self::{
    closing::{close_at, end_at_once},
    retention::apply as apply_retention,
};

/// How often it is looked what is asked for and whose day has come.
const EVERY: Duration = Duration::from_secs(5);

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member_async(export::take);
    mounts.member(erasure::preview);
    mounts.member(erasure::erase);
    mounts.member(whole::list);
    mounts.member(whole::ask);
    mounts.member(whole::take);
    mounts.member(retention::show);
    mounts.member(retention::set);
    mounts.member(retention::keeping);
    mounts.member(retention::report);
    mounts.member(holds::list);
    mounts.member(holds::place);
    mounts.member(holds::lift);
    mounts.member(closing::show);
    mounts.member(closing::close);
    mounts.member(closing::keep);
}

/// Makes the files that Admins ask for and ends organisations whose day has come, until dropped.
pub(crate) async fn keep_time(state: Arc<State>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        complain("organisations that close can't be looked for", closing::look(&state).await);
        complain("files of organisations can't be looked for", whole::look(&state).await);
    }
}

/// Says in the log what has to wait for another time.
fn complain(what: &'static str, done: Result<(), Failure>) {
    match done {
        Ok(()) => {}
        Err(Failure::Fault(cause)) => tracing::error!(cause = format!("{cause:#}"), "{what}"),
        Err(failure) => tracing::warn!(code = %failure.code(), "{what}"),
    }
}
