use diesel::{delete as delete_row, dsl::exists, insert_into, prelude::*, select, update as update_row};
use shared::{
    goals::{
        KeyResultChanges, NewKeyResult, kept_unit,
        rules::{kinds::KeyResultKind, progress::Yardstick},
    },
    wire::{KeyResultId, ObjectiveId, PersonId},
};
use uuid::Uuid;

use super::{KeyResultRow, ObjectiveRow};
use crate::db::{
    Changeable, TenantTx,
    schema::{check_ins, key_results, key_results::dsl, milestones},
};

/// Adds a key result with its steps; `progress` is what it has before any check-in.
pub(super) fn insert(
    tx: &mut TenantTx<'_>,
    objective: ObjectiveId,
    owner: PersonId,
    new: &NewKeyResult,
    progress: Option<f64>,
) -> QueryResult<KeyResultId> {
    let (org, id) = (tx.org(), KeyResultId(Uuid::now_v7()));
    insert_into(dsl::key_results)
        .values((
            (
                dsl::org_id.eq(org),
                dsl::id.eq(id),
                dsl::objective_id.eq(objective),
                dsl::owner_id.eq(new.owner_id.unwrap_or(owner)),
                dsl::title.eq(new.title.trim()),
                dsl::kind.eq(new.kind),
                dsl::direction.eq(new.direction),
            ),
            dsl::start_value.eq(new.start),
            dsl::target_value.eq(new.target),
            dsl::low_value.eq(new.low),
            dsl::high_value.eq(new.high),
            dsl::tolerance.eq(new.tolerance),
            dsl::unit.eq(kept_unit(new.kind, new.unit.as_deref())),
            dsl::weight.eq(new.weight.unwrap_or(1.0)),
            dsl::cadence_days.eq(new.cadence_days.map(i32::from)),
            dsl::progress.eq(progress.or((new.kind == KeyResultKind::Milestone).then_some(0.0))),
        ))
        .execute(tx.conn())?;
    let steps = new.milestones.iter().map(|step| {
        (
            milestones::org_id.eq(org),
            milestones::id.eq(Uuid::now_v7()),
            milestones::key_result_id.eq(id),
            milestones::title.eq(step.title.trim()),
            milestones::weight.eq(step.weight.unwrap_or(1.0)),
        )
    });
    insert_into(milestones::table).values(steps.collect::<Vec<_>>()).execute(tx.conn())?;
    Ok(id)
}

#[derive(AsChangeset)]
#[diesel(table_name = key_results)]
struct Changes<'a> {
    title: Option<&'a str>,
    owner_id: Option<PersonId>,
    unit: Option<Option<&'a str>>,
    weight: Option<f64>,
    cadence_days: Option<Option<i32>>,
}

/// Applies what was asked for, under the objective's proof; `unit` as it is to be kept.
pub(super) fn update(
    tx: &mut TenantTx<'_>,
    _: &Changeable<ObjectiveRow>,
    before: &KeyResultRow,
    asked: &KeyResultChanges,
    unit: Option<String>,
) -> QueryResult<()> {
    let row = dsl::key_results.find((tx.org(), before.id.0));
    let changes = Changes {
        title: asked.title.as_deref().map(str::trim),
        owner_id: asked.owner_id,
        unit: Some(unit.as_deref()),
        weight: asked.weight,
        cadence_days: asked.cadence_days.asked().map(|days| days.map(i32::from)),
    };
    update_row(row).set((changes, dsl::version.eq(dsl::version + 1))).execute(tx.conn())?;
    if let Some(measure) = &asked.measure {
        update_row(row)
            .set((
                dsl::kind.eq(measure.kind),
                dsl::direction.eq(measure.direction),
                dsl::start_value.eq(measure.start),
                dsl::target_value.eq(measure.target),
                dsl::low_value.eq(measure.low),
                dsl::high_value.eq(measure.high),
                dsl::tolerance.eq(measure.tolerance),
                dsl::progress.eq(measure.check().ok().and_then(Yardstick::at_the_start)),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

pub(super) fn delete(
    tx: &mut TenantTx<'_>,
    _: &Changeable<ObjectiveRow>,
    key_result: &KeyResultRow,
) -> QueryResult<usize> {
    delete_row(dsl::key_results.find((tx.org(), key_result.id.0))).execute(tx.conn())
}

pub(super) fn has_check_ins(tx: &mut TenantTx<'_>, id: KeyResultId) -> QueryResult<bool> {
    let theirs = check_ins::org_id.eq(tx.org()).and(check_ins::key_result_id.eq(id.0));
    select(exists(check_ins::table.filter(theirs))).get_result(tx.conn())
}
