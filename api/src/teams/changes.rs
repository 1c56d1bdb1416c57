//! What is done to one team, whoever asks for it: a page, or the organisation's own directory.

use shared::{
    teams::{MANAGE, NewTeam, Team, TeamChanges},
    wire::{PersonId, TeamId},
};

use super::queries::{self, TeamRow};
use crate::{
    audit::Event,
    db::{Changeable, TenantTx},
    http::Failure,
};

/// Adds a team.
pub(crate) fn create(tx: &mut TenantTx<'_>, new: &NewTeam) -> Result<Team, Failure> {
    refuse_unknown(tx, new.lead_id)?;
    let id = queries::insert(tx, new)?;
    let team = queries::one(tx, id)?;
    tx.note(Event::new("teams.created", id).after(&team))?;
    Ok(team)
}

/// Changes a team, at this version if one is given.
pub(crate) fn edit(
    tx: &mut TenantTx<'_>,
    id: TeamId,
    version: Option<i64>,
    changes: &TeamChanges,
) -> Result<Team, Failure> {
    let before = Changeable::<TeamRow>::change(tx, id, &MANAGE, version)?;
    let lead_now = before.0.lead.as_ref().map(|lead| lead.id);
    refuse_unknown(tx, changes.lead_id.set().copied().filter(|lead| Some(*lead) != lead_now))?;
    queries::update(tx, &before, changes)?;
    let team = queries::one(tx, id)?;
    tx.note(Event::new("teams.edited", team.id).before(&before.0).after(&team))?;
    Ok(team)
}

/// Removes a team that has nothing below it.
pub(crate) fn remove(tx: &mut TenantTx<'_>, id: TeamId, version: Option<i64>) -> Result<(), Failure> {
    let team = Changeable::<TeamRow>::change(tx, id, &MANAGE, version)?;
    queries::delete(tx, &team)?;
    tx.note(Event::new("teams.deleted", team.0.id).before(&team.0))
}

/// Refuses to let anybody lead whom the actor doesn't find among the people, such as a service account.
fn refuse_unknown(tx: &mut TenantTx<'_>, lead: Option<PersonId>) -> Result<(), Failure> {
    match lead {
        Some(lead) if !queries::is_known(tx, lead)? => Err(Failure::field("lead_id", "unknown")),
        _ => Ok(()),
    }
}
