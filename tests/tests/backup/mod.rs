//! Backups: what they hold, that they come back, and that whatever goes wrong leaves the older ones whole.

mod clock;
mod damage;
mod drill;
mod interrupted;
mod sources;
mod stores;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::Arc,
};

use perftrack_tests::{
    Database, program,
    server::{JWT_KEYS, PEPPERS, SEAL_KEYS},
    unique,
};

const KEYS: &str = "test:mQZC9WqSgCdXoOZ1kTfyQhE3sJ0uVbL7nR5aXp2iYw8=";
const OTHER_KEYS: &str = "test:Xk7LrUe2vN0dS9hGq4mJcY5wBz8TfPaO1iR3tQyVnM8=";

/// A database, and a folder for its backups.
struct Ground {
    database: Database,
    folder: Arc<Folder>,
    more: Vec<(String, String)>,
}

/// Gone when nobody needs it any longer.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Ground {
    /// One on a fresh database.
    fn new() -> Self {
        Self::on(Database::fresh())
    }

    fn on(database: Database) -> Self {
        let folder = std::env::temp_dir().join(format!("perftrack-backups-{}-{}", std::process::id(), unique()));
        Self { database, folder: Arc::new(Folder(folder)), more: Vec::new() }
    }

    /// The same backups, with another database.
    fn with(&self, database: Database) -> Self {
        Self { database, folder: self.folder.clone(), more: self.more.clone() }
    }

    /// `perftrack backup …`, about to be run.
    fn command(&self, words: &[&str]) -> Command {
        self.prepared(Command::new(program()), words)
    }

    fn prepared(&self, mut command: Command, words: &[&str]) -> Command {
        command.arg("backup").args(words).envs(self.settings());
        command
    }

    /// Everything that the program and the server have to know.
    fn settings(&self) -> Vec<(String, String)> {
        let folder = self.path().to_str().expect("a readable path");
        let url = |role: &str| self.database.url(role);
        let set = [
            ("PERFTRACK_MODE", "development".to_owned()),
            ("DATABASE_URL", url("pt_app")),
            ("DATABASE_AUTH_URL", url("pt_auth")),
            ("DATABASE_BACKUP_URL", url("pt_backup")),
            ("DATABASE_MIGRATOR_URL", self.database.admin_url()),
            ("PERFTRACK_JWT_KEYS", JWT_KEYS.to_owned()),
            ("PERFTRACK_PEPPERS", PEPPERS.to_owned()),
            ("PERFTRACK_SEAL_KEYS", SEAL_KEYS.to_owned()),
            ("PERFTRACK_BACKUP_KEYS", KEYS.to_owned()),
            ("PERFTRACK_BACKUP_DIR", folder.to_owned()),
        ];
        set.map(|(name, value)| (name.to_owned(), value)).into_iter().chain(self.more.clone()).collect()
    }

    /// Changes a setting.
    fn set(&mut self, name: &str, value: impl Into<String>) {
        self.more.push((name.to_owned(), value.into()));
    }

    /// Runs it, which has to go well; gives what it says.
    #[track_caller]
    fn does(&self, words: &[&str]) -> String {
        let output = self.command(words).output().expect("the program runs");
        assert!(output.status.success(), "{words:?}: {}", said(&output));
        String::from_utf8(output.stdout).expect("text")
    }

    /// Runs it, which has to fail; gives what it complains about.
    #[track_caller]
    fn refuses(&self, words: &[&str]) -> String {
        let output = self.command(words).output().expect("the program runs");
        assert_eq!(output.status.code(), Some(1), "{words:?}: {}", said(&output));
        let said = String::from_utf8(output.stderr).expect("text");
        assert!(said.starts_with("perftrack: ") && !said.contains("panicked"), "{said}");
        said
    }

    /// Backs up; gives the backup's name.
    #[track_caller]
    fn backs_up(&self) -> String {
        let said = self.does(&["run"]);
        said.split_once(':').expect("it names it").0.to_owned()
    }

    /// The names of the backups that are listed, the oldest first.
    fn listed(&self) -> Vec<String> {
        let said = self.does(&["list"]);
        let lines = said.lines().filter(|line| line.starts_with("perftrack-"));
        lines.map(|line| line.split_whitespace().next().expect("a name").to_owned()).collect()
    }

    /// The names of all files of the folder.
    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path()).map(|entries| entries.flatten().collect::<Vec<_>>());
        let names = entries.unwrap_or_default().into_iter().map(|entry| entry.file_name().into_string());
        let mut names: Vec<String> = names.map(|name| name.expect("a readable name")).collect();
        names.sort();
        names
    }

    fn path(&self) -> &Path {
        &self.folder.0
    }

    fn dump(&self, name: &str) -> PathBuf {
        self.path().join(format!("{name}.dump"))
    }

    fn manifest(&self, name: &str) -> PathBuf {
        self.path().join(format!("{name}.manifest"))
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.clone(), output.stderr.clone()].concat()).into_owned()
}

/// Whether `needle` stands anywhere in the file.
fn holds(file: &Path, needle: &str) -> bool {
    let bytes = fs::read(file).expect("the file");
    bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
}
