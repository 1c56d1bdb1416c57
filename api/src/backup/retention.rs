//! Which backups go: kept are the newest six of the last 24 hours, and the newest of each of the last seven days, five
//! weeks and twelve months that have any.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, TimeDelta, Utc};

use super::name::Name;

/// Whoever makes one before something daring finds it afterwards.
const ALL_OF: TimeDelta = TimeDelta::days(1);
/// But no more of them: while one store is away every try leaves a whole dump in the other, which would fill its disk.
const AT_MOST: usize = 6;
const DAYS: usize = 7;
const WEEKS: usize = 5;
const MONTHS: usize = 12;

/// Those of `names` that need not be kept any longer. All of them must be good: the newest stays, however old it is. One
/// that claims to be of a time to come stays beside the others, since then a clock was wrong and it can't be told whose.
pub(super) fn surplus(names: &[Name], now: DateTime<Utc>) -> Vec<Name> {
    let mut newest_first: Vec<&Name> = names.iter().collect();
    newest_first.sort_by_key(|name| std::cmp::Reverse((name.moment(), *name)));
    let (mut days, mut weeks, mut months) = (Span::of(DAYS), Span::of(WEEKS), Span::of(MONTHS));
    let mut room = AT_MOST;
    let stays = |name: &&Name| {
        if name.is_to_come(now) {
            return true;
        }
        let moment = name.moment();
        let week = moment.iso_week();
        // Each is asked: the newest of a month is also the newest of its day.
        let of_day = days.takes((moment.year(), moment.ordinal()));
        let of_week = weeks.takes((week.year(), week.week()));
        let of_month = months.takes((moment.year(), moment.month()));
        let of_the_newest = now - moment < ALL_OF && room > 0;
        room -= usize::from(of_the_newest);
        of_the_newest || of_day || of_week || of_month
    };
    let (_, goes): (Vec<&Name>, Vec<&Name>) = newest_first.into_iter().partition(stays);
    goes.into_iter().cloned().collect()
}

/// Takes the first that comes of each span of time, as long as there is room for another.
struct Span {
    room: usize,
    taken: BTreeSet<(i32, u32)>,
}

impl Span {
    fn of(room: usize) -> Self {
        Self { room, taken: BTreeSet::new() }
    }

    fn takes(&mut self, span: (i32, u32)) -> bool {
        self.taken.len() < self.room && self.taken.insert(span)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn daily(until: DateTime<Utc>, count: i64) -> Vec<Name> {
        (0..count).map(|back| Name::at(until - TimeDelta::days(back)).unwrap()).collect()
    }

    fn kept(names: &[Name], now: DateTime<Utc>) -> Vec<Name> {
        let gone = surplus(names, now);
        names.iter().filter(|name| !gone.contains(name)).cloned().collect()
    }

    /// Day after day, as the server does it: each day one comes, and what is too much goes.
    #[test]
    fn after_two_years_there_are_seven_days_five_weeks_and_twelve_months() {
        let begin = moment("2024-11-30T02:00:00Z");
        let mut names: Vec<Name> = Vec::new();
        for day in 0..730 {
            let now = begin + TimeDelta::days(day);
            names.push(Name::at(now).unwrap());
            names = kept(&names, now);
        }
        let mut days: Vec<String> = names.iter().map(|name| name.moment().format("%F").to_string()).collect();
        days.sort();
        let months = [
            "2025-12-31",
            "2026-01-31",
            "2026-02-28",
            "2026-03-31",
            "2026-04-30",
            "2026-05-31",
            "2026-06-30",
            "2026-07-31",
            "2026-08-31",
            "2026-09-30",
            "2026-10-31",
        ];
        // Weeks end on Sundays; the last days are those up to today, Sunday 29 November.
        let weeks = ["2026-11-01", "2026-11-08", "2026-11-15", "2026-11-22"];
        let last = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29"];
        assert_eq!(days, [months.as_slice(), &weeks, &last].concat());
    }

    #[test]
    fn the_only_one_stays_however_old_it_is() {
        let only = daily(moment("2020-01-01T02:00:00Z"), 1);
        assert!(surplus(&only, moment("2026-11-29T02:00:00Z")).is_empty());
        assert!(surplus(&[], moment("2026-11-29T02:00:00Z")).is_empty());
    }

    #[test]
    fn of_one_day_no_more_stay_than_a_disk_can_hold() {
        let now = moment("2026-11-29T20:00:00Z");
        let names: Vec<Name> =
            (1..40).rev().map(|back| Name::at(now - TimeDelta::minutes(30 * back)).unwrap()).collect();
        let stays = kept(&names, now);
        assert_eq!(stays, names[names.len() - AT_MOST..]);
    }

    #[test]
    fn what_a_wrong_clock_named_stays_and_takes_nobodys_place() {
        let now = moment("2026-11-29T20:00:00Z");
        let names = daily(now, 40);
        let ahead = daily(moment("2031-03-30T20:00:00Z"), 40);
        let both = [names.clone(), ahead.clone()].concat();
        assert_eq!(kept(&both, now), [kept(&names, now), ahead].concat());
    }

    proptest! {
        #[test]
        fn whatever_there_is_the_newest_stay_and_what_goes_was_there(
            hours in prop::collection::btree_set(0i64..40_000, 0..80), at in 0i64..40_000,
        ) {
            let begin = moment("2022-01-01T00:00:00Z");
            let now = begin + TimeDelta::hours(at);
            let names: Vec<Name> = hours.iter().map(|hour| Name::at(begin + TimeDelta::hours(*hour)).unwrap()).collect();
            let stays = kept(&names, now);
            // The newest of all, and everything of a time to come.
            prop_assert_eq!(stays.last(), names.last());
            prop_assert!(names.iter().filter(|name| name.moment() > now).all(|name| stays.contains(name)));
            let past: Vec<&Name> = names.iter().filter(|name| !name.is_to_come(now)).collect();
            let of_a_day = past.iter().rev().filter(|name| now - name.moment() < ALL_OF);
            prop_assert!(of_a_day.take(AT_MOST).all(|name| stays.contains(name)));
            // No more than there is room for, of what is older.
            let older = stays.iter().filter(|name| now - name.moment() >= ALL_OF).count();
            prop_assert!(older <= DAYS + WEEKS + MONTHS);
            // Doing it again takes nothing more.
            prop_assert!(surplus(&stays, now).is_empty());
            // Each of the last days that have any keeps its newest.
            let mut days: Vec<_> = past.iter().map(|name| name.moment().date_naive()).collect();
            days.dedup();
            for day in days.iter().rev().take(DAYS) {
                let newest = past.iter().rev().find(|name| name.moment().date_naive() == *day);
                prop_assert!(newest.is_some_and(|name| stays.contains(name)));
            }
        }
    }
}
