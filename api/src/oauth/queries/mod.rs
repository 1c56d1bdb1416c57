//! Apps and what they were allowed, in the database.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    delete,
    dsl::now,
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Integer, Nullable, Uuid as SqlUuid},
    update,
};
use shared::{
    accounts::LogInMethod,
    api_tokens::Scope,
    oauth::{CODE_SECONDS, IDLE_DAYS, MOST_GRANTS, NewOauthApp, OauthApp, OauthAppChanges, OauthGrant, OauthRequest},
    wire::{Limit, OauthAppId, OauthGrantId, PersonId},
};
use uuid::Uuid;

use super::{
    rows::{AppRow, GrantRow, Held, ShownRow},
    secrets::Hash,
};
use crate::{
    db::{
        Changeable, TenantTx,
        schema::{api_tokens, oauth_apps, oauth_grants, people, sessions},
    },
    http::Failure,
};

/// As many as anybody has: so many of each app.
const ALL_OF_ONE: i64 = 1000;

/// All apps, by name.
pub(super) fn all(tx: &mut TenantTx<'_>) -> QueryResult<Vec<OauthApp>> {
    shown(tx, None)
}

/// One of them.
pub(super) fn one(tx: &mut TenantTx<'_>, id: OauthAppId) -> QueryResult<Option<OauthApp>> {
    Ok(shown(tx, Some(id))?.pop())
}

