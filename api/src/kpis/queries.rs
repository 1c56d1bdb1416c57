use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate};
use diesel::{
    dsl::{exists, sql},
    pg::Pg,
    prelude::*,
    select, sql_query,
    sql_types::{Array, BigInt, Bool, Date, Double, Nullable, Uuid as SqlUuid},
};
use serde::{Deserialize, Serialize};
use shared::{
    kpis::{
        Kpi, KpiFilter, KpiInput, KpiRef, KpiSort, RecentValue,
        rules::{circle, kinds::Grain},
    },
    wire::{KpiId, Limit, PersonId, TeamId},
};
use uuid::Uuid;

use super::{clock::Clock, rows::KpiRow};
use crate::db::{
    TenantTx,
    schema::{
        key_results, kpi_inputs, kpi_measurements, kpis, team_closure,
        visible_kpis::{self, dsl},
    },
};

/// Where a page of KPIs ends: the value sorted by, and the id.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Position {
    Id(KpiId),
    Name(String, KpiId),
    State(i32, KpiId),
}

impl Position {
    pub(super) fn of(row: &KpiRow, sort: KpiSort) -> Self {
        match sort {
            KpiSort::Newest => Self::Id(row.id),
            KpiSort::Name => Self::Name(row.name.clone(), row.id),
            KpiSort::State => Self::State(row.state_order, row.id),
        }
    }
}

type Query = visible_kpis::BoxedQuery<'static, Pg>;

/// One row more than the page holds.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    filter: &KpiFilter,
    limit: Limit,
    after: Option<Position>,
) -> QueryResult<Vec<KpiRow>> {
    let query = sorted(filtered(tx.org(), filter), filter.sort.unwrap_or(KpiSort::Name), after);
    query.limit(limit.get() + 1).select(KpiRow::as_select()).load(tx.conn())
}

fn filtered(org: Uuid, filter: &KpiFilter) -> Query {
    let query = narrowed(org, filter);
    match filter.archived {
        Some(true) => query.filter(dsl::archived_at.is_not_null()),
        // Being put away is a change as well.
        None if filter.updated_since.is_some() => query,
        _ => query.filter(dsl::archived_at.is_null()),
    }
}

/// By everything but whether they were put away.
fn narrowed(org: Uuid, filter: &KpiFilter) -> Query {
    let mut query = dsl::visible_kpis.filter(dsl::org_id.eq(org)).into_boxed();
    if let Some(words) = filter.q.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        let escaped = words.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
        query = query.filter(dsl::name.ilike(format!("%{escaped}%")));
    }
    if let Some(owner) = filter.owner {
        query = query.filter(dsl::owner_id.eq(owner.0));
    }
    if let Some(team) = filter.team {
        let below = team_closure::table
            .filter(team_closure::org_id.eq(org).and(team_closure::above_id.eq(team.0)))
            .filter(team_closure::team_id.nullable().eq(dsl::team_id));
        query = query.filter(exists(below));
    }
    if let Some(state) = filter.state {
        query = query.filter(dsl::state.eq(state));
    }
    if filter.without_owner == Some(true) {
        query = query.filter(sql::<Bool>(HAS_NO_ACTIVE_OWNER));
    }
    if let Some(since) = filter.updated_since {
        // Before 1970 there was nothing, and Postgres knows no moments of long before.
        let since = since.max(DateTime::UNIX_EPOCH);
        query = query.filter(dsl::updated_at.ge(since));
    }
    query
}

/// Who has left is a detail about them: so only of what the actor answers for. Home counts the same.
const HAS_NO_ACTIVE_OWNER: &str = "(visible_kpis.relation IN ('own', 'report', 'organisation') \
    AND EXISTS (SELECT FROM people gone WHERE gone.org_id = visible_kpis.org_id AND gone.id = visible_kpis.owner_id \
                AND gone.status = 'deactivated'))";

/// Whose KPIs to count.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Among {
    /// Of this team or one below it.
    pub team: Option<TeamId>,
    /// Answered for by this person.
    pub owner: Option<PersonId>,
    /// Whether what is merely shared or published counts too.
    pub seen: bool,
}

/// The KPIs that may be counted, put away ones too.
pub(super) fn among(tx: &mut TenantTx<'_>, which: &Among) -> QueryResult<Vec<KpiRow>> {
    let filter = KpiFilter { owner: which.owner, team: which.team, ..KpiFilter::default() };
    let mut query = narrowed(tx.org(), &filter);
    if !which.seen {
        query = query.filter(dsl::relation.eq_any(["own", "report", "organisation"]));
    }
    query.select(KpiRow::as_select()).load(tx.conn())
}

