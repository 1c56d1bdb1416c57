//! English, one file per feature.

pub mod accounts;
pub mod drafts;
pub mod feedback;
pub mod goals;
pub mod home;
pub mod import;
pub mod import_codes;
pub mod landing;
pub mod one_on_ones;
pub mod organisations;
pub mod people;
pub mod pricing;
pub mod problems;
mod rule_codes;
pub mod security;
pub mod shares;
pub mod shell;
pub mod ui;
pub mod weekly;
