use std::{
    collections::{BTreeSet, HashMap},
    mem::take,
};

use chrono::{NaiveDate, Utc};
use diesel::{insert_into, prelude::*, update};
use shared::{
    feedback::{Ask, AskState, Asked, FeedbackRequest, NewFeedbackRequest},
    people::{PersonRef, PersonStatus},
    wire::{FeedbackAskId, FeedbackId, FeedbackRequestId, Limit, PersonId},
};
use uuid::Uuid;

use super::{AskRow, RequestRow};
use crate::db::{
    Changeable, Resource, TenantTx,
    schema::{
        feedback_asks, feedback_requests, people, visible_feedback, visible_feedback_asks as seen_asks,
        visible_feedback_requests as seen_requests,
    },
};

/// The actor's own, newest first.
pub(super) fn mine(tx: &mut TenantTx<'_>) -> QueryResult<Vec<RequestRow>> {
    let own = seen_requests::org_id.eq(tx.org()).and(seen_requests::asker_id.eq(tx.actor.person.0));
    let query = seen_requests::table.filter(own).order(seen_requests::id.desc()).limit(100);
    query.select(RequestRow::as_select()).load(tx.conn())
}

/// Rows as the caller gets them, in as many statements however many they are.
pub(super) fn shown(tx: &mut TenantTx<'_>, rows: Vec<RequestRow>) -> QueryResult<Vec<FeedbackRequest>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut asked = asked_by(tx, rows.iter().map(|row| row.id.0).collect())?;
    let shown = rows.into_iter().map(|mut row| FeedbackRequest {
        audience: row.audience(),
        relation: row.relation(),
        asked: asked.remove(&row.id).unwrap_or_default(),
        asker: PersonRef { id: row.asker_id, name: take(&mut row.asker_name) },
        subject: PersonRef { id: row.subject_id, name: take(&mut row.subject_name) },
        id: row.id,
        question: row.question,
        purpose: row.purpose,
        due_on: row.due_on,
        closed_at: row.closed_at,
        created_at: row.created_at,
        version: row.version,
    });
    Ok(shown.collect())
}

type AskedRow = (FeedbackRequestId, PersonId, String, PersonStatus, AskState, Option<String>, Option<FeedbackId>);

/// Who is asked by each request, with the answers the actor may read.
fn asked_by(tx: &mut TenantTx<'_>, requests: Vec<Uuid>) -> QueryResult<HashMap<FeedbackRequestId, Vec<Asked>>> {
    use feedback_asks::dsl as it;
    let answer = visible_feedback::org_id.eq(it::org_id).and(visible_feedback::ask_id.eq(it::id.nullable()));
    let rows: Vec<AskedRow> = it::feedback_asks
        .inner_join(people::table.on(people::org_id.eq(it::org_id).and(people::id.eq(it::person_id))))
        .left_join(visible_feedback::table.on(answer))
        .filter(it::org_id.eq(tx.org()).and(it::request_id.eq_any(requests)))
        .order((people::name, people::id))
        .select((
            it::request_id,
            people::id,
            people::name,
            people::status,
            it::state,
            it::decline_reason,
            visible_feedback::id.nullable(),
        ))
        .load(tx.conn())?;
    let mut asked: HashMap<_, Vec<Asked>> = HashMap::new();
    for (request, id, name, status, state, decline_reason, feedback_id) in rows {
        // It follows from their having left, so that who comes back finds it waiting again.
        let lapsed = state == AskState::Open && status == PersonStatus::Deactivated;
        let state = if lapsed { AskState::Lapsed } else { state };
        let one = Asked { person: PersonRef { id, name }, state, decline_reason, feedback_id };
        asked.entry(request).or_default().push(one);
    }
    Ok(asked)
}

/// What the actor is asked: one row more than the page holds, newest first.
pub(super) fn asked(
    tx: &mut TenantTx<'_>,
    state: Option<AskState>,
    limit: Limit,
    after: Option<FeedbackAskId>,
) -> QueryResult<Vec<AskRow>> {
    use seen_asks as it;
    let mut query = it::table.filter(it::org_id.eq(tx.org())).into_boxed();
    if let Some(state) = state {
        query = query.filter(it::state.eq(state));
    }
    if state == Some(AskState::Open) {
        query = query.filter(it::closed_at.is_null());
    }
    if let Some(after) = after {
        query = query.filter(it::id.lt(after.0));
    }
    query.order(it::id.desc()).limit(limit.get() + 1).select(AskRow::as_select()).load(tx.conn())
}

/// What the actor is still asked, soonest due first; at most 20.
pub(crate) fn open_asks(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Ask>> {
    use seen_asks as it;
    let open = it::state.eq(AskState::Open).and(it::closed_at.is_null());
    let query = it::table.filter(it::org_id.eq(tx.org()).and(open)).order((it::due_on, it::id)).limit(20);
    let rows: Vec<AskRow> = query.select(AskRow::as_select()).load(tx.conn())?;
    Ok(rows.into_iter().map(AskRow::shown).collect())
}

pub(super) fn insert(
    tx: &mut TenantTx<'_>,
    new: &NewFeedbackRequest,
    due_on: NaiveDate,
    asked: &BTreeSet<PersonId>,
) -> QueryResult<FeedbackRequestId> {
    use feedback_requests as it;
    let (org, id) = (tx.org(), FeedbackRequestId(Uuid::now_v7()));
    insert_into(it::table)
        .values((
            it::org_id.eq(org),
            it::id.eq(id),
            it::asker_id.eq(tx.actor.person),
            it::subject_id.eq(new.subject_id),
            it::question.eq(new.question.trim()),
            it::to_person.eq(new.audience.person),
            it::to_manager.eq(new.audience.manager),
            it::to_chain.eq(new.audience.chain),
            it::to_later.eq(new.audience.later_managers),
            it::purpose.eq(new.purpose),
            it::due_on.eq(due_on),
        ))
        .execute(tx.conn())?;
    let asks: Vec<_> = asked
        .iter()
        .map(|person| {
            use feedback_asks as one;
            (one::org_id.eq(org), one::id.eq(Uuid::now_v7()), one::request_id.eq(id), one::person_id.eq(person))
        })
        .collect();
    insert_into(feedback_asks::table).values(asks).execute(tx.conn())?;
    Ok(id)
}

/// Each ask of a request with who is asked.
pub(super) fn asks_of(
    tx: &mut TenantTx<'_>,
    request: FeedbackRequestId,
) -> QueryResult<Vec<(FeedbackAskId, PersonId)>> {
    use feedback_asks as it;
    let of_it = it::table.filter(it::org_id.eq(tx.org()).and(it::request_id.eq(request.0)));
    of_it.select((it::id, it::person_id)).load(tx.conn())
}

pub(super) fn close(tx: &mut TenantTx<'_>, row: &Changeable<RequestRow>) -> QueryResult<usize> {
    use feedback_requests as it;
    update(it::table.find((tx.org(), row.id.0)))
        .set((it::closed_at.eq(Utc::now()), it::version.eq(it::version + 1)))
        .execute(tx.conn())
}

pub(super) fn decide(
    tx: &mut TenantTx<'_>,
    row: &Changeable<AskRow>,
    state: AskState,
    reason: Option<&str>,
) -> QueryResult<usize> {
    use feedback_asks as it;
    update(it::table.find((tx.org(), row.id.0)))
        .set((
            it::state.eq(state),
            it::decline_reason.eq(reason.map(str::trim).filter(|reason| !reason.is_empty())),
            it::decided_at.eq(Utc::now()),
            it::version.eq(it::version + 1),
        ))
        .execute(tx.conn())
}
