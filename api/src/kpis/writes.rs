//! Changes to KPIs. Every one takes the proof of what it changes.

use diesel::{
    define_sql_function, delete,
    dsl::now,
    insert_into,
    prelude::*,
    select,
    sql_types::{BigInt, Text},
    update as update_row,
};
use shared::{
    goals::Visibility,
    kpis::{
        FormulaInput, KpiChanges, NewKpi,
        rules::kinds::{Aggregation, Grain, KpiDirection, KpiKind, Missing},
    },
    wire::{KpiId, PersonId, TeamId},
};
use uuid::Uuid;

use super::rows::KpiRow;
use crate::db::{
    Changeable, TenantTx,
    schema::{kpi_inputs, kpis, kpis::dsl},
};

define_sql_function! {
    /// Postgres's own: held until the transaction ends.
    fn pg_advisory_xact_lock(key: BigInt);
}
define_sql_function! {
    /// Postgres's own.
    fn hashtextextended(text: Text, seed: BigInt) -> BigInt;
}

/// Two formulas made at once could close a circle that neither sees, so they are made one after the other.
pub(super) fn hold_formulas(tx: &mut TenantTx<'_>) -> QueryResult<()> {
    let key = hashtextextended(format!("formulas {}", tx.org()), 0);
    select(pg_advisory_xact_lock(key)).execute(tx.conn()).map(drop)
}

/// Adds a KPI; its numbers are for `recompute`.
pub(super) fn insert(tx: &mut TenantTx<'_>, new: &NewKpi, owner: PersonId) -> QueryResult<KpiId> {
    let id = KpiId(Uuid::now_v7());
    let gauge = new.gauge;
    let missing = new.formula.as_ref().and_then(|formula| formula.missing).unwrap_or(Missing::NoValue);
    insert_into(dsl::kpis)
        .values((
            (
                dsl::org_id.eq(tx.org()),
                dsl::id.eq(id),
                dsl::name.eq(new.name.trim()),
                dsl::description.eq(new.description.trim()),
                dsl::owner_id.eq(owner),
                dsl::team_id.eq(new.team_id),
                dsl::team_answers.eq(new.team_answers),
                dsl::visibility.eq(new.visibility),
            ),
            dsl::kind.eq(new.kind),
            dsl::unit.eq(new.unit.as_deref().map(str::trim)),
            dsl::decimals.eq(i16::from(new.decimals.unwrap_or(0))),
            dsl::direction.eq(gauge.direction),
            (
                dsl::target_value.eq(gauge.target),
                dsl::low_value.eq(gauge.low),
                dsl::high_value.eq(gauge.high),
                dsl::watch_value.eq(gauge.watch),
                dsl::unhealthy_value.eq(gauge.unhealthy),
                dsl::hard_value.eq(gauge.hard),
            ),
            dsl::frequency.eq(new.frequency),
            dsl::aggregation.eq(new.aggregation),
            dsl::formula.eq(new.formula.as_ref().map(|formula| formula.expression.trim())),
            dsl::missing.eq(missing),
            dsl::created_by.eq(tx.actor.person),
        ))
        .execute(tx.conn())?;
    if let Some(formula) = &new.formula {
        add_inputs(tx, id, &formula.inputs)?;
    }
    Ok(id)
}

fn add_inputs(tx: &mut TenantTx<'_>, id: KpiId, inputs: &[FormulaInput]) -> QueryResult<()> {
    let org = tx.org();
    let rows = inputs.iter().map(|input| {
        (
            kpi_inputs::org_id.eq(org),
            kpi_inputs::kpi_id.eq(id),
            kpi_inputs::name.eq(&input.name),
            kpi_inputs::input_id.eq(input.kpi_id),
        )
    });
    insert_into(kpi_inputs::table).values(rows.collect::<Vec<_>>()).execute(tx.conn()).map(drop)
}

#[derive(AsChangeset)]
#[diesel(table_name = kpis)]
struct Changes<'a> {
    name: Option<&'a str>,
    description: Option<&'a str>,
    owner_id: Option<PersonId>,
    team_id: Option<Option<TeamId>>,
    team_answers: Option<bool>,
    visibility: Option<Visibility>,
    kind: Option<KpiKind>,
    unit: Option<Option<&'a str>>,
    decimals: Option<i16>,
    direction: Option<KpiDirection>,
    target_value: Option<Option<f64>>,
    low_value: Option<Option<f64>>,
    high_value: Option<Option<f64>>,
    watch_value: Option<Option<f64>>,
    unhealthy_value: Option<Option<f64>>,
    hard_value: Option<Option<f64>>,
    frequency: Option<Grain>,
    aggregation: Option<Aggregation>,
    formula: Option<Option<&'a str>>,
    missing: Option<Missing>,
}

/// Applies what was asked for; its numbers are for `recompute`.
pub(super) fn update(tx: &mut TenantTx<'_>, before: &Changeable<KpiRow>, asked: &KpiChanges) -> QueryResult<()> {
    let unit = asked.unit.clone().asked();
    let gauge = asked.gauge;
    let changes = Changes {
        name: asked.name.as_deref().map(str::trim),
        description: asked.description.as_deref().map(str::trim),
        owner_id: asked.owner_id,
        team_id: asked.team_id.asked(),
        team_answers: asked.team_answers,
        visibility: asked.visibility,
        kind: asked.kind,
        unit: unit.as_ref().map(|unit| unit.as_deref().map(str::trim)),
        decimals: asked.decimals.map(i16::from),
        direction: gauge.map(|gauge| gauge.direction),
        target_value: gauge.map(|gauge| gauge.target),
        low_value: gauge.map(|gauge| gauge.low),
        high_value: gauge.map(|gauge| gauge.high),
        watch_value: gauge.map(|gauge| gauge.watch),
        unhealthy_value: gauge.map(|gauge| gauge.unhealthy),
        hard_value: gauge.map(|gauge| gauge.hard),
        frequency: asked.frequency,
        aggregation: asked.aggregation,
        formula: asked.formula.as_ref().map(|formula| Some(formula.expression.trim())),
        missing: asked.formula.as_ref().and_then(|formula| formula.missing),
    };
    update_row(dsl::kpis.find((tx.org(), before.id.0)))
        .set((changes, dsl::version.eq(dsl::version + 1), dsl::updated_at.eq(now)))
        .execute(tx.conn())?;
    if let Some(formula) = &asked.formula {
        let theirs = kpi_inputs::org_id.eq(tx.org()).and(kpi_inputs::kpi_id.eq(before.id.0));
        delete(kpi_inputs::table.filter(theirs)).execute(tx.conn())?;
        add_inputs(tx, before.id, &formula.inputs)?;
    }
    Ok(())
}

/// Puts a KPI away, or takes it up again.
pub(super) fn set_archived(tx: &mut TenantTx<'_>, kpi: &Changeable<KpiRow>, archived: bool) -> QueryResult<usize> {
    let at = archived.then(chrono::Utc::now);
    update_row(dsl::kpis.find((tx.org(), kpi.id.0)))
        .set((dsl::archived_at.eq(at), dsl::version.eq(dsl::version + 1), dsl::updated_at.eq(now)))
        .execute(tx.conn())
}
