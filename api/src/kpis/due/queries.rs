use diesel::prelude::*;

use crate::{
    db::{TenantTx, schema::visible_kpis::dsl},
    kpis::rows::KpiRow,
};

/// What the actor answers for and has to measure; those longest without a value first.
pub(super) fn mine(tx: &mut TenantTx<'_>) -> QueryResult<Vec<KpiRow>> {
    dsl::visible_kpis
        .filter(dsl::org_id.eq(tx.org()).and(dsl::owner_id.eq(tx.actor.person.0)))
        .filter(dsl::formula.is_null().and(dsl::archived_at.is_null()))
        .order((dsl::value_on.asc().nulls_first(), dsl::id))
        .limit(200)
        .select(KpiRow::as_select())
        .load(tx.conn())
}
