//! Statements of how long what is kept.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::{delete, insert_into, prelude::*};
use shared::{people::PersonStatus, privacy::RetentionKind, wire::PersonId};

use crate::db::{
    TenantTx,
    schema::{feedback, people, retention_rules as rules, weekly_check_ins as weeks},
};

/// How long, and from when on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = rules)]
pub(super) struct Rule {
    pub months: i32,
    pub acts_from: NaiveDate,
}

/// The rule for a kind, if it isn't kept for ever.
pub(super) fn read(tx: &mut TenantTx<'_>, kind: RetentionKind) -> QueryResult<Option<Rule>> {
    let rule = rules::table.find((tx.org(), kind.as_str())).select(Rule::as_select());
    rule.first(tx.conn()).optional()
}

/// The same, held until the transaction ends.
pub(super) fn hold(tx: &mut TenantTx<'_>, kind: RetentionKind) -> QueryResult<Option<Rule>> {
    let rule = rules::table.find((tx.org(), kind.as_str())).select(Rule::as_select());
    rule.for_update().first(tx.conn()).optional()
}

/// Sets it.
pub(super) fn put(tx: &mut TenantTx<'_>, kind: RetentionKind, rule: Rule) -> QueryResult<()> {
    insert_into(rules::table)
        .values((
            rules::org_id.eq(tx.org()),
            rules::kind.eq(kind.as_str()),
            rules::months.eq(rule.months),
            rules::acts_from.eq(rule.acts_from),
        ))
        .on_conflict((rules::org_id, rules::kind))
        .do_update()
        .set((rules::months.eq(rule.months), rules::acts_from.eq(rule.acts_from)))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes it away: the kind is kept for ever.
pub(super) fn forget(tx: &mut TenantTx<'_>, kind: RetentionKind) -> QueryResult<()> {
    delete(rules::table.find((tx.org(), kind.as_str()))).execute(tx.conn())?;
    Ok(())
}

/// How many of a kind are from before that day.
pub(super) fn count(tx: &mut TenantTx<'_>, kind: RetentionKind, before: NaiveDate) -> QueryResult<i64> {
    let org = tx.org();
    match kind {
        RetentionKind::WeeklyCheckIns => {
            let old = weeks::org_id.eq(org).and(weeks::week.lt(before));
            weeks::table.filter(old).count().get_result(tx.conn())
        }
        RetentionKind::Feedback => {
            let old = feedback::org_id.eq(org).and(feedback::created_at.lt(moment(before)));
            feedback::table.filter(old).count().get_result(tx.conn())
        }
        RetentionKind::Leavers => people::table
            .filter(people::org_id.eq(org).and(people::deactivated_at.lt(moment(before))))
            .filter(people::status.eq(PersonStatus::Deactivated.as_str()).and(people::erased_at.is_null()))
            .count()
            .get_result(tx.conn()),
    }
}

/// Deletes weekly check-ins from before that day; how many.
pub(super) fn delete_weeks(tx: &mut TenantTx<'_>, before: NaiveDate) -> QueryResult<usize> {
    let old = weeks::org_id.eq(tx.org()).and(weeks::week.lt(before));
    delete(weeks::table.filter(old)).execute(tx.conn())
}

/// Deletes feedback from before that day; how many.
pub(super) fn delete_feedback(tx: &mut TenantTx<'_>, before: NaiveDate) -> QueryResult<usize> {
    let old = feedback::org_id.eq(tx.org()).and(feedback::created_at.lt(moment(before)));
    delete(feedback::table.filter(old)).execute(tx.conn())
}

/// Who left before that day and isn't erased, whoever left first first.
pub(super) fn leavers(tx: &mut TenantTx<'_>, before: NaiveDate, most: i64) -> QueryResult<Vec<PersonId>> {
    people::table
        .filter(people::org_id.eq(tx.org()).and(people::deactivated_at.lt(moment(before))))
        .filter(people::status.eq(PersonStatus::Deactivated.as_str()).and(people::erased_at.is_null()))
        .order((people::deactivated_at, people::id))
        .limit(most)
        .select(people::id)
        .load(tx.conn())
}

fn moment(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}
