//! A transaction in an organisation that nobody logged in to, for answers whose author must not be known.

use diesel::{Connection, PgConnection, connection::SimpleConnection};
use shared::wire::id::OrganisationId;
use uuid::Uuid;

use super::Database;
use crate::http::Failure;

/// A transaction of the runtime role, bound to one organisation and to no person: the `visible_…` views show it
/// nothing that isn't everybody's.
pub struct UnattendedTx<'c> {
    conn: &'c mut PgConnection,
    org: OrganisationId,
}

impl UnattendedTx<'_> {
    /// The connection, for a feature's queries.
    pub(crate) fn conn(&mut self) -> &mut PgConnection {
        self.conn
    }

    /// The organisation, as queries filter by it.
    pub(crate) fn org(&self) -> Uuid {
        self.org.0
    }
}

impl Database {
    /// Runs `work` in a transaction bound to `org`, which must come from the database, never from a caller.
    pub(crate) async fn unattended<T: Send + 'static>(
        &self,
        org: OrganisationId,
        work: impl FnOnce(&mut UnattendedTx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let run = move |conn: &mut PgConnection| {
            // SET LOCAL takes no parameters; the id is a UUID by type.
            conn.batch_execute(&format!("SET LOCAL app.org_id = '{}'", org.0))?;
            work(&mut UnattendedTx { conn, org })
        };
        self.as_app(|conn| conn.transaction(run)).await
    }
}
