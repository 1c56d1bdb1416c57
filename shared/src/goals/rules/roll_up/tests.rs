use proptest::prelude::*;

use super::*;

fn part(kind: PartKind, weight: f64, progress: f64) -> Part {
    Part { id: Uuid::nil(), kind, weight, progress: Some(progress), state: ObjectiveState::Active }
}

fn key_result(weight: f64, progress: f64) -> Part {
    part(PartKind::KeyResult, weight, progress)
}

fn child(weight: f64, progress: f64) -> Part {
    part(PartKind::Child, weight, progress)
}

#[test]
fn a_weighted_mean_of_what_is_chosen() {
    let parts = [key_result(1.0, 0.25), key_result(3.0, 0.75), child(4.0, 1.0)];
    assert_eq!(roll_up(RollUp::KeyResults, &parts).value, Some(0.625));
    assert_eq!(roll_up(RollUp::Children, &parts).value, Some(1.0));
    assert_eq!(roll_up(RollUp::Both, &parts).value, Some(0.8125));
}

#[test]
fn what_does_not_count_says_why() {
    let parts = [
        Part { state: ObjectiveState::Draft, ..child(1.0, 0.5) },
        Part { state: ObjectiveState::Proposed, ..child(1.0, 0.5) },
        Part { state: ObjectiveState::Paused, ..child(1.0, 0.5) },
        Part { state: ObjectiveState::Cancelled, ..child(1.0, 0.5) },
        Part { progress: None, ..child(1.0, 0.5) },
        child(0.0, 0.5),
        key_result(1.0, 0.5),
    ];
    let computed = roll_up(RollUp::Children, &parts);
    let reasons: Vec<_> = computed.inputs.iter().filter_map(|input| input.left_out).collect();
    use LeftOut::*;
    assert_eq!(reasons, [NotActiveYet, NotActiveYet, Paused, Cancelled, NoProgress, NoWeight, NotRolledUp]);
    assert_eq!(computed.value, None);
    assert_eq!(computed.counted_weight, Some(0.0));
}

#[test]
fn closed_outcomes_keep_counting() {
    let parts = [
        Part { state: ObjectiveState::Achieved, ..child(1.0, 1.0) },
        Part { state: ObjectiveState::Missed, ..child(1.0, 0.5) },
    ];
    assert_eq!(roll_up(RollUp::Children, &parts).value, Some(0.75));
}

#[test]
fn one_far_beyond_its_target_does_not_hide_another() {
    let computed = roll_up(RollUp::KeyResults, &[key_result(1.0, 3.0), key_result(1.0, 0.0)]);
    assert_eq!(computed.value, Some(0.5));
    assert_eq!(computed.inputs.first().map(|input| (input.progress, input.used)), Some((Some(3.0), Some(1.0))));
}

#[test]
fn a_hidden_child_leaves_the_value_and_takes_its_weight_along() {
    let (seen, hidden) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let parts = [Part { id: seen, ..child(1.0, 0.0) }, Part { id: hidden, ..child(1.0, 1.0) }];
    let whole = roll_up(RollUp::Children, &parts);
    let partly = whole.clone().for_reader(|id| id == seen);
    assert_eq!(partly.value, Some(0.5));
    assert_eq!(partly.counted_weight, None);
    assert_eq!(partly.inputs.len(), 1);
    assert!(partly.withheld);
    assert_eq!(whole.clone().for_reader(|_| true), whole);
}

#[test]
fn a_hidden_draft_is_not_even_hinted_at() {
    let draft = Part { state: ObjectiveState::Draft, ..child(1.0, 0.5) };
    let computed = roll_up(RollUp::Children, &[draft]).for_reader(|_| false);
    assert!(!computed.withheld && computed.inputs.is_empty());
}

#[test]
fn a_computation_survives_storage() {
    let computed = roll_up(RollUp::Both, &[key_result(1.0, 0.1 + 0.2), child(0.0, -0.5)]);
    let stored = serde_json::to_value(&computed).unwrap();
    assert_eq!(serde_json::from_value::<Computation>(stored).unwrap(), computed);
}

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let state = prop::sample::select(ObjectiveState::ALL);
    let kind = prop::sample::select(PartKind::ALL);
    let weight = prop_oneof![Just(0.0), 0.01..100.0];
    let one = (kind, weight, prop::option::of(-1.0..3.0), state);
    prop::collection::vec(one, 0..8).prop_map(|parts| {
        let part = |(kind, weight, progress, state)| Part { id: Uuid::nil(), kind, weight, progress, state };
        parts.into_iter().map(part).collect()
    })
}

proptest! {
    #[test]
    fn only_the_relation_of_weights_matters(parts in parts(), factor in 0.01..100.0, how in prop::sample::select(RollUp::ALL)) {
        let scaled: Vec<_> = parts.iter().map(|part| Part { weight: part.weight * factor, ..part.clone() }).collect();
        match (roll_up(how, &parts).value, roll_up(how, &scaled).value) {
            (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-9),
            (a, b) => prop_assert_eq!(a, b),
        }
    }

    #[test]
    fn what_is_left_out_could_as_well_not_be_there(parts in parts(), how in prop::sample::select(RollUp::ALL)) {
        let whole = roll_up(how, &parts);
        let counted: Vec<_> = parts.iter().zip(&whole.inputs).filter(|(_, input)| input.left_out.is_none())
            .map(|(part, _)| part.clone()).collect();
        prop_assert_eq!(roll_up(how, &counted).value, whole.value);
        prop_assert_eq!(whole.value.is_none(), counted.is_empty());
    }

    #[test]
    fn the_value_lies_among_its_inputs(parts in parts(), how in prop::sample::select(RollUp::ALL)) {
        let computed = roll_up(how, &parts);
        let used = || computed.inputs.iter().filter_map(|input| input.used);
        if let Some(value) = computed.value {
            let least = used().fold(f64::INFINITY, f64::min);
            let most = used().fold(0.0, f64::max);
            prop_assert!(least - 1e-9 <= value && value <= most + 1e-9);
        }
        prop_assert!(used().all(|used| (0.0..=1.0).contains(&used)));
        prop_assert!(computed.inputs.iter().all(|input| input.used.is_some() == input.left_out.is_none()));
    }

    #[test]
    fn more_progress_of_a_part_never_lowers_the_whole(parts in parts(), which in any::<prop::sample::Index>(), more in 0.0..2.0) {
        prop_assume!(!parts.is_empty());
        let mut better = parts.clone();
        let index = which.index(parts.len());
        if let Some(progress) = better.get_mut(index).and_then(|part| part.progress.as_mut()) { *progress += more; }
        if let (Some(before), Some(after)) = (roll_up(RollUp::Both, &parts).value, roll_up(RollUp::Both, &better).value) {
            prop_assert!(after >= before - 1e-12);
        }
    }
}

#[test]
fn nothing_counted_weighs_nothing_and_not_less() {
    let weight = roll_up(RollUp::KeyResults, &[]).counted_weight.expect("a sum");
    assert!(weight == 0.0 && weight.is_sign_positive());
}
