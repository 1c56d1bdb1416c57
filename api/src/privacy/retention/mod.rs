//! How long what is kept. A rule acts thirty days after it was made or made stricter; then each morning deletes what is older.

mod queries;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde_json::{Map, Value, json};
use shared::{
    access::Relation,
    notifications::NoticeKind,
    privacy::{
        DeletedCount, DeletedMonth, DeletionReport, Keeping, ListDeletions, RETENTION_NOTICE_DAYS, ReadKeeping,
        ReadRetention, Retention, RetentionChange, RetentionKind, RetentionRule, SetRetention,
    },
    problem::Code,
    wire::PersonId,
};
use uuid::Uuid;

use self::queries::{Due, Rule};
use super::{
    closing::{actor_name, admins},
    erasure, holds,
};
use crate::{
    audit::Event,
    config::Origin,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    notifications, organisations,
    worker::mail::{Letter, RetentionSet, outbox},
};

/// So many of one kind are deleted in one morning at most; the others follow.
const MOST_DELETED: i32 = 500;
/// So many people are erased in one morning at most.
const MOST_ERASED: usize = 20;
/// How far one sees ahead, in days.
const AHEAD: i32 = 30;

pub(super) fn show(_: &Ask<ReadRetention>, tx: &mut TenantTx<'_>) -> Answered<ReadRetention> {
    Ok(Reply::new(all(tx)?))
}

pub(super) fn keeping(_: &Ask<ReadKeeping>, tx: &mut TenantTx<'_>) -> Answered<ReadKeeping> {
    Ok(Reply::new(Keeping { times: queries::times(tx)? }))
}

pub(super) fn report(_: &Ask<ListDeletions>, tx: &mut TenantTx<'_>) -> Answered<ListDeletions> {
    let mut months: Vec<DeletedMonth> = Vec::new();
    for gone in queries::report(tx)? {
        let count = DeletedCount { kind: gone.kind, count: gone.number };
        match months.last_mut().filter(|last| last.month == gone.month) {
            Some(last) => last.counts.push(count),
            None => months.push(DeletedMonth { month: gone.month, counts: vec![count] }),
        }
    }
    Ok(Reply::new(DeletionReport { months }))
}

pub(super) fn set(ask: &Ask<SetRetention>, tx: &mut TenantTx<'_>) -> Answered<SetRetention> {
    ask.require(tx, Relation::Organisation)?;
    let RetentionChange { kind, months } = ask.body;
    let before = queries::hold(tx, kind)?;
    let after = match months {
        None => None,
        Some(months) => Some(anew(before, months, tx.calendar.today).ok_or(Code::Internal)?),
    };
    match after {
        None => queries::forget(tx, kind)?,
        Some(rule) => queries::put(tx, kind, rule)?,
    }
    if let Some(rule) = after.filter(|after| before.is_none_or(|before| after.months < before.months)) {
        tell(tx, kind, rule, &ask.origin)?;
    }
    let line = |rule: Option<Rule>| json!({ "kind": kind, "months": rule.map(|rule| rule.months) });
    let event = Event::new("organisations.retention_set", tx.actor.org);
    tx.note(event.before(&line(before)).after(&line(after)))?;
    Ok(Reply::new(all(tx)?))
}

/// The rule that takes the place of `before`: what was kept longer until now waits for thirty days.
fn anew(before: Option<Rule>, months: u16, today: NaiveDate) -> Option<Rule> {
    let months = i32::from(months);
    let acts_from = match before {
        Some(before) if months >= before.months => before.acts_from,
        _ => today.checked_add_days(Days::new(RETENTION_NOTICE_DAYS))?,
    };
    Some(Rule { months, acts_from })
}

fn tell(tx: &mut TenantTx<'_>, kind: RetentionKind, rule: Rule, origin: &Origin) -> Result<(), Failure> {
    let (organisation, by) = (organisations::name(tx)?, actor_name(tx)?);
    let (what, months, from) = (said(kind), rule.months, rule.acts_from);
    let mut mails = Vec::new();
    for (name, email) in admins(tx)? {
        let letter = RetentionSet { name: &name, organisation: &organisation, by: &by, what, months, from };
        mails.push(letter.to(&email, origin)?);
    }
    outbox::put(tx.conn(), &mails)
}

