//! Reminding of values that are missing.

mod queries;

use chrono::{Datelike, NaiveDate};
use shared::{
    kpis::rules::{calendar, kinds::Grain},
    notifications::NoticeKind,
    wire::{KpiId, PersonId},
};

use super::clock::Clock;
use crate::{
    db::TenantTx,
    http::Failure,
    notifications::{self, ladder, ladder::Step},
};

/// Reminds those who answer for KPIs of values that are missing.
pub(crate) fn remind(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let (today, clock) = (tx.calendar.today, Clock::of(tx)?);
    let all = queries::measured(tx)?;
    let members = queries::members(tx, &all.iter().filter_map(|measured| measured.team).collect::<Vec<_>>())?;
    for measured in all {
        let due = calendar::due(measured.frequency, clock.week, measured.value_on, clock.day(measured.created_at));
        let Some(step) = step(measured.frequency, due, today) else { continue };
        let occasion = ladder::occasion(due, step);
        let team = measured.team.and_then(|team| members.get(&team)).map_or(&[][..], Vec::as_slice);
        if let Some(asked) = whose_turn(measured.owner, team, step, turn(measured.frequency, due)) {
            notifications::remind(tx, NoticeKind::KpiDue, measured.id, &occasion, &[asked])?;
        }
    }
    Ok(())
}

/// Whom to ask: its owner, of a team the lead; of what is late then somebody else of the team, another one each time.
fn whose_turn(owner: Option<PersonId>, team: &[PersonId], step: Step, turn: usize) -> Option<PersonId> {
    let others: Vec<PersonId> = team.iter().copied().filter(|person| Some(*person) != owner).collect();
    let next = turn.checked_rem(others.len()).and_then(|place| others.get(place)).copied();
    if step == Step::Late { next.or(owner) } else { owner.or(next) }
}

/// Counts the spans, so that what comes due after this one is the next person's.
fn turn(frequency: Grain, due: NaiveDate) -> usize {
    let months = due.year() * 12 + due.month0().cast_signed();
    let spans = match frequency {
        Grain::Day => due.num_days_from_ce(),
        Grain::Week => due.num_days_from_ce() / 7,
        Grain::Month => months,
        Grain::Quarter => months / 3,
    };
    usize::try_from(spans).unwrap_or(0)
}

/// There is no value to enter before its period is over; and of a day's value nobody is reminded the morning after.
fn step(frequency: Grain, due: NaiveDate, today: NaiveDate) -> Option<Step> {
    let step = ladder::step(due, today)?;
    match (frequency, step) {
        (_, Step::Soon) | (Grain::Day, Step::Today) => None,
        _ => Some(step),
    }
}

/// A value was entered: nobody needs reminding any more.
pub(super) fn entered(tx: &mut TenantTx<'_>, id: KpiId) -> Result<(), Failure> {
    notifications::settle(tx, &[NoticeKind::KpiDue], id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(number: u128) -> PersonId {
        PersonId(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn the_lead_is_asked_first_and_then_the_others_in_turn() {
        let (lead, team) = (Some(person(1)), [1, 2, 3].map(person));
        assert_eq!(whose_turn(lead, &team, Step::Today, 5), lead);
        let late = [0, 1, 2].map(|turn| whose_turn(lead, &team, Step::Late, turn));
        assert_eq!(late, [2, 3, 2].map(|number| Some(person(number))));
        assert_eq!(whose_turn(None, &team[1..], Step::Today, 1), Some(person(3)), "a lead who has left isn't asked");
        assert_eq!(whose_turn(lead, &[], Step::Late, 1), lead, "a person answers alone");
        assert_eq!(whose_turn(None, &[], Step::Late, 1), None);
    }

    #[test]
    fn each_span_is_the_next_ones() {
        for (frequency, days) in [(Grain::Day, 1), (Grain::Week, 7)] {
            let due = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
            let next = due + chrono::TimeDelta::days(days);
            assert_eq!(turn(frequency, next), turn(frequency, due) + 1);
        }
        let day = |month| NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
        assert_eq!(turn(Grain::Month, day(5)), turn(Grain::Month, day(4)) + 1);
        assert_eq!(turn(Grain::Quarter, day(4)), turn(Grain::Quarter, day(1)) + 1);
    }
}
