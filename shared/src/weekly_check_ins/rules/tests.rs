use chrono::Weekday as Day;
use proptest::prelude::*;

use super::*;

fn meant(text: &str, carried: u32) -> Intention {
    Intention { text: text.to_owned(), carried }
}

fn lines(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn what_is_done_is_not_carried() {
    let before = [meant("Call the  harbour", 0), meant("Write the report", 1)];
    assert_eq!(unfinished(&before, &lines(&["call the harbour "])), [meant("Write the report", 2)]);
}

#[test]
fn the_third_time_a_line_asks_to_be_dropped() {
    let mut week = intentions(&lines(&["Write the report"]), &[]);
    for carried in 0..3 {
        assert_eq!((week[0].carried, asks_to_be_dropped(&week[0])), (carried, false));
        week = intentions(&lines(&["write the report"]), &week);
    }
    assert!(asks_to_be_dropped(&week[0]));
    // What is dropped for a week begins anew.
    assert_eq!(intentions(&lines(&["Write the report"]), &intentions(&[], &week))[0].carried, 0);
}

#[test]
fn a_line_that_stood_before_is_not_fresh_in_whatever_list() {
    let sent = lines(&["call the  Harbour", "Ask Ada"]);
    assert_eq!(fresh(&sent, &lines(&["Call the harbour"])), ["Ask Ada"]);
    assert_eq!(fresh(&sent, &[]), ["call the  Harbour", "Ask Ada"]);
}

#[test]
fn a_week_has_a_monday_and_a_day_it_is_due() {
    let sunday = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();
    let monday = monday_of(sunday);
    assert_eq!(monday, NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
    assert_eq!(due_on(monday, Weekday::Monday), monday);
    assert_eq!(due_on(monday, Weekday::Sunday), sunday);
}

prop_compose! {
    fn any_day()(days in 0_i32..400_000) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(700_000 + days).unwrap()
    }
}

proptest! {
    #[test]
    fn every_day_is_in_the_week_of_its_monday(day in any_day()) {
        let monday = monday_of(day);
        prop_assert_eq!(monday.weekday(), Day::Mon);
        prop_assert!((0..7).contains(&(day - monday).num_days()));
    }

    #[test]
    fn questions_take_turns(day in any_day(), count in 1_usize..6) {
        let own: Vec<_> = (0..count).map(|index| index.to_string()).collect();
        let asked: Vec<_> =
            (0..count as u64).map(|week| question_of(&own, monday_of(day) + Days::new(7 * week))).collect();
        let mut sorted = asked.clone();
        sorted.sort();
        prop_assert_eq!(sorted, own);
        prop_assert!(USUAL_QUESTIONS.contains(&question_of(&[], monday_of(day)).as_str()));
    }

    #[test]
    fn nothing_is_lost_between_weeks(
        before in prop::collection::vec(("[a-c]{1,2}", 0_u32..5), 0..5), did in prop::collection::vec("[a-c]{1,2}", 0..5),
    ) {
        let before: Vec<_> = before.iter().map(|(text, carried)| meant(text, *carried)).collect();
        let left = unfinished(&before, &did);
        for meant in &before {
            let done = did.contains(&meant.text);
            prop_assert!(done != left.iter().any(|left| left.text == meant.text));
        }
    }
}
