//! `cargo xtask fuzz`: the property tests, with so many cases as there is time for.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    say::{self, Failed},
    shell,
    web::walk,
};

/// Where property tests are.
const PACKAGES: [&str; 2] = ["shared", "api"];
/// Of each property in the first round; a test run tries 256. Each round tries twice as many as the one before.
const CASES: u32 = 1024;
const MOST_CASES: u32 = 1 << 24;
const MINUTES: u64 = 10;

/// Tests of one package, compiled.
struct Program {
    file: PathBuf,
    folder: PathBuf,
}

/// Tries for ten minutes, or `--minutes N`, until a property doesn't hold.
pub fn run(words: &[&str]) -> Result<(), Failed> {
    let time = Duration::from_secs(60 * minutes(words)?);
    let names = properties()?;
    let programs = say::timed("building the tests", programs)?;
    let began = Instant::now();
    let mut cases = CASES;
    while began.elapsed() < time {
        say::doing(format!("{cases} cases of each of {} properties", names.len()));
        for program in &programs {
            if !holds(program, &names, cases, began + time)? {
                say::doing("time is over; what was tried of this round held");
                return Ok(());
            }
        }
        cases = (cases * 2).min(MOST_CASES);
    }
    Ok(())
}

fn minutes(words: &[&str]) -> Result<u64, Failed> {
    let given = match words {
        [] => Some(MINUTES),
        ["--minutes", minutes] => minutes.parse().ok().filter(|minutes| *minutes > 0),
        _ => None,
    };
    given.ok_or_else(|| Failed("say --minutes and how many".to_owned()))
}

/// Whether all of it was tried by then. A property that doesn't hold is a failure, which the test has told of.
fn holds(program: &Program, names: &BTreeSet<String>, cases: u32, until: Instant) -> Result<bool, Failed> {
    let mut tests = Command::new(&program.file);
    tests.arg("--quiet").args(names).current_dir(&program.folder).env("CARGO_MANIFEST_DIR", &program.folder);
    tests.env("PROPTEST_CASES", cases.to_string());
    // What a property isn't about is passed over, the more often the more is tried.
    tests.env("PROPTEST_MAX_GLOBAL_REJECTS", cases.saturating_mul(16).to_string());
    let child = tests.spawn();
    let mut child = Ended(child.map_err(|error| Failed::doing("the property tests", error))?);
    loop {
        match child.0.try_wait().map_err(|error| Failed::doing("the property tests", error))? {
            Some(status) if status.success() => return Ok(true),
            Some(_) => {
                let reason = "a property doesn't hold; the test says for what, and keeps it in proptest-regressions";
                return Err(Failed(reason.to_owned()));
            }
            None if Instant::now() >= until => return Ok(false),
            None => thread::sleep(Duration::from_millis(200)),
        }
    }
}

/// However we go on, it doesn't.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn programs() -> Result<Vec<Program>, Failed> {
    let mut cargo = shell::cargo(&["test", "--quiet", "--lib", "--no-run", "--message-format=json"]);
    for package in PACKAGES {
        cargo.args(["--package", package]);
    }
    let said = shell::output(&mut cargo)?;
    let programs: Vec<Program> = said.lines().filter_map(|line| program(&serde_json::from_str(line).ok()?)).collect();
    if programs.len() == PACKAGES.len() { Ok(programs) } else { Err(Failed("cargo built no tests".to_owned())) }
}

/// The tests that a message of cargo's names, if it does.
fn program(message: &Value) -> Option<Program> {
    message.pointer("/profile/test")?.as_bool().filter(|is_test| *is_test)?;
    let file = message.get("executable")?.as_str()?.into();
    let manifest = Path::new(message.get("manifest_path")?.as_str()?);
    Some(Program { file, folder: manifest.parent()?.to_owned() })
}

/// The names of all property tests.
fn properties() -> Result<BTreeSet<String>, Failed> {
    let (root, mut names) = (shell::root(), BTreeSet::new());
    for package in PACKAGES {
        let walked = walk(&root.join(package).join("src"), &mut |file| {
            if file.extension().is_some_and(|ending| ending == "rs") {
                names.extend(named(&std::fs::read_to_string(file).unwrap_or_default()));
            }
        });
        walked.map_err(|error| Failed::doing("looking for property tests", error))?;
    }
    if names.is_empty() { Err(Failed("there are no property tests".to_owned())) } else { Ok(names) }
}

/// Those of a file: what is a test between `proptest! {` and the brace that ends it.
fn named(source: &str) -> Vec<String> {
    let (mut ends, mut names, mut is_test) = (None, Vec::new(), false);
    for line in source.lines() {
        let code = line.trim();
        if code == "proptest! {" {
            ends = Some(line.replace("proptest! {", "}"));
        } else if ends.as_deref() == Some(line) {
            ends = None;
        } else if ends.is_some() && code == "#[test]" {
            is_test = true;
        } else if is_test && let Some(rest) = code.strip_prefix("fn ") {
            names.extend(rest.split('(').next().map(str::to_owned));
            is_test = false;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_found_and_other_tests_are_not() {
        let source = "
    #[test]
    fn a_rule() {}

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn it_holds(a in 0..4) {
            let fn_like = 1;
        }

        #[test]
        fn so_does_this(
            b in 0..4,
        ) {}
    }

    #[test]
    fn another_rule() {}
";
        assert_eq!(named(source), ["it_holds", "so_does_this"]);
    }

    #[test]
    fn the_tests_of_the_house_are_found() {
        let names = properties().unwrap();
        assert!(names.len() > 50 && names.contains("nothing_is_believed_but_what_was_signed"));
    }

    #[test]
    fn minutes_are_said_or_ten() {
        assert_eq!((minutes(&[]).ok(), minutes(&["--minutes", "3"]).ok()), (Some(10), Some(3)));
        assert!(minutes(&["--minutes", "0"]).is_err() && minutes(&["3"]).is_err());
    }
}
