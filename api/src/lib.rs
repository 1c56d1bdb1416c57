//! The PerfTrack server.
//!
//! One folder per feature, on a kernel of nine: `http` (the edge), `db` (storage), `audit` (who did what), `config`,
//! `sealed` (secrets), `opened` (who reads what), `pdf` (documents), `sheets` (tables), `work` (what happens in the background). ARCHITECTURE.md walks through a request.

pub mod access_table;
pub mod accounts;
mod analytics;
pub mod app;
pub mod audit;
pub mod config;
pub mod db;
pub mod demo;
mod development;
mod feedback;
mod goals;
mod home;
pub mod http;
mod improvement;
mod kpis;
pub mod migrations;
mod notifications;
mod one_on_ones;
pub mod opened;
mod openings;
mod organisations;
pub mod pdf;
mod people;
mod pulse;
mod readers;
mod replies;
mod reviews;
pub mod sealed;
mod search;
mod shares;
mod sheets;
mod teams;
mod weekly_check_ins;
pub mod work;
