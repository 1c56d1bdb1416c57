//! The state of a KPI from the values of its periods. Getting worse takes two periods in a row, or one beyond the hard
//! line; getting better takes one. So a single bad period raises no alarm, and an alarm that is over is over. In a row
//! means just that: what lies before a period without a value says nothing.

use chrono::NaiveDate;

use super::{
    gauge::{Judgement, Ruler},
    kinds::{Grain, KpiState},
};

/// The value of one period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeriodValue {
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its value.
    pub value: f64,
}

/// What is known of a KPI's periods, and how it is judged.
#[derive(Debug, Clone, Copy)]
pub struct Course<'a> {
    /// How often it has a value.
    pub grain: Grain,
    /// Whether a period says nothing before it is over, as a sum does.
    pub settles_late: bool,
    /// What it is held against.
    pub ruler: &'a Ruler,
    /// The latest periods that have a value, latest first; three are enough.
    pub latest: &'a [PeriodValue],
}

impl<'a> Course<'a> {
    /// The day on which the latest period is over, if nothing is to be said of it before.
    pub fn settles_on(&self, today: NaiveDate) -> Option<NaiveDate> {
        let over_on = self.grain.next(self.latest.first()?.starts_on);
        (self.settles_late && today < over_on).then_some(over_on)
    }

    /// The periods that something can be said of already, latest first.
    pub fn settled(&self, today: NaiveDate) -> &'a [PeriodValue] {
        let open = usize::from(self.settles_on(today).is_some());
        self.latest.get(open..).unwrap_or_default()
    }

    /// The state that these periods make.
    fn judged(&self, periods: &[PeriodValue]) -> KpiState {
        let last = periods.first();
        let next = |before: &&PeriodValue| last.is_some_and(|last| self.grain.next(before.starts_on) == last.starts_on);
        let before = periods.get(1).filter(next);
        let judge = |period: Option<&PeriodValue>| period.map(|period| self.ruler.judge(period.value));
        of_two(judge(last), judge(before))
    }
}

/// The state that follows from the judgement of the last period and the one before.
pub fn of_two(last: Option<Judgement>, before: Option<Judgement>) -> KpiState {
    let Some(last) = last else {
        return KpiState::NoData;
    };
    match (last, before) {
        (Judgement::Beyond, _) => KpiState::Unhealthy,
        (Judgement::Good, _) | (_, Some(Judgement::Good)) => KpiState::Healthy,
        // One period is no trend: the first of all may be doubtful at most.
        (_, None) | (Judgement::Doubtful, _) | (_, Some(Judgement::Doubtful)) => KpiState::Watch,
        (Judgement::Bad, Some(_)) => KpiState::Unhealthy,
    }
}

/// How many whole periods may pass in silence before nothing is known any more.
const SILENT_PERIODS: u32 = 2;

/// The states to come if nothing more is measured: from which day on which, the first since ever; never empty.
pub fn timeline(course: Course<'_>, today: NaiveDate) -> Vec<(NaiveDate, KpiState)> {
    let Some(newest) = course.latest.first() else {
        return vec![(NaiveDate::MIN, KpiState::NoData)];
    };
    let mut steps = vec![(NaiveDate::MIN, course.judged(course.settled(today)))];
    steps.extend(course.settles_on(today).map(|over_on| (over_on, course.judged(course.latest))));
    steps.push((course.grain.later(newest.starts_on, SILENT_PERIODS + 1), KpiState::NoData));
    steps.dedup_by_key(|(_, state)| *state);
    steps
}

