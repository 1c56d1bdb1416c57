//! Making sandboxes and removing them, from the organisation they belong to.

use std::sync::Arc;

use actix_web::rt;
use chrono::{TimeDelta, Utc};
use serde_json::json;
use shared::{
    problem::{Code, Problem},
    sandboxes::{
        CreateSandbox, ListSandboxes, MOST_SANDBOXES, NewSandbox, RemoveSandbox, Sandbox, SandboxContent, Sandboxes,
    },
    wire::{PersonId, SandboxId, id::OrganisationId},
};
use uuid::Uuid;

use super::{may, queries};
use crate::{
    accounts,
    app::State,
    audit::Event,
    db::TenantTx,
    demo,
    http::{Answered, Failure, MemberCall, Reply},
    privacy,
};

/// A sandbox that isn't filled after so long never will be, as when the server stopped meanwhile, and ends by itself.
const TIME_TO_FILL: TimeDelta = TimeDelta::hours(1);

pub(super) async fn list(call: MemberCall<ListSandboxes>) -> Answered<ListSandboxes> {
    let (org, account) = (call.actor.org, call.actor.account);
    let items = call.accounts(move |tx| Ok(queries::of(tx.conn(), org, account)?)).await?;
    Ok(Reply::new(Sandboxes { items }))
}

pub(super) async fn create(call: MemberCall<CreateSandbox>) -> Answered<CreateSandbox> {
    let (new, content) = (call.ask.body.clone(), call.ask.body.content);
    let (id, maker) = (SandboxId(Uuid::now_v7()), PersonId(Uuid::now_v7()));
    let reply = call.once(move |tx| Ok(Reply::new(make(tx, &new, id, maker)?))).await?;
    // Of the same request sent twice at once, one is given the other's answer and has nothing to fill.
    let parent = call.actor.org;
    let is_made = call.accounts(move |tx| Ok(queries::is_of(tx.conn(), parent, id)?)).await?;
    if is_made && content == SandboxContent::Demo {
        // On its own: it goes on when whoever asked goes away.
        rt::spawn(fill(call.state.clone(), OrganisationId(id.0), maker)).await.map_err(Failure::fault)??;
    }
    Ok(reply)
}

fn make(tx: &mut TenantTx<'_>, new: &NewSandbox, id: SandboxId, maker: PersonId) -> Result<Sandbox, Failure> {
    may(tx)?;
    if tx.actor.account.0.is_nil() {
        return Err(Problem::new(Code::Conflict).because("a sandbox is made by somebody who logs in").into());
    }
    if queries::standing(tx)?.is_some() {
        return Err(Problem::new(Code::Conflict).because("this is a sandbox already").into());
    }
    let what = json!({ "name": new.name.trim(), "content": new.content });
    // The log's lock goes first: of two at once, one finds the other's sandbox when it counts.
    tx.note(Event::new("sandboxes.created", id).after(&what))?;
    let ends = (new.content == SandboxContent::Demo).then(|| Utc::now() + TIME_TO_FILL);
    if !queries::found(tx, (id, maker), new.name.trim(), ends)? {
        let full = format!("there are {MOST_SANDBOXES} sandboxes, as many as there can be: remove one first");
        return Err(Problem::new(Code::Conflict).because(full).into());
    }
    let (made_by, created_at) = queries::maker(tx)?;
    let (name, person_id) = (new.name.trim().to_owned(), Some(maker));
    Ok(Sandbox { id, name, made_by, created_at, days_ahead: 0, closes_at: None, person_id })
}

/// Puts the made-up company into it, or has it end: half a company would be taken for a whole one.
async fn fill(state: Arc<State>, org: OrganisationId, maker: PersonId) -> Result<(), Failure> {
    let done = put_company(&state, org, maker).await;
    if done.is_err() {
        state.database.job(org, None, privacy::end_at_once).await?;
    }
    done
}

async fn put_company(state: &State, org: OrganisationId, maker: PersonId) -> Result<(), Failure> {
    let (hash, sealer) = (accounts::nobodys_password(state).await?, state.sealer.clone());
    state.database.accounts(move |tx| demo::people_into(tx, org, &hash)).await?;
    let live = move |tx: &mut TenantTx<'_>| {
        demo::fill(tx, &sealer)?;
        Ok(queries::filled(tx)?)
    };
    state.database.job(org, Some(maker), live).await?;
    Ok(())
}

pub(super) async fn remove(call: MemberCall<RemoveSandbox>) -> Answered<RemoveSandbox> {
    let (org, id) = (call.actor.org, call.ask.params.id);
    if !call.accounts(move |tx| Ok(queries::is_of(tx.conn(), org, id)?)).await? {
        return Err(Code::NotFound.into());
    }
    call.tenant(move |tx| {
        may(tx)?;
        tx.note(Event::new("sandboxes.removed", id))
    })
    .await?;
    call.state.database.job(OrganisationId(id.0), None, privacy::end_at_once).await?;
    Ok(Reply::new(()))
}
