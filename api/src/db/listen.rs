//! Hearing what committed transactions call out, on one connection of its own.

use std::time::Duration;

use diesel::{Connection, PgConnection, QueryResult, connection::SimpleConnection};
use secrecy::ExposeSecret;

use super::Database;

/// How long what was called out may lie before it is looked for.
const EVERY: Duration = Duration::from_millis(150);
const BEFORE_ANOTHER_TRY: Duration = Duration::from_secs(2);

/// Something heard.
pub enum Heard<'a> {
    /// What a transaction called out.
    Call(&'a str),
    /// The connection is new: whatever was called out before it was not heard.
    Gap,
}

impl Database {
    /// Hands over what is called out, for as long as the process lives; blocks its thread.
    pub fn listen(&self, mut hear: impl FnMut(Heard<'_>)) {
        loop {
            if let Err(error) = self.listen_until_lost(&mut hear) {
                tracing::warn!(%error, "what changes can't be heard for now");
            }
            std::thread::sleep(BEFORE_ANOTHER_TRY);
        }
    }

    fn listen_until_lost(&self, hear: &mut impl FnMut(Heard<'_>)) -> anyhow::Result<()> {
        let mut conn = PgConnection::establish(self.app_url.expose_secret())?;
        conn.batch_execute("LISTEN perftrack_changes")?;
        hear(Heard::Gap);
        loop {
            let calls = conn.notifications_iter().collect::<QueryResult<Vec<_>>>()?;
            calls.iter().for_each(|call| hear(Heard::Call(&call.payload)));
            std::thread::sleep(EVERY);
        }
    }
}
