use std::collections::HashMap;

use chrono::DateTime;
use diesel::{
    dsl::{count_star, exists, sql},
    pg::Pg,
    prelude::*,
    sql_types::{BigInt, Bool, Nullable, Text, Timestamptz},
};
use serde::{Deserialize, Serialize};
use shared::{
    goals::{
        KeyResult, Milestone, Objective, ObjectiveFilter, ObjectiveSort, Scope,
        rules::{
            kinds::{KeyResultKind, ObjectiveState},
            pace::Span,
        },
    },
    wire::{KeyResultId, KpiId, Limit, ObjectiveId},
};
use uuid::Uuid;

use super::rows::{KeyResultRow, MilestoneRow, ObjectiveRow, Surroundings};
use crate::db::{
    Calendar, TenantTx,
    schema::{
        key_results, milestones, people, team_closure, visible_kpis,
        visible_objectives::{self, dsl},
    },
};

/// Where a page of objectives ends: the value sorted by, and the id.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Position {
    Id(ObjectiveId),
    Title(String, ObjectiveId),
    /// The number's bits: as a decimal it might come back a hair off and repeat or skip a row.
    Progress(u64, ObjectiveId),
}

impl Position {
    pub(super) fn of(row: &ObjectiveRow, sort: ObjectiveSort) -> Self {
        match sort {
            ObjectiveSort::Newest => Self::Id(row.id),
            ObjectiveSort::Title => Self::Title(row.title.clone(), row.id),
            ObjectiveSort::Progress | ObjectiveSort::ProgressDown => {
                Self::Progress(row.progress_order.to_bits(), row.id)
            }
        }
    }
}

type Query = visible_objectives::BoxedQuery<'static, Pg>;

/// One row more than the page holds.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    filter: &ObjectiveFilter,
    limit: Limit,
    after: Option<Position>,
) -> QueryResult<Vec<ObjectiveRow>> {
    let sort = filter.sort.unwrap_or(ObjectiveSort::Newest);
    let query = sorted(filtered(tx.org(), filter), sort, after);
    query.limit(limit.get() + 1).select(ObjectiveRow::as_select()).load(tx.conn())
}

const HAS_NO_PARENT_IN_SIGHT: &str = "(visible_objectives.parent_id IS NULL OR NOT EXISTS ( \
    SELECT FROM visible_objectives above \
    WHERE above.org_id = visible_objectives.org_id AND above.id = visible_objectives.parent_id))";

/// Who has left is a detail about them: so only of what the actor answers for. Home counts the same.
const HAS_NO_ACTIVE_OWNER: &str = "(visible_objectives.relation IN ('own', 'report', 'organisation') \
    AND visible_objectives.state IN ('draft', 'proposed', 'active', 'paused') \
    AND visible_objectives.id IN ( \
        SELECT o.id FROM people gone JOIN objectives o ON o.org_id = gone.org_id AND o.owner_id = gone.id \
        WHERE gone.org_id = current_org() AND gone.status = 'deactivated' \
        UNION ALL \
        SELECT k.objective_id FROM people gone JOIN key_results k ON k.org_id = gone.org_id AND k.owner_id = gone.id \
        WHERE gone.org_id = current_org() AND gone.status = 'deactivated'))";

