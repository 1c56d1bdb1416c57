use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    kpis::{KpiAlert, rules::kinds::KpiState},
    wire::KpiId,
};
use uuid::Uuid;

use crate::{
    db::{Readable, TenantTx, schema::kpi_alerts::dsl},
    kpis::rows::KpiRow,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = crate::db::schema::kpi_alerts)]
struct Row {
    id: Uuid,
    kpi_id: KpiId,
    value_on: NaiveDate,
    value: f64,
    was: KpiState,
    became: KpiState,
    hard: bool,
    created_at: DateTime<Utc>,
}

/// The latest 100.
pub(super) fn alerts(tx: &mut TenantTx<'_>, kpi: &Readable<KpiRow>) -> QueryResult<Vec<KpiAlert>> {
    let rows: Vec<Row> = dsl::kpi_alerts
        .filter(dsl::org_id.eq(tx.org()).and(dsl::kpi_id.eq(kpi.id.0)))
        .order(dsl::id.desc())
        .limit(100)
        .select(Row::as_select())
        .load(tx.conn())?;
    let shown = rows.into_iter().map(|Row { id, kpi_id, value_on, value, was, became, hard, created_at }| KpiAlert {
        id,
        kpi_id,
        value_on,
        value,
        was,
        became,
        hard,
        created_at,
    });
    Ok(shown.collect())
}
