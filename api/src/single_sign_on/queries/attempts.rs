//! Log-ins that are at a provider's; as the accounts role, before an organisation is known.

use chrono::{DateTime, Utc};
use diesel::{PgConnection, QueryResult, delete, dsl::now, insert_into, prelude::*};
use shared::wire::id::OrganisationId;
use uuid::Uuid;

use crate::db::schema::sso_attempts;

/// Remembers that one begins.
pub(in crate::single_sign_on) fn add(
    conn: &mut PgConnection,
    org: OrganisationId,
    secret_hash: &[u8],
    version: i64,
    expires_at: DateTime<Utc>,
) -> QueryResult<()> {
    let values = (
        sso_attempts::org_id.eq(org.0),
        sso_attempts::id.eq(Uuid::now_v7()),
        sso_attempts::secret_hash.eq(secret_hash),
        sso_attempts::version.eq(version),
        sso_attempts::expires_at.eq(expires_at),
    );
    insert_into(sso_attempts::table).values(values).execute(conn)?;
    Ok(())
}

/// Uses one up: in which organisation, and at which version of its connection. Of two that try, one does.
pub(in crate::single_sign_on) fn take(
    conn: &mut PgConnection,
    secret_hash: &[u8],
) -> QueryResult<Option<(OrganisationId, i64)>> {
    let open =
        sso_attempts::table.filter(sso_attempts::secret_hash.eq(secret_hash)).filter(sso_attempts::expires_at.gt(now));
    delete(open).returning((sso_attempts::org_id, sso_attempts::version)).get_result(conn).optional()
}

/// Deletes those that never came back.
pub(in crate::single_sign_on) fn sweep(conn: &mut PgConnection) -> QueryResult<usize> {
    delete(sso_attempts::table.filter(sso_attempts::expires_at.lt(now))).execute(conn)
}