/// The objectives the actor may see that pass the filter; the one starting point of the list and of what is made of it.
pub(crate) fn filtered(org: Uuid, filter: &ObjectiveFilter) -> Query {
    let mut query = dsl::visible_objectives.filter(dsl::org_id.eq(org)).into_boxed();
    if let Some(words) = filter.q.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        let escaped = words.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
        query = query.filter(dsl::title.ilike(format!("%{escaped}%")));
    }
    if let Some(period) = filter.period {
        query = query.filter(dsl::period_id.eq(period.0));
    }
    if let Some(level) = filter.level {
        query = query.filter(dsl::level.eq(level));
    }
    if let Some(state) = filter.state {
        query = query.filter(dsl::state.eq(state));
    }
    if let Some(status) = filter.status {
        query = query.filter(dsl::status.eq(status));
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
    if filter.scope == Some(Scope::Answered) {
        query = query.filter(dsl::relation.eq_any(["own", "report", "organisation"]));
    }
    if filter.agreed == Some(true) {
        query = query.filter(dsl::state.ne_all([ObjectiveState::Draft, ObjectiveState::Proposed]));
    }
    if filter.without_owner == Some(true) {
        query = query.filter(sql::<Bool>(HAS_NO_ACTIVE_OWNER));
    }
    if let Some(since) = filter.updated_since {
        // Before 1970 there was nothing, and Postgres knows no moments of long before.
        let since = since.max(DateTime::UNIX_EPOCH);
        query = query.filter(sql::<Bool>(TOUCHED_AFTER).bind::<Timestamptz, _>(since).sql(")"));
    }
    if let Some(parent) = filter.parent {
        query = query.filter(dsl::parent_id.eq(parent.0));
    }
    if filter.roots == Some(true) {
        query = query.filter(sql::<Bool>(HAS_NO_PARENT_IN_SIGHT));
    }
    query
}

/// Begins what asks whether an objective became another from a moment on.
const TOUCHED_AFTER: &str = "EXISTS (SELECT FROM objectives touched WHERE touched.org_id = visible_objectives.org_id \
    AND touched.id = visible_objectives.id AND touched.touched_at >= ";

fn sorted(query: Query, sort: ObjectiveSort, after: Option<Position>) -> Query {
    match (sort, after) {
        (ObjectiveSort::Newest, Some(Position::Id(id))) => query.filter(dsl::id.lt(id.0)).order(dsl::id.desc()),
        (ObjectiveSort::Newest, _) => query.order(dsl::id.desc()),
        (ObjectiveSort::Title, after) => match after {
            Some(Position::Title(title, id)) => {
                // The first condition says nothing new, but it is the one an index can begin from.
                let from = query.filter(dsl::title.ge(title.clone()));
                from.filter(dsl::title.gt(title.clone()).or(dsl::title.eq(title).and(dsl::id.gt(id.0))))
            }
            _ => query,
        }
        .order((dsl::title, dsl::id)),
        (ObjectiveSort::Progress, after) => match after {
            Some(Position::Progress(bits, id)) => {
                let progress = f64::from_bits(bits);
                query
                    .filter(dsl::progress_order.gt(progress).or(dsl::progress_order.eq(progress).and(dsl::id.gt(id.0))))
            }
            _ => query,
        }
        .order((dsl::progress_order, dsl::id)),
        (ObjectiveSort::ProgressDown, after) => match after {
            Some(Position::Progress(bits, id)) => {
                let progress = f64::from_bits(bits);
                query
                    .filter(dsl::progress_order.lt(progress).or(dsl::progress_order.eq(progress).and(dsl::id.lt(id.0))))
            }
            _ => query,
        }
        .order((dsl::progress_order.desc(), dsl::id.desc())),
    }
}

/// What rows' own columns don't say: the titles of those parents, and how many children these have, both as
/// far as the actor may see.
fn surroundings(tx: &mut TenantTx<'_>, parents: Vec<Uuid>, ids: Vec<Uuid>) -> QueryResult<Surroundings> {
    let mut surroundings = Surroundings::default();
    if parents.is_empty() && ids.is_empty() {
        return Ok(surroundings);
    }
    let seen = dsl::visible_objectives.filter(dsl::org_id.eq(tx.org()));
    // One statement: a trip to the database costs more than either half of it.
    let titles = (dsl::id.nullable(), dsl::title.nullable(), 0_i64.into_sql::<BigInt>());
    let counts = (dsl::parent_id, None::<String>.into_sql::<Nullable<Text>>(), count_star());
    let around: Vec<(Option<ObjectiveId>, Option<String>, i64)> = seen
        .filter(dsl::id.eq_any(parents))
        .select(titles)
        .union_all(seen.filter(dsl::parent_id.eq_any(ids)).group_by(dsl::parent_id).select(counts))
        .load(tx.conn())?;
    for (id, title, count) in around {
        match (id, title) {
            (Some(parent), Some(title)) => drop(surroundings.parents.insert(parent, title)),
            (Some(above), None) => drop(surroundings.children.insert(above, count)),
            (None, _) => {}
        }
    }
    Ok(surroundings)
}

