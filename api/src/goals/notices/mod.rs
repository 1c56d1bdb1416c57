//! Whom goals tell of what.

mod queries;

use shared::{
    goals::ObjectiveDetail,
    notifications::NoticeKind,
    wire::{KeyResultId, ObjectiveId, PersonId},
};

use super::ObjectiveRow;
use crate::{
    db::TenantTx,
    http::Failure,
    notifications::{changed, settle, tell},
};

/// Somebody commented: the owner, those with a key result and those who commented before want to know.
pub(super) fn commented(tx: &mut TenantTx<'_>, objective: &ObjectiveRow) -> Result<(), Failure> {
    let mut concerned = queries::owners_of_key_results(tx, objective.id)?;
    concerned.extend(queries::commenters(tx, objective.id)?);
    concerned.push(objective.owner_id);
    tell(tx, NoticeKind::ObjectiveCommented, objective.id, &concerned)?;
    changed(tx, objective.id)
}

/// It was taken a step on in its life.
pub(super) fn moved(tx: &mut TenantTx<'_>, objective: &ObjectiveRow) -> Result<(), Failure> {
    let mut concerned = queries::owners_of_key_results(tx, objective.id)?;
    concerned.push(objective.owner_id);
    tell(tx, NoticeKind::ObjectiveMoved, objective.id, &concerned)
}

/// It has another owner now.
pub(super) fn assigned(tx: &mut TenantTx<'_>, objective: ObjectiveId, owner: PersonId) -> Result<(), Failure> {
    tell(tx, NoticeKind::ObjectiveAssigned, objective, &[owner])
}

/// It was set, perhaps for somebody else.
pub(super) fn set(tx: &mut TenantTx<'_>, made: &ObjectiveDetail) -> Result<(), Failure> {
    let owner = made.objective.owner.id;
    assigned(tx, made.objective.id, owner)?;
    let others = made.key_results.iter().filter(|key_result| key_result.owner.id != owner);
    others.into_iter().try_for_each(|key_result| key_result_assigned(tx, key_result.id, key_result.owner.id))
}

/// Nobody needs reminding any more.
pub(super) fn checked_in(tx: &mut TenantTx<'_>, id: KeyResultId) -> Result<(), Failure> {
    settle(tx, &[NoticeKind::CheckInDue, NoticeKind::CheckInLate], id)
}

/// A key result has another owner now.
pub(super) fn key_result_assigned(tx: &mut TenantTx<'_>, id: KeyResultId, owner: PersonId) -> Result<(), Failure> {
    tell(tx, NoticeKind::KeyResultAssigned, id, &[owner])
}
