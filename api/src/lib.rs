//! The PerfTrack server.
//!
//! One folder per feature, on a kernel of ten: `http` (the edge), `db` (storage), `audit` (who did what), `config`,
//! `sealed` (secrets), `opened` (who reads what), `pdf` (documents), `sheets` (tables), `tls` (certificates), `worker` (what happens in the background). ARCHITECTURE.md walks through a request.

pub mod access_table;
pub mod accounts;
mod analytics;
mod api_tokens;
pub mod app;
pub mod audit;
mod audit_log;
pub mod backup;
pub mod billing;
pub mod config;
pub mod db;
pub mod demo;
mod development;
pub mod disclosure;
mod events;
mod feedback;
pub mod flutterwave;
mod goals;
mod home;
pub mod http;
mod improvement;
pub mod keys;
mod kpis;
mod mentions;
pub mod migrations;
mod notifications;
mod oauth;
mod one_on_ones;
pub mod opened;
mod openings;
mod organisations;
pub mod pdf;
mod people;
pub mod privacy;
mod pulse;
mod ratings;
mod readers;
mod replies;
mod reviews;
mod sandboxes;
mod scim;
pub mod sealed;
mod search;
mod shares;
mod sheets;
mod single_sign_on;
mod teams;
pub mod tls;
mod trust;
mod webhooks;
mod weekly_check_ins;
pub mod worker;
