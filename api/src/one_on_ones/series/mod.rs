//! Series: who meets whom, by which rule; and the days that are planned of it.

mod queries;

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use shared::{
    notifications::NoticeKind,
    one_on_ones::{
        CreateOneOnOne, EditOneOnOne, EndOneOnOne, EndReason, ListMissingOneOnOnes, ListOneOnOnes, MissingOneOnOnes,
        NewOneOnOne, OneOnOne, OneOnOneChanges, OneOnOneFilter, ReadOneOnOne, rules::recurrence::Recurrence,
    },
    people::PersonStatus,
    problem::Code,
    wire::OneOnOneId,
};

use super::{
    guests,
    rows::OneOnOneRow,
    times::{self, Timing},
};
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
    notifications::tell,
    people::PersonRow,
};

pub(super) use queries::taken_days;

/// How many meetings to come are planned at any time.
const AHEAD: usize = 4;

pub(super) fn list(ask: &Ask<ListOneOnOnes>, tx: &mut TenantTx<'_>) -> Answered<ListOneOnOnes> {
    let filter = OneOnOneFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("one_on_ones", &filter)?, ask.query.limit.unwrap_or_default());
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, &filter, limit, after)?;
    Ok(Reply::new(list.page(rows, limit, |row| row.id, OneOnOneRow::shown)?))
}

pub(super) fn missing(_: &Ask<ListMissingOneOnOnes>, tx: &mut TenantTx<'_>) -> Answered<ListMissingOneOnOnes> {
    Ok(Reply::new(MissingOneOnOnes { items: queries::missing(tx)? }))
}

pub(super) fn show(ask: &Ask<ReadOneOnOne>, tx: &mut TenantTx<'_>) -> Answered<ReadOneOnOne> {
    let row = ask.read::<OneOnOneRow>(tx, ask.params.id)?;
    let version = row.version;
    Ok(Reply::versioned(row.into_inner().shown(), version))
}

pub(super) fn create(ask: &Ask<CreateOneOnOne>, tx: &mut TenantTx<'_>) -> Answered<CreateOneOnOne> {
    let new = &ask.body;
    if new.partner_id == tx.actor.person {
        return Err(Failure::field("partner_id", "oneself"));
    }
    let partner = PersonRow::find(tx, new.partner_id)?.ok_or_else(|| Failure::field("partner_id", "unknown"))?;
    if partner.status == PersonStatus::Deactivated {
        return Err(Failure::field("partner_id", "deactivated"));
    }
    let zone = match &new.time_zone {
        Some(zone) => zone.clone(),
        None => queries::organisations_zone(tx)?,
    };
    let rule = settled(&new.rule, new.starts_on, new.starts_at, &zone)?;
    let id = queries::insert(tx, &NewOneOnOne { rule, ..new.clone() }, &zone)?;
    let row = current(tx, id)?;
    plan_ahead(tx, &row)?;
    let made = current(tx, id)?.shown();
    // None such as the 31st of every twelfth month from February on.
    let first = made.next_meeting_id.ok_or_else(|| Failure::field("rule", "never"))?;
    tell(tx, NoticeKind::OneOnOneSetUp, first, &[new.partner_id])?;
    tx.note(Event::new("one_on_ones.created", id).after(&made))?;
    let version = made.version;
    Ok(Reply::versioned(made, version))
}

pub(super) fn edit(ask: &Ask<EditOneOnOne>, tx: &mut TenantTx<'_>) -> Answered<EditOneOnOne> {
    let before = ask.change::<OneOnOneRow>(tx, ask.params.id)?;
    before.refuse_ended()?;
    let asked = with_settled_rule(&before, &ask.body)?;
    queries::update(tx, &before, &asked)?;
    let after = current(tx, before.id)?;
    let times = |row: &OneOnOneRow| (row.rule.clone(), row.starts_on, row.starts_at, row.time_zone.clone());
    if times(&before) != times(&after) {
        guests::tell_of_times(tx, before.id)?;
        replan(tx, &after)?;
        let next = current(tx, before.id)?.next_meeting_id.ok_or_else(|| Failure::field("rule", "never"))?;
        tell(tx, NoticeKind::MeetingMoved, next, &[before.organiser_id, before.partner_id])?;
    }
    let before = before.clone().shown();
    changed(tx, "one_on_ones.edited", &before)
}

pub(super) fn end(ask: &Ask<EndOneOnOne>, tx: &mut TenantTx<'_>) -> Answered<EndOneOnOne> {
    let before = ask.change_any_version::<OneOnOneRow>(tx, ask.params.id)?;
    before.refuse_ended()?;
    guests::tell_of_times(tx, before.id)?;
    queries::end(tx, &before, EndReason::ByHand)?;
    tell(tx, NoticeKind::OneOnOneEnded, before.id, &[before.organiser_id, before.partner_id])?;
    let before = before.clone().shown();
    changed(tx, "one_on_ones.ended", &before)
}

/// The one-on-one as it is now, after noting what it was.
fn changed<O>(tx: &mut TenantTx<'_>, kind: &'static str, before: &OneOnOne) -> Answered<O>
where
    O: shared::operation::Operation<Answer = shared::operation::Json<OneOnOne>>,
{
    let after = current(tx, before.id)?.shown();
    tx.note(Event::new(kind, after.id).before(before).after(&after))?;
    let version = after.version;
    Ok(Reply::versioned(after, version))
}

