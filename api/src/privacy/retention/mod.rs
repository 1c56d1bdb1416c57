//! How long what is kept. A rule acts thirty days after it was made or made stricter; then each morning deletes what is older.

mod queries;

use chrono::{Days, Months, NaiveDate};
use serde_json::{Map, Value, json};
use shared::{
    access::Relation,
    privacy::{
        RETENTION_NOTICE_DAYS, ReadRetention, Retention, RetentionChange, RetentionKind, RetentionRule, SetRetention,
    },
    problem::Code,
};

use self::queries::Rule;
use super::{
    closing::{actor_name, admins},
    erasure,
};
use crate::{
    audit::Event,
    config::Origin,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    organisations,
    work::mail::{Letter, RetentionSet, outbox},
};

/// So many people are erased in one morning at most; the others follow.
const MOST_ERASED: i64 = 20;

pub(super) fn show(_: &Ask<ReadRetention>, tx: &mut TenantTx<'_>) -> Answered<ReadRetention> {
    Ok(Reply::new(all(tx)?))
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

/// What is older than this day is to be deleted.
fn limit(months: i32, today: NaiveDate) -> Option<NaiveDate> {
    today.checked_sub_months(Months::new(u32::try_from(months).ok()?))
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
        RetentionKind::Leavers => "people who have left are erased",
    }
}

fn all(tx: &mut TenantTx<'_>) -> Result<Retention, Failure> {
    let mut rules = Vec::with_capacity(RetentionKind::ALL.len());
    for kind in RetentionKind::ALL.iter().copied() {
        rules.push(match queries::read(tx, kind)? {
            Some(rule) => counted(tx, kind, rule)?,
            None => RetentionRule { kind, months: None, acts_from: None, due: 0, soon: 0 },
        });
    }
    Ok(Retention { rules })
}

fn counted(tx: &mut TenantTx<'_>, kind: RetentionKind, rule: Rule) -> Result<RetentionRule, Failure> {
    let today = tx.calendar.today;
    let later = today.checked_add_days(Days::new(RETENTION_NOTICE_DAYS)).ok_or(Code::Internal)?;
    let [now, then] = [today, later].map(|day| limit(rule.months, day));
    let due = queries::count(tx, kind, now.ok_or(Code::Internal)?)?;
    let soon = queries::count(tx, kind, then.ok_or(Code::Internal)?)? - due;
    let months = u16::try_from(rule.months).map_err(Failure::fault)?;
    Ok(RetentionRule { kind, months: Some(months), acts_from: Some(rule.acts_from), due, soon })
}

/// Deletes what is older than the rules say, and leaves one line in the audit log of how much that was.
pub(crate) fn apply(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let today = tx.calendar.today;
    let mut deleted = Map::new();
    for kind in RetentionKind::ALL.iter().copied() {
        let Some(rule) = queries::read(tx, kind)?.filter(|rule| rule.acts_from <= today) else { continue };
        let Some(before) = limit(rule.months, today) else { continue };
        let count = match kind {
            RetentionKind::Leavers => erase_leavers(tx, before)?,
            RetentionKind::WeeklyCheckIns => queries::delete_weeks(tx, before)?,
            RetentionKind::Feedback => queries::delete_feedback(tx, before)?,
        };
        if count > 0 {
            deleted.insert(kind.as_str().to_owned(), Value::from(count));
        }
    }
    if !deleted.is_empty() {
        tx.note(Event::new("organisations.retention_applied", tx.actor.org).after(&deleted))?;
    }
    Ok(())
}

fn erase_leavers(tx: &mut TenantTx<'_>, before: NaiveDate) -> Result<usize, Failure> {
    let leavers = queries::leavers(tx, before, MOST_ERASED)?;
    for person in &leavers {
        erasure::erase_person(tx, *person, None)?;
    }
    Ok(leavers.len())
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

    #[test]
    fn months_are_counted_back_from_today() {
        assert_eq!(limit(12, day("2026-11-29")), Some(day("2025-11-29")));
        assert_eq!(limit(3, day("2026-05-31")), Some(day("2026-02-28")));
    }
}
