use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{dsl::exists, prelude::*};
use shared::{people::PersonStatus, wire::PersonId};

use super::WeeklyRow;
use crate::db::{
    TenantTx,
    schema::{people, reporting_lines, visible_weekly_check_ins::dsl},
};

/// Who reports to the actor directly and hasn't left, by name.
pub(super) fn reports(tx: &mut TenantTx<'_>) -> QueryResult<Vec<(PersonId, String)>> {
    use reporting_lines as line;
    people::table
        .inner_join(line::table.on(line::org_id.eq(people::org_id).and(line::person_id.eq(people::id))))
        .filter(people::org_id.eq(tx.org()).and(people::status.ne(PersonStatus::Deactivated)))
        .filter(line::manager_id.eq(tx.actor.person.0).and(line::valid_to.is_null()))
        .order((people::name, people::id))
        .limit(200)
        .select((people::id, people::name))
        .load(tx.conn())
}

/// What those who report to the actor directly wrote.
pub(super) fn written(tx: &mut TenantTx<'_>, week: NaiveDate) -> QueryResult<HashMap<PersonId, WeeklyRow>> {
    use reporting_lines as line;
    let direct = line::table
        .filter(line::org_id.eq(dsl::org_id).and(line::person_id.eq(dsl::person_id)))
        .filter(line::manager_id.eq(tx.actor.person.0).and(line::valid_to.is_null()));
    let query = dsl::visible_weekly_check_ins.filter(dsl::org_id.eq(tx.org()).and(dsl::week.eq(week)));
    let rows: Vec<WeeklyRow> = query.filter(exists(direct)).select(WeeklyRow::as_select()).load(tx.conn())?;
    Ok(rows.into_iter().map(|row| (row.person_id, row)).collect())
}
