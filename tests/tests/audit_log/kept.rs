//! What is kept from everybody: who wrote what has no name, and what is between people.

use std::path::Path;

use perftrack_tests::{Org, db::run};
use shared::{
    audit_log::{
        AuditExport, AuditFilter, ExportAuditCsv, ExportAuditNdjson,
        kinds::{KINDS, Shown, is_decided},
    },
    operation::Nothing,
};

use super::{all, id_of};

const CANARY: &str = "Unmistakable heron";

#[test]
fn what_is_kept_comes_out_nowhere_and_what_is_bare_without_its_words() {
    let org = Org::db_new();
    let (org_id, author) = (id_of(&org), org.db_person(shared::access::Role::Employee, None));
    let mut conn = org.server.database.admin();
    for (kind, _) in KINDS.iter().filter(|(_, shown)| !matches!(shown, Shown::Fields(_))) {
        let feature = kind.split('.').next().unwrap_or_default();
        run(
            &mut conn,
            &format!(
                "SELECT append_event('{org_id}', gen_random_uuid(), '{}', NULL, '{kind}', '{feature}', gen_random_uuid(),
                                     '{{\"said\": \"{CANARY}\"}}', '{{\"said\": \"{CANARY}\"}}', '', 'canary')",
                author.id
            ),
        );
    }
    let events = all(org.admin(), &AuditFilter::default());
    assert!(events.iter().all(|event| event.request_id != "canary" || event.changes.is_empty()));
    let csv = org.admin().call::<ExportAuditCsv>(Nothing {}, AuditExport::default(), ()).expect("a file");
    let lines = org.admin().call::<ExportAuditNdjson>(Nothing {}, AuditExport::default(), ()).expect("a file");
    let everything = format!("{events:?} {csv} {}", String::from_utf8(lines).expect("text"));
    assert!(!everything.contains(CANARY));
    for (kind, shown) in KINDS {
        let of_kind = AuditFilter { kind: Some((*kind).to_owned()), ..AuditFilter::default() };
        match shown {
            Shown::Kept => {
                assert!(all(org.admin(), &of_kind).is_empty(), "{kind}");
                assert!(!csv.contains(kind), "{kind}");
            }
            Shown::Bare(_) => assert!(csv.contains(kind), "{kind}"),
            Shown::Fields(_) => {}
        }
    }
}

/// How many events there are, and so whether somebody wrote just now, isn't told either.
#[test]
fn what_is_kept_leaves_no_gap_to_be_counted() {
    let org = Org::db_new();
    let org_id = id_of(&org);
    super::period(org.admin());
    let shown = || {
        let asked = AuditFilter { limit: shared::wire::Limit::new(1), ..AuditFilter::default() };
        let page = org.admin().call::<shared::audit_log::ListAuditEvents>(Nothing {}, asked, ()).expect("a page");
        let fields = serde_json::to_value(&page.items[0]).expect("JSON");
        fields.as_object().expect("an object").keys().cloned().collect::<Vec<_>>()
    };
    let event = "gen_random_uuid(), NULL, NULL, 'reviews.saved', 'reviews', NULL, NULL, NULL, '', ''";
    run(&mut org.server.database.admin(), &format!("SELECT append_event('{org_id}', {event})"));
    assert!(!shown().iter().any(|field| field == "seq" || field == "number" || field == "hash"));
}

#[test]
fn of_every_kind_of_event_it_is_decided_what_is_shown() {
    let mut undecided = Vec::new();
    walk(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../api/src")), &mut |text| {
        for word in text.split('"').skip(1).step_by(2).filter(|word| is_kind(word) && !is_decided(word)) {
            undecided.push(word.to_owned());
        }
    });
    assert!(undecided.is_empty(), "decide in shared/src/audit_log/kinds.rs what is shown of {undecided:?}");
}

/// Looks like an event of a feature that has events. Some contexts of sealed things look alike.
fn is_kind(word: &str) -> bool {
    let Some((feature, verb)) = word.split_once('.') else { return false };
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let known = KINDS.iter().any(|(kind, _)| kind.split('.').next() == Some(feature));
    let ending = matches!(verb, "csv" | "xlsx" | "pdf" | "json" | "sql" | "ndjson" | "zip" | "html");
    known && plain(feature) && plain(verb) && !ending && word != "notifications.unsubscribe"
}

fn walk(folder: &Path, see: &mut dyn FnMut(&str)) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, see);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            // Line by line: a lone quote in a comment spoils no more than its own.
            std::fs::read_to_string(&path).expect("a file").lines().for_each(&mut *see);
        }
    }
}
