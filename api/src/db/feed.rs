//! The door of a calendar: no session, but a secret that was made for one person to read what is their own.

use chrono::NaiveDate;
use diesel::{
    define_sql_function,
    prelude::*,
    sql_types::{Binary, Date, Nullable, Record, Uuid as SqlUuid},
};
use shared::{access::Role, problem::Code};
use uuid::Uuid;

use super::{
    Database, TenantTx,
    claim::Claim,
    tenant::{Actor, Calendar},
};
use crate::http::{Facts, Failure};

/// What `open_feed` returns; all null when there is no such feed.
type OpenedRow = Record<(Nullable<SqlUuid>, Nullable<SqlUuid>, Nullable<SqlUuid>, Nullable<SqlUuid>, Nullable<Date>)>;

define_sql_function! {
    /// See the migration `one_on_ones_calendar`.
    fn open_feed(secret: Binary) -> OpenedRow;
}

type Opened = (Option<Uuid>, Option<Uuid>, Option<Uuid>, Option<Uuid>, Option<NaiveDate>);

impl Database {
    /// Runs `work` as whom the feed with this secret's hash was made for, as an Employee and without the right to
    /// change anything; 404 if there is none, or its person is gone.
    pub async fn feed<T: Send + 'static>(
        &self,
        secret: [u8; 32],
        facts: Facts,
        work: impl FnOnce(&mut TenantTx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.as_app(move |conn| {
            conn.build_transaction().read_only().run(|conn| {
                let opened: Opened = diesel::select(open_feed(&secret[..])).get_result(conn)?;
                let (actor, calendar) = read(opened).ok_or(Code::NotFound)?;
                work(&mut TenantTx::of(conn, actor, calendar, facts))
            })
        })
        .await
    }
}

fn read((org, person, account, feed, today): Opened) -> Option<(Actor, Calendar)> {
    let (org, person, account) = (org?.into(), person?.into(), account?.into());
    // The feed stands where a session would; nothing can be noted as its doing.
    let session = feed?.into();
    let claim = Claim::Session(session);
    let actor =
        Actor { org, person, account, role: Role::Employee, session, second_factor_due: false, claim, scopes: None };
    Some((actor, Calendar { today: today?, check_in_days: 7 }))
}
