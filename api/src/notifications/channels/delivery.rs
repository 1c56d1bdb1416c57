//! Sending what waits for channels: beside the rounds, since whoever answers at an address somebody set may be slow.
//!
//! A channel is taken by one replica at a time, and what waits for it is sent in its order; each post is looked at once
//! more before it is sent and marked after it was, so that it arrives once, however many replicas there are.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use shared::{
    notifications::NoticeKind,
    wire::{TeamId, id::OrganisationId},
};
use tokio::sync::Semaphore;

use super::{
    queries::{self, Letter, Post},
    send,
    verdict::{self, Verdict},
};
use crate::{app::State, db::TenantTx, http::Failure, notifications::tell, worker::outgoing::Answer};

/// Organisations that are sent for at once: one whose addresses hang keeps nobody else waiting.
const AT_ONCE: usize = 16;
/// Slack takes about one message a second.
const BREATH: Duration = Duration::from_millis(1100);

/// For which organisations this process is sending, and whether more came meanwhile.
#[derive(Clone)]
pub(in crate::notifications) struct Deliveries {
    busy: Arc<Mutex<HashMap<OrganisationId, bool>>>,
    places: Arc<Semaphore>,
}

impl Default for Deliveries {
    fn default() -> Self {
        Self { busy: Arc::default(), places: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Deliveries {
    /// Sends what waits in an organisation, in the background.
    pub(in crate::notifications) fn begin(&self, state: &Arc<State>, org: OrganisationId) {
        if self.is_busy(org) {
            return;
        }
        let (deliveries, state) = (self.clone(), state.clone());
        tokio::spawn(async move {
            let Ok(_place) = deliveries.places.acquire().await else { return };
            loop {
                if let Err(failure) = send_all(&state, org).await {
                    tracing::warn!(%org, code = %failure.code(), "what waits for channels can't be sent now");
                }
                if !deliveries.goes_on(org) {
                    return;
                }
            }
        });
    }

    /// Whether somebody is at it already; they will look once more.
    fn is_busy(&self, org: OrganisationId) -> bool {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        match busy.get_mut(&org) {
            Some(again) => {
                *again = true;
                true
            }
            None => {
                busy.insert(org, false);
                false
            }
        }
    }

    fn goes_on(&self, org: OrganisationId) -> bool {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        match busy.get_mut(&org) {
            Some(again) if *again => {
                *again = false;
                true
            }
            _ => {
                busy.remove(&org);
                false
            }
        }
    }
}

/// Sends until nothing is due.
async fn send_all(state: &Arc<State>, org: OrganisationId) -> Result<(), Failure> {
    while let Some(Some((team, posts))) = state.database.job(org, None, |tx| Ok(queries::take(tx)?)).await? {
        let (mut breath, mut held) = (Duration::ZERO, true);
        for post in posts {
            tokio::time::sleep(breath).await;
            match send_one(state, org, post).await? {
                Some(pause) => breath = pause,
                None => {
                    held = false;
                    break;
                }
            }
        }
        if held {
            state.database.job(org, None, move |tx| Ok(queries::release(tx, team, breath)?)).await?;
        }
    }
    // What was said while a channel rested would wait for the next round otherwise.
    state.database.job(org, None, |tx| Ok(queries::come_back(tx)?)).await?;
    Ok(())
}

/// Sends one post; how long to wait before the next. `None` if there is none for now, and the channel was let go.
async fn send_one(state: &Arc<State>, org: OrganisationId, post: Post) -> Result<Option<Duration>, Failure> {
    let looked_at = post.clone();
    let letter = state.database.job(org, None, move |tx| Ok(queries::letter(tx, &looked_at)?)).await?.flatten();
    let Some(Letter { kind, address, failures, text, page }) = letter else {
        state.database.job(org, None, move |tx| Ok(queries::done(tx, &post)?)).await?;
        return Ok(Some(Duration::ZERO));
    };
    let address = super::opened(&state.sealer, org.0, post.team_id, &address)?;
    let link = format!("{}{page}", state.origin);
    let answer = send(state, kind, &address, &text, &link).await;
    let verdict = verdict::verdict(answer, failures, jitter());
    if verdict != Verdict::Delivered {
        tracing::warn!(%org, team = %post.team_id, ?answer, ?verdict, "a channel didn't take a post");
    }
    state.database.job(org, None, move |tx| settle(tx, &post, answer, verdict)).await?;
    Ok((verdict == Verdict::Delivered).then_some(BREATH))
}

/// Writes down what became of a post, and lets its channel go unless it arrived.
fn settle(tx: &mut TenantTx<'_>, post: &Post, answer: Answer, verdict: Verdict) -> Result<(), Failure> {
    let (team, outcome) = (post.team_id, verdict::outcome(answer));
    if !matches!(verdict, Verdict::Again { .. }) {
        queries::done(tx, post)?;
    }
    let (pause, failed) = match verdict {
        Verdict::Delivered => return Ok(queries::delivered(tx, team)?),
        Verdict::Again { pause, failed } => (pause, failed),
        Verdict::Skip(pause) => (pause, true),
        // Whoever sets it anew needn't wait.
        Verdict::Stop => (BREATH, true),
    };
    queries::troubled(tx, team, outcome, failed)?;
    if verdict == Verdict::Stop {
        stop(tx, team)?;
    }
    Ok(queries::release(tx, team, pause)?)
}

fn stop(tx: &mut TenantTx<'_>, team: TeamId) -> Result<(), Failure> {
    if let Some(set_by) = queries::stop(tx, team)? {
        tell(tx, NoticeKind::ChannelStopped, team, &[set_by])?;
        tx.note(crate::audit::Event::new("channels.stopped", team))?;
    }
    Ok(())
}

/// Where there is no randomness, channels come back together.
fn jitter() -> f64 {
    let mut byte = [0];
    let _ = getrandom::fill(&mut byte);
    f64::from(byte[0]) / 255.0
}
