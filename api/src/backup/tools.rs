//! Postgres's own tools, run as processes: what they read and write is piped, so that nothing lies about unsealed.

use std::{
    io::{self, ErrorKind, Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::{self, JoinHandle},
};

use anyhow::{Context, anyhow, ensure};
use percent_encoding::percent_decode_str;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

/// Where Debian's packages put each version's programs.
const VERSIONS: &str = "/usr/lib/postgresql";
/// So much of what a tool complains about is told.
const COMPLAINTS: u64 = 4000;

/// Where the tools are.
#[derive(Debug, Clone)]
pub(super) struct Tools {
    folder: Option<PathBuf>,
}

impl Tools {
    /// In the folder that was named, or else the newest that is installed, or else where programs are.
    pub(super) fn find(named: Option<&Path>) -> Self {
        Self { folder: named.map(Path::to_owned).or_else(newest) }
    }

    /// Writes a dump of `database`, as it was at `snapshot`.
    pub(super) fn dump(&self, database: &SecretString, snapshot: &str, into: &mut impl Write) -> anyhow::Result<()> {
        let mut command = self.command("pg_dump");
        // A migration that waits for us would make everybody wait for it: so wait for it instead, and give up.
        command.args(["--format=custom", "--enable-row-security", "--no-password", "--lock-wait-timeout=60s"]);
        command.arg(format!("--snapshot={snapshot}")).stdin(Stdio::null()).stdout(Stdio::piped());
        reach(&mut command, database)?;
        let mut running = Running::start(command, "pg_dump")?;
        let mut stdout = running.child.stdout.take().ok_or_else(|| anyhow!("pg_dump has no output"))?;
        io::copy(&mut stdout, into).context("the dump can't be written")?;
        running.finish()
    }

    /// Restores a dump into the empty `database`: all of it or nothing.
    pub(super) fn restore(&self, database: &SecretString, from: &mut impl Read) -> anyhow::Result<()> {
        let mut command = self.command("pg_restore");
        command.args(["--single-transaction", "--exit-on-error", "--no-password", "--role=pt_owner"]);
        reach(&mut command, database)?;
        fed(command, from)
    }

    /// Reads a dump to its last row, as restoring would.
    pub(super) fn read_through(&self, from: &mut impl Read) -> anyhow::Result<()> {
        let mut command = self.command("pg_restore");
        command.arg("--file=/dev/null");
        fed(command, from)
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(match &self.folder {
            Some(folder) => folder.join(program),
            None => program.into(),
        });
        // What it complains about can be looked up, whatever language the machine is set to.
        command.env("LC_ALL", "C");
        command
    }
}

/// The newest version that Debian's packages have installed.
fn newest() -> Option<PathBuf> {
    let version = |folder: &PathBuf| folder.file_name()?.to_str()?.parse::<u32>().ok();
    let folders = std::fs::read_dir(VERSIONS).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let with_tools = folders.filter(|folder| folder.join("bin/pg_dump").exists());
    with_tools.max_by_key(version).map(|folder| folder.join("bin"))
}

/// Names the database. The password goes by the environment: arguments are there for everybody on the machine to read.
fn reach(command: &mut Command, database: &SecretString) -> anyhow::Result<()> {
    let mut url = Url::parse(database.expose_secret()).map_err(|_| anyhow!("a database URL can't be read"))?;
    let in_address = url.password().map(|text| percent_decode_str(text).decode_utf8_lossy().into_owned());
    let (secret, open): (Vec<_>, Vec<_>) = url
        .query_pairs()
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .partition(|(name, _)| name == "password");
    if in_address.is_some() {
        url.set_password(None).map_err(|()| anyhow!("a database URL can't be read"))?;
    }
    if !secret.is_empty() {
        let kept: Vec<String> = open.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        url.set_query(Some(&kept.join("&")));
    }
    if let Some(password) = in_address.or_else(|| secret.into_iter().next().map(|(_, value)| value)) {
        command.env("PGPASSWORD", password);
    }
    command.arg(format!("--dbname={url}"));
    Ok(())
}

/// As libpq reads it: it knows no plus for a space.
fn encoded(text: &str) -> percent_encoding::PercentEncode<'_> {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC)
}

