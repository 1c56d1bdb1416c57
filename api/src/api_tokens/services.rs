//! Service accounts. What one does stands under its own row of people, which has left from the beginning and for good: so
//! whatever lists, counts, asks, tells or bills people passes it over.

use chrono::Utc;
use serde_json::{Value, json};
use shared::{
    access::Relation,
    api_tokens::{
        ApiToken, CreateServiceAccount, CreateServiceToken, ListServiceAccounts, MOST_SERVICE_ACCOUNTS, MadeApiToken,
        RemoveServiceAccount, ServiceAccount, ServiceAccounts,
    },
    problem::{Code, Problem},
    wire::PersonId,
};

use super::{own, queries, secret};
use crate::{
    audit::Event,
    config::Origin,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    worker::mail::{Letter, ServiceTokenMade, outbox},
};

pub(super) fn list(ask: &Ask<ListServiceAccounts>, tx: &mut TenantTx<'_>) -> Answered<ListServiceAccounts> {
    ask.require(tx, Relation::Organisation)?;
    let (items, longest_days) = (queries::services::all(tx)?, queries::policy(tx)?.longest_days);
    Ok(Reply::new(ServiceAccounts { items, longest_days }))
}

pub(super) fn create(ask: &Ask<CreateServiceAccount>, tx: &mut TenantTx<'_>) -> Answered<CreateServiceAccount> {
    ask.require(tx, Relation::Organisation)?;
    // One after the other, or two at once would both find room.
    queries::hold_policy(tx)?;
    if queries::services::count(tx)? >= i64::try_from(MOST_SERVICE_ACCOUNTS).unwrap_or(i64::MAX) {
        let full =
            format!("there are {MOST_SERVICE_ACCOUNTS} service accounts, as many as there can be: remove one first");
        return Err(Problem::new(Code::Conflict).because(full).into());
    }
    let id = queries::services::insert(tx, &ask.body)?;
    let account = queries::services::one(tx, id)?.ok_or(Code::NotFound)?;
    tx.note(Event::new("service_accounts.created", id).after(&noted(&account)))?;
    Ok(Reply::new(account))
}

pub(super) fn remove(ask: &Ask<RemoveServiceAccount>, tx: &mut TenantTx<'_>) -> Answered<RemoveServiceAccount> {
    ask.require(tx, Relation::Organisation)?;
    let account = queries::services::hold(tx, ask.params.id)?.ok_or(Code::NotFound)?;
    for token in &account.tokens {
        own::end(tx, token)?;
    }
    queries::services::remove(tx, account.id)?;
    tx.note(Event::new("service_accounts.removed", account.id).before(&noted(&account)))?;
    Ok(Reply::new(()))
}

pub(super) fn create_token(ask: &Ask<CreateServiceToken>, tx: &mut TenantTx<'_>) -> Answered<CreateServiceToken> {
    ask.require(tx, Relation::Organisation)?;
    let account = queries::services::hold(tx, ask.params.id)?.ok_or(Code::NotFound)?;
    own::fits(&ask.body, &account.scopes, tx)?;
    own::has_room(account.tokens.len())?;
    let secret = secret::draw()?;
    let id = queries::insert_for(tx, PersonId(account.id.0), &ask.body, &secret)?;
    let token = queries::one(tx, id)?.ok_or(Code::NotFound)?;
    tx.note(Event::new("api_tokens.created", id).after(&token))?;
    tell(tx, &account, &token, &ask.origin)?;
    Ok(Reply::new(MadeApiToken { token, secret }))
}

/// What the audit log keeps of one.
fn noted(account: &ServiceAccount) -> Value {
    json!({ "name": account.name, "purpose": account.purpose, "role": account.role })
}

/// A way in that ends with nobody: every Admin hears of it.
fn tell(tx: &mut TenantTx<'_>, account: &ServiceAccount, token: &ApiToken, origin: &Origin) -> Result<(), Failure> {
    let by = tx.facts.address;
    let letter = ServiceTokenMade { at: Utc::now(), name: &token.name, service: &account.name, address: by };
    let admins = queries::services::admins(tx)?;
    let mails = admins.iter().map(|address| letter.to(address, origin)).collect::<Result<Vec<_>, _>>()?;
    outbox::put(tx.conn(), &mails)
}
