//! Making connections, and knowing the dead from the living.
//!
//! A database that restarts leaves a pool full of dead connections behind, and nothing tells before one is
//! used. Asking each time would cost every request a round trip; so a connection is asked only after some
//! other has failed since it last answered.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use diesel::{
    Connection, PgConnection,
    connection::SimpleConnection,
    r2d2::{Error, ManageConnection, R2D2Connection},
};
use secrecy::{ExposeSecret, SecretString};

/// Makes connections of one role.
pub(super) struct Lines {
    url: SecretString,
    failures: Arc<AtomicU64>,
}

/// A connection.
pub(super) struct Line {
    pub conn: PgConnection,
    /// How many failures there had been when it last answered.
    proven: u64,
    dead: bool,
}

impl Lines {
    /// `failures` counts what went wrong on any connection of the pool.
    pub fn to(url: &SecretString, failures: Arc<AtomicU64>) -> Self {
        Self { url: url.clone(), failures }
    }
}

impl Line {
    /// Whether it can be used; if not, the pool drops it when it is given back.
    pub fn is_alive(&mut self, failures: &AtomicU64) -> bool {
        let now = failures.load(Ordering::Relaxed);
        if self.proven != now {
            self.dead = self.conn.ping().is_err();
            self.proven = now;
        }
        !self.dead
    }
}

impl ManageConnection for Lines {
    type Connection = Line;
    type Error = Error;

    fn connect(&self) -> Result<Line, Error> {
        let proven = self.failures.load(Ordering::Relaxed);
        let mut conn = PgConnection::establish(self.url.expose_secret()).map_err(Error::ConnectionError)?;
        conn.batch_execute(LIMITS).map_err(Error::QueryError)?;
        Ok(Line { conn, proven, dead: false })
    }

    fn is_valid(&self, line: &mut Line) -> Result<(), Error> {
        line.conn.ping().map_err(Error::QueryError)
    }

    fn has_broken(&self, line: &mut Line) -> bool {
        line.dead || std::thread::panicking() || line.conn.is_broken()
    }
}

/// What no statement may exceed. Nothing is compiled just in time and a prepared statement keeps its plan:
/// for statements over the views, either takes longer than running them, and each begins from an index
/// that leads with the organisation, whatever the values.
const LIMITS: &str = "SET statement_timeout = '20s'; SET lock_timeout = '5s'; SET TIME ZONE 'UTC';
    SET idle_in_transaction_session_timeout = '20s'; SET jit = off;
    SET plan_cache_mode = force_generic_plan";
