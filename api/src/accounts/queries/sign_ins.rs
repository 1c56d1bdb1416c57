//! What happened to a person's account, as the audit log has it.

use chrono::{DateTime, Utc};
use diesel::{
    QueryResult,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Bool, Integer, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::accounts::{SIGN_IN_DAYS, SignIn};

use crate::db::TenantTx;

/// As many as somebody looks through.
pub(in crate::accounts) const MOST: usize = 100;

#[derive(Debug, QueryableByName)]
pub(in crate::accounts) struct SignInRow {
    #[diesel(sql_type = Timestamptz)]
    at: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    by_other: bool,
    #[diesel(sql_type = Text)]
    device: String,
    #[diesel(sql_type = Text)]
    address: String,
}

impl SignInRow {
    /// As it happened in that organisation.
    pub(in crate::accounts) fn shown(self, organisation: &str) -> SignIn {
        let Self { at, kind, by_other, device, address } = self;
        SignIn { at, kind, by_other, device, address, organisation: organisation.to_owned() }
    }
}

/// What happened to the actor's account in their organisation lately, latest first.
pub(in crate::accounts) fn of_actor(tx: &mut TenantTx<'_>) -> QueryResult<Vec<SignInRow>> {
    sql_query(include_str!("sign_ins.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Integer, _>(SIGN_IN_DAYS)
        .bind::<BigInt, _>(i64::try_from(MOST).unwrap_or(i64::MAX))
        .load(tx.conn())
}