fn sorted(query: Query, sort: KpiSort, after: Option<Position>) -> Query {
    match (sort, after) {
        (KpiSort::Newest, Some(Position::Id(id))) => query.filter(dsl::id.lt(id.0)).order(dsl::id.desc()),
        (KpiSort::Newest, _) => query.order(dsl::id.desc()),
        (KpiSort::Name, Some(Position::Name(name, id))) => query
            .filter(dsl::name.gt(name.clone()).or(dsl::name.eq(name).and(dsl::id.gt(id.0))))
            .order((dsl::name, dsl::id)),
        (KpiSort::Name, _) => query.order((dsl::name, dsl::id)),
        (KpiSort::State, Some(Position::State(order, id))) => query
            .filter(dsl::state_order.gt(order).or(dsl::state_order.eq(order).and(dsl::id.gt(id.0))))
            .order((dsl::state_order, dsl::id)),
        (KpiSort::State, _) => query.order((dsl::state_order, dsl::id)),
    }
}

/// How many of its latest periods a KPI is shown with.
const RECENT: i64 = 12;

#[derive(QueryableByName)]
struct Recent {
    #[diesel(sql_type = SqlUuid)]
    kpi_id: KpiId,
    #[diesel(sql_type = Date)]
    starts_on: NaiveDate,
    #[diesel(sql_type = Nullable<Double>)]
    value: Option<f64>,
}

/// Rows as the caller gets them.
pub(super) fn shown(tx: &mut TenantTx<'_>, rows: Vec<KpiRow>) -> QueryResult<Vec<Kpi>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let clock = Clock::of(tx)?;
    shown_by(tx, rows, clock)
}

/// The same for whoever has read the clock already.
pub(super) fn shown_by(tx: &mut TenantTx<'_>, rows: Vec<KpiRow>, clock: Clock) -> QueryResult<Vec<Kpi>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
    let recent: Vec<Recent> = sql_query(include_str!("recent.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(ids)
        .bind::<BigInt, _>(RECENT)
        .load(tx.conn())?;
    let mut by_kpi: HashMap<KpiId, Vec<RecentValue>> = HashMap::new();
    for Recent { kpi_id, starts_on, value } in recent {
        by_kpi.entry(kpi_id).or_default().push(RecentValue { starts_on, value });
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let recent = by_kpi.remove(&row.id).unwrap_or_default();
            row.shown(recent, clock)
        })
        .collect())
}

/// What a formula reads, by name; whose KPI the actor can't see stays nameless.
pub(super) fn inputs(tx: &mut TenantTx<'_>, id: KpiId) -> QueryResult<Vec<KpiInput>> {
    let seen = dsl::org_id.eq(kpi_inputs::org_id).and(dsl::id.eq(kpi_inputs::input_id));
    let rows: Vec<(String, Option<KpiId>, Option<String>)> = kpi_inputs::table
        .left_join(dsl::visible_kpis.on(seen))
        .filter(kpi_inputs::org_id.eq(tx.org()).and(kpi_inputs::kpi_id.eq(id.0)))
        .order(kpi_inputs::name)
        .select((kpi_inputs::name, dsl::id.nullable(), dsl::name.nullable()))
        .load(tx.conn())?;
    let shown = rows
        .into_iter()
        .map(|(name, id, called)| KpiInput { name, kpi: id.zip(called).map(|(id, name)| KpiRef { id, name }) });
    Ok(shown.collect())
}

/// Formulas that read a KPI, as far as the actor may see them.
pub(super) fn used_by(tx: &mut TenantTx<'_>, id: KpiId) -> QueryResult<Vec<KpiRef>> {
    let readers = kpi_inputs::table
        .filter(kpi_inputs::org_id.eq(tx.org()).and(kpi_inputs::input_id.eq(id.0)))
        .select(kpi_inputs::kpi_id);
    let rows: Vec<(KpiId, String)> = dsl::visible_kpis
        .filter(dsl::org_id.eq(tx.org()).and(dsl::id.eq_any(readers)))
        .order((dsl::name, dsl::id))
        .limit(100)
        .select((dsl::id, dsl::name))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|(id, name)| KpiRef { id, name }).collect())
}

/// The names of those the actor may see.
pub(crate) fn names(tx: &mut TenantTx<'_>, ids: &[KpiId]) -> QueryResult<HashMap<KpiId, String>> {
    let ids = ids.iter().map(|id| id.0);
    let seen = dsl::visible_kpis.filter(dsl::org_id.eq(tx.org()).and(dsl::id.eq_any(ids)));
    let rows: Vec<(KpiId, String)> = seen.select((dsl::id, dsl::name)).load(tx.conn())?;
    Ok(rows.into_iter().collect())
}

