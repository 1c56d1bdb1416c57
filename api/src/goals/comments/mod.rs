//! Comments on objectives.

mod queries;

use shared::goals::{CommentOnObjective, Comments, ListObjectiveComments};

use super::{notices, rows::ObjectiveRow};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Reply},
};

pub(super) fn list(ask: &Ask<ListObjectiveComments>, tx: &mut TenantTx<'_>) -> Answered<ListObjectiveComments> {
    let objective = ask.read::<ObjectiveRow>(tx, ask.params.id)?;
    Ok(Reply::new(Comments { items: queries::comments(tx, &objective)? }))
}

pub(super) fn create(ask: &Ask<CommentOnObjective>, tx: &mut TenantTx<'_>) -> Answered<CommentOnObjective> {
    // A comment changes nothing of the objective: seeing it at this permission is enough.
    let objective = ask.read::<ObjectiveRow>(tx, ask.params.id)?;
    let comment = queries::comment(tx, &objective, &ask.body.body)?;
    tx.note(Event::new("objectives.commented", objective.id).after(&comment.id))?;
    notices::commented(tx, &objective)?;
    Ok(Reply::new(comment))
}
