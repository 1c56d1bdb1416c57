//! Three steps: a new key signs, the old one still verifies, and then it is gone.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use perftrack_tests::{
    Client, Database, Org, Persona, Server,
    db::{count, run, text},
    eventually,
    org::PASSWORD,
    server::{JWT_KEYS, PEPPERS as PEPPER_KEYS},
    unique,
};
use shared::accounts::{DraftKey, ReadDraftKey};
use shared::operation::Nothing;

use super::{JWT, PEPPERS, SEAL, SEAL_KEYS, at, does, first, first_alone, refuses, replica, rotated, value};

fn lives(client: &Client) -> bool {
    match client.raw("GET", "/api/v1/me").send().status {
        200 => true,
        401 => false,
        other => panic!("{other}"),
    }
}

/// The key that a token says it is signed with.
fn signer(somebody: &Persona) -> String {
    let token = somebody.token.as_deref().expect("a session");
    let header = URL_SAFE_NO_PAD.decode(token.split('.').next().expect("a header")).expect("base64");
    let header: serde_json::Value = serde_json::from_slice(&header).expect("JSON");
    header["kid"].as_str().expect("a key").to_owned()
}

/// Waits until a server has noted what it works with.
fn noted(database: &Database, setting: &str, id: &str) {
    let row = format!("key_uses WHERE setting = '{setting}' AND key_id = '{id}'");
    eventually("the key is noted", || count(&mut database.admin(), &row) == 1);
}

/// As if no server had put that key first for so long.
fn db_unused_for(database: &Database, setting: &str, id: &str, days: u32) {
    noted(database, setting, id);
    let aged = format!(
        "UPDATE key_uses SET first_at = now() - interval '900 days', last_at = now() - interval '{days} days'
         WHERE setting = '{setting}' AND key_id = '{id}'"
    );
    run(&mut database.admin(), &aged);
}

#[test]
fn the_new_key_signs_the_old_one_verifies_and_without_it_its_sessions_are_over() {
    let before = Server::alone(&[]);
    let database = &before.database;
    let org = Org::db_on(before);
    let old = Persona::logs_in(before, &org.admin().email, PASSWORD);
    assert_eq!(signer(&old), "test");

    let both = rotated(database, "jwt", JWT, JWT_KEYS);
    let after = replica(before, JWT, &both);
    assert!(lives(&at(after, &old)), "a session that is open stays open");
    let new = Persona::logs_in(after, &org.admin().email, PASSWORD);
    assert_eq!(signer(&new), first(&both));
    assert!(lives(&new));
    assert!(
        !lives(&at(before, &new)),
        "a replica that doesn't know the key: why it is prepared first where there are several"
    );

    // A key that somebody else has got hold of goes at once, and everything that it signed.
    noted(database, JWT, "test");
    let why = refuses(database, &["drop", "test", "--only", "jwt"], &[(JWT, &both)]);
    assert!(why.contains("key \"test\" is needed: a server works with it"), "{why}");
    let words = ["drop", "test", "--only", "jwt", "--even-if-needed"];
    let alone = value(&does(database, &words, &[(JWT, &both)]), JWT);
    let emergency = replica(before, JWT, &alone);
    assert!(!lives(&at(emergency, &old)), "its sessions are over");
    assert!(lives(&at(emergency, &new)), "others are not");
    assert!(lives(&Persona::logs_in(emergency, &old.email, PASSWORD)));
}

#[test]
fn a_key_that_signs_nothing_any_more_is_needed_for_seven_days() {
    let server = Server::alone(&[]);
    let database = &server.database;
    let both = rotated(database, "jwt", JWT, JWT_KEYS);
    replica(server, JWT, &both);
    noted(database, JWT, first(&both));
    for (days, stands) in [(6, "  test: needed: sessions that it signed, until "), (8, "  test: can be dropped\n")] {
        db_unused_for(database, JWT, "test", days);
        let told = does(database, &["check"], &[(JWT, &both)]);
        assert!(told.contains(stands) && told.contains(&format!("  {}: the first\n", first(&both))), "{told}");
    }
    let left = value(&does(database, &["drop", "test", "--only", "jwt"], &[(JWT, &both)]), JWT);
    assert!(left.starts_with(first_alone(&both)) && !left.contains("test:"), "the key itself stays as it is");
    let why = refuses(database, &["drop", first(&both), "--only", "jwt"], &[(JWT, &both)]);
    assert!(why.contains("is the first"), "{why}");
}

