//! How an organisation stands with its payments: a pure function of its rows and the day it is there.

use chrono::{NaiveDate, TimeDelta};
use shared::billing::{BillingStanding, BillingState, PlanName};

/// So many days after something should have been paid nothing can be changed any more.
const GRACE_DAYS: i64 = 14;
/// On these days after something should have been paid Admins are written to; on the last, that nothing can be changed.
const REMINDED_AFTER: [i64; 4] = [1, 3, 7, GRACE_DAYS];
/// So many days before a term ends the next one is billed.
pub(super) const BILLED_BEFORE_DAYS: i64 = 7;
/// So many days there are to pay for seats.
pub(super) const SEATS_DAYS: i64 = 14;
/// What is offered by an invoice that nobody has to pay is offered for so many days.
pub(super) const OFFERED_DAYS: i64 = 30;
/// So many days after people became too many, their being fewer again doesn't end the count. Whoever has some leave for a day and
/// lets others join, who were entered before, would otherwise never owe.
const COUNTED_DAYS: i64 = 28;

/// A paid term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub plan: PlanName,
    pub from_on: NaiveDate,
    pub until_on: NaiveDate,
}

/// What decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rows {
    pub trial_ends_on: NaiveDate,
    pub is_cancelled: bool,
    pub terms: Vec<Span>,
    /// Who have joined.
    pub people: i64,
    /// The most that the free plan is for.
    pub most_on_free: Option<i64>,
    /// Since when there are more, or were: see `counted_since`.
    pub over_since: Option<NaiveDate>,
    /// The last day to pay for seats that are taken and not paid for, the earliest.
    pub seats_due_on: Option<NaiveDate>,
}

impl Rows {
    /// The term it is in.
    pub(super) fn current(&self, today: NaiveDate) -> Option<Span> {
        self.terms.iter().copied().find(|term| term.from_on <= today && today < term.until_on)
    }

    /// The last one that is paid.
    pub(super) fn last(&self) -> Option<Span> {
        self.terms.iter().copied().max_by_key(|term| term.until_on)
    }

    /// Whether it has more people than the free plan is for.
    fn is_over_free(&self) -> bool {
        self.most_on_free.is_some_and(|most| self.people > most)
    }

    /// Whether the free plan is all it has: no trial, no term, none that goes on.
    fn is_left_with_free(&self, today: NaiveDate) -> bool {
        let goes_on = self.last().is_some() && !self.is_cancelled;
        self.current(today).is_none() && today >= self.trial_ends_on && !goes_on
    }

    /// Since when people without a term are counted as too many, from today on.
    pub(super) fn counted_since(&self, today: NaiveDate) -> Option<NaiveDate> {
        if self.current(today).is_none() && today >= self.trial_ends_on && self.is_over_free() {
            return Some(self.over_since.unwrap_or(today));
        }
        self.over_since.filter(|since| (today - *since).num_days() < COUNTED_DAYS)
    }

    /// Since when a term is missing.
    fn term_due_on(&self, today: NaiveDate) -> Option<NaiveDate> {
        if self.current(today).is_some() || today < self.trial_ends_on {
            return None;
        }
        match self.last() {
            Some(last) if !self.is_cancelled => Some(last.until_on),
            _ if self.is_over_free() => Some(self.over_since.unwrap_or(today)),
            _ => None,
        }
    }

    /// Since when something is owed. Seats are, whatever becomes of their term: its end forgives nothing, and cancelling neither.
    fn owed_since(&self, today: NaiveDate) -> Option<NaiveDate> {
        let due = [self.seats_due_on, self.term_due_on(today)];
        due.into_iter().flatten().min().filter(|since| *since <= today)
    }

    /// How it stands on a day.
    pub(super) fn standing(&self, today: NaiveDate) -> BillingStanding {
        let owed_since = self.owed_since(today);
        let is_free = self.is_left_with_free(today);
        let state = match owed_since.map(|since| (today - since).num_days()) {
            None if self.current(today).is_some() => BillingState::Active,
            None if is_free => BillingState::Free,
            None => BillingState::Trial,
            Some(days) if days >= GRACE_DAYS => BillingState::ReadOnly,
            Some(_) if is_free && self.last().is_some() && self.is_over_free() => BillingState::Cancelled,
            Some(days) if days >= 1 => BillingState::Overdue,
            Some(_) => BillingState::Due,
        };
        BillingStanding {
            state,
            trial_ends_on: (state == BillingState::Trial).then_some(self.trial_ends_on),
            owed_since,
            read_only_on: owed_since.map(|since| since + TimeDelta::days(GRACE_DAYS)),
        }
    }

    /// The plan whose limits hold; `None` in a trial, which has none.
    pub(super) fn plan(&self, today: NaiveDate) -> Option<PlanName> {
        match self.current(today).or_else(|| self.last().filter(|_| !self.is_cancelled)) {
            Some(term) => Some(term.plan),
            None if today < self.trial_ends_on => None,
            None => Some(PlanName::Free),
        }
    }

