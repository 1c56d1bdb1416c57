//! What people write.

use proptest::prelude::*;

use super::*;

fn of(number: usize, value: f64, status: Option<CheckInStatus>, comment: &str) -> SaidOf {
    SaidOf { number, value, status, comment: comment.to_owned() }
}

#[test]
fn a_check_in_is_a_number_a_value_and_what_one_says_of_it() {
    let table = [
        ("1: 42", of(1, 42.0, None, "")),
        ("2) 15,5 % off track", of(2, 15.5, Some(CheckInStatus::OffTrack), "")),
        ("1. 42, at risk, waiting for legal", of(1, 42.0, Some(CheckInStatus::AtRisk), "waiting for legal")),
        ("- 1: -3.25 On track - all is well", of(1, -3.25, Some(CheckInStatus::OnTrack), "all is well")),
        ("2: 1,234.5 and more", of(2, 1234.5, None, "and more")),
        ("2: 1.234,5", of(2, 1234.5, None, "")),
        ("1: 42. Two are signed.\nThe third isn't.", of(1, 42.0, None, "Two are signed.\nThe third isn't.")),
        ("1: 42\n\nBest, Anna", of(1, 42.0, None, "")),
    ];
    for (text, expected) in table {
        assert_eq!(read(text, 2).unwrap().check_ins, [expected], "{text}");
    }
    assert_eq!(read("42 at risk", 1).unwrap().check_ins, [of(1, 42.0, Some(CheckInStatus::AtRisk), "")]);
    assert_eq!(read("42 at risk", 2).unwrap().check_ins, []);
    assert_eq!(read("-5", 1).unwrap().check_ins, [of(1, -5.0, None, "")], "a minus is no mark of a list");
    assert_eq!(read("- 5", 1).unwrap().check_ins, [of(1, 5.0, None, "")]);
}

#[test]
fn what_could_be_read_in_two_ways_is_refused() {
    for text in ["1: 15.000", "1: 15,000", "1: 15 000", "1: 1,234,567", "1: fine", "1:", "3: 4", "0: 4", "1: 4\n1: 5"] {
        assert!(read(text, 2).is_err(), "{text}");
    }
}

#[test]
fn a_week_is_said_by_labels() {
    let said = read("Did: the offer\n- the call\nnext: visits\n\nstuck:\nno room\nmood: 4\nCheers", 3).unwrap();
    let week = said.week.unwrap();
    assert_eq!(week.did, ["the offer", "the call"]);
    assert_eq!((week.next, week.stuck, week.mood), (vec!["visits".to_owned()], vec!["no room".to_owned()], Some(4)));
    assert_eq!(said.left, ["Cheers"]);
    assert!(read("mood: 6", 0).is_err() && read("mood: fine", 0).is_err());
    let numbered = read("did:\n1. shipped\n2. rested", 2).unwrap();
    assert_eq!(numbered.week.unwrap().did, ["1. shipped", "2. rested"], "a list in a week is no check-in");
    assert_eq!(numbered.check_ins, []);
}

#[test]
fn what_says_nothing_is_given_back() {
    let said = read("Hello,\n\n1: 3\n\nBest regards\nAnna", 1).unwrap();
    assert_eq!(said.left, ["Hello,", "Best regards", "Anna"]);
}

#[test]
fn a_line_that_was_drawn_is_an_empty_one() {
    let said = read("1: 3\nlate\n-----\n--\nAnna", 1).unwrap();
    assert_eq!(said.check_ins, [of(1, 3.0, None, "late")]);
    assert_eq!(said.left, ["Anna"]);
}

proptest! {
    #[test]
    fn no_text_breaks_it_and_nothing_is_made_up(text in "[a-z0-9 :.,%\n-]{0,120}", count in 0usize..4) {
        if let Ok(said) = read(&text, count) {
            let week = said.week.unwrap_or_default();
            let mood = usize::from(week.mood.is_some());
            let lists = week.did.len() + week.next.len() + week.stuck.len();
            let comments: usize = said.check_ins.iter().map(|of| of.comment.lines().count()).sum();
            let lines = text.lines().filter(|line| !line.trim_matches(['-', ' ']).is_empty()).count();
            // A label may stand alone, a check-in has its first line, and a mood said twice is one.
            prop_assert!(lists + comments + said.left.len() + said.check_ins.len() + mood <= lines + said.check_ins.len());
            prop_assert!(said.check_ins.iter().all(|of| of.value.is_finite() && of.number >= 1 && of.number <= count));
        }
    }

    #[test]
    fn a_value_is_read_as_it_was_written(value in -1_000_000i32..1_000_000, hundredths in 0u8..100) {
        let written = format!("1: {value}.{hundredths:02}");
        let expected: f64 = format!("{value}.{hundredths:02}").parse().unwrap();
        prop_assert_eq!(read(&written, 1).unwrap().check_ins[0].value, expected);
        let expected = f64::from(value);
        prop_assert_eq!(read(&format!("1: {value}"), 1).unwrap().check_ins[0].value, expected);
    }
}
