//! The soak of `cargo xtask soak`, each fault once.

use std::time::Duration;

use perftrack_tests::soak;

#[test]
fn what_was_acknowledged_outlives_whatever_breaks() {
    let outcome = soak::run(Duration::ZERO);
    assert!(outcome.wrong.is_empty() && outcome.missing.is_empty(), "{outcome:#?}");
    assert!(outcome.acknowledged > 100 && outcome.refused > 0, "{outcome:#?}");
    // Asked again ten times a second, everybody was answered in the end.
    let recovered =
        outcome.faults.iter().filter_map(|fault| fault.attempts).filter(|attempts| (1..600).contains(attempts));
    assert!(recovered.count() >= 3, "{outcome:#?}");
}
