//! The SQL of the evidence.

use chrono::{DateTime, Utc};
use diesel::{
    QueryResult,
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use serde_json::Value;
use shared::trust::IsolationReport;

use super::{declared::OF_CARDS, wall::TRIED};
use crate::db::{
    TenantTx,
    schema::{audit_events, organisations},
};

/// What one organisation's rows tell.
pub(super) struct Found {
    pub coverage: Coverage,
    pub log: Log,
    pub policy: Policy,
    /// The last time that the wall was tried.
    pub wall: Option<IsolationReport>,
    /// Columns of the database that are for cards.
    pub card_columns: Vec<String>,
}

/// A column's name.
#[derive(Debug, Clone, QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
}

/// How long sessions last here, in minutes.
#[derive(Debug, Clone, Copy, Queryable)]
pub(super) struct Policy {
    /// From the log-in.
    pub length: i32,
    /// Without use.
    pub idle: i32,
}

/// Active people, and who of them has a second factor.
#[derive(Debug, Clone, QueryableByName)]
pub(super) struct Coverage {
    #[diesel(sql_type = BigInt)]
    pub people: i64,
    #[diesel(sql_type = BigInt)]
    pub people_with: i64,
    #[diesel(sql_type = BigInt)]
    pub managers: i64,
    #[diesel(sql_type = BigInt)]
    pub admins: i64,
    #[diesel(sql_type = BigInt)]
    pub admins_with: i64,
}

/// The audit log's head, and whether its last event is the one that the head holds the hash of.
#[derive(Debug, Clone, QueryableByName)]
pub(super) struct Log {
    #[diesel(sql_type = BigInt)]
    pub events: i64,
    #[diesel(sql_type = Timestamptz)]
    pub linked_since: DateTime<Utc>,
    #[diesel(sql_type = Bool)]
    pub whole: bool,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub last_at: Option<DateTime<Utc>>,
}

/// What came of three attempts on one table.
#[derive(Debug, Clone, QueryableByName)]
pub(super) struct Tried {
    #[diesel(sql_type = Text)]
    pub table_name: String,
    #[diesel(sql_type = Bool)]
    pub read_others: bool,
    #[diesel(sql_type = Bool)]
    pub read_unbound: bool,
    #[diesel(sql_type = Bool)]
    pub add_to_other: bool,
}

/// Everything of the organisation.
pub(super) fn found(tx: &mut TenantTx<'_>) -> QueryResult<Found> {
    let org = tx.org();
    let coverage = sql_query(include_str!("coverage.sql")).bind::<SqlUuid, _>(org).get_result(tx.conn())?;
    let log = sql_query(include_str!("log.sql")).bind::<SqlUuid, _>(org).get_result(tx.conn())?;
    let tried: Option<Option<Value>> = audit_events::table
        .filter(audit_events::org_id.eq(org).and(audit_events::resource_id.eq(org)))
        .filter(audit_events::kind.eq(TRIED))
        .order(audit_events::seq.desc())
        .select(audit_events::after)
        .first(tx.conn())
        .optional()?;
    let wall = tried.flatten().and_then(|report| serde_json::from_value(report).ok());
    let policy = organisations::table
        .find(org)
        .select((organisations::session_minutes, organisations::idle_minutes))
        .first(tx.conn())?;
    let columns: Vec<Column> =
        sql_query(include_str!("columns.sql")).bind::<Array<Text>, _>(OF_CARDS.to_vec()).load(tx.conn())?;
    let card_columns = columns.into_iter().map(|column| column.name).collect();
    Ok(Found { coverage, log, policy, wall, card_columns })
}

/// Tries each table that has organisations' rows. Whatever got in is taken back at once.
pub(super) fn try_isolation(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Tried>> {
    sql_query("SELECT table_name, read_others, read_unbound, add_to_other FROM try_isolation($1)")
        .bind::<SqlUuid, _>(tx.org())
        .load(tx.conn())
}
