//! Moments and days, as the organisation's clock has them.

mod queries;

use chrono::{DateTime, Days, LocalResult, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use diesel::QueryResult;
use shared::organisations::WeekStart;

use crate::db::TenantTx;

/// An organisation's time zone and weeks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    zone: Tz,
    /// The day its weeks begin on.
    pub week: WeekStart,
}

impl Clock {
    /// The organisation's.
    pub(super) fn of(tx: &mut TenantTx<'_>) -> QueryResult<Self> {
        let (zone, week) = queries::settings(tx)?;
        // Settings take known zones only; one that was dropped since counts as UTC.
        Ok(Self { zone: zone.parse().unwrap_or(Tz::UTC), week })
    }

    /// The day of a moment.
    pub(super) fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// The moment at which a day begins, also where the clock skips midnight.
    pub(super) fn beginning(&self, day: NaiveDate) -> DateTime<Utc> {
        let midnight = day.and_time(NaiveTime::MIN);
        let hours = (0..4).map(|hour| midnight + TimeDelta::hours(hour));
        let first = hours.map(|at| self.zone.from_local_datetime(&at)).find_map(|at| match at {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.to_utc()),
            LocalResult::None => None,
        });
        first.unwrap_or_else(|| midnight.and_utc())
    }

    /// The moment at which a day is over.
    pub(super) fn end(&self, day: NaiveDate) -> DateTime<Utc> {
        self.beginning(day.checked_add_days(Days::new(1)).unwrap_or(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(zone: Tz) -> Clock {
        Clock { zone, week: WeekStart::Monday }
    }

    fn beginning(zone: Tz, day: &str) -> String {
        clock(zone).beginning(day.parse().unwrap()).to_rfc3339()
    }

    #[test]
    fn days_begin_where_the_organisation_is() {
        assert_eq!(beginning(Tz::Europe__Berlin, "2026-07-01"), "2026-06-30T22:00:00+00:00");
        assert_eq!(beginning(Tz::Europe__Berlin, "2026-12-01"), "2026-11-30T23:00:00+00:00");
        // At midnight of this day the clock went on to one o'clock.
        assert_eq!(beginning(Tz::Africa__Cairo, "2024-04-26"), "2024-04-25T22:00:00+00:00");
    }

    #[test]
    fn every_moment_lies_in_its_day() {
        for zone in [Tz::Europe__Berlin, Tz::America__New_York, Tz::Pacific__Apia, Tz::Africa__Cairo] {
            let clock = clock(zone);
            for hours in 0..(400 * 24) {
                let at = DateTime::UNIX_EPOCH + TimeDelta::days(19_700) + TimeDelta::hours(hours);
                let day = clock.day(at);
                assert!(clock.beginning(day) <= at && at < clock.end(day), "{zone} {at}");
                assert_eq!(clock.day(clock.beginning(day)), day, "{zone} {day}");
            }
        }
    }
}
