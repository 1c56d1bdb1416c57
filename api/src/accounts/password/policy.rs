//! Which new passwords are good enough: long, not a common one, not made of what anybody would guess.
//!
//! There are no rules about kinds of characters and no forced changes: both make passwords worse.

use std::sync::LazyLock;

use secrecy::{ExposeSecret, SecretString};
use shared::accounts::{PASSWORD_LEAST, PASSWORD_MOST_BYTES};
use zxcvbn::{Score, zxcvbn};

/// The common passwords that are long enough to be thought of, sorted by bytes, in lower case; from
/// Django (see `common.LICENSE`).
static COMMON: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("common.txt").lines().collect());
/// The day on which that list was taken over. A test holds it to what is in the list.
const COMMON_SINCE: &str = "23 November 2026";

/// Shorter words stand in good passwords by chance.
const SHORTEST_WORD: usize = 4;

/// Why a new password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer characters than [`PASSWORD_LEAST`].
    TooShort,
    /// More bytes than [`PASSWORD_MOST_BYTES`].
    TooLong,
    /// One of the passwords that are tried first.
    Common,
    /// Little besides the product's, the organisation's or the person's own name.
    Guessable,
    /// Words, names, dates, keys in a row: a program that knows such patterns soon has it.
    Weak,
}

impl Weakness {
    /// As it stands in a field error.
    pub fn code(self) -> String {
        match self {
            Weakness::TooShort => format!("too_short:{PASSWORD_LEAST}"),
            Weakness::TooLong => format!("too_long:{PASSWORD_MOST_BYTES}"),
            Weakness::Common => "common_password".to_owned(),
            Weakness::Guessable => "guessable_password".to_owned(),
            Weakness::Weak => "weak_password".to_owned(),
        }
    }
}

/// Judges a new password; `about` is what others know of its owner: address, name, organisation.
pub fn judge(password: &SecretString, about: &[&str]) -> Result<(), Weakness> {
    let password = password.expose_secret();
    if password.len() > PASSWORD_MOST_BYTES {
        return Err(Weakness::TooLong);
    }
    if password.chars().count() < PASSWORD_LEAST {
        return Err(Weakness::TooShort);
    }
    let lower = password.to_lowercase();
    if is_common(&lower) {
        return Err(Weakness::Common);
    }
    let words = words(about);
    if is_guessable(&lower, &words) {
        return Err(Weakness::Guessable);
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    // It looks at the first hundred characters, so a long password takes no longer than others.
    if zxcvbn(password, &words).score() < Score::Three { Err(Weakness::Weak) } else { Ok(()) }
}

/// How many common passwords are refused, and of which day their list is.
pub fn common() -> (usize, &'static str) {
    (COMMON.len(), COMMON_SINCE)
}

fn is_common(lower: &str) -> bool {
    COMMON.binary_search(&lower).is_ok()
}

/// What others would try first, in lower case, the longest first.
fn words(about: &[&str]) -> Vec<String> {
    let mut words = vec!["perftrack".to_owned()];
    for text in about {
        let text = text.to_lowercase();
        words.push(text.split_whitespace().collect());
        words.extend(text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
    }
    words.retain(|word| word.chars().count() >= SHORTEST_WORD);
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

/// A password may hold such words, but without them it must still be long enough by itself.
fn is_guessable(lower: &str, words: &[String]) -> bool {
    let rest = words.iter().fold(lower.to_owned(), |rest, word| rest.replace(word, ""));
    rest.len() < lower.len() && rest.chars().count() < PASSWORD_LEAST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_judged_by_length_and_what_others_would_guess() {
        let about = ["anna.lee@acme-works.example", "Anna Lee", "Acme Works"];
        let long = "x".repeat(1025);
        // Any script will do, if it isn't the same over and over.
        let emoji: String = (0..64).filter_map(|i| char::from_u32(0x1F600 + i * 37 % 64)).collect();
        let bytes = "a blue heron, at noon; ".repeat(45);
        let table = [
            ("short77", Err(Weakness::TooShort)),
            ("пароль1", Err(Weakness::TooShort)),
            (long.as_str(), Err(Weakness::TooLong)),
            ("password", Err(Weakness::Common)),
            ("PassWord123", Err(Weakness::Common)),
            ("qwertyuiop", Err(Weakness::Common)),
            ("perftrack2026", Err(Weakness::Guessable)),
            ("PerfTrack-Acme", Err(Weakness::Guessable)),
            ("AcmeWorks!1", Err(Weakness::Guessable)),
            ("anna.lee@acme-works.example", Err(Weakness::Guessable)),
            ("acme seventeen blue herons", Ok(())),
            ("correct horse battery staple", Ok(())),
            ("gr8-Heron-lake", Ok(())),
            (emoji.as_str(), Ok(())),
            (&bytes[..1024], Ok(())),
            ("        \u{1F980}", Err(Weakness::Weak)),
            (&long[..1024], Err(Weakness::Weak)),
            ("qwer1234asdf", Err(Weakness::Weak)),
            ("summer2026!", Err(Weakness::Weak)),
            ("iloveyou2026", Err(Weakness::Weak)),
        ];
        for (password, verdict) in table {
            assert_eq!(judge(&password.into(), &about), verdict, "{password}");
        }
    }

    #[test]
    fn another_list_is_of_another_day() {
        use sha2::{Digest, Sha256};
        let mark: String =
            Sha256::digest(include_bytes!("common.txt")).iter().map(|byte| format!("{byte:02x}")).collect();
        let known = "443556b35a0cb6f6737ea7d2a7ccc939652c47bdba08a34388acd5737115b6af";
        assert_eq!((mark.as_str(), COMMON_SINCE), (known, "23 November 2026"), "say of which day the new list is");
    }

    #[test]
    fn short_and_empty_words_about_somebody_forbid_nothing() {
        assert_eq!(judge(&"jo-heron-7".into(), &["Jo", "", " - "]), Ok(()));
    }

    #[test]
    fn the_list_is_sorted_or_searching_it_would_miss() {
        assert!(COMMON.len() > 8_000);
        assert!(COMMON.is_sorted());
        assert!(COMMON.iter().all(|word| word.chars().count() >= PASSWORD_LEAST));
    }
}
