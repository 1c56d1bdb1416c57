//! Whether the records of a domain prove it to be somebody's: a pure decision.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use shared::single_sign_on::{DomainOutcome, PROOF_PREFIX};

use crate::http::Failure;

/// What stands in a record behind [`PROOF_PREFIX`]: nobody can guess it, though everybody may read it there.
pub(super) fn new_value() -> Result<String, Failure> {
    let mut bytes = [0; 24];
    getrandom::fill(&mut bytes).map_err(|error| Failure::fault(anyhow::anyhow!("no random bytes: {error}")))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// The whole record.
pub(super) fn record(value: &str) -> String {
    format!("{PROOF_PREFIX}{value}")
}

/// What the texts of a domain say about a value. Another of the same kind leaves open whose the domain is, so it isn't proven
/// until that is gone; whoever writes the records sees it there, and learns of nobody's claim.
pub(super) fn judge(texts: &[String], value: &str) -> DomainOutcome {
    let mut values = texts.iter().filter_map(|text| text.trim().strip_prefix(PROOF_PREFIX)).map(str::trim).peekable();
    if values.peek().is_none() {
        return DomainOutcome::Absent;
    }
    if values.all(|found| found == value) { DomainOutcome::Found } else { DomainOutcome::Another }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn judged(texts: &[&str]) -> DomainOutcome {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        judge(&texts, "ours")
    }

    #[test]
    fn one_record_proves_and_two_leave_it_open() {
        let ours = "perftrack-verification=ours";
        assert_eq!(judged(&["v=spf1 -all", ours]), DomainOutcome::Found);
        assert_eq!(judged(&[ours, ours]), DomainOutcome::Found);
        assert_eq!(judged(&[" perftrack-verification= ours "]), DomainOutcome::Found);
        assert_eq!(judged(&[ours, "perftrack-verification=theirs"]), DomainOutcome::Another);
        assert_eq!(judged(&["perftrack-verification=theirs"]), DomainOutcome::Another);
        assert_eq!(judged(&["perftrack-verification=oursandmore"]), DomainOutcome::Another);
        for nothing in [&[][..], &["ours"], &["x perftrack-verification=ours"], &["google-site-verification=ours"]] {
            assert_eq!(judged(nothing), DomainOutcome::Absent);
        }
    }

    proptest! {
        #[test]
        fn nobody_guesses_it(texts in prop::collection::vec(".{0,60}", 0..5)) {
            prop_assert_ne!(judge(&texts, &new_value().unwrap()), DomainOutcome::Found);
        }
    }
}
