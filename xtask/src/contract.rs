//! The contract: looked over, compared with the last release's, attacked, and used by clients that are made of it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    say::{self, Failed},
    shell, test, tools,
};

const DOCUMENT: &str = "openapi.yaml";
const RELEASED: &str = "docs/released/openapi.yaml";

/// Whether it reads well for every tool, and whether clients of the last release can live with it.
pub fn check() -> Result<(), Failed> {
    let redocly = tools::redocly()?;
    let ask = |words: &[&str]| {
        let mut command = shell::command(&redocly, words);
        shell::quietly(command.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"))
    };
    ask(&["lint", "--config", "tests/openapi/redocly.yaml", DOCUMENT])?;
    if !shell::root().join(RELEASED).is_file() {
        say::doing(format!("{RELEASED} isn't there: nothing was released that clients could rely on"));
        return Ok(());
    }
    // Answers may say what they didn't say before: docs/api.md asks clients to live with that.
    let lives = ask(&["diff", RELEASED, DOCUMENT, "--fail-on", "major", "--skip-rule", "enum-values-added"]);
    lives.map_err(|_| {
        let remedy = "keep what was, or decide to break them and type: cargo xtask release-contract";
        Failed(format!("clients of the last release would break, as said above; {remedy}"))
    })
}

/// Takes the contract as it is now for the released one.
pub fn release() -> Result<(), Failed> {
    let root = shell::root();
    let (from, to) = (root.join(DOCUMENT), root.join(RELEASED));
    let copied = fs::create_dir_all(to.parent().unwrap_or(&root)).and_then(|()| fs::copy(from, &to));
    copied.map_err(|error| Failed::doing(RELEASED, error))?;
    say::doing(format!("wrote {RELEASED}: from now on nothing in it breaks without being noticed"));
    Ok(())
}

/// Makes clients, runs a scenario with each and the examples of docs/api.md, and gives how many passed and failed.
pub fn clients() -> Result<(u32, u32), Failed> {
    tools::shell_examples()?;
    let attacker = tools::python("tests/openapi")?;
    let (python, rust) = say::timed("making clients of openapi.yaml in TypeScript, Python and Rust", make)?;
    test::apart(
        "clients::",
        &[
            ("PERFTRACK_CLIENTS_PYTHON", python.as_path()),
            ("PERFTRACK_CLIENTS_RUST", rust.as_path()),
            ("PERFTRACK_SCHEMATHESIS", attacker.join("schemathesis").as_path()),
        ],
    )
}

/// Sends each operation what its description allows and what it doesn't, as every role, for as long as it takes.
pub fn fuzz() -> Result<(u32, u32), Failed> {
    let attacker = tools::python("tests/openapi")?;
    test::apart("attacked::", &[("PERFTRACK_SCHEMATHESIS", attacker.join("schemathesis").as_path())])
}

/// Records anew what the operations answer, as the document shows it.
pub fn record() -> Result<(), Failed> {
    let to = shell::root().join("api/src/http/openapi/examples.json");
    test::apart("examples::recorded", &[("PERFTRACK_EXAMPLES", to.as_path())]).map(drop)
}

/// Gives where Python's programs are and the Rust scenario.
fn make() -> Result<(PathBuf, PathBuf), Failed> {
    let python = tools::generators()?;
    let place = |language: &str| shell::root().join("tests/clients").join(language);
    let (typescript, rust) = (place("typescript"), place("rust"));
    let at = |folder: &Path, program: PathBuf, words: &[&str]| {
        let mut command = Command::new(program);
        command.args(words).current_dir(folder);
        shell::quietly(&mut command)
    };
    unless_made(&typescript, || {
        let npx = |words: &[&str]| at(&typescript, "npx".into(), &[&["--no-install"][..], words].concat());
        // Fields with a default may be left out of a request; without this the types would ask for them.
        let wanted = ["../../../openapi.yaml", "--default-non-nullable", "false", "-o", "generated/schema.ts"];
        npx(&[&["openapi-typescript"][..], &wanted[..]].concat())
    })?;
    at(&typescript, "npx".into(), &["--no-install", "tsc", "-p", "."])?;
    unless_made(&place("python"), || {
        let words = ["generate", "--config", "generator.yaml", "--path", "../../../openapi.yaml", "--meta", "none"];
        let to = ["--output-path", "generated/perftrack_client", "--overwrite", "--fail-on-warning"];
        at(&place("python"), python.join("openapi-python-client"), &[&words[..], &to[..]].concat())
    })?;
    unless_made(&rust, || {
        let words =
            ["generate", "-i", "../../../openapi.yaml", "-g", "rust", "-o", "generated", "--library", "reqwest"];
        let named = ["--additional-properties", "packageName=perftrack_client"];
        at(&rust, python.join("openapi-generator-cli"), &[&words[..], &named[..]].concat())
    })?;
    let target = shell::target().join("clients");
    let manifest = rust.join("Cargo.toml");
    let mut build = shell::cargo(&["build", "--quiet", "--locked", "--manifest-path"]);
    // What is made warns of what is no matter to us.
    build.arg(manifest).env("CARGO_TARGET_DIR", &target).env("RUSTFLAGS", "-Awarnings");
    shell::run(&mut build)?;
    Ok((python, target.join("debug/scenario")))
}

/// Makes what a folder's `generated` holds, unless it was made of this very document.
fn unless_made(folder: &Path, make: impl FnOnce() -> Result<(), Failed>) -> Result<(), Failed> {
    let wrong = |error| Failed::doing(&folder.display().to_string(), error);
    let document = fs::read(shell::root().join(DOCUMENT)).map_err(wrong)?;
    let generated = folder.join("generated");
    let of = generated.join(".made-of");
    if fs::read(&of).is_ok_and(|made_of| made_of == document) {
        return Ok(());
    }
    if generated.exists() {
        fs::remove_dir_all(&generated).map_err(wrong)?;
    }
    fs::create_dir_all(&generated).map_err(wrong)?;
    make()?;
    fs::write(of, document).map_err(wrong)
}
