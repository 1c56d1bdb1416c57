//! How a receiver verifies, letter by letter as docs/webhooks.md has it: `cases` compares.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

pub fn verify(secret: &str, id: &str, moment: &str, signatures: &str, body: &[u8]) -> bool {
    let now = std::time::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs());
    if !moment.parse::<u64>().is_ok_and(|sent| sent.abs_diff(now) <= 300) {
        return false;
    }
    let Ok(key) = STANDARD.decode(secret.trim_start_matches("whsec_")) else { return false };
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(&key) else { return false };
    let mac = mac.chain_update(format!("{id}.{moment}.")).chain_update(body);
    let mut marks = signatures.split(' ').filter_map(|one| STANDARD.decode(one.strip_prefix("v1,")?).ok());
    marks.any(|mark| mac.clone().verify_slice(&mark).is_ok())
}
