//! Facts about hashing that the promise "never plaintext, never cut" rests on.

use super::*;
use crate::config::{Argon2Cost, HashChoice, KeyRing};

const FAST: HashChoice = HashChoice::Bcrypt(4);
const ARGON2ID: HashChoice = HashChoice::Argon2id(Argon2Cost::LEAST);

fn ring(ids: &[&str]) -> KeyRing {
    let key = |id: &&str| {
        let bytes: Vec<u8> = (0..32u8).map(|i| i.wrapping_mul(i).wrapping_mul(37) ^ id.as_bytes()[1]).collect();
        format!("{id}:{}", STANDARD.encode(bytes))
    };
    KeyRing::parse(&ids.iter().map(key).collect::<Vec<_>>().join(",").into()).unwrap()
}

fn recipe(ids: &[&str], choice: HashChoice) -> Recipe {
    Recipe::new(&Passwords { peppers: ring(ids), choice })
}

fn made(recipe: &Recipe, password: &str) -> String {
    recipe.make(&password.into(), &mut Workspace::new()).unwrap()
}

fn matches(recipe: &Recipe, password: &str, stored: &str) -> bool {
    recipe.matches(&password.into(), stored, &mut Workspace::new()).unwrap()
}

#[test]
fn the_stored_text_names_pepper_algorithm_and_cost() {
    let bcrypt = made(&recipe(&["p1"], FAST), "heron");
    assert!(bcrypt.starts_with("p1$2b$04$"), "{bcrypt}");
    let argon2id = made(&recipe(&["p1"], ARGON2ID), "heron");
    assert!(argon2id.starts_with("p1$argon2id$v=19$m=19456,t=2,p=1$"), "{argon2id}");
    assert!(!bcrypt.contains("heron") && !argon2id.contains("heron"));
}

#[test]
fn what_was_made_by_a_recipe_begins_as_it_says_and_nothing_else_does() {
    let (old, other) = (recipe(&["p1"], HashChoice::Bcrypt(5)), recipe(&["p2", "p1"], FAST));
    for choice in [FAST, ARGON2ID] {
        let recipe = recipe(&["p1"], choice);
        let stored = made(&recipe, "heron");
        assert!(stored.starts_with(&recipe.beginning()), "{stored}");
        assert!([&old, &other].iter().all(|other| !stored.starts_with(&other.beginning())), "{stored}");
    }
}

#[test]
fn passwords_that_raw_bcrypt_confuses_are_told_apart() {
    let a72 = "a".repeat(72);
    let table = [
        (format!("{a72}A"), format!("{a72}B")),
        (a72.clone(), format!("{a72}A")),
        ("ab".to_owned(), "ab\0ab".to_owned()),
        ("\0".to_owned(), "\0\0".to_owned()),
        ("ab\0c".to_owned(), "ab\0d".to_owned()),
        ("😀".repeat(64), format!("{}😁", "😀".repeat(63))),
    ];
    for choice in [FAST, ARGON2ID] {
        let recipe = recipe(&["p1"], choice);
        for (right, wrong) in &table {
            let stored = made(&recipe, right);
            assert!(matches(&recipe, right, &stored), "{right:?}");
            assert!(!matches(&recipe, wrong, &stored), "{wrong:?}");
        }
    }
}

#[test]
fn raw_bcrypt_takes_71_bytes_and_not_72_so_the_prehash_has_64() {
    assert!(bcrypt::non_truncating_hash("a".repeat(71), 4).is_ok());
    assert!(bcrypt::non_truncating_hash("a".repeat(72), 4).is_err());
}

#[test]
fn the_same_password_is_never_stored_alike_and_needs_its_pepper() {
    let recipe1 = recipe(&["p1"], FAST);
    let stored = made(&recipe1, "heron");
    assert_ne!(stored, made(&recipe1, "heron"));
    let renamed = stored.replacen("p1", "p2", 1);
    assert!(!matches(&recipe(&["p2"], FAST), "heron", &renamed));
    assert!(recipe(&["p2"], FAST).matches(&"heron".into(), &stored, &mut Workspace::new()).is_err());
}

