//! The soak of `cargo xtask soak`, each fault once.

use std::time::Duration;

use perftrack_tests::soak;

/// So often somebody asks after something was mended, a tenth of a second apart, until they are answered. Connections to
/// the database are tried again after pauses that grow to two and a half seconds.
const MOST_AFTER: usize = 60;

#[test]
fn what_was_acknowledged_outlives_whatever_breaks() {
    let outcome = soak::run(Duration::ZERO);
    assert!(outcome.wrong.is_empty() && outcome.missing.is_empty(), "{outcome:#?}");
    assert!(outcome.acknowledged > 100 && outcome.refused > 0, "{outcome:#?}");
    // Whoever listened came back after each fault, and some had a mail sent to them.
    assert!(outcome.streams > 15 && outcome.letters >= 5, "{outcome:#?}");
    // Asked again ten times a second, everybody was answered in the end.
    let recovered =
        outcome.faults.iter().filter_map(|fault| fault.attempts).filter(|attempts| (1..600).contains(attempts));
    assert!(recovered.count() >= 3, "{outcome:#?}");
    // Once it is mended, nobody is left waiting.
    assert!(outcome.faults.iter().all(|fault| fault.after <= MOST_AFTER), "{outcome:#?}");
}
