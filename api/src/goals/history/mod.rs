//! Any progress opens, as of any day: what it was computed from, and how it went.

mod queries;

use shared::goals::{ProgressHistory, ReadComputation, ReadProgress};

use super::{queries::in_sight, rows::ObjectiveRow};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
};

pub(super) fn computation(ask: &Ask<ReadComputation>, tx: &mut TenantTx<'_>) -> Answered<ReadComputation> {
    let objective = ask.read::<ObjectiveRow>(tx, ask.params.id)?;
    let today = tx.calendar.today;
    let computation = match ask.query.as_of {
        Some(day) if day > today => return Err(Failure::field("as_of", "in_the_future")),
        Some(day) if day < today => {
            queries::as_of(tx, objective.id, day)?.ok_or_else(|| Failure::field("as_of", "too_early"))?
        }
        _ => queries::now(tx, objective.id)?,
    };
    let ids: Vec<_> = computation.inputs.iter().map(|input| input.id).collect();
    let seen = in_sight(tx, &ids)?;
    Ok(Reply::new(computation.for_reader(|id| seen.contains(&id))))
}

pub(super) fn progress(ask: &Ask<ReadProgress>, tx: &mut TenantTx<'_>) -> Answered<ReadProgress> {
    let objective = ask.read::<ObjectiveRow>(tx, ask.params.id)?;
    Ok(Reply::new(ProgressHistory { points: queries::points(tx, objective.id)? }))
}
