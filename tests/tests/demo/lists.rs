//! Every list that stands by itself has rows in it, for each of the three whose log-ins are given out, if they may read it.

use api::demo::LOG_INS;
use serde_json::Value;
use shared::{
    access::{Role, can_ever},
    operation::{Access, Declaration, Method},
};

use super::the_three;

/// Which stay empty, for whom if not for all, and why.
const EMPTY: [(&str, Option<Role>, &str); 14] = [
    ("ListPasskeys", None, "a passkey is on somebody's device"),
    ("ListSecondFactors", None, "a password that everybody knows needs no second step"),
    ("ListSignIns", None, "how one logged in isn't the demo's to say"),
    ("ListChannels", None, "an address in Slack would be somebody's"),
    ("ListMissingOneOnOnes", None, "everybody meets their manager"),
    ("ListSandboxes", None, "each is a company of its own"),
    ("ListOrganisationExports", None, "a file of everything is made when somebody needs it"),
    ("ListRefusals", None, "nobody was refused anything"),
    ("ListInvoices", None, "nothing is sold here"),
    ("ListPastObjectives", None, "it asks for a day"),
    ("ListImports", None, "nobody was brought in by a file today"),
    ("ListCalibrationSessions", Some(Role::Manager), "that manager takes part in none"),
    ("ListLate", Some(Role::Employee), "it is about those whom somebody leads"),
    ("ListImprovementPlans", Some(Role::Employee), "it says nothing of most people"),
];

/// Lists without a thing that they are of. What dashboards list is of one period, and is compared with them elsewhere.
fn lists() -> impl Iterator<Item = Declaration> {
    shared::every_operation().into_iter().filter(|declared| {
        declared.method == Method::Get
            && declared.access != Access::Public
            && declared.name.starts_with("List")
            && !declared.name.starts_with("Listen")
            && !declared.path.contains('{')
            && !declared.path.starts_with("/api/v1/dashboards/")
    })
}

fn may(role: Role, declared: &Declaration) -> bool {
    match declared.access {
        Access::May(permission) => can_ever(role, permission),
        Access::Session | Access::Public => true,
    }
}

/// Whether there is anything in what was answered: in its items, or in whatever it lists instead.
fn has_rows(answer: &Value) -> bool {
    let is_filled = |list: &Value| list.as_array().is_some_and(|rows| !rows.is_empty());
    match answer.get("items") {
        Some(items) => is_filled(items),
        None => answer.as_object().is_some_and(|parts| parts.values().any(is_filled)),
    }
}

#[test]
fn each_role_finds_something_in_every_list_that_it_may_read() {
    let mut missing = Vec::new();
    for ((name, persona), role) in the_three().into_iter().zip([Role::Admin, Role::Manager, Role::Employee]) {
        assert_eq!(name, role.as_str(), "in the order of {LOG_INS:?}");
        for declared in lists().filter(|declared| may(role, declared)) {
            let stays =
                |(list, of, _): &(&str, Option<Role>, &str)| *list == declared.name && of.is_none_or(|of| of == role);
            if EMPTY.iter().any(stays) {
                continue;
            }
            let answer = persona.raw("GET", declared.path).send();
            if !answer.is_success() {
                missing.push(format!("{name}: {} answers {}", declared.name, answer.status));
            } else if !has_rows(&answer.json()) {
                missing.push(format!("{name}: {} is empty", declared.name));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn what_stays_empty_is_a_list() {
    for (name, ..) in EMPTY {
        assert!(lists().any(|declared| declared.name == name), "{name}");
    }
}
