//! Keys: new ones take over while servers run, older ones go when nothing needs them, and nothing is lost on the way.

mod places;
mod reseal;
mod rotation;

use std::process::{Command, Output};

use perftrack_tests::{Client, Database, Persona, Server, program, server::SEAL_KEYS};

const JWT: &str = "PERFTRACK_JWT_KEYS";
const SEAL: &str = "PERFTRACK_SEAL_KEYS";
const PEPPERS: &str = "PERFTRACK_PEPPERS";

/// `perftrack keys …`, as whoever runs the installation, with these settings besides the database's.
fn keys(database: &Database, words: &[&str], settings: &[(&str, &str)]) -> Output {
    command(database, words, settings).output().expect("the program runs")
}

/// The same, about to be run.
fn command(database: &Database, words: &[&str], settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(program());
    command.arg("keys").args(words).env("PERFTRACK_MODE", "development");
    for (name, role) in
        [("DATABASE_URL", "pt_app"), ("DATABASE_AUTH_URL", "pt_auth"), ("DATABASE_BACKUP_URL", "pt_backup")]
    {
        command.env(name, database.url(role));
    }
    for name in [JWT, SEAL, PEPPERS, "PERFTRACK_REPLY_KEYS", "PERFTRACK_BACKUP_KEYS", "PERFTRACK_BACKUP_DIR"] {
        command.env(name, "");
    }
    command.envs(settings.iter().copied());
    command
}

/// What it says, if it goes well.
#[track_caller]
fn does(database: &Database, words: &[&str], settings: &[(&str, &str)]) -> String {
    let output = keys(database, words, settings);
    assert!(output.status.success(), "{words:?}: {}", said(&output));
    String::from_utf8(output.stdout).expect("text")
}

/// What it complains about, if it doesn't.
#[track_caller]
fn refuses(database: &Database, words: &[&str], settings: &[(&str, &str)]) -> String {
    let output = keys(database, words, settings);
    assert_eq!(output.status.code(), Some(1), "{words:?}: {}", said(&output));
    said(&output)
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// What a printed setting holds.
fn value(printed: &str, setting: &str) -> String {
    let mut lines = printed.lines().filter_map(|line| line.strip_prefix(setting)?.strip_prefix('='));
    lines.next().unwrap_or_else(|| panic!("{setting} in {printed}")).to_owned()
}

/// The same keys with a fresh one first.
fn rotated(database: &Database, only: &str, setting: &str, keys: &str) -> String {
    value(&does(database, &["rotate", "--only", only], &[(setting, keys)]), setting)
}

/// Another replica, with other keys.
fn replica(of: &Server, setting: &str, keys: &str) -> &'static Server {
    Server::start(of.database.clone(), &[(setting, keys)]).until_the_test_ends()
}

/// Somebody's session at another replica.
fn at(server: &Server, somebody: &Persona) -> Client {
    Client::visitor(server).with_token(somebody.token.clone().expect("a session"))
}

/// The id of the first key.
fn first(keys: &str) -> &str {
    keys.split_once(':').expect("a key").0
}

/// The first key alone.
fn first_alone(keys: &str) -> &str {
    keys.split_once(',').expect("more than one").0
}
