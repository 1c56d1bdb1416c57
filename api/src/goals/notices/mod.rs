//! Whom goals tell of what.

mod queries;

use shared::{
    goals::{
        ObjectiveDetail,
        rules::kinds::{GoalStatus, ObjectiveState},
    },
    notifications::{ChannelNews, NoticeKind},
    wire::{KeyResultId, ObjectiveId, PersonId},
};

use super::ObjectiveRow;
use crate::{
    db::{Resource, TenantTx},
    http::Failure,
    notifications::{announce, changed, settle, tell},
};

/// Somebody commented: those they named want to know, and the owner, those with a key result and those who commented
/// before; each is told once.
pub(super) fn commented(tx: &mut TenantTx<'_>, objective: &ObjectiveRow, named: &[PersonId]) -> Result<(), Failure> {
    tell(tx, NoticeKind::Mentioned, objective.id, named)?;
    let mut concerned = queries::owners_of_key_results(tx, objective.id)?;
    concerned.extend(queries::commenters(tx, objective.id)?);
    concerned.push(objective.owner_id);
    concerned.retain(|person| !named.contains(person));
    tell(tx, NoticeKind::ObjectiveCommented, objective.id, &concerned)?;
    changed(tx, objective.id)
}

/// It was taken a step on in its life.
pub(super) fn moved(tx: &mut TenantTx<'_>, objective: &ObjectiveRow, to: ObjectiveState) -> Result<(), Failure> {
    let mut concerned = queries::owners_of_key_results(tx, objective.id)?;
    concerned.push(objective.owner_id);
    if objective.state == ObjectiveState::Proposed {
        // Agreed or sent back, it waits for nobody any more.
        settle(tx, &[NoticeKind::ObjectiveProposed, NoticeKind::ProposalPassedOn], objective.id)?;
    }
    if to == ObjectiveState::Proposed {
        let asked = proposed(tx, objective.id, objective.owner_id)?;
        concerned.retain(|person| Some(*person) != asked);
    }
    tell(tx, NoticeKind::ObjectiveMoved, objective.id, &concerned)?;
    match to {
        ObjectiveState::Achieved => announce(tx, ChannelNews::ObjectiveAchieved, objective.id, "achieved"),
        _ => Ok(()),
    }
}

/// It waits for the manager of its owner, who is told; gives them.
fn proposed(tx: &mut TenantTx<'_>, id: ObjectiveId, owner: PersonId) -> Result<Option<PersonId>, Failure> {
    let manager = queries::manager_of(tx, owner)?;
    tell(tx, NoticeKind::ObjectiveProposed, id, manager.as_slice())?;
    Ok(manager)
}

/// Something was said of it that isn't good: its team's channel is told, once a day, if its status got worse by it.
pub(super) fn worsened(tx: &mut TenantTx<'_>, before: &ObjectiveRow) -> Result<(), Failure> {
    let now = ObjectiveRow::find(tx, before.id)?.map_or(before.status, |now| now.status);
    if now == before.status || !matches!(now, GoalStatus::AtRisk | GoalStatus::OffTrack) {
        return Ok(());
    }
    let occasion = format!("{} {now}", tx.calendar.today);
    announce(tx, ChannelNews::ObjectiveAtRisk, before.id, &occasion)
}

/// It has another owner now.
pub(super) fn assigned(tx: &mut TenantTx<'_>, objective: ObjectiveId, owner: PersonId) -> Result<(), Failure> {
    tell(tx, NoticeKind::ObjectiveAssigned, objective, &[owner])
}

/// It was set, perhaps for somebody else.
pub(super) fn set(tx: &mut TenantTx<'_>, made: &ObjectiveDetail) -> Result<(), Failure> {
    let owner = made.objective.owner.id;
    assigned(tx, made.objective.id, owner)?;
    if made.objective.state == ObjectiveState::Proposed {
        proposed(tx, made.objective.id, owner)?;
    }
    let others = made.key_results.iter().filter(|key_result| key_result.owner.id != owner);
    others.into_iter().try_for_each(|key_result| key_result_assigned(tx, key_result.id, key_result.owner.id))
}

/// Nobody needs reminding any more.
pub(super) fn checked_in(tx: &mut TenantTx<'_>, id: KeyResultId) -> Result<(), Failure> {
    settle(tx, &[NoticeKind::CheckInDue, NoticeKind::CheckInLate], id)
}

/// Somebody can clear what is in the way of it.
pub(super) fn blocked(tx: &mut TenantTx<'_>, id: KeyResultId, clears: PersonId) -> Result<(), Failure> {
    tell(tx, NoticeKind::BlockerAssigned, id, &[clears])
}

/// A key result has another owner now.
pub(super) fn key_result_assigned(tx: &mut TenantTx<'_>, id: KeyResultId, owner: PersonId) -> Result<(), Failure> {
    tell(tx, NoticeKind::KeyResultAssigned, id, &[owner])
}
