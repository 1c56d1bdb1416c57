//! schemathesis makes requests up of the contract, good ones and bad ones, and looks whether every answer is one of those that
//! the contract knows. `cargo xtask fuzz-api` runs all of it, and takes long.

use std::process::Command;

use perftrack_tests::{Org, Server};
use shared::{access::Role, api_tokens::open_to};

use crate::clients::{succeeds, token, told};

/// What is attacked, as whom, and for how long.
pub struct Attack {
    /// The role of the token's owner.
    pub role: Role,
    /// Their operations; those of all features if there are none.
    pub features: &'static [&'static str],
    /// Requests made up for each.
    pub tries: u32,
    /// The most time that it takes.
    pub seconds: u32,
}

/// Whether each answer was one that the contract knows, and none a fault.
#[track_caller]
pub fn is_withstood(attack: &Attack) {
    let server = Server::alone(&[]);
    let org = Org::db_on(server);
    let person = org.db_person(attack.role, None);
    let scopes = open_to(attack.role);
    let mut words = vec!["run".to_owned(), format!("{}/openapi.json", server.url)];
    let mut say = |name: &str, value: String| words.extend([name.to_owned(), value]);
    say("--url", server.url.clone());
    say("--header", format!("Authorization: Bearer {}", token(&person, &scopes)));
    say("--phases", "examples,fuzzing".to_owned());
    let checks =
        ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"];
    say("--checks", checks.join(","));
    say("--max-examples", attack.tries.to_string());
    say("--max-time", attack.seconds.to_string());
    say("--suppress-health-check", "all".to_owned());
    say("--warnings", "off".to_owned());
    // It goes on for ever.
    say("--exclude-operation-id", "listen_for_changes".to_owned());
    for feature in attack.features {
        say("--include-tag", (*feature).to_owned());
    }
    words.extend(["--generation-deterministic", "--no-color"].map(str::to_owned));
    succeeds(Command::new(told("PERFTRACK_SCHEMATHESIS")).args(words).current_dir(std::env::temp_dir()));
    assert!(!server.log().contains("request failed"), "a fault:\n{}", server.log());
}

/// Everything, as somebody with this role.
fn everything_as(role: Role) {
    is_withstood(&Attack { role, features: &[], tries: 20, seconds: 1800 });
}

#[test]
#[ignore = "cargo xtask fuzz-api"]
fn as_an_employee() {
    everything_as(Role::Employee);
}

#[test]
#[ignore = "cargo xtask fuzz-api"]
fn as_a_manager() {
    everything_as(Role::Manager);
}

#[test]
#[ignore = "cargo xtask fuzz-api"]
fn as_an_admin() {
    everything_as(Role::Admin);
}
