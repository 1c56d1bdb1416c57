use chrono::{DateTime, Utc};
use diesel::{
    delete as delete_row,
    dsl::{now, sql},
    insert_into,
    prelude::*,
    sql_types::Text,
    update,
};
use shared::{
    access::Relation,
    people::{
        PersonRef,
        import::{DateOrder, ImportField, ImportState, RecentImport, UNDO_HOURS},
    },
    wire::{ImportId, PersonId},
};
use uuid::Uuid;

use crate::{
    db::{Changeable, Resource, TenantTx, schema::people_imports::dsl},
    http::Failure,
};

/// For each column what it holds.
pub(super) type Fields = Vec<Option<ImportField>>;

/// An import as it is kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = crate::db::schema::people_imports)]
pub(super) struct ImportRowKept {
    pub id: ImportId,
    pub file: Option<Vec<u8>>,
    pub fields: serde_json::Value,
    pub date_order: Option<DateOrder>,
    pub state: ImportState,
    pub done: i32,
    pub beat_at: Option<DateTime<Utc>>,
    pub version: i64,
    pub applied_at: Option<DateTime<Utc>>,
    pub undone_at: Option<DateTime<Utc>>,
}

impl ImportRowKept {
    /// Until when it can be undone, once it was applied.
    pub(super) fn undo_until(&self) -> Option<DateTime<Utc>> {
        self.applied_at.map(|at| at + chrono::TimeDelta::hours(UNDO_HOURS))
    }
}

impl Resource for ImportRowKept {
    type Id = ImportId;

    fn find(tx: &mut TenantTx<'_>, id: ImportId) -> QueryResult<Option<Self>> {
        dsl::people_imports.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: ImportId) -> QueryResult<Option<i64>> {
        dsl::people_imports.find((tx.org(), id.0)).select(dsl::version).for_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        Relation::Organisation
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// Who brought the file, by name.
const AUTHOR: &str =
    "(SELECT p.name FROM people p WHERE p.org_id = people_imports.org_id AND p.id = people_imports.created_by)";

/// Those that were applied so lately that they can be undone, or were, newest first.
pub(super) fn recent(tx: &mut TenantTx<'_>) -> QueryResult<Vec<RecentImport>> {
    let span = chrono::TimeDelta::hours(UNDO_HOURS);
    let rows: Vec<(ImportId, PersonId, String, DateTime<Utc>, i32, Option<DateTime<Utc>>)> = dsl::people_imports
        .filter(dsl::org_id.eq(tx.org()).and(dsl::applied_at.gt(Utc::now() - span)))
        .order((dsl::applied_at.desc(), dsl::id.desc()))
        .limit(20)
        .select((
            dsl::id,
            dsl::created_by,
            sql::<Text>(AUTHOR),
            dsl::applied_at.assume_not_null(),
            dsl::done,
            dsl::undone_at,
        ))
        .load(tx.conn())?;
    let shown = |(id, author, name, applied_at, people, undone_at)| RecentImport {
        id,
        author: PersonRef { id: author, name },
        applied_at,
        people,
        undo_until: applied_at + span,
        undone_at,
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// Keeps a file. Files that were left lying for a day go at the same time.
pub(super) fn insert(tx: &mut TenantTx<'_>, file: &[u8], fields: &Fields) -> Result<ImportId, Failure> {
    let old = dsl::created_at.lt(Utc::now() - chrono::TimeDelta::days(1)).and(dsl::state.ne(ImportState::Applied));
    delete_row(dsl::people_imports.filter(dsl::org_id.eq(tx.org()).and(old))).execute(tx.conn())?;
    let id = ImportId(Uuid::now_v7());
    insert_into(dsl::people_imports)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::id.eq(id),
            dsl::created_by.eq(tx.actor.person),
            dsl::file.eq(file),
            dsl::fields.eq(serde_json::to_value(fields).map_err(Failure::fault)?),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

pub(super) fn set(
    tx: &mut TenantTx<'_>,
    import: &Changeable<ImportRowKept>,
    fields: &Fields,
    order: Option<DateOrder>,
) -> Result<(), Failure> {
    let fields = serde_json::to_value(fields).map_err(Failure::fault)?;
    update(dsl::people_imports.find((tx.org(), import.id.0)))
        .set((dsl::fields.eq(fields), dsl::date_order.eq(order), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())?;
    Ok(())
}

/// Claims an import for applying, unless somebody alive is at it.
pub(super) fn claim(tx: &mut TenantTx<'_>, id: ImportId) -> QueryResult<bool> {
    let dead = dsl::beat_at
        .lt((Utc::now() - DEAD_AFTER).into_sql::<diesel::sql_types::Nullable<diesel::sql_types::Timestamptz>>());
    let free = dsl::state.eq(ImportState::Ready).or(dsl::state.eq(ImportState::Applying).and(dead.assume_not_null()));
    let row = dsl::people_imports.filter(dsl::org_id.eq(tx.org()).and(dsl::id.eq(id.0)).and(free));
    let claimed = update(row).set((dsl::state.eq(ImportState::Applying), dsl::done.eq(0), dsl::beat_at.eq(now)));
    Ok(claimed.execute(tx.conn())? == 1)
}

/// Nobody has been applying for so long: they are gone.
pub(super) const DEAD_AFTER: chrono::TimeDelta = chrono::TimeDelta::seconds(30);

/// Tells how far applying is.
pub(super) fn beat(tx: &mut TenantTx<'_>, id: ImportId, done: i32) -> QueryResult<usize> {
    let row = dsl::org_id.eq(tx.org()).and(dsl::id.eq(id.0)).and(dsl::state.eq(ImportState::Applying));
    update(dsl::people_imports.filter(row)).set((dsl::done.eq(done), dsl::beat_at.eq(now))).execute(tx.conn())
}

/// Applying came to nothing.
pub(super) fn release(tx: &mut TenantTx<'_>, id: ImportId) -> QueryResult<usize> {
    let row = dsl::org_id.eq(tx.org()).and(dsl::id.eq(id.0)).and(dsl::state.eq(ImportState::Applying));
    update(dsl::people_imports.filter(row)).set((dsl::state.eq(ImportState::Ready), dsl::done.eq(0))).execute(tx.conn())
}

/// Applied: the file is no longer needed.
pub(super) fn finish(tx: &mut TenantTx<'_>, id: ImportId, done: i32) -> QueryResult<usize> {
    update(dsl::people_imports.find((tx.org(), id.0)))
        .set((
            dsl::state.eq(ImportState::Applied),
            dsl::done.eq(done),
            dsl::file.eq(None::<Vec<u8>>),
            dsl::applied_at.eq(now),
            dsl::version.eq(dsl::version + 1),
        ))
        .execute(tx.conn())
}

pub(super) fn delete(tx: &mut TenantTx<'_>, import: &Changeable<ImportRowKept>) -> QueryResult<usize> {
    delete_row(dsl::people_imports.find((tx.org(), import.id.0))).execute(tx.conn())
}
