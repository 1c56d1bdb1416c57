//! Tokens and how long they last, in the database.

pub(super) mod services;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    dsl::now,
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid},
    update,
};
use shared::{
    accounts::LogInMethod,
    api_tokens::{ApiToken, ApiTokenPolicy, LONGEST_DAYS, NewApiToken, Scope, WARNED_DAYS, network},
    people::PersonRef,
    wire::{ApiTokenId, Limit, PersonId, ServiceAccountId},
};
use uuid::Uuid;

use crate::{
    db::{
        TenantTx,
        schema::{api_tokens, organisations, people, sessions},
        token_hash,
    },
    http::Failure,
};

/// As many as anybody can have.
const ALL_OF_ONE: i64 = 100;
/// As many as all service accounts can have.
const ALL_OF_SERVICES: i64 = 1000;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: ApiTokenId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = SqlUuid)]
    person_id: PersonId,
    #[diesel(sql_type = Text)]
    person_name: String,
    #[diesel(sql_type = Bool)]
    is_service: bool,
    #[diesel(sql_type = Text)]
    ending: String,
    #[diesel(sql_type = Array<Text>)]
    scopes: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    networks: Vec<String>,
    #[diesel(sql_type = Timestamptz)]
    created_at: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    expires_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    last_used_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Text)]
    last_address: String,
}

impl Row {
    fn shown(self) -> ApiToken {
        ApiToken {
            id: self.id,
            name: self.name,
            person: PersonRef { id: self.person_id, name: self.person_name },
            is_service: self.is_service,
            ending: self.ending,
            // What a newer server gave, and this one doesn't know, is left out: it allows nothing here.
            scopes: self.scopes.iter().filter_map(|scope| Scope::parse(scope)).collect(),
            networks: self.networks,
            created_at: self.created_at,
            expires_at: self.expires_at,
            last_used_at: self.last_used_at,
            last_address: Some(self.last_address).filter(|address| !address.is_empty()),
        }
    }
}

/// Which tokens are asked for, of those that are good.
#[derive(Default)]
struct Which {
    of: Option<PersonId>,
    id: Option<ApiTokenId>,
    after: Option<ApiTokenId>,
    only_services: bool,
}

