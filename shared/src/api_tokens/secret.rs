//! What a token looks like: `pt_`, 43 letters and digits by lot, and six that check them. By the beginning programs that
//! look for leaked secrets know one of ours; by the end they, and the server, know a mistyped one without asking anybody.

/// What every token begins with.
pub const PREFIX: &str = "pt_";
/// What is drawn by lot, from 62 characters: 256 bits.
pub const DRAWN: usize = 43;
/// The letters and digits, in the order of their values.
pub const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// CRC-32 in base 62 has at most so many digits.
const CHECK: usize = 6;

/// The token of what was drawn.
pub fn of(drawn: &str) -> String {
    format!("{PREFIX}{drawn}{}", check(drawn))
}

/// Whether a text can be a token. It says nothing of whether it is one.
pub fn is_well_formed(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(PREFIX) else { return false };
    if rest.len() != DRAWN + CHECK || !rest.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return false;
    }
    rest.split_at_checked(DRAWN).is_some_and(|(drawn, given)| check(drawn) == given)
}

/// The CRC-32 (IEEE 802.3) of what was drawn, in base 62, with zeros before it.
fn check(drawn: &str) -> String {
    let mut rest = crc32(drawn.as_bytes());
    let mut digits = [b'0'; CHECK];
    for digit in digits.iter_mut().rev() {
        let value = usize::try_from(rest % 62).unwrap_or(0);
        *digit = ALPHABET.get(value).copied().unwrap_or(b'0');
        rest /= 62;
    }
    digits.iter().map(|digit| char::from(*digit)).collect()
}

fn crc32(bytes: &[u8]) -> u32 {
    let by_bits = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    };
    !bytes.iter().fold(u32::MAX, by_bits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_checksum_is_that_of_everybody() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(check("123456789"), "3jZRME");
    }

    #[test]
    fn what_is_no_token_is_none() {
        let drawn = "A".repeat(DRAWN);
        let token = of(&drawn);
        assert!(is_well_formed(&token), "{token}");
        let (short, long) = (token[..51].to_owned(), format!("{token}0"));
        for wrong in
            ["", "pt_", &short, &long, &format!(" {token}"), &token.to_uppercase(), &token.replace("pt_", "gh_")]
        {
            assert!(!is_well_formed(wrong), "{wrong}");
        }
        assert!(!is_well_formed(&format!("{PREFIX}{}", "é".repeat(24))));
    }

    proptest! {
        #[test]
        fn one_wrong_character_is_noticed(drawn in "[0-9A-Za-z]{43}", at in 3_usize..52, to in "[0-9A-Za-z]") {
            let token = of(&drawn);
            prop_assert!(is_well_formed(&token));
            let mut typed = token.clone();
            typed.replace_range(at..=at, &to);
            prop_assert_eq!(is_well_formed(&typed), typed == token);
        }

        #[test]
        fn nothing_that_is_sent_is_a_fault(text in "\\PC{0,80}") {
            prop_assert!(!is_well_formed(&text) || text.starts_with(PREFIX));
        }
    }
}
