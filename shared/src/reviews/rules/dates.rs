//! What is due on which day of a cycle (`workflows.md` 4.5).

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};

use super::{
    super::{
        cycles::ReviewStage,
        rehearsal::{RehearsalDay, RehearsalDue, ReviewDeadline},
    },
    release::{answered_by, releases_on},
    stages::{ByDate, Way},
};

/// A cycle as far as its days go.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Where it stands.
    pub stage: ReviewStage,
    /// Which stages it has.
    pub way: Way,
    /// Its days, and for how many more late work is taken.
    pub days: ByDate,
    /// Whether stages end by themselves.
    pub by_date: bool,
    /// So many days after sharing began what nobody has released is released by itself; 0 for never.
    pub release_after: u8,
    /// Since when it is shared, if it is.
    pub sharing_since: Option<NaiveDate>,
    /// How many write until which day.
    pub writers: Vec<(NaiveDate, i64)>,
    /// How many write at all: whoever has two days is one of them.
    pub to_write: i64,
    /// For how many peers are to be settled.
    pub to_settle: i64,
    /// How many have no rating yet.
    pub to_rate: i64,
    /// How many haven't got theirs.
    pub to_release: i64,
    /// How many haven't answered it.
    pub to_answer: i64,
}

impl Plan {
    /// The last day on which reviews are taken.
    fn writing_ends(&self) -> NaiveDate {
        let latest = self.writers.iter().map(|(day, _)| *day).max();
        let write_by = latest.map_or(self.days.write_by, |day| day.max(self.days.write_by));
        let late = ByDate { write_by, ..self.days };
        self.last_day(&late, ReviewStage::Writing).unwrap_or(write_by)
    }

    /// The last day of late work; none where nothing late is taken because the stage waits for its Admin.
    fn last_day(&self, days: &ByDate, stage: ReviewStage) -> Option<NaiveDate> {
        if self.by_date && days.grace > 0 { days.last_day(stage) } else { None }
    }

    /// The day on which what nobody has given is given by itself, at the earliest.
    fn by_itself(&self) -> Option<NaiveDate> {
        let since = self.sharing_since.or_else(|| self.writing_ends().succ_opt())?;
        releases_on(since, self.release_after)
    }

    fn deadlines(&self) -> Vec<(ReviewDeadline, Option<NaiveDate>, i64, bool)> {
        let ahead = |stage: ReviewStage| self.stage <= stage;
        let mut all = Vec::new();
        if self.way.with_peers && ahead(ReviewStage::Nominating) {
            let late = self.last_day(&self.days, ReviewStage::Nominating);
            all.push((ReviewDeadline::Nominate, self.days.nominate_by, self.to_settle, false));
            all.push((ReviewDeadline::NominateLate, late, self.to_settle, false));
        }
        if ahead(ReviewStage::Writing) {
            let writers = self.writers.iter().map(|(day, people)| (ReviewDeadline::Write, Some(*day), *people, false));
            all.extend(writers);
            let late = self.last_day(&self.days, ReviewStage::Writing).map(|_| self.writing_ends());
            all.push((ReviewDeadline::WriteLate, late, self.to_write, false));
        }
        if self.way.calibrates && ahead(ReviewStage::Calibrating) {
            all.push((ReviewDeadline::Calibrate, Some(self.days.share_by), self.to_rate, false));
        }
        if ahead(ReviewStage::Sharing) {
            let by_itself = self.by_itself();
            let given = by_itself.map_or(self.days.share_by, |day| day.min(self.days.share_by));
            all.push((ReviewDeadline::Release, Some(self.days.share_by), self.to_release, false));
            let is_expected = self.sharing_since.is_none();
            all.push((ReviewDeadline::ReleaseByItself, by_itself, self.to_release, is_expected));
            all.push((ReviewDeadline::Answer, answered_by(given), self.to_answer, true));
        }
        all
    }
}