fn good(tx: &mut TenantTx<'_>, which: &Which, most: i64) -> QueryResult<Vec<ApiToken>> {
    let rows: Vec<Row> = sql_query(include_str!("good.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Nullable<SqlUuid>, _>(which.of)
        .bind::<Nullable<SqlUuid>, _>(which.id)
        .bind::<Nullable<SqlUuid>, _>(which.after)
        .bind::<BigInt, _>(most)
        .bind::<Bool, _>(which.only_services)
        .load(tx.conn())?;
    Ok(rows.into_iter().map(Row::shown).collect())
}

/// A service account's, which has a row of people.
fn of_service(tx: &mut TenantTx<'_>, id: ServiceAccountId) -> QueryResult<Vec<ApiToken>> {
    good(tx, &Which { of: Some(PersonId(id.0)), ..Which::default() }, ALL_OF_ONE)
}

/// The actor's.
pub(super) fn own(tx: &mut TenantTx<'_>) -> QueryResult<Vec<ApiToken>> {
    let which = Which { of: Some(tx.actor.person), ..Which::default() };
    good(tx, &which, ALL_OF_ONE)
}

/// One more than the page holds, of everybody or of one person.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    of: Option<PersonId>,
    limit: Limit,
    after: Option<ApiTokenId>,
) -> QueryResult<Vec<ApiToken>> {
    good(tx, &Which { of, after, ..Which::default() }, limit.get() + 1)
}

/// One of them.
pub(super) fn one(tx: &mut TenantTx<'_>, id: ApiTokenId) -> QueryResult<Option<ApiToken>> {
    let found = good(tx, &Which { id: Some(id), ..Which::default() }, 1)?;
    Ok(found.into_iter().next())
}

/// A token that ends soon.
#[derive(QueryableByName)]
pub(super) struct Ending {
    #[diesel(sql_type = SqlUuid)]
    pub id: ApiTokenId,
    #[diesel(sql_type = Bool)]
    pub is_service: bool,
    #[diesel(sql_type = Timestamptz)]
    pub expires_at: DateTime<Utc>,
    #[diesel(sql_type = Array<SqlUuid>)]
    pub told: Vec<PersonId>,
}

/// The organisation's tokens of whose end it is time to tell.
pub(super) fn ending(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Ending>> {
    sql_query(include_str!("ending.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Integer, _>(i32::from(WARNED_DAYS))
        .load(tx.conn())
}

/// Holds the actor's row, so that only one thing at a time is made of theirs.
pub(super) fn hold_maker(tx: &mut TenantTx<'_>) -> QueryResult<Uuid> {
    people::table.find((tx.org(), tx.actor.person.0)).select(people::id).for_no_key_update().first(tx.conn())
}

/// Where the actor gets their mail.
pub(super) fn own_email(tx: &mut TenantTx<'_>) -> QueryResult<String> {
    people::table.find((tx.org(), tx.actor.person.0)).select(people::email).first(tx.conn())
}

/// Of which grant the token is by which the actor came in, and whence it may be used.
pub(super) fn shown_token(tx: &mut TenantTx<'_>) -> QueryResult<(Option<Uuid>, Vec<String>)> {
    let token = api_tokens::table.find((tx.org(), tx.actor.session.0));
    token.select((api_tokens::grant_id, api_tokens::networks)).first(tx.conn())
}

/// Keeps a new token of the actor's.
pub(super) fn insert(tx: &mut TenantTx<'_>, new: &NewApiToken, secret: &str) -> Result<ApiTokenId, Failure> {
    let session = sessions::table.find((tx.org(), tx.actor.session.0));
    let methods: Vec<String> = session.select(sessions::methods).first(tx.conn())?;
    let by_provider = methods.iter().any(|by| by == LogInMethod::Sso.as_str());
    let owner = Owner { person: tx.actor.person, by_provider, drawn: false };
    keep(tx, &owner, new, secret)
}

/// Keeps a new token to act as `person`.
pub(super) fn insert_for(
    tx: &mut TenantTx<'_>,
    person: PersonId,
    new: &NewApiToken,
    secret: &str,
) -> Result<ApiTokenId, Failure> {
    keep(tx, &Owner { person, by_provider: false, drawn: false }, new, secret)
}

/// Keeps a token that the actor draws to act as `person`.
pub(super) fn insert_drawn(
    tx: &mut TenantTx<'_>,
    person: PersonId,
    new: &NewApiToken,
    secret: &str,
) -> Result<ApiTokenId, Failure> {
    keep(tx, &Owner { person, by_provider: false, drawn: true }, new, secret)
}

/// Ends whatever was drawn to act as `person`.
pub(super) fn revoke_drawn(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<usize> {
    let drawn = api_tokens::table.filter(api_tokens::org_id.eq(tx.org()).and(api_tokens::person_id.eq(person.0)));
    update(drawn.filter(api_tokens::drawn.and(api_tokens::revoked_at.is_null())))
        .set(api_tokens::revoked_at.eq(now))
        .execute(tx.conn())
}

/// As whom a token acts, whether it ends with the organisation's provider, and whether somebody else drew it.
struct Owner {
    person: PersonId,
    by_provider: bool,
    drawn: bool,
}

/// Keeps a new token; of its secret only the hash.
fn keep(tx: &mut TenantTx<'_>, owner: &Owner, new: &NewApiToken, secret: &str) -> Result<ApiTokenId, Failure> {
    let hash = token_hash(secret).ok_or_else(|| Failure::fault(anyhow::anyhow!("a token was made that is none")))?;
    let (org, id) = (tx.org(), ApiTokenId(Uuid::now_v7()));
    let row = (
        api_tokens::org_id.eq(org),
        api_tokens::id.eq(id),
        api_tokens::person_id.eq(owner.person),
        api_tokens::name.eq(new.name.trim()),
        api_tokens::secret_hash.eq(&hash[..]),
        api_tokens::ending.eq(secret.get(secret.len().saturating_sub(4)..).unwrap_or_default()),
        api_tokens::scopes.eq(scopes(new)),
        api_tokens::networks.eq(networks(new)),
        api_tokens::by_provider.eq(owner.by_provider),
        api_tokens::drawn.eq(owner.drawn),
        api_tokens::expires_at.eq(Utc::now() + TimeDelta::days(i64::from(new.days))),
    );
    insert_into(api_tokens::table).values(row).execute(tx.conn())?;
    Ok(id)
}

/// Each once, in the order in which they are shown.
fn scopes(new: &NewApiToken) -> Vec<&'static str> {
    Scope::ALL.iter().filter(|scope| new.scopes.contains(scope)).map(|scope| scope.as_str()).collect()
}

fn networks(new: &NewApiToken) -> Vec<String> {
    let mut networks: Vec<String> = new.networks.iter().filter_map(|text| network::written(text)).collect();
    networks.sort();
    networks.dedup();
    networks
}

/// Ends a token; whether it wasn't over for good.
pub(super) fn revoke(tx: &mut TenantTx<'_>, id: ApiTokenId) -> QueryResult<bool> {
    let token = api_tokens::table.find((tx.org(), id.0)).filter(api_tokens::revoked_at.is_null());
    Ok(update(token).set(api_tokens::revoked_at.eq(now)).execute(tx.conn())? == 1)
}

type Columns = (organisations::api_token_days, organisations::api_tokens_version);

const POLICY: Columns = (organisations::api_token_days, organisations::api_tokens_version);

/// How long tokens last at the most.
pub(super) fn policy(tx: &mut TenantTx<'_>) -> QueryResult<ApiTokenPolicy> {
    organisations::table.find(tx.org()).select(POLICY).first(tx.conn()).map(read)
}

/// The same, to be changed by nobody else meanwhile.
pub(super) fn hold_policy(tx: &mut TenantTx<'_>) -> QueryResult<ApiTokenPolicy> {
    organisations::table.find(tx.org()).select(POLICY).for_no_key_update().first(tx.conn()).map(read)
}

/// Sets it.
pub(super) fn set_policy(tx: &mut TenantTx<'_>, longest_days: u16) -> QueryResult<ApiTokenPolicy> {
    update(organisations::table.find(tx.org()))
        .set((
            organisations::api_token_days.eq(i32::from(longest_days)),
            organisations::api_tokens_version.eq(organisations::api_tokens_version + 1),
        ))
        .returning(POLICY)
        .get_result(tx.conn())
        .map(read)
}

/// Ends for good what is over where tokens last so long: it doesn't come back when they last longer again.
pub(super) fn end_over(tx: &mut TenantTx<'_>, longest_days: u16) -> QueryResult<usize> {
    sql_query(include_str!("end_over.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Integer, _>(i32::from(longest_days))
        .execute(tx.conn())
}

fn read((days, version): (i32, i64)) -> ApiTokenPolicy {
    // The column's check keeps it within a year.
    ApiTokenPolicy { longest_days: u16::try_from(days).unwrap_or(LONGEST_DAYS), version }
}
