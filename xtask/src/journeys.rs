//! Browser journeys: the built app and a server of its own, in headless Chromium.

use std::process::Stdio;

use crate::{
    cluster::{Cluster, Purpose},
    run::{Database, Settings, started, stop_child},
    say::Failed,
    shell, tools,
    web::{self, Build},
};

/// Runs them all and gives how many passed and failed.
pub fn run() -> Result<(u32, u32), Failed> {
    let browser = tools::browser()?;
    let app = web::build(Build::Development)?;
    let place = std::env::temp_dir().join(format!("perftrack-journeys-{}", std::process::id()));
    let result = with_server(&place, &app, &browser);
    let _ = std::fs::remove_dir_all(&place);
    result
}

fn with_server(
    place: &std::path::Path,
    app: &std::path::Path,
    browser: &std::path::Path,
) -> Result<(u32, u32), Failed> {
    std::fs::create_dir_all(place).map_err(|error| Failed::doing(&place.display().to_string(), error))?;
    let database = Database::of(Cluster::start(&place.join("postgres"), Purpose::Test)?)?;
    let settings = Settings { data: place, database: &database, app };
    let program = shell::target().join("debug/perftrack");
    let perftrack = |subcommand: &str| {
        let mut command = settings.command(&program, subcommand)?;
        command.env("PERFTRACK_BCRYPT_COST", "4").env("PERFTRACK_LISTEN", "127.0.0.1:0").env("PERFTRACK_LOG", "warn");
        Ok::<_, Failed>(command)
    };
    shell::run(perftrack("migrate")?.stdout(Stdio::null()))?;
    shell::run(perftrack("demo")?.stdout(Stdio::null()))?;
    let (mut server, url) = started(&mut perftrack("serve")?)?;
    let mut playwright = shell::command("npx", &["--no-install", "playwright", "test"]);
    playwright.current_dir(shell::root().join("tests/browser"));
    playwright.env("BASE_URL", &url).env("MAIL_DIR", place.join("mail")).env("CHROMIUM", browser);
    let report = place.join("report.json");
    playwright.env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report);
    let outcome = playwright.status();
    stop_child(&mut server);
    let ended = outcome.map_err(|error| Failed::doing("starting Playwright", error))?;
    let report = std::fs::read_to_string(&report).unwrap_or_default();
    let count = |name: &str| {
        let stats = report.rsplit("\"stats\"").next().unwrap_or_default();
        let number = stats.split(&format!("\"{name}\":")).nth(1)?.split([',', '}']).next()?;
        number.trim().parse::<u32>().ok()
    };
    let (passed, failed) = (count("expected").unwrap_or(0), count("unexpected").unwrap_or(0));
    if ended.success() && passed > 0 {
        Ok((passed, failed))
    } else {
        Err(Failed(format!("browser journeys: {passed} passed, {} failed", failed.max(1))))
    }
}
