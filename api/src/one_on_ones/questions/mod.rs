//! Questions to begin a meeting from.

mod library;
mod queries;

use shared::{
    access::Relation,
    one_on_ones::{CreateQuestionSet, DeleteQuestionSet, EditQuestionSet, ListQuestionSets, QuestionSet, QuestionSets},
    operation::Operation,
    problem::{Code, Problem},
    wire::QuestionSetId,
};

use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
};

/// More than anybody chooses from.
const MOST: i64 = 100;

pub(super) fn list(_: &Ask<ListQuestionSets>, tx: &mut TenantTx<'_>) -> Answered<ListQuestionSets> {
    Ok(Reply::new(QuestionSets { own: queries::all(tx)?, library: library::sets() }))
}

pub(super) fn create(ask: &Ask<CreateQuestionSet>, tx: &mut TenantTx<'_>) -> Answered<CreateQuestionSet> {
    ask.require(tx, Relation::Organisation)?;
    if queries::count(tx)? >= MOST {
        return Err(Problem::new(Code::Conflict).because("there are 100 of them; remove some first").into());
    }
    let set = queries::insert(tx, &ask.body)?;
    tx.note(Event::new("question_sets.created", set.id).after(&set))?;
    let version = set.version;
    Ok(Reply::versioned(set, version))
}

pub(super) fn edit(ask: &Ask<EditQuestionSet>, tx: &mut TenantTx<'_>) -> Answered<EditQuestionSet> {
    let before = locked(ask, tx, ask.params.id)?;
    if ask.version.is_some_and(|version| version != before.version) {
        return Err(Code::VersionMismatch.into());
    }
    let set = queries::update(tx, before.id, &ask.body)?;
    tx.note(Event::new("question_sets.edited", set.id).before(&before).after(&set))?;
    let version = set.version;
    Ok(Reply::versioned(set, version))
}

pub(super) fn delete(ask: &Ask<DeleteQuestionSet>, tx: &mut TenantTx<'_>) -> Answered<DeleteQuestionSet> {
    let before = locked(ask, tx, ask.params.id)?;
    queries::delete(tx, before.id)?;
    tx.note(Event::new("question_sets.deleted", before.id).before(&before))?;
    Ok(Reply::new(()))
}

fn locked<O: Operation>(ask: &Ask<O>, tx: &mut TenantTx<'_>, id: QuestionSetId) -> Result<QuestionSet, Failure> {
    ask.require(tx, Relation::Organisation)?;
    queries::lock(tx, id)?.ok_or_else(|| Code::NotFound.into())
}
