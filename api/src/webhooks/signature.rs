//! Secrets, and what is signed with them, as Standard Webhooks says: HMAC-SHA-256 over id, moment and body.

use aws_lc_rs::hmac::{self, HMAC_SHA256};
use base64::{Engine, engine::general_purpose::STANDARD};
use uuid::Uuid;

use crate::{http::Failure, sealed::Sealer};

const LENGTH: usize = 32;

/// The key of one address. It has no `Debug`.
#[derive(Clone)]
pub(super) struct Secret(Vec<u8>);

impl Secret {
    /// A new one.
    pub fn new() -> Result<Self, Failure> {
        let mut bytes = [0; LENGTH];
        getrandom::fill(&mut bytes).map_err(|error| Failure::fault(anyhow::anyhow!("no random bytes: {error}")))?;
        Ok(Self(bytes.to_vec()))
    }

    /// As it is kept.
    pub fn sealed(&self, sealer: &Sealer, org: Uuid, id: Uuid) -> Result<Vec<u8>, Failure> {
        sealer.seal(&context(org, id), &self.0)
    }

    /// The one that was kept.
    pub fn opened(sealer: &Sealer, org: Uuid, id: Uuid, sealed: &[u8]) -> Result<Self, Failure> {
        Ok(Self(sealer.open(&context(org, id), sealed)?))
    }

    /// As receivers' libraries take it.
    pub fn shown(&self) -> String {
        ["whsec_", &STANDARD.encode(&self.0)].concat()
    }
}

/// What an address's secrets are sealed for.
fn context(org: Uuid, id: Uuid) -> String {
    format!("webhooks.secret/{org}/{id}")
}

/// The header `webhook-signature`: by each of the secrets, with a space between, so that a receiver may know any of them.
pub(super) fn header(secrets: &[Secret], id: &str, moment: i64, body: &[u8]) -> String {
    let head = format!("{id}.{moment}.");
    let signed = |secret: &Secret| {
        let mut context = hmac::Context::with_key(&hmac::Key::new(HMAC_SHA256, &secret.0));
        context.update(head.as_bytes());
        context.update(body);
        ["v1,", &STANDARD.encode(context.sign())].concat()
    };
    secrets.iter().map(signed).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Secret {
        Secret(STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap())
    }

    /// The example of the specification.
    #[test]
    fn it_signs_as_the_specification_does() {
        assert_eq!(known().shown(), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let body = br#"{"test": 2432232314}"#;
        let signed = header(&[known()], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn two_secrets_sign_beside_each_other() {
        let other = Secret::new().unwrap();
        let both = header(&[other.clone(), known()], "a", 1, b"{}");
        let (first, second) = both.split_once(' ').unwrap();
        assert_eq!(first, header(&[other], "a", 1, b"{}"));
        assert_eq!(second, header(&[known()], "a", 1, b"{}"));
        assert_ne!(first, second);
    }
}
