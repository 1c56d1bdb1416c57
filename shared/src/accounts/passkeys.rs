//! Passkeys (WebAuthn): what a browser is told to ask an authenticator for, and what comes back. Bytes are base64url.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::wire::{PasskeyId, check};

/// So many passkeys an account has at most.
pub const MOST_PASSKEYS: usize = 20;
/// Most characters of what an authenticator calls a passkey: 1023 bytes, as the standard says.
const CREDENTIAL_ID: usize = 1364;
/// Most characters of anything else that comes from a browser; those of an authenticator that shows certificates are long.
const PART: usize = 20_000;

/// Path of one passkey.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PasskeyPath {
    /// The passkey.
    pub id: PasskeyId,
}

/// Passkeys of an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Passkeys {
    /// Newest first.
    pub items: Vec<Passkey>,
}

/// One passkey.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Passkey {
    /// Names it.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// When it was last used here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<DateTime<Utc>>,
}

/// What an authenticator is asked to make.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PasskeyCreation {
    /// For which host: the relying party's id.
    pub relying_party: String,
    /// What the relying party is called.
    pub relying_party_name: String,
    /// Whose it will be: an id that says nothing of them.
    pub user_handle: String,
    /// The account's address, to be shown beside it.
    pub email: String,
    /// Good for five minutes and one try, in this session.
    pub challenge: String,
    /// Which signatures are taken, best first (COSE).
    pub algorithms: Vec<i32>,
    /// Passkeys of the account that exist: no authenticator makes a second.
    pub exclude: Vec<String>,
}

/// What an authenticator is asked to sign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PasskeyRequest {
    /// For which host: the relying party's id.
    pub relying_party: String,
    /// Good for five minutes and one try, in this session or this log-in.
    pub challenge: String,
    /// Which passkeys are taken; any that the authenticator knows for the host if none is named.
    pub allow: Vec<String>,
}

/// A passkey that an authenticator has made.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewPasskey {
    /// What to call it.
    #[garde(custom(check::line(1, 60)))]
    pub name: String,
    /// What its authenticator calls it.
    #[garde(custom(check::line(1, CREDENTIAL_ID)))]
    pub credential_id: String,
    /// What the browser says it was made for.
    #[garde(custom(check::line(1, PART)))]
    pub client_data: String,
    /// Its public key, and what the authenticator says of it.
    #[garde(custom(check::line(1, PART)))]
    pub attestation_object: String,
}

/// A passkey was added.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AddedPasskey {
    /// It.
    pub passkey: Passkey,
    /// Recovery codes, shown once, if the account had no second step before; otherwise none.
    pub recovery_codes: Vec<String>,
}

/// Keeps the codes out of whatever is printed.
impl std::fmt::Debug for AddedPasskey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AddedPasskey").field("passkey", &self.passkey).finish_non_exhaustive()
    }
}

/// What a passkey has signed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PasskeyAssertion {
    /// Which passkey.
    #[garde(custom(check::line(1, CREDENTIAL_ID)))]
    pub credential_id: String,
    /// What the browser says it was signed for.
    #[garde(custom(check::line(1, PART)))]
    pub client_data: String,
    /// What the authenticator says of how it was signed.
    #[garde(custom(check::line(1, PART)))]
    pub authenticator_data: String,
    /// The signature of both.
    #[garde(custom(check::line(1, PART)))]
    pub signature: String,
    /// Whose it is, as it was told when it was made. Needed where nobody else says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 100))))]
    pub user_handle: Option<String>,
}
