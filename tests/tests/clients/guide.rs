//! What docs/api.md tells people to type does what it says.

use std::process::Command;

use perftrack_tests::Org;
use shared::api_tokens::Scope;

use super::{succeeds, token};

const GUIDE: &str = include_str!("../../../docs/api.md");

/// The examples, in the order in which they are read.
fn examples() -> Vec<&'static str> {
    let after = GUIDE.split("```sh\n").skip(1);
    after.filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
#[ignore = "cargo xtask clients"]
fn its_examples_can_be_typed() {
    let org = Org::db_new();
    let scopes = [Scope::PeopleRead, Scope::PeopleWrite, Scope::KpisRead, Scope::KpisWrite];
    let place = std::env::temp_dir().join(format!("perftrack-guide-{}", perftrack_tests::unique()));
    std::fs::create_dir_all(&place).expect("a folder");
    // One shell for all: what one example finds out, the next one uses.
    let script = format!("set -euo pipefail\ncd {}\n{}", place.display(), examples().join("\n"));
    let mut shell = Command::new("bash");
    shell.args(["-c", &script]).env("PERFTRACK", &org.server.url).env("TOKEN", token(org.admin(), &scopes));
    let said = succeeds(&mut shell);
    std::fs::remove_dir_all(place).expect("the folder goes");
    for expected in ["\"added\":2", "version_mismatch", "Late deliveries, all sites", "\"created\":2"] {
        assert!(said.contains(expected), "{expected}:\n{said}");
    }
    assert!(examples().len() > 5, "the guide shows little");
}
