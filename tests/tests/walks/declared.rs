//! Declared is what is mounted, described and known to be public.

use std::collections::BTreeSet;

use shared::operation::Access;

const PUBLIC: &str = include_str!("../../ratchets/public_operations.txt");

#[test]
fn every_operation_is_mounted_once() {
    let mounts = api::app::mounts();
    assert_eq!(mounts.gaps(), Vec::<String>::new());
    let declared: BTreeSet<_> = shared::every_operation().iter().map(|declared| declared.name).collect();
    assert_eq!(mounts.names().iter().copied().collect::<BTreeSet<_>>(), declared);
}

#[test]
fn names_and_addresses_are_given_once() {
    let all = shared::every_operation();
    let names: BTreeSet<_> = all.iter().map(|declared| declared.name).collect();
    let addresses: BTreeSet<_> = all.iter().map(|declared| (declared.method, declared.path)).collect();
    assert_eq!((names.len(), addresses.len()), (all.len(), all.len()));
}

#[test]
fn every_operation_is_described_with_how_to_authenticate() {
    let document = perftrack_tests::contract::document();
    for declared in shared::every_operation() {
        let method = declared.method.as_str().to_ascii_lowercase();
        let described = &document["paths"][declared.path][&method];
        assert_eq!(described["operationId"], declared.id(), "{}", declared.name);
        let ways = described["security"].as_array().expect("how to authenticate").len();
        assert_eq!(ways > 0, declared.access != Access::Public, "{}", declared.name);
    }
}

#[test]
fn the_public_operations_are_the_reviewed_ones() {
    let reviewed: BTreeSet<_> = PUBLIC.lines().filter(|line| !line.starts_with('#')).collect();
    let all = shared::every_operation();
    let public = all.iter().filter(|declared| declared.access == Access::Public);
    assert_eq!(public.map(|declared| declared.name).collect::<BTreeSet<_>>(), reviewed);
}

#[test]
fn no_operation_takes_an_organisation_id() {
    for declared in shared::every_operation() {
        let parameters = (declared.parameters)();
        assert!(parameters.iter().all(|parameter| !parameter.name.contains("org")), "{}", declared.name);
        let mut schemas = Vec::new();
        (declared.body_schemas)(&mut schemas);
        let text = serde_json::to_string(&schemas).unwrap();
        assert!(!text.contains("OrganisationId") && !text.contains("\"org_id\""), "{}", declared.name);
    }
}
