//! The real server, as its own process.

use std::{
    cell::RefCell,
    fs::File,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Mutex, OnceLock, PoisonError},
};

use crate::{
    Database,
    guardian::{Guardian, Lines},
    mailbox::Mailbox,
    unique,
};

/// Signs the sessions of every server of a run, so that tests can forge tokens by the same key.
pub const JWT_KEYS: &str =
    "test:jYT6sINYEcj0M9q/H5YZ3Y1jeXZDv9U7tNTkWBFmsr0=,older:yxHmWYJh9JS5ZqfG1yz4CT47dFRh6OTjJhvOKqzLSN8=";
/// What the mail server shows that brings answers.
pub const REPLY_KEYS: &str = "test:b1dzR3XkqzX0mS8pYf5n2cKq7tVwLh4uJ6aEoDxIrGM=";
/// Seals the secrets that a run keeps.
pub const SEAL_KEYS: &str = "test:9Q3uTzTLsXJBlLRGtb2dcSYTrKyyd5cGIQbKdhBbPJE=";
/// Peppers every password hash of a run.
pub const PEPPERS: &str = "test:OAqwB2u5AUzot1PPIIAHKyRj+nQq2IPlD1s7EbwAt4M=";

/// Starts the server, and stops it once nobody holds our standard input open.
///
/// It ignores signals only once the server runs: ignoring is inherited, and a server that was told to end
/// before it listens to signals would never hear of it.
const GUARDIAN: &str = r#""$@" & pid=$!
echo "pid $pid"
trap '' INT HUP TERM
exec >/dev/null
cat
kill $pid 2>/dev/null
wait $pid"#;

/// Starts a program that ends with us; gives what it prints, and its process.
pub fn run_guarded(words: &[&str], prepare: impl FnOnce(&mut Command)) -> (Guardian, Lines, u32) {
    let (guardian, mut lines) = Guardian::start(GUARDIAN, words, prepare);
    let pid = lines.after("pid ").and_then(|pid| pid.parse().ok()).expect("the guardian names it");
    (guardian, lines, pid)
}

/// A running server.
pub struct Server {
    /// Where it listens, which is also its origin.
    pub url: String,
    /// What it works on.
    pub database: Database,
    /// The mails it has sent.
    pub mailbox: Mailbox,
    pid: u32,
    folder: PathBuf,
    guardian: Mutex<Option<Guardian>>,
}

