//! How long a review takes to write: by what others took, or, until enough have, by what is asked.

use super::super::form::{ReviewForm, ReviewQuestionKind, ReviewRelation};

/// Fewer times than these say nothing of what is usual.
pub const LEAST_TIMED: i64 = 5;
/// Somebody looks back before they write.
const LOOKING_BACK: u32 = 180;
/// How many goals or competencies there are to speak of, as a rule.
const ITEMS: u32 = 4;
/// How many peers a person has, as a rule.
pub const USUAL_PEERS: i64 = 3;

/// Minutes for one review of a side, by what it is asked.
pub fn estimated(form: &ReviewForm, side: ReviewRelation) -> u32 {
    let seconds = |kind| match kind {
        ReviewQuestionKind::Rating => 45,
        ReviewQuestionKind::Text => 240,
        ReviewQuestionKind::Choice => 20,
        ReviewQuestionKind::Choices => 30,
        ReviewQuestionKind::Goals => ITEMS * 90,
        ReviewQuestionKind::Competencies => ITEMS * 60,
    };
    let asked = form.questions().filter(|question| question.answered_by.contains(&side));
    (LOOKING_BACK + asked.map(|question| seconds(question.kind)).sum::<u32>()).div_ceil(60)
}

/// The middle of the times in which reviews were written, each with how many took it, and how many that are; `None` if
/// they are too few.
pub fn median(times: &[(u32, i64)]) -> Option<(u32, i64)> {
    let all: i64 = times.iter().map(|(_, reviews)| reviews).sum();
    if all < LEAST_TIMED {
        return None;
    }
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let mut before = 0;
    let middle = sorted.iter().find(|(_, reviews)| {
        before += reviews;
        before * 2 >= all
    });
    middle.map(|(minutes, _)| (*minutes, all))
}

/// What a form takes whose earlier version took `median` minutes, where both are known by what they ask: a form that
/// became shorter takes less from the day it did.
pub fn carried(now: u32, then: u32, median: u32) -> u32 {
    let scaled = (u64::from(median) * u64::from(now)).div_ceil(u64::from(then.max(1)));
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn form(kinds: &[&str]) -> ReviewForm {
        let question = |(at, kind): (usize, &&str)| {
            json!({
                "key": format!("q{at}"), "kind": kind, "text": "?", "answered_by": ["peer"], "read_by": "subject",
            })
        };
        let questions: Vec<_> = kinds.iter().enumerate().map(question).collect();
        let sections = json!([{ "title": "All", "questions": questions }]);
        serde_json::from_value(json!({ "scale": [], "weights": [], "sections": sections })).unwrap()
    }

    #[test]
    fn more_questions_take_longer_and_nobody_asked_takes_what_looking_back_takes() {
        let short = estimated(&form(&["rating"]), ReviewRelation::Peer);
        let long = estimated(&form(&["rating", "text", "text"]), ReviewRelation::Peer);
        assert!(short < long, "{short} {long}");
        assert_eq!(estimated(&form(&["text"]), ReviewRelation::Own), 3);
    }

    #[test]
    fn a_few_times_say_nothing() {
        assert_eq!(median(&[(10, 4)]), None);
        assert_eq!(median(&[(10, 3), (30, 2)]), Some((10, 5)));
        assert_eq!(median(&[(90, 1), (12, 2), (20, 3)]), Some((20, 6)));
    }

    #[test]
    fn a_form_that_became_shorter_takes_less() {
        assert_eq!((carried(10, 20, 30), carried(20, 20, 30), carried(1, 100, 1)), (15, 30, 1));
    }

    proptest! {
        #[test]
        fn half_took_no_longer_than_the_median(times in prop::collection::vec((1u32..240, 1i64..20), 1..20)) {
            let all: i64 = times.iter().map(|(_, n)| n).sum();
            if let Some((middle, counted)) = median(&times) {
                let until: i64 = times.iter().filter(|(minutes, _)| *minutes <= middle).map(|(_, n)| n).sum();
                let before: i64 = times.iter().filter(|(minutes, _)| *minutes < middle).map(|(_, n)| n).sum();
                prop_assert!(counted == all && until * 2 >= all && before * 2 < all);
            }
        }
    }
}
