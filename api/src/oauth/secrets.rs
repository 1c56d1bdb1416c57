//! What apps are given to show: each begins with what it is, as API tokens do, so that programs that look for leaked secrets
//! know one of ours. Of each a quick hash is kept: they are 256 random bits.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use shared::api_tokens::secret::{PREFIX, is_well_formed};
use subtle::ConstantTimeEq;

use crate::{api_tokens::draw_secret, http::Failure};

const CODE: &str = "ptc_";
const CLIENT: &str = "pts_";
const REFRESH: &str = "ptr_";
/// The letters that are drawn by lot, and those that check them.
const LENGTH: usize = 49;

/// What is kept of one.
pub(super) type Hash = [u8; 32];

/// A new code.
pub(super) fn new_code() -> Result<String, Failure> {
    Ok([CODE, &drawn()?].concat())
}

/// By what a code is found; `None` of what can't be one.
pub(super) fn code_hash(text: &str) -> Option<Hash> {
    text.strip_prefix(CODE).filter(|rest| is_drawn(rest)).map(|rest| hash("oauth_code", rest))
}

/// A new secret of an app's.
pub(super) fn new_client_secret() -> Result<String, Failure> {
    Ok([CLIENT, &drawn()?].concat())
}

/// What is kept of an app's secret.
pub(super) fn client_hash(text: &str) -> Hash {
    hash("oauth_client", text)
}

/// A refresh token: the family, by which it is found, and the secret, which is another at each use.
pub(super) struct Refresh {
    family: String,
    secret: String,
}

impl Refresh {
    /// The first of a new family.
    pub(super) fn first() -> Result<Self, Failure> {
        Ok(Self { family: drawn()?, secret: drawn()? })
    }

    /// The next of the same family.
    pub(super) fn next(&self) -> Result<Self, Failure> {
        Ok(Self { family: self.family.clone(), secret: drawn()? })
    }

    /// One that was shown; `None` of what can't be one.
    pub(super) fn shown(text: &str) -> Option<Self> {
        let (family, secret) = text.strip_prefix(REFRESH)?.split_at_checked(LENGTH)?;
        let is_one = is_drawn(family) && is_drawn(secret);
        is_one.then(|| Self { family: family.to_owned(), secret: secret.to_owned() })
    }

    /// As the app keeps it.
    pub(super) fn text(&self) -> String {
        [REFRESH, &self.family, &self.secret].concat()
    }

    /// By what it is found.
    pub(super) fn family_hash(&self) -> Hash {
        hash("oauth_family", &self.family)
    }

    /// By what the present one of its family is told from those before.
    pub(super) fn secret_hash(&self) -> Hash {
        hash("oauth_refresh", &self.secret)
    }
}

/// Whether a challenge is one: SHA-256 of a verifier (RFC 7636, 4.2).
pub(super) fn is_challenge(text: &str) -> bool {
    URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == 32)
}

/// Whether whoever shows the verifier made the challenge.
pub(super) fn proves(verifier: &str, challenge: &str) -> bool {
    let is_one = (43..=128).contains(&verifier.len())
        && verifier.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"-._~".contains(&letter));
    let made = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
    is_one && bool::from(made.as_bytes().ct_eq(challenge.as_bytes()))
}

/// Whether two hashes are the same.
pub(super) fn is_same(kept: Option<&[u8]>, shown: &Hash) -> bool {
    kept.is_some_and(|kept| bool::from(kept.ct_eq(shown)))
}

fn hash(kind: &str, text: &str) -> Hash {
    Sha256::new().chain_update(kind).chain_update("\0").chain_update(text).finalize().into()
}

fn drawn() -> Result<String, Failure> {
    Ok(draw_secret()?.strip_prefix(PREFIX).unwrap_or_default().to_owned())
}

fn is_drawn(text: &str) -> bool {
    is_well_formed(&[PREFIX, text].concat())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_challenge_is_that_of_the_standard() {
        // RFC 7636, appendix B.
        let (verifier, challenge) =
            ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert!(is_challenge(challenge) && proves(verifier, challenge));
        assert!(!proves(&verifier.replace('d', "e"), challenge));
        assert!(!proves(challenge, challenge), "the plain method is none");
        for wrong in ["", "short", verifier.strip_prefix("dB").unwrap(), &"a".repeat(129), &format!("{verifier} ")] {
            assert!(!proves(wrong, &URL_SAFE_NO_PAD.encode(Sha256::digest(wrong))), "{wrong}");
        }
        assert!(!is_challenge("") && !is_challenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw"));
    }

    #[test]
    fn a_refresh_token_is_found_by_its_family_and_another_each_time() {
        let first = Refresh::first().unwrap();
        let next = Refresh::shown(&first.text()).unwrap().next().unwrap();
        assert_eq!(next.family_hash(), first.family_hash());
        assert_ne!(next.secret_hash(), first.secret_hash());
        assert_ne!(Refresh::first().unwrap().family_hash(), first.family_hash());
        assert!(is_same(Some(&first.secret_hash()), &first.secret_hash()));
        assert!(!is_same(Some(&first.secret_hash()), &next.secret_hash()) && !is_same(None, &next.secret_hash()));
    }

    #[test]
    fn nothing_is_taken_for_something_else() {
        let (code, secret, refresh) = (new_code().unwrap(), new_client_secret().unwrap(), Refresh::first().unwrap());
        assert!(code_hash(&code).is_some());
        assert!(code_hash(&secret).is_none() && code_hash(&refresh.text()).is_none());
        assert!(Refresh::shown(&code).is_none() && Refresh::shown(&refresh.text()[1..]).is_none());
        assert!(!is_well_formed(&code) && !is_well_formed(&refresh.text()), "none of them is an API token");
    }

    proptest! {
        #[test]
        fn nothing_that_is_sent_is_a_fault(text in "(ptr_|ptc_)?\\PC{0,110}") {
            prop_assert!(code_hash(&text).is_none() || text.starts_with(CODE));
            prop_assert!(Refresh::shown(&text).is_none_or(|it| it.text() == text));
            prop_assert!(!proves(&text, "") && !is_challenge(&[&text, "="].concat()));
        }
    }
}
