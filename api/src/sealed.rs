//! Secrets at rest: sealed with keys that the database doesn't hold, so that a copy of it reads nothing.
//!
//! AES-256-GCM. Every context has a key of its own, derived by HKDF-SHA-256 (RFC 5869) from the ring's key, so
//! that random nonces never run short, and what was sealed for one row or reader opens for no other. Sealed
//! bytes are `length of the key's id, id, nonce, ciphertext with tag`: rotated keys keep opening what they sealed.

use anyhow::{Context, anyhow};
use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hkdf::{HKDF_SHA256, Salt},
    hmac::{self, HMAC_SHA256},
};
use secrecy::ExposeSecret;

use crate::{
    config::{Key, KeyRing, Sealing},
    http::Failure,
};

/// Seals and opens.
#[derive(Debug, Clone)]
pub struct Sealer {
    keys: KeyRing,
}

impl Sealer {
    /// With the keys of the settings.
    pub fn new(settings: &Sealing) -> Self {
        Self { keys: settings.keys.clone() }
    }

    /// Seals `plain` for `context`, which names the row and whoever may read it, such as
    /// `one_on_ones.private_note/ORG/PERSON/MEETING`.
    pub fn seal(&self, context: &str, plain: &[u8]) -> Result<Vec<u8>, Failure> {
        sealed(self.keys.current(), context, plain).map_err(Failure::fault)
    }

    /// Opens what was sealed for the same `context`. Anything else, or a key that is gone, is a fault of ours.
    pub fn open(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>, Failure> {
        self.opened(context, sealed).map_err(Failure::fault)
    }

    /// A secret of its own for `context`, the same as long as the current key stays.
    pub fn derive(&self, context: &str) -> Result<[u8; 32], Failure> {
        derived(self.keys.current(), "derive", context).map_err(Failure::fault)
    }

    /// What [`Self::derive`] gave while older keys were the current one, the latest first.
    pub fn derive_older(&self, context: &str) -> Result<Vec<[u8; 32]>, Failure> {
        let older = self.keys.all().skip(1).map(|key| derived(key, "derive", context));
        older.collect::<anyhow::Result<_>>().map_err(Failure::fault)
    }

    /// A mark of `text` that only who has the keys can make, for `context` alone; with the id of the key it is made with.
    pub fn mark(&self, context: &str, text: &[u8]) -> anyhow::Result<(String, Vec<u8>)> {
        let key = self.keys.current();
        let mark = hmac::sign(&marker(key, context)?, text);
        Ok((key.id.clone(), mark.as_ref().to_vec()))
    }

    /// Whether `mark` was made of `text` for `context`, by the key of that id. A key that is gone is an error.
    pub fn is_marked(&self, id: &str, context: &str, text: &[u8], mark: &[u8]) -> anyhow::Result<bool> {
        let key = self.keys.find(id).ok_or_else(|| anyhow!("PERFTRACK_SEAL_KEYS has no key {id:?}"))?;
        Ok(hmac::verify(&marker(key, context)?, text, mark).is_ok())
    }

    fn opened(&self, context: &str, sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
        let cut = || anyhow!("what is sealed was cut");
        let (length, rest) = sealed.split_first().ok_or_else(cut)?;
        let (id, rest) = rest.split_at_checked(usize::from(*length)).ok_or_else(cut)?;
        let (nonce, text) = rest.split_at_checked(NONCE_LEN).ok_or_else(cut)?;
        let id = std::str::from_utf8(id).context("the key's id is no text")?;
        let key = self.keys.find(id).ok_or_else(|| anyhow!("PERFTRACK_SEAL_KEYS has no key {id:?}"))?;
        let mut text = text.to_vec();
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| cut())?;
        let plain = cipher(key, context)?.open_in_place(nonce, Aad::from(context), &mut text);
        let length = plain.map_err(|_| anyhow!("what is sealed was changed, or sealed for something else"))?.len();
        text.truncate(length);
        Ok(text)
    }
}

fn sealed(key: &Key, context: &str, plain: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut nonce = [0; NONCE_LEN];
    getrandom::fill(&mut nonce).map_err(|error| anyhow!("no random bytes to be had: {error}"))?;
    let mut text = plain.to_vec();
    let unique = Nonce::assume_unique_for_key(nonce);
    let done = cipher(key, context)?.seal_in_place_append_tag(unique, Aad::from(context), &mut text);
    done.map_err(|_| anyhow!("sealing failed"))?;
    let id = key.id.as_bytes();
    let length = u8::try_from(id.len()).context("the key's id is too long")?;
    Ok([&[length], id, &nonce, &text].concat())
}

