use chrono::NaiveDate;
use diesel::{insert_into, prelude::*, update};
use shared::{
    goals::{
        CarriedFrom, CarriedOn, CarryOver, KeyResultCarry, ObjectiveRef,
        rules::kinds::{Direction, KeyResultKind, ObjectiveState},
    },
    wire::{KeyResultId, ObjectiveId},
};
use uuid::Uuid;

use super::ObjectiveRow;
use crate::{
    db::{
        Changeable, TenantTx,
        schema::{key_results, milestones, objectives::dsl, visible_objectives::dsl as seen},
    },
    goals::{queries as goals, rows::KeyResultRow},
    http::Failure,
};

/// What an objective was carried over from, and into, as far as the actor may see. The reason stands with the copy.
pub(in crate::goals) fn history(
    tx: &mut TenantTx<'_>,
    of: &ObjectiveRow,
) -> QueryResult<(Option<CarriedFrom>, Vec<CarriedOn>)> {
    // Most are neither closed nor carried over.
    if of.carried_from_id.is_none() && !of.state.is_closed() {
        return Ok((None, Vec::new()));
    }
    let reason = dsl::objectives
        .filter(dsl::org_id.eq(seen::org_id).and(dsl::id.eq(seen::id)))
        .select(dsl::carry_reason)
        .single_value();
    let mut those: Vec<Uuid> = vec![of.id.0];
    those.extend(of.carried_from_id.map(|id| id.0));
    let rows: Vec<(ObjectiveId, String, Option<ObjectiveId>, Option<String>)> = seen::visible_objectives
        .filter(seen::org_id.eq(tx.org()))
        .filter(seen::id.eq_any(those).or(seen::carried_from_id.eq(of.id).assume_not_null()))
        .order(seen::id)
        .select((seen::id, seen::title, seen::carried_from_id, reason))
        .load(tx.conn())?;
    let (mut from, mut on, mut why) = (None, Vec::new(), None);
    for (id, title, carried_from, reason) in rows {
        if id == of.id {
            why = reason;
        } else if carried_from == Some(of.id) {
            on.push(CarriedOn { objective: ObjectiveRef { id, title }, reason: reason.unwrap_or_default() });
        } else {
            from = Some(ObjectiveRef { id, title });
        }
    }
    let carried = of.carried_from_id.map(|_| CarriedFrom { objective: from, reason: why.unwrap_or_default() });
    Ok((carried, on))
}

/// Copies the objective as a draft with its key results. Kept ones start from where they stand, unless
/// they stand on their target already: there would be no way to go.
pub(super) fn copy(
    tx: &mut TenantTx<'_>,
    old: &Changeable<ObjectiveRow>,
    how: &CarryOver,
    parent: Option<ObjectiveId>,
    (starts_on, ends_on): (NaiveDate, NaiveDate),
) -> Result<ObjectiveId, Failure> {
    let id = ObjectiveId(Uuid::now_v7());
    insert_into(dsl::objectives)
        .values((
            (
                dsl::org_id.eq(tx.org()),
                dsl::id.eq(id),
                dsl::level.eq(old.level),
                dsl::owner_id.eq(old.owner_id),
                dsl::team_id.eq(old.team_id),
                dsl::period_id.eq(how.period_id),
                dsl::parent_id.eq(parent),
                dsl::title.eq(&old.title),
                dsl::description.eq(&old.description),
            ),
            dsl::state.eq(ObjectiveState::Draft),
            dsl::visibility.eq(old.visibility),
            dsl::roll_up.eq(old.roll_up),
            dsl::weight.eq(old.weight),
            dsl::starts_on.eq(starts_on),
            dsl::ends_on.eq(ends_on),
            dsl::carried_from_id.eq(old.id),
            dsl::carry_reason.eq(how.reason.trim()),
            dsl::created_by.eq(tx.actor.person),
        ))
        .execute(tx.conn())?;
    let rows: Vec<KeyResultRow> = key_results::table
        .filter(key_results::org_id.eq(tx.org()).and(key_results::objective_id.eq(old.id.0)))
        .order(key_results::id)
        .select(KeyResultRow::as_select())
        .load(tx.conn())?;
    for row in rows {
        copy_key_result(tx, id, &row, how.key_results)?;
    }
    Ok(id)
}

fn copy_key_result(
    tx: &mut TenantTx<'_>,
    objective: ObjectiveId,
    old: &KeyResultRow,
    carry: KeyResultCarry,
) -> Result<(), Failure> {
    let id = KeyResultId(Uuid::now_v7());
    let goes_on = old.value.filter(|value| {
        carry == KeyResultCarry::Keep && old.direction != Direction::KeepWithin && Some(*value) != old.target_value
    });
    let at_start = if old.direction == Direction::KeepWithin { None } else { Some(0.0) };
    insert_into(key_results::table)
        .values((
            (
                key_results::org_id.eq(tx.org()),
                key_results::id.eq(id),
                key_results::objective_id.eq(objective),
                key_results::owner_id.eq(old.owner_id),
                key_results::title.eq(&old.title),
                key_results::kind.eq(old.kind),
                key_results::direction.eq(old.direction),
            ),
            key_results::start_value.eq(goes_on.filter(|_| old.kind != KeyResultKind::Milestone).or(old.start_value)),
            key_results::target_value.eq(old.target_value),
            key_results::low_value.eq(old.low_value),
            key_results::high_value.eq(old.high_value),
            key_results::tolerance.eq(old.tolerance),
            key_results::unit.eq(old.unit.as_deref()),
            key_results::weight.eq(old.weight),
            key_results::cadence_days.eq(old.cadence_days),
            key_results::progress.eq(at_start),
            key_results::kpi_id.eq(old.kpi_id),
        ))
        .execute(tx.conn())?;
    let steps = goals::milestones_of(tx, &[old.id])?.remove(&old.id).unwrap_or_default();
    let org = tx.org();
    let mut done = Vec::new();
    let rows: Vec<_> = steps
        .iter()
        .map(|step| {
            let new = Uuid::now_v7();
            if step.done && carry == KeyResultCarry::Keep {
                done.push(new);
            }
            (
                milestones::org_id.eq(org),
                milestones::id.eq(new),
                milestones::key_result_id.eq(id),
                milestones::title.eq(step.title.clone()),
                milestones::weight.eq(step.weight),
            )
        })
        .collect();
    insert_into(milestones::table).values(rows).execute(tx.conn())?;
    update(milestones::table.filter(milestones::org_id.eq(org).and(milestones::id.eq_any(done))))
        .set(milestones::done.eq(true))
        .execute(tx.conn())?;
    Ok(())
}
