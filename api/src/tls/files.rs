//! A certificate that somebody else puts into files, and replaces there.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;
use chrono::Utc;
use sha2::{Digest, Sha256};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::Mutex,
    time::{MissedTickBehavior, interval},
};

use super::{
    alarm,
    certificate::{Certificate, Served},
};
use crate::app::State;

/// How often to look whether they were replaced; SIGHUP looks at once.
const EVERY: Duration = Duration::from_secs(5);

/// Files that are followed.
#[derive(Debug)]
pub(super) struct Followed {
    files: Files,
    /// Listened to before anybody knows that the server runs: a signal that nobody listens to would end it.
    hangups: Mutex<Signal>,
}

/// The chain, the server's own certificate first, and its key.
#[derive(Debug, Clone)]
struct Files {
    chain: PathBuf,
    key: PathBuf,
}

/// What was read at one moment.
struct Read {
    chain: Vec<u8>,
    key: Vec<u8>,
}

impl Read {
    /// Tells whether the same is read again, without keeping the key once more.
    fn mark(&self) -> [u8; 32] {
        Sha256::new().chain_update(Sha256::digest(&self.chain)).chain_update(&self.key).finalize().into()
    }
}

impl Followed {
    /// Puts up what they hold now.
    pub(super) fn open(chain: PathBuf, key: PathBuf, served: &Served) -> anyhow::Result<Self> {
        let files = Files { chain, key };
        served.put(files.certificate(&files.read()?)?);
        let hangups = signal(SignalKind::hangup()).context("signals can't be received")?;
        Ok(Self { files, hangups: Mutex::new(hangups) })
    }

    /// Follows them until dropped. Whatever can't be used is said, and what was served before stays.
    pub(super) async fn follow(&self, state: &State, served: &Served) {
        let mut ticks = interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut hangups = self.hangups.lock().await;
        let mut seen = None;
        loop {
            let is_asked = tokio::select! {
                _ = ticks.tick() => false,
                _ = hangups.recv() => true,
            };
            self.files.look(served, &mut seen, is_asked).await;
            if let Some(term) = served.term().filter(|term| term.is_alarming(Utc::now())) {
                alarm::raise(state, &self.files.chain.display().to_string(), term).await;
            }
        }
    }
}

impl Files {
    async fn look(&self, served: &Served, seen: &mut Option<[u8; 32]>, is_asked: bool) {
        let files = self.clone();
        let read = tokio::task::spawn_blocking(move || files.read()).await;
        let read = match read.map_err(anyhow::Error::from).and_then(|read| read) {
            Ok(read) => read,
            // While it is being replaced a file may be missing.
            Err(error) => return tracing::warn!(cause = format!("{error:#}"), "the certificate can't be looked at"),
        };
        let mark = read.mark();
        let is_new = seen.replace(mark).is_some_and(|before| before != mark);
        if !is_new && !is_asked {
            return;
        }
        match self.certificate(&read) {
            Ok(certificate) => {
                tracing::info!(until = %certificate.term.until, "the certificate was read again");
                served.put(certificate);
            }
            Err(error) => {
                tracing::error!(
                    cause = format!("{error:#}"),
                    "the new certificate can't be used: the one before stays"
                );
            }
        }
    }

    fn read(&self) -> anyhow::Result<Read> {
        let read = |file: &Path| std::fs::read(file).with_context(|| format!("{} can't be read", file.display()));
        Ok(Read { chain: read(&self.chain)?, key: read(&self.key)? })
    }

    fn certificate(&self, read: &Read) -> anyhow::Result<Certificate> {
        let files = || format!("{} and {}", self.chain.display(), self.key.display());
        Certificate::from_pem(&read.chain, &read.key).with_context(files)
    }
}
