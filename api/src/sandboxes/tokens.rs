//! Acting as the people of a sandbox: its Admin plays everybody.

use serde_json::json;
use shared::{
    access::Role,
    people::PersonStatus,
    problem::{Code, Problem},
    sandboxes::{DrawSandboxToken, TOKEN_DAYS},
    wire::PersonId,
};

use super::{may, queries};
use crate::{
    accounts, api_tokens,
    audit::Event,
    db::TenantTx,
    http::{Answered, Failure, MemberCall, Reply},
};

/// What such a token is called.
const NAME: &str = "Sandbox";

pub(super) async fn draw(call: MemberCall<DrawSandboxToken>) -> Answered<DrawSandboxToken> {
    let (id, org, facts) = (call.ask.params.id, call.actor.org, call.facts.clone());
    let (_, status, _) = call.tenant_read(move |tx| somebody(tx, id)).await?;
    if status == PersonStatus::Invited {
        // No invitation leaves a sandbox, so whoever is played joins by being played.
        let hash = accounts::nobodys_password(&call.state).await?;
        call.accounts(move |tx| accounts::join_made_up(tx, org, id, &hash, &facts)).await?;
    }
    call.tenant(move |tx| give(tx, id)).await
}

/// Role and status of somebody in a sandbox, and whence a token to act as them may be used; 404 where it isn't one.
fn somebody(tx: &mut TenantTx<'_>, id: PersonId) -> Result<(Role, PersonStatus, Vec<String>), Failure> {
    may(tx)?;
    let networks = api_tokens::networks_to_give(tx)?;
    queries::standing(tx)?.ok_or(Code::NotFound)?;
    let (role, status) = queries::person(tx, id)?.ok_or(Code::NotFound)?;
    Ok((role, status, networks))
}

fn give(tx: &mut TenantTx<'_>, id: PersonId) -> Answered<DrawSandboxToken> {
    let (role, status, networks) = somebody(tx, id)?;
    if status != PersonStatus::Active {
        return Err(Problem::new(Code::Conflict).because("nobody acts as who has left").into());
    }
    let made = api_tokens::act_as(tx, (id, role), NAME, TOKEN_DAYS, networks)?;
    tx.note(Event::new("sandboxes.token_drawn", id).after(&json!({ "token_id": made.token.id })))?;
    Ok(Reply::new(made))
}
