use chrono::{DateTime, TimeDelta, Utc};
use diesel::{dsl::now, prelude::*};
use shared::wire::{PersonId, ShareId, TeamId};

use crate::db::{TenantTx, schema::shares};

/// A share that ends soon.
#[derive(Queryable)]
pub(super) struct Ending {
    pub id: ShareId,
    pub granted_by: PersonId,
    pub person: Option<PersonId>,
    pub team: Option<TeamId>,
    pub ends_at: DateTime<Utc>,
}

/// The organisation's shares that hold and end within `days`.
pub(super) fn ending(tx: &mut TenantTx<'_>, days: i64) -> QueryResult<Vec<Ending>> {
    let until = Utc::now() + TimeDelta::days(days);
    shares::table
        .filter(shares::org_id.eq(tx.org()).and(shares::revoked_at.is_null()))
        .filter(shares::ends_at.gt(now).and(shares::ends_at.le(until)))
        .order(shares::id)
        .select((shares::id, shares::granted_by, shares::person_id, shares::team_id, shares::ends_at.assume_not_null()))
        .load(tx.conn())
}
