use diesel::{dsl::sql, prelude::*, sql_types::Bool};

use crate::{
    db::{TenantTx, schema::visible_kpis::dsl},
    kpis::rows::KpiRow,
};

/// What the actor or their team answers for and has to measure; those longest without a value first.
pub(super) fn mine(tx: &mut TenantTx<'_>) -> QueryResult<Vec<KpiRow>> {
    let of_team = dsl::team_answers.eq(true).and(sql::<Bool>(OF_TEAM));
    dsl::visible_kpis
        .filter(dsl::org_id.eq(tx.org()).and(dsl::owner_id.eq(tx.actor.person.0).or(of_team)))
        .filter(dsl::formula.is_null().and(dsl::archived_at.is_null()))
        .order((dsl::value_on.asc().nulls_first(), dsl::id))
        .limit(200)
        .select(KpiRow::as_select())
        .load(tx.conn())
}

/// Whether a KPI's team is the actor's, or above it.
const OF_TEAM: &str = "EXISTS (SELECT FROM people me \
    JOIN team_closure t ON t.org_id = me.org_id AND t.team_id = me.team_id \
    WHERE me.org_id = visible_kpis.org_id AND me.id = current_person() AND t.above_id = visible_kpis.team_id)";
