//! Who answers for a KPI: a person, or a team, which is then owned by whoever leads it.

use shared::{
    kpis::{KpiChanges, NewKpi},
    wire::{PersonId, TeamId},
};

use super::rows::KpiRow;
use crate::{db::TenantTx, http::Failure, teams};

/// Who owns a KPI to be.
pub(super) fn owner(tx: &mut TenantTx<'_>, new: &NewKpi) -> Result<PersonId, Failure> {
    match (new.team_answers, new.owner_id) {
        (true, Some(_)) => Err(Failure::field("owner_id", "not_used_here")),
        (true, None) => lead(tx, new.team_id),
        (false, owner) => Ok(owner.unwrap_or(tx.actor.person)),
    }
}

/// What is asked, with the owner who follows from it where a team is to answer.
pub(super) fn with_owner(tx: &mut TenantTx<'_>, before: &KpiRow, asked: &KpiChanges) -> Result<KpiChanges, Failure> {
    let team = asked.team_id.apply(before.team_id);
    if !asked.team_answers.unwrap_or(before.team_answers) {
        return Ok(asked.clone());
    }
    if asked.owner_id.is_some() {
        return Err(Failure::field("owner_id", "not_used_here"));
    }
    if before.team_answers && team == before.team_id {
        return Ok(asked.clone());
    }
    Ok(KpiChanges { owner_id: Some(lead(tx, team)?), ..asked.clone() })
}

fn lead(tx: &mut TenantTx<'_>, team: Option<TeamId>) -> Result<PersonId, Failure> {
    let team = team.ok_or_else(|| Failure::field("team_id", "required"))?;
    teams::lead(tx, team)?.ok_or_else(|| Failure::field("team_id", "team_without_lead"))
}
