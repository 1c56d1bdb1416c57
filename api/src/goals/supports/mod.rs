//! What objectives support beside the one each is aligned under. These links count nowhere.

mod queries;

pub(super) use queries::{carry, links};

use shared::{
    goals::{MOST_SUPPORTED, SupportObjective, SupportObjectiveNoLonger, VIEW},
    problem::{Code, Problem},
    wire::ObjectiveId,
};

use super::{objectives, rows::ObjectiveRow};
use crate::{
    audit::Event,
    db::{Changeable, Readable, TenantTx},
    http::{Answered, Ask, Failure, Reply},
};

pub(super) fn add(ask: &Ask<SupportObjective>, tx: &mut TenantTx<'_>) -> Answered<SupportObjective> {
    let objective = ask.change::<ObjectiveRow>(tx, ask.params.id)?;
    refuse_closed(&objective)?;
    let supported = to_support(tx, &objective, ask.body.objective_id)?;
    queries::insert(tx, &objective, &supported)?;
    tx.note(Event::new("objectives.supports", objective.id).after(&supported.id))?;
    Ok(Reply::new(objectives::current(tx, objective.id)?))
}

pub(super) fn remove(ask: &Ask<SupportObjectiveNoLonger>, tx: &mut TenantTx<'_>) -> Answered<SupportObjectiveNoLonger> {
    let objective = ask.change::<ObjectiveRow>(tx, ask.params.id)?;
    refuse_closed(&objective)?;
    // What isn't seen isn't known to be supported.
    let supported: Readable<ObjectiveRow> = Readable::read(tx, ask.params.supported_id, &VIEW)?;
    if queries::delete(tx, &objective, &supported)? == 0 {
        return Err(Code::NotFound.into());
    }
    tx.note(Event::new("objectives.supports_no_longer", objective.id).before(&supported.id))?;
    Ok(Reply::new(()))
}

fn refuse_closed(objective: &ObjectiveRow) -> Result<(), Failure> {
    if objective.state.is_closed() {
        return Err(Problem::new(Code::Conflict).because("a closed objective is history").into());
    }
    Ok(())
}

/// An objective that another may support, too.
fn to_support(
    tx: &mut TenantTx<'_>,
    by: &Changeable<ObjectiveRow>,
    id: ObjectiveId,
) -> Result<Readable<ObjectiveRow>, Failure> {
    let refused = |code: &str| Failure::field("objective_id", code);
    if id == by.id {
        return Err(refused("circle"));
    }
    let seen: Option<Readable<ObjectiveRow>> = Readable::read(tx, id, &VIEW).ok();
    let supported = seen.ok_or_else(|| refused("unknown"))?;
    if supported.state.is_closed() {
        return Err(refused("closed"));
    }
    let already = queries::supported(tx, by)?;
    if by.parent_id == Some(id) || already.contains(&id) {
        return Err(refused("unchanged"));
    }
    if already.len() >= MOST_SUPPORTED {
        return Err(refused(&format!("too_many:{MOST_SUPPORTED}")));
    }
    Ok(supported)
}
