//! To whatever lists, counts or asks people, a service account has left. So what looks for those who have left would take it
//! for one of them: each such place is looked over once, and says why it is right.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// How a statement asks for them.
const ASKS: [&str; 2] = ["status = 'deactivated'", "status.eq(PersonStatus::Deactivated"];

/// Where one does, and why it finds no service account.
const LOOKED_OVER: [(&str, &str); 8] = [
    ("api_tokens/queries/services.rs", "it makes them"),
    ("goals/queries.rs", "owners: a service account owns nothing"),
    ("home/asked.sql", "owners: a service account owns nothing"),
    ("kpis/queries.rs", "owners: a service account owns nothing"),
    ("one_on_ones/actions/queries.rs", "owners, in one-on-ones of the actor's"),
    ("people/imports/update.sql", "of a file's rows, whose people come from `visible_people`"),
    ("privacy/erasure/queries.rs", "sets it, of somebody from `visible_people`"),
    ("privacy/retention/due.sql", "by the day they left, and a service account has none"),
];

#[test]
fn whatever_looks_for_those_who_left_was_looked_over() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/src");
    let mut found = BTreeSet::new();
    for file in files(&root) {
        let text = fs::read_to_string(&file).expect("a text");
        if ASKS.iter().any(|asks| text.contains(asks)) {
            let place = file.strip_prefix(&root).expect("below it");
            found.insert(place.to_string_lossy().into_owned());
        }
    }
    let known: BTreeSet<String> = LOOKED_OVER.iter().map(|(place, _)| (*place).to_owned()).collect();
    assert_eq!(found, known, "does it pass service accounts over (people.kind)?");
}

/// Everything with statements in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                let has_some = path.extension().is_some_and(|ending| ending == "rs" || ending == "sql");
                Some(path).filter(|_| has_some).into_iter().collect()
            }
        })
        .collect()
}
