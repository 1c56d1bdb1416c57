//! The tenant transaction: the only door to an organisation's tables.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    PgConnection, QueryResult,
    connection::{AnsiTransactionManager, Connection, TransactionManager},
    define_sql_function,
    dsl::sql,
    prelude::*,
    sql_types::{Bool, Date, Integer, Nullable, Record, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::{
    access::Role,
    api_tokens::Scopes,
    operation::{FRESH_MINUTES, Method},
    problem::{Code, Problem},
    wire::{
        PersonId, SessionId,
        id::{AccountId, OrganisationId},
    },
};
use uuid::Uuid;

use super::{
    Database,
    claim::{self, Claim},
    schema::sessions,
};
use crate::{
    audit::Event,
    http::{Facts, Failure},
};

/// What `enter_tenant` returns; all null when the session is over.
type OpenedRow = Record<(
    Nullable<SqlUuid>,
    Nullable<SqlUuid>,
    Nullable<SqlUuid>,
    Nullable<Text>,
    Nullable<Timestamptz>,
    Nullable<Date>,
    Nullable<Integer>,
    Nullable<Bool>,
)>;

define_sql_function! {
    /// See the migration `second_factor`.
    fn enter_tenant(session: SqlUuid) -> OpenedRow;
}

/// Why a program is refused that has all scopes.
pub(crate) const NOT_BY_TOKEN: &str = "no API token does this: it takes somebody who is logged in";

/// Who acts, in which organisation. Made only by opening a session or an API token.
#[derive(Debug, Clone, Copy)]
pub struct Actor {
    /// The organisation of the session.
    pub org: OrganisationId,
    /// The person acting; a service account's row of people.
    pub person: PersonId,
    /// Their account; nil of a service account.
    pub account: AccountId,
    /// Their role now, not when they logged in.
    pub role: Role,
    /// The session itself; of who comes by an API token, the token's id.
    pub session: SessionId,
    /// Whether the organisation demands a second factor that they haven't got: until then they may do nothing here but
    /// what is about their own account.
    pub second_factor_due: bool,
    /// By what they came in, to come in again.
    pub claim: Claim,
    /// To what an API token holds them; nothing holds who has a session.
    pub scopes: Option<Scopes>,
}

/// What an organisation's clock and settings say about days. It can't change under a request.
#[derive(Debug, Clone, Copy)]
pub struct Calendar {
    /// The day it is in the organisation.
    pub today: NaiveDate,
    /// Its usual days between check-ins.
    pub check_in_days: u16,
}

/// A transaction bound to one organisation and one person.
///
/// Row-level security sees the binding, and so do the `visible_…` views. It ends with the
/// transaction, so nothing leaks to the connection's next user.
pub struct TenantTx<'c> {
    conn: &'c mut PgConnection,
    /// Who acts.
    pub actor: Actor,
    /// The organisation's days.
    pub calendar: Calendar,
    /// Where the request came from, for the audit log.
    pub facts: Facts,
    /// How many audit events were written.
    pub(crate) notes: usize,
    /// Events that are written at the end of what is being done, if that is so: see `noting_later`.
    pub(crate) later: Option<Vec<Event>>,
}

impl<'c> TenantTx<'c> {
    /// One whose organisation and person the connection is bound to already.
    pub(super) fn of(conn: &'c mut PgConnection, actor: Actor, calendar: Calendar, facts: Facts) -> Self {
        Self { conn, actor, calendar, facts, notes: 0, later: None }
    }

    /// The connection, for a feature's queries.
    pub(crate) fn conn(&mut self) -> &mut PgConnection {
        self.conn
    }

