//! A provider's keys. What a key may verify is said by the key itself and by us, never by the token: so neither `none` nor an
//! HMAC keyed with something public is ever taken for a signature.

use std::collections::HashSet;

use jsonwebtoken::{
    Algorithm, DecodingKey, Validation, decode, decode_header,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, PublicKeyUse},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

/// More is nobody's token.
const LONGEST: usize = 32 << 10;
/// More keys than anybody has at a time.
const MOST: usize = 50;

/// As they are published (RFC 7517, 5); what can't be read as a key is passed over, as it says there.
#[derive(Debug, Deserialize)]
pub(super) struct Published {
    keys: Vec<Value>,
}

/// Those that may verify tokens.
pub(super) struct Keys(Vec<Key>);

struct Key {
    id: Option<String>,
    algorithms: &'static [Algorithm],
    key: DecodingKey,
}

/// Why a token isn't believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotBelieved {
    /// No key here may verify it; the provider may have a new one.
    NoSuchKey,
    /// It isn't what the key signed.
    Forged,
}

impl Keys {
    /// Those of use among what is published.
    pub(super) fn of(published: Published) -> Self {
        let keys = published.keys.into_iter().take(MOST).filter_map(|key| serde_json::from_value(key).ok());
        Self(keys.filter_map(|key: Jwk| Key::of(&key)).collect())
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a token says, if one of the keys signed it. Nothing of what it says is judged here.
    pub(super) fn verify<T: DeserializeOwned>(&self, token: &str) -> Result<T, NotBelieved> {
        let header = Some(token).filter(|token| token.len() <= LONGEST).and_then(|token| decode_header(token).ok());
        let header = header.filter(|header| header.crit.is_none()).ok_or(NotBelieved::Forged)?;
        let named = |key: &&Key| header.kid.is_none() || key.id == header.kid;
        let candidates = self.0.iter().filter(named).filter(|key| key.algorithms.contains(&header.alg));
        let mut why = NotBelieved::NoSuchKey;
        for candidate in candidates {
            match decode(token, &candidate.key, &signature_alone(header.alg)) {
                Ok(read) => return Ok(read.claims),
                Err(_) => why = NotBelieved::Forged,
            }
        }
        Err(why)
    }
}

impl Key {
    fn of(jwk: &Jwk) -> Option<Self> {
        let is_for_signatures = matches!(jwk.common.public_key_use, None | Some(PublicKeyUse::Signature));
        let algorithms: &[Algorithm] = match (&jwk.algorithm, jwk.common.key_algorithm) {
            (AlgorithmParameters::RSA(_), Some(KeyAlgorithm::RS256)) => &[Algorithm::RS256],
            (AlgorithmParameters::RSA(_), Some(KeyAlgorithm::PS256)) => &[Algorithm::PS256],
            (AlgorithmParameters::RSA(_), None) => &[Algorithm::RS256, Algorithm::PS256],
            (AlgorithmParameters::EllipticCurve(curve), None | Some(KeyAlgorithm::ES256))
                if curve.curve == EllipticCurve::P256 =>
            {
                &[Algorithm::ES256]
            }
            _ => return None,
        };
        let key = DecodingKey::from_jwk(jwk).ok().filter(|_| is_for_signatures)?;
        Some(Self { id: jwk.common.key_id.clone(), algorithms, key })
    }
}

/// Times and names are compared by us, with a clock that is given.
fn signature_alone(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.required_spec_claims = HashSet::new();
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    validation
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use jsonwebtoken::{EncodingKey, Header, encode};
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::http::nasty;

    /// The key of RFC 7515, A.3: P-256.
    const X: &str = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
    const Y: &str = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
    /// What is signed there, and the signature.
    const TOKEN: &str = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    /// Keys of two kinds, as they are published.
    const PUBLISHED: &str = r#"{"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","kid":"a","alg":"ES256","use":"sig"},{"kty":"RSA","n":"sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri23bOdgWp4Dy1WlUzewbgBHod5pcM9H95GQRV3JDXboIRROSBigeC5yjU1hGzHHyXss8UDprecbAYxknTcQkhslANGRUZmdTOQ5qTRsLAt6BTYuyvVRdhS8exSZEy_c4gs_7svlJJQ4H9_NxsiIoLwAEk7-Q3UXERGYw_75IDrGA84-lA_-Ct4eTlXHBIY2EaV7t7LjJaynVJCpkv4LKjTTAumiGUIuQhrNhZLuF_RJLqHpM2kgWFLU7-VTdL1VbC2tejvcI2BlMkEpk1BzBZI0KQB0GaDWFLN-aEAw3vRw","e":"AQAB"}]}"#;

    fn keys(more: Value) -> Keys {
        let mut key = json!({ "kty": "EC", "crv": "P-256", "x": X, "y": Y });
        for (name, value) in more.as_object().unwrap() {
            key[name] = value.clone();
        }
        Keys::of(Published { keys: vec![json!("rubbish"), json!({ "kty": "new" }), key] })
    }

    fn verified(keys: &Keys, token: &str) -> Result<Value, NotBelieved> {
        keys.verify(token)
    }

    #[test]
    fn what_a_key_signed_is_believed() {
        assert_eq!(verified(&keys(json!({})), TOKEN).unwrap()["iss"], "joe");
        assert_eq!(verified(&keys(json!({ "alg": "ES256", "use": "sig" })), TOKEN).unwrap()["iss"], "joe");
    }

    #[test]
    fn a_key_verifies_only_what_it_is_for() {
        for other in [json!({ "alg": "ES384" }), json!({ "use": "enc" }), json!({ "alg": "HS256" })] {
            assert!(keys(other.clone()).is_empty(), "{other}");
        }
    }

    #[test]
    fn a_changed_token_is_forged() {
        let (signed, signature) = TOKEN.rsplit_once('.').unwrap();
        let other = URL_SAFE_NO_PAD.encode(r#"{"iss":"eve"}"#);
        let header = signed.split('.').next().unwrap();
        for forged in [
            format!("{header}.{other}.{signature}"),
            format!("{signed}."),
            signed.to_owned(),
            String::new(),
            "x".repeat(LONGEST + 1),
        ] {
            assert_eq!(verified(&keys(json!({})), &forged), Err(NotBelieved::Forged), "{forged}");
        }
    }

    #[test]
    fn neither_none_nor_an_hmac_is_a_signature() {
        let body = URL_SAFE_NO_PAD.encode(r#"{"iss":"joe"}"#);
        let none = format!("{}.{body}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#));
        assert_eq!(verified(&keys(json!({})), &none), Err(NotBelieved::Forged));
        // Keyed with what everybody knows of the key.
        for secret in [X.as_bytes(), &URL_SAFE_NO_PAD.decode(X).unwrap()] {
            let hmac = encode(&Header::default(), &json!({ "iss": "joe" }), &EncodingKey::from_secret(secret)).unwrap();
            assert_eq!(verified(&keys(json!({})), &hmac), Err(NotBelieved::NoSuchKey));
        }
        let shared = Keys::of(Published { keys: vec![json!({ "kty": "oct", "k": X, "alg": "HS256" })] });
        assert!(shared.is_empty(), "a secret is nobody's public key");
    }

    #[test]
    fn a_token_names_its_key() {
        let named = |kid: &str| keys(json!({ "kid": kid }));
        assert!(verified(&named("a"), TOKEN).is_ok(), "one without a name fits any");
        let token = format!("{}.e30.AAAA", URL_SAFE_NO_PAD.encode(r#"{"alg":"ES256","kid":"b"}"#));
        assert_eq!(verified(&named("a"), &token), Err(NotBelieved::NoSuchKey));
        assert_eq!(verified(&named("b"), &token), Err(NotBelieved::Forged));
    }

    proptest! {
        #[test]
        fn whatever_is_published_no_more_is_kept_and_none_verifies_what_it_did_not_sign(said in nasty::bytes(&[PUBLISHED])) {
            if let Ok(published) = serde_json::from_slice::<Published>(&said) {
                let many = published.keys.len();
                let keys = Keys::of(published);
                prop_assert!(keys.0.len() <= many.min(MOST));
                if let Ok(claims) = verified(&keys, TOKEN) {
                    prop_assert_eq!(&claims["iss"], "joe");
                }
            }
        }

        #[test]
        fn nothing_is_believed_but_what_was_signed(token in nasty::text(&[TOKEN])) {
            let signed = |token: &str| token.rsplit_once('.').map(|(signed, _)| signed.to_owned());
            if verified(&keys(json!({})), &token).is_ok() {
                prop_assert_eq!(signed(&token), signed(TOKEN));
            }
        }
    }
}
