//! Secrets that can be rotated: each has a name, the first is the one in use, the others still verify.

use std::fmt;

use base64::{Engine, engine::general_purpose};
use secrecy::{ExposeSecret, SecretSlice, SecretString};

/// A secret must have at least this many bytes (256 bits, the size of the hashes it keys).
const MIN_BYTES: usize = 32;
const MAX_ID: usize = 32;
const FORM: &str = "give id:base64[,id:base64…], the current one first; make one with `perftrack keys new`";

/// A named secret.
#[derive(Clone)]
pub struct Key {
    /// The public name that tokens and hashes carry.
    pub id: String,
    /// The secret bytes.
    pub secret: SecretSlice<u8>,
}

impl Key {
    /// A new secret as settings hold it, `id:base64`.
    pub fn fresh(id: &str) -> Result<SecretString, String> {
        let mut bytes = [0; MIN_BYTES];
        getrandom::fill(&mut bytes).map_err(|e| format!("no random bytes to be had: {e}"))?;
        Ok(format!("{id}:{}", general_purpose::STANDARD.encode(bytes)).into())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.id)
    }
}

/// The secrets of one purpose: never empty, ids unique.
#[derive(Debug, Clone)]
pub struct KeyRing {
    current: Key,
    older: Vec<Key>,
}

impl KeyRing {
    /// The key to make new things with.
    pub fn current(&self) -> &Key {
        &self.current
    }

    /// Every key, the current one first.
    pub fn all(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.current).chain(&self.older)
    }

    /// The key of that name.
    pub fn find(&self, id: &str) -> Option<&Key> {
        self.all().find(|key| key.id == id)
    }

    /// A ring with one random key, for a development server that was given none.
    pub fn ephemeral() -> Result<Self, String> {
        let mut bytes = vec![0; MIN_BYTES];
        getrandom::fill(&mut bytes).map_err(|e| format!("no random bytes to be had: {e}"))?;
        let current = Key { id: "ephemeral".to_owned(), secret: bytes.into() };
        Ok(KeyRing { current, older: Vec::new() })
    }

    /// Reads `id:base64[,id:base64…]`. The error never repeats any of the text.
    pub fn parse(text: &SecretString) -> Result<Self, String> {
        let entries = text.expose_secret().split(',').map(str::trim);
        let mut keys = entries.map(parse_key).collect::<Result<Vec<_>, _>>()?.into_iter();
        let current = keys.next().ok_or(FORM)?;
        let ring = KeyRing { current, older: keys.collect() };
        for (position, key) in ring.all().enumerate() {
            if ring.all().take(position).any(|earlier| earlier.id == key.id) {
                return Err(format!("two keys are named {:?}: each needs its own id", key.id));
            }
        }
        Ok(ring)
    }

    /// Whether any secret is in both rings.
    pub fn shares_a_secret_with(&self, other: &KeyRing) -> bool {
        let same = |a: &Key, b: &Key| a.secret.expose_secret() == b.secret.expose_secret();
        self.all().any(|mine| other.all().any(|theirs| same(mine, theirs)))
    }
}

fn parse_key(entry: &str) -> Result<Key, String> {
    let (id, encoded) = entry.split_once(':').ok_or(FORM)?;
    let is_id_char = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if id.is_empty() || id.len() > MAX_ID || !id.chars().all(is_id_char) {
        return Err(format!("an id has 1 to {MAX_ID} letters, digits, '-' or '_'; {FORM}"));
    }
    let bytes = decode(encoded.trim()).ok_or_else(|| format!("key {id:?} is not base64; {FORM}"))?;
    if bytes.len() < MIN_BYTES {
        let short = bytes.len();
        return Err(format!("key {id:?} has {short} bytes, at least {MIN_BYTES} are needed; {FORM}"));
    }
    if !is_varied(&bytes) {
        return Err(format!("key {id:?} does not look random; {FORM}"));
    }
    Ok(Key { id: id.to_owned(), secret: bytes.into() })
}

/// Either alphabet, with or without padding: people paste keys from many tools.
fn decode(encoded: &str) -> Option<Vec<u8>> {
    let plain = encoded.trim_end_matches('=');
    general_purpose::STANDARD_NO_PAD.decode(plain).or_else(|_| general_purpose::URL_SAFE_NO_PAD.decode(plain)).ok()
}

/// Catches what is long but not random: repeated text, counters, a typed sentence said twice.
/// 32 random bytes have about 30 different values and 30 different steps between neighbours.
fn is_varied(bytes: &[u8]) -> bool {
    let values = distinct(bytes.iter().copied());
    let steps = distinct(bytes.iter().zip(bytes.iter().skip(1)).map(|(a, b)| b.wrapping_sub(*a)));
    values >= 16 && steps >= 12
}

fn distinct(bytes: impl Iterator<Item = u8>) -> usize {
    bytes.collect::<std::collections::BTreeSet<u8>>().len()
}
