//! What goes wrong around the server: its database leaves and comes back, it is told to stop, it is killed.

mod database;
mod killed;
mod soak;
mod stopping;

use std::time::{Duration, Instant};

use perftrack_tests::db::count;

/// Waits until it is so.
#[track_caller]
fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Whether a statement of the server waits for a lock of ours.
fn waits_for_a_lock(conn: &mut diesel::PgConnection) -> bool {
    count(
        conn,
        "pg_stat_activity WHERE datname = current_database() AND usename = 'pt_app' AND wait_event_type = 'Lock'",
    ) > 0
}
