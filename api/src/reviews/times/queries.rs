use diesel::{
    dsl::exists,
    insert_into,
    prelude::*,
    select, sql_query,
    sql_types::{Integer, SmallInt, Text, Uuid as SqlUuid},
    update as update_row,
};
use serde_json::Value;
use shared::{
    people::PersonStatus,
    reviews::{
        ReviewAnswers, ReviewCycleRef, ReviewFormWorth, ReviewQuestionWorth, ReviewRelation, ReviewStage, ReviewState,
    },
    wire::{ReviewCycleId, ReviewId, ReviewTemplateId},
};

use crate::{
    db::{
        TenantTx,
        schema::{people, reporting_lines, review_cycles, review_packets, review_templates, review_worths, reviews},
    },
    http::Failure,
};

/// The version of a template that holds.
pub(super) fn holds(tx: &mut TenantTx<'_>, id: ReviewTemplateId) -> QueryResult<Option<i32>> {
    let row = review_templates::table.find((tx.org(), id.0)).select(review_templates::form_number);
    row.first(tx.conn()).optional()
}

/// How many reviews took so long.
pub(super) struct Times {
    pub form_number: i32,
    pub relation: ReviewRelation,
    pub minutes: u32,
    pub reviews: i64,
}

#[derive(QueryableByName)]
struct TimesRow {
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Text)]
    relation: ReviewRelation,
    #[diesel(sql_type = SmallInt)]
    minutes: i16,
    #[diesel(sql_type = Integer)]
    reviews: i32,
}

/// How long reviews took, by this version of a template and those before. Said in other words a version asks the same: what
/// it took then counts for it.
pub(super) fn times(tx: &mut TenantTx<'_>, template: ReviewTemplateId, number: i32) -> QueryResult<Vec<Times>> {
    const TIMES: &str = "
        WITH RECURSIVE asked AS (
            SELECT f.number, f.number AS version FROM review_forms f
            WHERE f.org_id = current_org() AND f.template_id = $1 AND f.corrects IS NULL
            UNION ALL
            SELECT f.number, a.version
            FROM asked a
            JOIN review_forms f ON f.org_id = current_org() AND f.template_id = $1 AND f.corrects = a.number)
        SELECT a.version, t.relation, t.minutes, t.reviews
        FROM review_times t JOIN asked a ON a.number = t.form_number
        WHERE t.org_id = current_org() AND t.template_id = $1 AND a.version <= $2";
    let rows: Vec<TimesRow> =
        sql_query(TIMES).bind::<SqlUuid, _>(template).bind::<Integer, _>(number).load(tx.conn())?;
    let times = |row: TimesRow| Times {
        form_number: row.version,
        relation: row.relation,
        minutes: u32::try_from(row.minutes).unwrap_or_default(),
        reviews: i64::from(row.reviews),
    };
    Ok(rows.into_iter().map(times).collect())
}

/// How many work here, and how many of them somebody leads.
pub(super) struct Staff {
    pub people: i64,
    pub led: i64,
}

/// See [`Staff`].
pub(super) fn staff(tx: &mut TenantTx<'_>) -> QueryResult<Staff> {
    let active = people::table
        .filter(people::org_id.eq(tx.org()).and(people::status.eq(PersonStatus::Active)))
        .filter(people::kind.ne("service"));
    let led =
        reporting_lines::table.filter(reporting_lines::org_id.eq(tx.org()).and(reporting_lines::valid_to.is_null()));
    Ok(Staff { people: active.count().get_result(tx.conn())?, led: led.count().get_result(tx.conn())? })
}

