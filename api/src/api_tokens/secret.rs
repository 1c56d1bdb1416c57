//! Drawing a token's secret by lot.

use anyhow::anyhow;
use shared::api_tokens::secret::{ALPHABET, DRAWN, of};

use crate::http::Failure;

/// The largest multiple of 62 that a byte can be less than: what is above would make the first letters likelier.
const FAIR: u8 = 248;

/// A new secret, as a program sends it.
pub(crate) fn draw() -> Result<String, Failure> {
    let mut drawn = String::with_capacity(DRAWN);
    let mut bytes = [0; DRAWN];
    while drawn.len() < DRAWN {
        getrandom::fill(&mut bytes).map_err(|error| Failure::fault(anyhow!("no random bytes to be had: {error}")))?;
        let fair = bytes.iter().filter(|byte| **byte < FAIR);
        let letters = fair.filter_map(|byte| ALPHABET.get(usize::from(byte % 62))).map(|letter| char::from(*letter));
        drawn.extend(letters.take(DRAWN - drawn.len()));
    }
    Ok(of(&drawn))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use shared::api_tokens::secret::is_well_formed;

    use super::draw;

    #[test]
    fn each_is_another_and_all_letters_come_up() {
        let drawn: HashSet<String> = (0..1000).map(|_| draw().unwrap()).collect();
        assert_eq!(drawn.len(), 1000);
        assert!(drawn.iter().all(|secret| is_well_formed(secret)));
        let letters: HashSet<char> = drawn.iter().flat_map(|secret| secret.chars().skip(3)).collect();
        assert_eq!(letters.len(), 62);
    }
}
