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

/// More than an organisation owes in a few days.
const MOST: i64 = 20_000;

/// A check-in that is due about now.
pub(super) struct Due {
    pub key_result: KeyResultId,
    pub owner: PersonId,
    pub manager: Option<PersonId>,
    pub on: NaiveDate,
    pub cadence_days: u16,
}

/// Every key result whose check-in is due about now, with its owner, who is active, and their manager.
pub(super) fn due(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Due>> {
    let (today, usual) = (tx.calendar.today, tx.calendar.check_in_days);
    // Roughly, for the database; what was written later is due later still.
    let soon = sql::<Bool>(
        "greatest(coalesce(key_results.last_on, objectives.starts_on), objectives.starts_on)
         + coalesce(key_results.cadence_days, ",
    )
    .bind::<Integer, _>(i32::from(usual))
    .sql(") BETWEEN current_day() - 400 AND current_day() + 3");
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
        .filter(soon)
        .order(key_results::id)
        .limit(MOST)
        .select((KeyResultRow::as_select(), objectives::starts_on, reporting_lines::manager_id.nullable()))
        .load(tx.conn())?;
    let due = rows.into_iter().map(|(row, since, manager)| {
        let rhythm = row.rhythm(since, usual);
        Due {
            key_result: row.id,
            owner: row.owner_id,
            manager,
            on: rhythm.due(row.last()),
            cadence_days: rhythm.cadence_days,
        }
    });
    Ok(due.filter(|due| (-3..=14).contains(&(today - due.on).num_days())).collect())
}
