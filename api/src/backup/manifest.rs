//! What a backup holds, written beside it: sealed like the dump itself, since names of tables and counts are nobody's
//! business, and so that nobody can write another.

use std::{
    collections::BTreeMap,
    io::{Read, Write},
};

use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    envelope::{Opened, Sealed},
    name::Name,
};
use crate::config::KeyRing;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// Which backup this is of.
    pub(super) name: String,
    /// The moment it shows.
    pub(super) taken_at: DateTime<Utc>,
    /// The version of PerfTrack that made it.
    pub(super) made_by: String,
    /// The database's own version.
    pub(super) postgres: String,
    /// The sealed dump's length.
    pub(super) bytes: u64,
    /// Its SHA-256.
    pub(super) sha256: String,
    /// The tables.
    pub(super) tables: Tables,
}

/// What every table holds, by name.
pub(super) type Tables = BTreeMap<String, Table>;

/// What one table holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    /// How many rows.
    pub(super) rows: i64,
    /// What is in them, whatever their order.
    pub(super) digest: String,
}

impl Manifest {
    /// Sealed, to be kept beside the dump.
    pub(super) fn sealed(&self, keys: &KeyRing, name: &Name) -> anyhow::Result<Vec<u8>> {
        let mut sealed = Sealed::begin(keys, &name.purpose_of_manifest(), Vec::new())?;
        sealed.write_all(&serde_json::to_vec(self)?)?;
        Ok(sealed.finish()?.0)
    }

    /// Opens the manifest of `name`, and of no other.
    pub(super) fn open(keys: &KeyRing, name: &Name, sealed: &[u8]) -> anyhow::Result<Self> {
        let mut json = Vec::new();
        Opened::begin(keys, &name.purpose_of_manifest(), sealed)?
            .read_to_end(&mut json)
            .with_context(|| format!("the manifest of {name} can't be opened"))?;
        let manifest: Self = serde_json::from_slice(&json).context("the manifest can't be read")?;
        ensure!(manifest.name == name.as_str(), "the manifest is of {}, not of {name}", manifest.name);
        Ok(manifest)
    }

    /// How many rows there are in all tables.
    pub(super) fn rows(&self) -> i64 {
        self.tables.values().map(|table| table.rows).sum()
    }

    /// How many rows there are in one table.
    pub(super) fn rows_of(&self, table: &str) -> i64 {
        self.tables.get(table).map_or(0, |table| table.rows)
    }

    /// Refuses tables that hold anything else, and says which differ.
    pub(super) fn compare(&self, found: &Tables) -> anyhow::Result<()> {
        let differs = |name: &&String| self.tables.get(*name) != found.get(*name);
        let mut names: Vec<&String> = self.tables.keys().chain(found.keys()).filter(differs).collect();
        names.sort();
        names.dedup();
        let told: Vec<String> = names.into_iter().map(|name| difference(name, &self.tables, found)).collect();
        ensure!(told.is_empty(), "what was restored is not what was backed up: {}", told.join("; "));
        Ok(())
    }
}

fn difference(name: &str, then: &Tables, now: &Tables) -> String {
    match (then.get(name), now.get(name)) {
        (Some(then), Some(now)) if then.rows == now.rows => format!("rows of {name} differ"),
        (Some(then), Some(now)) => format!("{name} had {} rows and has {}", then.rows, now.rows),
        (Some(_), None) => format!("{name} is missing"),
        _ => format!("{name} was not there"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::http::nasty;

    const WRITTEN: &str = r#"{"name":"perftrack-20261129T020000.123Z-1f0c9a7e","taken_at":"2026-11-29T02:00:00.123Z","made_by":"1.0.0","postgres":"17.2","bytes":7,"sha256":"ab","tables":{"people":{"rows":3,"digest":"cd"}}}"#;

    proptest! {
        #[test]
        fn what_is_read_is_written_as_the_same(json in nasty::bytes(&[WRITTEN])) {
            if let Ok(manifest) = serde_json::from_slice::<Manifest>(&json) {
                let again = serde_json::to_vec(&manifest).unwrap();
                prop_assert_eq!(serde_json::from_slice::<Manifest>(&again).unwrap(), manifest);
            }
        }
    }
}
