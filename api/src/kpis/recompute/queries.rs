use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    delete, insert_into,
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Bool, Date, Double, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use serde_json::{Map, Value};
use shared::{
    kpis::rules::{
        aggregate::DayTotals,
        gauge::Gauge,
        kinds::{Aggregation, Grain, KpiDirection, KpiKind, KpiState, Missing},
        state::PeriodValue,
    },
    wire::{KpiId, PersonId},
};
use uuid::Uuid;

use super::{
    Touched,
    net::{Computed, Days, Net, Node, Reading},
};
use crate::{
    db::{
        TenantTx,
        schema::{kpi_alerts, kpi_days, kpi_inputs, kpi_periods, kpis, teams},
    },
    kpis::formula::Formula,
};

#[derive(QueryableByName)]
struct NodeRow {
    #[diesel(sql_type = SqlUuid)]
    id: KpiId,
    #[diesel(sql_type = SqlUuid)]
    owner_id: PersonId,
    #[diesel(sql_type = Text)]
    kind: KpiKind,
    #[diesel(sql_type = Text)]
    frequency: Grain,
    #[diesel(sql_type = Text)]
    aggregation: Aggregation,
    #[diesel(sql_type = Text)]
    direction: KpiDirection,
    #[diesel(sql_type = Nullable<Double>)]
    target_value: Option<f64>,
    #[diesel(sql_type = Nullable<Double>)]
    low_value: Option<f64>,
    #[diesel(sql_type = Nullable<Double>)]
    high_value: Option<f64>,
    #[diesel(sql_type = Nullable<Double>)]
    watch_value: Option<f64>,
    #[diesel(sql_type = Nullable<Double>)]
    unhealthy_value: Option<f64>,
    #[diesel(sql_type = Nullable<Double>)]
    hard_value: Option<f64>,
    #[diesel(sql_type = Nullable<Text>)]
    formula: Option<String>,
    #[diesel(sql_type = Text)]
    missing: Missing,
    #[diesel(sql_type = Text)]
    alerted: KpiState,
    #[diesel(sql_type = Bool)]
    renewed: bool,
}

/// These KPIs with every formula above them, and everything any of those is computed from.
pub(super) fn around(tx: &mut TenantTx<'_>, ids: impl Iterator<Item = KpiId>) -> QueryResult<Net> {
    net(tx, ids, true)
}

