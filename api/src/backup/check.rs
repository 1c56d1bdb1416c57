//! Looking at a backup: whether it is the one its manifest speaks of, opens, and can be read to its last row.

use std::{
    fmt,
    fs::File,
    io::BufReader,
    path::{Path, PathBuf},
};

use anyhow::{Context, ensure};

use super::{
    envelope::{self, Opened},
    manifest::Manifest,
    name::Name,
    scratch::Scratch,
    store::{self, Store},
    tools::Tools,
};
use crate::config::Backup;

/// A dump as a file of this machine, still sealed.
pub(super) struct Local {
    path: PathBuf,
    /// Removed with us, if it only passes through.
    scratch: Option<Scratch>,
}

impl Local {
    /// One that goes when it isn't needed any longer.
    pub(super) fn here(scratch: Scratch) -> Self {
        Self { path: scratch.path().to_owned(), scratch: Some(scratch) }
    }

    /// One that stays.
    pub(super) fn kept(path: PathBuf) -> Self {
        Self { path, scratch: None }
    }

    /// Fetches `file`, unless it lies here.
    pub(super) fn fetch(settings: &Backup, store: &dyn Store, file: &str) -> anyhow::Result<Self> {
        if let Some(path) = store.path(file) {
            return Ok(Self::kept(path));
        }
        let scratch = Scratch::for_file(settings, file)?;
        let fetched = store.get(file, &mut store::create(scratch.path())?);
        fetched.with_context(|| format!("{file} can't be fetched from {}", store.label()))?;
        Ok(Self::here(scratch))
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        self.scratch.as_ref().map_or(self.path.as_path(), Scratch::path)
    }
}

/// The manifest of a backup in a store.
pub(super) fn manifest(settings: &Backup, store: &dyn Store, name: &Name) -> anyhow::Result<Manifest> {
    Manifest::open(&settings.keys, name, &store::read(store, &name.manifest())?)
}

/// What is wrong with a backup itself, rather than with the way to it.
#[derive(Debug)]
pub(super) struct Unsound(anyhow::Error);

impl fmt::Display for Unsound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#}", self.0)
    }
}

impl std::error::Error for Unsound {}

/// Says that what was found is the backup's own fault.
pub(super) fn blamed(found: anyhow::Result<()>) -> anyhow::Result<()> {
    found.map_err(|error| Unsound(error).into())
}

/// Refuses a dump that is another, was changed or cut, doesn't open, or can't be read to its last row.
pub(super) fn whole(
    settings: &Backup,
    tools: &Tools,
    name: &Name,
    manifest: &Manifest,
    dump: &Path,
) -> anyhow::Result<()> {
    let found = envelope::measured(File::open(dump).context("the dump can't be read")?)?;
    let told = (manifest.bytes, manifest.sha256.clone());
    ensure!(found == told, "the dump of {name} is not the one that was made: it was cut or changed");
    let read = tools.read_through(&mut opened(settings, name, dump)?);
    read.with_context(|| format!("the dump of {name} can't be read through"))
}

/// The dump, opened while it is read.
pub(super) fn opened(settings: &Backup, name: &Name, dump: &Path) -> anyhow::Result<Opened<BufReader<File>>> {
    let file = BufReader::new(File::open(dump).context("the dump can't be read")?);
    Opened::begin(&settings.keys, &name.purpose_of_dump(), file)
}
