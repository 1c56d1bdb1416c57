use diesel::prelude::*;
use shared::organisations::WeekStart;

use crate::db::{TenantTx, schema::organisations::dsl};

/// Time zone and beginning of the week.
pub(super) fn settings(tx: &mut TenantTx<'_>) -> QueryResult<(String, WeekStart)> {
    dsl::organisations.find(tx.org()).select((dsl::time_zone, dsl::week_starts_on)).first(tx.conn())
}
