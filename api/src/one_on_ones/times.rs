//! From a rule to moments: days by the rule, each at the same time of day in its zone, summer and winter.

use chrono::{DateTime, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use rrule::{RRule, RRuleSet};
use shared::one_on_ones::rules::recurrence;

use crate::http::Failure;

/// When a series meets.
#[derive(Debug, Clone)]
pub(super) struct Timing {
    pub rule: String,
    pub starts_on: NaiveDate,
    pub starts_at: NaiveTime,
    pub zone: Tz,
}

impl Timing {
    /// From what is stored.
    pub(super) fn read(rule: &str, starts_on: NaiveDate, starts_at: NaiveTime, zone: &str) -> Result<Self, Failure> {
        let zone = zone.parse().map_err(|error| Failure::fault(anyhow::anyhow!("{error}")))?;
        Ok(Self { rule: rule.to_owned(), starts_on, starts_at, zone })
    }

    /// At most `most` of its days, with the moment of each, from `from` on.
    pub(super) fn days(&self, from: NaiveDate, most: u16) -> Result<Vec<(NaiveDate, DateTime<Utc>)>, Failure> {
        // Days alone are counted by the rule, so no clock change can disturb them.
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc().with_timezone(&rrule::Tz::UTC);
        let rule: RRule<rrule::Unvalidated> = recurrence::by_midnights(&self.rule).parse().map_err(Failure::fault)?;
        let rule = rule.validate(midnight(self.starts_on)).map_err(Failure::fault)?;
        let days = RRuleSet::new(midnight(self.starts_on)).rrule(rule).after(midnight(from)).all(most);
        Ok(days.dates.into_iter().map(|day| day.date_naive()).map(|day| (day, self.at(day))).collect())
    }

    /// The moment it begins on `day`.
    pub(super) fn at(&self, day: NaiveDate) -> DateTime<Utc> {
        instant(day, self.starts_at, self.zone)
    }

    /// The day it is now where it takes place.
    pub(super) fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        now.with_timezone(&self.zone).date_naive()
    }
}

/// The last day on which something at `time` begins by `moment`.
pub(super) fn last_day(moment: DateTime<Utc>, time: NaiveTime, zone: Tz) -> NaiveDate {
    let day = moment.with_timezone(&zone).date_naive();
    if instant(day, time, zone) <= moment { day } else { day.pred_opt().unwrap_or(day) }
}

/// The moment of a local time, as RFC 5545 (3.3.5) says: of two the first; one that clocks jump over counts by
/// the offset before the jump.
fn instant(day: NaiveDate, time: NaiveTime, zone: Tz) -> DateTime<Utc> {
    let local = day.and_time(time);
    if let Some(moment) = zone.from_local_datetime(&local).earliest() {
        return moment.to_utc();
    }
    let before = (1..=25).find_map(|hours| zone.from_local_datetime(&(local - TimeDelta::hours(hours))).latest());
    let offset =
        before.map_or(TimeDelta::zero(), |before| TimeDelta::seconds(before.offset().fix().local_minus_utc().into()));
    (local - offset).and_utc()
}

#[cfg(test)]
mod tests {
    use chrono::{Timelike, Weekday};
    use proptest::prelude::*;
    use shared::one_on_ones::rules::rhythm::{Nth, On, Rhythm};

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn timing(rule: &str, starts_on: &str, hour: u32, zone: &str) -> Timing {
        let starts_at = NaiveTime::from_hms_opt(hour, 30, 0).unwrap();
        Timing { rule: rule.to_owned(), starts_on: day(starts_on), starts_at, zone: zone.parse().unwrap() }
    }

    fn moments(timing: &Timing, most: u16) -> Vec<String> {
        let days = timing.days(timing.starts_on, most).unwrap();
        days.into_iter().map(|(_, moment)| moment.format("%F %R").to_string()).collect()
    }

    #[test]
    fn the_time_of_day_stays_over_summer_and_winter() {
        let berlin = timing("FREQ=WEEKLY;BYDAY=FR", "2026-03-20", 10, "Europe/Berlin");
        assert_eq!(moments(&berlin, 3), ["2026-03-20 09:30", "2026-03-27 09:30", "2026-04-03 08:30"]);
        let new_york = timing("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-10-19", 16, "America/New_York");
        assert_eq!(moments(&new_york, 3), ["2026-10-19 20:30", "2026-11-02 21:30", "2026-11-16 21:30"]);
    }

