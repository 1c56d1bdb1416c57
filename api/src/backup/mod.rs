//! Backups of the whole installation: made by Postgres's own tools as the role that sees everything, sealed with keys that
//! the database doesn't hold, looked at before they count, and restored as a drill.
//!
//! A backup is two files: the dump, and a manifest of what it must hold, read in the same snapshot. The manifest is
//! written last, once the dump was found whole where it lies; so what a kill or a full disk leaves behind is never one.

mod amcheck;
mod check;
mod clock;
mod commands;
mod envelope;
mod manifest;
mod name;
mod queries;
mod restore;
mod retention;
mod run;
mod scratch;
mod source;
mod store;
mod tools;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::{config::Backup, db::AccountTx, http::Failure};

pub(crate) use clock::keep_time;
pub use commands::{Step, run};
pub(crate) use source::seeing_everything;

/// The moment that the newest verified backup shows: what was written until then could be restored.
pub(crate) fn last_verified(tx: &mut AccountTx<'_>) -> Result<Option<DateTime<Utc>>, Failure> {
    Ok(queries::last_good(tx.conn())?)
}

/// With which keys the backups that are kept are sealed: how many in each store, by the key's id. Only on threads that may wait.
pub(crate) fn keys_in_use(settings: &Backup) -> anyhow::Result<BTreeMap<(String, String), i64>> {
    let mut kept = BTreeMap::new();
    for store in store::stores(settings)? {
        for name in store::kept(store.as_ref())? {
            let manifest = store::read(store.as_ref(), &name.manifest())?;
            let (_, key) = envelope::key_id(&mut manifest.as_slice())?;
            *kept.entry((store.label(), key)).or_default() += 1;
        }
    }
    Ok(kept)
}
