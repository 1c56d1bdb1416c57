//! The second step of a log-in: a code of an authenticator app, or a recovery code.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::Role,
    wire::{PersonId, check, choice::choice},
};

/// How many recovery codes are made at a time.
pub const RECOVERY_CODES: usize = 10;
/// Whoever has no more than so many left is reminded to make new ones.
pub const FEW_RECOVERY_CODES: u32 = 3;

choice! {
    /// By what somebody proves who they are.
    pub enum LogInMethod {
        /// The account's password.
        Password = "password",
        /// A code of an authenticator app (RFC 6238).
        Totp = "totp",
        /// One of the codes kept for the day the app is gone.
        RecoveryCode = "recovery_code",
        /// A passkey.
        Passkey = "passkey",
        /// The organisation's own log-in.
        Sso = "sso",
    }
}

choice! {
    /// Of whom an organisation demands a second step at log-in.
    pub enum SecondFactorPolicy {
        /// Of nobody: everybody may have one.
        Optional = "optional",
        /// Of its Admins.
        Admins = "admins",
        /// Of everybody.
        Everybody = "everybody",
    }
}

impl SecondFactorPolicy {
    /// Whether it is demanded of who has this role.
    pub fn demands(self, role: Role) -> bool {
        match self {
            Self::Optional => false,
            Self::Admins => role == Role::Admin,
            Self::Everybody => true,
        }
    }
}

choice! {
    /// How somebody stands to the second step in the organisation of their session.
    pub enum SecondFactorState {
        /// They have one.
        InUse = "in_use",
        /// They may have one.
        Optional = "optional",
        /// They had better have one: they are an Admin.
        Urged = "urged",
        /// They need one before they can do anything else here.
        Due = "due",
    }
}

impl SecondFactorState {
    /// From whether the account has a factor, what the organisation demands, and the role there.
    pub fn of(has_one: bool, policy: SecondFactorPolicy, role: Role) -> Self {
        match (has_one, policy.demands(role)) {
            (true, _) => Self::InUse,
            (false, true) => Self::Due,
            (false, false) if role == Role::Admin => Self::Urged,
            (false, false) => Self::Optional,
        }
    }
}

/// The second step of one's own account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SecondFactor {
    /// How one stands to it here.
    pub state: SecondFactorState,
    /// Since when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<DateTime<Utc>>,
    /// How many recovery codes are unused.
    pub recovery_codes_left: u32,
}

choice! {
    /// What somebody has besides the password; who has both an app and a passkey is found by either.
    pub enum FactorHeld {
        /// Nothing.
        Neither = "none",
        /// An authenticator app.
        App = "app",
        /// A passkey.
        Passkey = "passkey",
    }
}

/// What an authenticator app is told. It is shown once.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Enrolment {
    /// The secret in base32, to be typed where no camera is at hand.
    pub secret: String,
    /// The same as an address that opens an app on this device (`otpauth://`).
    pub address: String,
    /// The address as a QR code.
    pub picture: QrPicture,
}

/// Keeps the secret out of whatever is printed.
impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Enrolment").finish_non_exhaustive()
    }
}

/// A QR code as a path of SVG.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QrPicture {
    /// Squares to a side, the white border included.
    pub side: u16,
    /// The dark squares, one unit each: the `d` of a path.
    pub path: String,
}

/// A code that an app shows, six digits, or a recovery code; blanks and hyphens don't count.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SecondStep {
    /// The code.
    #[garde(custom(check::line(1, 64)))]
    pub code: String,
}

/// Recovery codes, shown once.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecoveryCodes {
    /// Each works once.
    pub codes: Vec<String>,
}

/// Keeps the codes out of whatever is printed.
impl std::fmt::Debug for RecoveryCodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecoveryCodes").field("count", &self.codes.len()).finish_non_exhaustive()
    }
}

/// Who has a second step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SecondFactorHolders {
    /// People of the organisation who are active.
    pub people: Vec<PersonId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn admins_are_urged_and_whoever_is_demanded_it_is_due() {
        use SecondFactorPolicy as Policy;
        use SecondFactorState as State;
        for role in Role::ALL.iter().copied() {
            let admin = role == Role::Admin;
            let unless = if admin { State::Urged } else { State::Optional };
            assert_eq!(State::of(false, Policy::Optional, role), unless);
            assert_eq!(State::of(false, Policy::Admins, role), if admin { State::Due } else { State::Optional });
            assert_eq!(State::of(false, Policy::Everybody, role), State::Due);
            for policy in Policy::ALL {
                assert_eq!(State::of(true, *policy, role), State::InUse);
            }
        }
    }
}
