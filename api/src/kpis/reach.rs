//! Who sees a KPI is changed by those who may share it. An editor it was shared with works on it, but opens it to
//! nobody: neither by a share, nor by what amounts to one.

use shared::{access::can, goals::Visibility, kpis::KpiChanges, shares::GRANT};

use super::rows::KpiRow;
use crate::{
    db::{Resource, TenantTx},
    http::Failure,
};

/// Whether the actor may let a KPI's numbers go on into what others see, for good: into a formula, into a key result.
/// Whoever it was lent to may not, since the lease would end and the numbers wouldn't; what is published is everybody's.
pub(super) fn may_pass_on(tx: &TenantTx<'_>, kpi: &KpiRow) -> bool {
    kpi.visibility == Visibility::Organisation || can(tx.actor.role, &GRANT, kpi.relation())
}

/// Refuses changes of owner, visibility and the team that sees it to whom it was only shared with.
pub(super) fn refuse_opening(tx: &TenantTx<'_>, before: &KpiRow, asked: &KpiChanges) -> Result<(), Failure> {
    if can(tx.actor.role, &GRANT, before.relation()) {
        return Ok(());
    }
    // Whose team it is decides who sees it only if it is seen by the team, or the team answers for it.
    let of_team = before.visibility == Visibility::Team;
    let moved = [
        ("owner_id", asked.owner_id.is_some_and(|owner| owner != before.owner_id)),
        ("team_answers", asked.team_answers.is_some_and(|answers| answers != before.team_answers)),
        (
            "team_id",
            (of_team || before.team_answers) && asked.team_id.asked().is_some_and(|team| team != before.team_id),
        ),
        ("visibility", asked.visibility.is_some_and(|visibility| visibility != before.visibility)),
    ];
    match moved.into_iter().find(|(_, moved)| *moved) {
        Some((field, _)) => Err(Failure::field(field, "not_allowed")),
        None => Ok(()),
    }
}
