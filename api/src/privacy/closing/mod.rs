//! The end of an organisation: asked for by an Admin, thirty days later, and taken back until then by any of them. Meanwhile
//! everything goes on, so that everybody can take out what is theirs.

mod clock;
mod queries;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::{
    access::Relation,
    privacy::{CLOSING_DAYS, CloseOrganisation, KeepOrganisation, ReadClosing},
    problem::Code,
    wire::id::OrganisationId,
};

use self::clock::Due;
pub(super) use self::queries::{actor_name, admins};
use super::{complain, holds};
use crate::{
    app::State,
    audit::Event,
    config::Origin,
    db::{Database, TenantTx},
    http::{Answered, Ask, Failure, Reply},
    worker::mail::{ClosingStep, Letter, OrganisationCloses, outbox},
};

/// That an organisation is gone: what is kept outside of backups, to delete it again from one that is restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedOrganisation {
    /// Which.
    pub closed_organisation: OrganisationId,
    /// When.
    pub closed_at: DateTime<Utc>,
}

pub(super) fn show(_: &Ask<ReadClosing>, tx: &mut TenantTx<'_>) -> Answered<ReadClosing> {
    Ok(Reply::new(queries::read(tx)?))
}

pub(super) fn close(ask: &Ask<CloseOrganisation>, tx: &mut TenantTx<'_>) -> Answered<CloseOrganisation> {
    ask.require(tx, Relation::Organisation)?;
    let before = queries::hold(tx)?.ok_or(Code::NotFound)?;
    if ask.body.name.trim() != before.name {
        return Err(Failure::field("name", "not_the_name"));
    }
    if holds::any(tx)? {
        return Err(Failure::field("name", "held"));
    }
    let closes_at = before.closes_at.unwrap_or_else(|| Utc::now() + TimeDelta::days(CLOSING_DAYS));
    if before.closes_at.is_none() {
        queries::set(tx, Some(closes_at), clock::BEGUN)?;
        let by = queries::actor_name(tx)?;
        tell(tx, &before.name, ClosingStep::Begun { by: &by, at: closes_at }, &ask.origin)?;
    }
    queries::set_willed(tx)?;
    tx.note(Event::new("organisations.closing_begun", tx.actor.org).after(&json!({ "closes_at": closes_at })))?;
    Ok(Reply::new(queries::read(tx)?))
}

pub(super) fn keep(ask: &Ask<KeepOrganisation>, tx: &mut TenantTx<'_>) -> Answered<KeepOrganisation> {
    ask.require(tx, Relation::Organisation)?;
    let before = queries::hold(tx)?.ok_or(Code::NotFound)?;
    if !stays(tx, &before, &ask.origin)? {
        return Err(Failure::field("closes_at", "not_allowed_now"));
    }
    Ok(Reply::new(queries::read(tx)?))
}

/// Keeps one that is to close, since a legal hold is placed in it.
pub(super) fn take_back(tx: &mut TenantTx<'_>, origin: &Origin) -> Result<(), Failure> {
    let before = queries::hold(tx)?.ok_or(Code::NotFound)?;
    stays(tx, &before, origin)?;
    Ok(())
}

/// Takes back that it closes, and tells its Admins; whether it was to.
fn stays(tx: &mut TenantTx<'_>, before: &queries::Standing, origin: &Origin) -> Result<bool, Failure> {
    let Some(closes_at) = before.closes_at else { return Ok(false) };
    queries::set(tx, None, 0)?;
    queries::set_willed(tx)?;
    let by = queries::actor_name(tx)?;
    tell(tx, &before.name, ClosingStep::Kept { by: &by }, origin)?;
    tx.note(Event::new("organisations.closing_ended", tx.actor.org).before(&json!({ "closes_at": closes_at })))?;
    Ok(true)
}

/// Has the organisation end on a day, or keeps it: for a sandbox that nobody uses, or somebody uses again.
pub(crate) fn close_at(tx: &mut TenantTx<'_>, day: Option<DateTime<Utc>>) -> Result<(), Failure> {
    Ok(queries::set(tx, day, if day.is_some() { clock::BEGUN } else { 0 })?)
}

