use chrono::NaiveDate;
use diesel::{
    dsl::sql,
    prelude::*,
    sql_types::{Bool, Integer},
};
use shared::{
    goals::rules::kinds::ObjectiveState,
    people::PersonStatus,
    wire::{KeyResultId, PersonId},
};

use crate::{
    db::{
        TenantTx,
        schema::{key_results, objectives, people, reporting_lines},
    },
    goals::rows::KeyResultRow,
};

/// How many are read at once.
pub(super) const PAGE: usize = 2_000;

/// A check-in that is due about now.
pub(super) struct Due {
    pub key_result: KeyResultId,
    pub owner: PersonId,
    pub manager: Option<PersonId>,
    pub on: NaiveDate,
    pub cadence_days: u16,
}

/// The next [`PAGE`] key results, after one, whose check-in is due about now, with their owner, who is active, and
/// their manager.
pub(super) fn due(tx: &mut TenantTx<'_>, after: Option<KeyResultId>) -> QueryResult<Vec<Due>> {
    let usual = tx.calendar.check_in_days;
    // The same day as `Rhythm::due`.
    let about_now = sql::<Bool>(
        "greatest(coalesce(key_results.last_on, (key_results.created_at AT TIME ZONE 'UTC')::date), objectives.starts_on,
                  key_results.active_since)
         + coalesce(key_results.cadence_days, ",
    )
    .bind::<Integer, _>(i32::from(usual))
    .sql(") BETWEEN current_day() - 14 AND current_day() + 3");
    let rows: Vec<(KeyResultRow, NaiveDate, Option<PersonId>)> = key_results::table
        .inner_join(
            objectives::table
                .on(objectives::org_id.eq(key_results::org_id).and(objectives::id.eq(key_results::objective_id))),
        )
        .inner_join(people::table.on(people::org_id.eq(key_results::org_id).and(people::id.eq(key_results::owner_id))))
        .left_join(
            reporting_lines::table.on(reporting_lines::org_id
                .eq(key_results::org_id)
                .and(reporting_lines::person_id.eq(key_results::owner_id))
                .and(reporting_lines::valid_to.is_null())),
        )
        .filter(key_results::org_id.eq(tx.org()).and(objectives::state.eq(ObjectiveState::Active)))
        .filter(people::status.eq(PersonStatus::Active))
        .filter(about_now)
        .filter(key_results::id.gt(after.map_or(uuid::Uuid::nil(), |after| after.0)))
        .order(key_results::id)
        .limit(i64::try_from(PAGE).unwrap_or(i64::MAX))
        .select((KeyResultRow::as_select(), objectives::starts_on, reporting_lines::manager_id.nullable()))
        .load(tx.conn())?;
    let due = |(row, since, manager): (KeyResultRow, NaiveDate, Option<PersonId>)| {
        let rhythm = row.rhythm(since, usual);
        Due {
            key_result: row.id,
            owner: row.owner_id,
            manager,
            on: rhythm.due(row.last()),
            cadence_days: rhythm.cadence_days,
        }
    };
    Ok(rows.into_iter().map(due).collect())
}
