//! The version of a resource: what it says, hashed, since a user is made of a person, a team and the directory's own names.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::attributes::Object;

/// Of a resource without what is only about it, as a weak `ETag`.
pub(super) fn of(resource: &Object) -> String {
    let text = serde_json::to_vec(resource).unwrap_or_default();
    let hash: [u8; 32] = Sha256::new().chain_update(text).finalize().into();
    format!("W/\"{}\"", URL_SAFE_NO_PAD.encode(hash))
}

/// Whether one of the versions in a header is this one; `*` is any.
pub(super) fn is_among(header: &str, version: &str) -> bool {
    let plain = |text: &str| text.trim().trim_start_matches("W/").trim_matches('"').to_owned();
    header.split(',').any(|one| one.trim() == "*" || plain(one) == plain(version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_known_again_weak_or_strong() {
        let version = of(&Object::new());
        assert!(is_among(&version, &version) && is_among("*", &version));
        assert!(is_among(&format!("\"x\", {}", version.trim_start_matches("W/")), &version));
        assert!(!is_among("W/\"another\"", &version) && !is_among("", &version));
    }
}
