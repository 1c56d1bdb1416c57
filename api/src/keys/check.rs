//! `perftrack keys check`: what each key is still needed for.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use chrono::Utc;
use diesel::PgConnection;

use super::{
    queries::{self, Held},
    standing::{Known, Standing, places},
};
use crate::{
    backup,
    config::{KeyCheck, KeyPurpose, KeyRing},
};

/// Says it of every key that is set. An error if something needs a key that isn't there. Only on threads that may wait.
pub(super) fn run(settings: &KeyCheck) -> anyhow::Result<()> {
    let known = look(settings)?;
    let mut missing = Vec::new();
    for (purpose, ring) in &settings.rings {
        let known = known.get(purpose).context("nothing is known of it")?;
        println!("{}", purpose.setting());
        for key in ring.all() {
            println!("  {}: {}", key.id, in_words(known, *purpose, &key.id, ring));
        }
        let ids: Vec<&str> = ring.all().map(|key| key.id.as_str()).collect();
        for Held { place, key_id, held } in known.missing(&ids) {
            println!("  {key_id}: MISSING, needed for {held} in {place}");
            missing.push(key_id.clone());
        }
    }
    ensure!(missing.is_empty(), "{} keys are needed and missing: {}", missing.len(), missing.join(", "));
    Ok(())
}

/// How one key of the settings stands. Only on threads that may wait.
pub(super) fn of_one(settings: &KeyCheck, purpose: KeyPurpose, id: &str, first: &str) -> anyhow::Result<Standing> {
    let known = look(settings)?;
    let known = known.get(&purpose).context("nothing is known of it")?;
    Ok(known.standing(purpose, id, first, Utc::now()))
}

fn in_words(known: &Known, purpose: KeyPurpose, id: &str, ring: &KeyRing) -> String {
    match known.standing(purpose, id, &ring.current().id, Utc::now()) {
        Standing::First => match places(known.held.as_deref().unwrap_or_default(), id) {
            places if places.is_empty() => "the first".to_owned(),
            places => format!("the first; {places}"),
        },
        Standing::Needed(why) => format!("needed: {why}"),
        Standing::Untold(how) => format!("perhaps needed: {how}"),
        Standing::Spare => "can be dropped".to_owned(),
    }
}

fn look(settings: &KeyCheck) -> anyhow::Result<BTreeMap<KeyPurpose, Known>> {
    let mut conn = backup::seeing_everything(&settings.reader)?;
    let uses = queries::uses(&mut conn)?;
    let mut known = BTreeMap::new();
    for purpose in KeyPurpose::ALL {
        let uses = uses.iter().filter(|noted| noted.setting == purpose.setting()).cloned().collect();
        known.insert(purpose, Known { held: held(&mut conn, settings, purpose)?, uses });
    }
    Ok(known)
}

fn held(conn: &mut PgConnection, settings: &KeyCheck, purpose: KeyPurpose) -> anyhow::Result<Option<Vec<Held>>> {
    Ok(match purpose {
        KeyPurpose::Seal => Some(queries::sealed(conn)?),
        KeyPurpose::Peppers => Some(queries::hashed(conn)?),
        // Sessions name no key, and answers are the mail server's.
        KeyPurpose::Jwt | KeyPurpose::Reply => Some(Vec::new()),
        KeyPurpose::Backup => match &settings.backup {
            None => None,
            Some(backup) => {
                let kept = backup::keys_in_use(backup)?.into_iter();
                Some(kept.map(|((place, key_id), held)| Held { place, key_id, held }).collect())
            }
        },
    })
}
