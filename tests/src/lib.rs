//! What the tests stand on: a throw-away cluster, the real server, a typed client, and personas that
//! go through the public API. Only `db_…` helpers go round it.
//!
//! Tests share one server and one database by default; each makes its own organisation, so that every
//! test is somebody's noisy neighbour. A test that needs a whole database takes a [`Database::fresh`].

pub mod authenticator;
pub mod bucket;
pub mod client;
pub mod cluster;
pub mod contract;
pub mod database;
pub mod db;
pub mod encrypted;
pub mod guardian;
pub mod mailbox;
pub mod names;
pub mod nginx;
pub mod org;
pub mod pdf;
pub mod pebble;
pub mod provider;
pub mod refused;
pub mod samples;
pub mod security_key;
pub mod server;
pub mod soak;
pub mod stage;
pub mod stand_in;

pub use authenticator::Authenticator;
pub use client::{Client, Response};
pub use database::Database;
pub use org::{Org, Persona};
pub use refused::Refused;
pub use security_key::SecurityKey;
pub use server::{Server, program};
pub use stage::Stage;

use std::time::{Duration, Instant};

use uuid::Uuid;

/// A short text nobody else has, for names and addresses.
pub fn unique() -> String {
    Uuid::new_v4().simple().to_string()[..12].to_owned()
}

/// Waits for what happens by and by; fails when it hasn't after a minute.
#[track_caller]
pub fn eventually(what: &str, is_so: impl Fn() -> bool) {
    let until = Instant::now() + Duration::from_secs(60);
    while !is_so() {
        assert!(Instant::now() < until, "not so: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
