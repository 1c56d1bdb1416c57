use proptest::prelude::*;

use super::*;

fn ready() -> Facts<'static> {
    Facts {
        without_value: 0,
        progress: Some(0.7),
        score: Some(0.7),
        score_comment: None,
        learning: Some("Start with the pilot team."),
    }
}

fn faults(facts: Facts<'_>) -> Vec<(String, String)> {
    let refused = next(ObjectiveState::Active, Transition::Achieve, facts).err().unwrap_or_default();
    refused.into_iter().map(|fault| (fault.field, fault.code)).collect()
}

fn refused(facts: Facts<'_>, field: &str, code: &str) {
    assert_eq!(faults(facts), [(field.to_owned(), code.to_owned())]);
}

#[test]
fn from_draft_to_an_outcome() {
    let walk = [Transition::Propose, Transition::Activate, Transition::Pause, Transition::Resume, Transition::Miss];
    let mut state = ObjectiveState::Draft;
    for step in walk {
        state = next(state, step, ready()).unwrap();
    }
    assert_eq!(state, ObjectiveState::Missed);
    assert!(allowed(state).is_empty());
}

#[test]
fn closing_asks_for_values_a_score_and_a_learning() {
    assert_eq!(faults(ready()), []);
    refused(Facts { without_value: 2, ..ready() }, "key_results", "value_missing");
    refused(Facts { score: None, ..ready() }, "score", "required");
    refused(Facts { score: Some(1.01), ..ready() }, "score", "number_out_of_range");
    refused(Facts { score: Some(f64::NAN), ..ready() }, "score", "number_out_of_range");
    refused(Facts { learning: Some("  "), ..ready() }, "learning", "required");
    refused(Facts { learning: Some("one\ntwo"), ..ready() }, "learning", "not_one_line");
    assert_eq!(faults(Facts::default()).len(), 2);
}

#[test]
fn a_score_of_ones_own_needs_a_comment() {
    refused(Facts { score: Some(0.9), ..ready() }, "score_comment", "required");
    assert_eq!(faults(Facts { score: Some(0.9), score_comment: Some("Half came late."), ..ready() }), []);
    refused(Facts { progress: None, ..ready() }, "score_comment", "required");
}

#[test]
fn the_suggested_score_is_the_progress_as_shown() {
    assert_eq!(suggested_score(Some(1.4)), Some(1.0));
    assert_eq!(suggested_score(Some(0.666_6)), Some(0.67));
    assert_eq!(suggested_score(None), None);
}

proptest! {
    #[test]
    fn a_button_works_exactly_where_it_is_offered(
        state in prop::sample::select(ObjectiveState::ALL), step in prop::sample::select(Transition::ALL),
    ) {
        prop_assert_eq!(next(state, step, ready()).is_ok(), allowed(state).contains(&step));
    }

    #[test]
    fn nothing_leaves_a_closed_state(step in prop::sample::select(Transition::ALL)) {
        for state in ObjectiveState::ALL.iter().filter(|state| state.is_closed()) {
            prop_assert!(next(*state, step, ready()).is_err());
        }
    }

    #[test]
    fn the_suggested_score_always_passes_without_comment(progress in -2.0..3.0) {
        let facts = Facts { progress: Some(progress), score: suggested_score(Some(progress)), ..ready() };
        prop_assert_eq!(faults(facts), []);
    }
}
