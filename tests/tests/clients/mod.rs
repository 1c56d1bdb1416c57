//! What others do with openapi.yaml and the guides. `cargo xtask clients` gets the tools and makes the clients first, so these
//! are left out of other runs.

mod guide;
mod receivers;
mod scenario;
mod smoke;

use std::process::Command;

use perftrack_tests::Persona;
use shared::{
    api_tokens::{CreateApiToken, NewApiToken, Scope},
    operation::Nothing,
};

/// A token of somebody's, good for this.
pub fn token(person: &Persona, scopes: &[Scope]) -> String {
    let new = NewApiToken { name: "A program".to_owned(), scopes: scopes.to_vec(), days: 7, networks: Vec::new() };
    person.call::<CreateApiToken>(Nothing {}, Nothing {}, new).expect("a token").secret
}

/// Where a tool is, as whoever started us said.
pub fn told(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} isn't set: type cargo xtask clients"))
}

/// Runs it to its end; what it said if it failed.
#[track_caller]
pub fn succeeds(command: &mut Command) -> String {
    let output = command.env("NO_PROXY", "*").output().expect("it runs");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {}\n{said}", output.status);
    said
}
