//! A file of settings, one `NAME=value` a line, as the shell, systemd and containers read it. What isn't a key that changes
//! stays as it was, to the letter.

use std::{
    fs::{File, OpenOptions},
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, ensure};
use secrecy::{ExposeSecret, SecretString};

/// The file as it was read, with what was changed since.
pub(super) struct SettingsFile {
    path: PathBuf,
    lines: Vec<String>,
}

impl SettingsFile {
    /// Reads it.
    pub(super) fn open(path: &Path) -> anyhow::Result<Self> {
        let unreadable = || format!("{} can't be read", path.display());
        // A link stays one: what it leads to is written.
        let path = path.canonicalize().with_context(unreadable)?;
        let text = std::fs::read_to_string(&path).with_context(unreadable)?;
        Ok(Self { path, lines: text.split('\n').map(str::to_owned).collect() })
    }

    /// What it sets `name` to; nothing if it doesn't, or to nothing.
    pub(super) fn value(&self, name: &str) -> anyhow::Result<Option<SecretString>> {
        let mut values = self.lines.iter().filter_map(|line| assigned(line, name));
        let value = values.next();
        ensure!(values.next().is_none(), "{} sets {name} twice", self.path.display());
        Ok(value.map(|(_, value)| value).filter(|value| !value.is_empty()).map(Into::into))
    }

    /// Sets it to something else.
    pub(super) fn set(&mut self, name: &str, value: &SecretString) {
        for line in &mut self.lines {
            if let Some((before, _)) = assigned(line, name) {
                *line = format!("{before}{}", value.expose_secret());
            }
        }
    }

    /// Writes it anew: whole or not at all, and readable for its owner alone.
    pub(super) fn write(&self) -> anyhow::Result<()> {
        let name = self.path.file_name().context("the file has no name")?.to_string_lossy();
        let beside = self.path.with_file_name(format!(".{name}.{}.new", std::process::id()));
        let written = self.put(&beside);
        if written.is_err() {
            let _ = std::fs::remove_file(&beside);
        }
        written.with_context(|| format!("{} can't be written, and is as it was", self.path.display()))
    }

    fn put(&self, beside: &Path) -> std::io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(beside)?;
        file.write_all(self.lines.join("\n").as_bytes())?;
        file.sync_all()?;
        std::fs::rename(beside, &self.path)?;
        match self.path.parent() {
            Some(folder) => File::open(folder)?.sync_all(),
            None => Ok(()),
        }
    }
}

/// Whether a line sets `name`: what stands before the value, and the value without quotes.
fn assigned<'l>(line: &'l str, name: &str) -> Option<(&'l str, &'l str)> {
    let (before, value) = line.split_once('=')?;
    let named = before.trim().strip_prefix("export ").unwrap_or(before).trim();
    if named != name {
        return None;
    }
    let value = value.trim();
    let quoted = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    Some((line.get(..=before.len())?, quoted.unwrap_or(value).trim()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const TEXT: &str =
        "# PERFTRACK_JWT_KEYS=no\nA=1 # stays\n  export PERFTRACK_JWT_KEYS=\"a:b\"\nPERFTRACK_PEPPERS=\r\n\nB='x=y'";

    fn kept(text: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("perftrack-settings-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir(&folder).unwrap();
        let file = folder.join("env");
        std::fs::write(&file, text).unwrap();
        file
    }

    fn value(file: &SettingsFile, name: &str) -> Option<String> {
        file.value(name).unwrap().map(|value| value.expose_secret().to_owned())
    }

    #[test]
    fn one_setting_changes_and_every_other_letter_stays() {
        let path = kept(TEXT);
        let mut file = SettingsFile::open(&path).unwrap();
        assert_eq!(value(&file, "PERFTRACK_JWT_KEYS").as_deref(), Some("a:b"));
        assert_eq!((value(&file, "PERFTRACK_PEPPERS"), value(&file, "PERFTRACK_SEAL_KEYS")), (None, None));
        assert_eq!(value(&file, "B").as_deref(), Some("x=y"));
        file.set("PERFTRACK_JWT_KEYS", &"c:d,a:b".into());
        file.write().unwrap();
        let now = std::fs::read_to_string(&path).unwrap();
        assert_eq!(now, TEXT.replace("\"a:b\"", "c:d,a:b"));
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_link_stays_a_link_and_what_is_set_twice_is_refused() {
        let path = kept("K=a\n");
        let link = path.with_file_name("link");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let mut file = SettingsFile::open(&link).unwrap();
        file.set("K", &"b".into());
        file.write().unwrap();
        assert!(link.is_symlink());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "K=b\n");
        assert!(SettingsFile::open(&kept("K=a\nexport K=b\n")).unwrap().value("K").is_err());
    }
}
