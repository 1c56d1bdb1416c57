use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
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
    pub created_at: DateTime<Utc>,
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
        created_at,
    });
    Ok(measured.collect())
}
