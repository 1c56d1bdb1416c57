//! What the documents name as proof exists: every file, and every test in it. So a test that is renamed or removed takes its
//! promise along, or fails here.

use std::path::Path;

const PROMISES: &str = include_str!("../../../docs/promises.md");
const THREATS: &str = include_str!("../../../docs/threat-model.md");
const REQUIREMENTS: &str = include_str!("../../../docs/requirements.md");
const DOCUMENTS: [(&str, &str); 4] = [
    ("docs/promises.md", PROMISES),
    ("docs/threat-model.md", THREATS),
    ("docs/requirements.md", REQUIREMENTS),
    ("docs/security.md", include_str!("../../../docs/security.md")),
];
const PAGE: &str = include_str!("../../../web/src/text/en/security.rs");
const PUBLIC: &str = include_str!("../../ratchets/public_operations.txt");
/// What our own paths begin with.
const PLACES: [&str; 8] = [".github/", "api/", "docs/", "migrations/", "shared/", "tests/", "web/", "xtask/"];

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The paths among it, perhaps with the name of a test.
fn proofs(text: &str) -> impl Iterator<Item = &str> {
    quoted(text).filter(|words| PLACES.iter().any(|place| words.starts_with(place)))
}

fn fault(proof: &str) -> Option<String> {
    let (path, test) = proof.split_once("::").map_or((proof, None), |(path, test)| (path, Some(test)));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    let Some(test) = test else {
        return (!file.exists()).then(|| format!("{path} doesn't exist"));
    };
    let Ok(text) = std::fs::read_to_string(&file) else {
        return Some(format!("{path} doesn't exist"));
    };
    // A rule of the catalogue is a test by its name alone; a journey is named by a sentence.
    let written = [format!("fn {test}("), format!("\n    {test}\n"), format!("'{test}'")];
    (!written.iter().any(|written| text.contains(written))).then(|| format!("{path} has no test {test}"))
}

#[test]
fn every_proof_that_a_document_names_exists() {
    let faults: Vec<_> = DOCUMENTS
        .into_iter()
        .flat_map(|(document, text)| {
            proofs(text).filter_map(move |proof| Some(format!("{document}: {}", fault(proof)?)))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_promise_of_the_page_has_a_proof() {
    let promises = PAGE.split("words: \"").skip(1).filter_map(|rest| rest.split('"').next());
    let promises: Vec<_> = promises.collect();
    assert!(promises.len() > 12, "the page promises something: {promises:?}");
    for promise in promises {
        let row = PROMISES.lines().find(|line| line.starts_with('|') && line.contains(promise));
        let row = row.unwrap_or_else(|| panic!("docs/promises.md doesn't speak of: {promise}"));
        assert!(proofs(row).next().is_some(), "nothing proves: {promise}");
    }
}

#[test]
fn every_requirement_has_a_proof_or_is_open() {
    let rows: Vec<_> =
        REQUIREMENTS.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| Id ")).collect();
    assert!(rows.len() > 90, "{} requirements", rows.len());
    for row in rows {
        let cells: Vec<_> = row.trim_matches('|').split(" | ").collect();
        assert_eq!(cells.len(), 3, "id, requirement, proof: {row}");
        assert!(proofs(cells[2]).next().is_some() || cells[2].starts_with("Open: "), "{row}");
    }
}

#[test]
fn every_public_operation_is_accounted_for() {
    let told: Vec<_> = quoted(PROMISES).collect();
    let public = PUBLIC.lines().filter(|line| !line.starts_with('#'));
    let untold: Vec<_> = public.filter(|name| !told.contains(name)).collect();
    assert!(untold.is_empty(), "docs/promises.md doesn't say why these need no session: {untold:?}");
}

#[test]
fn every_threat_has_a_control_and_a_test_or_is_taken_on_knowingly() {
    let is_threat =
        |line: &&str| line.strip_prefix("| T").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let rows: Vec<_> = THREATS.lines().filter(is_threat).collect();
    assert!(rows.len() > 30, "{} threats", rows.len());
    for row in rows {
        let cells: Vec<_> = row.trim_matches('|').split(" | ").collect();
        assert_eq!(cells.len(), 4, "number, threat, control, proof: {row}");
        assert!(proofs(cells[3]).next().is_some() || cells[3].contains("accepted"), "{row}");
    }
}