    #[test]
    fn a_time_that_clocks_jump_over_counts_by_the_offset_before() {
        let berlin = timing("FREQ=WEEKLY;BYDAY=SU", "2026-03-22", 2, "Europe/Berlin");
        assert_eq!(moments(&berlin, 3), ["2026-03-22 01:30", "2026-03-29 01:30", "2026-04-05 00:30"]);
        let apia = timing("FREQ=WEEKLY;BYDAY=FR", "2011-12-30", 2, "Pacific/Apia");
        assert_eq!(moments(&apia, 2), ["2011-12-30 12:30", "2012-01-05 12:30"]);
    }

    #[test]
    fn a_rule_with_an_end_has_no_day_after_it() {
        let until = timing("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215", "2026-12-01", 9, "America/New_York");
        assert_eq!(moments(&until, 9), ["2026-12-01 14:30", "2026-12-08 14:30", "2026-12-15 14:30"]);
        let twice = timing("FREQ=WEEKLY;BYDAY=TU;COUNT=2", "2026-12-01", 9, "UTC");
        assert_eq!(moments(&twice, 9), ["2026-12-01 09:30", "2026-12-08 09:30"]);
        assert_eq!(twice.days(day("2026-12-02"), 9).unwrap().len(), 1, "what was before counts too");
        assert_eq!(twice.days(day("2026-12-09"), 9).unwrap(), []);
    }

    #[test]
    fn the_last_day_by_a_moment_is_that_of_the_place() {
        let ten = NaiveTime::from_hms_opt(10, 0, 0).unwrap();
        let last = |moment: &str| last_day(moment.parse().unwrap(), ten, Tz::Europe__Berlin);
        assert_eq!(last("2026-12-31T22:59:59Z"), day("2026-12-31"));
        assert_eq!(last("2026-12-31T09:00:00Z"), day("2026-12-31"));
        assert_eq!(last("2026-12-31T08:59:59Z"), day("2026-12-30"));
    }

    #[test]
    fn of_a_time_that_comes_twice_the_first_counts() {
        let berlin = timing("FREQ=WEEKLY;BYDAY=SU", "2026-10-25", 2, "Europe/Berlin");
        assert_eq!(moments(&berlin, 1), ["2026-10-25 00:30"]);
    }

    #[test]
    fn months_without_such_a_day_are_left_out() {
        let utc = timing("FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-31", 9, "UTC");
        assert_eq!(moments(&utc, 3), ["2026-01-31 09:30", "2026-03-31 09:30", "2026-05-31 09:30"]);
        let last = timing("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-01", 9, "UTC");
        assert_eq!(moments(&last, 2), ["2026-01-30 09:30", "2026-02-27 09:30"]);
    }

    fn rhythms() -> impl Strategy<Value = Rhythm> {
        let weekdays = prop::collection::btree_set(0u8..7, 1..4);
        let weekday = |index: u8| Weekday::try_from(index).unwrap();
        let on = prop_oneof![
            weekdays.prop_map(move |days| On::Week(days.into_iter().map(weekday).collect())),
            (0usize..5, 0u8..7).prop_map(move |(nth, day)| On::Nth(Nth::ALL[nth], weekday(day))),
            (1u8..=28).prop_map(On::Day),
        ];
        (1u8..=6, on).prop_map(|(every, on)| Rhythm { every, on })
    }

    proptest! {
        #[test]
        fn every_day_is_one_of_the_rhythm_at_its_time(
            rhythm in rhythms(), start in 0u64..4000, later in 0u64..2000, hour in 0u32..24,
            zone in prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Africa/Lagos", "Australia/Lord_Howe"]),
        ) {
            let starts_on = day("2020-01-01") + chrono::Days::new(start);
            let mut timing = timing(&rhythm.to_string(), "2020-01-01", hour, zone);
            timing.starts_on = starts_on;
            let from = starts_on + chrono::Days::new(later);
            let days = timing.days(from, 12).unwrap();
            prop_assert_eq!(days.len(), 12);
            for (day, moment) in &days {
                prop_assert!(*day >= from && rhythm.falls_on(*day));
                let local = moment.with_timezone(&timing.zone);
                let jumped = timing.zone.from_local_datetime(&day.and_time(timing.starts_at)).earliest().is_none();
                prop_assert!(jumped || (local.date_naive() == *day && local.hour() == hour && local.minute() == 30));
            }
            prop_assert!(days.is_sorted());
            // Asked later, it gives the same days.
            let again = timing.days(days[3].0, 9).unwrap();
            prop_assert_eq!(&again[..], &days[3..]);
        }
    }
}
