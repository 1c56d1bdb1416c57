//! English, one file per feature.

pub mod accounts;
pub mod analytics;
pub mod development;
pub mod drafts;
pub mod feedback;
pub mod goals;
pub mod home;
pub mod import;
pub mod import_codes;
pub mod kpis;
pub mod landing;
pub mod notifications;
pub mod one_on_ones;
pub mod organisations;
pub mod people;
pub mod pricing;
pub mod problem_codes;
pub mod problems;
pub mod pulse;
pub mod pulse_library;
mod rule_codes;
pub mod search;
pub mod security;
pub mod shares;
pub mod shell;
pub mod ui;
pub mod weekly;
