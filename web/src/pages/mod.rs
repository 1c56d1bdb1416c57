//! Everything one sees, by feature.

pub mod accounts;
pub mod public;
