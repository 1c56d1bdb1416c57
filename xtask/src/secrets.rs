//! Secrets of this installation, made once and kept for its owner alone.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::Write,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::say::Failed;

/// `id:base64` of 32 random bytes, the same at every start.
pub fn key(folder: &Path, name: &str) -> Result<String, Failed> {
    kept(folder, name, || Ok(format!("first:{}", random()?)))
}

/// A password of 256 random bits, the same at every start.
pub fn password(folder: &Path, name: &str) -> Result<String, Failed> {
    kept(folder, name, random)
}

/// Makes a folder that only its owner can look into; the one it stands in stays open to others.
pub fn folder(folder: &Path) -> Result<(), Failed> {
    let make = || {
        fs::create_dir_all(folder.parent().unwrap_or(folder))?;
        DirBuilder::new().recursive(true).mode(0o700).create(folder)
    };
    make().map_err(|error| Failed::doing(&folder.display().to_string(), error))
}

fn random() -> Result<String, Failed> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Failed::doing("random bytes", error))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

fn kept(folder: &Path, name: &str, make: impl FnOnce() -> Result<String, Failed>) -> Result<String, Failed> {
    let file = folder.join(name);
    if let Ok(secret) = fs::read_to_string(&file) {
        return Ok(secret.trim().to_owned());
    }
    let secret = make()?;
    let failed = |error| Failed::doing(&file.display().to_string(), error);
    self::folder(folder)?;
    let mut made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file).map_err(failed)?;
    writeln!(made, "{secret}").map_err(failed)?;
    Ok(secret)
}
