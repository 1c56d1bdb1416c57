//! What the database knows of keys: which ids stand before what is sealed and hashed, and which keys servers worked with.

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryResult,
    dsl::now,
    insert_into,
    pg::PgRowByRowLoadingMode,
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Binary, Nullable, Text, Uuid as SqlUuid},
};
use uuid::Uuid;

use crate::db::schema::key_uses;

/// The one list of what is sealed, and how much of it is sealed with which key.
const SEALED: &str = concat!(
    "SELECT place, sealed_with(sealed) AS key_id, count(*) AS held FROM (\n",
    include_str!("queries/places.sql"),
    "\n) places GROUP BY 1, 2 ORDER BY 1, 2"
);
const HASHED: &str = include_str!("queries/held.sql");
/// What isn't sealed with the key of the id given.
const DATED: &str =
    concat!("SELECT * FROM (\n", include_str!("queries/places.sql"), "\n) places WHERE sealed_with(sealed) <> $1");

/// How much is sealed or hashed with a key in one place.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub(super) struct Held {
    /// Table and column.
    #[diesel(sql_type = Text)]
    pub place: String,
    /// The key's id.
    #[diesel(sql_type = Text)]
    pub key_id: String,
    /// How many values.
    #[diesel(sql_type = BigInt)]
    pub held: i64,
}

/// Something sealed.
#[derive(Debug, Clone, QueryableByName)]
pub(super) struct Sealed {
    /// Table and column.
    #[diesel(sql_type = Text)]
    pub place: String,
    /// The organisation it belongs to, if to one.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub org_id: Option<Uuid>,
    /// Whose alone it is, if somebody's.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub person_id: Option<Uuid>,
    /// What else names its row.
    #[diesel(sql_type = Array<Text>)]
    pub key: Vec<String>,
    /// What it is sealed for.
    #[diesel(sql_type = Text)]
    pub context: String,
    /// As it is.
    #[diesel(sql_type = Binary)]
    pub sealed: Vec<u8>,
}

/// When servers made new things with a key.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = key_uses)]
pub(super) struct Use {
    /// The setting that holds it.
    pub setting: String,
    /// Its id.
    pub key_id: String,
    /// Since when.
    pub first_at: DateTime<Utc>,
    /// Until when, to within an hour.
    pub last_at: DateTime<Utc>,
}

/// How much is sealed with which key, by place.
pub(super) fn sealed(conn: &mut PgConnection) -> QueryResult<Vec<Held>> {
    sql_query(SEALED).load(conn)
}

/// How many passwords are hashed with which pepper, by place.
pub(super) fn hashed(conn: &mut PgConnection) -> QueryResult<Vec<Held>> {
    sql_query(HASHED).load(conn)
}

/// What isn't sealed with `key`, one by one: all of it may not fit into memory.
pub(super) fn dated<'c>(
    conn: &'c mut PgConnection,
    key: &'c str,
) -> QueryResult<impl Iterator<Item = QueryResult<Sealed>> + 'c> {
    sql_query(DATED).bind::<Text, _>(key).load_iter::<Sealed, PgRowByRowLoadingMode>(conn)
}

/// Which keys servers worked with.
pub(super) fn uses(conn: &mut PgConnection) -> QueryResult<Vec<Use>> {
    key_uses::table.order((key_uses::setting, key_uses::key_id)).select(Use::as_select()).load(conn)
}

/// Notes that a server works with these keys now: settings with ids.
pub(super) fn note(conn: &mut PgConnection, keys: &[(&'static str, String)]) -> QueryResult<()> {
    let rows: Vec<_> =
        keys.iter().map(|(setting, id)| (key_uses::setting.eq(*setting), key_uses::key_id.eq(id.as_str()))).collect();
    insert_into(key_uses::table)
        .values(rows)
        .on_conflict((key_uses::setting, key_uses::key_id))
        .do_update()
        .set(key_uses::last_at.eq(now))
        .execute(conn)?;
    Ok(())
}
