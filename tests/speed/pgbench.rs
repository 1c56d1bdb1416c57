//! The server's own statements, replayed by pgbench: what Postgres can do of them without a server.
//!
//! The statements are not written here a second time, where they would grow stale: they are read from
//! Postgres's log while the server answers a few requests.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    process::Command,
    sync::{Mutex, OnceLock},
    thread::sleep,
    time::Duration,
};

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use perftrack_tests::{
    Database,
    db::{run as execute, text},
    unique,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{meter::Load, program::Program, replay::Replayed, seed::Size};

/// How many requests are caught: enough that not everything is about the same rows, few enough that
/// preparing their statements is not what is measured.
const CAUGHT: usize = 6;

/// Files of one transaction each, with what the server did for one of these requests.
pub fn scripts(
    size: &Size,
    case: &'static str,
    database: &Database,
    server: &Program,
    requests: &[Replayed],
) -> Vec<PathBuf> {
    static MADE: OnceLock<Mutex<BTreeMap<(&str, &str), Vec<PathBuf>>>> = OnceLock::new();
    let mut made = MADE.get_or_init(Mutex::default).lock().expect("nobody panicked at it");
    made.entry((size.name, case)).or_insert_with(|| catch(database, server, requests)).clone()
}

fn catch(database: &Database, server: &Program, requests: &[Replayed]) -> Vec<PathBuf> {
    let mut admin = database.admin();
    let began = Utc::now();
    set(&mut admin, "SET log_min_duration_statement = 0");
    let caught = requests.iter().take(CAUGHT).map(|request| {
        let begin = end_of_log(&mut admin);
        let request_id = request.send(server);
        let log = log_since(&mut admin, begin);
        let script = std::env::temp_dir().join(format!("perftrack-pgbench-{}.sql", unique()));
        std::fs::write(&script, script_of(&log, began, request_id)).expect("the script is written");
        script
    });
    let caught = caught.collect();
    set(&mut admin, "RESET log_min_duration_statement");
    caught
}

/// Logs no statements: a run that was broken off may have left Postgres logging all of them.
pub fn hush(database: &Database) {
    set(&mut database.admin(), "RESET log_min_duration_statement");
}

const LOG: &str = "pg_current_logfile('jsonlog')";

fn end_of_log(admin: &mut PgConnection) -> u64 {
    let size = format!("SELECT (pg_stat_file({LOG})).size::text AS text");
    text(admin, &size).parse().expect("a number")
}

/// What was logged since, once a request's transaction is in it: another process writes the log, when it comes to it.
fn log_since(admin: &mut PgConnection, begin: u64) -> String {
    let mut log = String::new();
    for _ in 0..50 {
        sleep(Duration::from_millis(100));
        log = text(admin, &format!("SELECT pg_read_file({LOG}, {begin}, 100000000) AS text"));
        if log.contains("enter_tenant(") && log.trim_end().ends_with('}') && log.contains("COMMIT") {
            break;
        }
    }
    log
}

fn set(admin: &mut PgConnection, setting: &str) {
    execute(admin, &format!("ALTER SYSTEM {setting}"));
    execute(admin, "SELECT pg_reload_conf()");
    sleep(Duration::from_millis(300));
}

/// The statements of a request's transactions, with their values in their places. What the server does beside it, for
/// mails that are due, is none of them.
fn script_of(log: &str, began: DateTime<Utc>, request_id: String) -> String {
    let entries = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut fresh = Fresh { began, request_id, ids: Vec::new() };
    let mut open: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    let mut statements = Vec::new();
    for entry in entries.filter(|entry| entry["user"] == "pt_app") {
        let Some((statement, values)) = executed(&entry) else { continue };
        let transaction = open.entry(entry["pid"].as_u64().unwrap_or_default()).or_default();
        transaction.push(filled(&statement, &values, &mut fresh));
        if ["COMMIT", "ROLLBACK"].contains(&statement.as_str()) {
            let over = std::mem::take(transaction);
            if over.iter().any(|statement| statement.contains("enter_tenant(")) {
                statements.extend(over);
            }
        }
    }
    assert!(statements.len() > 2, "nothing was caught: {log}");
    let sets = (0..fresh.ids.len()).map(|n| format!("\\set fresh{n} random(1, 1000000000000000)\n"));
    sets.chain(statements.into_iter().map(|statement| format!("{statement};\n"))).collect()
}

/// The statement that an entry tells of, on one line, and its values.
fn executed(entry: &Value) -> Option<(String, String)> {
    let (_, said) = entry["message"].as_str()?.split_once(" ms  ")?;
    let (how, statement) = said.split_once(": ")?;
    // A comment ends with its line; here there will be one line.
    let lines = statement.lines().map(|line| line.split_once("--").map_or(line, |(before, _)| before));
    let statement = lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    let values = entry["detail"].as_str().and_then(|detail| detail.strip_prefix("parameters: "));
    (how.starts_with("execute") || how == "statement").then(|| (statement, values.unwrap_or_default().to_owned()))
}

/// Ids that requests made since then: new at each run.
struct Fresh {
    began: DateTime<Utc>,
    /// A text that needs no renewal, and may not be an id where a text is wanted.
    request_id: String,
    ids: Vec<String>,
}

impl Fresh {
    /// The value, or what makes a new id in its place.
    fn instead_of(&mut self, value: String) -> String {
        let made = value.trim_matches('\'').parse::<Uuid>().ok().filter(|id| id.get_version_num() == 7);
        let made = made.filter(|_| value.trim_matches('\'') != self.request_id);
        let made_at = made.and_then(|id| id.get_timestamp()).map(|at| at.to_unix().0);
        if made_at.is_none_or(|seconds| seconds < self.began.timestamp().cast_unsigned()) {
            return value;
        }
        let known = self.ids.iter().position(|id| *id == value).unwrap_or_else(|| {
            self.ids.push(value);
            self.ids.len() - 1
        });
        format!("lpad(to_hex((:fresh{known})::bigint), 32, '0')::uuid")
    }
}

/// The statement with its values.
fn filled(statement: &str, values: &str, fresh: &mut Fresh) -> String {
    let values = parsed(values).into_iter().rev();
    values.fold(statement.to_owned(), |filled, (name, value)| filled.replace(&name, &fresh.instead_of(value)))
}

/// `$1 = 'it''s', $2 = NULL` as pairs.
fn parsed(values: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut rest = values;
    while let Some((name, after)) = rest.split_once(" = ") {
        let length = match after.strip_prefix('\'') {
            None => after.find(", ").unwrap_or(after.len()),
            Some(quoted) => {
                let mut at = 0;
                while let Some(found) = quoted[at..].find('\'') {
                    at += found + 1;
                    if !quoted[at..].starts_with('\'') {
                        break;
                    }
                    at += 1;
                }
                at + 1
            }
        };
        pairs.push((name.to_owned(), after[..length].to_owned()));
        rest = after[length..].trim_start_matches(", ");
    }
    pairs
}

/// Runs the scripts in turn for so long.
pub fn run(scripts: &[PathBuf], database: &Database, connections: u32, seconds: u32) -> Load {
    let program = std::env::var("PERFTRACK_PGBENCH").expect("PERFTRACK_PGBENCH names no program");
    let mut pgbench = Command::new(program);
    pgbench.args(["-n", "-M", "prepared", "-T", &seconds.to_string(), "-c", &connections.to_string(), "-j", "1"]);
    for script in scripts {
        pgbench.arg("-f").arg(script);
    }
    let output = pgbench.arg(database.url("pt_app")).output().expect("pgbench runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "pgbench: {said}{}", String::from_utf8_lossy(&output.stderr));
    let number = |label: &str| {
        let line = said.lines().find_map(|line| line.strip_prefix(label)).expect("pgbench says so");
        let digits = line.trim().split([' ', '/']).next().unwrap_or_default();
        digits.parse::<f64>().expect("a number")
    };
    let latency = number("latency average = ");
    Load {
        requests: number("number of transactions actually processed: "),
        seconds: f64::from(seconds),
        p50_ms: latency,
        p99_ms: f64::NAN,
        errors: 0.0,
    }
}
