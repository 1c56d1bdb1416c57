//! Changes to objectives. Every one takes the proof of what it changes.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{delete as delete_row, dsl::now, insert_into, prelude::*, update as update_row};
use shared::{
    goals::{
        Move, NewObjective, ObjectiveChanges, Visibility,
        rules::{
            kinds::{ObjectiveState, RollUp},
            tree::loop_closed_by,
        },
    },
    problem::Problem,
    wire::{ObjectiveId, PeriodId, PersonId, TeamId},
};
use uuid::Uuid;

use super::{queries, rows::ObjectiveRow};
use crate::{
    db::{
        Changeable, TenantTx, org_now,
        schema::{key_results, objectives, objectives::dsl, periods},
    },
    http::Failure,
};

/// Adds an objective; its numbers are for `recompute`.
pub(super) fn insert(tx: &mut TenantTx<'_>, new: &NewObjective, owner: PersonId) -> Result<ObjectiveId, Failure> {
    let id = ObjectiveId(Uuid::now_v7());
    let (starts_on, ends_on) = period_days(tx, new.period_id)?;
    let state = new.state.map_or(Some(ObjectiveState::Draft), |opening| ObjectiveState::parse(opening.as_str()));
    insert_into(dsl::objectives)
        .values((
            (
                dsl::org_id.eq(tx.org()),
                dsl::id.eq(id),
                dsl::level.eq(new.level),
                dsl::owner_id.eq(owner),
                dsl::team_id.eq(new.team_id),
                dsl::period_id.eq(new.period_id),
                dsl::parent_id.eq(new.parent_id),
                dsl::title.eq(new.title.trim()),
            ),
            dsl::description.eq(&new.description),
            dsl::state.eq(state.unwrap_or(ObjectiveState::Draft)),
            dsl::visibility.eq(new.visibility),
            dsl::roll_up.eq(new.roll_up.unwrap_or(RollUp::KeyResults)),
            dsl::weight.eq(new.weight.unwrap_or(1.0)),
            dsl::starts_on.eq(new.starts_on.unwrap_or(starts_on)),
            dsl::ends_on.eq(new.ends_on.unwrap_or(ends_on)),
            dsl::created_by.eq(tx.actor.person),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// First and last day of a period.
pub(super) fn period_days(tx: &mut TenantTx<'_>, period: PeriodId) -> Result<(NaiveDate, NaiveDate), Failure> {
    let days = periods::table.find((tx.org(), period.0)).select((periods::starts_on, periods::ends_on));
    days.first(tx.conn()).optional()?.ok_or_else(|| Failure::field("period_id", "unknown"))
}

#[derive(AsChangeset)]
#[diesel(table_name = objectives)]
struct Changes<'a> {
    title: Option<&'a str>,
    description: Option<&'a str>,
    owner_id: Option<PersonId>,
    team_id: Option<Option<TeamId>>,
    period_id: Option<PeriodId>,
    parent_id: Option<Option<ObjectiveId>>,
    visibility: Option<Visibility>,
    roll_up: Option<RollUp>,
    weight: Option<f64>,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
}

/// Applies what was asked for. Another period brings its days, unless days were asked for too.
pub(super) fn update(
    tx: &mut TenantTx<'_>,
    before: &Changeable<ObjectiveRow>,
    asked: &ObjectiveChanges,
) -> Result<(), Failure> {
    let days = asked.period_id.filter(|period| *period != before.period_id);
    let days = days.map(|period| period_days(tx, period)).transpose()?;
    let changes = Changes {
        title: asked.title.as_deref().map(str::trim),
        description: asked.description.as_deref(),
        owner_id: asked.owner_id,
        team_id: asked.team_id.asked(),
        period_id: asked.period_id,
        parent_id: asked.parent_id.asked(),
        visibility: asked.visibility,
        roll_up: asked.roll_up,
        weight: asked.weight,
        starts_on: asked.starts_on.or(days.map(|(from, _)| from)),
        ends_on: asked.ends_on.or(days.map(|(_, to)| to)),
    };
    update_row(dsl::objectives.find((tx.org(), before.id.0)))
        .set((changes, dsl::version.eq(dsl::version + 1), dsl::updated_at.eq(now)))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes an objective into a state, with what its close asks for. From the day on which it becomes active the silence of
/// its key results is counted.
pub(super) fn set_state(
    tx: &mut TenantTx<'_>,
    before: &Changeable<ObjectiveRow>,
    state: ObjectiveState,
    close: &Move,
) -> Result<(), Failure> {
    let row = dsl::objectives.find((tx.org(), before.id.0));
    let next = (dsl::state.eq(state), dsl::version.eq(dsl::version + 1), dsl::updated_at.eq(now));
    if state.is_closed() {
        let closing = (
            dsl::score.eq(close.score),
            dsl::score_comment.eq(close.score_comment.as_deref().map(str::trim).filter(|text| !text.is_empty())),
            dsl::learning.eq(close.learning.as_deref().map(str::trim)),
            dsl::closed_at.eq(org_now()),
        );
        update_row(row).set((next, closing)).execute(tx.conn())?;
    } else {
        update_row(row).set(next).execute(tx.conn())?;
    }
    if state == ObjectiveState::Active {
        let of_it = key_results::org_id.eq(tx.org()).and(key_results::objective_id.eq(before.id.0));
        let today = Some(tx.calendar.today);
        update_row(key_results::table.filter(of_it)).set(key_results::active_since.eq(today)).execute(tx.conn())?;
    }
    Ok(())
}

pub(super) fn delete(tx: &mut TenantTx<'_>, objective: &Changeable<ObjectiveRow>) -> QueryResult<usize> {
    delete_row(dsl::objectives.find((tx.org(), objective.id.0))).execute(tx.conn())
}

/// How many key results have never been given a value.
pub(super) fn key_results_without_value(tx: &mut TenantTx<'_>, id: ObjectiveId) -> Result<usize, Failure> {
    let without = key_results::table
        .filter(key_results::org_id.eq(tx.org()).and(key_results::objective_id.eq(id.0)))
        .filter(key_results::value.is_null())
        .count();
    Ok(usize::try_from(without.get_result::<i64>(tx.conn())?).unwrap_or(0))
}

/// Refuses to align `child` under `parent` when that would close a circle, and spells it out.
pub(super) fn refuse_circle(tx: &mut TenantTx<'_>, child: ObjectiveId, parent: ObjectiveId) -> Result<(), Failure> {
    let mut parents = HashMap::new();
    let mut titles = HashMap::new();
    let mut next = Some(parent);
    while let Some(id) = next.filter(|id| !titles.contains_key(id)) {
        let (title, above): (String, Option<ObjectiveId>) =
            dsl::objectives.find((tx.org(), id.0)).select((dsl::title, dsl::parent_id)).first(tx.conn())?;
        titles.insert(id, title);
        if let Some(above) = above {
            parents.insert(id, above);
        }
        next = above;
    }
    let Some(circle) = loop_closed_by(&parents, child, parent) else {
        return Ok(());
    };
    // Only what the actor sees is named.
    let ids: Vec<Uuid> = circle.iter().map(|id| id.0).collect();
    let seen = queries::in_sight(tx, &ids)?;
    let names: Vec<&str> =
        circle.iter().map(|id| titles.get(id).filter(|_| seen.contains(&id.0)).map_or("…", String::as_str)).collect();
    Err(Problem::field("parent_id", "circle").because(names.join(" → ")).into())
}