fn shown(tx: &mut TenantTx<'_>, id: Option<OauthAppId>) -> QueryResult<Vec<OauthApp>> {
    let rows: Vec<ShownRow> = sql_query(include_str!("shown.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Nullable<SqlUuid>, _>(id)
        .bind::<Integer, _>(IDLE_DAYS)
        .load(tx.conn())?;
    Ok(rows.into_iter().map(ShownRow::shown).collect())
}

/// How many there are.
pub(super) fn count(tx: &mut TenantTx<'_>) -> QueryResult<i64> {
    oauth_apps::table.filter(oauth_apps::org_id.eq(tx.org())).count().get_result(tx.conn())
}

/// Each once, in the order in which they are shown.
fn names(scopes: &[Scope]) -> Vec<&'static str> {
    Scope::ALL.iter().filter(|scope| scopes.contains(scope)).map(|scope| scope.as_str()).collect()
}

/// Adds one.
pub(super) fn insert(tx: &mut TenantTx<'_>, new: &NewOauthApp) -> QueryResult<OauthAppId> {
    let id = OauthAppId(Uuid::now_v7());
    let row = (
        oauth_apps::org_id.eq(tx.org()),
        oauth_apps::id.eq(id.0),
        oauth_apps::name.eq(new.name.trim()),
        oauth_apps::redirect_uris.eq(&new.redirect_uris),
        oauth_apps::scopes.eq(names(&new.scopes)),
        oauth_apps::is_confidential.eq(new.is_confidential),
        oauth_apps::created_by.eq(tx.actor.person.0),
    );
    insert_into(oauth_apps::table).values(row).execute(tx.conn())?;
    Ok(id)
}

/// Changes what was asked for.
pub(super) fn edit(tx: &mut TenantTx<'_>, app: &Changeable<AppRow>, asked: &OauthAppChanges) -> QueryResult<()> {
    use oauth_apps::dsl;
    let (org, id) = (tx.org(), app.id.0);
    let row = || update(dsl::oauth_apps.find((org, id)));
    row().set(dsl::version.eq(dsl::version + 1)).execute(tx.conn())?;
    if let Some(name) = &asked.name {
        row().set(dsl::name.eq(name.trim())).execute(tx.conn())?;
    }
    if let Some(addresses) = &asked.redirect_uris {
        row().set(dsl::redirect_uris.eq(addresses)).execute(tx.conn())?;
    }
    if let Some(scopes) = &asked.scopes {
        row().set(dsl::scopes.eq(names(scopes))).execute(tx.conn())?;
    }
    Ok(())
}

/// Ends its access tokens.
pub(super) fn end_access(tx: &mut TenantTx<'_>, app: &Changeable<AppRow>) -> QueryResult<()> {
    let statement = sql_query(include_str!("end_access.sql"));
    statement.bind::<SqlUuid, _>(tx.org()).bind::<SqlUuid, _>(app.id.0).execute(tx.conn())?;
    Ok(())
}

/// Removes it. What it was allowed ends first, and so calls out to the streams that hang on it.
pub(super) fn remove(tx: &mut TenantTx<'_>, app: &Changeable<AppRow>) -> QueryResult<()> {
    let grants = oauth_grants::org_id.eq(tx.org()).and(oauth_grants::app_id.eq(app.id.0));
    update(oauth_grants::table.filter(grants.and(oauth_grants::revoked_at.is_null())))
        .set(oauth_grants::revoked_at.eq(now))
        .execute(tx.conn())?;
    delete(oauth_apps::table.find((tx.org(), app.id.0))).execute(tx.conn())?;
    Ok(())
}

/// Keeps the hash of a new secret.
pub(super) fn set_secret(tx: &mut TenantTx<'_>, app: &Changeable<AppRow>, hash: &Hash) -> QueryResult<()> {
    let secret = (
        oauth_apps::secret_hash.eq(&hash[..]),
        oauth_apps::secret_at.eq(now),
        oauth_apps::version.eq(oauth_apps::version + 1),
    );
    update(oauth_apps::table.find((tx.org(), app.id.0))).set(secret).execute(tx.conn())?;
    Ok(())
}

/// Which grants are asked for, of those that stand.
#[derive(Default)]
pub(super) struct Which {
    /// Of one person.
    pub of: Option<PersonId>,
    /// To one app.
    pub app: Option<OauthAppId>,
    /// One alone.
    pub id: Option<OauthGrantId>,
    /// Those before it.
    pub after: Option<OauthGrantId>,
}

fn standing(tx: &mut TenantTx<'_>, which: &Which, most: i64) -> QueryResult<Vec<OauthGrant>> {
    let rows: Vec<GrantRow> = sql_query(include_str!("standing.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Nullable<SqlUuid>, _>(which.of)
        .bind::<Nullable<SqlUuid>, _>(which.app)
        .bind::<Nullable<SqlUuid>, _>(which.id)
        .bind::<Nullable<SqlUuid>, _>(which.after)
        .bind::<BigInt, _>(most)
        .bind::<Integer, _>(IDLE_DAYS)
        .load(tx.conn())?;
    Ok(rows.into_iter().map(GrantRow::shown).collect())
}

/// The actor's.
pub(super) fn own(tx: &mut TenantTx<'_>) -> QueryResult<Vec<OauthGrant>> {
    let which = Which { of: Some(tx.actor.person), ..Which::default() };
    standing(tx, &which, ALL_OF_ONE)
}

/// One more than the page holds.
pub(super) fn page(tx: &mut TenantTx<'_>, which: &Which, limit: Limit) -> QueryResult<Vec<OauthGrant>> {
    standing(tx, which, limit.get() + 1)
}

/// One of them.
pub(super) fn grant(tx: &mut TenantTx<'_>, id: OauthGrantId) -> QueryResult<Option<OauthGrant>> {
    Ok(standing(tx, &Which { id: Some(id), ..Which::default() }, 1)?.pop())
}

/// Where the actor gets their mail.
pub(super) fn own_email(tx: &mut TenantTx<'_>) -> QueryResult<String> {
    people::table.find((tx.org(), tx.actor.person.0)).select(people::email).first(tx.conn())
}

/// Begins what the actor allows an app, by a code.
pub(super) fn begin(
    tx: &mut TenantTx<'_>,
    request: &OauthRequest,
    scopes: &[Scope],
    code: &Hash,
) -> QueryResult<OauthGrantId> {
    sql_query(include_str!("end_oldest.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(request.client_id.0)
        .bind::<SqlUuid, _>(tx.actor.person.0)
        .bind::<BigInt, _>(MOST_GRANTS - 1)
        .execute(tx.conn())?;
    let session = sessions::table.find((tx.org(), tx.actor.session.0));
    let methods: Vec<String> = session.select(sessions::methods).first(tx.conn())?;
    let id = OauthGrantId(Uuid::now_v7());
    let row = (
        oauth_grants::org_id.eq(tx.org()),
        oauth_grants::id.eq(id.0),
        oauth_grants::app_id.eq(request.client_id.0),
        oauth_grants::person_id.eq(tx.actor.person.0),
        oauth_grants::scopes.eq(names(scopes)),
        oauth_grants::redirect_uri.eq(&request.redirect_uri),
        oauth_grants::challenge.eq(request.code_challenge.as_deref().unwrap_or_default()),
        oauth_grants::code_hash.eq(&code[..]),
        oauth_grants::code_until.eq(Utc::now() + TimeDelta::seconds(CODE_SECONDS)),
        oauth_grants::by_provider.eq(methods.iter().any(|by| by == LogInMethod::Sso.as_str())),
    );
    insert_into(oauth_grants::table).values(row).execute(tx.conn())?;
    Ok(id)
}

/// What was allowed, held, and its app with it; `None` if it is over for good.
pub(super) fn hold(tx: &mut TenantTx<'_>, id: OauthGrantId) -> QueryResult<Option<Held>> {
    let app = sql_query(include_str!("hold_app.sql"));
    app.bind::<SqlUuid, _>(tx.org()).bind::<SqlUuid, _>(id.0).execute(tx.conn())?;
    sql_query(include_str!("held.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(id.0)
        .bind::<Integer, _>(IDLE_DAYS)
        .get_result(tx.conn())
        .optional()
}

/// Ends it; whether it wasn't over for good.
pub(super) fn end(tx: &mut TenantTx<'_>, id: OauthGrantId) -> QueryResult<bool> {
    let grant = oauth_grants::table.find((tx.org(), id.0)).filter(oauth_grants::revoked_at.is_null());
    Ok(update(grant).set(oauth_grants::revoked_at.eq(now)).execute(tx.conn())? == 1)
}

/// New tokens of a grant.
pub(super) struct NewTokens<'n> {
    /// The access token.
    pub access: &'n str,
    /// What it may do.
    pub scopes: &'n [Scope],
    /// When it is over.
    pub expires_at: DateTime<Utc>,
    /// The refresh token's two hashes.
    pub family: Hash,
    /// The same.
    pub refresh: Hash,
}

/// Keeps them in place of those before. The first come for the code, which is remembered until the next: so long it can be told
/// that it comes twice.
pub(super) fn issue(tx: &mut TenantTx<'_>, held: &Held, new: &NewTokens<'_>) -> Result<(), Failure> {
    let row = oauth_grants::table.find((tx.org(), held.id.0));
    let refresh = (
        oauth_grants::family_hash.eq(&new.family[..]),
        oauth_grants::refresh_hash.eq(&new.refresh[..]),
        oauth_grants::refreshed_at.eq(now),
    );
    if held.begun {
        update(row).set((refresh, oauth_grants::code_hash.eq(None::<Vec<u8>>))).execute(tx.conn())?;
    } else {
        update(row).set((refresh, oauth_grants::begun_at.eq(now))).execute(tx.conn())?;
    }
    put_access(tx, held, new)
}

fn put_access(tx: &mut TenantTx<'_>, held: &Held, new: &NewTokens<'_>) -> Result<(), Failure> {
    let hash = crate::db::token_hash(new.access);
    let hash = hash.ok_or_else(|| Failure::fault(anyhow::anyhow!("a token was made that is none")))?;
    let (org, id) = (tx.org(), held.id.0);
    let token = || api_tokens::table.find((org, id));
    let used = token().select((api_tokens::last_used_at, api_tokens::last_address)).first(tx.conn()).optional()?;
    let (last_used_at, last_address): (Option<DateTime<Utc>>, String) = used.unwrap_or_default();
    delete(token()).execute(tx.conn())?;
    let row = (
        api_tokens::org_id.eq(org),
        api_tokens::id.eq(id),
        api_tokens::grant_id.eq(id),
        api_tokens::person_id.eq(tx.actor.person.0),
        api_tokens::name.eq(&held.app),
        api_tokens::secret_hash.eq(&hash[..]),
        api_tokens::ending.eq(new.access.get(new.access.len().saturating_sub(4)..).unwrap_or_default()),
        api_tokens::scopes.eq(names(new.scopes)),
        api_tokens::by_provider.eq(held.by_provider),
        api_tokens::expires_at.eq(new.expires_at),
        api_tokens::last_used_at.eq(last_used_at),
        api_tokens::last_address.eq(last_address),
    );
    insert_into(api_tokens::table).values(row).execute(tx.conn())?;
    Ok(())
}
