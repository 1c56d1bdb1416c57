//! A little of `cargo xtask fuzz-api`, in each run of all tests.

use shared::access::Role;

use crate::attacked::{Attack, is_withstood};

#[test]
#[ignore = "cargo xtask clients"]
fn what_is_made_up_of_the_contract_is_withstood() {
    is_withstood(&Attack { role: Role::Admin, features: &["kpis", "teams"], tries: 2, seconds: 40 });
}