/// Has it end as soon as it is looked for: a sandbox that isn't wanted any more.
pub(crate) fn end_at_once(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    close_at(tx, Some(Utc::now()))?;
    queries::set_willed(tx)?;
    Ok(())
}

/// Writes to every Admin.
fn tell(tx: &mut TenantTx<'_>, organisation: &str, step: ClosingStep<'_>, origin: &Origin) -> Result<(), Failure> {
    let admins = queries::admins(tx)?;
    write(tx, &admins, organisation, step, origin)
}

fn write(
    tx: &mut TenantTx<'_>,
    to: &[(String, String)],
    organisation: &str,
    step: ClosingStep<'_>,
    origin: &Origin,
) -> Result<(), Failure> {
    let mail = |(name, email): &(String, String)| OrganisationCloses { name, organisation, step }.to(email, origin);
    let mails = to.iter().map(mail).collect::<Result<Vec<_>, _>>()?;
    outbox::put(tx.conn(), &mails)
}

/// Tells Admins whose organisation ends soon, and ends those whose day has come. Any number of replicas may do it at once.
pub(super) async fn look(state: &Arc<State>) -> Result<(), Failure> {
    let closing = state.database.accounts(|tx| Ok(queries::closing(tx.conn())?)).await?;
    for (org, closes_at, letters) in closing {
        let done = match clock::due(closes_at, letters, Utc::now()) {
            Some(Due::Letter(_)) => remind(state, org).await,
            Some(Due::End) => end(&state.database, org, Some(state.origin.clone())).await.map(|_| ()),
            None => Ok(()),
        };
        // One that has to wait keeps no other waiting.
        complain("an organisation that closes can't be seen to", done);
    }
    Ok(())
}

async fn remind(state: &Arc<State>, org: OrganisationId) -> Result<(), Failure> {
    let origin = state.origin.clone();
    let write = move |tx: &mut TenantTx<'_>| {
        let Some(standing) = queries::hold(tx)? else { return Ok(()) };
        let Some(at) = standing.closes_at else { return Ok(()) };
        // Another replica may have been quicker.
        if let Some(Due::Letter(letter)) = clock::due(at, standing.closing_letters, Utc::now()) {
            queries::set(tx, Some(at), letter)?;
            tell(tx, &standing.name, ClosingStep::Near { at }, &origin)?;
        }
        Ok(())
    };
    state.database.job(org, None, write).await?;
    Ok(())
}

/// Deletes an organisation whose day has come, and writes to those who were its Admins if there is somewhere that links
/// lead; whether it was there. All of it goes or nothing.
async fn end(database: &Database, org: OrganisationId, origin: Option<Origin>) -> Result<bool, Failure> {
    let delete = move |tx: &mut TenantTx<'_>| delete(tx, origin.as_ref());
    let Some(Some(deleted)) = database.job(org, None, delete).await? else { return Ok(false) };
    tracing::info!(organisation = %org, %deleted, "an organisation has closed");
    Ok(true)
}

fn delete(tx: &mut TenantTx<'_>, origin: Option<&Origin>) -> Result<Option<Value>, Failure> {
    let Some(standing) = queries::hold(tx)? else { return Ok(None) };
    // It waits for the hold to be lifted. One that is gone already and stands in a restored backup doesn't.
    if origin.is_some() && holds::any(tx)? {
        return Ok(None);
    }
    let (admins, accounts) = (queries::admins(tx)?, queries::accounts(tx)?);
    let Some(deleted) = queries::delete_all(tx)? else { return Ok(None) };
    queries::forget(tx, &accounts)?;
    if let Some(origin) = origin {
        write(tx, &admins, &standing.name, ClosingStep::Closed, origin)?;
    }
    Ok(Some(deleted))
}

/// Deletes one that a restored backup has once more, at once; whether it was there.
pub(super) async fn end_again(database: &Database, org: OrganisationId) -> Result<bool, Failure> {
    // Clocks may differ; its day has come in any case.
    let over = Utc::now() - TimeDelta::days(1);
    database.job(org, None, move |tx| Ok(queries::set(tx, Some(over), clock::BEGUN)?)).await?;
    end(database, org, None).await
}

/// Every organisation that is gone.
pub(super) fn gone(conn: &mut PgConnection) -> Result<Vec<ClosedOrganisation>, Failure> {
    Ok(queries::gone(conn)?)
}
