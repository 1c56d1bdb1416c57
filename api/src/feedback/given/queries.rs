use diesel::{delete as delete_row, dsl::now, insert_into, prelude::*, update as update_row};
use shared::{
    feedback::{Audience, FeedbackFilter, FeedbackKind, Purpose},
    wire::{FeedbackAskId, FeedbackId, Limit, PersonId},
};
use uuid::Uuid;

use super::FeedbackRow;
use crate::db::{
    Changeable, TenantTx,
    schema::{feedback, visible_feedback::dsl},
};

/// One row more than the page holds, newest first.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    filter: &FeedbackFilter,
    limit: Limit,
    after: Option<FeedbackId>,
) -> QueryResult<Vec<FeedbackRow>> {
    let mut query = dsl::visible_feedback.filter(dsl::org_id.eq(tx.org())).into_boxed();
    if let Some(subject) = filter.subject {
        query = query.filter(dsl::subject_id.eq(subject.0));
    }
    if let Some(author) = filter.author {
        query = query.filter(dsl::author_id.eq(author.0));
    }
    if let Some(request) = filter.request {
        query = query.filter(dsl::request_id.eq(request.0));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(dsl::kind.eq(kind));
    }
    if let Some(purpose) = filter.purpose {
        query = query.filter(dsl::purpose.eq(purpose));
    }
    if let Some(after) = after {
        query = query.filter(dsl::id.lt(after.0));
    }
    query.order(dsl::id.desc()).limit(limit.get() + 1).select(FeedbackRow::as_select()).load(tx.conn())
}

/// The latest about a person, one row more than the page holds.
pub(in crate::feedback) fn about(
    tx: &mut TenantTx<'_>,
    person: PersonId,
    purpose: Option<Purpose>,
    limit: Limit,
    after: Option<Uuid>,
) -> QueryResult<Vec<FeedbackRow>> {
    let filter = FeedbackFilter { subject: Some(person), purpose, ..FeedbackFilter::default() };
    page(tx, &filter, limit, after.map(FeedbackId))
}

/// What is to be kept of a piece of feedback by the actor.
pub(in crate::feedback) struct Written<'a> {
    pub kind: FeedbackKind,
    pub subject: PersonId,
    /// Of an answer: what it answers, and who asked.
    pub asked: Option<(FeedbackAskId, PersonId)>,
    pub body: &'a str,
    pub purpose: Purpose,
    pub audience: Audience,
    /// Who stands above the subject now, nearest first.
    pub managers_then: Vec<PersonId>,
}

pub(in crate::feedback) fn insert(tx: &mut TenantTx<'_>, new: Written<'_>) -> QueryResult<FeedbackId> {
    use feedback as it;
    let id = FeedbackId(Uuid::now_v7());
    insert_into(it::table)
        .values((
            (
                it::org_id.eq(tx.org()),
                it::id.eq(id),
                it::kind.eq(new.kind),
                it::author_id.eq(tx.actor.person),
                it::subject_id.eq(new.subject),
                it::ask_id.eq(new.asked.map(|(ask, _)| ask)),
                it::asked_by.eq(new.asked.map(|(_, asker)| asker)),
                it::body.eq(new.body.trim()),
            ),
            it::purpose.eq(new.purpose),
            it::to_person.eq(new.audience.person),
            it::to_manager.eq(new.audience.manager),
            it::to_chain.eq(new.audience.chain),
            it::to_later.eq(new.audience.later_managers),
            it::managers_then.eq(new.managers_then),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

pub(super) fn update(
    tx: &mut TenantTx<'_>,
    row: &Changeable<FeedbackRow>,
    audience: Audience,
    purpose: Purpose,
) -> QueryResult<usize> {
    use feedback as it;
    update_row(it::table.find((tx.org(), row.id.0)))
        .set((
            it::purpose.eq(purpose),
            it::to_person.eq(audience.person),
            it::to_manager.eq(audience.manager),
            it::to_chain.eq(audience.chain),
            it::to_later.eq(audience.later_managers),
            it::updated_at.eq(now),
            it::version.eq(it::version + 1),
        ))
        .execute(tx.conn())
}

pub(super) fn delete(tx: &mut TenantTx<'_>, row: &Changeable<FeedbackRow>) -> QueryResult<usize> {
    delete_row(feedback::table.find((tx.org(), row.id.0))).execute(tx.conn())
}
