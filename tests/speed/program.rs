//! The programs under measure, each a process of its own.

use std::{fs, path::PathBuf};

use perftrack_tests::{
    Database,
    guardian::Guardian,
    server::{JWT_KEYS, PEPPERS, SEAL_KEYS, run_guarded},
    unique,
};

/// A running program.
pub struct Program {
    /// Where it listens.
    pub url: String,
    /// Its process.
    pub pid: u32,
    mails: PathBuf,
    _guardian: Guardian,
}

impl Program {
    /// PerfTrack as it is served to people, but for the log-ins' addresses: they are made up.
    pub fn server(database: &Database) -> Self {
        let mails = std::env::temp_dir().join(format!("perftrack-bench-{}", unique()));
        Self::start("PERFTRACK_BIN", &["serve"], database, mails)
    }

    /// Bare actix and diesel.
    pub fn floor(database: &Database) -> Self {
        Self::start("PERFTRACK_FLOOR", &[], database, PathBuf::new())
    }

    fn start(variable: &str, arguments: &[&str], database: &Database, mails: PathBuf) -> Self {
        let program = std::env::var(variable).unwrap_or_else(|_| panic!("{variable} names no program"));
        let words = [&[program.as_str()], arguments].concat();
        let (guardian, mut lines, pid) = run_guarded(&words, |command| {
            command.envs([
                ("PERFTRACK_MODE", "development"),
                ("PERFTRACK_LISTEN", "127.0.0.1:0"),
                ("PERFTRACK_JWT_KEYS", JWT_KEYS),
                ("PERFTRACK_PEPPERS", PEPPERS),
                ("PERFTRACK_SEAL_KEYS", SEAL_KEYS),
                ("PERFTRACK_TRUSTED_PROXIES", "127.0.0.1"),
                ("PERFTRACK_SESSION_REQUESTS", "100000000"),
                ("PERFTRACK_ORGANISATION_REQUESTS", "100000000"),
                ("PERFTRACK_LOG", "warn"),
            ]);
            command.env("DATABASE_URL", database.url("pt_app")).env("DATABASE_AUTH_URL", database.url("pt_auth"));
            command.env("PERFTRACK_MAIL_DIR", &mails);
        });
        let url = lines.after("listening on ").expect("it starts");
        Self { url, pid, mails, _guardian: guardian }
    }

    /// Asks for something small.
    pub fn get(&self, path: &str) {
        ureq::get(format!("{}{path}", self.url)).call().expect("it answers");
    }

    /// Its memory now, in kB.
    pub fn resident_kb(&self) -> u64 {
        self.status("VmRSS:")
    }

    /// The most memory it ever had, in kB.
    pub fn peak_kb(&self) -> u64 {
        self.status("VmHWM:")
    }

    fn status(&self, name: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid)).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("Linux says so");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.mails);
    }
}