impl Server {
    /// The one that tests share.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Server> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(Database::shared().clone(), &[]))
    }

    /// One for the calling test alone, on a database of its own. Both are gone once the test is over, or
    /// a run would end with as many servers, each with its connections, as it has such tests.
    pub fn alone(settings: &[(&str, &str)]) -> &'static Self {
        let server = Self::start(Database::fresh(), settings).until_the_test_ends();
        kept_until_the_test_ends(Kept::Database(server.database.clone()));
        server
    }

    /// Gives it to the calling test, and stops it once that is over.
    pub fn until_the_test_ends(self) -> &'static Self {
        let server: &'static Self = Box::leak(Box::new(self));
        kept_until_the_test_ends(Kept::Server(server));
        server
    }

    /// One of its own on `database`, with more or other settings.
    pub fn start(database: Database, settings: &[(&str, &str)]) -> Self {
        Self::try_start(database, settings).unwrap_or_else(|log| panic!("the server doesn't start:\n{log}"))
    }

    /// The same; its log if it refuses to start.
    pub fn try_start(database: Database, settings: &[(&str, &str)]) -> Result<Self, String> {
        let folder = std::env::temp_dir().join(format!("perftrack-test-{}-{}", std::process::id(), unique()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let log = File::create(folder.join("log")).expect("a log");
        let program = program().to_str().expect("a readable path");
        let (guardian, mut lines, pid) = run_guarded(&[program, "serve"], |command| {
            command.stderr(Stdio::from(log)).envs([
                ("PERFTRACK_MODE", "development"),
                ("PERFTRACK_LISTEN", "127.0.0.1:0"),
                ("PERFTRACK_ORIGIN", ""),
                ("PERFTRACK_WEB_DIR", ""),
                ("PERFTRACK_DB_CONNECTIONS", "16"),
                ("PERFTRACK_JWT_KEYS", JWT_KEYS),
                ("PERFTRACK_PEPPERS", PEPPERS),
                ("PERFTRACK_SEAL_KEYS", SEAL_KEYS),
                ("PERFTRACK_PASSWORD_HASH", "bcrypt"),
                ("PERFTRACK_BCRYPT_COST", "4"),
                ("PERFTRACK_SMTP_URL", ""),
                ("PERFTRACK_CORS_ORIGINS", ""),
                // A walk asks in a second what people ask in an hour.
                ("PERFTRACK_SESSION_REQUESTS", "1000000"),
                ("PERFTRACK_ORGANISATION_REQUESTS", "1000000"),
                // Every client has an address of its own, so that tests don't use up each other's limits.
                ("PERFTRACK_TRUSTED_PROXIES", "127.0.0.1"),
                ("PERFTRACK_REPLY_ADDRESS", "check-in@reply.example.com"),
                ("PERFTRACK_REPLY_KEYS", REPLY_KEYS),
                ("PERFTRACK_OUTGOING_LOOPBACK", "on"),
                // People pay here, by a provider that is away: tests that want one start the stand-in.
                ("PERFTRACK_FLUTTERWAVE_SECRET_KEY", "FLWSECK_TEST-00000000000000000000000000000000-X"),
                ("PERFTRACK_FLUTTERWAVE_WEBHOOK_HASHES", "nobody-notifies-us-here-0123456789abcdef"),
                ("PERFTRACK_FLUTTERWAVE_BASE_URL", "http://127.0.0.1:9/v3"),
                // Most tests want nothing to happen but what they ask for.
                ("PERFTRACK_ROUNDS", "off"),
                ("PERFTRACK_LOG", "info"),
            ]);
            command.env("DATABASE_URL", database.url("pt_app")).env("DATABASE_AUTH_URL", database.url("pt_auth"));
            command.env("PERFTRACK_DNS", crate::names::Names::here().address());
            command.env("PERFTRACK_MAIL_DIR", folder.join("mails")).envs(settings.iter().copied());
        });
        let Some(url) = lines.after("listening on ") else {
            return Err(std::fs::read_to_string(folder.join("log")).unwrap_or_default());
        };
        lines.copy_to(File::create(folder.join("console")).expect("a console log"));
        let mailbox = Mailbox::at(folder.join("mails"));
        Ok(Self { url, database, mailbox, pid, folder, guardian: Mutex::new(Some(guardian)) })
    }

    /// Sends it a signal, such as `TERM`.
    pub fn signal(&self, name: &str) {
        // The shell's own: a bare machine has no program of that name.
        let kill = Command::new("sh").args(["-c", "kill -s \"$0\" \"$1\"", name, &self.pid.to_string()]).status();
        let sent = kill.expect("sh runs");
        assert!(sent.success(), "the server runs");
    }

    /// Whether its process has ended.
    pub fn has_ended(&self) -> bool {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid)).unwrap_or_default();
        // The guardian buries it later.
        stat.rsplit(')').next().is_none_or(|rest| rest.is_empty() || rest.trim_start().starts_with('Z'))
    }

    /// What it has logged so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).expect("the log")
    }
}

enum Kept {
    Server(&'static Server),
    Database(Database),
}

/// Every test has a thread of its own, and what is kept for it ends with that.
fn kept_until_the_test_ends(kept: Kept) {
    thread_local! {
        static KEPT: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
    }
    KEPT.with_borrow_mut(|all| all.push(kept));
}

impl Drop for Kept {
    fn drop(&mut self) {
        match self {
            Self::Server(server) => {
                drop(server.guardian.lock().unwrap_or_else(PoisonError::into_inner).take());
                let _ = std::fs::remove_dir_all(&server.folder);
            }
            Self::Database(database) => database.drop_if_reached(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The program under test: `PERFTRACK_BIN`, or what cargo builds of the sources as they are now.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| match std::env::var_os("PERFTRACK_BIN") {
        Some(program) if !program.is_empty() => program.into(),
        _ => build(),
    })
}

fn build() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // Both packages, so that features and hence builds are those of the tests.
    let output = Command::new(cargo)
        .args(["build", "--quiet", "--package=api", "--package=perftrack-tests", "--bin=perftrack"])
        .arg("--message-format=json")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "the server doesn't build");
    let messages = String::from_utf8_lossy(&output.stdout).into_owned();
    let built = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let program = built.filter_map(|message| Some(PathBuf::from(message.get("executable")?.as_str()?))).next_back();
    let program = program.expect("cargo names what it built");
    // Another build into the same folder must not change what is tested.
    let own = std::env::temp_dir().join(format!("perftrack-test-{}", std::process::id()));
    std::fs::create_dir_all(&own).expect("a temporary folder");
    std::fs::copy(program, own.join("perftrack")).expect("the program is copied");
    own.join("perftrack")
}
