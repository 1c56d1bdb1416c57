//! A little of `cargo xtask fuzz-api`, in each run of all tests.

use shared::access::Role;

use crate::attacked::{Attack, Door, is_withstood};

#[test]
#[ignore = "cargo xtask clients"]
fn what_is_made_up_of_the_contract_is_withstood() {
    let people = Role::ALL.iter().map(|role| (*role, Door::Token));
    for (role, door) in people.chain([(Role::Admin, Door::Service)]) {
        let features = &["goals", "kpis", "teams"];
        is_withstood(&Attack { role, door, features, thorough: false, tries: 1, seconds: 40 });
    }
}
