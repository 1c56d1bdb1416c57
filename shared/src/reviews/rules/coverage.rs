//! Which months of a period a review speaks of, by what it cites (`workflows.md` part 4, feature 7).
//!
//! A citation is text like any other, so that it shows wherever an answer does: `[12 Mar 2026: Ship the new ledger]`.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};

use super::super::evidence::{ReviewCiting, ReviewEvidenceKind};
use crate::analytics::rules::month_of;

/// The longest name in a citation, in characters.
const LONGEST_NAME: usize = 80;
/// Nobody looks back on more months.
const MOST_MONTHS: usize = 120;
/// How a citation writes its day, whatever the reader's language: it stays in the text.
const DAY: &str = "%-d %b %Y";

/// A month of the period, with how much there is of which kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredMonth {
    /// Its first day.
    pub month: NaiveDate,
    /// Only what occurs, in the order of the kinds.
    pub counts: Vec<(ReviewEvidenceKind, usize)>,
}

/// Whether a review may name something. Who writes without their name cites only what everybody sees: the rest would
/// tell who they are.
pub const fn citing(background: bool, unnamed: bool, everybody_sees: bool) -> ReviewCiting {
    match (background, unnamed && !everybody_sees) {
        (true, _) => ReviewCiting::Background,
        (_, true) => ReviewCiting::WouldTell,
        _ => ReviewCiting::May,
    }
}

/// All months from one day to another, empty ones too, each with what happened in it.
pub fn months(from: NaiveDate, to: NaiveDate, items: &[(NaiveDate, ReviewEvidenceKind)]) -> Vec<CoveredMonth> {
    let counts = |month: NaiveDate| {
        let of_kind = |kind: &ReviewEvidenceKind| {
            let count = items.iter().filter(|(day, of)| month_of(*day) == month && of == kind).count();
            (count > 0).then_some((*kind, count))
        };
        ReviewEvidenceKind::ALL.iter().filter_map(of_kind).collect()
    };
    let first = (from <= to).then(|| month_of(from));
    let all = std::iter::successors(first, |month| month.checked_add_months(Months::new(1)));
    all.take_while(|month| *month <= to)
        .take(MOST_MONTHS)
        .map(|month| CoveredMonth { month, counts: counts(month) })
        .collect()
}

/// The months that a text cites something of.
pub fn cited(text: &str) -> BTreeSet<NaiveDate> {
    let day = |rest: &str| {
        let (inside, _) = rest.split_once(']')?;
        let (day, _) = inside.split_once(": ")?;
        NaiveDate::parse_from_str(day, DAY).ok()
    };
    text.split('[').skip(1).filter_map(day).map(month_of).collect()
}

/// The months of which there is something and nothing is cited. They are pointed out and stop nobody.
pub fn uncited(months: &[CoveredMonth], cited: &BTreeSet<NaiveDate>) -> Vec<NaiveDate> {
    let silent = |month: &&CoveredMonth| !month.counts.is_empty() && !cited.contains(&month.month);
    months.iter().filter(silent).map(|month| month.month).collect()
}

/// How something is cited.
pub fn citation(day: NaiveDate, name: &str) -> String {
    // Brackets would end it early.
    let plain: String = name.chars().map(|c| if matches!(c, '[' | ']') { ' ' } else { c }).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("[{}: {}]", day.format(DAY), short(&words, LONGEST_NAME))
}

/// A text in so many characters at most.
pub fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", head.trim_end())
}

/// A text with a citation at the caret, or at its end, and where the caret stands then: in UTF-16, as browsers count.
pub fn insert(text: &str, caret: Option<usize>, citation: &str) -> (String, usize) {
    let (head, tail) = text.split_at(caret.map_or(text.len(), |caret| byte_of(text, caret)));
    let mut start = head.to_owned();
    if head.chars().next_back().is_some_and(|last| !last.is_whitespace()) {
        start.push(' ');
    }
    start.push_str(citation);
    let after = start.encode_utf16().count();
    // A stop or a comma follows it at once.
    let apart = if tail.starts_with(char::is_alphanumeric) { " " } else { "" };
    (format!("{start}{apart}{tail}"), after)
}

/// Where a place counted in UTF-16 stands in the text; its end if it is beyond.
fn byte_of(text: &str, caret: usize) -> usize {
    let mut passed = 0;
    for (at, one) in text.char_indices() {
        if passed >= caret {
            return at;
        }
        passed += one.len_utf16();
    }
    text.len()
}

