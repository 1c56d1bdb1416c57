//! Files on the way: gone again whatever happens, short of a kill.

use std::{
    fs::DirBuilder,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use anyhow::Context;
use uuid::Uuid;

use super::store::Folder;
use crate::config;

/// A path for a file that is not finished.
pub(super) struct Scratch {
    path: PathBuf,
    /// The folder made for it, where none is set.
    folder: Option<PathBuf>,
}

impl Scratch {
    /// One for what becomes `file`: in the folder of the settings, where it need only be renamed, or else in one of its
    /// own among temporary files.
    pub(super) fn for_file(settings: &config::Backup, file: &str) -> anyhow::Result<Self> {
        if let Some(folder) = &settings.folder {
            return Ok(Self { path: Folder::unfinished(folder, file), folder: None });
        }
        let folder = std::env::temp_dir().join(format!("perftrack-backup-{}", Uuid::now_v7()));
        DirBuilder::new().mode(0o700).create(&folder).context("there is no room for temporary files")?;
        Ok(Self { path: Folder::unfinished(&folder, file), folder: Some(folder) })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // It may have been renamed.
        let _ = std::fs::remove_file(&self.path);
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir(folder);
        }
    }
}
