//! The names of what a report is about.

use diesel::prelude::*;
use shared::wire::TeamId;

use crate::db::{
    TenantTx,
    schema::{organisations, teams},
};

/// The organisation's name.
pub(super) fn organisation(tx: &mut TenantTx<'_>) -> QueryResult<String> {
    organisations::table.find(tx.org()).select(organisations::name).first(tx.conn())
}

/// The team's name.
pub(super) fn team(tx: &mut TenantTx<'_>, team: TeamId) -> QueryResult<Option<String>> {
    teams::table.find((tx.org(), team.0)).select(teams::name).first(tx.conn()).optional()
}
