//! Proving once more who one is, before what is dangerous.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{PasskeyAssertion, given_password};
use crate::wire::check;

/// Proves who holds the session: by the password or, where none is given, by a passkey or a code of the second step.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct IdentityProof {
    /// The account's password.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(proving_password)))]
    pub password: Option<String>,
    /// A code of the app for the second step, or a recovery code, which is used up.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 60))))]
    pub code: Option<String>,
    /// What a passkey has signed after `begin_passkey_proof`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub passkey: Option<PasskeyAssertion>,
}

#[expect(clippy::ptr_arg, reason = "a rule is given what the field holds")]
fn proving_password(value: &String, context: &()) -> garde::Result {
    given_password(value, context)
}