const fn said(kind: RetentionKind) -> &'static str {
    match kind {
        RetentionKind::WeeklyCheckIns => "weekly check-ins are deleted",
        RetentionKind::Feedback => "private feedback and notes are deleted",
        RetentionKind::Reviews => "reviews of closed cycles are deleted",
        RetentionKind::OneOnOnes => "meetings of one-on-ones are deleted with what was noted",
        RetentionKind::Goals => "closed objectives are deleted with their check-ins",
        RetentionKind::Development => "past assessments and steps of development are deleted",
        RetentionKind::ImprovementPlans => "improvement plans that are over are deleted",
        RetentionKind::Leavers => "people who have left are erased",
    }
}

fn all(tx: &mut TenantTx<'_>) -> Result<Retention, Failure> {
    let due = queries::due(tx, AHEAD, 0)?;
    let mut rules = Vec::with_capacity(RetentionKind::ALL.len());
    for kind in RetentionKind::ALL.iter().copied() {
        rules.push(match due.iter().find(|due| due.kind == kind) {
            Some(due) => counted(due)?,
            None => RetentionRule { kind, months: None, acts_from: None, due: 0, soon: 0 },
        });
    }
    Ok(Retention { rules })
}

fn counted(due: &Due) -> Result<RetentionRule, Failure> {
    let months = u16::try_from(due.months).map_err(Failure::fault)?;
    let acts_from = Some(due.acts_from);
    Ok(RetentionRule { kind: due.kind, months: Some(months), acts_from, due: due.due, soon: due.soon })
}

/// Deletes what is older than the rules say, and leaves one line in the audit log of how much that was.
pub(crate) fn apply(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let today = tx.calendar.today;
    let mut deleted = Map::new();
    holds::settle(tx)?;
    let old = queries::due(tx, AHEAD, MOST_DELETED)?;
    for rule in old.into_iter().filter(|rule| rule.acts_from <= today && !rule.ids.is_empty()) {
        let count = match rule.kind {
            RetentionKind::Leavers => erase_leavers(tx, &rule.ids)?,
            kind => i64::from(queries::delete_these(tx, kind, &rule.ids)?),
        };
        if count > 0 {
            queries::remember(tx, today, rule.kind, count)?;
            deleted.insert(rule.kind.as_str().to_owned(), Value::from(count));
        }
    }
    if !deleted.is_empty() {
        tx.note(Event::new("organisations.retention_applied", tx.actor.org).after(&deleted))?;
    }
    tell_of_report(tx, today)
}

/// Tells Admins once that last month's report is there, if it has anything in it.
fn tell_of_report(tx: &mut TenantTx<'_>, today: NaiveDate) -> Result<(), Failure> {
    let month = today.with_day(1).ok_or(Code::Internal)?;
    let last = month.checked_sub_months(Months::new(1)).ok_or(Code::Internal)?;
    if !queries::has_deleted(tx, last, month)? {
        return Ok(());
    }
    let (org, to) = (tx.actor.org, queries::admins(tx)?);
    notifications::remind(tx, NoticeKind::DeletionsReported, org, &last.format("%Y-%m").to_string(), &to)
}

fn erase_leavers(tx: &mut TenantTx<'_>, leavers: &[Uuid]) -> Result<i64, Failure> {
    let mut erased = 0;
    for person in leavers.iter().take(MOST_ERASED) {
        erased += i64::from(erasure::erase_person(tx, PersonId(*person), None)?);
    }
    Ok(erased)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_rule_that_is_new_or_stricter_waits_and_a_milder_one_goes_on() {
        let today = day("2026-11-29");
        let later = day("2026-12-29");
        let old = Rule { months: 24, acts_from: day("2026-01-01") };
        assert_eq!(anew(None, 12, today), Some(Rule { months: 12, acts_from: later }));
        assert_eq!(anew(Some(old), 12, today), Some(Rule { months: 12, acts_from: later }));
        assert_eq!(anew(Some(old), 24, today), Some(old));
        assert_eq!(anew(Some(old), 36, today), Some(Rule { months: 36, ..old }));
    }
}
