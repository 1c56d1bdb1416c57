//! Comments on objectives, and whom they name.

mod queries;

use diesel::QueryResult;
use shared::{
    goals::{Comment, CommentOnObjective, Comments, ListObjectiveComments, mentions::mentioned},
    people::PersonRef,
    wire::PersonId,
};

use super::{notices, rows::ObjectiveRow};
use crate::{
    audit::Event,
    db::{Readable, Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply},
    people,
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
    let named = named(tx, &ask.body.body)?;
    let ids: Vec<_> = named.iter().map(|person| person.id).collect();
    let mut comment = queries::comment(tx, &objective, &ask.body.body, &ids)?;
    let told = who_sees(tx, &objective, &ids)?;
    comment.not_told = named.iter().filter(|person| !told.contains(&person.id)).cloned().collect();
    comment.mentions = named;
    tx.note(Event::new("objectives.commented", objective.id).after(&comment.id))?;
    notices::commented(tx, &objective, &told)?;
    Ok(Reply::new(comment))
}

/// Whom a text names; refused if the actor doesn't find one of them.
fn named(tx: &mut TenantTx<'_>, body: &str) -> Result<Vec<PersonRef>, Failure> {
    let ids = mentioned(body);
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = people::of_ids(tx, &ids)?;
    let person = |id: &PersonId| {
        let row = found.iter().find(|row| row.id == *id)?;
        Some(PersonRef { id: row.id, name: row.name.clone() })
    };
    ids.iter().map(|id| person(id).ok_or_else(|| Failure::field("body", "unknown_person"))).collect()
}

/// Who of them may see the objective, by the very view they would see it through.
fn who_sees(tx: &mut TenantTx<'_>, objective: &ObjectiveRow, ids: &[PersonId]) -> Result<Vec<PersonId>, Failure> {
    let mut seeing = Vec::new();
    for id in ids {
        let seen = tx.as_seen_by(*id, |tx| Ok(ObjectiveRow::find(tx, objective.id)?.is_some()))?;
        seeing.extend(Some(*id).filter(|_| seen == Some(true)));
    }
    Ok(seeing)
}
