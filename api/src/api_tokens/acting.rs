//! Tokens to act as somebody else, for sandboxes: their Admin plays everybody. In no other organisation is one made.

use shared::{
    access::Role,
    api_tokens::{MadeApiToken, NewApiToken, open_to},
    problem::{Code, Problem},
    wire::PersonId,
};

use super::{queries, secret};
use crate::{db::TenantTx, http::Failure};

/// Whence a token may be used that the actor draws: from where they may come in themselves; from anywhere if it is empty.
/// 403 of an app or a service account: what they draw would go on when they are over.
pub(crate) fn networks_to_give(tx: &mut TenantTx<'_>) -> Result<Vec<String>, Failure> {
    if tx.actor.claim.is_token() {
        let (grant, networks) = queries::shown_token(tx)?;
        if grant.is_some() || tx.actor.account.0.is_nil() {
            let why = "an Admin draws it themselves, or by a token of their own";
            return Err(Problem::new(Code::Forbidden).because(why).into());
        }
        return Ok(networks);
    }
    Ok(Vec::new())
}

/// A token that may do whatever somebody may, in place of the one that was drawn before. What they made themselves stays.
pub(crate) fn act_as(
    tx: &mut TenantTx<'_>,
    (person, role): (PersonId, Role),
    name: &str,
    days: u16,
    networks: Vec<String>,
) -> Result<MadeApiToken, Failure> {
    queries::revoke_drawn(tx, person)?;
    let days = days.min(queries::policy(tx)?.longest_days);
    let new = NewApiToken { name: name.to_owned(), scopes: open_to(role), days, networks };
    let secret = secret::draw()?;
    let id = queries::insert_drawn(tx, person, &new, &secret)?;
    let token = queries::one(tx, id)?.ok_or(Code::NotFound)?;
    Ok(MadeApiToken { token, secret })
}
