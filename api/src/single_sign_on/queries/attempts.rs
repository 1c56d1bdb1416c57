//! Log-ins that are at a provider's; as the accounts role, before an organisation is known.

use chrono::{DateTime, Utc};
use diesel::{PgConnection, QueryResult, delete, dsl::now, insert_into, prelude::*};
use shared::wire::id::OrganisationId;
use uuid::Uuid;

use crate::db::schema::sso_attempts;

/// A log-in at a provider.
#[derive(Queryable)]
pub(in crate::single_sign_on) struct Attempt {
    /// In which organisation.
    pub org: OrganisationId,
    /// At which version of its connection it began.
    pub version: i64,
    /// Whether the provider was to have it proved anew who it is.
    pub again: bool,
}

/// Remembers that one begins.
pub(in crate::single_sign_on) fn add(
    conn: &mut PgConnection,
    attempt: &Attempt,
    secret_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> QueryResult<()> {
    let values = (
        sso_attempts::org_id.eq(attempt.org.0),
        sso_attempts::id.eq(Uuid::now_v7()),
        sso_attempts::secret_hash.eq(secret_hash),
        sso_attempts::version.eq(attempt.version),
        sso_attempts::again.eq(attempt.again),
        sso_attempts::expires_at.eq(expires_at),
    );
    insert_into(sso_attempts::table).values(values).execute(conn)?;
    Ok(())
}

/// Uses one up. Of two that try, one does.
pub(in crate::single_sign_on) fn take(conn: &mut PgConnection, secret_hash: &[u8]) -> QueryResult<Option<Attempt>> {
    let open =
        sso_attempts::table.filter(sso_attempts::secret_hash.eq(secret_hash)).filter(sso_attempts::expires_at.gt(now));
    let kept = (sso_attempts::org_id, sso_attempts::version, sso_attempts::again);
    delete(open).returning(kept).get_result(conn).optional()
}

/// Deletes those that never came back.
pub(in crate::single_sign_on) fn sweep(conn: &mut PgConnection) -> QueryResult<usize> {
    delete(sso_attempts::table.filter(sso_attempts::expires_at.lt(now))).execute(conn)
}