/// How many words a text has.
pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn named(months: &[NaiveDate]) -> Vec<String> {
        months.iter().map(|month| month.format("%Y-%m").to_string()).collect()
    }

    #[test]
    fn the_strip_has_every_month_of_the_period_and_what_happened_in_it() {
        let items = [
            (day("2026-01-31"), ReviewEvidenceKind::Praise),
            (day("2026-03-01"), ReviewEvidenceKind::CheckIn),
            (day("2026-03-31"), ReviewEvidenceKind::CheckIn),
            (day("2026-03-02"), ReviewEvidenceKind::ObjectiveBegun),
        ];
        let strip = months(day("2026-01-15"), day("2026-04-02"), &items);
        let first = strip.iter().map(|month| month.month).collect::<Vec<_>>();
        assert_eq!(named(&first), ["2026-01", "2026-02", "2026-03", "2026-04"]);
        assert_eq!(strip[0].counts, [(ReviewEvidenceKind::Praise, 1)]);
        assert!(strip[1].counts.is_empty() && strip[3].counts.is_empty());
        assert_eq!(strip[2].counts, [(ReviewEvidenceKind::ObjectiveBegun, 1), (ReviewEvidenceKind::CheckIn, 2)]);
        assert!(months(day("2026-02-01"), day("2026-01-01"), &items).is_empty());
    }

    #[test]
    fn a_month_is_touched_by_a_citation_and_an_empty_one_is_never_pointed_out() {
        let items = ["2026-01-31", "2026-03-01", "2026-04-01"].map(|on| (day(on), ReviewEvidenceKind::Praise));
        let strip = months(day("2026-01-01"), day("2026-04-30"), &items);
        assert_eq!(named(&uncited(&strip, &cited(""))), ["2026-01", "2026-03", "2026-04"]);
        let text = "Calm in the rush [1 Mar 2026: Praise from Ada], [as ever], [soon: maybe] and [31 Jan 2026: x";
        assert_eq!(named(&uncited(&strip, &cited(text))), ["2026-01", "2026-04"]);
    }

    #[test]
    fn a_citation_says_day_and_name_on_one_line() {
        assert_eq!(citation(day("2026-03-02"), "Ship the [new]\nledger"), "[2 Mar 2026: Ship the new ledger]");
        let long = citation(day("2026-03-02"), &"a".repeat(200));
        assert_eq!(long.chars().count(), "[2 Mar 2026: ]".len() + LONGEST_NAME);
    }

    #[test]
    fn it_stands_at_the_caret_apart_from_words_and_close_to_a_stop() {
        assert_eq!(insert("", None, "[x]"), ("[x]".to_owned(), 3));
        assert_eq!(insert("Calm.", Some(4), "[x]"), ("Calm [x].".to_owned(), 8));
        assert_eq!(insert("Calm and kind", Some(5), "[x]"), ("Calm [x] and kind".to_owned(), 8));
        assert_eq!(insert("🚢 sails", Some(2), "[x]"), ("🚢 [x] sails".to_owned(), 6));
        assert_eq!(insert("Calm", Some(99), "[x]"), ("Calm [x]".to_owned(), 8));
    }

    #[test]
    fn who_has_no_name_cites_what_everybody_sees_and_nobody_cites_background() {
        assert_eq!(citing(true, false, true), ReviewCiting::Background);
        assert_eq!(citing(true, true, false), ReviewCiting::Background);
        assert_eq!(citing(false, true, false), ReviewCiting::WouldTell);
        assert_eq!(citing(false, true, true), ReviewCiting::May);
        assert_eq!(citing(false, false, false), ReviewCiting::May);
    }

    #[test]
    fn words_are_what_stands_between_spaces() {
        assert_eq!((words(""), words("  One,\ntwo  three ")), (0, 3));
        assert_eq!((short("abc", 3), short("abcd", 3)), ("abc".to_owned(), "ab…".to_owned()));
    }

    proptest! {
        #[test]
        fn whatever_is_cited_is_found_again(
            days in 0i64..20_000, name in "[ -~é🚢]{0,120}", text in "[ -~é🚢]{0,40}", caret in prop::option::of(0usize..50),
        ) {
            let on = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + chrono::Duration::days(days);
            // What was typed before may hold half a citation of its own.
            let text = text.replace(['[', ']'], "");
            let (whole, after) = insert(&text, caret, &citation(on, &name));
            prop_assert!(cited(&whole).contains(&month_of(on)));
            prop_assert!(after <= whole.encode_utf16().count());
            let kept = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(kept(&whole.replacen(&citation(on, &name), "", 1)), kept(&text));
        }
    }
}
