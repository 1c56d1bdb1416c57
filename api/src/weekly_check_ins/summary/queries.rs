use chrono::Days;
use diesel::{dsl::exists, prelude::*};
use shared::{people::PersonRef, weekly_check_ins::rules::monday_of, wire::PersonId};

use crate::db::{
    TenantTx,
    schema::{reporting_lines as line, visible_weekly_check_ins::dsl},
};

/// Whose check-in of this week or the one before the actor, as their manager, has not read; at most 20, oldest first.
pub(crate) fn to_read(tx: &mut TenantTx<'_>) -> QueryResult<Vec<PersonRef>> {
    let this_week = monday_of(tx.calendar.today);
    let last_week = this_week.checked_sub_days(Days::new(7)).unwrap_or(this_week);
    let direct = line::table
        .filter(line::org_id.eq(dsl::org_id).and(line::person_id.eq(dsl::person_id)))
        .filter(line::manager_id.eq(tx.actor.person.0).and(line::valid_to.is_null()));
    let unread = dsl::week.ge(last_week).and(dsl::read_at.is_null()).and(dsl::away.eq(false));
    let rows: Vec<(PersonId, String)> = dsl::visible_weekly_check_ins
        .filter(dsl::org_id.eq(tx.org()).and(unread).and(dsl::relation.ne("own")))
        .filter(exists(direct))
        .order((dsl::week, dsl::id))
        .limit(20)
        .select((dsl::person_id, dsl::person_name))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|(id, name)| PersonRef { id, name }).collect())
}