/// Whether anything was reckoned with its numbers already: it was measured, is read by a formula or followed.
pub(super) fn is_counted_on(tx: &mut TenantTx<'_>, id: KpiId) -> QueryResult<bool> {
    let org = tx.org();
    let measured = kpi_measurements::org_id.eq(org).and(kpi_measurements::kpi_id.eq(id.0));
    let read = kpi_inputs::org_id.eq(org).and(kpi_inputs::input_id.eq(id.0));
    let followed = key_results::org_id.eq(org).and(key_results::kpi_id.eq(id.0));
    select(
        exists(kpi_measurements::table.filter(measured))
            .or(exists(kpi_inputs::table.filter(read)))
            .or(exists(key_results::table.filter(followed))),
    )
    .get_result(tx.conn())
}

/// How often the formula that reads a KPI most often has a value.
pub(super) fn finest_reader(tx: &mut TenantTx<'_>, id: KpiId) -> QueryResult<Option<Grain>> {
    let readers = kpi_inputs::table
        .inner_join(kpis::table.on(kpis::org_id.eq(kpi_inputs::org_id).and(kpis::id.eq(kpi_inputs::kpi_id))))
        .filter(kpi_inputs::org_id.eq(tx.org()).and(kpi_inputs::input_id.eq(id.0)));
    let all: Vec<Grain> = readers.select(kpis::frequency).distinct().load(tx.conn())?;
    Ok(all.into_iter().min())
}

/// How often the input of a formula that has a value least often has one.
pub(super) fn coarsest_input(tx: &mut TenantTx<'_>, id: KpiId) -> QueryResult<Option<Grain>> {
    let inputs = kpi_inputs::table
        .inner_join(kpis::table.on(kpis::org_id.eq(kpi_inputs::org_id).and(kpis::id.eq(kpi_inputs::input_id))))
        .filter(kpi_inputs::org_id.eq(tx.org()).and(kpi_inputs::kpi_id.eq(id.0)));
    let all: Vec<Grain> = inputs.select(kpis::frequency).distinct().load(tx.conn())?;
    Ok(all.into_iter().max())
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// How many formulas hang on the one of these that most hang on.
pub(super) fn most_readers(tx: &mut TenantTx<'_>, ids: &[KpiId]) -> QueryResult<usize> {
    let found: Count = sql_query(include_str!("readers.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(ids.iter().map(|id| id.0).collect::<Vec<_>>())
        .get_result(tx.conn())?;
    Ok(usize::try_from(found.count).unwrap_or(usize::MAX))
}

/// What formulas read, from some KPIs downwards.
pub(super) struct Graph {
    reads: HashMap<KpiId, Vec<KpiId>>,
}

#[derive(QueryableByName)]
struct Edge {
    #[diesel(sql_type = SqlUuid)]
    id: KpiId,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    input_id: Option<KpiId>,
}

impl Graph {
    /// Everything these are computed from, themselves included.
    pub(super) fn below(tx: &mut TenantTx<'_>, ids: &[KpiId]) -> QueryResult<Self> {
        let edges: Vec<Edge> = sql_query(include_str!("below.sql"))
            .bind::<SqlUuid, _>(tx.org())
            .bind::<Array<SqlUuid>, _>(ids.iter().map(|id| id.0).collect::<Vec<_>>())
            .load(tx.conn())?;
        let mut reads: HashMap<KpiId, Vec<KpiId>> = HashMap::new();
        for edge in edges {
            reads.entry(edge.id).or_default().extend(edge.input_id);
        }
        Ok(Self { reads })
    }

    /// The circle that would close if `formula` read `inputs`.
    pub(super) fn circle(&self, formula: KpiId, inputs: &[KpiId]) -> Option<Vec<KpiId>> {
        circle::closed_by(&self.reads, formula, inputs)
    }

    /// How many of them are measured.
    pub(super) fn leaves(&self) -> usize {
        self.reads.values().filter(|inputs| inputs.is_empty()).count()
    }

    /// How many formulas stand on each other below `inputs`.
    pub(super) fn levels(&self, inputs: &[KpiId]) -> usize {
        let mut now: HashSet<KpiId> = inputs.iter().copied().collect();
        let mut levels = 0;
        while !now.is_empty() && levels <= self.reads.len() {
            now = now.iter().filter_map(|id| self.reads.get(id)).flatten().copied().collect();
            levels += 1;
        }
        levels
    }
}
