//! The door of apps: a code, a refresh token or an access token that may be over, by which somebody allowed something.

use chrono::NaiveDate;
use diesel::{
    define_sql_function,
    prelude::*,
    sql_types::{Binary, Date, Integer, Nullable, Record, Text, Uuid as SqlUuid},
};
use shared::{access::Role, api_tokens::Scopes};
use uuid::Uuid;

use super::{
    Database, TenantTx,
    claim::Claim,
    tenant::{Actor, Calendar},
};
use crate::http::{Facts, Failure};

/// What `enter_by_grant` returns; all null when there is no such grant.
type OpenedRow = Record<(
    Nullable<SqlUuid>,
    Nullable<SqlUuid>,
    Nullable<SqlUuid>,
    Nullable<Text>,
    Nullable<Date>,
    Nullable<Integer>,
    Nullable<SqlUuid>,
)>;

define_sql_function! {
    /// See the migration `oauth`.
    fn enter_by_grant(secret: Binary) -> OpenedRow;
}

type Opened = (Option<Uuid>, Option<Uuid>, Option<Uuid>, Option<String>, Option<NaiveDate>, Option<i32>, Option<Uuid>);

impl Database {
    /// Runs `work` as whoever allowed what has this hash, without any scope: what the secret is still good for, `work` finds
    /// out. `None` if there is nothing of that hash, or it or its person is over.
    pub async fn grant<T: Send + 'static>(
        &self,
        secret: [u8; 32],
        facts: Facts,
        work: impl FnOnce(&mut TenantTx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<Option<T>, Failure> {
        self.as_app(move |conn| {
            conn.transaction(|conn| {
                let opened: Opened = diesel::select(enter_by_grant(&secret[..])).get_result(conn)?;
                match read(opened, secret) {
                    Some((actor, calendar)) => work(&mut TenantTx::of(conn, actor, calendar, facts)).map(Some),
                    None => Ok(None),
                }
            })
        })
        .await
    }
}

fn read(opened: Opened, secret: [u8; 32]) -> Option<(Actor, Calendar)> {
    let (org, person, account, role, today, days, grant) = opened;
    let actor = Actor {
        org: org?.into(),
        person: person?.into(),
        account: account?.into(),
        role: Role::parse(&role?)?,
        // The grant stands where a session would: its access token has the same id.
        session: grant?.into(),
        second_factor_due: false,
        claim: Claim::Token(secret),
        scopes: Some(Scopes::default()),
    };
    Some((actor, Calendar { today: today?, check_in_days: u16::try_from(days?).ok()? }))
}
