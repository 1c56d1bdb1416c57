//! `cargo xtask test`: every check, cheap ones first.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use crate::{
    cluster::{Cluster, Purpose},
    contract, generate, house, journeys,
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

/// Runs everything; `whole` says whether what takes long is part of it: clients and journeys. The last line says how many
/// tests passed and failed.
pub fn test(whole: bool) -> Result<(), Failed> {
    let mut tally = Tally::default();
    let outcome = steps(whole, &mut tally);
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

fn steps(whole: bool, tally: &mut Tally) -> Result<(), Failed> {
    let native: [Step<'_>; 8] = [
        ("formatting", &|_| shell::run(&mut shell::cargo(&["fmt", "--all", "--check"]))),
        ("rules of the house", &|_| house::lint()),
        ("tools", &|_| {
            tools::server()?;
            tools::certificates()?;
            tools::proxy()?;
            tools::provider()
        }),
        ("supply chain", &|_| {
            supply_chain::check()?;
            supply_chain::advisories_if_asked()
        }),
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
            tally.count(&mut shell::cargo(&[
                "test",
                "--package",
                "shared",
                "--package",
                "api",
                "--package",
                "xtask",
                "--package",
                "flutterwave",
            ]))
        }),
        ("API tests and walks", &api_tests),
        ("generated files", &|_| {
            generate::check(&generate::OPENAPI)?;
            generate::check(&generate::ACCESS_TABLE)?;
            generate::check(&generate::DATA_MAP)
        }),
    ];
    let slow: [Step<'_>; 5] = [
        ("contract", &|_| contract::check()),
        ("clients made of the contract", &|tally| {
            let (passed, failed) = contract::clients()?;
            tally.passed += passed;
            tally.failed += failed;
            Ok(())
        }),
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
    let all = native.iter().chain(slow.iter().filter(|_| whole));
    for (number, (name, step)) in all.enumerate() {
        println!("\n{}. {name}", number + 1);
        let started = Instant::now();
        step(tally).map_err(|Failed(reason)| Failed(format!("{name}: {reason}")))?;
        println!("   {} s", started.elapsed().as_secs());
    }
    Ok(())
}

fn api_tests(tally: &mut Tally) -> Result<(), Failed> {
    against_server(tally, &["test", "--package", "perftrack-tests"], &[])
}

/// Runs the tests named so that are left out otherwise, and gives how many passed and failed; they are `told` where their
/// tools are.
pub fn apart(name: &str, told: &[(&str, &Path)]) -> Result<(u32, u32), Failed> {
    let mut tally = Tally::default();
    let words = ["test", "--package", "perftrack-tests", "--test", "all", "--", "--ignored", name];
    against_server(&mut tally, &words, told)?;
    Ok((tally.passed, tally.failed))
}

/// Against a real Postgres of their own and the real server.
fn against_server(tally: &mut Tally, words: &[&str], told: &[(&str, &Path)]) -> Result<(), Failed> {
    let place = std::env::temp_dir().join(format!("perftrack-tests-{}", std::process::id()));
    let mut tested = || {
        let program = built_for_tests(&place)?;
        let cluster = Cluster::start(&place.join("postgres"), Purpose::Test)?;
        let mut test = shell::cargo(words);
        test.envs(told.iter().copied());
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
