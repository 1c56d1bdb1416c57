use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    dsl::{max, now, sql},
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{Array, Date, Double, Integer, Nullable, Uuid as SqlUuid},
    update as update_row,
};
use shared::{
    goals::{Visibility, rules::kinds::ObjectiveState},
    reviews::{
        ReviewAnswers, ReviewCompetency, ReviewGoal, ReviewLevel, ReviewStage, ReviewState, rules::reading::is_hidden,
    },
    wire::{CompetencyId, Limit, ObjectiveId, ReviewId},
};

use super::rows::ReviewRow;
use crate::{
    db::{
        Changeable, TenantTx, org_now,
        schema::{
            competencies, expected_levels, frameworks, review_submissions, reviews::dsl, visible_objectives as goals,
            visible_reviews as visible,
        },
    },
    http::Failure,
    reviews::goal_names,
};

/// Where a page of reviews ends.
pub(super) type Position = (NaiveDate, ReviewId);

/// One row more than the page holds, those that are due first before the others.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    open: bool,
    limit: Limit,
    after: Option<Position>,
) -> QueryResult<Vec<ReviewRow>> {
    let mut query = visible::table.filter(visible::org_id.eq(tx.org())).into_boxed();
    if open {
        let after_writing = visible::stage.eq_any([ReviewStage::Calibrating, ReviewStage::Sharing]);
        let again = after_writing.and(visible::reopened_reason.is_not_null());
        query = query
            .filter(visible::state.eq_any([ReviewState::Assigned, ReviewState::InProgress]))
            .filter(visible::stage.eq(ReviewStage::Writing).or(again));
    }
    if let Some((due_on, id)) = after {
        let later = visible::due_on.gt(due_on).or(visible::due_on.eq(due_on).and(visible::id.gt(id.0)));
        query = query.filter(later);
    }
    query.order((visible::due_on, visible::id)).limit(limit.get() + 1).select(ReviewRow::as_select()).load(tx.conn())
}

/// The goals that the person had in the period and had agreed to, as far as the actor sees them; the first 100. Who writes
/// without their name is asked only about those that everybody sees: one that was shared with them would tell who they are,
/// and with it all that they wrote.
pub(super) fn goals(tx: &mut TenantTx<'_>, review: &ReviewRow) -> QueryResult<Vec<ReviewGoal>> {
    let mut query = goals::table
        .filter(goals::org_id.eq(tx.org()).and(goals::owner_id.eq(review.subject_id)))
        .filter(goals::starts_on.le(review.period_to).and(goals::ends_on.ge(review.period_from)))
        .filter(goals::state.ne_all([ObjectiveState::Draft, ObjectiveState::Proposed]))
        .into_boxed();
    if is_hidden(review.side, review.naming) {
        query = query.filter(goals::visibility.eq(Visibility::Organisation));
    }
    let rows: Vec<(ObjectiveId, String, String)> = query
        .order((goals::starts_on, goals::title, goals::id))
        .limit(100)
        .select((goals::id, goals::title, goals::period_name))
        .load(tx.conn())?;
    let goal = |(id, title)| ReviewGoal { id, title, progress: None };
    Ok(goal_names::distinct(rows).into_iter().map(goal).collect())
}

#[derive(QueryableByName)]
struct Reached {
    #[diesel(sql_type = SqlUuid)]
    objective_id: ObjectiveId,
    #[diesel(sql_type = Nullable<Double>)]
    progress: Option<f64>,
}

/// The same with how far each had come at the end of the period, by what was known then, as the paper of a released review
/// has it: what came later is no part of what is looked back on.
pub(super) fn goals_at_the_end(tx: &mut TenantTx<'_>, review: &ReviewRow) -> QueryResult<Vec<ReviewGoal>> {
    let mut found = goals(tx, review)?;
    let rows: Vec<Reached> = sql_query(
        "SELECT DISTINCT ON (c.objective_id) c.objective_id, least(1, greatest(0, c.progress)) AS progress
         FROM objective_computations c JOIN organisations o ON o.org_id = c.org_id
         WHERE c.org_id = current_org() AND c.objective_id = ANY ($1)
           AND c.known_at < (($2 + 1)::timestamp AT TIME ZONE o.time_zone) AND c.progress IS NOT NULL
         ORDER BY c.objective_id, c.known_at DESC",
    )
    .bind::<Array<SqlUuid>, _>(found.iter().map(|goal| goal.id.0).collect::<Vec<_>>())
    .bind::<Date, _>(review.period_to)
    .load(tx.conn())?;
    let reached: HashMap<ObjectiveId, Option<f64>> =
        rows.into_iter().map(|row| (row.objective_id, row.progress)).collect();
    for goal in &mut found {
        goal.progress = reached.get(&goal.id).copied().flatten();
    }
    Ok(found)
}

