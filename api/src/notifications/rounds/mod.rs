//! The worker's rounds: organisation by organisation it reminds and mails.
//!
//! Any number of replicas go rounds. Whoever takes an organisation has it for a while; who stops meanwhile leaves it
//! to another, and nothing is done twice: reminders are told apart by their occasion, a mail is written in the
//! transaction that forgets what it tells of, and one a day is a key.

mod plan;
mod queries;

use std::{sync::Arc, time::Duration};

use chrono::{TimeDelta, Timelike, Utc};
use shared::{notifications::MailWhen, pages, wire::id::OrganisationId};
use tokio::time::{Instant, MissedTickBehavior, interval};

pub(crate) use self::queries::{addressee, call};
use self::{
    plan::{Reader, Verdict, Waiting},
    queries::{Round, Told},
};
use super::{Chore, answerable, channels::Deliveries, settings, unsubscribe};
use crate::{
    app::State,
    db::TenantTx,
    http::Failure,
    worker::mail::{Letter, News, outbox},
};

/// How often it is asked which organisation is due.
const EVERY: Duration = Duration::from_secs(1);
/// How often organisations that are new get their first round.
const ENROL_EVERY: Duration = Duration::from_secs(120);
/// An organisation in which nothing happens is looked after that often: mornings come by themselves.
const NEXT: TimeDelta = TimeDelta::minutes(5);
/// The hour from which an organisation's people are reminded.
const MORNING: u32 = 6;

/// Goes rounds until dropped.
pub(crate) async fn go_rounds(state: Arc<State>, chores: &'static [Chore]) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut enrolled: Option<Instant> = None;
    let deliveries = Deliveries::default();
    loop {
        ticks.tick().await;
        if enrolled.is_none_or(|at| at.elapsed() > ENROL_EVERY) {
            enrolled = Some(Instant::now());
            complain(state.database.accounts(|tx| Ok(queries::enrol(tx.conn())?)).await);
        }
        while let Some(Some(round)) = complain(state.database.accounts(|tx| Ok(queries::take(tx.conn())?)).await) {
            complain(look_after(&state, round, chores, &deliveries).await);
        }
    }
}

fn complain<T>(done: Result<T, Failure>) -> Option<T> {
    match done {
        Ok(done) => return Some(done),
        Err(Failure::Fault(cause)) => tracing::error!(cause = format!("{cause:#}"), "a round can't be gone"),
        Err(Failure::Problem(problem, _) | Failure::Unfinished(problem, _)) => {
            tracing::warn!(code = %problem.code, "a round has to wait");
        }
    }
    None
}

async fn look_after(
    state: &Arc<State>,
    round: Round,
    chores: &'static [Chore],
    deliveries: &Deliveries,
) -> Result<(), Failure> {
    let org = OrganisationId(round.org_id);
    remind(state, org, chores).await?;
    deliveries.begin(state, org);
    let readers = state.database.job(org, None, |tx| Ok(queries::readers(tx)?)).await?.unwrap_or_default();
    let all = readers.len() < queries::MOST_READERS;
    for reader in readers {
        let shared = state.clone();
        let written = state.database.job(org, Some(reader), move |tx| write(tx, &shared)).await?;
        if written.is_none() {
            // Who has left is not written to.
            state.database.job(org, None, move |tx| Ok(queries::forget_all(tx, reader)?)).await?;
        }
    }
    let next = if all { Utc::now() + NEXT } else { Utc::now() };
    state.database.accounts(move |tx| Ok(queries::finish(tx.conn(), &round, next)?)).await
}

/// Has the features remind, once on a day of the organisation. One that fails keeps neither the others nor the mails
/// from going on, and has another try in the next round.
async fn remind(state: &Arc<State>, org: OrganisationId, chores: &[Chore]) -> Result<(), Failure> {
    let begins = state.database.job(org, None, |tx| {
        let today = tx.calendar.today;
        let begins = queries::local_hour(tx)?.hour() >= MORNING && queries::is_unreminded(tx, today)?;
        Ok(begins.then_some(today))
    });
    let Some(today) = begins.await?.flatten() else { return Ok(()) };
    let mut all = true;
    for chore in chores.iter().copied() {
        all &= complain(state.database.job(org, None, chore).await).is_some();
    }
    if all {
        let done = move |tx: &mut TenantTx<'_>| {
            queries::sweep(tx)?;
            answerable::sweep(tx)?;
            Ok(queries::reminded(tx, today)?)
        };
        state.database.job(org, None, done).await?;
    }
    Ok(())
}

/// Writes to the actor what is due of what they were told, as far as they may see it now.
fn write(tx: &mut TenantTx<'_>, state: &State) -> Result<(), Failure> {
    let (settings, usual) = settings::of_actor(tx)?;
    let now = tx.now()?;
    let zone = settings.time_zone.as_deref().unwrap_or(&usual).parse().unwrap_or(chrono_tz::UTC);
    let mut reader =
        Reader { zone, digest_hour: settings.digest_hour(), quiet: settings.quiet(), written_today: false };
    let today = plan::day(&reader, now);
    reader.written_today = queries::was_written(tx, today)?;

    let queued = queries::queued(tx)?;
    let told = queries::told(tx, &queued)?;
    let paused = settings.mails_paused;
    let waiting: Vec<_> = told
        .iter()
        .map(|told| {
            let (kind, must_have) = (told.notice.kind, told.notice.kind.facts().must_have);
            let mail = if paused && !must_have { MailWhen::Off } else { settings.mail(kind) };
            Waiting { mail, must_have, since: told.notice.created_at }
        })
        .collect();
    let verdicts = plan::verdicts(&waiting, &reader, now);
    let of = |wanted: Verdict| told.iter().zip(&verdicts).filter(move |(_, verdict)| **verdict == wanted);

    let must: Vec<&Told> = of(Verdict::Must).map(|(told, _)| told).collect();
    let daily: Vec<&Told> = of(Verdict::Today).map(|(told, _)| told).collect();
    send(tx, state, &must, None)?;
    // The key of the day decides, should another have been quicker.
    if !daily.is_empty() && queries::begin_letter(tx, today)? {
        let secret = unsubscribe::secret(&state.sealer, tx.actor.org, tx.actor.person)?;
        send(tx, state, &daily, Some(&secret))?;
    }
    let waits: Vec<_> = of(Verdict::Wait).map(|(told, _)| told.notice.id).collect();
    // The worker looks at the real clock.
    queries::put_off(tx, &waits, Utc::now() + (plan::again(&reader, now) - now))?;
    let done: Vec<_> = queued.into_iter().filter(|id| !waits.contains(id)).collect();
    Ok(queries::forget(tx, &done)?)
}

fn send(tx: &mut TenantTx<'_>, state: &State, told: &[&Told], secret: Option<&str>) -> Result<(), Failure> {
    if told.is_empty() {
        return Ok(());
    }
    let (name, email) = queries::addressee(tx)?;
    let notices: Vec<_> = told.iter().map(|told| &told.notice).collect();
    let answering = answerable::offer(tx, &notices, state.replies.as_ref())?;
    let letter = News {
        name: &name,
        notices: &notices,
        settings: pages::NOTIFICATION_SETTINGS,
        secret,
        answering: answering.as_ref(),
    };
    let mail = letter.to(&email, &state.origin)?;
    outbox::put(tx.conn(), &[mail])
}
