use std::collections::HashSet;

use diesel::{delete, insert_into, prelude::*};
use shared::{goals::rules::kinds::KeyResultKind, wire::KeyResultId};
use uuid::Uuid;

use super::KNOWN;
use crate::db::{
    TenantTx,
    schema::{key_results, reply_addresses::dsl},
};

/// Those of the actor's key results that are checked in on by a number.
pub(super) fn by_value(tx: &mut TenantTx<'_>, of: &[KeyResultId]) -> QueryResult<HashSet<KeyResultId>> {
    let rows: Vec<KeyResultId> = key_results::table
        .filter(key_results::org_id.eq(tx.org()).and(key_results::id.eq_any(of)))
        .filter(key_results::owner_id.eq(tx.actor.person.0))
        .filter(key_results::kind.ne(KeyResultKind::Milestone).and(key_results::kpi_id.is_null()))
        .select(key_results::id)
        .load(tx.conn())?;
    Ok(rows.into_iter().collect())
}

pub(super) fn insert(
    tx: &mut TenantTx<'_>,
    hash: &[u8],
    weekly: bool,
    key_results: &[KeyResultId],
) -> QueryResult<usize> {
    insert_into(dsl::reply_addresses)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::id.eq(Uuid::now_v7()),
            dsl::person_id.eq(tx.actor.person),
            dsl::secret_hash.eq(hash),
            dsl::sent_on.eq(tx.calendar.today),
            dsl::weekly.eq(weekly),
            dsl::key_results.eq(key_results),
        ))
        .execute(tx.conn())
}

/// Forgets addresses of long ago.
pub(in crate::notifications) fn sweep(tx: &mut TenantTx<'_>) -> QueryResult<usize> {
    let last = tx.calendar.today - KNOWN;
    delete(dsl::reply_addresses.filter(dsl::org_id.eq(tx.org()).and(dsl::sent_on.lt(last)))).execute(tx.conn())
}