/// What holds on a day.
pub fn on(timeline: &[(NaiveDate, KpiState)], day: NaiveDate) -> KpiState {
    let held = timeline.iter().rev().find(|(from, _)| *from <= day).or(timeline.first());
    held.map_or(KpiState::NoData, |(_, state)| *state)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kpis::rules::{
        gauge::Gauge,
        kinds::{KpiDirection, KpiKind},
    };

    fn ruler() -> Ruler {
        let gauge = Gauge {
            direction: KpiDirection::Higher,
            target: Some(100.0),
            low: None,
            high: None,
            watch: Some(90.0),
            unhealthy: Some(80.0),
            hard: Some(50.0),
        };
        gauge.check(KpiKind::Number).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn months(values: &[f64]) -> Vec<PeriodValue> {
        let at = |(index, value): (usize, &f64)| PeriodValue {
            starts_on: Grain::Month.earlier(day("2026-11-01"), u32::try_from(index).unwrap()),
            value: *value,
        };
        values.iter().enumerate().map(at).collect()
    }

    fn state(values: &[f64], settles_late: bool, today: &str) -> KpiState {
        let (ruler, latest) = (ruler(), months(values));
        let course = Course { grain: Grain::Month, settles_late, ruler: &ruler, latest: &latest };
        on(&timeline(course, day("2026-11-20")), day(today))
    }

    #[test]
    fn one_bad_period_is_no_alarm_and_two_are() {
        assert_eq!(state(&[], false, "2026-11-20"), KpiState::NoData);
        assert_eq!(state(&[95.0], false, "2026-11-20"), KpiState::Healthy);
        assert_eq!(state(&[70.0], false, "2026-11-20"), KpiState::Watch);
        assert_eq!(state(&[70.0, 95.0], false, "2026-11-20"), KpiState::Healthy);
        assert_eq!(state(&[70.0, 70.0], false, "2026-11-20"), KpiState::Unhealthy);
        assert_eq!(state(&[70.0, 85.0], false, "2026-11-20"), KpiState::Watch);
        assert_eq!(state(&[95.0, 70.0, 70.0], false, "2026-11-20"), KpiState::Healthy);
    }

    #[test]
    fn beyond_the_hard_line_is_unhealthy_at_once() {
        assert_eq!(state(&[49.0, 99.0], false, "2026-11-20"), KpiState::Unhealthy);
    }

    #[test]
    fn a_sum_is_judged_when_its_period_is_over() {
        assert_eq!(state(&[20.0, 95.0, 95.0], true, "2026-11-30"), KpiState::Healthy);
        assert_eq!(state(&[20.0, 95.0, 95.0], true, "2026-12-01"), KpiState::Unhealthy);
    }

    #[test]
    fn what_lies_before_a_gap_is_not_in_a_row_with_what_lies_behind_it() {
        let (ruler, mut latest) = (ruler(), months(&[70.0, 70.0]));
        latest[1].starts_on = day("2026-09-01");
        let course = Course { grain: Grain::Month, settles_late: false, ruler: &ruler, latest: &latest };
        assert_eq!(on(&timeline(course, day("2026-11-20")), day("2026-11-20")), KpiState::Watch);
    }

    #[test]
    fn what_is_judged_is_what_is_over() {
        let (ruler, latest) = (ruler(), months(&[20.0, 95.0]));
        let course = |settles_late| Course { grain: Grain::Month, settles_late, ruler: &ruler, latest: &latest };
        let first = |course: Course<'_>, today| course.settled(day(today)).first().map(|period| period.value);
        assert_eq!(first(course(true), "2026-11-30"), Some(95.0));
        assert_eq!(first(course(true), "2026-12-01"), Some(20.0));
        assert_eq!(first(course(false), "2026-11-30"), Some(20.0));
        assert_eq!(course(true).settles_on(day("2026-11-30")), Some(day("2026-12-01")));
        assert_eq!(course(true).settles_on(day("2026-12-01")), None);
    }

    #[test]
    fn silence_is_never_green() {
        assert_eq!(state(&[95.0, 95.0], false, "2027-01-31"), KpiState::Healthy);
        assert_eq!(state(&[95.0, 95.0], false, "2027-02-01"), KpiState::NoData);
    }

    proptest! {
        #[test]
        fn it_gets_worse_only_with_two_periods_or_beyond_the_line(values in prop::collection::vec(0.0..120.0f64, 2..6)) {
            let ruler = ruler();
            let judged: Vec<_> = values.iter().map(|value| ruler.judge(*value)).collect();
            let state = of_two(judged.first().copied(), judged.get(1).copied());
            if state == KpiState::Unhealthy {
                prop_assert!(judged[0] == Judgement::Beyond || (judged[0] >= Judgement::Bad && judged[1] >= Judgement::Bad));
            }
            if judged[0] == Judgement::Good {
                prop_assert_eq!(state, KpiState::Healthy);
            }
        }
    }
}
