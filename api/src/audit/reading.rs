//! Reading chains from the database.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Binary, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::wire::id::OrganisationId;
use uuid::Uuid;

use super::chain::{Broken, Linked, Walk};
use crate::{db::TenantTx, http::Failure};

/// Events read at once: few enough to stay small in memory, many enough for trips not to count.
const AT_ONCE: i64 = 1000;

#[derive(QueryableByName)]
struct LinkedRow {
    #[diesel(sql_type = BigInt)]
    seq: i64,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Timestamptz)]
    at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    actor_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    session_id: Option<Uuid>,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    resource_kind: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    resource_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    before: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    after: Option<String>,
    #[diesel(sql_type = Text)]
    address: String,
    #[diesel(sql_type = Text)]
    request_id: String,
    #[diesel(sql_type = Binary)]
    hash: Vec<u8>,
}

impl From<LinkedRow> for Linked {
    fn from(row: LinkedRow) -> Self {
        Self {
            seq: row.seq,
            id: row.id,
            at: row.at,
            actor: row.actor_id,
            session: row.session_id,
            kind: row.kind,
            resource_kind: row.resource_kind,
            resource: row.resource_id,
            before: row.before,
            after: row.after,
            address: row.address,
            request: row.request_id,
            hash: row.hash,
        }
    }
}

/// Where an organisation's chain ends.
#[derive(Debug, Clone, QueryableByName)]
pub(crate) struct Head {
    /// The number of its last event.
    #[diesel(sql_type = BigInt)]
    pub seq: i64,
    /// That event's hash.
    #[diesel(sql_type = Binary)]
    pub hash: Vec<u8>,
    /// Since when events are linked as they are written.
    #[diesel(sql_type = Timestamptz)]
    pub linked_since: DateTime<Utc>,
}

/// Where an organisation's chain ends now.
pub(crate) fn head(conn: &mut PgConnection, org: OrganisationId) -> QueryResult<Option<Head>> {
    sql_query(include_str!("head.sql")).bind::<SqlUuid, _>(org.0).get_result(conn).optional()
}

/// Since when the actor's organisation links its events as it writes them.
pub(crate) fn linked_since(tx: &mut TenantTx<'_>) -> Result<DateTime<Utc>, Failure> {
    let org = tx.actor.org;
    let head = head(tx.conn(), org)?;
    head.map(|head| head.linked_since).ok_or_else(|| Failure::fault(anyhow::anyhow!("the audit log has no head")))
}

/// Checks the chain of the actor's organisation, as far as it has come by now: where it is broken first, if it is. Others go
/// on writing meanwhile.
pub(crate) fn check(tx: &mut TenantTx<'_>) -> Result<Option<Broken>, Failure> {
    let org = tx.actor.org;
    let Some(head) = head(tx.conn(), org)? else {
        return Err(Failure::fault(anyhow::anyhow!("the audit log has no head")));
    };
    let mut walk = Walk::new(org, BTreeMap::new());
    let walked = along(tx.conn(), org, head.seq, &mut walk)?;
    Ok(walked.and_then(|()| walk.end(head.seq, &head.hash)).err())
}

/// Walks along an organisation's events up to number `last`, a thousand at a time.
pub(super) fn along(
    conn: &mut PgConnection,
    org: OrganisationId,
    last: i64,
    walk: &mut Walk,
) -> QueryResult<Result<(), Broken>> {
    let mut read = i64::MIN;
    loop {
        let rows: Vec<LinkedRow> = sql_query(include_str!("links.sql"))
            .bind::<SqlUuid, _>(org.0)
            .bind::<BigInt, _>(read)
            .bind::<BigInt, _>(last)
            .bind::<BigInt, _>(AT_ONCE)
            .load(conn)?;
        let Some(to) = rows.last().map(|row| row.seq) else { return Ok(Ok(())) };
        for row in rows {
            if let Err(broken) = walk.step(&row.into()) {
                return Ok(Err(broken));
            }
        }
        read = to;
    }
}
