//! Comments on objectives, and whom they name.

mod queries;

use diesel::QueryResult;
use shared::goals::{Comment, CommentOnObjective, Comments, ListObjectiveComments};

use super::{notices, rows::ObjectiveRow};
use crate::{
    audit::Event,
    db::{Readable, TenantTx},
    http::{Answered, Ask, Reply},
    mentions,
};

pub(super) fn list(ask: &Ask<ListObjectiveComments>, tx: &mut TenantTx<'_>) -> Answered<ListObjectiveComments> {
    let objective = ask.read::<ObjectiveRow>(tx, ask.params.id)?;
    Ok(Reply::new(Comments { items: comments_of(tx, &objective)? }))
}

/// What was said about an objective, oldest first.
pub(crate) fn comments_of(tx: &mut TenantTx<'_>, objective: &Readable<ObjectiveRow>) -> QueryResult<Vec<Comment>> {
    queries::comments(tx, objective)
}

pub(super) fn create(ask: &Ask<CommentOnObjective>, tx: &mut TenantTx<'_>) -> Answered<CommentOnObjective> {
    // A comment changes nothing of the objective: seeing it at this permission is enough.
    let objective = ask.read::<ObjectiveRow>(tx, ask.params.id)?;
    let named = mentions::named(tx, "body", &ask.body.body)?;
    let ids: Vec<_> = named.iter().map(|person| person.id).collect();
    let mut comment = queries::comment(tx, &objective, &ask.body.body, &ids)?;
    let told = mentions::who_sees::<ObjectiveRow>(tx, objective.id, &ids)?;
    comment.not_told = named.iter().filter(|person| !told.contains(&person.id)).cloned().collect();
    comment.mentions = named;
    tx.note(Event::new("objectives.commented", objective.id).after(&comment.id))?;
    notices::commented(tx, &objective, &told)?;
    Ok(Reply::new(comment))
}
