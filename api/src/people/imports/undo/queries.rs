use chrono::{TimeDelta, Utc};
use diesel::{
    delete,
    dsl::now,
    prelude::*,
    sql_query,
    sql_types::{Array, Jsonb, Nullable, Uuid as SqlUuid},
    update,
};
use serde_json::Value;
use shared::{
    people::import::UNDO_HOURS,
    wire::{ImportId, PersonId},
};
use uuid::Uuid;

use super::super::queries::ImportRowKept;
use crate::{
    db::{
        Changeable, TenantTx,
        schema::{people_import_entries, people_imports},
    },
    http::Failure,
    people::import::undo::{Entry, Standing},
};

/// Keeps what an import found and left of each.
pub(super) fn keep(tx: &mut TenantTx<'_>, import: ImportId, entries: &[Entry]) -> Result<(), Failure> {
    if entries.is_empty() {
        return Ok(());
    }
    let people: Vec<Uuid> = entries.iter().map(|entry| entry.person.0).collect();
    let before: Vec<Option<Value>> =
        entries.iter().map(|entry| entry.before.as_ref().map(json).transpose()).collect::<Result<_, _>>()?;
    let after: Vec<Value> = entries.iter().map(|entry| json(&entry.after)).collect::<Result<_, _>>()?;
    sql_query(include_str!("keep.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(import.0)
        .bind::<Array<SqlUuid>, _>(people)
        .bind::<Array<Nullable<Jsonb>>, _>(before)
        .bind::<Array<Jsonb>, _>(after)
        .execute(tx.conn())?;
    Ok(())
}

fn json(standing: &Standing) -> Result<Value, Failure> {
    serde_json::to_value(standing).map_err(Failure::fault)
}

/// What an import found and left.
pub(super) fn entries(tx: &mut TenantTx<'_>, import: ImportId) -> Result<Vec<Entry>, Failure> {
    use people_import_entries::dsl;
    let rows: Vec<(PersonId, Option<Value>, Value)> = dsl::people_import_entries
        .filter(dsl::org_id.eq(tx.org()).and(dsl::import_id.eq(import.0)))
        .order(dsl::person_id)
        .select((dsl::person_id, dsl::before, dsl::after))
        .load(tx.conn())?;
    let entry = |(person, before, after): (PersonId, Option<Value>, Value)| -> Result<Entry, Failure> {
        let before = before.map(serde_json::from_value).transpose().map_err(Failure::fault)?;
        Ok(Entry { person, before, after: serde_json::from_value(after).map_err(Failure::fault)? })
    };
    rows.into_iter().map(entry).collect()
}

/// Undone: what was kept for it is no longer needed.
pub(super) fn finish(tx: &mut TenantTx<'_>, import: &Changeable<ImportRowKept>) -> QueryResult<()> {
    use people_imports::dsl;
    let kept = people_import_entries::org_id.eq(tx.org()).and(people_import_entries::import_id.eq(import.id.0));
    delete(people_import_entries::table.filter(kept)).execute(tx.conn())?;
    update(dsl::people_imports.find((tx.org(), import.id.0)))
        .set((dsl::undone_at.eq(now), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
        .map(drop)
}

/// Deletes what was kept of imports that can't be undone any more.
pub(super) fn forget(tx: &mut TenantTx<'_>) -> QueryResult<usize> {
    use people_imports::dsl;
    let old = dsl::org_id.eq(tx.org()).and(dsl::applied_at.lt(Utc::now() - TimeDelta::hours(UNDO_HOURS)));
    let ids: Vec<Uuid> = dsl::people_imports.filter(old).select(dsl::id).load(tx.conn())?;
    let kept = people_import_entries::org_id.eq(tx.org()).and(people_import_entries::import_id.eq_any(ids));
    delete(people_import_entries::table.filter(kept)).execute(tx.conn())
}
