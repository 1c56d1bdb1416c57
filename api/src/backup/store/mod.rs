//! Where backups are kept. A backup is there once its manifest is: that comes last, and goes first.

mod bucket;
mod folder;

use std::{
    collections::BTreeSet,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::Context;

use self::bucket::Bucket;
pub(super) use self::folder::{Folder, create};
use super::name::Name;
use crate::config;

/// A place that keeps files.
pub(super) trait Store {
    /// What people call it.
    fn label(&self) -> String;
    /// The names of all its files.
    fn files(&self) -> anyhow::Result<Vec<String>>;
    /// Keeps what is in the file `path` as `file`: all of it, or nothing under that name.
    fn put(&self, file: &str, path: &Path) -> anyhow::Result<()>;
    /// Writes what `file` holds.
    fn get(&self, file: &str, into: &mut dyn Write) -> anyhow::Result<()>;
    /// Where `file` lies on this machine, if it does.
    fn path(&self, _file: &str) -> Option<PathBuf> {
        None
    }
    /// Removes `file`, if it is there.
    fn remove(&self, file: &str) -> anyhow::Result<()>;
}

/// The stores of the settings, the nearest first.
pub(super) fn stores(settings: &config::Backup) -> anyhow::Result<Vec<Box<dyn Store>>> {
    let mut stores: Vec<Box<dyn Store>> = Vec::new();
    if let Some(folder) = &settings.folder {
        stores.push(Box::new(Folder::open(folder)?));
    }
    if let Some(bucket) = &settings.bucket {
        stores.push(Box::new(Bucket::new(bucket)?));
    }
    Ok(stores)
}

/// The backups that are whole, the oldest first.
pub(super) fn kept(store: &dyn Store) -> anyhow::Result<Vec<Name>> {
    let files = store.files().with_context(|| format!("{} can't be listed", store.label()))?;
    let dumps: BTreeSet<Name> = files.iter().filter_map(|file| Name::of_dump(file)).collect();
    let manifests: BTreeSet<Name> = files.iter().filter_map(|file| Name::of_manifest(file)).collect();
    Ok(dumps.intersection(&manifests).cloned().collect())
}

/// Removes what backups that did not come to their end have left. Only for who knows that none is going on.
pub(super) fn clear(store: &dyn Store) -> anyhow::Result<()> {
    let files = store.files().with_context(|| format!("{} can't be listed", store.label()))?;
    let manifests: BTreeSet<Name> = files.iter().filter_map(|file| Name::of_manifest(file)).collect();
    for file in &files {
        let begun = Name::of_dump(file).filter(|name| !manifests.contains(name));
        if begun.is_some() || folder::is_unfinished(file) {
            store.remove(file).with_context(|| format!("{file} can't be removed"))?;
        }
    }
    Ok(())
}

/// Removes a backup: first what says that it is there.
pub(super) fn remove(store: &dyn Store, name: &Name) -> anyhow::Result<()> {
    store.remove(&name.manifest())?;
    store.remove(&name.dump())
}

/// What a small file holds.
pub(super) fn read(store: &dyn Store, file: &str) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    store.get(file, &mut bytes).with_context(|| format!("{file} can't be read from {}", store.label()))?;
    Ok(bytes)
}