    /// Does something that may fail and leave nothing behind, while the transaction goes on.
    pub(crate) fn attempt<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Failure>) -> Result<T, Failure> {
        let (notes, later) = (self.notes, self.later.as_ref().map(Vec::len));
        AnsiTransactionManager::begin_transaction(self.conn)?;
        let done = work(self);
        if done.is_ok() {
            AnsiTransactionManager::commit_transaction(self.conn)?;
        } else {
            AnsiTransactionManager::rollback_transaction(self.conn)?;
            self.notes = notes;
            if let (Some(events), Some(before)) = (&mut self.later, later) {
                events.truncate(before);
            }
        }
        done
    }

    /// Whether whoever acts has proved who they are as lately as what is dangerous asks for: by the log-in, or by having
    /// confirmed it since.
    pub(crate) fn proved_lately(&mut self) -> Result<bool, Failure> {
        let session = sessions::table.find((self.actor.org.0, self.actor.session.0));
        let minutes = i32::try_from(FRESH_MINUTES).map_err(Failure::fault)?;
        let lately =
            sql::<Bool>("authenticated_at > now() - make_interval(mins => ").bind::<Integer, _>(minutes).sql(")");
        Ok(session.select(lately).first(self.conn)?)
    }

    /// 403 unless so, for operations of which only some requests are dangerous. No API token proves who is there.
    pub(crate) fn require_proof(&mut self) -> Result<(), Failure> {
        if self.actor.claim.is_token() {
            return Err(Problem::new(Code::SeparateLogIn).because(NOT_BY_TOKEN).into());
        }
        if self.proved_lately()? { Ok(()) } else { Err(Code::ReauthRequired.into()) }
    }

    /// The organisation, as queries filter by it. Row-level security would do, but the planner and
    /// a distributed database want to see it.
    pub(crate) fn org(&self) -> Uuid {
        self.actor.org.0
    }
}

impl Database {
    /// Opens the session or the API token and runs `work` in a transaction bound to its organisation: all of it
    /// happens or nothing. 401 when it is over. Operations that only read can't write.
    pub async fn tenant<T: Send + 'static>(
        &self,
        claim: impl Into<Claim>,
        method: Method,
        facts: Facts,
        work: impl FnOnce(&mut TenantTx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let claim = claim.into();
        let (done, actor, seen_at) = self.opened(claim, method, facts.clone(), work).await?;
        if Utc::now() - seen_at > claim.noted_every() {
            self.note_use(actor, facts).await;
        }
        Ok(done)
    }

    /// As [`Self::tenant`], reading, for what the server does of itself while somebody keeps a window open: it
    /// doesn't count as use of the session.
    pub async fn tenant_unasked<T: Send + 'static>(
        &self,
        claim: Claim,
        facts: Facts,
        work: impl FnOnce(&mut TenantTx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let unless_due = move |tx: &mut TenantTx<'_>| {
            if tx.actor.second_factor_due { Err(Code::SecondFactorNeeded.into()) } else { work(tx) }
        };
        Ok(self.opened(claim, Method::Get, facts, unless_due).await?.0)
    }

    async fn opened<T: Send + 'static>(
        &self,
        claim: Claim,
        method: Method,
        facts: Facts,
        work: impl FnOnce(&mut TenantTx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<(T, Actor, DateTime<Utc>), Failure> {
        self.as_app(move |conn| {
            let run = |conn: &mut PgConnection| {
                let opened = match claim {
                    Claim::Session(session) => open(conn, session)?,
                    Claim::Token(hash) => claim::open_token(conn, hash, &facts)?,
                };
                let (actor, calendar, seen_at) = opened.ok_or_else(|| claim.refused())?;
                let mut tx = TenantTx::of(conn, actor, calendar, facts);
                let done = work(&mut tx)?;
                Ok::<_, Failure>((done, actor, seen_at))
            };
            if method.changes() { conn.transaction(run) } else { conn.build_transaction().read_only().run(run) }
        })
        .await
    }

    /// When a session or an API token was last used, to within minutes; losing it is no reason to fail.
    async fn note_use(&self, actor: Actor, facts: Facts) {
        let noted = self.as_auth(move |conn| Ok(claim::note_use(conn, actor, &facts)?)).await;
        if noted.is_err() {
            tracing::warn!("the time a session or a token was last used could not be noted");
        }
    }
}

type Opened = (
    Option<Uuid>,
    Option<Uuid>,
    Option<Uuid>,
    Option<String>,
    Option<DateTime<Utc>>,
    Option<NaiveDate>,
    Option<i32>,
    Option<bool>,
);

fn open(conn: &mut PgConnection, session: SessionId) -> QueryResult<Option<(Actor, Calendar, DateTime<Utc>)>> {
    let opened = diesel::select(enter_tenant(session.0)).get_result(conn)?;
    let (org, person, account, role, seen_at, today, days, due): Opened = opened;
    let role = role.as_deref().and_then(Role::parse);
    Ok((|| {
        let (org, person, account) = (org?.into(), person?.into(), account?.into());
        let (claim, scopes) = (Claim::Session(session), None);
        let actor = Actor { org, person, account, role: role?, session, second_factor_due: due?, claim, scopes };
        let calendar = Calendar { today: today?, check_in_days: u16::try_from(days?).ok()? };
        Some((actor, calendar, seen_at?))
    })())
}
