//! Secrets of links that are sent by mail and work once.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use secrecy::SecretString;
use sha2::{Digest, Sha256};

const BYTES: usize = 32;
/// How long a link that has ended stays on record.
pub const KEPT: TimeDelta = TimeDelta::days(7);

/// What a link is for. A secret of one purpose is worth nothing for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Proves the address of a sign-up.
    SignUp,
    /// Makes an invited person a member.
    Invitation,
    /// Sets a new password.
    PasswordReset,
    /// Makes a new address the account's.
    EmailChange,
}

impl Purpose {
    /// As it stands in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Purpose::SignUp => "sign_up",
            Purpose::Invitation => "invitation",
            Purpose::PasswordReset => "password_reset",
            Purpose::EmailChange => "email_change",
        }
    }

    /// How long a link works.
    pub fn lifetime(self) -> TimeDelta {
        match self {
            Purpose::SignUp => TimeDelta::days(1),
            Purpose::Invitation => TimeDelta::days(7),
            Purpose::PasswordReset | Purpose::EmailChange => TimeDelta::hours(1),
        }
    }
}

/// What is stored of a link's secret: enough to recognise it, nothing to make it from.
pub type LinkHash = [u8; 32];

/// A new secret for a link (43 characters that need no escaping) and its hash.
pub fn generate(purpose: Purpose) -> Result<(SecretString, LinkHash), getrandom::Error> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes)?;
    Ok((URL_SAFE_NO_PAD.encode(bytes).into(), hash(purpose, &bytes)))
}

/// The hash to look a secret up by; `None` if it cannot be one of ours.
pub fn recognise(purpose: Purpose, secret: &str) -> Option<LinkHash> {
    let bytes: [u8; BYTES] = URL_SAFE_NO_PAD.decode(secret).ok()?.try_into().ok()?;
    Some(hash(purpose, &bytes))
}

fn hash(purpose: Purpose, bytes: &[u8; BYTES]) -> LinkHash {
    Sha256::new().chain_update(purpose.as_str()).chain_update([0]).chain_update(bytes).finalize().into()
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn a_secret_is_recognised_for_its_purpose_only() {
        let (secret, stored) = generate(Purpose::PasswordReset).unwrap();
        let secret = secret.expose_secret();
        assert_eq!(secret.len(), 43);
        assert_eq!(recognise(Purpose::PasswordReset, secret), Some(stored));
        assert_ne!(recognise(Purpose::Invitation, secret), Some(stored));
        assert_ne!(recognise(Purpose::SignUp, secret), Some(stored));
    }

    #[test]
    fn secrets_differ() {
        let secrets: std::collections::HashSet<String> =
            (0..1000).map(|_| generate(Purpose::SignUp).unwrap().0.expose_secret().to_owned()).collect();
        assert_eq!(secrets.len(), 1000);
    }

    #[test]
    fn what_cannot_be_a_secret_is_none() {
        let (secret, _) = generate(Purpose::SignUp).unwrap();
        let secret = secret.expose_secret();
        let padded = format!("{secret}=");
        for wrong in ["", "x", &secret[1..], &padded, "!", "\0", &"A".repeat(44), &"A".repeat(10_000)] {
            assert_eq!(recognise(Purpose::SignUp, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_reset_works_for_an_hour_and_an_invitation_for_a_week() {
        assert_eq!(Purpose::PasswordReset.lifetime().num_minutes(), 60);
        assert_eq!(Purpose::EmailChange.lifetime().num_minutes(), 60);
        assert_eq!(Purpose::Invitation.lifetime().num_days(), 7);
    }
}
