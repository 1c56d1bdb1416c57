//! Everything one sees, by feature.

pub mod accounts;
pub mod organisations;
pub mod people;
pub mod public;
