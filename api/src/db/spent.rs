//! What all replicas together counted in a minute.

use diesel::{
    PgConnection, delete,
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Binary, Integer},
};

use super::{Database, schema::spent_requests};
use crate::http::Failure;

/// What was counted under a key by all replicas together.
#[derive(Debug, QueryableByName)]
pub struct Spent {
    /// Says who, as a hash.
    #[diesel(sql_type = Binary)]
    pub key: Vec<u8>,
    /// Requests in that minute.
    #[diesel(sql_type = Integer)]
    pub requests: i32,
}

impl Database {
    /// Adds what was counted here in a minute (since 1970), `requests` by `keys`, and gives what it comes to.
    pub async fn spend(&self, minute: i64, keys: Vec<Vec<u8>>, requests: Vec<i32>) -> Result<Vec<Spent>, Failure> {
        self.as_auth(move |conn| {
            let added = sql_query(include_str!("spent.sql"))
                .bind::<BigInt, _>(minute)
                .bind::<Array<Binary>, _>(keys)
                .bind::<Array<Integer>, _>(requests);
            Ok(added.load(conn)?)
        })
        .await
    }
}

/// Forgets minutes before this one.
pub(crate) fn forget_spent(conn: &mut PgConnection, minute: i64) -> QueryResult<usize> {
    delete(spent_requests::table.filter(spent_requests::minute.lt(minute))).execute(conn)
}