/// What is due on which day, in the order of days. What is due for nobody is left out.
pub fn days(plan: &Plan) -> Vec<RehearsalDay> {
    let mut by_day: BTreeMap<NaiveDate, Vec<RehearsalDue>> = BTreeMap::new();
    for (what, on, people, expected) in plan.deadlines() {
        if let Some(on) = on.filter(|_| people > 0) {
            by_day.entry(on).or_default().push(RehearsalDue { what, people, expected });
        }
    }
    let day = |(on, due): (NaiveDate, Vec<RehearsalDue>)| RehearsalDay {
        on,
        weekend: matches!(on.weekday(), Weekday::Sat | Weekday::Sun),
        due,
    };
    by_day.into_iter().map(day).collect()
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;

    fn day(day: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, 1).unwrap() + Days::new(day)
    }

    fn plan() -> Plan {
        Plan {
            stage: ReviewStage::Draft,
            way: Way { with_peers: true, calibrates: true },
            days: ByDate { nominate_by: Some(day(4)), write_by: day(14), share_by: day(24), grace: 2 },
            by_date: true,
            release_after: 14,
            sharing_since: None,
            writers: vec![(day(14), 7)],
            to_write: 7,
            to_settle: 5,
            to_rate: 5,
            to_release: 5,
            to_answer: 5,
        }
    }

    fn said(plan: &Plan) -> Vec<(NaiveDate, ReviewDeadline, i64)> {
        days(plan)
            .into_iter()
            .flat_map(|day| day.due.into_iter().map(move |due| (day.on, due.what, due.people)))
            .collect()
    }

    #[test]
    fn every_stage_has_its_day_and_its_days_of_grace() {
        use ReviewDeadline as Due;
        let all = [
            (day(4), Due::Nominate, 5),
            (day(6), Due::NominateLate, 5),
            (day(14), Due::Write, 7),
            (day(16), Due::WriteLate, 7),
            (day(24), Due::Calibrate, 5),
            (day(24), Due::Release, 5),
            (day(31), Due::ReleaseByItself, 5),
            (day(38), Due::Answer, 5),
        ];
        assert_eq!(said(&plan()), all);
    }

    #[test]
    fn who_writes_until_two_days_is_late_once() {
        let two = Plan { writers: vec![(day(14), 7), (day(17), 2)], ..plan() };
        let late: Vec<_> = said(&two).into_iter().filter(|(_, what, _)| *what == ReviewDeadline::WriteLate).collect();
        assert_eq!(late, [(day(19), ReviewDeadline::WriteLate, 7)]);
    }

    #[test]
    fn what_a_cycle_has_not_is_not_due() {
        let way = Way { with_peers: false, calibrates: false };
        let short = Plan { way, by_date: false, release_after: 0, ..plan() };
        let what: Vec<_> = said(&short).into_iter().map(|(_, what, _)| what).collect();
        assert_eq!(what, [ReviewDeadline::Write, ReviewDeadline::Release, ReviewDeadline::Answer]);
        assert_eq!(said(&Plan { stage: ReviewStage::Closed, ..plan() }), []);
    }

    #[test]
    fn once_it_is_shared_the_day_is_known() {
        let shared = Plan { stage: ReviewStage::Sharing, sharing_since: Some(day(20)), ..plan() };
        let found = days(&shared).into_iter().find(|one| one.on == day(34)).unwrap();
        assert_eq!(found.due, [RehearsalDue { what: ReviewDeadline::ReleaseByItself, people: 5, expected: false }]);
    }

    #[test]
    fn the_days_of_a_weekend_say_so() {
        let weekends: Vec<_> = days(&plan()).into_iter().filter(|one| one.weekend).map(|one| one.on).collect();
        assert_eq!(weekends, [day(4)], "the fifth of December 2026 is a Saturday");
    }

    proptest! {
        #[test]
        fn days_are_in_order_and_none_is_there_for_nobody(
            write in 4u64..40, more in 0u64..30, grace in 0u8..15, after in 0u8..61, writers in 0i64..4, people in 0i64..4,
            by_date: bool,
        ) {
            let plan = Plan {
                days: ByDate { nominate_by: Some(day(4)), write_by: day(write), share_by: day(write + more), grace },
                writers: vec![(day(write), writers), (day(write + 3), writers)],
                to_write: writers,
                release_after: after, by_date, to_settle: people, to_rate: people, to_release: people, to_answer: people,
                ..plan()
            };
            let found = days(&plan);
            prop_assert!(found.iter().zip(found.iter().skip(1)).all(|(one, next)| one.on < next.on));
            prop_assert!(found.iter().all(|one| !one.due.is_empty() && one.due.iter().all(|due| due.people > 0)));
            let last = said(&plan).into_iter().map(|(on, _, _)| on).max();
            prop_assert_eq!(last.is_some(), writers + people > 0);
        }
    }
}
