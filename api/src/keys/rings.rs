//! The text of a setting that holds keys, `id:base64[,id:base64…]`, changed without a key being read out of it.

use anyhow::{Context, anyhow, bail, ensure};
use chrono::NaiveDate;
use secrecy::{ExposeSecret, SecretString};

use crate::config::{Key, KeyRing};

/// Where a fresh key goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It is used from now on.
    First,
    /// It is known, and not used yet.
    Last,
}

/// A fresh key alone, named for the day.
pub(super) fn new(today: NaiveDate) -> anyhow::Result<SecretString> {
    Key::fresh(&today.to_string()).map_err(|error| anyhow!(error))
}

/// The same keys with a fresh one, and its id.
pub(super) fn with_fresh(
    keys: &SecretString,
    place: Place,
    today: NaiveDate,
) -> anyhow::Result<(SecretString, String)> {
    let id = free_id(&read(keys)?, today);
    let fresh = Key::fresh(&id).map_err(|error| anyhow!(error))?;
    let mut entries = entries(keys);
    match place {
        Place::First => entries.insert(0, fresh.expose_secret()),
        Place::Last => entries.push(fresh.expose_secret()),
    }
    Ok((joined(&entries)?, id))
}

/// The same keys, with the one of that id first.
pub(super) fn with_first(keys: &SecretString, id: &str) -> anyhow::Result<SecretString> {
    read(keys)?.find(id).with_context(|| format!("there is no key {id:?}"))?;
    let (mut first, others): (Vec<&str>, Vec<&str>) = entries(keys).into_iter().partition(|entry| id_of(entry) == id);
    first.extend(others);
    joined(&first)
}

/// The same keys but the one of that id, which must not be the first.
pub(super) fn without(keys: &SecretString, id: &str) -> anyhow::Result<SecretString> {
    let ring = read(keys)?;
    ring.find(id).with_context(|| format!("there is no key {id:?}"))?;
    ensure!(ring.current().id != id, "key {id:?} is the first: put another one there with `perftrack keys rotate`");
    let mut entries = entries(keys);
    entries.retain(|entry| id_of(entry) != id);
    joined(&entries)
}

/// The ids, the first one first.
pub(super) fn ids(keys: &SecretString) -> anyhow::Result<Vec<String>> {
    Ok(read(keys)?.all().map(|key| key.id.clone()).collect())
}

fn read(keys: &SecretString) -> anyhow::Result<KeyRing> {
    KeyRing::parse(keys).map_err(|error| anyhow!(error))
}

fn entries(keys: &SecretString) -> Vec<&str> {
    keys.expose_secret().split(',').map(str::trim).collect()
}

fn id_of(entry: &str) -> &str {
    entry.split_once(':').map_or("", |(id, _)| id)
}

/// What can't be read again is never given to anybody.
fn joined(entries: &[&str]) -> anyhow::Result<SecretString> {
    let keys: SecretString = entries.join(",").into();
    if read(&keys).is_err() {
        bail!("the keys would be unreadable");
    }
    Ok(keys)
}

/// The day, or the day with a number if that is taken.
fn free_id(ring: &KeyRing, today: NaiveDate) -> String {
    let day = today.to_string();
    let is_free = |id: &String| ring.find(id).is_none();
    let mut numbered = (2..).map(|number: u32| format!("{day}-{number}"));
    if is_free(&day) { day.clone() } else { numbered.find(is_free).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 29).unwrap()
    }

    fn secret(keys: &SecretString, id: &str) -> Vec<u8> {
        KeyRing::parse(keys).unwrap().find(id).unwrap().secret.expose_secret().to_vec()
    }

    #[test]
    fn a_fresh_key_comes_first_and_the_others_stay_as_they_are() {
        let old = Key::fresh("main").unwrap();
        let (keys, id) = with_fresh(&old, Place::First, day()).unwrap();
        assert_eq!(
            (id.as_str(), ids(&keys).unwrap()),
            ("2026-11-29", vec!["2026-11-29".to_owned(), "main".to_owned()])
        );
        assert_eq!(secret(&keys, "main"), secret(&old, "main"));
        let (keys, id) = with_fresh(&keys, Place::First, day()).unwrap();
        assert_eq!(id, "2026-11-29-2", "twice on a day");
        assert_eq!(ids(&keys).unwrap(), ["2026-11-29-2", "2026-11-29", "main"]);
        assert_ne!(secret(&keys, "2026-11-29-2"), secret(&keys, "2026-11-29"));
    }

    #[test]
    fn a_prepared_key_waits_behind_and_is_put_first_later() {
        let (keys, id) = with_fresh(&Key::fresh("main").unwrap(), Place::Last, day()).unwrap();
        assert_eq!(ids(&keys).unwrap(), ["main", "2026-11-29"]);
        let now = with_first(&keys, &id).unwrap();
        assert_eq!(ids(&now).unwrap(), ["2026-11-29", "main"]);
        assert_eq!(secret(&now, &id), secret(&keys, &id));
        assert!(with_first(&keys, "other").is_err());
    }

    #[test]
    fn the_first_key_is_never_dropped() {
        let (keys, id) = with_fresh(&Key::fresh("main").unwrap(), Place::First, day()).unwrap();
        assert!(without(&keys, &id).is_err() && without(&keys, "other").is_err());
        assert_eq!(ids(&without(&keys, "main").unwrap()).unwrap(), [id]);
    }

    proptest! {
        #[test]
        fn no_text_is_made_into_keys_that_were_none(text in ".{0,80}") {
            let keys: SecretString = text.into();
            let was = KeyRing::parse(&keys).is_ok();
            prop_assert_eq!(with_fresh(&keys, Place::Last, day()).is_ok(), was);
        }
    }
}
