//! The SQL of single sign-on.

pub(super) mod attempts;
pub(super) mod connections;
pub(super) mod domains;
pub(super) mod identities;
