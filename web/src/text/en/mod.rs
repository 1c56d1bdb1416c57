//! English, one file per feature.

pub mod accounts;
pub mod import;
pub mod import_codes;
pub mod landing;
pub mod organisations;
pub mod people;
pub mod pricing;
pub mod problems;
pub mod security;
pub mod shell;
pub mod ui;
