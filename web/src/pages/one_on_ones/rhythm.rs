//! Rhythms to choose from, for a first day.

use chrono::{Datelike, Days, NaiveDate};
use shared::one_on_ones::rules::{
    recurrence::Recurrence,
    rhythm::{Nth, On, Rhythm},
};

use crate::{text::one_on_ones as text, ui::Choice};

/// What the choice of leaving a rule as it is, is called.
pub const SAME: &str = "same";

const EVERY: [(&str, u8); 4] = [("1w", 1), ("2w", 2), ("3w", 3), ("4w", 4)];

/// The rhythm of a key, beginning on `first`.
pub fn of(key: &str, first: NaiveDate) -> Option<Rhythm> {
    if let Some((_, every)) = EVERY.iter().find(|(known, _)| *known == key) {
        return Some(Rhythm::weekly(*every, first));
    }
    let monthly = |on| Some(Rhythm { every: 1, on });
    match key {
        "nth" => monthly(On::Nth(Nth::of(first), first.weekday())),
        "last" => monthly(On::Nth(Nth::Last, first.weekday())),
        "day" => monthly(On::Day(u8::try_from(first.day()).unwrap_or(1))),
        _ => None,
    }
}

/// All that make sense for `first`; the rule there is stands before them.
pub fn choices(first: NaiveDate, rule: Option<&str>) -> Vec<Choice> {
    let is_last = (first + Days::new(7)).month() != first.month();
    let keys = EVERY.iter().map(|(key, _)| *key).chain(["nth", "last", "day"]);
    let offered = keys.filter(|key| match *key {
        // The fifth is the last, and is called so.
        "nth" => Nth::of(first) != Nth::Last,
        "last" => is_last,
        _ => true,
    });
    // Its end is a field of its own.
    let same = rule.map(|rule| {
        let read = Recurrence::read(rule, first);
        Choice::new(SAME, read.map_or_else(|| text::rule(rule), |read| text::rhythm(&read.rhythm)))
    });
    let others = offered.filter_map(|key| Some(Choice::new(key, text::rhythm(&of(key, first)?))));
    same.into_iter().chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(day: &str) -> Vec<String> {
        choices(day.parse().unwrap(), None).into_iter().map(|choice| choice.label).collect()
    }

    #[test]
    fn what_is_offered_fits_the_first_day() {
        let second_tuesday = labels("2026-12-08");
        assert!(second_tuesday.contains(&"Every 2 weeks on Tuesday".to_owned()));
        assert!(second_tuesday.contains(&"Every month on the second Tuesday".to_owned()));
        assert!(!second_tuesday.iter().any(|label| label.contains("last")));
        let fifth = labels("2026-12-29");
        assert!(fifth.contains(&"Every month on the last Tuesday".to_owned()));
        assert_eq!(fifth.len(), 6);
    }

    #[test]
    fn every_choice_falls_on_its_first_day() {
        for day in 0..60 {
            let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(day);
            for choice in choices(first, None) {
                assert!(of(&choice.value, first).unwrap().falls_on(first), "{} {first}", choice.label);
            }
        }
    }
}
