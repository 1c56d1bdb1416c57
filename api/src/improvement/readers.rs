//! Who reads a plan, as the view shows it to them.

use diesel::QueryResult;
use shared::{
    access::{Relation, Role},
    improvement::{ListImprovementPlanReaders, VIEW},
    readers::{Matter, RecordReaders, RecordSight},
};

use super::rows::PlanRow;
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply},
    readers::{self, Record},
};

pub(super) fn list(
    ask: &Ask<ListImprovementPlanReaders>,
    tx: &mut TenantTx<'_>,
) -> Answered<ListImprovementPlanReaders> {
    let plan = ask.read::<PlanRow>(tx, ask.params.id)?;
    Ok(Reply::new(of(tx, &plan)?))
}

/// Who reads this plan.
pub(super) fn of(tx: &mut TenantTx<'_>, plan: &PlanRow) -> QueryResult<RecordReaders> {
    let started = plan.started_at.is_some();
    let record = Record { matter: Matter::Plan, about: &[plan.person_id], author: None, permission: &VIEW };
    let sight = |role: Role, relation: Relation| match relation {
        Relation::Own => started.then_some(RecordSight::Part),
        _ if role == Role::Admin => Some(RecordSight::All),
        _ => Some(RecordSight::Part),
    };
    readers::of(tx, &record, sight)
}
