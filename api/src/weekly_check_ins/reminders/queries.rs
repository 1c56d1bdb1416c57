use chrono::NaiveDate;
use diesel::{
    dsl::{exists, not},
    prelude::*,
};
use shared::{people::PersonStatus, wire::PersonId};

use crate::db::{
    TenantTx,
    schema::{people, reporting_lines as line, weekly_check_ins as check_in},
};

/// Who has somebody to read their week, was there in it, and hasn't written it.
pub(super) fn unwritten(tx: &mut TenantTx<'_>, week: NaiveDate) -> QueryResult<Vec<PersonId>> {
    let written = check_in::table
        .filter(check_in::org_id.eq(people::org_id).and(check_in::person_id.eq(people::id)))
        .filter(check_in::week.eq(week));
    let read = line::table
        .filter(line::org_id.eq(people::org_id).and(line::person_id.eq(people::id)))
        .filter(line::valid_to.is_null());
    people::table
        .filter(people::org_id.eq(tx.org()).and(people::status.eq(PersonStatus::Active)))
        .filter(people::start_date.is_null().or(people::start_date.le(week)))
        .filter(exists(read).and(not(exists(written))))
        .order(people::id)
        .select(people::id)
        .load(tx.conn())
}
