use diesel::prelude::*;
use shared::{
    goals::ObjectiveRef,
    kpis::KpiFollower,
    wire::{KeyResultId, KpiId, ObjectiveId},
};

use crate::db::{
    TenantTx,
    schema::{key_results, visible_objectives::dsl},
};

/// Those whose objectives the actor may see, newest first.
pub(super) fn followers(tx: &mut TenantTx<'_>, kpi: KpiId) -> QueryResult<Vec<KpiFollower>> {
    let theirs = dsl::org_id.eq(key_results::org_id).and(dsl::id.eq(key_results::objective_id));
    let rows: Vec<(KeyResultId, String, ObjectiveId, String)> = key_results::table
        .inner_join(dsl::visible_objectives.on(theirs))
        .filter(key_results::org_id.eq(tx.org()).and(key_results::kpi_id.eq(kpi.0)))
        .order(key_results::id.desc())
        .limit(50)
        .select((key_results::id, key_results::title, dsl::id, dsl::title))
        .load(tx.conn())?;
    let shown = rows.into_iter().map(|(key_result_id, title, id, objective)| KpiFollower {
        key_result_id,
        title,
        objective: ObjectiveRef { id, title: objective },
    });
    Ok(shown.collect())
}
