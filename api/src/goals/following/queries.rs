use chrono::NaiveDate;
use diesel::{prelude::*, update};
use shared::{
    goals::rules::kinds::ObjectiveState,
    wire::{KeyResultId, KpiId},
};

use super::{KeyResultRow, KpiMoved};
use crate::db::{
    TenantTx,
    schema::{key_results, key_results::dsl, objectives},
};

/// A key result that follows, and what of its objective decides its status.
#[derive(Queryable)]
pub(super) struct Follower {
    pub row: KeyResultRow,
    pub state: ObjectiveState,
    pub starts_on: NaiveDate,
}

/// Those that follow one of these, of objectives that aren't history, in one order for all.
pub(super) fn followers(tx: &mut TenantTx<'_>, moved: &[KpiMoved]) -> QueryResult<Vec<Follower>> {
    let closed = [ObjectiveState::Achieved, ObjectiveState::Missed, ObjectiveState::Cancelled];
    let theirs = objectives::org_id.eq(key_results::org_id).and(objectives::id.eq(key_results::objective_id));
    key_results::table
        .inner_join(objectives::table.on(theirs))
        .filter(dsl::org_id.eq(tx.org()).and(dsl::kpi_id.eq_any(moved.iter().map(|one| one.kpi.0))))
        .filter(objectives::state.ne_all(closed))
        .order(dsl::id)
        .select((KeyResultRow::as_select(), objectives::state, objectives::starts_on))
        .load(tx.conn())
}

pub(super) fn set_kpi(tx: &mut TenantTx<'_>, id: KeyResultId, kpi: Option<KpiId>) -> QueryResult<()> {
    update(dsl::key_results.find((tx.org(), id.0)))
        .set((dsl::kpi_id.eq(kpi), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
        .map(drop)
}
