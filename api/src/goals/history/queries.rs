use chrono::NaiveDate;
use diesel::prelude::*;
use shared::{
    goals::{
        ProgressPoint,
        rules::{progress::shown, roll_up::Computation},
    },
    wire::ObjectiveId,
};

use crate::{
    db::{
        TenantTx,
        schema::{objective_computation_days::dsl, visible_objectives},
    },
    http::Failure,
};

/// How many days a history tells of.
const MOST_DAYS: i64 = 400;

/// An objective's computation as it is now.
pub(super) fn now(tx: &mut TenantTx<'_>, id: ObjectiveId) -> Result<Computation, Failure> {
    let stored: serde_json::Value =
        visible_objectives::table.find((tx.org(), id.0)).select(visible_objectives::computation).first(tx.conn())?;
    serde_json::from_value(stored).map_err(Failure::fault)
}

/// The computation that was known at the end of a day; none if there was none yet.
pub(super) fn as_of(tx: &mut TenantTx<'_>, id: ObjectiveId, day: NaiveDate) -> Result<Option<Computation>, Failure> {
    let stored: Option<serde_json::Value> = dsl::objective_computation_days
        .filter(dsl::org_id.eq(tx.org()).and(dsl::objective_id.eq(id.0)).and(dsl::known_on.le(day)))
        .order(dsl::known_at.desc())
        .select(dsl::computation)
        .first(tx.conn())
        .optional()?;
    stored.map(serde_json::from_value).transpose().map_err(Failure::fault)
}

/// What the progress was at the end of each day on which it changed, oldest first.
pub(super) fn points(tx: &mut TenantTx<'_>, id: ObjectiveId) -> QueryResult<Vec<ProgressPoint>> {
    let mut days: Vec<(NaiveDate, Option<f64>)> = dsl::objective_computation_days
        .filter(dsl::org_id.eq(tx.org()).and(dsl::objective_id.eq(id.0)))
        .distinct_on(dsl::known_on)
        .order((dsl::known_on.desc(), dsl::known_at.desc()))
        .limit(MOST_DAYS)
        .select((dsl::known_on, dsl::progress))
        .load(tx.conn())?;
    days.reverse();
    let point =
        |(known_on, progress): (NaiveDate, Option<f64>)| ProgressPoint { known_on, progress: progress.map(shown) };
    Ok(days.into_iter().map(point).collect())
}
