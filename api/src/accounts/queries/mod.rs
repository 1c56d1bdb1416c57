//! The SQL of accounts.

pub(super) mod accounts;
pub(super) mod links;
pub(super) mod organisations;
pub(super) mod sessions;
pub(super) mod throttles;

/// The form of an address by which it is looked up and unique.
pub(super) fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}
