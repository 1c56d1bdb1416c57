//! Which periods are compared, which weeks a period has, and how a key result's check-in stands on a day.

pub mod chance;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{CheckInHealth, Stretch};
use crate::{
    goals::rules::status::{LastCheckIn, Rhythm},
    kpis::rules::kinds::Grain,
    organisations::WeekStart,
};

/// The period a dashboard opens with: the shortest around today; else the one that began last before it; else the
/// first to come.
pub fn current(periods: &[Stretch], today: NaiveDate) -> Option<&Stretch> {
    let around = periods.iter().filter(|period| (period.starts_on..=period.ends_on).contains(&today));
    let begun = periods.iter().filter(|period| period.starts_on <= today);
    around
        .min_by_key(|period| (length(period), period.starts_on))
        .or_else(|| begun.max_by_key(|period| (period.starts_on, period.ends_on)))
        .or_else(|| periods.iter().min_by_key(|period| (period.starts_on, period.ends_on)))
}

/// The period before another: of those that ended before it began the one that ended last, and of several such the
/// one that is most like it in length.
pub fn before<'a>(periods: &'a [Stretch], period: &Stretch) -> Option<&'a Stretch> {
    let earlier = periods.iter().filter(|earlier| earlier.ends_on < period.starts_on);
    earlier.max_by_key(|earlier| (earlier.ends_on, -(length(earlier) - length(period)).abs()))
}

fn length(period: &Stretch) -> i64 {
    (period.ends_on - period.starts_on).num_days()
}

/// First and last day of each week between two days, whole but for the ends; `begins` is the day on which the
/// organisation's weeks begin. At most 600: nobody looks at more.
pub fn weeks(from: NaiveDate, to: NaiveDate, begins: WeekStart) -> Vec<(NaiveDate, NaiveDate)> {
    let last = |day: NaiveDate| Grain::Week.start(day, begins) + Days::new(6);
    let week = |first: NaiveDate| (first <= to).then(|| (first, last(first).min(to)));
    std::iter::successors(week(from), |(_, last)| week(last.succ_opt()?)).take(600).collect()
}

/// How much of it all a part is, 0 to 1; `None` of nothing.
pub fn share(part: i64, all: i64) -> Option<f64> {
    (all > 0).then(|| part as f64 / all as f64)
}

/// The first day of a day's month.
pub fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The first days of the twelve months that end with a day's.
pub fn year_until(day: NaiveDate) -> Vec<NaiveDate> {
    let last = month_of(day);
    (0..12).rev().filter_map(|back| last.checked_sub_months(Months::new(back))).collect()
}

/// How a key result's check-in stood on a day, when the last one until then spoke of `last`. It turns outdated on
/// the day on which its status does.
pub fn health(rhythm: Rhythm, last: Option<LastCheckIn>, day: NaiveDate) -> CheckInHealth {
    if day >= rhythm.outdated_from(last) {
        CheckInHealth::Outdated
    } else if day > rhythm.due(last) {
        CheckInHealth::Late
    } else {
        CheckInHealth::OnTime
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::goals::rules::{
        kinds::{CheckInStatus, GoalStatus, ObjectiveState},
        status::of_key_result,
    };

    fn day(offset: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Duration::days(offset)
    }

    fn period(name: &str, from: i64, to: i64) -> Stretch {
        Stretch { id: Uuid::nil().into(), name: name.into(), starts_on: day(from), ends_on: day(to) }
    }

    fn name(found: Option<&Stretch>) -> Option<&str> {
        found.map(|period| period.name.as_str())
    }

    #[test]
    fn the_current_period_is_the_shortest_around_today() {
        let all = [period("year", 0, 364), period("q1", 0, 89), period("q2", 90, 180)];
        assert_eq!(name(current(&all, day(30))), Some("q1"));
        assert_eq!(name(current(&all, day(200))), Some("year"));
        assert_eq!(name(current(&all, day(900))), Some("q2"));
        assert_eq!(name(current(&all, day(-5))), Some("q1"));
        assert_eq!(name(current(&[], day(0))), None);
    }

    #[test]
    fn the_period_before_ended_last_before_it_and_is_of_its_kind() {
        let all = [period("2025", -365, -1), period("q4", -92, -1), period("q1", 0, 89), period("2026", 0, 364)];
        assert_eq!(name(before(&all, &all[2])), Some("q4"));
        assert_eq!(name(before(&all, &all[3])), Some("2025"));
        assert_eq!(name(before(&all, &all[0])), None);
    }

    fn weekday() -> impl Strategy<Value = (WeekStart, Weekday)> {
        prop::sample::select(vec![
            (WeekStart::Monday, Weekday::Mon),
            (WeekStart::Saturday, Weekday::Sat),
            (WeekStart::Sunday, Weekday::Sun),
        ])
    }

    proptest! {
        #[test]
        fn weeks_cover_each_day_once(from in 0i64..400, long in -3i64..200, begins in weekday()) {
            let (begins, weekday) = begins;
            let found = weeks(day(from), day(from + long), begins);
            let days: Vec<_> = found.iter().flat_map(|(first, last)| first.iter_days().take_while(move |day| day <= last)).collect();
            let expected: Vec<_> = (0..=long).map(|offset| day(from + offset)).collect();
            prop_assert_eq!(days, expected);
            prop_assert!(found.iter().skip(1).all(|(first, _)| first.weekday() == weekday));
        }

        #[test]
        fn what_is_outdated_here_is_outdated_by_its_status(
            cadence_days in 1u16..40, since in 0i64..30, on in prop::option::of(-10i64..60), today in 0i64..120,
        ) {
            let rhythm = Rhythm { cadence_days, since: day(since) };
            let last = on.map(|on| LastCheckIn { on: day(on), status: CheckInStatus::OnTrack });
            let outdated = of_key_result(ObjectiveState::Active, rhythm, last, day(today)) == GoalStatus::Outdated;
            let found = health(rhythm, last, day(today));
            prop_assert_eq!(found == CheckInHealth::Outdated, outdated);
            prop_assert_eq!(found == CheckInHealth::OnTime, day(today) <= rhythm.due(last));
        }
    }

    #[test]
    fn a_year_is_twelve_months() {
        let months = year_until(day(58));
        assert_eq!(
            (months.len(), months[0], months[11]),
            (12, "2025-03-01".parse().unwrap(), "2026-02-01".parse().unwrap())
        );
    }
}
