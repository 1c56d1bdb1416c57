//! What is asked before an organisation is known.

use diesel::{PgConnection, prelude::*};
use shared::wire::id::OrganisationId;

use crate::db::schema::organisations;

/// Every organisation of the installation.
pub(super) fn organisations(conn: &mut PgConnection) -> QueryResult<Vec<OrganisationId>> {
    organisations::table.order(organisations::org_id).select(organisations::org_id).load(conn)
}
