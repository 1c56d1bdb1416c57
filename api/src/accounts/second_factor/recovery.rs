//! Codes for the day the phone is gone: 120 random bits each, so that their hash is as good as they are.

use data_encoding::BASE32_NOPAD;
use sha2::{Digest, Sha256};

use crate::http::Failure;

const BYTES: usize = 15;
/// What is stored of a code.
pub(super) type CodeHash = [u8; 32];

/// New codes as people write them down, such as `k3vq-…`, with their hashes.
pub(super) fn generate(count: usize) -> Result<Vec<(String, CodeHash)>, Failure> {
    let mut codes = Vec::with_capacity(count);
    for _ in 0..count {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).map_err(super::no_random_bytes)?;
        codes.push((written(&bytes), hash(&bytes)));
    }
    Ok(codes)
}

fn written(bytes: &[u8; BYTES]) -> String {
    let mut code = String::new();
    for (index, letter) in BASE32_NOPAD.encode(bytes).chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            code.push('-');
        }
        code.push(letter.to_ascii_lowercase());
    }
    code
}

/// The hash to look a code up by, however it was typed; `None` if it can't be one of ours.
pub(super) fn recognise(code: &str) -> Option<CodeHash> {
    let letters = code.chars().filter(char::is_ascii_alphanumeric).map(|letter| match letter.to_ascii_uppercase() {
        // Base32 has no such digits: they are letters misread.
        '0' => 'O',
        '1' => 'I',
        letter => letter,
    });
    let bytes = BASE32_NOPAD.decode(letters.collect::<String>().as_bytes()).ok()?;
    Some(hash(&bytes.try_into().ok()?))
}

fn hash(bytes: &[u8; BYTES]) -> CodeHash {
    Sha256::new().chain_update("recovery code\0").chain_update(bytes).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_recognised_however_it_is_typed() {
        for (code, stored) in generate(50).unwrap() {
            assert_eq!(code.len(), 29);
            for typed in
                [code.clone(), code.to_uppercase(), code.replace('-', ""), code.replace('-', " "), format!(" {code} ")]
            {
                assert_eq!(recognise(&typed), Some(stored), "{typed}");
            }
            assert_eq!(recognise(&code.replace('o', "0").replace('i', "1")), Some(stored));
        }
    }

    #[test]
    fn what_cannot_be_a_code_is_none() {
        for wrong in ["", "123456", "k3vq", &"a".repeat(25), &"a".repeat(10_000), "ä", "\0"] {
            assert_eq!(recognise(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn codes_differ() {
        let codes: std::collections::HashSet<_> = generate(1000).unwrap().into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes.len(), 1000);
    }
}