fn cipher(key: &Key, context: &str) -> anyhow::Result<LessSafeKey> {
    let bytes = derived(key, "seal", context)?;
    let key = UnboundKey::new(&AES_256_GCM, &bytes).map_err(|_| anyhow!("no key for AES-256-GCM"))?;
    Ok(LessSafeKey::new(key))
}

fn marker(key: &Key, context: &str) -> anyhow::Result<hmac::Key> {
    Ok(hmac::Key::new(HMAC_SHA256, &derived(key, "mark", context)?))
}

/// HKDF-SHA-256 with `purpose` and `context` as info, told apart by a byte that no purpose has.
fn derived(key: &Key, purpose: &str, context: &str) -> anyhow::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    let root = Salt::new(HKDF_SHA256, b"perftrack").extract(key.secret.expose_secret());
    let info = [purpose.as_bytes(), &[0], context.as_bytes()];
    let filled = root.expand(&info, HKDF_SHA256).and_then(|out| out.fill(&mut bytes));
    filled.map_err(|_| anyhow!("a key could not be derived"))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OLD: &str = "old:OAqwB2u5AUzot1PPIIAHKyRj+nQq2IPlD1s7EbwAt4M=";
    const NEW: &str = "new:9Q3uTzTLsXJBlLRGtb2dcSYTrKyyd5cGIQbKdhBbPJE=";

    fn sealer(keys: &str) -> Sealer {
        Sealer::new(&Sealing { keys: KeyRing::parse(&keys.into()).unwrap() })
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_for_its_own_context_only(
            plain in prop::collection::vec(any::<u8>(), 0..200), context in "[a-z/]{1,20}", other in "[a-z/]{1,20}",
        ) {
            let sealer = sealer(NEW);
            let sealed = sealer.seal(&context, &plain).unwrap();
            prop_assert_eq!(sealer.open(&context, &sealed).unwrap(), plain);
            prop_assert_eq!(sealer.open(&other, &sealed).is_ok(), context == other);
        }

        #[test]
        fn what_was_changed_or_cut_does_not_open(at in any::<prop::sample::Index>(), by in 1u8.., cut in 0usize..40) {
            let sealer = sealer(NEW);
            let mut sealed = sealer.seal("a", b"a note that nobody else reads").unwrap();
            let shorter = &sealed[..sealed.len() - 1 - cut.min(sealed.len() - 1)];
            prop_assert!(sealer.open("a", shorter).is_err());
            let at = at.index(sealed.len());
            sealed[at] = sealed[at].wrapping_add(by);
            prop_assert!(sealer.open("a", &sealed).is_err());
        }
    }

    #[test]
    fn the_same_is_never_sealed_alike_and_shows_nothing() {
        let (a, b) = (sealer(NEW).seal("a", b"secret").unwrap(), sealer(NEW).seal("a", b"secret").unwrap());
        assert_ne!(a, b);
        assert!(!a.windows(6).any(|window| window == b"secret"));
    }

    #[test]
    fn a_rotated_key_still_opens_and_one_that_is_gone_does_not() {
        let sealed = sealer(OLD).seal("a", b"from before").unwrap();
        assert_eq!(sealer(&format!("{NEW},{OLD}")).open("a", &sealed).unwrap(), b"from before");
        assert!(sealer(NEW).open("a", &sealed).is_err());
    }

    #[test]
    fn derived_secrets_differ_by_context_and_from_what_seals() {
        let sealer = sealer(NEW);
        assert_eq!(sealer.derive("a").unwrap(), sealer.derive("a").unwrap());
        assert_ne!(sealer.derive("a").unwrap(), sealer.derive("b").unwrap());
        assert!(sealer.derive_older("a").unwrap().is_empty());
    }

    #[test]
    fn what_an_older_key_derived_is_still_told() {
        let (before, after) = (sealer(OLD), sealer(&format!("{NEW},{OLD}")));
        assert_ne!(after.derive("a").unwrap(), before.derive("a").unwrap());
        assert_eq!(after.derive_older("a").unwrap(), [before.derive("a").unwrap()]);
    }
}