/// Rows as the caller gets them.
pub(super) fn shown(tx: &mut TenantTx<'_>, rows: Vec<ObjectiveRow>) -> QueryResult<Vec<Objective>> {
    let parents = rows.iter().filter_map(|row| row.parent_id).map(|id| id.0).collect();
    let around = surroundings(tx, parents, rows.iter().map(|row| row.id.0).collect())?;
    Ok(rows.into_iter().map(|row| row.shown(tx.calendar.today, &around)).collect())
}

/// How many children an objective's page names.
const MOST_CHILDREN: usize = 200;

/// An objective as the caller gets it, what is aligned under it, as far as the actor may see, and the days of what it is
/// aligned under if its own leave them.
pub(super) fn family(
    tx: &mut TenantTx<'_>,
    row: ObjectiveRow,
) -> QueryResult<(Objective, Vec<Objective>, Option<Span>)> {
    let seen = dsl::visible_objectives.filter(dsl::org_id.eq(tx.org()));
    // One statement for what is above it and what is below it.
    let below = seen.filter(dsl::parent_id.eq(row.id.0)).order(dsl::id).limit(MOST_CHILDREN as i64);
    let above = seen.filter(dsl::id.nullable().eq(row.parent_id.map(|id| id.0)));
    let both = below.select(ObjectiveRow::as_select()).union_all(above.select(ObjectiveRow::as_select()));
    let both: Vec<ObjectiveRow> = both.load(tx.conn())?;
    let (mut children, above): (Vec<_>, Vec<_>) = both.into_iter().partition(|other| other.parent_id == Some(row.id));
    children.sort_by_key(|child| child.id);
    // Only what these rows don't tell already is asked for.
    let mut to_count: Vec<_> = children.iter().map(|child| child.id.0).collect();
    if children.len() == MOST_CHILDREN {
        to_count.push(row.id.0);
    }
    let mut around = surroundings(tx, Vec::new(), to_count)?;
    let days_above = above.first().map(ObjectiveRow::days).filter(|above| row.days().sticks_out_of(*above));
    around.parents.extend(above.into_iter().map(|parent| (parent.id, parent.title)));
    around.parents.insert(row.id, row.title.clone());
    around.children.entry(row.id).or_insert(children.len() as i64);
    let today = tx.calendar.today;
    let children = children.into_iter().map(|child| child.shown(today, &around)).collect();
    Ok((row.shown(today, &around), children, days_above))
}

/// What is aligned under these objectives, each with the one it is under, as far as the actor may see.
pub(crate) fn below(tx: &mut TenantTx<'_>, ids: &[Uuid]) -> QueryResult<Vec<(ObjectiveId, ObjectiveId)>> {
    let seen = dsl::visible_objectives.filter(dsl::org_id.eq(tx.org()).and(dsl::parent_id.eq_any(ids)));
    seen.select((dsl::id, dsl::parent_id.assume_not_null())).load(tx.conn())
}

/// Which of these objectives the actor may see.
pub(crate) fn in_sight(tx: &mut TenantTx<'_>, ids: &[Uuid]) -> QueryResult<Vec<Uuid>> {
    let seen = dsl::visible_objectives.filter(dsl::org_id.eq(tx.org()).and(dsl::id.eq_any(ids)));
    seen.select(dsl::id).load(tx.conn())
}

