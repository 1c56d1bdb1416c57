//! The tenant door for jobs: what nobody asked for at this moment, in one organisation, and for one person of it where
//! what they may see decides.

use std::net::{IpAddr, Ipv4Addr};

use chrono::NaiveDate;
use diesel::{
    Connection, PgConnection, QueryResult, RunQueryDsl, define_sql_function,
    sql_types::{Date, Integer, Nullable, Record, Text, Uuid as SqlUuid},
};
use shared::{
    access::Role,
    wire::{
        PersonId,
        id::{AccountId, OrganisationId},
    },
};
use uuid::Uuid;

use super::{
    Database, TenantTx,
    claim::Claim,
    tenant::{Actor, Calendar},
};
use crate::http::{Facts, Failure};

type OpenedRow = Record<(Nullable<SqlUuid>, Nullable<Text>, Nullable<Date>, Nullable<Integer>)>;

define_sql_function! {
    /// See the migration `notifications_mail`.
    fn open_job(org: SqlUuid, person: Nullable<SqlUuid>) -> OpenedRow;
}

impl Database {
    /// Runs `work` in a transaction bound to an organisation: all of it happens or nothing. Bound to a person it sees
    /// and does what they could; without one, the views show it nothing. `None` if that person isn't active.
    pub(crate) async fn job<T: Send + 'static>(
        &self,
        org: OrganisationId,
        person: Option<PersonId>,
        work: impl FnOnce(&mut TenantTx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<Option<T>, Failure> {
        self.as_app(move |conn| {
            conn.transaction(|conn| {
                let Some((actor, calendar)) = open(conn, org, person)? else {
                    return Ok(None);
                };
                let facts = Facts {
                    request_id: String::new(),
                    address: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
                    device: "perftrack".to_owned(),
                    tls: None,
                };
                work(&mut TenantTx::of(conn, actor, calendar, facts)).map(Some)
            })
        })
        .await
    }
}

/// Binds an open transaction to another person of its organisation, as long as they are active; their account and role.
pub(super) fn rebind(
    conn: &mut PgConnection,
    org: OrganisationId,
    person: PersonId,
) -> QueryResult<Option<(AccountId, Role)>> {
    let (account, role, ..): Opened = diesel::select(open_job(org.0, Some(person.0))).get_result(conn)?;
    Ok(account.map(AccountId::from).zip(role.as_deref().and_then(Role::parse)))
}

type Opened = (Option<Uuid>, Option<String>, Option<NaiveDate>, Option<i32>);

fn open(
    conn: &mut PgConnection,
    org: OrganisationId,
    person: Option<PersonId>,
) -> QueryResult<Option<(Actor, Calendar)>> {
    let (account, role, today, days): Opened =
        diesel::select(open_job(org.0, person.map(|person| person.0))).get_result(conn)?;
    let role = role.as_deref().and_then(Role::parse);
    Ok((|| {
        let (account, role) = match person {
            Some(_) => (account?, role?),
            // Nobody: the least role, of a person that isn't there.
            None => (Uuid::nil(), Role::Employee),
        };
        let person = person.unwrap_or(PersonId(Uuid::nil()));
        let (account, session) = (account.into(), Uuid::nil().into());
        let claim = Claim::Session(session);
        let actor = Actor { org, person, account, role, session, second_factor_due: false, claim, scopes: None };
        let calendar = Calendar { today: today?, check_in_days: u16::try_from(days?).ok()? };
        Some((actor, calendar))
    })())
}
