use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::{
    dsl::{count, count_star, exists, not, sum},
    prelude::*,
};
use shared::{
    goals::{
        Objective, ObjectiveRef,
        rules::kinds::{GoalStatus, ObjectiveState},
    },
    home::{DueCheckIn, PeopleWithoutGoals, StatusCount},
    people::{PersonRef, PersonStatus},
    wire::{ObjectiveId, PersonId},
};

use crate::{
    db::{
        Calendar, TenantTx,
        schema::{answered_objectives, key_results, objectives, visible_objectives, visible_people},
    },
    goals::rows::{KeyResultRow, ObjectiveRow},
};

/// The actor's key results that want a check-in, longest due first.
pub(crate) fn due(tx: &mut TenantTx<'_>) -> QueryResult<Vec<DueCheckIn>> {
    let Calendar { today, check_in_days } = tx.calendar;
    let rows: Vec<(KeyResultRow, ObjectiveId, String, NaiveDate)> = key_results::table
        .inner_join(
            objectives::table
                .on(objectives::org_id.eq(key_results::org_id).and(objectives::id.eq(key_results::objective_id))),
        )
        .filter(key_results::org_id.eq(tx.org()).and(key_results::owner_id.eq(tx.actor.person.0)))
        .filter(objectives::state.eq(ObjectiveState::Active))
        .order(key_results::last_on.asc().nulls_first())
        .limit(100)
        .select((KeyResultRow::as_select(), objectives::id, objectives::title, objectives::starts_on))
        .load(tx.conn())?;
    let mut due: Vec<_> = rows
        .into_iter()
        .map(|(row, objective, title, since)| DueCheckIn {
            due_on: row.rhythm(since, check_in_days).due(row.last()),
            status: row.timeline().on(today),
            key_result_id: row.id,
            title: row.title,
            objective: ObjectiveRef { id: objective, title },
        })
        .filter(|due| due.due_on <= today)
        .collect();
    due.sort_by_key(|due| due.due_on);
    due.truncate(20);
    Ok(due)
}

/// The actor's own objectives that are not closed, drafts last.
pub(crate) fn mine(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Objective>> {
    use visible_objectives::dsl;
    let rows: Vec<ObjectiveRow> = dsl::visible_objectives
        .filter(dsl::org_id.eq(tx.org()).and(dsl::owner_id.eq(tx.actor.person.0)))
        .filter(dsl::state.eq_any([
            ObjectiveState::Draft,
            ObjectiveState::Proposed,
            ObjectiveState::Active,
            ObjectiveState::Paused,
        ]))
        .order((dsl::state.eq(ObjectiveState::Draft).asc(), dsl::id.desc()))
        .limit(20)
        .select(ObjectiveRow::as_select())
        .load(tx.conn())?;
    let around = crate::goals::rows::Surroundings::default();
    Ok(rows.into_iter().map(|row| row.shown(tx.calendar.today, &around)).collect())
}

/// Active objectives the actor answers for, by status, and their mean progress: what is merely shared
/// or published is somebody else's.
pub(crate) fn at_a_glance(tx: &mut TenantTx<'_>) -> QueryResult<(Vec<StatusCount>, Option<f64>)> {
    use answered_objectives::dsl;
    let rows: Vec<(GoalStatus, i64, i64, Option<f64>)> = dsl::answered_objectives
        .filter(dsl::org_id.eq(tx.org()).and(dsl::state.eq(ObjectiveState::Active)))
        .group_by(dsl::status)
        .select((dsl::status, count_star(), count(dsl::progress), sum(dsl::progress)))
        .load(tx.conn())?;
    let with_progress: i64 = rows.iter().map(|(_, _, with, _)| with).sum();
    let sum: f64 = rows.iter().filter_map(|(_, _, _, sum)| *sum).sum();
    let mean = (with_progress > 0).then(|| sum / with_progress as f64);
    let counts: BTreeMap<_, _> =
        rows.into_iter().map(|(status, count, _, _)| (status.as_str(), (status, count))).collect();
    let in_order = GoalStatus::ALL.iter().filter_map(|status| counts.get(status.as_str()));
    Ok((in_order.map(|(status, count)| StatusCount { status: *status, count: *count }).collect(), mean))
}

/// People the actor answers for who have no objective under way.
pub(crate) fn people_without(tx: &mut TenantTx<'_>) -> QueryResult<PeopleWithoutGoals> {
    use visible_people::dsl;
    let has_one = objectives::table
        .filter(objectives::org_id.eq(dsl::org_id).and(objectives::owner_id.eq(dsl::id)))
        .filter(objectives::state.eq_any([ObjectiveState::Proposed, ObjectiveState::Active, ObjectiveState::Paused]));
    let without = dsl::visible_people
        .filter(dsl::org_id.eq(tx.org()).and(dsl::status.ne(PersonStatus::Deactivated)))
        .filter(dsl::relation.eq_any(["report", "organisation"]))
        .filter(not(exists(has_one)));
    // Counted and named by one look at everybody.
    let named: Vec<(PersonId, String, i64)> = without
        .order((dsl::name, dsl::id))
        .limit(10)
        .select((dsl::id, dsl::name, count(dsl::id).over()))
        .load(tx.conn())?;
    let count = named.first().map_or(0, |(_, _, count)| *count);
    let people = named.into_iter().map(|(id, name, _)| PersonRef { id, name }).collect();
    Ok(PeopleWithoutGoals { count, people })
}