/// Runs a program on what `from` gives. When that fails, the program is killed before it can take what it has for all.
fn fed(mut command: Command, from: &mut impl Read) -> anyhow::Result<()> {
    command.stdin(Stdio::piped()).stdout(Stdio::null());
    let mut running = Running::start(command, "pg_restore")?;
    let mut stdin = running.child.stdin.take().ok_or_else(|| anyhow!("pg_restore has no input"))?;
    let mut chunk = vec![0; 1 << 16];
    loop {
        let read = match from.read(&mut chunk) {
            Ok(read) => read,
            Err(error) => {
                running.kill();
                return Err(error.into());
            }
        };
        let Some(bytes) = chunk.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        match stdin.write_all(bytes) {
            Ok(()) => {}
            // It has stopped reading: because of something, or because it needs no more, and then the rest is proved alone.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                drop(stdin);
                running.finish()?;
                io::copy(from, &mut io::sink())?;
                return Ok(());
            }
            Err(error) => {
                running.kill();
                return Err(error.into());
            }
        }
    }
    drop(stdin);
    running.finish()
}

/// A program that does not outlive us, and what it complains about.
struct Running {
    name: &'static str,
    child: Child,
    complaints: Option<JoinHandle<String>>,
}

impl Running {
    fn start(mut command: Command, name: &'static str) -> anyhow::Result<Self> {
        let spawned = command.stderr(Stdio::piped()).spawn();
        let mut child = spawned.with_context(|| format!("{name} can't be run; is postgresql-client installed?"))?;
        let complaints = child.stderr.take().map(|mut stderr| {
            thread::spawn(move || {
                let mut said = Vec::new();
                let _ = (&mut stderr).take(COMPLAINTS).read_to_end(&mut said);
                // The rest is read too, or the program would wait for us for ever.
                let _ = io::copy(&mut stderr, &mut io::sink());
                String::from_utf8_lossy(&said).trim().to_owned()
            })
        });
        Ok(Self { name, child, complaints })
    }

    fn finish(mut self) -> anyhow::Result<()> {
        let status = self.child.wait().with_context(|| format!("{} can't be waited for", self.name))?;
        let said = self.complaints.take().and_then(|thread| thread.join().ok()).unwrap_or_default();
        ensure!(status.success(), "{} failed ({status}): {said}", self.name);
        Ok(())
    }

    fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_among_the_arguments() {
        for url in [
            "postgres://pt_backup:s3cret%21@db.example.com:5432/pt?sslmode=verify-full",
            "postgres:///pt?host=/run/pg&user=pt_backup&password=s3cret%21",
        ] {
            let mut command = Command::new("pg_dump");
            reach(&mut command, &url.into()).unwrap();
            let arguments: Vec<_> = command.get_args().map(|text| text.to_string_lossy().into_owned()).collect();
            assert!(!arguments.concat().contains("s3cret"), "{arguments:?}");
            let passed = command.get_envs().find(|(name, _)| *name == "PGPASSWORD").and_then(|(_, value)| value);
            assert_eq!(passed.and_then(|value| value.to_str()), Some("s3cret!"));
        }
    }

    #[test]
    fn what_a_program_complains_about_is_told() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo something is wrong >&2; cat > /dev/null; exit 3"]);
        let error = fed(command, &mut [1_u8; 100].as_slice()).unwrap_err().to_string();
        assert!(error.contains("something is wrong"), "{error}");
    }

    #[test]
    fn a_source_that_fails_is_no_end() {
        struct Fails(bool);
        impl Read for Fails {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                match std::mem::replace(&mut self.0, true) {
                    true => Err(io::Error::other("cut")),
                    false => Ok(into.len()),
                }
            }
        }
        let mut command = Command::new("sh");
        command.args(["-c", "cat > /dev/null"]);
        assert_eq!(fed(command, &mut Fails(false)).unwrap_err().to_string(), "cut");
    }
}
