use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Date, Text, Uuid as SqlUuid},
};
use shared::{reviews::ReviewGrouping, wire::ReviewCycleId};
use uuid::Uuid;

use crate::db::TenantTx;

/// A team or a manager, with what is counted of its people.
#[derive(QueryableByName)]
pub(super) struct GroupRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = Text)]
    pub name: String,
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

/// Every group in which the actor sees somebody, in no order.
pub(super) fn groups(tx: &mut TenantTx<'_>, cycle: ReviewCycleId, by: ReviewGrouping) -> QueryResult<Vec<GroupRow>> {
    let query = match by {
        ReviewGrouping::Team => include_str!("by_team.sql"),
        ReviewGrouping::Manager => include_str!("by_manager.sql"),
    };
    let today = tx.calendar.today;
    sql_query(query).bind::<SqlUuid, _>(cycle).bind::<Date, _>(today).load(tx.conn())
}
