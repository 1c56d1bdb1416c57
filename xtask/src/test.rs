//! `cargo xtask test`: every check, cheap ones first.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::Instant,
};

use crate::{
    cluster::{Cluster, Purpose},
    generate, house, journeys,
    run::built_for_tests,
    say::Failed,
    shell, supply_chain, tools,
};

/// Tests that passed and failed so far.
#[derive(Default)]
struct Tally {
    passed: u32,
    failed: u32,
    /// What the failed ones said, the first lines of it.
    reasons: Vec<String>,
}

/// How much of what a failed test says is said again at the end.
const REASON: usize = 2;

/// Runs everything; `browser` says whether the journeys are part of it. The last line says how many
/// tests passed and failed.
pub fn test(browser: bool) -> Result<(), Failed> {
    let mut tally = Tally::default();
    let outcome = steps(browser, &mut tally);
    if outcome.is_err() {
        tally.failed = tally.failed.max(1);
    }
    if let Err(Failed(reason)) = &outcome {
        // Once more, where a log of thousands of lines is read first.
        tally.reasons.iter().for_each(|line| println!("{line}"));
        println!("\nfailed: {reason}");
    }
    println!("\n{} passed, {} failed", tally.passed, tally.failed);
    outcome.map_err(|_| Failed::SAID)
}

type Step<'a> = (&'a str, &'a dyn Fn(&mut Tally) -> Result<(), Failed>);

fn steps(browser: bool, tally: &mut Tally) -> Result<(), Failed> {
    let native: [Step<'_>; 8] = [
        ("formatting", &|_| shell::run(&mut shell::cargo(&["fmt", "--all", "--check"]))),
        ("rules of the house", &|_| house::lint()),
        ("tools", &|_| {
            tools::server()?;
            tools::certificates()?;
            tools::proxy()?;
            tools::provider()
        }),
        ("supply chain", &|_| supply_chain::check()),
        ("lints", &|_| {
            shell::run(&mut shell::cargo(&[
                "clippy",
                "--quiet",
                "--workspace",
                "--exclude",
                "web",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ]))
        }),
        ("unit and property tests", &|tally| {
            tally.count(&mut shell::cargo(&["test", "--package", "shared", "--package", "api", "--package", "xtask"]))
        }),
        ("API tests and walks", &api_tests),
        ("generated files", &|_| {
            generate::check(&generate::OPENAPI)?;
            generate::check(&generate::ACCESS_TABLE)?;
            generate::check(&generate::DATA_MAP)
        }),
    ];
    let in_browser: [Step<'_>; 3] = [
        ("lints of the web app", &|_| {
            let toolchain = tools::web()?;
            let arguments =
                ["clippy", "--quiet", "--package", "web", "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"];
            let mut clippy = shell::command("cargo", &arguments);
            toolchain.applied(&mut clippy).env("CARGO_TARGET_DIR", shell::web_target());
            shell::run(clippy.env_remove("CARGO").env_remove("RUSTC"))
        }),
        ("unit tests of the web app", &|tally| tally.count(&mut shell::cargo(&["test", "--package", "web", "--lib"]))),
        ("browser journeys", &|tally| {
            let (passed, failed) = journeys::run(&[])?;
            tally.passed += passed;
            tally.failed += failed;
            Ok(())
        }),
    ];
    let all = native.iter().chain(in_browser.iter().filter(|_| browser));
    for (number, (name, step)) in all.enumerate() {
        println!("\n{}. {name}", number + 1);
        let started = Instant::now();
        step(tally).map_err(|Failed(reason)| Failed(format!("{name}: {reason}")))?;
        println!("   {} s", started.elapsed().as_secs());
    }
    Ok(())
}

/// Against a real Postgres of their own and the real server.
fn api_tests(tally: &mut Tally) -> Result<(), Failed> {
    let place = std::env::temp_dir().join(format!("perftrack-tests-{}", std::process::id()));
    let mut tested = || {
        let program = built_for_tests(&place)?;
        let cluster = Cluster::start(&place.join("postgres"), Purpose::Test)?;
        let mut test = shell::cargo(&["test", "--package", "perftrack-tests"]);
        test.env("PERFTRACK_TEST_ADMIN_URL", cluster.url("postgres", "postgres")).env("PERFTRACK_BIN", program);
        test.env("PERFTRACK_NGINX", tools::proxy()?);
        tally.count(&mut test)
    };
    let outcome = tested();
    let _ = std::fs::remove_dir_all(&place);
    outcome
}

impl Tally {
    /// Runs `cargo test`, shows what it prints and adds up its summaries.
    fn count(&mut self, test: &mut Command) -> Result<(), Failed> {
        let mut child = test.stdout(Stdio::piped()).spawn().map_err(|error| Failed::doing("cargo test", error))?;
        let mut more = 0;
        for line in child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines().map_while(Result::ok)) {
            println!("{line}");
            if line.contains("panicked at") {
                more = REASON;
                self.reasons.push(line.clone());
            } else if more > 0 {
                more -= 1;
                self.reasons.push(line.chars().take(300).collect());
            }
            if let Some(summary) = line.strip_prefix("test result: ") {
                self.passed += number_before(summary, " passed");
                self.failed += number_before(summary, " failed");
            }
        }
        let status = child.wait().map_err(|error| Failed::doing("cargo test", error))?;
        if status.success() { Ok(()) } else { Err(Failed(format!("cargo test ended with {status}"))) }
    }
}

fn number_before(summary: &str, word: &str) -> u32 {
    let before = summary.split(word).next().unwrap_or_default();
    before.rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::number_before;

    #[test]
    fn a_summary_is_read() {
        let summary = "ok. 12 passed; 3 failed; 0 ignored";
        assert_eq!((number_before(summary, " passed"), number_before(summary, " failed")), (12, 3));
    }
}