#[test]
fn either_kind_verifies_whatever_new_hashes_are_made_of() {
    let old = made(&recipe(&["p1"], FAST), "heron");
    let new = recipe(&["p2", "p1"], ARGON2ID);
    assert!(matches(&new, "heron", &old));
    assert!(matches(&recipe(&["p2"], FAST), "heron", &made(&new, "heron")));
}

#[test]
fn a_hash_is_dated_when_algorithm_cost_or_pepper_has_changed() {
    let stored = made(&recipe(&["p1"], FAST), "heron");
    assert!(!recipe(&["p1"], FAST).is_dated(&stored));
    assert!(recipe(&["p1"], HashChoice::Bcrypt(5)).is_dated(&stored));
    assert!(recipe(&["p1"], ARGON2ID).is_dated(&stored));
    assert!(recipe(&["p2", "p1"], FAST).is_dated(&stored));
    let stored = made(&recipe(&["p1"], ARGON2ID), "heron");
    assert!(!recipe(&["p1"], ARGON2ID).is_dated(&stored));
    let dearer = HashChoice::Argon2id(Argon2Cost { memory: 19_456, passes: 3 });
    assert!(recipe(&["p1"], dearer).is_dated(&stored));
}

fn hasher(choice: HashChoice) -> Hasher {
    Hasher::new(&Passwords { peppers: ring(&["p1"]), choice }, 2).unwrap()
}

#[tokio::test]
async fn verdicts() {
    let hasher = hasher(FAST);
    let stored = hasher.hash("heron".into()).await.unwrap();
    let verify = |password: &str, stored: Option<&str>| hasher.verify(password.into(), stored.map(str::to_owned));
    assert_eq!(verify("heron", Some(&stored)).await.unwrap(), Verdict::Right);
    assert_eq!(verify("egret", Some(&stored)).await.unwrap(), Verdict::Wrong);
    assert_eq!(verify("heron", None).await.unwrap(), Verdict::Wrong);
    let cost_5 = made(&recipe(&["p1"], HashChoice::Bcrypt(5)), "heron");
    assert_eq!(verify("heron", Some(&cost_5)).await.unwrap(), Verdict::RightButDated);
}

#[tokio::test]
async fn an_unreadable_hash_is_a_failed_log_in_and_no_panic() {
    let hasher = hasher(FAST);
    let corrupt = [
        "",
        "$",
        "p1",
        "p1$",
        "p1$2b$",
        "p1$2b$04$short",
        "p1$1$md5crypt",
        "p9$2b$04$x",
        "plain",
        "p1$argon2id$",
        "p1$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA",
        "p1$argon2id$v=16$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA",
        "é$é",
    ];
    for stored in corrupt {
        let verdict = hasher.verify("heron".into(), Some(stored.to_owned())).await.unwrap();
        assert_eq!(verdict, Verdict::Wrong, "{stored:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn beyond_the_queue_callers_are_turned_away_at_once() {
    let hasher = hasher(HashChoice::Bcrypt(8));
    let most = 2 * (QUEUE_PER_THREAD + 1);
    let tasks: Vec<_> = (0..most + 10)
        .map(|_| {
            let hasher = hasher.clone();
            tokio::spawn(async move { hasher.hash("heron".into()).await })
        })
        .collect();
    let mut busy = 0;
    for task in tasks {
        busy += usize::from(matches!(task.await.unwrap(), Err(HashError::Busy)));
    }
    assert!((1..=10).contains(&busy), "{busy} were turned away");
    assert!(hasher.hash("heron".into()).await.is_ok(), "places are free again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn argon2id_reuses_its_memory() {
    let hasher = hasher(ARGON2ID);
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let hasher = hasher.clone();
            tokio::spawn(async move { hasher.hash("heron".into()).await.is_ok() })
        })
        .collect();
    for task in tasks {
        assert!(task.await.unwrap());
    }
    assert!(hasher.inner.memories.lock().unwrap().len() <= 2);
}
