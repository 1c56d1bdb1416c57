//! The names of what a report is about.

use diesel::prelude::*;
use shared::wire::TeamId;

use crate::db::{TenantTx, schema::teams};

/// The team's name.
pub(super) fn team(tx: &mut TenantTx<'_>, team: TeamId) -> QueryResult<Option<String>> {
    teams::table.find((tx.org(), team.0)).select(teams::name).first(tx.conn()).optional()
}
