//! The accounts transaction: what happens before an organisation is known.

use diesel::{Connection, PgConnection, connection::SimpleConnection};
use shared::wire::id::OrganisationId;

use super::Database;
use crate::http::Failure;

/// A transaction as the accounts role, which sees accounts, sessions, links and mails, and of an
/// organisation only who belongs to it.
pub struct AccountTx<'c> {
    conn: &'c mut PgConnection,
}

impl AccountTx<'_> {
    /// The connection, for the queries of `accounts` and the mail worker.
    pub(crate) fn conn(&mut self) -> &mut PgConnection {
        self.conn
    }

    /// Binds the rest of the transaction to one organisation, so that its rows may be added (sign-up)
    /// or an invited person linked (acceptance). The id is ours, never the caller's.
    pub(crate) fn enter(&mut self, org: OrganisationId) -> Result<(), Failure> {
        // SET LOCAL takes no parameters; the id is a UUID by type.
        Ok(self.conn.batch_execute(&format!("SET LOCAL app.org_id = '{}'", org.0))?)
    }
}

impl Database {
    /// Runs `work` in a transaction as the accounts role: all of it happens or nothing.
    pub async fn accounts<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut AccountTx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.as_auth(|conn| conn.transaction(|conn| work(&mut AccountTx { conn }))).await
    }
}
