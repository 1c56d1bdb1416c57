//! A customer's program brings in people and the values of a KPI, reads reviews, and gets on with what goes wrong; written
//! three times, each by the client that a common generator makes of openapi.yaml.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use perftrack_tests::{Org, Server, Stage, samples::reviews};
use shared::{
    access::{Relation, Role},
    api_tokens::Scope,
};

use super::{succeeds, token, told};

const SCOPES: [Scope; 5] =
    [Scope::PeopleRead, Scope::PeopleWrite, Scope::KpisRead, Scope::KpisWrite, Scope::ReviewsRead];

/// Runs a program against an organisation with a review, with a token for all that it does and one for too little.
#[track_caller]
fn goes(folder: &str, program: &str, arguments: &[&str]) {
    // Few enough for a scenario to get to their end.
    let server = Server::alone(&[("PERFTRACK_SESSION_REQUESTS", "200")]);
    let org = Org::db_on(server);
    reviews::cycle(&Stage::set(&org, Role::Admin, Relation::Organisation), "writing");
    let place: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("clients").join(folder);
    let mut scenario = Command::new(program);
    scenario.args(arguments).current_dir(place).env("PERFTRACK_URL", &server.url);
    scenario.env("PERFTRACK_TOKEN", token(org.admin(), &SCOPES));
    scenario.env("PERFTRACK_NARROW_TOKEN", token(org.admin(), &[Scope::KpisRead]));
    let said = succeeds(&mut scenario);
    assert!(said.contains("the scenario went as it should"), "{said}");
}

#[test]
#[ignore = "cargo xtask clients"]
fn in_typescript() {
    goes("typescript", "node", &["generated/built/scenario.js"]);
}

#[test]
#[ignore = "cargo xtask clients"]
fn by_the_clients_of_the_last_releases() {
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("clients/typescript/generated/released");
    // Before the first release there are none.
    for release in std::fs::read_dir(made).into_iter().flatten() {
        let program = release.expect("a release").path().join("scenario.js");
        goes("typescript", "node", &[program.to_str().expect("a path")]);
    }
}

#[test]
#[ignore = "cargo xtask clients"]
fn in_python() {
    goes("python", &format!("{}/python", told("PERFTRACK_CLIENTS_PYTHON")), &["scenario.py"]);
}

#[test]
#[ignore = "cargo xtask clients"]
fn in_rust() {
    goes("rust", &told("PERFTRACK_CLIENTS_RUST"), &[]);
}