/// What the questions of the last cycle of a template told that could be judged.
pub(super) fn judged(tx: &mut TenantTx<'_>, template: ReviewTemplateId) -> Result<Option<ReviewFormWorth>, Failure> {
    let cycle = review_cycles::org_id.eq(review_worths::org_id).and(review_cycles::id.eq(review_worths::cycle_id));
    let row: Option<(ReviewCycleId, String, Option<i32>, i32, Value)> = review_worths::table
        .inner_join(review_cycles::table.on(cycle))
        .filter(review_worths::org_id.eq(tx.org()).and(review_cycles::template_id.eq(template)))
        .filter(review_cycles::stage.eq(ReviewStage::Closed))
        .order((review_cycles::period_to.desc(), review_cycles::id.desc()))
        .select((
            review_cycles::id,
            review_cycles::name,
            review_cycles::form_number,
            review_worths::reviews,
            review_worths::questions,
        ))
        .first(tx.conn())
        .optional()?;
    let Some((id, name, form_number, reviews, questions)) = row else { return Ok(None) };
    Ok(Some(ReviewFormWorth {
        cycle: ReviewCycleRef { id, name },
        form_number: form_number.unwrap_or(1),
        reviews: i64::from(reviews),
        questions: serde_json::from_value(questions).map_err(Failure::fault)?,
    }))
}

/// Whether a cycle's questions were judged before.
pub(super) fn is_judged(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<bool> {
    let found = review_worths::table.find((tx.org(), cycle.0));
    select(exists(found)).get_result(tx.conn())
}

/// How many reviews of each side were handed in.
pub(super) fn written(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Vec<(ReviewRelation, i64)>> {
    let packet = review_packets::org_id.eq(reviews::org_id).and(review_packets::id.eq(reviews::packet_id));
    reviews::table
        .inner_join(review_packets::table.on(packet))
        .filter(reviews::org_id.eq(tx.org()).and(review_packets::cycle_id.eq(cycle)))
        .filter(reviews::state.eq(ReviewState::Submitted))
        .group_by(reviews::relation)
        .select((reviews::relation, diesel::dsl::count_star()))
        .load(tx.conn())
}

/// A review that was handed in, as far as its questions are judged by it.
type Written = (ReviewId, ReviewRelation, ReviewAnswers);

/// What was handed in by these sides, so many after one of them.
pub(super) fn answers(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    sides: &[ReviewRelation],
    after: Option<ReviewId>,
    most: i64,
) -> Result<Vec<Written>, Failure> {
    let packet = review_packets::org_id.eq(reviews::org_id).and(review_packets::id.eq(reviews::packet_id));
    let mut query = reviews::table
        .inner_join(review_packets::table.on(packet))
        .filter(reviews::org_id.eq(tx.org()).and(review_packets::cycle_id.eq(cycle.0)))
        .filter(reviews::state.eq(ReviewState::Submitted).and(reviews::relation.eq_any(sides.to_vec())))
        .order(reviews::id)
        .limit(most)
        .select((reviews::id, reviews::relation, reviews::answers))
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(reviews::id.gt(after.0));
    }
    let rows: Vec<(ReviewId, ReviewRelation, Value)> = query.load(tx.conn())?;
    let read = |(id, side, answers)| Ok((id, side, serde_json::from_value(answers).map_err(Failure::fault)?));
    rows.into_iter().map(read).collect()
}

/// Keeps what the questions told.
pub(super) fn keep(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    reviews: usize,
    questions: &[ReviewQuestionWorth],
) -> Result<(), Failure> {
    insert_into(review_worths::table)
        .values((
            review_worths::org_id.eq(tx.org()),
            review_worths::cycle_id.eq(cycle),
            review_worths::reviews.eq(i32::try_from(reviews).unwrap_or(i32::MAX)),
            review_worths::questions.eq(serde_json::to_value(questions).map_err(Failure::fault)?),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Forgets how long somebody wrote at what they haven't handed in.
pub(super) fn forget(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<usize> {
    let of_cycle = review_packets::table
        .filter(review_packets::org_id.eq(tx.org()).and(review_packets::cycle_id.eq(cycle)))
        .select(review_packets::id);
    let timed = reviews::table
        .filter(reviews::org_id.eq(tx.org()).and(reviews::seconds.gt(0)))
        .filter(reviews::packet_id.eq_any(of_cycle));
    update_row(timed)
        .set((reviews::seconds.eq(0), reviews::saved_at.eq(None::<chrono::DateTime<chrono::Utc>>)))
        .execute(tx.conn())
}
