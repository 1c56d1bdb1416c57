use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Date, Nullable, Text, Uuid as SqlUuid},
};
use shared::{
    reviews::ReviewGrouping,
    wire::{Limit, ReviewCycleId},
};
use uuid::Uuid;

use super::Position;
use crate::db::TenantTx;

/// A team or a manager, with what is counted of its people.
#[derive(QueryableByName)]
pub(super) struct GroupRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = Text)]
    pub name: String,
    /// By which it stands among others of which as much is late and to be done.
    #[diesel(sql_type = Text)]
    pub sorted: String,
    #[diesel(sql_type = BigInt)]
    pub people: i64,
    #[diesel(sql_type = BigInt)]
    pub nominated: i64,
    #[diesel(sql_type = BigInt)]
    pub reviews: i64,
    #[diesel(sql_type = BigInt)]
    pub submitted: i64,
    #[diesel(sql_type = BigInt)]
    pub released: i64,
    #[diesel(sql_type = BigInt)]
    pub acknowledged: i64,
    #[diesel(sql_type = BigInt)]
    pub disagreed: i64,
    #[diesel(sql_type = BigInt)]
    pub to_do: i64,
    #[diesel(sql_type = BigInt)]
    pub late: i64,
}

/// Groups in which the actor sees somebody, one row more than the page holds: thousands lead somebody.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    by: ReviewGrouping,
    limit: Limit,
    after: Option<Position>,
) -> QueryResult<Vec<GroupRow>> {
    let query = match by {
        ReviewGrouping::Team => include_str!("by_team.sql"),
        ReviewGrouping::Manager => include_str!("by_manager.sql"),
    };
    let (late, to_do, sorted, id) = match after {
        Some(Position(late, to_do, sorted, id)) => (Some(late), Some(to_do), Some(sorted), Some(id)),
        None => (None, None, None, None),
    };
    sql_query(query)
        .bind::<SqlUuid, _>(cycle)
        .bind::<Date, _>(tx.calendar.today)
        .bind::<Nullable<BigInt>, _>(late)
        .bind::<Nullable<BigInt>, _>(to_do)
        .bind::<Nullable<Text>, _>(sorted)
        .bind::<Nullable<SqlUuid>, _>(id)
        .bind::<BigInt, _>(limit.get() + 1)
        .load(tx.conn())
}
