//! The secret of a link by which somebody from outside writes a review.

use anyhow::anyhow;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::SecretString;
use sha2::{Digest, Sha256};
use shared::wire::ReviewPacketId;

use crate::http::Failure;

const BYTES: usize = 32;

/// A new secret (43 characters that need no escaping), and what is kept of it.
pub(super) fn generate() -> Result<(SecretString, [u8; 32]), Failure> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|error| Failure::fault(anyhow!("no random bytes to be had: {error}")))?;
    Ok((URL_SAFE_NO_PAD.encode(bytes).into(), hash(&bytes)))
}

/// The hash to look a secret up by; `None` if it can't be one of ours.
pub(super) fn recognise(secret: &str) -> Option<[u8; 32]> {
    let bytes: [u8; BYTES] = URL_SAFE_NO_PAD.decode(secret).ok()?.try_into().ok()?;
    Some(hash(&bytes))
}

/// What is kept of an address, so that it isn't written to twice about the same person.
pub(super) fn of_address(packet: ReviewPacketId, email: &str) -> [u8; 32] {
    let key = email.trim().to_lowercase();
    Sha256::new().chain_update("external_address").chain_update(packet.0.as_bytes()).chain_update(key).finalize().into()
}

fn hash(bytes: &[u8; BYTES]) -> [u8; 32] {
    Sha256::new().chain_update("external_review").chain_update([0]).chain_update(bytes).finalize().into()
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn a_secret_is_recognised_and_nothing_else() {
        let (secret, hash) = generate().unwrap();
        assert_eq!(secret.expose_secret().len(), 43);
        assert_eq!(recognise(secret.expose_secret()), Some(hash));
        assert_ne!(recognise(&"A".repeat(43)), Some(hash));
        for other in ["", "short", &"=".repeat(43)] {
            assert_eq!(recognise(other), None);
        }
    }
}
