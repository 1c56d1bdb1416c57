//! Service accounts: programs that are nobody's, kept by Admins.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{ApiToken, Scope};
use crate::{
    access::Role,
    people::PersonRef,
    wire::{ServiceAccountId, check},
};

/// Most service accounts of an organisation.
pub const MOST_SERVICE_ACCOUNTS: usize = 50;

/// A program that is nobody: it has tokens and a role, takes no seat, and is no member of anything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ServiceAccount {
    /// Names it; also where something says who did it.
    pub id: ServiceAccountId,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// As what it acts. It has no reports and owns nothing: below an Admin it sees what everybody in the organisation sees.
    pub role: Role,
    /// The scopes that its tokens may have.
    pub scopes: Vec<Scope>,
    /// Its tokens that are good, newest first.
    pub tokens: Vec<ApiToken>,
    /// Who made it.
    pub created_by: PersonRef,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// The organisation's service accounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ServiceAccounts {
    /// By name.
    pub items: Vec<ServiceAccount>,
    /// The most days that a token may last.
    pub longest_days: u16,
}

/// A service account to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewServiceAccount {
    /// What to call it.
    #[garde(custom(check::line(1, 60)))]
    pub name: String,
    /// What it is for.
    #[serde(default)]
    #[garde(custom(check::line(0, 200)))]
    pub purpose: String,
    /// As what it acts. It stays so: for another role make another.
    #[garde(skip)]
    pub role: Role,
}

/// Path of one service account.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ServiceAccountPath {
    /// The service account.
    pub id: ServiceAccountId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_has_a_name_and_need_not_say_what_it_is_for() {
        let new = |name: &str, purpose: &str| NewServiceAccount {
            name: name.to_owned(),
            purpose: purpose.to_owned(),
            role: Role::Employee,
        };
        assert!(new("Payroll", "").validate().is_ok());
        assert!(new(" ", "").validate().is_err());
        assert!(new("Payroll", &"x".repeat(201)).validate().is_err());
    }
}