/// One that the actor sees, as it is now.
pub(super) fn current(tx: &mut TenantTx<'_>, id: OneOnOneId) -> Result<OneOnOneRow, Failure> {
    OneOnOneRow::find(tx, id)?.ok_or_else(|| Code::NotFound.into())
}

/// Plans the next days of a series that is locked or new, until enough are planned.
pub(super) fn plan_ahead(tx: &mut TenantTx<'_>, series: &OneOnOneRow) -> Result<(), Failure> {
    plan_until_enough(tx, series.id, &series.timing()?)
}

fn plan_until_enough(tx: &mut TenantTx<'_>, series: OneOnOneId, timing: &Timing) -> Result<(), Failure> {
    let now = tx.now()?;
    let planned = queries::to_come(tx, series, now)?.len();
    let taken = taken_days(tx, series)?;
    // Those before what is planned were skipped or held.
    let from =
        taken.iter().max().map_or(timing.today(now), |last| (*last + chrono::Days::new(1)).max(timing.today(now)));
    let days = timing.days(from, most(AHEAD))?;
    let missing = AHEAD.saturating_sub(planned);
    let next: Vec<_> = days.into_iter().filter(|(_, moment)| *moment > now).take(missing).collect();
    queries::plan(tx, series, &next)?;
    Ok(())
}

/// Once a day: plans ahead where nobody did anything, so that no one-on-one runs dry.
pub(crate) fn keep_planned(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let page = queries::running_dry(tx, after)?;
        for (id, row) in &page {
            // One that can't be planned keeps no other from it.
            let done = tx.attempt(|tx| {
                let timing = row.timing()?;
                plan_until_enough(tx, *id, &timing)?;
                end_if_over(tx, *id, &timing)
            });
            if let Err(Failure::Fault(cause)) = done {
                tracing::error!(series = %id, cause = format!("{cause:#}"), "a one-on-one can't be planned ahead");
            }
        }
        after = match page.last() {
            Some((last, _)) if page.len() == queries::PAGE => Some(*last),
            _ => return Ok(()),
        };
    }
}

/// What was planned last can still be held for so long.
const HELD_WITHIN: chrono::Days = chrono::Days::new(7);

/// Ends a series whose rule has no day to come, once its last meeting was held or is long past.
fn end_if_over(tx: &mut TenantTx<'_>, series: OneOnOneId, timing: &Timing) -> Result<(), Failure> {
    let now = tx.now()?;
    if !timing.days(timing.today(now), 1)?.is_empty() || !queries::to_come(tx, series, now - HELD_WITHIN)?.is_empty() {
        return Ok(());
    }
    queries::end_as_planned(tx, series)?;
    tx.note(Event::new("one_on_ones.ended", series))
}

/// Moves what is planned to the days of a new rule, in order, with all that is on it. What finds no day, since the rule ends
/// before, is left out; what is on it goes to the last that stays.
fn replan(tx: &mut TenantTx<'_>, series: &OneOnOneRow) -> Result<(), Failure> {
    let (timing, now) = (series.timing()?, tx.now()?);
    let planned = queries::to_come(tx, series.id, now)?;
    let kept = queries::days_without(tx, series.id, &planned)?;
    let days = timing.days(timing.today(now), most(planned.len() + kept.len() + 1))?;
    let before = queries::days_of(tx, &planned)?;
    let free: Vec<_> =
        days.into_iter().filter(|(day, moment)| *moment > now && !kept.contains(day)).take(planned.len()).collect();
    for (meeting, (day, moment)) in planned.iter().zip(&free) {
        queries::replan(tx, *meeting, *day, *moment)?;
    }
    let last = free.len().checked_sub(1).and_then(|at| planned.get(at)).copied();
    // A meeting keeps a day of its own, though nobody meets on it.
    let unused = before.into_iter().filter(|old| free.iter().all(|(day, _)| day != old));
    for (meeting, day) in planned.iter().skip(free.len()).zip(unused) {
        queries::leave_out(tx, *meeting, day, last)?;
    }
    plan_ahead(tx, series)
}

fn most(count: usize) -> u16 {
    // One more, since today's may be over already.
    u16::try_from(count + 1).unwrap_or(u16::MAX)
}

/// A rule as it is kept: with the day that goes without saying, ending with a day or a number.
fn settled(rule: &str, first: NaiveDate, at: NaiveTime, zone: &str) -> Result<String, Failure> {
    let zone: Tz = zone.parse().map_err(|_| Failure::field("time_zone", "unknown"))?;
    let read = Recurrence::read(rule, first).ok_or_else(|| Failure::field("rule", "bad_rule"))?;
    let read = read.by_days(|moment| times::last_day(moment, at, zone));
    if read.is_over_before(first) {
        return Err(Failure::field("rule", "never"));
    }
    Ok(read.to_string())
}

/// Changes with their rule as it is kept. One that isn't changed stays to the letter, or all would be told of a change.
fn with_settled_rule(before: &OneOnOneRow, asked: &OneOnOneChanges) -> Result<OneOnOneChanges, Failure> {
    let rule = asked.rule.as_ref().unwrap_or(&before.rule);
    let (first, at) = (asked.starts_on.unwrap_or(before.starts_on), asked.starts_at.unwrap_or(before.starts_at));
    let kept = settled(rule, first, at, asked.time_zone.as_ref().unwrap_or(&before.time_zone))?;
    let rule = asked.rule.as_ref().map(|rule| if *rule == before.rule { rule.clone() } else { kept });
    Ok(OneOnOneChanges { rule, ..asked.clone() })
}