/// The competencies that a job asks for, by name.
pub(super) fn competencies(tx: &mut TenantTx<'_>, job: Option<&str>) -> QueryResult<Vec<ReviewCompetency>> {
    let Some(job) = job else {
        return Ok(Vec::new());
    };
    let org = tx.org();
    let words: Vec<String> =
        frameworks::table.find(org).select(frameworks::levels).first(tx.conn()).optional()?.unwrap_or_default();
    let asked =
        expected_levels::org_id.eq(competencies::org_id).and(expected_levels::competency_id.eq(competencies::id));
    let rows: Vec<(CompetencyId, String, Vec<String>, i32)> = competencies::table
        .inner_join(expected_levels::table.on(asked))
        .filter(competencies::org_id.eq(org).and(expected_levels::job_title.eq(job)))
        .filter(competencies::retired_at.is_null())
        .order((competencies::name, competencies::id))
        .limit(100)
        .select((competencies::id, competencies::name, competencies::behaviours, expected_levels::level))
        .load(tx.conn())?;
    let competency = |(id, name, behaviours, expected): (_, _, Vec<String>, i32)| ReviewCompetency {
        id,
        name,
        expected: u8::try_from(expected).unwrap_or(1),
        levels: words
            .iter()
            .cloned()
            .zip(behaviours)
            .map(|(word, behaviour)| ReviewLevel { word, behaviour })
            .collect(),
    };
    Ok(rows.into_iter().map(competency).collect())
}

/// Keeps what is written so far.
pub(super) fn save(
    tx: &mut TenantTx<'_>,
    review: &Changeable<ReviewRow>,
    answers: &ReviewAnswers,
) -> Result<(), Failure> {
    update_row(dsl::reviews.find((tx.org(), review.id.0)))
        .set((
            dsl::answers.eq(serde_json::to_value(answers).map_err(Failure::fault)?),
            dsl::state.eq(ReviewState::InProgress),
            dsl::seconds.eq(sql::<Integer>(SECONDS)),
            dsl::saved_at.eq(now),
            dsl::version.eq(dsl::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// How long it has been written on: what lies between two times of keeping it, unless that was a pause.
const SECONDS: &str = "CASE WHEN saved_at > now() - interval '5 minutes'
    THEN least(14400, seconds + extract(epoch FROM now() - saved_at)::integer) ELSE seconds END";

/// Counts how long it took, by what was asked, when it is handed in for the first time. Whose it was isn't kept.
const COUNT_TIME: &str = "
    INSERT INTO review_times (org_id, template_id, form_number, relation, minutes, reviews)
    SELECT r.org_id, c.template_id, c.form_number, r.relation, greatest(1, (r.seconds + 30) / 60), 1
    FROM reviews r
    JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
    WHERE r.org_id = current_org() AND r.id = $1 AND r.seconds > 0
    ON CONFLICT (org_id, template_id, form_number, relation, minutes) DO UPDATE SET reviews = review_times.reviews + 1";

/// Hands it in: this version of it is kept for ever.
pub(super) fn submit(tx: &mut TenantTx<'_>, review: &Changeable<ReviewRow>) -> QueryResult<()> {
    let before = review_submissions::table
        .filter(review_submissions::org_id.eq(tx.org()).and(review_submissions::review_id.eq(review.id)))
        .select(max(review_submissions::number));
    let before: Option<i32> = before.first(tx.conn())?;
    insert_into(review_submissions::table)
        .values((
            review_submissions::org_id.eq(tx.org()),
            review_submissions::review_id.eq(review.id),
            review_submissions::number.eq(before.unwrap_or(0) + 1),
            review_submissions::answers.eq(&review.answers),
            review_submissions::form_number.eq(review.form_number),
        ))
        .execute(tx.conn())?;
    if before.is_none() {
        sql_query(COUNT_TIME).bind::<SqlUuid, _>(review.id).execute(tx.conn())?;
    }
    update_row(dsl::reviews.find((tx.org(), review.id.0)))
        .set((
            dsl::state.eq(ReviewState::Submitted),
            dsl::submitted_at.eq(org_now()),
            dsl::reopened_reason.eq(None::<String>),
            (dsl::seconds.eq(0), dsl::saved_at.eq(None::<DateTime<Utc>>)),
            dsl::version.eq(dsl::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes it back to be written on.
pub(super) fn recall(tx: &mut TenantTx<'_>, review: &Changeable<ReviewRow>) -> QueryResult<usize> {
    update_row(dsl::reviews.find((tx.org(), review.id.0)))
        .set((
            dsl::state.eq(ReviewState::InProgress),
            dsl::submitted_at.eq(None::<DateTime<Utc>>),
            dsl::version.eq(dsl::version + 1),
        ))
        .execute(tx.conn())
}

/// What was written stays, and nobody reads it.
pub(super) fn decline(tx: &mut TenantTx<'_>, review: &Changeable<ReviewRow>, reason: &str) -> QueryResult<usize> {
    update_row(dsl::reviews.find((tx.org(), review.id.0)))
        .set((
            dsl::state.eq(ReviewState::Declined),
            dsl::refusal.eq(reason.trim()),
            dsl::declined_at.eq(org_now()),
            dsl::version.eq(dsl::version + 1),
        ))
        .execute(tx.conn())
}
