use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{dsl::max, insert_into, prelude::*, update as update_row};
use shared::{
    development::{Assessment, DevelopmentStep, NewAssessment, NewStep, StepChanges, rules::Side},
    people::PersonRef,
    wire::{CompetencyId, DevelopmentStepId, PersonId},
};
use uuid::Uuid;

use super::DevelopmentRow;
use crate::db::{
    Changeable, TenantTx,
    schema::{assessments, development_steps, development_steps::dsl, expected_levels, people, reporting_closure},
};

/// What a job asks for.
pub(super) fn expected(tx: &mut TenantTx<'_>, job: Option<&str>) -> QueryResult<HashMap<CompetencyId, u8>> {
    let Some(job) = job else {
        return Ok(HashMap::new());
    };
    let rows: Vec<(CompetencyId, i32)> = expected_levels::table
        .filter(expected_levels::org_id.eq(tx.org()).and(expected_levels::job_title.eq(job)))
        .select((expected_levels::competency_id, expected_levels::level))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|(id, level)| (id, u8::try_from(level).unwrap_or(1))).collect())
}

/// What was said of a level, and in which round.
pub(super) struct Word {
    pub round: u16,
    pub said: Assessment,
}

/// What was said of somebody, latest first; the last 1,000.
pub(super) fn assessments(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<Vec<(CompetencyId, Word)>> {
    let rows: Vec<(CompetencyId, Side, i32, i32, String, PersonId, String, DateTime<Utc>)> = assessments::table
        .inner_join(
            people::table.on(people::org_id.eq(assessments::org_id).and(people::id.eq(assessments::assessor_id))),
        )
        .filter(assessments::org_id.eq(tx.org()).and(assessments::person_id.eq(person.0)))
        .order((assessments::created_at.desc(), assessments::id.desc()))
        .limit(1_000)
        .select((
            assessments::competency_id,
            assessments::side,
            assessments::round,
            assessments::level,
            assessments::comment,
            people::id,
            people::name,
            assessments::created_at,
        ))
        .load(tx.conn())?;
    let shown = |(competency, side, round, level, comment, id, name, created_at)| {
        let level = u8::try_from(level).unwrap_or(1);
        let said = Assessment { side, level, comment, assessor: PersonRef { id, name }, created_at };
        (competency, Word { round: stored_round(round), said })
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// The column's check keeps it in range; what isn't would be the latest of all, and shown last.
fn stored_round(round: i32) -> u16 {
    u16::try_from(round).unwrap_or(u16::MAX)
}

/// The latest round in which somebody's level in a competency was spoken of, and who has spoken in it.
pub(super) fn latest_round(
    tx: &mut TenantTx<'_>,
    of: &Changeable<DevelopmentRow>,
    competency: CompetencyId,
) -> QueryResult<Option<(u16, Vec<Side>)>> {
    let theirs = assessments::table
        .filter(assessments::org_id.eq(tx.org()).and(assessments::person_id.eq(of.id.0)))
        .filter(assessments::competency_id.eq(competency.0));
    let latest: Option<i32> = theirs.select(max(assessments::round)).first(tx.conn())?;
    let Some(latest) = latest else { return Ok(None) };
    let sides = theirs.filter(assessments::round.eq(latest)).select(assessments::side).distinct().load(tx.conn())?;
    Ok(Some((stored_round(latest), sides)))
}

/// Who manages somebody now, directly or further up.
pub(super) fn managers(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<HashSet<PersonId>> {
    let above = reporting_closure::table
        .filter(reporting_closure::org_id.eq(tx.org()).and(reporting_closure::report_id.eq(person.0)));
    let ids: Vec<PersonId> = above.select(reporting_closure::manager_id).load(tx.conn())?;
    Ok(ids.into_iter().collect())
}

pub(super) fn insert_assessment(
    tx: &mut TenantTx<'_>,
    of: &Changeable<DevelopmentRow>,
    (side, round): (Side, u16),
    new: &NewAssessment,
) -> QueryResult<Uuid> {
    let id = Uuid::now_v7();
    insert_into(assessments::table)
        .values((
            assessments::org_id.eq(tx.org()),
            assessments::id.eq(id),
            assessments::person_id.eq(of.id),
            assessments::competency_id.eq(new.competency_id),
            assessments::side.eq(side),
            assessments::round.eq(i32::from(round)),
            assessments::level.eq(i32::from(new.level)),
            assessments::comment.eq(new.comment.trim()),
            assessments::assessor_id.eq(tx.actor.person),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = development_steps)]
struct Row {
    id: DevelopmentStepId,
    person_id: PersonId,
    competency_id: Option<CompetencyId>,
    body: String,
    due_on: Option<NaiveDate>,
    progress: i32,
    agreed_by_person: bool,
    agreed_by_manager: bool,
    version: i64,
}

fn shown(row: Row) -> DevelopmentStep {
    DevelopmentStep {
        id: row.id,
        body: row.body,
        competency_id: row.competency_id,
        due_on: row.due_on,
        progress: u8::try_from(row.progress).unwrap_or(0),
        agreed_by_person: row.agreed_by_person,
        agreed_by_manager: row.agreed_by_manager,
        version: row.version,
    }
}

/// Somebody's plan, oldest step first.
pub(super) fn steps(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<Vec<DevelopmentStep>> {
    let rows: Vec<Row> = dsl::development_steps
        .filter(dsl::org_id.eq(tx.org()).and(dsl::person_id.eq(person.0)))
        .order(dsl::id)
        .limit(super::MOST)
        .select(Row::as_select())
        .load(tx.conn())?;
    Ok(rows.into_iter().map(shown).collect())
}

/// A step, and whose it is.
pub(super) fn one(tx: &mut TenantTx<'_>, id: DevelopmentStepId) -> QueryResult<Option<(DevelopmentStep, PersonId)>> {
    let row: Option<Row> =
        dsl::development_steps.find((tx.org(), id.0)).select(Row::as_select()).first(tx.conn()).optional()?;
    Ok(row.map(|row| {
        let person = row.person_id;
        (shown(row), person)
    }))
}

pub(super) fn count(tx: &mut TenantTx<'_>, of: &DevelopmentRow) -> QueryResult<i64> {
    let theirs = dsl::development_steps.filter(dsl::org_id.eq(tx.org()).and(dsl::person_id.eq(of.id.0)));
    theirs.count().get_result(tx.conn())
}

pub(super) fn insert(
    tx: &mut TenantTx<'_>,
    of: &Changeable<DevelopmentRow>,
    new: &NewStep,
    (by_person, by_manager): (bool, bool),
) -> QueryResult<DevelopmentStepId> {
    let id = DevelopmentStepId(Uuid::now_v7());
    insert_into(dsl::development_steps)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::id.eq(id),
            dsl::person_id.eq(of.id),
            dsl::competency_id.eq(new.competency_id),
            dsl::body.eq(new.body.trim()),
            dsl::due_on.eq(new.due_on),
            dsl::agreed_by_person.eq(by_person),
            dsl::agreed_by_manager.eq(by_manager),
            dsl::created_by.eq(tx.actor.person),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

pub(super) fn update(
    tx: &mut TenantTx<'_>,
    _: &Changeable<DevelopmentRow>,
    id: DevelopmentStepId,
    asked: &StepChanges,
    (by_person, by_manager): (bool, bool),
) -> QueryResult<usize> {
    update_row(dsl::development_steps.find((tx.org(), id.0)))
        .set((
            asked.body.as_deref().map(|body| dsl::body.eq(body.trim())),
            asked.competency_id.asked().map(|competency| dsl::competency_id.eq(competency)),
            asked.due_on.asked().map(|due_on| dsl::due_on.eq(due_on)),
            asked.progress.map(|progress| dsl::progress.eq(i32::from(progress))),
            dsl::agreed_by_person.eq(by_person),
            dsl::agreed_by_manager.eq(by_manager),
            dsl::version.eq(dsl::version + 1),
        ))
        .execute(tx.conn())
}

pub(super) fn delete(
    tx: &mut TenantTx<'_>,
    _: &Changeable<DevelopmentRow>,
    id: DevelopmentStepId,
) -> QueryResult<usize> {
    diesel::delete(dsl::development_steps.find((tx.org(), id.0))).execute(tx.conn())
}
