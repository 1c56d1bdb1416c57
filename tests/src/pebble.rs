//! Pebble, Let's Encrypt's certificate authority for tests: a real ACME server, forgetful by design.

use std::{
    fs::File,
    net::TcpStream,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

use rustls::pki_types::{CertificateDer, pem::PemObject};
use serde_json::{Value, json};

use crate::{
    encrypted::{Authority, Line, free_port, setting},
    eventually,
    guardian::Guardian,
    server::run_guarded,
    unique,
};

/// The domain that certificates are ordered for. Its name server says that it is this machine.
pub const DOMAIN: &str = "perftrack.example.com";

/// A running authority; it ends with the tests, or when it is dropped.
pub struct Pebble {
    folder: PathBuf,
    authority: Authority,
    directory: u16,
    management: u16,
    names: u16,
    refused: u8,
    runs: AtomicU32,
    _names: Guardian,
    pebble: Option<Guardian>,
}

impl Pebble {
    /// One whose certificates hold for so many seconds, that looks for proofs at `plain`, and refuses that percentage
    /// of requests as if their nonces were used up.
    pub fn start(plain: u16, seconds: u32, refused: u8) -> Self {
        let folder = std::env::temp_dir().join(format!("perftrack-test-acme-{}-{}", std::process::id(), unique()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let authority = Authority::default();
        let (certificate, key) = authority.issue(&["127.0.0.1", "localhost"]);
        let (directory, management, names) = (free_port(), free_port(), free_port());
        let config = json!({ "pebble": {
            "listenAddress": format!("127.0.0.1:{directory}"),
            "managementListenAddress": format!("127.0.0.1:{management}"),
            "certificate": setting(&folder.join("chain.pem")),
            "privateKey": setting(&folder.join("key.pem")),
            "httpPort": plain,
            "tlsPort": free_port(),
            "ocspResponderURL": "",
            "externalAccountBindingRequired": false,
            "certificateValidityPeriod": seconds,
        }});
        let root = authority.pem();
        for (file, text) in
            [("chain.pem", &certificate), ("key.pem", &key), ("root.pem", &root), ("config.json", &config.to_string())]
        {
            std::fs::write(folder.join(file), text).expect("a file");
        }
        let at = format!("127.0.0.1:{names}");
        let elsewhere = format!("127.0.0.1:{}", free_port());
        let words = ["pebble-challtestsrv", "-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-dns01", &at];
        let nothing_else = ["-http01", "", "-https01", "", "-tlsalpn01", "", "-management", &elsewhere];
        let guardian = run(&[&words[..], &nothing_else[..]].concat(), &folder.join("names.log"), |_| {});
        listens(names);
        let mut pebble = Self {
            folder,
            authority,
            directory,
            management,
            names,
            refused,
            runs: AtomicU32::new(0),
            _names: guardian,
            pebble: None,
        };
        pebble.resume();
        pebble
    }

    /// Starts it, or starts it again at the same place: it has forgotten all accounts, and has another root.
    pub fn resume(&mut self) {
        let (config, names) = (setting(&self.folder.join("config.json")), format!("127.0.0.1:{}", self.names));
        let words = ["pebble", "-config", &config, "-dnsserver", &names];
        self.runs.fetch_add(1, Ordering::Relaxed);
        self.pebble = Some(run(&words, &self.log(), |command| {
            command.env("PEBBLE_VA_NOSLEEP", "1").env("PEBBLE_WFE_NONCEREJECT", self.refused.to_string());
        }));
        listens(self.directory);
        listens(self.management);
    }

    /// Has it be configured otherwise when it is started next.
    pub fn set(&self, name: &str, value: Value) {
        let file = self.folder.join("config.json");
        let text = std::fs::read(&file).expect("its configuration");
        let mut config: Value = serde_json::from_slice(&text).expect("JSON");
        config["pebble"][name] = value;
        std::fs::write(file, config.to_string()).expect("a file");
    }

    /// Stops it.
    pub fn stop(&mut self) {
        self.pebble = None;
    }

    /// Its ACME directory.
    pub fn directory(&self) -> String {
        format!("https://127.0.0.1:{}/dir", self.directory)
    }

    /// The PEM file of whoever vouches for its directory.
    pub fn root_file(&self) -> String {
        setting(&self.folder.join("root.pem"))
    }

    /// What believes the certificates that it issues.
    pub fn roots(&self) -> Vec<CertificateDer<'static>> {
        let mut line = Line::open(self.management, "localhost", &[self.authority.root()]).expect("pebble runs");
        let root = line.get("/roots/0");
        vec![CertificateDer::from_pem_slice(&root.body).expect("a root")]
    }

    /// How many certificates it has issued since it was started last.
    pub fn issued(&self) -> usize {
        std::fs::read_to_string(self.log()).expect("its log").matches("Issued certificate serial").count()
    }

    fn log(&self) -> PathBuf {
        self.folder.join(format!("pebble-{}.log", self.runs.load(Ordering::Relaxed)))
    }
}

impl Drop for Pebble {
    fn drop(&mut self) {
        self.stop();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn run(words: &[&str], log: &Path, prepare: impl FnOnce(&mut Command)) -> Guardian {
    let (guardian, lines, _) = run_guarded(words, |command| {
        command.stderr(File::create(log.with_extension("errors")).expect("a log"));
        prepare(command);
    });
    lines.copy_to(File::create(log).expect("a log"));
    guardian
}

fn listens(port: u16) {
    eventually("pebble listens; `cargo xtask test` installs it", || TcpStream::connect(("127.0.0.1", port)).is_ok());
}
