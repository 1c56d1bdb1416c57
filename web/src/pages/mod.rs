//! Everything one sees, by feature.

pub mod accounts;
pub mod analytics;
pub mod api_tokens;
pub mod audit_log;
pub mod billing;
pub mod development;
pub mod feedback;
pub mod goals;
pub mod home;
pub mod improvement;
pub mod kpis;
pub mod notifications;
pub mod one_on_ones;
pub mod organisations;
pub mod people;
pub mod privacy;
pub mod public;
pub mod pulse;
pub mod reviews;
pub mod scim;
pub mod search;
pub mod shares;
pub mod single_sign_on;
pub mod trust;
pub mod webhooks;
pub mod weekly;
