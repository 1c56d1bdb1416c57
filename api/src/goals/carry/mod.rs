//! Carrying an objective over: a copy in another period that knows what it goes on from.

mod queries;

pub(super) use queries::history;

use shared::{
    goals::CarryObjectiveOver,
    problem::{Code, Problem},
};

use super::{objectives, recompute, rows::ObjectiveRow, supports, writes};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Reply},
};

pub(super) fn over(ask: &Ask<CarryObjectiveOver>, tx: &mut TenantTx<'_>) -> Answered<CarryObjectiveOver> {
    let old = ask.change::<ObjectiveRow>(tx, ask.params.id)?;
    if !old.state.is_closed() {
        return Err(Problem::new(Code::Conflict).because("close the objective first, then carry it over").into());
    }
    let days = writes::period_days(tx, ask.body.period_id)?;
    let parent = old.parent_id.filter(|parent| objectives::may_align(tx, *parent).is_ok());
    let id = queries::copy(tx, &old, &ask.body, parent, days)?;
    supports::carry(tx, &old, id)?;
    recompute::upwards(tx, id)?;
    let detail = objectives::current(tx, id)?;
    tx.note(Event::new("objectives.carried_over", id).before(&old.id).after(&detail.objective))?;
    let version = detail.objective.version;
    Ok(Reply::versioned(detail, version))
}
