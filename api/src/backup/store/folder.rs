//! A folder: its owner's alone, and every file in it is whole, or named as unfinished.

use std::{
    fs::{DirBuilder, File, OpenOptions, Permissions},
    io::{self, ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use anyhow::Context;

use super::Store;
use crate::backup::name::Name;

const UNFINISHED: &str = ".part";

/// A folder that keeps backups.
pub(in crate::backup) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Makes it unless it is there, and closes it to everybody else.
    pub(in crate::backup) fn open(path: &Path) -> anyhow::Result<Self> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
        made.with_context(|| format!("the folder {} can't be made", path.display()))?;
        let closed = std::fs::set_permissions(path, Permissions::from_mode(0o700));
        closed.with_context(|| format!("the folder {} can't be closed to others", path.display()))?;
        Ok(Self { path: path.to_owned() })
    }

    /// Where a file is written until it is whole.
    pub(in crate::backup) fn unfinished(folder: &Path, file: &str) -> PathBuf {
        folder.join(format!("{file}{UNFINISHED}"))
    }
}

/// Whether a file of that name is one of ours that was never finished.
pub(super) fn is_unfinished(file: &str) -> bool {
    let whole = file.strip_suffix(UNFINISHED);
    whole.is_some_and(|whole| Name::of_dump(whole).or_else(|| Name::of_manifest(whole)).is_some())
}

/// A new file that its owner alone may read.
pub(in crate::backup) fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

impl Store for Folder {
    fn label(&self) -> String {
        self.path.display().to_string()
    }

    fn files(&self) -> anyhow::Result<Vec<String>> {
        let entries = std::fs::read_dir(&self.path)?.collect::<io::Result<Vec<_>>>()?;
        Ok(entries.into_iter().filter_map(|entry| entry.file_name().into_string().ok()).collect())
    }

    fn put(&self, file: &str, path: &Path) -> anyhow::Result<()> {
        let unfinished = Self::unfinished(&self.path, file);
        if path != unfinished {
            let mut copy = create(&unfinished)?;
            io::copy(&mut File::open(path)?, &mut copy)?;
        }
        // The name must not come to be before what it names, even if the power goes.
        File::open(&unfinished)?.sync_all()?;
        std::fs::rename(unfinished, self.path.join(file))?;
        File::open(&self.path)?.sync_all()?;
        Ok(())
    }

    fn get(&self, file: &str, into: &mut dyn Write) -> anyhow::Result<()> {
        io::copy(&mut File::open(self.path.join(file))?, into)?;
        Ok(())
    }

    fn path(&self, file: &str) -> Option<PathBuf> {
        Some(self.path.join(file))
    }

    fn remove(&self, file: &str) -> anyhow::Result<()> {
        match std::fs::remove_file(self.path.join(file)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}
