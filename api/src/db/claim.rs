//! By what a request comes in: somebody's session, or an API token.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::{
    PgConnection, QueryResult, define_sql_function,
    prelude::*,
    sql_types::{Array, Binary, Bool, Date, Integer, Nullable, Record, Text, Timestamptz, Uuid as SqlUuid},
    update,
};
use sha2::{Digest, Sha256};
use shared::{
    access::Role,
    api_tokens::{Scopes, secret},
    problem::{Code, Problem},
    wire::SessionId,
};
use uuid::Uuid;

use super::{
    schema::{api_tokens, sessions},
    tenant::{Actor, Calendar},
};
use crate::http::Facts;

/// What a caller claims to have. Whether it is good, opening it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Claim {
    /// The session of a browser.
    Session(SessionId),
    /// An API token, by its hash.
    Token(TokenHash),
}

/// What is kept of a token's secret. It is 256 random bits, so there is nothing to try: one quick hash does, without a salt
/// and without a key.
pub type TokenHash = [u8; 32];

/// The hash of a token's secret; `None` of what can't be one, for which nobody need be asked.
pub fn token_hash(text: &str) -> Option<TokenHash> {
    let hash = || Sha256::new().chain_update("api_token\0").chain_update(text).finalize().into();
    secret::is_well_formed(text).then(hash)
}

impl From<SessionId> for Claim {
    fn from(session: SessionId) -> Self {
        Self::Session(session)
    }
}

impl Claim {
    /// Whether a program shows it, of its own accord: no browser sends a token by itself, as it does a cookie.
    pub const fn is_token(self) -> bool {
        matches!(self, Self::Token(_))
    }

    /// It opens nothing.
    pub(super) fn refused(self) -> Problem {
        let problem = Problem::new(Code::Unauthenticated);
        match self {
            Self::Session(_) => problem,
            Self::Token(_) => problem.because("the API token is unknown, over, or not good from this address"),
        }
    }

    /// How much later it is noted again that it was used.
    pub(super) fn noted_every(self) -> TimeDelta {
        match self {
            Self::Session(_) => TimeDelta::minutes(5),
            Self::Token(_) => TimeDelta::minutes(1),
        }
    }
}

/// Notes that somebody came in, and from where.
pub(super) fn note_use(conn: &mut PgConnection, actor: Actor, facts: &Facts) -> QueryResult<usize> {
    let now = diesel::dsl::now;
    let id = (actor.org.0, actor.session.0);
    let address = facts.address.to_string();
    match actor.claim {
        Claim::Session(_) => {
            let used = (sessions::last_seen_at.eq(now), sessions::last_address.eq(address));
            update(sessions::table.find(id)).set(used).execute(conn)
        }
        Claim::Token(_) => {
            let used = (api_tokens::last_used_at.eq(now), api_tokens::last_address.eq(address));
            update(api_tokens::table.find(id)).set(used).execute(conn)
        }
    }
}

/// What `enter_by_token` returns; all null when the token isn't good.
type OpenedRow = Record<(
    Nullable<SqlUuid>,
    Nullable<SqlUuid>,
    Nullable<SqlUuid>,
    Nullable<Text>,
    Nullable<Timestamptz>,
    Nullable<Date>,
    Nullable<Integer>,
    Nullable<Bool>,
    Nullable<SqlUuid>,
    Nullable<Array<Text>>,
)>;

define_sql_function! {
    /// See the migration `api_tokens`.
    fn enter_by_token(secret: Binary, caller: Text) -> OpenedRow;
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
    Option<Uuid>,
    Option<Vec<String>>,
);

/// Opens a token: who acts by it, the organisation's days, and when it was last used.
pub(super) fn open_token(
    conn: &mut PgConnection,
    hash: TokenHash,
    facts: &Facts,
) -> QueryResult<Option<(Actor, Calendar, DateTime<Utc>)>> {
    let opened = diesel::select(enter_by_token(&hash[..], facts.address.to_string())).get_result(conn)?;
    let (org, person, account, role, seen_at, today, days, due, token, scopes): Opened = opened;
    let role = role.as_deref().and_then(Role::parse);
    Ok((|| {
        // A service account has no account: nothing about one is a token's.
        let (org, person, account) = (org?.into(), person?.into(), account.unwrap_or_default().into());
        let actor = Actor {
            org,
            person,
            account,
            role: role?,
            // The token stands where a session would: in the audit log, and in what is called out when it is over.
            session: token?.into(),
            second_factor_due: due?,
            claim: Claim::Token(hash),
            scopes: Some(Scopes::parse(scopes?.iter().map(String::as_str))),
        };
        let calendar = Calendar { today: today?, check_in_days: u16::try_from(days?).ok()? };
        Some((actor, calendar, seen_at?))
    })())
}

#[cfg(test)]
mod tests {
    use shared::api_tokens::secret;

    use super::token_hash;

    #[test]
    fn only_what_can_be_a_token_has_a_hash() {
        let [one, other] = ["a", "b"].map(|letter| secret::of(&letter.repeat(secret::DRAWN)));
        assert!(token_hash(&one).is_some() && token_hash(&one) == token_hash(&one));
        assert_ne!(token_hash(&one), token_hash(&other));
        assert_eq!(token_hash(&one[1..]), None);
        assert_eq!(token_hash("a session's token"), None);
    }
}
