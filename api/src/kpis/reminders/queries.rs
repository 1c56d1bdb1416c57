use chrono::{DateTime, NaiveDate, Utc};
use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use shared::{
    kpis::rules::kinds::Grain,
    people::PersonStatus,
    wire::{KpiId, PersonId},
};

use crate::db::{
    TenantTx,
    schema::{kpis as kpi, people},
};

/// A KPI whose values somebody enters.
pub(super) struct Measured {
    pub id: KpiId,
    pub owner: PersonId,
    pub frequency: Grain,
    pub value_on: Option<NaiveDate>,
    pub created_on: NaiveDate,
}

type Row = (KpiId, PersonId, Grain, Option<NaiveDate>, DateTime<Utc>);

/// Those that are kept up by people who are here.
pub(super) fn measured(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Measured>> {
    let rows: Vec<Row> = kpi::table
        .inner_join(people::table.on(people::org_id.eq(kpi::org_id).and(people::id.eq(kpi::owner_id))))
        .filter(kpi::org_id.eq(tx.org()).and(kpi::formula.is_null()).and(kpi::archived_at.is_null()))
        .filter(people::status.eq(PersonStatus::Active))
        .order(kpi::id)
        .select((kpi::id, kpi::owner_id, kpi::frequency, kpi::value_on, kpi::created_at))
        .load(tx.conn())?;
    let measured = rows.into_iter().map(|(id, owner, frequency, value_on, created_at)| Measured {
        id,
        owner,
        frequency,
        value_on,
        created_on: created_at.date_naive(),
    });
    Ok(measured.collect())
}

/// Those that stand otherwise today than was last told of them.
pub(super) fn crossed(tx: &mut TenantTx<'_>) -> QueryResult<Vec<KpiId>> {
    let otherwise =
        sql::<Bool>("kpis.state_then[width_bucket(current_day(), kpis.state_from)] NOT IN ('no_data', kpis.alerted)");
    kpi::table
        .filter(kpi::org_id.eq(tx.org()).and(kpi::archived_at.is_null()).and(otherwise))
        .order(kpi::id)
        .select(kpi::id)
        .load(tx.conn())
}