    /// How many letters about what is owed should have gone out by now.
    pub(super) fn reminders_due(&self, today: NaiveDate) -> i32 {
        let days = self.owed_since(today).map_or(-1, |since| (today - since).num_days());
        REMINDED_AFTER.iter().map(|after| i32::from(*after <= days)).sum()
    }
}

/// The first day and the first day after of what a paid term brings: as it was billed, unless the organisation was read-only
/// meanwhile and had nothing of it.
pub(super) fn begun(
    billed: (NaiveDate, NaiveDate),
    today: NaiveDate,
    anew: (NaiveDate, NaiveDate),
) -> (NaiveDate, NaiveDate) {
    if (today - billed.0).num_days() >= GRACE_DAYS { anew } else { billed }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 1).unwrap() + TimeDelta::days(number)
    }

    fn rows() -> Rows {
        Rows {
            trial_ends_on: day(14),
            is_cancelled: false,
            terms: Vec::new(),
            people: 9,
            most_on_free: Some(5),
            over_since: None,
            seats_due_on: None,
        }
    }

    fn paid(from: i64, until: i64) -> Rows {
        let term = Span { plan: PlanName::Team, from_on: day(from), until_on: day(until) };
        Rows { terms: vec![term], ..rows() }
    }

    fn state(rows: &Rows, on: i64) -> BillingState {
        rows.standing(day(on)).state
    }

    #[test]
    fn whoever_never_chose_tries_and_is_then_on_the_free_plan_if_it_fits() {
        let small = Rows { people: 5, ..rows() };
        assert_eq!(
            (state(&small, 13), state(&small, 14), state(&small, 400)),
            (BillingState::Trial, BillingState::Free, BillingState::Free)
        );
        let large = Rows { over_since: Some(day(14)), ..rows() };
        assert_eq!(
            [14, 15, 27, 28].map(|on| state(&large, on)),
            [BillingState::Due, BillingState::Overdue, BillingState::Overdue, BillingState::ReadOnly]
        );
        assert_eq!(large.standing(day(15)).read_only_on, Some(day(28)));
    }

    #[test]
    fn a_term_that_is_not_followed_by_a_paid_one_leads_to_reading_only_after_two_weeks() {
        let term = paid(20, 50);
        use BillingState::{Active, Due, Overdue, ReadOnly};
        let on = [20, 49, 50, 51, 63, 64].map(|on| state(&term, on));
        assert_eq!(on, [Active, Active, Due, Overdue, Overdue, ReadOnly]);
        assert_eq!([50, 51, 53, 57, 64, 90].map(|on| term.reminders_due(day(on))), [0, 1, 2, 3, 4, 4]);
    }

    #[test]
    fn paying_brings_it_back_at_once() {
        let mut rows = paid(20, 50);
        assert_eq!(state(&rows, 70), BillingState::ReadOnly);
        rows.terms.push(Span { plan: PlanName::Team, from_on: day(70), until_on: day(100) });
        assert_eq!((state(&rows, 70), rows.reminders_due(day(70))), (BillingState::Active, 0));
    }

    #[test]
    fn cancelled_it_goes_on_to_the_end_and_then_to_the_free_plan() {
        let cancelled = Rows { is_cancelled: true, over_since: Some(day(50)), ..paid(20, 50) };
        assert_eq!(
            [49, 50, 63, 64].map(|on| state(&cancelled, on)),
            [BillingState::Active, BillingState::Cancelled, BillingState::Cancelled, BillingState::ReadOnly]
        );
        let small = Rows { people: 3, over_since: None, ..cancelled };
        assert_eq!((state(&small, 50), state(&small, 500)), (BillingState::Free, BillingState::Free));
        assert_eq!(small.plan(day(50)), Some(PlanName::Free));
    }

    #[test]
    fn seats_that_nobody_paid_for_are_owed_too() {
        let seats = Rows { seats_due_on: Some(day(30)), ..paid(20, 80) };
        assert_eq!(
            [29, 30, 31, 44].map(|on| state(&seats, on)),
            [BillingState::Active, BillingState::Due, BillingState::Overdue, BillingState::ReadOnly]
        );
        // The end of the term forgives nothing.
        let ended = Rows { seats_due_on: Some(day(30)), ..paid(20, 50) };
        assert_eq!([49, 50].map(|on| state(&ended, on)), [BillingState::ReadOnly; 2]);
    }

    #[test]
    fn cancelling_forgives_no_seats_whether_the_rest_fits_the_free_plan_or_not() {
        use BillingState::{Active, Due, Free, Overdue, ReadOnly};
        let small = Rows { is_cancelled: true, people: 4, seats_due_on: Some(day(40)), ..paid(20, 50) };
        assert_eq!(
            [39, 40, 49, 50, 53, 54].map(|on| state(&small, on)),
            [Active, Due, Overdue, Overdue, Overdue, ReadOnly]
        );
        assert_eq!((small.plan(day(49)), small.plan(day(50))), (Some(PlanName::Team), Some(PlanName::Free)));
        // What falls due after the end is owed from then on.
        let later = Rows { seats_due_on: Some(day(60)), ..small.clone() };
        assert_eq!([50, 59, 60, 61, 74].map(|on| state(&later, on)), [Free, Free, Due, Overdue, ReadOnly]);
        // Too many people are owed for since the end, which is no later than the seats.
        let large = Rows { people: 9, over_since: Some(day(50)), ..later };
        assert_eq!(
            [50, 63, 64].map(|on| state(&large, on)),
            [BillingState::Cancelled, BillingState::Cancelled, ReadOnly]
        );
        let paid_for = Rows { seats_due_on: None, ..small };
        assert_eq!([50, 54, 400].map(|on| state(&paid_for, on)), [Free; 3]);
    }

    #[test]
    fn a_day_with_fewer_people_begins_no_new_count() {
        let large = rows();
        assert_eq!([13, 14].map(|on| large.counted_since(day(on))), [None, Some(day(14))]);
        let counted = Rows { over_since: Some(day(14)), ..large };
        let fewer = Rows { people: 5, ..counted.clone() };
        assert_eq!([15, 41, 42].map(|on| fewer.counted_since(day(on))), [Some(day(14)), Some(day(14)), None]);
        assert_eq!(state(&fewer, 30), BillingState::Free, "with so few nothing is owed meanwhile");
        assert_eq!([15, 400].map(|on| counted.counted_since(day(on))), [Some(day(14)); 2]);
        assert_eq!(state(&counted, 30), BillingState::ReadOnly, "and back with too many it goes on");
    }

    #[test]
    fn whoever_pays_after_reading_only_loses_no_day() {
        let (billed, anew) = ((day(50), day(80)), (day(70), day(100)));
        assert_eq!(begun(billed, day(63), anew), billed);
        assert_eq!(begun(billed, day(64), anew), anew);
    }

    proptest! {
        #[test]
        fn reading_only_comes_two_weeks_after_something_is_owed_and_never_before(
            trial in 0i64..60, from in 0i64..60, long in 1i64..60, cancelled in any::<bool>(), people in 0i64..10,
            over in prop::option::of(0i64..100), seats in prop::option::of(0i64..100), on in 0i64..200,
        ) {
            let rows = Rows {
                trial_ends_on: day(trial), is_cancelled: cancelled, people, over_since: over.map(day),
                seats_due_on: seats.map(day), ..paid(from, from + long)
            };
            let standing = rows.standing(day(on));
            let is_late = standing.owed_since.is_some_and(|since| day(on) >= since + TimeDelta::days(GRACE_DAYS));
            prop_assert_eq!(standing.state == BillingState::ReadOnly, is_late);
            prop_assert_eq!(rows.reminders_due(day(on)) == 4, is_late);
        }

        /// By docs/billing.md and not by the code: each thing that may be owed for itself, in numbers of days.
        #[test]
        fn reading_only_is_what_one_thing_owed_for_two_weeks_brings(
            trial in 0i64..60, from in 0i64..60, long in 1i64..60, cancelled in any::<bool>(), people in 0i64..10,
            over in prop::option::of(0i64..100), seats in prop::option::of(0i64..100), on in 0i64..200,
        ) {
            let rows = Rows {
                trial_ends_on: day(trial), is_cancelled: cancelled, people, over_since: over.map(day),
                seats_due_on: seats.map(day), ..paid(from, from + long)
            };
            let has_nothing = on >= trial && !(from..from + long).contains(&on);
            let seats_are_late = seats.is_some_and(|due| on >= due + 14);
            let term_is_late = has_nothing && !cancelled && on >= from + long + 14;
            let people_are_late = has_nothing && cancelled && people > 5 && over.is_some_and(|since| on >= since + 14);
            let is_late = seats_are_late || term_is_late || people_are_late;
            prop_assert_eq!(rows.standing(day(on)).state == BillingState::ReadOnly, is_late);
        }

        #[test]
        fn who_owes_seats_gains_no_day_by_cancelling(
            from in 0i64..60, long in 1i64..60, people in 0i64..10, seats in 0i64..100, on in 0i64..200,
        ) {
            let goes_on = Rows { people, seats_due_on: Some(day(seats)), ..paid(from, from + long) };
            let cancelled = Rows { is_cancelled: true, over_since: Some(day(from + long)), ..goes_on.clone() };
            let is_read_only = |rows: &Rows| state(rows, on) == BillingState::ReadOnly;
            // Without cancelling the next term is owed besides: what is left is that of the seats.
            prop_assert!(is_read_only(&cancelled) || on < seats + 14);
            prop_assert!(is_read_only(&goes_on) || !is_read_only(&cancelled));
        }
    }
}
