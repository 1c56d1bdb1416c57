//! Backing up by the clock, and telling when no backup is fresh.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use tokio::{
    runtime::Handle,
    sync::oneshot,
    time::{MissedTickBehavior, interval},
};

use super::{
    queries::{self, Standing},
    run,
};
use crate::{
    app::State,
    config::Backup,
    http::Failure,
    worker::mail::{BackupOverdue, Letter, outbox},
};

const EVERY: Duration = Duration::from_secs(60);
/// Nobody tries again sooner after a failure.
const BETWEEN_TRIES: TimeDelta = TimeDelta::minutes(30);
/// After so many failures in a row it is nothing that passes by itself.
const FEW_FAILURES: i64 = 3;
/// From then on: each try reads everything, and may leave a whole dump where one of the stores could still keep it.
const BETWEEN_LATER_TRIES: TimeDelta = TimeDelta::hours(2);
/// Whoever backs up daily has one that is younger.
const FRESH: TimeDelta = TimeDelta::hours(26);

/// Backs up when it is time, if it is for this process to do, and tells when no backup is fresh; until dropped. Any number
/// of replicas may do it at once.
pub(crate) async fn keep_time(state: Arc<State>, settings: Option<Backup>, watched: bool) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Some(settings) = &settings
            && let Some(hour) = settings.hour
            && is_due(&state, hour).await
        {
            back_up(settings.clone(), hour).await;
        }
        if watched && let Err(failure) = tell_if_overdue(&state).await {
            tracing::warn!(code = %failure.code(), "how backups stand can't be seen");
        }
    }
}

async fn is_due(state: &State, hour: u32) -> bool {
    match state.database.accounts(|tx| Ok(queries::standing(tx.conn())?)).await {
        Ok(standing) => due(Utc::now(), hour, standing),
        Err(failure) => {
            tracing::warn!(code = %failure.code(), "how backups stand can't be seen");
            false
        }
    }
}

async fn back_up(settings: Backup, hour: u32) {
    // Another replica may have been quicker.
    let wanted = move |standing| due(Utc::now(), hour, standing);
    let (tell, told) = oneshot::channel();
    let runtime = Handle::current();
    // On a thread that nobody waits for: a server that is told to stop leaves the backup as it is.
    std::thread::spawn(move || {
        let _entered = runtime.enter();
        let _ = tell.send(run::run(&settings, wanted));
    });
    match told.await {
        Ok(Ok(Some(made))) => {
            tracing::info!(
                name = made.manifest.name,
                bytes = made.bytes,
                stores = made.stores,
                "backed up and verified"
            );
        }
        Ok(Ok(None)) => {}
        Ok(Err(error)) => tracing::error!(cause = format!("{error:#}"), "the backup was not made"),
        Err(_) => tracing::error!("the backup broke off"),
    }
}

/// Once a day, and once for all replicas.
async fn tell_if_overdue(state: &Arc<State>) -> Result<(), Failure> {
    let (operator, origin) = (state.operator.clone(), state.origin.clone());
    let told = state.database.accounts(move |tx| {
        let (now, standing) = (Utc::now(), queries::standing(tx.conn())?);
        if !overdue(now, standing) || !queries::first_alert_of(tx.conn(), now.date_naive())? {
            return Ok(None);
        }
        if let Some(operator) = &operator {
            let mail = BackupOverdue { last: standing.last_good }.to(operator.as_ref(), &origin)?;
            outbox::put(tx.conn(), &[mail])?;
        }
        Ok(Some(standing.last_good))
    });
    if let Some(last) = told.await? {
        let last = last.map_or_else(|| "never".to_owned(), |last| last.to_rfc3339());
        tracing::error!(last, "no backup of the last 26 hours has been verified");
    }
    Ok(())
}

/// Whether it is time: none is good since the hour last struck, and nobody has just tried.
fn due(now: DateTime<Utc>, hour: u32, standing: Standing) -> bool {
    let strikes = now.date_naive().and_time(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()).and_utc();
    let struck = if strikes <= now { strikes } else { strikes - TimeDelta::days(1) };
    let good = standing.last_good.is_some_and(|last| last >= struck);
    let wait = if standing.failures < FEW_FAILURES { BETWEEN_TRIES } else { BETWEEN_LATER_TRIES };
    let just_tried = standing.last_try.is_some_and(|last| now - last < wait);
    !good && !just_tried
}

/// Whether the newest verified backup is too old, or there is none of what has been there as long.
fn overdue(now: DateTime<Utc>, standing: Standing) -> bool {
    standing.last_good.or(standing.since).is_some_and(|then| now - then > FRESH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn standing(last_good: Option<&str>, last_try: Option<&str>) -> Standing {
        Standing { last_good: last_good.map(at), last_try: last_try.map(at), failures: 0, since: None }
    }

    #[test]
    fn it_is_time_once_the_hour_has_struck_until_one_is_good() {
        let now = at("2026-11-29T02:00:10Z");
        let yesterday = Some("2026-11-28T02:00:10Z");
        assert!(due(now, 2, standing(yesterday, yesterday)));
        assert!(!due(at("2026-11-29T01:59:59Z"), 2, standing(yesterday, yesterday)));
        // Made at night for the hour that struck the evening before.
        assert!(!due(at("2026-11-29T01:00:00Z"), 23, standing(Some("2026-11-28T23:00:05Z"), None)));
        assert!(due(at("2026-11-29T01:00:00Z"), 23, standing(Some("2026-11-28T22:59:00Z"), None)));
    }

    #[test]
    fn after_a_night_off_it_catches_up_and_the_first_is_made_at_once() {
        assert!(due(at("2026-11-29T15:00:00Z"), 2, standing(Some("2026-11-27T02:00:00Z"), None)));
        assert!(due(at("2026-11-29T15:00:00Z"), 2, standing(None, None)));
    }

    #[test]
    fn after_a_failure_it_tries_again_half_an_hour_later() {
        let failed = Some("2026-11-29T02:00:10Z");
        assert!(!due(at("2026-11-29T02:29:00Z"), 2, standing(None, failed)));
        assert!(due(at("2026-11-29T02:31:00Z"), 2, standing(None, failed)));
    }

    #[test]
    fn after_three_failures_in_a_row_it_tries_every_two_hours() {
        let failed = |failures| Standing { failures, ..standing(None, Some("2026-11-29T02:00:10Z")) };
        assert!(due(at("2026-11-29T02:31:00Z"), 2, failed(2)));
        assert!(!due(at("2026-11-29T02:31:00Z"), 2, failed(3)));
        assert!(!due(at("2026-11-29T04:00:00Z"), 2, failed(20)));
        assert!(due(at("2026-11-29T04:01:00Z"), 2, failed(20)));
    }

    #[test]
    fn it_is_told_after_twenty_six_hours_and_not_of_an_empty_installation() {
        let good = standing(Some("2026-11-28T02:00:00Z"), None);
        assert!(!overdue(at("2026-11-29T04:00:00Z"), good));
        assert!(overdue(at("2026-11-29T04:00:01Z"), good));
        assert!(!overdue(at("2026-11-29T04:00:00Z"), standing(None, None)));
        let never = Standing { since: Some(at("2026-11-20T00:00:00Z")), ..standing(None, None) };
        assert!(overdue(at("2026-11-29T04:00:00Z"), never));
    }
}
