//! What is done to one team, whoever asks for it: a page, or the organisation's own directory.

use serde::Serialize;
use shared::{
    notifications::NoticeKind,
    people::PersonRef,
    teams::{MANAGE, NewTeam, Team, TeamChanges},
    wire::{KpiId, PersonId, TeamId},
};

use super::queries::{self, TeamRow};
use crate::{
    audit::Event,
    db::{Changeable, TenantTx},
    http::Failure,
    notifications::{self, News},
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
    let next = changes.lead_id.set().copied().filter(|lead| Some(*lead) != lead_now);
    refuse_unknown(tx, next)?;
    let handed = next.map(|lead| queries::answered_by_others(tx, id, lead)).transpose()?.unwrap_or_default();
    queries::update(tx, &before, changes)?;
    let team = queries::one(tx, id)?;
    if let Some(lead) = &team.lead {
        tell_of_kpis(tx, &handed, lead)?;
    }
    tx.note(Event::new("teams.edited", team.id).before(&before.0).after(&team))?;
    note_kpis(tx, handed, team.lead.as_ref())?;
    Ok(team)
}

/// Who owns a KPI, as its own events have it.
#[derive(Serialize)]
struct Owned {
    owner: PersonRef,
}

/// Tells whoever leads the team now what is theirs to answer for: a trigger gave it to them.
fn tell_of_kpis(tx: &mut TenantTx<'_>, handed: &[(KpiId, PersonRef)], lead: &PersonRef) -> Result<(), Failure> {
    let to = [lead.id];
    let news: Vec<News<'_>> = handed
        .iter()
        .map(|(kpi, _)| News { kind: NoticeKind::KpiAssigned, about: kpi.0, occasion: "", to: &to })
        .collect();
    notifications::remind_all(tx, &news)
}

/// Notes of each KPI that it is somebody else's.
fn note_kpis(tx: &mut TenantTx<'_>, handed: Vec<(KpiId, PersonRef)>, lead: Option<&PersonRef>) -> Result<(), Failure> {
    let Some(lead) = lead else { return Ok(()) };
    let now = Owned { owner: lead.clone() };
    let event = |(kpi, owner): (KpiId, PersonRef)| Event::new("kpis.edited", kpi).before(&Owned { owner }).after(&now);
    tx.note_all(&handed.into_iter().map(event).collect::<Vec<_>>())
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
