//! What a log-in at a provider hangs together by. The browser holds a secret in a cookie; state, nonce and verifier are made
//! from it, so that whoever has one of them, or reads the database, can make none of the others.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::http::Failure;

/// The secret of one log-in, in the one browser that began it.
#[derive(Clone)]
pub(super) struct Secret(SecretString);

impl Secret {
    /// A new one.
    pub(super) fn new() -> Result<Self, Failure> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| Failure::fault(anyhow::anyhow!("no random bytes: {error}")))?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes).into()))
    }

    /// The one that a browser presents.
    pub(super) fn presented(cookie: SecretString) -> Self {
        Self(cookie)
    }

    /// For the cookie.
    pub(super) fn cookie(&self) -> String {
        self.0.expose_secret().to_owned()
    }

    /// By what the log-in is found.
    pub(super) fn hash(&self) -> Vec<u8> {
        self.made("hash").to_vec()
    }

    /// What the provider sends back through the browser.
    pub(super) fn state(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.made("state"))
    }

    /// Whether that is what came back.
    pub(super) fn is_state(&self, given: &str) -> bool {
        self.state().as_bytes().ct_eq(given.as_bytes()).into()
    }

    /// What the provider puts into its token.
    pub(super) fn nonce(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.made("nonce"))
    }

    /// What shows the provider that whoever brings the code began the log-in (RFC 7636).
    pub(super) fn verifier(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.made("verifier"))
    }

    /// What the provider is told of it before.
    pub(super) fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier()))
    }

    fn made(&self, what: &str) -> [u8; 32] {
        let hash = Sha256::new().chain_update("sso\0").chain_update(what).chain_update([0]);
        hash.chain_update(self.0.expose_secret()).finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_made_differs_and_is_made_again() {
        let secret = Secret::new().unwrap();
        let again = Secret::presented(secret.cookie().into());
        let all = |secret: &Secret| [secret.state(), secret.nonce(), secret.verifier(), secret.challenge()];
        assert_eq!(all(&secret), all(&again));
        assert_eq!(secret.hash(), again.hash());
        let mut different = all(&secret).to_vec();
        different.push(secret.cookie());
        different.sort();
        different.dedup();
        assert_eq!(different.len(), 5);
        assert!(different.iter().all(|text| text.len() == 43), "as RFC 7636 wants a verifier");
    }

    #[test]
    fn only_its_own_state_is_its_own() {
        let (one, other) = (Secret::new().unwrap(), Secret::new().unwrap());
        assert!(one.is_state(&one.state()));
        for wrong in [other.state(), String::new(), one.nonce(), one.state()[1..].to_owned()] {
            assert!(!one.is_state(&wrong));
        }
    }

    #[test]
    fn the_challenge_is_that_of_the_standard() {
        // RFC 7636, appendix B, with its verifier.
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        assert_eq!(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