/// A KPI with everything it is computed from.
pub(in crate::kpis) fn net(tx: &mut TenantTx<'_>, ids: impl Iterator<Item = KpiId>, upwards: bool) -> QueryResult<Net> {
    let rows: Vec<NodeRow> = sql_query(include_str!("net.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(ids.map(|id| id.0).collect::<Vec<_>>())
        .bind::<Bool, _>(upwards)
        .load(tx.conn())?;
    let formulas: Vec<Uuid> = rows.iter().filter(|row| row.formula.is_some()).map(|row| row.id.0).collect();
    let mut inputs: HashMap<KpiId, Vec<(String, KpiId)>> = HashMap::new();
    if !formulas.is_empty() {
        let edges: Vec<(KpiId, String, KpiId)> = kpi_inputs::table
            .filter(kpi_inputs::org_id.eq(tx.org()).and(kpi_inputs::kpi_id.eq_any(formulas)))
            .order((kpi_inputs::kpi_id, kpi_inputs::name))
            .select((kpi_inputs::kpi_id, kpi_inputs::name, kpi_inputs::input_id))
            .load(tx.conn())?;
        for (kpi, name, input) in edges {
            inputs.entry(kpi).or_default().push((name, input));
        }
    }
    let nodes = rows.into_iter().map(|row| {
        let computed = row.formula.as_deref().map(|expression| Computed {
            formula: Formula::read(expression).ok(),
            missing: row.missing,
            inputs: inputs.remove(&row.id).unwrap_or_default(),
        });
        (row.id, node(&row, computed))
    });
    Ok(Net(nodes.collect()))
}

fn node(row: &NodeRow, computed: Option<Computed>) -> Node {
    Node {
        owner: row.owner_id,
        kind: row.kind,
        frequency: row.frequency,
        aggregation: row.aggregation,
        gauge: Gauge {
            direction: row.direction,
            target: row.target_value,
            low: row.low_value,
            high: row.high_value,
            watch: row.watch_value,
            unhealthy: row.unhealthy_value,
            hard: row.hard_value,
        },
        alerted: row.alerted,
        renewed: row.renewed,
        computed,
    }
}

#[derive(QueryableByName)]
struct IdRow {
    #[diesel(sql_type = SqlUuid)]
    id: KpiId,
}

/// These with every formula above the ones that change, and with everything the others are computed from.
pub(super) fn connected(tx: &mut TenantTx<'_>, changed: &[KpiId], read: &[KpiId]) -> QueryResult<BTreeSet<KpiId>> {
    let rows: Vec<IdRow> = sql_query(include_str!("connected.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(changed.iter().map(|id| id.0).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(read.iter().map(|id| id.0).collect::<Vec<_>>())
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Locks KPIs until the transaction ends, in the order of their ids.
pub(super) fn lock(tx: &mut TenantTx<'_>, ids: &BTreeSet<KpiId>) -> QueryResult<()> {
    let ids = ids.iter().map(|id| id.0);
    let rows = kpis::table.filter(kpis::org_id.eq(tx.org()).and(kpis::id.eq_any(ids)));
    rows.select(kpis::id).order(kpis::id).for_no_key_update().load::<Uuid>(tx.conn()).map(drop)
}

/// Takes the periods of KPIs away, to be computed from the beginning.
pub(super) fn forget(tx: &mut TenantTx<'_>, ids: &[KpiId]) -> QueryResult<()> {
    let ids = ids.iter().map(|id| id.0);
    let theirs = kpi_periods::org_id.eq(tx.org()).and(kpi_periods::kpi_id.eq_any(ids));
    delete(kpi_periods::table.filter(theirs)).execute(tx.conn()).map(drop)
}

/// KPIs with a period that is over and wasn't judged since; what was put away is at rest.
pub(super) fn settling(tx: &mut TenantTx<'_>) -> QueryResult<Vec<KpiId>> {
    let due = kpis::settles_on.le(tx.calendar.today).and(kpis::archived_at.is_null());
    let them = kpis::table.filter(kpis::org_id.eq(tx.org()).and(due.assume_not_null()));
    them.order(kpis::id).select(kpis::id).load(tx.conn())
}

/// KPIs that have a value this often.
pub(super) fn of_frequency(tx: &mut TenantTx<'_>, grain: Grain) -> QueryResult<Vec<KpiId>> {
    let them = kpis::table.filter(kpis::org_id.eq(tx.org()).and(kpis::frequency.eq(grain)));
    them.order(kpis::id).select(kpis::id).load(tx.conn())
}

/// Every day on which something stands.
pub(super) fn days_there_are(tx: &mut TenantTx<'_>, ids: &[KpiId]) -> QueryResult<Touched> {
    let ids = ids.iter().map(|id| id.0);
    let rows: Vec<(KpiId, NaiveDate)> = kpi_days::table
        .filter(kpi_days::org_id.eq(tx.org()).and(kpi_days::kpi_id.eq_any(ids)).and(kpi_days::count.gt(0)))
        .select((kpi_days::kpi_id, kpi_days::day))
        .load(tx.conn())?;
    let mut days: HashMap<KpiId, BTreeSet<NaiveDate>> = HashMap::new();
    for (kpi, day) in rows {
        days.entry(kpi).or_default().insert(day);
    }
    Ok(days)
}

#[derive(QueryableByName)]
struct DayRow {
    #[diesel(sql_type = SqlUuid)]
    kpi_id: KpiId,
    #[diesel(sql_type = Date)]
    day: NaiveDate,
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = Double)]
    sum: f64,
    #[diesel(sql_type = Double)]
    least: f64,
    #[diesel(sql_type = Double)]
    most: f64,
    #[diesel(sql_type = Double)]
    last: f64,
}

/// What stands on the days of a range, of each KPI.
pub(super) fn days(tx: &mut TenantTx<'_>, ranges: &HashMap<KpiId, (NaiveDate, NaiveDate)>) -> QueryResult<Days> {
    if ranges.is_empty() {
        return Ok(Days::new());
    }
    let (ids, firsts, lasts) = columns(ranges);
    let query = sql_query(include_str!("days.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(ids)
        .bind::<Array<Date>, _>(firsts)
        .bind::<Array<Date>, _>(lasts);
    query.load(tx.conn()).map(by_kpi)
}

/// The same as it was known at the end of a day: from the days that haven't changed since, and of the others from what
/// they were then.
pub(in crate::kpis) fn days_as_of(
    tx: &mut TenantTx<'_>,
    ranges: &HashMap<KpiId, (NaiveDate, NaiveDate)>,
    known_at: Option<DateTime<Utc>>,
) -> QueryResult<Days> {
    let Some(known_at) = known_at else {
        return days(tx, ranges);
    };
    let (ids, firsts, lasts) = columns(ranges);
    let query = sql_query(include_str!("days_as_of.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(ids)
        .bind::<Array<Date>, _>(firsts)
        .bind::<Array<Date>, _>(lasts)
        .bind::<Timestamptz, _>(known_at);
    query.load(tx.conn()).map(by_kpi)
}

fn columns(ranges: &HashMap<KpiId, (NaiveDate, NaiveDate)>) -> (Vec<Uuid>, Vec<NaiveDate>, Vec<NaiveDate>) {
    let ids = ranges.keys().map(|id| id.0).collect();
    (ids, ranges.values().map(|range| range.0).collect(), ranges.values().map(|range| range.1).collect())
}

/// In order of their days.
fn by_kpi(rows: Vec<DayRow>) -> Days {
    let mut days = Days::new();
    for DayRow { kpi_id, day, count, sum, least, most, last } in rows {
        // One value is itself, to the last bit; the sum is kept as a decimal.
        let sum = if count == 1 { last } else { sum };
        days.entry(kpi_id).or_default().push(DayTotals { day, count, sum, least, most, last });
    }
    days
}

/// A period to be kept.
pub(super) struct Kept {
    pub id: KpiId,
    pub starts_on: NaiveDate,
    pub reading: Reading,
}

/// Keeps periods in the place of what they were.
pub(super) fn keep(tx: &mut TenantTx<'_>, kept: &[Kept]) -> QueryResult<()> {
    if kept.is_empty() {
        return Ok(());
    }
    let inputs = |kept: &Kept| {
        let read = kept.reading.inputs.iter().map(|(name, _, value)| (name.clone(), Value::from(*value)));
        Value::Object(read.collect::<Map<_, _>>())
    };
    sql_query(include_str!("keep.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(kept.iter().map(|kept| kept.id.0).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(kept.iter().map(|kept| kept.starts_on).collect::<Vec<_>>())
        .bind::<Array<Nullable<Double>>, _>(kept.iter().map(|kept| kept.reading.value).collect::<Vec<_>>())
        .bind::<Array<Nullable<Text>>, _>(kept.iter().map(|kept| kept.reading.reason).collect::<Vec<_>>())
        .bind::<Array<Jsonb>, _>(kept.iter().map(inputs).collect::<Vec<_>>())
        .execute(tx.conn())
        .map(drop)
}

#[derive(QueryableByName)]
struct LatestRow {
    #[diesel(sql_type = SqlUuid)]
    kpi_id: KpiId,
    #[diesel(sql_type = Date)]
    starts_on: NaiveDate,
    #[diesel(sql_type = Double)]
    value: f64,
}

/// The three latest periods of each that have a value, latest first.
pub(super) fn latest(tx: &mut TenantTx<'_>, ids: &[KpiId]) -> QueryResult<HashMap<KpiId, Vec<PeriodValue>>> {
    let rows: Vec<LatestRow> = sql_query(include_str!("latest.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(ids.iter().map(|id| id.0).collect::<Vec<_>>())
        .load(tx.conn())?;
    let mut latest: HashMap<KpiId, Vec<PeriodValue>> = HashMap::new();
    for LatestRow { kpi_id, starts_on, value } in rows {
        latest.entry(kpi_id).or_default().push(PeriodValue { starts_on, value });
    }
    Ok(latest)
}

/// How a KPI stands from now on.
pub(super) struct Standing {
    pub id: KpiId,
    pub newest: Option<PeriodValue>,
    /// The day on which its latest period is over and has to be judged, if that is to come.
    pub settles_on: Option<NaiveDate>,
    pub steps: Vec<(NaiveDate, KpiState)>,
    pub alerted: KpiState,
}

/// Writes down how KPIs stand.
pub(super) fn stand(tx: &mut TenantTx<'_>, standings: &[Standing]) -> QueryResult<()> {
    if standings.is_empty() {
        return Ok(());
    }
    // Postgres keeps days from 4713 BC on; the first means "since ever".
    let ever = NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default();
    // Arrays of arrays would have to be equally long, so that steps travel as JSON.
    let steps = |standing: &Standing| {
        let from: Vec<NaiveDate> = standing.steps.iter().map(|(day, _)| (*day).max(ever)).collect();
        let then: Vec<&str> = standing.steps.iter().map(|(_, state)| state.as_str()).collect();
        serde_json::json!({ "from": from, "then": then })
    };
    sql_query(include_str!("stand.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(standings.iter().map(|one| one.id.0).collect::<Vec<_>>())
        .bind::<Array<Nullable<Double>>, _>(
            standings.iter().map(|one| one.newest.map(|it| it.value)).collect::<Vec<_>>(),
        )
        .bind::<Array<Nullable<Date>>, _>(
            standings.iter().map(|one| one.newest.map(|it| it.starts_on)).collect::<Vec<_>>(),
        )
        .bind::<Array<Text>, _>(standings.iter().map(|one| one.alerted).collect::<Vec<_>>())
        .bind::<Array<Jsonb>, _>(standings.iter().map(steps).collect::<Vec<_>>())
        .bind::<Array<Nullable<Date>>, _>(standings.iter().map(|one| one.settles_on).collect::<Vec<_>>())
        .execute(tx.conn())
        .map(drop)
}

/// A state that was left for another.
pub(super) struct Crossing {
    pub id: KpiId,
    /// Who answers for it.
    pub owner: PersonId,
    pub value_on: NaiveDate,
    pub value: f64,
    pub was: KpiState,
    pub became: KpiState,
    pub hard: bool,
}

/// Who leads the teams that KPIs are of, with their KPI.
pub(super) fn leads(tx: &mut TenantTx<'_>, ids: impl Iterator<Item = KpiId>) -> QueryResult<Vec<(KpiId, PersonId)>> {
    let of_team = teams::org_id.eq(kpis::org_id).and(teams::id.nullable().eq(kpis::team_id));
    let rows: Vec<(KpiId, Option<PersonId>)> = kpis::table
        .inner_join(teams::table.on(of_team))
        .filter(kpis::org_id.eq(tx.org()).and(kpis::id.eq_any(ids.map(|id| id.0))))
        .select((kpis::id, teams::lead_id))
        .load(tx.conn())?;
    Ok(rows.into_iter().filter_map(|(kpi, lead)| Some((kpi, lead?))).collect())
}

/// Writes crossings down.
pub(super) fn cross(tx: &mut TenantTx<'_>, crossings: &[Crossing]) -> QueryResult<()> {
    let org = tx.org();
    let rows = crossings.iter().map(|crossing| {
        (
            kpi_alerts::org_id.eq(org),
            kpi_alerts::id.eq(Uuid::now_v7()),
            kpi_alerts::kpi_id.eq(crossing.id),
            kpi_alerts::value_on.eq(crossing.value_on),
            kpi_alerts::value.eq(crossing.value),
            kpi_alerts::was.eq(crossing.was),
            kpi_alerts::became.eq(crossing.became),
            kpi_alerts::hard.eq(crossing.hard),
        )
    });
    insert_into(kpi_alerts::table).values(rows.collect::<Vec<_>>()).execute(tx.conn()).map(drop)
}
