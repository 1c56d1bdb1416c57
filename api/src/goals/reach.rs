//! Who sees an objective is changed by those who may share it. An editor it was shared with works on
//! it, but opens it to nobody: neither by a share, nor by what amounts to one.

use shared::{
    access::can,
    goals::{ObjectiveChanges, Visibility},
    shares::GRANT,
    wire::PersonId,
};

use super::rows::ObjectiveRow;
use crate::{
    db::{Resource, TenantTx},
    http::Failure,
    people::PersonRow,
};

/// Refuses changes of owner, visibility and the team that sees it to whom it was only shared with.
pub(super) fn refuse_opening(
    tx: &TenantTx<'_>,
    before: &ObjectiveRow,
    asked: &ObjectiveChanges,
) -> Result<(), Failure> {
    if may_open(tx, before) {
        return Ok(());
    }
    // Whose team it is decides who sees it only if it is seen by the team.
    let of_team = before.visibility == Visibility::Team;
    let moved = [
        ("owner_id", asked.owner_id.is_some_and(|owner| owner != before.owner_id)),
        ("team_id", of_team && asked.team_id.asked().is_some_and(|team| team != before.team_id)),
        ("visibility", asked.visibility.is_some_and(|visibility| visibility != before.visibility)),
    ];
    match moved.into_iter().find(|(_, moved)| *moved) {
        Some((field, _)) => Err(Failure::field(field, "not_allowed")),
        None => Ok(()),
    }
}

/// Refuses to hand a key result, and with it a part in the objective, to anybody new.
pub(super) fn refuse_new_owner(
    tx: &TenantTx<'_>,
    objective: &ObjectiveRow,
    owner_now: PersonId,
    asked: Option<PersonId>,
) -> Result<(), Failure> {
    let anybody_new = asked.is_some_and(|asked| asked != owner_now && asked != objective.owner_id);
    if anybody_new && !may_open(tx, objective) {
        return Err(Failure::field("owner_id", "not_allowed"));
    }
    Ok(())
}

/// Refuses to put anybody in charge whom the actor doesn't find among the people. Those who are already aren't looked up again.
pub(super) fn refuse_unknown(
    tx: &mut TenantTx<'_>,
    field: &str,
    already: &[PersonId],
    asked: Option<PersonId>,
) -> Result<(), Failure> {
    let Some(asked) = asked.filter(|asked| !already.contains(asked)) else { return Ok(()) };
    PersonRow::find(tx, asked)?.map(drop).ok_or_else(|| Failure::field(field, "unknown"))
}

fn may_open(tx: &TenantTx<'_>, objective: &ObjectiveRow) -> bool {
    can(tx.actor.role, &GRANT, objective.relation())
}