/// The key results of an objective that the actor was shown to see.
pub(super) fn key_results(tx: &mut TenantTx<'_>, objective: &ObjectiveRow) -> QueryResult<Vec<KeyResult>> {
    let org = tx.org();
    let rows: Vec<(KeyResultRow, String)> = key_results::table
        .inner_join(people::table.on(people::org_id.eq(key_results::org_id).and(people::id.eq(key_results::owner_id))))
        .filter(key_results::org_id.eq(org).and(key_results::objective_id.eq(objective.id.0)))
        .order(key_results::id)
        .select((KeyResultRow::as_select(), people::name))
        .load(tx.conn())?;
    let mut followed = followed(tx, &rows)?;
    let stepwise = rows.iter().filter(|(row, _)| row.kind == KeyResultKind::Milestone);
    let ids: Vec<KeyResultId> = stepwise.map(|(row, _)| row.id).collect();
    let mut steps = milestones_of(tx, &ids)?;
    let Calendar { today, check_in_days } = tx.calendar;
    let shown = rows.into_iter().map(|(row, owner)| {
        let milestones = steps.remove(&row.id).unwrap_or_default();
        let kpi = row.kpi_id.and_then(|id| followed.remove(&(row.id, id)));
        row.shown(owner, kpi, milestones, objective, check_in_days, today)
    });
    Ok(shown.collect())
}

/// The names of the KPIs that key results follow, as far as the actor may see them.
fn followed(
    tx: &mut TenantTx<'_>,
    rows: &[(KeyResultRow, String)],
) -> QueryResult<HashMap<(KeyResultId, KpiId), String>> {
    let ids: Vec<Uuid> = rows.iter().filter_map(|(row, _)| row.kpi_id).map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let seen = visible_kpis::table.filter(visible_kpis::org_id.eq(tx.org()).and(visible_kpis::id.eq_any(ids)));
    let names: Vec<(KpiId, String)> = seen.select((visible_kpis::id, visible_kpis::name)).load(tx.conn())?;
    let names: HashMap<KpiId, String> = names.into_iter().collect();
    let named = |(row, _): &(KeyResultRow, String)| Some(((row.id, row.kpi_id?), names.get(&row.kpi_id?)?.clone()));
    Ok(rows.iter().filter_map(named).collect())
}

/// The steps of key results, in order of their making.
pub(super) fn milestones_of(
    tx: &mut TenantTx<'_>,
    key_results: &[KeyResultId],
) -> QueryResult<HashMap<KeyResultId, Vec<Milestone>>> {
    let mut all: HashMap<KeyResultId, Vec<Milestone>> = HashMap::new();
    if key_results.is_empty() {
        return Ok(all);
    }
    let rows: Vec<MilestoneRow> = milestones::table
        .filter(milestones::org_id.eq(tx.org()).and(milestones::key_result_id.eq_any(key_results)))
        .order(milestones::id)
        .select((milestones::id, milestones::key_result_id, milestones::title, milestones::weight, milestones::done))
        .load(tx.conn())?;
    for (id, key_result, title, weight, done) in rows {
        all.entry(key_result).or_default().push(Milestone { id, title, weight, done });
    }
    Ok(all)
}

/// The objectives that key results belong to, each once.
pub(super) fn objectives_of(tx: &mut TenantTx<'_>, of: &[KeyResultId]) -> QueryResult<Vec<ObjectiveId>> {
    let meant = key_results::table.filter(key_results::org_id.eq(tx.org()).and(key_results::id.eq_any(of)));
    meant.select(key_results::objective_id).distinct().load(tx.conn())
}

/// A key result with the objective it belongs to, if the actor may see that.
pub(super) fn key_result(tx: &mut TenantTx<'_>, id: KeyResultId) -> QueryResult<Option<KeyResultRow>> {
    key_results::table.find((tx.org(), id.0)).select(KeyResultRow::as_select()).first(tx.conn()).optional()
}
