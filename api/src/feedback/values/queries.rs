use chrono::{DateTime, Utc};
use diesel::{insert_into, prelude::*, update as update_row};
use shared::{
    feedback::{CompanyValue, CompanyValueChanges, NewCompanyValue},
    wire::CompanyValueId,
};
use uuid::Uuid;

use crate::db::{TenantTx, schema::company_values::dsl};

type Row = (CompanyValueId, String, String, Option<DateTime<Utc>>, i64);

const COLUMNS: (dsl::id, dsl::name, dsl::description, dsl::retired_at, dsl::version) =
    (dsl::id, dsl::name, dsl::description, dsl::retired_at, dsl::version);

pub(super) fn all(tx: &mut TenantTx<'_>) -> QueryResult<Vec<CompanyValue>> {
    let query = dsl::company_values.filter(dsl::org_id.eq(tx.org())).order((dsl::name, dsl::id)).select(COLUMNS);
    Ok(query.load(tx.conn())?.into_iter().map(value).collect())
}

pub(super) fn lock(tx: &mut TenantTx<'_>, id: CompanyValueId) -> QueryResult<Option<CompanyValue>> {
    let query = dsl::company_values.find((tx.org(), id.0)).select(COLUMNS).for_no_key_update();
    Ok(query.first(tx.conn()).optional()?.map(value))
}

pub(super) fn insert(tx: &mut TenantTx<'_>, new: &NewCompanyValue) -> QueryResult<CompanyValue> {
    insert_into(dsl::company_values)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::id.eq(Uuid::now_v7()),
            dsl::name.eq(new.name.trim()),
            dsl::description.eq(new.description.trim()),
        ))
        .returning(COLUMNS)
        .get_result(tx.conn())
        .map(value)
}

pub(super) fn update(
    tx: &mut TenantTx<'_>,
    before: &CompanyValue,
    changes: &CompanyValueChanges,
) -> QueryResult<CompanyValue> {
    let retired = changes.retired.filter(|retired| *retired != before.retired);
    update_row(dsl::company_values.find((tx.org(), before.id.0)))
        .set((
            changes.name.as_deref().map(|name| dsl::name.eq(name.trim())),
            changes.description.as_deref().map(|description| dsl::description.eq(description.trim())),
            retired.map(|retired| dsl::retired_at.eq(retired.then(Utc::now))),
            dsl::version.eq(dsl::version + 1),
        ))
        .returning(COLUMNS)
        .get_result(tx.conn())
        .map(value)
}

fn value((id, name, description, retired_at, version): Row) -> CompanyValue {
    CompanyValue { id, name, description, retired: retired_at.is_some(), version }
}
