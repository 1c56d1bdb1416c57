//! The server attacked from outside, as anybody could who reaches it: what walks, accounts and edge don't try.

mod exports;
mod framing;
mod injection;
mod limits;
mod outgoing;
mod proxy;
mod uploads;

use perftrack_tests::Response;

/// What would tell of the inside: of files, of programs, of the database.
const INSIDE: [&str; 9] =
    ["panicked", ".rs:", "diesel", "PgConnection", "SQLSTATE", "pt_app", "relation \"", "violates", "/home/"];

/// Fails for a fault of ours, and for a refusal that isn't in our format or tells of the inside.
#[track_caller]
fn is_answered_well(what: &str, response: &Response) {
    assert!(response.status < 500, "{what}: {}", response.text());
    if !response.is_success() {
        response.problem();
        let text = response.text();
        let told: Vec<_> = INSIDE.iter().filter(|word| text.contains(**word)).collect();
        assert!(told.is_empty(), "{what} tells of {told:?}: {text}");
    }
}
