//! Passwords: judging new ones, hashing them, comparing what is typed.
//!
//! Hashing is slow on purpose, so it runs off the request threads, on at most as many threads as there
//! are cores, with a short queue; beyond that the caller is told to come back rather than wait.

mod policy;
mod recipe;
#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, PoisonError};

use base64::{Engine, engine::general_purpose::STANDARD};
use secrecy::SecretString;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub use self::policy::{Weakness, common, judge};
use self::recipe::{Recipe, Workspace};
use crate::{config::Passwords, http::Failure};

/// How many may wait for each thread: at bcrypt's cost 12 the last waits about five seconds.
const QUEUE_PER_THREAD: usize = 16;

/// What came of comparing a password with a stored hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is not the password, or there is no such account, or its hash is unreadable.
    Wrong,
    /// It is the password.
    Right,
    /// It is the password, and its hash should be made anew.
    RightButDated,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// Too many are waiting already.
    #[error("too many passwords are being hashed")]
    Busy,
    /// A fault of ours.
    #[error("a password could not be hashed: {0}")]
    Failed(String),
}

impl From<HashError> for Failure {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Failure::busy(2),
            failed => Failure::fault(failed),
        }
    }
}

/// Hashes and compares passwords. Cheap to clone; clones share the threads and the queue.
#[derive(Clone)]
pub struct Hasher {
    inner: Arc<Inner>,
}

struct Inner {
    recipe: Recipe,
    /// What an unknown account's password is compared with, so that it takes as long as a known one's.
    dummy: String,
    threads: Arc<Semaphore>,
    places: Arc<Semaphore>,
    /// At most one for each thread.
    memories: Mutex<Vec<Workspace>>,
}

impl Hasher {
    /// A hasher by the settings, for that many threads. Hashes once, to have something to compare
    /// unknown accounts' passwords with.
    pub fn new(config: &Passwords, threads: usize) -> Result<Self, HashError> {
        let threads = threads.max(1);
        let recipe = Recipe::new(config);
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|error| HashError::Failed(error.to_string()))?;
        let mut memory = Workspace::new();
        let nobodys = STANDARD.encode(secret).into();
        let dummy = recipe.make(&nobodys, &mut memory).map_err(|fault| HashError::Failed(fault.to_string()))?;
        let inner = Inner {
            recipe,
            dummy,
            threads: Arc::new(Semaphore::new(threads)),
            places: Arc::new(Semaphore::new(threads * (QUEUE_PER_THREAD + 1))),
            memories: Mutex::new(vec![memory]),
        };
        Ok(Hasher { inner: Arc::new(inner) })
    }

    /// How new passwords are hashed, in words.
    pub fn way(&self) -> String {
        self.inner.recipe.way()
    }

    /// How a stored text begins that was made as one would be made now.
    pub fn beginning(&self) -> String {
        self.inner.recipe.beginning()
    }

    /// Judges a new password; see [`judge`]. It takes a few milliseconds, so it stands in the same queue.
    pub async fn judge(&self, password: SecretString, about: Vec<String>) -> Result<Result<(), Weakness>, HashError> {
        self.run(move |_, _| {
            let about: Vec<&str> = about.iter().map(String::as_str).collect();
            judge(&password, &about)
        })
        .await
    }

    /// The text to store for a new password, already judged.
    pub async fn hash(&self, password: SecretString) -> Result<String, HashError> {
        self.run(move |inner, memory| inner.recipe.make(&password, memory))
            .await?
            .map_err(|fault| HashError::Failed(fault.to_string()))
    }

    /// Compares a password with what is stored; `None` (no such account) takes as long and is wrong.
    pub async fn verify(&self, password: SecretString, stored: Option<String>) -> Result<Verdict, HashError> {
        self.run(move |inner, memory| inner.verdict(&password, stored.as_deref(), memory)).await
    }

    async fn run<T, F>(&self, work: F) -> Result<T, HashError>
    where
        T: Send + 'static,
        F: FnOnce(&Inner, &mut Workspace) -> T + Send + 'static,
    {
        let inner = Arc::clone(&self.inner);
        let place = Arc::clone(&inner.places).try_acquire_owned().map_err(|_| HashError::Busy)?;
        let thread = Arc::clone(&inner.threads).acquire_owned().await.map_err(|_| HashError::Busy)?;
        let span = tracing::Span::current();
        let done = tokio::task::spawn_blocking(move || {
            // Held to the end even when whoever asked has hung up: the work goes on all the same.
            let _held: (OwnedSemaphorePermit, OwnedSemaphorePermit) = (place, thread);
            let _entered = span.entered();
            let mut memory = inner.take_memory();
            let result = work(&inner, &mut memory);
            inner.give_back(memory);
            result
        });
        done.await.map_err(|error| HashError::Failed(error.to_string()))
    }
}

impl Inner {
    fn verdict(&self, password: &SecretString, stored: Option<&str>, memory: &mut Workspace) -> Verdict {
        let Some(stored) = stored else {
            return self.pretend(password, memory);
        };
        match self.recipe.matches(password, stored, memory) {
            Ok(true) if self.recipe.is_dated(stored) => Verdict::RightButDated,
            Ok(true) => Verdict::Right,
            Ok(false) => Verdict::Wrong,
            Err(fault) => {
                tracing::error!(%fault, "a stored password hash is unreadable, so the log-in fails");
                self.pretend(password, memory)
            }
        }
    }

    fn pretend(&self, password: &SecretString, memory: &mut Workspace) -> Verdict {
        if let Err(fault) = self.recipe.matches(password, &self.dummy, memory) {
            tracing::error!(%fault, "the dummy password hash is unreadable");
        }
        Verdict::Wrong
    }

    fn take_memory(&self) -> Workspace {
        self.memories.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn give_back(&self, memory: Workspace) {
        self.memories.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
    }
}