#[test]
fn with_a_prepared_key_no_replica_meets_what_it_does_not_know() {
    let folder = std::env::temp_dir().join(format!("perftrack-keys-{}", unique()));
    std::fs::create_dir(&folder).expect("a folder");
    let file = folder.join("settings");
    std::fs::write(&file, format!("# ours\n{JWT}={JWT_KEYS}\nPERFTRACK_MODE=production\n")).expect("a file");
    let path = file.to_str().expect("a path");
    let server = Server::alone(&[]);
    let database = &server.database;
    let held = || value(&std::fs::read_to_string(&file).expect("the file"), JWT);

    let told = does(database, &["prepare", "--settings", path], &[]);
    let prepared = held();
    let id = prepared.rsplit(',').next().map(first).expect("a key").to_owned();
    assert_eq!(told, format!("{JWT} has test, older, {id}\n"), "ids, and no key");
    assert!(prepared.starts_with(JWT_KEYS));
    let knows = replica(server, JWT, &prepared);

    does(database, &["rotate", "--to", &id, "--settings", path], &[]);
    let uses = replica(server, JWT, &held());
    let org = Org::db_on(server);
    let somebody = Persona::logs_in(uses, &org.admin().email, PASSWORD);
    assert_eq!(signer(&somebody), id);
    assert!(lives(&at(knows, &somebody)), "one that isn't started anew yet takes it");
    let text = std::fs::read_to_string(&file).expect("the file");
    assert!(text.starts_with("# ours\n") && text.ends_with("\nPERFTRACK_MODE=production\n"), "{text}");
    let why = refuses(database, &["rotate", "--only", "seal", "--settings", path], &[]);
    assert!(why.contains("PERFTRACK_SEAL_KEYS isn't set"), "{why}");
    let _ = std::fs::remove_dir_all(&folder);
}

#[test]
fn a_pepper_is_needed_until_everybody_has_logged_in() {
    let server = Server::alone(&[]);
    let (database, org) = (&server.database, Org::db_on(server));
    let other = org.db_person(shared::access::Role::Employee, None);
    let both = rotated(database, "peppers", PEPPERS, PEPPER_KEYS);
    let after = replica(server, PEPPERS, &both);
    noted(database, PEPPERS, first(&both));
    db_unused_for(database, PEPPERS, "test", 1);
    let check = || does(database, &["check"], &[(PEPPERS, &both)]);
    assert!(check().contains("test: needed: 2 in accounts.password_hash"), "{}", check());
    for somebody in [org.admin(), &other] {
        Persona::logs_in(after, &somebody.email, PASSWORD);
    }
    let of_new = format!("accounts WHERE password_hash LIKE '{}$%'", first(&both));
    eventually("the hashes are made anew", || count(&mut database.admin(), &of_new) == 2);
    assert!(check().contains("test: can be dropped"), "{}", check());
    let wrong = refuses(database, &["check"], &[(PEPPERS, PEPPER_KEYS)]);
    assert!(wrong.contains("MISSING, needed for 2 in accounts.password_hash"), "{wrong}");
}

#[test]
fn what_was_typed_before_a_rotation_can_still_be_opened() {
    let before = Server::alone(&[]);
    let org = Org::db_on(before);
    let key = |server: &Server| -> DraftKey {
        at(server, org.admin()).call::<ReadDraftKey>(Nothing {}, Nothing {}, ()).expect("a key")
    };
    let old = key(before);
    assert_eq!(old.older, Vec::<String>::new());
    let both = rotated(&before.database, "seal", SEAL, SEAL_KEYS);
    let new = key(replica(before, SEAL, &both));
    assert_ne!(new.key, old.key);
    assert_eq!(new.older, [old.key]);
}

#[test]
fn new_keys_are_fit_for_production_and_no_key_is_in_the_database() {
    let server = Server::alone(&[]);
    let printed = does(&server.database, &["new", "jwt", "seal", "peppers"], &[]);
    assert_eq!(printed.lines().count(), 3);
    let settings = [JWT, SEAL, PEPPERS].map(|setting| (setting, value(&printed, setting)));
    let settings: Vec<_> = settings.iter().map(|(setting, keys)| (*setting, keys.as_str())).collect();
    let other = Server::start(Database::fresh(), &settings).until_the_test_ends();
    noted(&other.database, SEAL, first(settings[1].1));
    let rows = text(&mut other.database.admin(), "SELECT string_agg(u::text, ' ') AS text FROM key_uses u");
    for (_, keys) in settings {
        let secret = keys.split_once(':').expect("a key").1;
        assert!(rows.contains(first(keys)) && !rows.contains(secret), "{rows}");
    }
}
