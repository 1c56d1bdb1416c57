use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    dsl::{count_star, exists},
    prelude::*,
    select, sql_query,
    sql_types::{BigInt, Date, Integer, Nullable, Text, Uuid as SqlUuid},
    update as update_row,
};
use serde_json::Value;
use shared::{
    reviews::{ReviewAnswers, ReviewRelation, ReviewState},
    wire::{PersonId, ReviewId, ReviewPacketId},
};
use uuid::Uuid;

use crate::{
    db::{
        TenantTx,
        schema::{review_submissions, reviews},
    },
    http::Failure,
};

/// A review of a packet.
#[derive(Queryable, Selectable)]
#[diesel(table_name = reviews)]
pub(super) struct HeldReview {
    pub id: ReviewId,
    pub author_id: PersonId,
    pub relation: ReviewRelation,
    pub state: ReviewState,
    pub reopened_reason: Option<String>,
}

pub(super) fn find(tx: &mut TenantTx<'_>, packet: ReviewPacketId, review: ReviewId) -> QueryResult<Option<HeldReview>> {
    let found = reviews::table.find((tx.org(), review.0)).filter(reviews::packet_id.eq(packet));
    found.select(HeldReview::as_select()).first(tx.conn()).optional()
}

/// The same, held: its author waits, and it stays as it is.
pub(super) fn lock(tx: &mut TenantTx<'_>, packet: ReviewPacketId, review: ReviewId) -> QueryResult<Option<HeldReview>> {
    let found = reviews::table.find((tx.org(), review.0)).filter(reviews::packet_id.eq(packet));
    found.select(HeldReview::as_select()).for_no_key_update().first(tx.conn()).optional()
}

/// A review that was handed in, or that is open again.
#[derive(QueryableByName)]
pub(super) struct HandedInRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: ReviewId,
    #[diesel(sql_type = SqlUuid)]
    pub author_id: PersonId,
    #[diesel(sql_type = Text)]
    pub author_name: String,
    #[diesel(sql_type = Text)]
    pub relation: ReviewRelation,
    #[diesel(sql_type = Nullable<Text>)]
    pub reopened_reason: Option<String>,
    #[diesel(sql_type = Nullable<Date>)]
    pub due_on: Option<NaiveDate>,
    #[diesel(sql_type = BigInt)]
    pub versions: i64,
    #[diesel(sql_type = Nullable<Integer>)]
    pub form_number: Option<i32>,
}

/// Those of a packet, by the names of their authors.
pub(super) fn handed_in(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<Vec<HandedInRow>> {
    sql_query(
        "SELECT r.id, r.author_id, p.name AS author_name, r.relation, r.reopened_reason, r.due_on,
                (SELECT count(*) FROM review_submissions s WHERE s.org_id = r.org_id AND s.review_id = r.id) AS versions,
                (SELECT s.form_number FROM review_submissions s
                 WHERE s.org_id = r.org_id AND s.review_id = r.id ORDER BY s.number DESC LIMIT 1) AS form_number
         FROM reviews r JOIN people p ON p.org_id = r.org_id AND p.id = r.author_id
         WHERE r.org_id = current_org() AND r.packet_id = $1
           AND (r.state = 'submitted' OR (r.state = 'in_progress' AND r.reopened_reason IS NOT NULL))
         ORDER BY p.name, r.id",
    )
    .bind::<SqlUuid, _>(packet)
    .load(tx.conn())
}

/// Whether a review of a packet is open again.
pub(in crate::reviews::packets) fn any_open(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<bool> {
    let open = reviews::table
        .filter(reviews::org_id.eq::<Uuid>(tx.org()).and(reviews::packet_id.eq(packet)))
        .filter(reviews::state.eq(ReviewState::InProgress))
        .filter(reviews::reopened_reason.is_not_null());
    select(exists(open)).get_result(tx.conn())
}

/// How often a review was handed in.
pub(crate) fn versions(tx: &mut TenantTx<'_>, review: ReviewId) -> QueryResult<i64> {
    review_submissions::table
        .filter(review_submissions::org_id.eq(tx.org()).and(review_submissions::review_id.eq(review)))
        .select(count_star())
        .first(tx.conn())
}

/// What was handed in last, and before that.
pub(super) fn last_two(tx: &mut TenantTx<'_>, review: ReviewId) -> Result<Vec<ReviewAnswers>, Failure> {
    let rows: Vec<Value> = review_submissions::table
        .filter(review_submissions::org_id.eq(tx.org()).and(review_submissions::review_id.eq(review)))
        .order(review_submissions::number.desc())
        .limit(2)
        .select(review_submissions::answers)
        .load(tx.conn())?;
    rows.into_iter().map(|answers| serde_json::from_value(answers).map_err(Failure::fault)).collect()
}

/// Gives it back to its author.
pub(super) fn reopen(tx: &mut TenantTx<'_>, review: ReviewId, reason: &str, due_on: NaiveDate) -> QueryResult<usize> {
    update_row(reviews::table.find((tx.org(), review.0)))
        .set((
            reviews::state.eq(ReviewState::InProgress),
            reviews::submitted_at.eq(None::<DateTime<Utc>>),
            reviews::reopened_reason.eq(reason),
            reviews::due_on.eq(due_on),
            reviews::version.eq(reviews::version + 1),
        ))
        .execute(tx.conn())
}

/// As it was handed in last.
pub(super) fn close(tx: &mut TenantTx<'_>, review: ReviewId) -> QueryResult<usize> {
    let last: (Value, DateTime<Utc>) = review_submissions::table
        .filter(review_submissions::org_id.eq(tx.org()).and(review_submissions::review_id.eq(review)))
        .order(review_submissions::number.desc())
        .select((review_submissions::answers, review_submissions::submitted_at))
        .first(tx.conn())?;
    update_row(reviews::table.find((tx.org(), review.0)))
        .set((
            reviews::state.eq(ReviewState::Submitted),
            reviews::answers.eq(last.0),
            reviews::submitted_at.eq(last.1),
            reviews::reopened_reason.eq(None::<String>),
            reviews::version.eq(reviews::version + 1),
        ))
        .execute(tx.conn())
}
