//! One's own tokens.

use chrono::Utc;
use shared::{
    api_tokens::{
        ApiToken, CreateApiToken, ListOwnApiTokens, MOST_API_TOKENS, MadeApiToken, NewApiToken, OwnApiTokens,
        RevokeOwnApiToken, Scope, open_to,
    },
    notifications::NoticeKind,
    problem::{Code, Problem},
};

use super::{queries, secret};
use crate::{
    audit::Event,
    config::Origin,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    notifications,
    worker::mail::{ApiTokenMade, Letter, outbox},
};

pub(super) fn list(_: &Ask<ListOwnApiTokens>, tx: &mut TenantTx<'_>) -> Answered<ListOwnApiTokens> {
    let (items, longest_days) = (queries::own(tx)?, queries::policy(tx)?.longest_days);
    Ok(Reply::new(OwnApiTokens { items, scopes: open_to(tx.actor.role), longest_days }))
}

pub(super) fn create(ask: &Ask<CreateApiToken>, tx: &mut TenantTx<'_>) -> Answered<CreateApiToken> {
    fits(&ask.body, &open_to(tx.actor.role), tx)?;
    // One after the other, or two at once would both find room.
    queries::hold_maker(tx)?;
    has_room(queries::own(tx)?.len())?;
    let secret = secret::draw()?;
    let id = queries::insert(tx, &ask.body, &secret)?;
    let token = queries::one(tx, id)?.ok_or(Code::NotFound)?;
    tx.note(Event::new("api_tokens.created", id).after(&token))?;
    tell(tx, &token, &ask.origin)?;
    Ok(Reply::new(MadeApiToken { token, secret }))
}

pub(super) fn revoke(ask: &Ask<RevokeOwnApiToken>, tx: &mut TenantTx<'_>) -> Answered<RevokeOwnApiToken> {
    let me = tx.actor.person;
    let token = queries::one(tx, ask.params.id)?.filter(|token| token.person.id == me).ok_or(Code::NotFound)?;
    end(tx, &token)?;
    Ok(Reply::new(()))
}

/// Ends a token, whoever says so.
pub(super) fn end(tx: &mut TenantTx<'_>, token: &ApiToken) -> Result<(), Failure> {
    if !queries::revoke(tx, token.id)? {
        return Err(Code::NotFound.into());
    }
    let kind = if token.is_service { NoticeKind::ServiceTokenEnding } else { NoticeKind::ApiTokenEnding };
    notifications::settle(tx, &[kind], token.id)?;
    let was = serde_json::json!({ "name": token.name, "person": token.person, "scopes": token.scopes });
    tx.note(Event::new("api_tokens.revoked", token.id).before(&was))
}

/// What the form can't know by itself: how long one may last here, and what its owner may do.
pub(super) fn fits(new: &NewApiToken, open: &[Scope], tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let longest = queries::policy(tx)?.longest_days;
    if new.days > longest {
        return Err(Failure::field("days", &format!("out_of_range:1–{longest}")));
    }
    if !new.scopes.iter().all(|scope| open.contains(scope)) {
        return Err(Failure::field("scopes", "not_yours_to_give"));
    }
    Ok(())
}

/// 409 if there are as many as there can be.
pub(super) fn has_room(have: usize) -> Result<(), Failure> {
    if have < MOST_API_TOKENS {
        return Ok(());
    }
    let full = format!("there are {MOST_API_TOKENS} API tokens, as many as there can be: revoke one first");
    Err(Problem::new(Code::Conflict).because(full).into())
}

/// Whoever is at somebody's session could make themselves a way in that outlasts it: its owner hears of it.
fn tell(tx: &mut TenantTx<'_>, token: &ApiToken, origin: &Origin) -> Result<(), Failure> {
    let letter = ApiTokenMade { at: Utc::now(), name: &token.name, address: tx.facts.address };
    let mail = letter.to(&queries::own_email(tx)?, origin)?;
    outbox::put(tx.conn(), &[mail])
}
