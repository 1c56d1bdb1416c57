//! What is still to be done in a cycle: who has to do it, until when, and being reminded of it.

mod queries;

use chrono::{NaiveDate, TimeDelta};
use serde_json::json;
use shared::{
    notifications::NoticeKind,
    people::PersonRef,
    problem::{Code, Problem},
    reviews::{
        ExtendReviewDuty, ListReviewDuties, NewReviewReminder, RemindOfReviews, ReviewDuty, ReviewDutyFilter,
        ReviewStage, ReviewsReminded,
    },
};

use self::queries::DutyRow;
use super::cycles::rows::CycleRow;
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply, paging::List},
    notifications, people,
};

pub(super) fn list(ask: &Ask<ListReviewDuties>, tx: &mut TenantTx<'_>) -> Answered<ListReviewDuties> {
    let cycle = ask.read::<CycleRow>(tx, ask.params.id)?;
    let filter = ReviewDutyFilter { cursor: None, limit: None, ..ask.query.clone() };
    let limit = ask.query.limit.unwrap_or_default();
    let list = List::new("review-duties", &(cycle.id, &filter))?;
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, cycle.id, &filter, limit, after)?;
    Ok(Reply::new(list.page(rows, limit, DutyRow::position, shown)?))
}

fn shown(row: DutyRow) -> ReviewDuty {
    let manager = row.manager_id.zip(row.manager_name);
    ReviewDuty {
        person: PersonRef { id: row.person_id, name: row.person_name },
        manager: manager.map(|(id, name)| PersonRef { id, name }),
        duty: row.duty,
        count: row.count,
        due_on: row.due_on,
        reminded_on: row.reminded_on,
    }
}

pub(super) fn remind_by_hand(ask: &Ask<RemindOfReviews>, tx: &mut TenantTx<'_>) -> Answered<RemindOfReviews> {
    // Held, so that two who remind at once don't both count the same people.
    let cycle = ask.change_any_version::<CycleRow>(tx, ask.params.id)?;
    refuse_unknown(tx, &ask.body)?;
    let people = queries::unreminded(tx, cycle.id, &ask.body)?;
    let today = tx.calendar.today.to_string();
    notifications::remind(tx, NoticeKind::ReviewDue, cycle.id, &today, &people)?;
    tx.note(Event::new("review_cycles.reminded", cycle.id).after(&json!({ "people": people })))?;
    Ok(Reply::new(ReviewsReminded { count: i64::try_from(people.len()).unwrap_or(i64::MAX) }))
}

fn refuse_unknown(tx: &mut TenantTx<'_>, whom: &NewReviewReminder) -> Result<(), Failure> {
    let mut named = whom.people.clone();
    named.sort_unstable();
    named.dedup();
    if people::of_ids(tx, &named)?.len() < named.len() {
        return Err(Failure::field("people", "unknown"));
    }
    if let Some(manager) = &whom.manager
        && people::of_ids(tx, [manager])?.is_empty()
    {
        return Err(Failure::field("manager", "unknown"));
    }
    match whom.team {
        Some(team) if !queries::is_team(tx, team)? => Err(Failure::field("team", "unknown")),
        _ => Ok(()),
    }
}

pub(super) fn extend(ask: &Ask<ExtendReviewDuty>, tx: &mut TenantTx<'_>) -> Answered<ExtendReviewDuty> {
    let cycle = ask.change_any_version::<CycleRow>(tx, ask.params.id)?;
    if cycle.stage != ReviewStage::Writing {
        let why = format!("the cycle is {}: nothing is written now", cycle.stage);
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    let (person, due_on) = (ask.params.person_id, ask.body.due_on);
    match due_on {
        day if day < tx.calendar.today => return Err(Failure::field("due_on", "in_the_past")),
        day if day <= cycle.write_by => return Err(Failure::field("due_on", "not_later")),
        _ => {}
    }
    if queries::extend(tx, cycle.id, person, due_on)? == 0 {
        return Err(Code::NotFound.into());
    }
    notifications::tell(tx, NoticeKind::ReviewExtended, cycle.id, &[person])?;
    tx.note(Event::new("review_cycles.extended", cycle.id).after(&json!({ "person_id": person, "due_on": due_on })))?;
    Ok(Reply::new(()))
}

/// Reminds of what is due in a week, in two days and today; tells Admins of what was due a week ago; and tells those who
/// came to reviews since writing began, as the next manager does.
pub(crate) fn remind(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    for new in queries::untold(tx)? {
        notifications::tell(tx, NoticeKind::ReviewsToWrite, new.cycle_id, &new.people)?;
    }
    let today = tx.calendar.today;
    for due in queries::due(tx, (today - TimeDelta::days(1), today + TimeDelta::days(7)))? {
        let Some(step) = step(due.on, today) else { continue };
        let occasion = format!("{} {step}", due.on);
        notifications::remind(tx, NoticeKind::ReviewDue, due.cycle_id, &occasion, &due.people)?;
    }
    tell_of_late(tx)
}

/// A week after something was due Admins, who run cycles, hear that it isn't done. A day on which the server was down is
/// made up for on the next.
fn tell_of_late(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let today = tx.calendar.today;
    let late = queries::due(tx, (today - TimeDelta::days(8), today - TimeDelta::days(7)))?;
    if late.is_empty() {
        return Ok(());
    }
    let admins = people::admins(tx, None)?;
    for due in late {
        notifications::remind(tx, NoticeKind::ReviewsLate, due.cycle_id, &due.on.to_string(), &admins)?;
    }
    Ok(())
}

/// Which reminder a day asks for. A day on which the server was down is made up for on the next.
fn step(due: NaiveDate, today: NaiveDate) -> Option<&'static str> {
    match (due - today).num_days() {
        6..=7 => Some("in 7"),
        1..=2 => Some("in 2"),
        -1..=0 => Some("in 0"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_reminded_seven_and_two_days_before_and_on_the_day() {
        let due = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let steps: Vec<_> =
            (-9..=3).map(|days| step(due, due + chrono::TimeDelta::days(days)).unwrap_or_default()).collect();
        assert_eq!(steps, ["", "", "in 7", "in 7", "", "", "", "in 2", "in 2", "in 0", "in 0", "", ""]);
    }
}
