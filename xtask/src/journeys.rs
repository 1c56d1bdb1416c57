//! Browser journeys: the built app and a server of its own, in headless Chromium.

use std::{
    net::UdpSocket,
    path::Path,
    process::{Command, Stdio},
};

use crate::{
    cluster::{Cluster, Purpose, binaries},
    payments::Payments,
    run::{Database, Settings, built_for_tests, started},
    say::Failed,
    shell, tools,
    web::{self, Build},
};

/// Where the journeys are.
const FOLDER: &str = "tests/browser";

/// Runs them all, or those whose file's name has one of these words, and gives how many passed and failed.
pub fn run(words: &[&str]) -> Result<(u32, u32), Failed> {
    walk(words, None)
}

/// Makes the pictures of the README anew, by a journey that is taken for nothing else.
pub fn screenshots() -> Result<(), Failed> {
    let pictures = shell::root().join("docs/screenshots");
    std::fs::create_dir_all(&pictures).map_err(|error| Failed::doing(&pictures.display().to_string(), error))?;
    walk(&["screenshots", "--project=desktop"], Some(&pictures)).map(drop)
}

fn walk(words: &[&str], pictures: Option<&Path>) -> Result<(u32, u32), Failed> {
    let browser = tools::browser()?;
    let app = web::build(Build::Development)?;
    let place = std::env::temp_dir().join(format!("perftrack-journeys-{}", std::process::id()));
    let result = with_server(&place, &app, &browser, words, pictures);
    let _ = std::fs::remove_dir_all(&place);
    result
}

fn with_server(
    place: &Path,
    app: &Path,
    browser: &Path,
    words: &[&str],
    pictures: Option<&Path>,
) -> Result<(u32, u32), Failed> {
    let program = built_for_tests(place)?;
    let database = Database::of(Cluster::start(&place.join("postgres"), Purpose::Test)?)?;
    let settings = Settings { program: &program, data: place, database: &database, app };
    let chore = |subcommand| Ok::<_, Failed>(quick(settings.chore(subcommand)?));
    shell::run(chore("migrate")?.stdout(Stdio::null()))?;
    let log_ins = shell::output(&mut chore("demo")?)?;
    let (names, payments) = (free_port()?, Payments::open()?);
    let mut serving = quick(settings.server("127.0.0.1:0")?);
    // A journey that proves a domain answers there as its name server.
    serving.env("PERFTRACK_DNS", format!("127.0.0.1:{names}"));
    payments.tell(&mut serving);
    let (server, url) = started(&mut serving)?;
    let report = place.join("report.json");
    let mut playwright = shell::command("npx", &["--no-install", "playwright", "test"]);
    playwright.args(words).current_dir(shell::root().join(FOLDER)).env("CHROMIUM", browser);
    playwright.env("BASE_URL", &url).env("MAIL_DIR", place.join("mail")).env("DEMO_LOG_INS", log_ins);
    playwright.env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report).env("NAMES_PORT", names.to_string());
    // Some journeys are about time that has passed, which only the database can be told.
    playwright.env("PSQL", binaries().unwrap_or_default().join("psql")).env("DATABASE", database.migrator());
    if let Some(pictures) = pictures {
        playwright.env("SCREENSHOTS", pictures);
    }
    let ended = playwright.status().map_err(|error| Failed::doing("starting Playwright", error))?;
    drop(server);
    let report = std::fs::read_to_string(&report).unwrap_or_default();
    let passed = number(&report, "expected") + number(&report, "flaky");
    let failed = number(&report, "unexpected");
    if ended.success() && passed > 0 {
        return Ok((passed, failed));
    }
    Err(Failed(format!("{passed} passed, {} failed", failed.max(1))))
}

/// A port for datagrams that nobody listens at.
fn free_port() -> Result<u16, Failed> {
    let socket = UdpSocket::bind("127.0.0.1:0").and_then(|socket| socket.local_addr());
    Ok(socket.map_err(|error| Failed::doing("looking for a free port", error))?.port())
}

/// Log-ins by the dozen: the cheapest hash will do. Journeys say which address they come from, or they
/// would share one and its limits.
fn quick(mut perftrack: Command) -> Command {
    perftrack.env("PERFTRACK_BCRYPT_COST", "4").env("PERFTRACK_TRUSTED_PROXIES", "127.0.0.1");
    // A stand-in of Slack listens here.
    perftrack.env("PERFTRACK_OUTGOING_LOOPBACK", "on");
    // A journey is quicker than people are.
    perftrack.env("PERFTRACK_SESSION_REQUESTS", "10000");
    perftrack
}

/// A number of the summary that ends Playwright's report.
fn number(report: &str, name: &str) -> u32 {
    let summary = report.rsplit("\"stats\"").next().unwrap_or_default();
    let after = summary.split(&format!("\"{name}\":")).nth(1).unwrap_or_default();
    after.split([',', '}']).next().and_then(|number| number.trim().parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn the_summary_is_read() {
        let report = r#"{"suites": [], "stats": {"expected": 12, "unexpected": 1, "flaky": 0}}"#;
        assert_eq!((number(report, "expected"), number(report, "unexpected")), (12, 1));
    }
}
