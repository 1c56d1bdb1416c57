//! All that an organisation has, in one file: asked for by an Admin, made in the background as they see it, for programs and
//! to be read ([`pages`]), and theirs alone for a week.

mod making;
mod pages;
mod parts;
mod queries;
mod reading;

use std::sync::Arc;

use chrono::{TimeDelta, Utc};
use shared::{
    access::{Relation, can},
    privacy::{
        AskOrganisationExport, EXPORT_ALL, ListOrganisationExports, MOST_EXPORTS_A_DAY, OrganisationExportState,
        OrganisationExports, TakeOrganisationExport,
    },
    problem::Code,
};

use self::queries::Waiting;
use super::complain;
use crate::{
    app::State,
    audit::Event,
    config::Origin,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    opened::Visits,
    organisations,
    sealed::Sealer,
    worker::mail::{Letter, OrganisationExportReady, outbox},
};

pub(super) fn list(_: &Ask<ListOrganisationExports>, tx: &mut TenantTx<'_>) -> Answered<ListOrganisationExports> {
    let items = queries::own(tx)?.into_iter().map(queries::ExportRow::shown).collect();
    Ok(Reply::new(OrganisationExports { items }))
}

pub(super) fn ask(ask: &Ask<AskOrganisationExport>, tx: &mut TenantTx<'_>) -> Answered<AskOrganisationExport> {
    ask.require(tx, Relation::Organisation)?;
    queries::hold_actor(tx)?;
    let mut own = queries::own(tx)?.into_iter().map(queries::ExportRow::shown);
    let being_made = own.find(|export| export.state == OrganisationExportState::Asked);
    let export = match being_made {
        Some(export) => export,
        None => {
            admit(tx)?;
            queries::ask(tx)?.shown()
        }
    };
    tx.note(Event::new("organisations.export_asked", export.id))?;
    Ok(Reply::new(export))
}

/// So many a day, or 429 until the first of them is a day old.
fn admit(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let lately = queries::lately(tx)?;
    let many = i64::try_from(lately.len()).is_ok_and(|count| count >= MOST_EXPORTS_A_DAY);
    match lately.first() {
        Some(first) if many => {
            let wait = *first + TimeDelta::days(1) - Utc::now();
            Err(Failure::too_many(u32::try_from(wait.num_seconds()).unwrap_or(1)))
        }
        _ => Ok(()),
    }
}

pub(super) fn take(ask: &Ask<TakeOrganisationExport>, tx: &mut TenantTx<'_>) -> Answered<TakeOrganisationExport> {
    ask.require(tx, Relation::Organisation)?;
    let export = queries::read(tx, ask.params.id)?.filter(queries::ExportRow::is_ready).ok_or(Code::NotFound)?;
    let file = making::open(tx, export.shown().id, &ask.sealer)?;
    Ok(Reply::new(file).as_file("organisation.zip"))
}

/// Makes what is asked for, and deletes what is over. Any number of replicas may do it at once.
pub(super) async fn look(state: &Arc<State>) -> Result<(), Failure> {
    let waiting = state.database.accounts(|tx| Ok(queries::waiting(tx.conn())?)).await?;
    for one in waiting {
        let done = if one.is_over() { forget(state, &one).await } else { make(state, &one).await };
        complain("a file of an organisation can't be seen to", done);
    }
    Ok(())
}

async fn make(state: &Arc<State>, one: &Waiting) -> Result<(), Failure> {
    let (org, id) = (one.org_id, one.id);
    let (sealer, visits, origin) = (state.sealer.clone(), state.visits.clone(), state.origin.clone());
    let make = {
        let one = one.clone();
        move |tx: &mut TenantTx<'_>| made(tx, &one, &sealer, &visits, &origin)
    };
    match state.database.job(org, Some(one.asked_by), make).await {
        Ok(Some(true)) => Ok(()),
        // Whoever asked is no Admin any more, or isn't there.
        Ok(Some(false) | None) => forget(state, one).await,
        Err(failure) => {
            let given_up = state.database.job(org, None, move |tx| Ok(queries::failed(tx, id)?)).await?;
            if given_up == Some(true) {
                tracing::error!(export = %id, "a file of an organisation is given up");
            }
            Err(failure)
        }
    }
}

/// Whether it was the actor's to have. Made by another replica meanwhile, it is left alone.
fn made(
    tx: &mut TenantTx<'_>,
    one: &Waiting,
    sealer: &Sealer,
    visits: &Visits,
    origin: &Origin,
) -> Result<bool, Failure> {
    if !can(tx.actor.role, &EXPORT_ALL, Relation::Organisation) {
        return Ok(false);
    }
    if !queries::take(tx, one.id)? {
        return Ok(true);
    }
    let organisation = organisations::name(tx)?;
    let made = making::make(tx, one.id, &organisation, (sealer, visits))?;
    let until = queries::done(tx, one.id, made.things, made.bytes)?;
    let (name, email) = queries::addressee(tx)?;
    let letter = OrganisationExportReady { name: &name, organisation: &organisation, until };
    outbox::put(tx.conn(), &[letter.to(&email, origin)?])?;
    Ok(true)
}

async fn forget(state: &Arc<State>, one: &Waiting) -> Result<(), Failure> {
    let id = one.id;
    state.database.job(one.org_id, None, move |tx| Ok(queries::forget(tx, id)?)).await?;
    Ok(())
}
