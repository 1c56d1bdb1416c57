//! Connections and the bounded blocking threads that use them.
//!
//! diesel and r2d2 block, so all work runs on blocking threads, at most one per connection. Requests
//! beyond a short queue are refused at once with 503: a slow database must not pile up work.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use anyhow::Context;
use diesel::{
    PgConnection,
    connection::SimpleConnection,
    r2d2::{Pool, PoolError, PooledConnection},
};
use secrecy::SecretString;
use shared::problem::Code;
use tokio::sync::Semaphore;
use tracing::Span;

use super::{boot, lines::Lines};
use crate::{config, http::Failure};

/// How long a request waits for a connection; less if there is none at all, since then it waits for a
/// database that is away.
const PATIENCE: Duration = Duration::from_secs(2);
const PATIENCE_WITHOUT_ANY: Duration = Duration::from_millis(250);

/// How many may wait for each connection before the next is refused.
const QUEUE_PER_CONNECTION: usize = 32;

/// The database as the runtime roles see it.
pub struct Database {
    app: Door,
    auth: Door,
    /// For the one connection that listens.
    pub(super) app_url: SecretString,
}

/// One role's pool with its queue.
struct Door {
    connections: Connections,
    free: Semaphore,
    waiting: AtomicUsize,
    most_waiting: usize,
}

impl Database {
    /// Opens the pools. Fails when the database can't be reached in five seconds.
    pub fn connect(settings: &config::Database) -> anyhow::Result<Self> {
        // Accounts are needed for log-in and little else; a quarter of the connections serves them.
        let auth = (settings.connections / 4).max(1);
        let app = (settings.connections - auth).max(1);
        Ok(Self {
            app: Door::open(&settings.app, app).context("DATABASE_URL can't be reached")?,
            auth: Door::open(&settings.auth, auth).context("DATABASE_AUTH_URL can't be reached")?,
            app_url: settings.app.clone(),
        })
    }

    /// Runs `work` on a connection of the runtime role, pt_app.
    pub(super) async fn as_app<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut PgConnection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.app.run(work).await
    }

    /// Runs `work` on a connection of the accounts role, pt_auth.
    pub(super) async fn as_auth<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut PgConnection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.auth.run(work).await
    }

    /// Refuses to go on when row-level security would not hold one of the roles back.
    pub fn check(&self) -> anyhow::Result<()> {
        [&self.app, &self.auth].into_iter().try_for_each(|door| boot::check(&mut door.connections.pool.get()?.conn))
    }

    /// How many requests of one organisation may be under way: half of those that may wait, so that no organisation alone
    /// has another's refused.
    pub fn most_of_one(&self) -> usize {
        (self.app.most_waiting / 2).max(1)
    }

    /// Whether both roles get an answer from the database.
    pub async fn is_ready(&self) -> bool {
        let ping = |conn: &mut PgConnection| conn.batch_execute("SELECT 1").map_err(Failure::from);
        self.as_app(ping).await.is_ok() && self.as_auth(ping).await.is_ok()
    }
}

impl Door {
    fn open(url: &SecretString, connections: u32) -> Result<Self, PoolError> {
        let failures = Arc::new(AtomicU64::new(0));
        let pool = Pool::builder()
            .max_size(connections)
            .min_idle(Some(1))
            .connection_timeout(Duration::from_secs(5))
            .test_on_check_out(false)
            .build(Lines::to(url, failures.clone()))?;
        Ok(Self {
            connections: Connections { pool, failures },
            free: Semaphore::new(connections as usize),
            waiting: AtomicUsize::new(0),
            most_waiting: connections as usize * QUEUE_PER_CONNECTION,
        })
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut PgConnection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let _permit = self.wait().await?;
        let connections = self.connections.clone();
        let span = Span::current();
        let done = tokio::task::spawn_blocking(move || span.in_scope(|| connections.lend(work))).await;
        done.map_err(|panic| Failure::fault(anyhow::anyhow!("work on the database panicked: {panic}")))?
    }

    async fn wait(&self) -> Result<tokio::sync::SemaphorePermit<'_>, Failure> {
        if let Ok(permit) = self.free.try_acquire() {
            return Ok(permit);
        }
        let waiting = Waiting::among(&self.waiting);
        if waiting.before > self.most_waiting {
            return Err(Failure::busy(1));
        }
        self.free.acquire().await.map_err(|_| Code::Unavailable.into())
    }
}

/// Counts itself among those waiting for as long as it lives, however the wait ends.
struct Waiting<'a> {
    count: &'a AtomicUsize,
    before: usize,
}

impl<'a> Waiting<'a> {
    fn among(count: &'a AtomicUsize) -> Self {
        Self { count, before: count.fetch_add(1, Ordering::Relaxed) }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.count.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Connections of one role, and how often one of them failed.
#[derive(Clone)]
struct Connections {
    pool: Pool<Lines>,
    failures: Arc<AtomicU64>,
}

impl Connections {
    fn lend<T>(&self, work: impl FnOnce(&mut PgConnection) -> Result<T, Failure>) -> Result<T, Failure> {
        let done = work(&mut self.living()?.conn);
        if done.as_ref().is_err_and(|failure| failure.code() == Code::Unavailable) {
            self.failures.fetch_add(1, Ordering::Relaxed);
        }
        done
    }

    fn living(&self) -> Result<PooledConnection<Lines>, Failure> {
        loop {
            let patience = if self.pool.state().connections == 0 { PATIENCE_WITHOUT_ANY } else { PATIENCE };
            let mut line = self.pool.get_timeout(patience).map_err(|error| {
                tracing::error!(%error, "no database connection to be had");
                Failure::busy(2)
            })?;
            if line.is_alive(&self.failures) {
                return Ok(line);
            }
        }
    }
}
