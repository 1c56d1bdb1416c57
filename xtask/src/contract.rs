//! The contract: looked over, compared with the last release's, attacked, and used by clients that are made of it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

use crate::{
    leaving,
    say::{self, Failed},
    shell, test, tools,
};

const DOCUMENT: &str = "openapi.yaml";
/// A folder of what was released, named by the day of each release.
const RELEASED: &str = "docs/released";
/// How many of them clients may still be made of.
const HELD: usize = 2;
/// An operation, a field of an answer and a value that may be sent: clients break when any of them goes.
const BREAKS: [&str; 3] = [
    "/paths/~1api~1v1~1kpis~1{id}~1archive",
    "/components/schemas/Kpi/properties/name",
    "/components/schemas/KpiKind/enum/0",
];
/// What a program does by a client; of each release it is kept beside the document.
const SCENARIO: &str = "tests/clients/typescript/scenario.ts";

/// Whether it reads well for every tool, and whether clients of the last two releases can live with it.
pub fn check() -> Result<(), Failed> {
    let redocly = tools::redocly()?;
    let ask = |words: &[&str]| shell::quietly(&mut asking(&redocly, words));
    ask(&["lint", "--config", "tests/openapi/redocly.yaml", DOCUMENT])?;
    let released = released()?;
    if released.is_empty() {
        say::doing(format!("{RELEASED} is empty: nothing was released that clients could rely on"));
    }
    let today = shell::output(&mut shell::command("date", &["-u", "+%F"]))?;
    let place = shell::target().join("released");
    fs::create_dir_all(&place).map_err(|error| Failed::doing(&place.display().to_string(), error))?;
    let now = place.join("now.json").display().to_string();
    ask(&["bundle", DOCUMENT, "--output", &now])?;
    notices_breaks(&redocly, &place, &now)?;
    let mut documents = Vec::new();
    for (number, name) in released.iter().enumerate() {
        let from = [RELEASED, name].join("/");
        let text = fs::read_to_string(shell::root().join(&from)).map_err(|error| Failed::doing(&from, error))?;
        // Of older ones only what they said was to go counts.
        if number < HELD || text.contains(leaving::MARK) {
            let json = place.join(name).with_extension("json").display().to_string();
            ask(&["bundle", &from, "--output", &json])?;
            documents.push((name.trim_end_matches(".yaml").to_owned(), read(&json)?));
        }
    }
    for (day, document) in documents.iter().take(HELD) {
        let promised = leaving::still_promised(document.clone(), &documents, &today);
        let before = place.join([day.as_str(), "-promised.json"].concat()).display().to_string();
        fs::write(&before, promised.to_string()).map_err(|error| Failed::doing(&before, error))?;
        ask(&comparing(&before, DOCUMENT)).map_err(|_| {
            let remedy = "keep what was, or decide to break them and take the file away";
            Failed(format!("clients made of {RELEASED}/{day}.yaml would break, as said above; {remedy}"))
        })?;
    }
    Ok(())
}

fn asking(redocly: &Path, words: &[&str]) -> Command {
    let mut command = shell::command(redocly, words);
    command.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    command
}

/// How two documents are compared. Answers may say what they didn't say before: docs/api.md asks clients to live with that.
const fn comparing<'w>(before: &'w str, now: &'w str) -> [&'w str; 7] {
    ["diff", before, now, "--fail-on", "major", "--skip-rule", "enum-values-added"]
}

/// Has the comparison look at breaks that it must notice: until something is released it is asked nothing else, and nobody would
/// see that it looks no more.
fn notices_breaks(redocly: &Path, place: &Path, now: &str) -> Result<(), Failed> {
    for pointer in BREAKS {
        let gone = || Failed(format!("{pointer} isn't in {DOCUMENT} any more: name something else that is"));
        let broken = without(read(now)?, pointer).ok_or_else(gone)?;
        let after = place.join("broken.json").display().to_string();
        fs::write(&after, broken.to_string()).map_err(|error| Failed::doing(&after, error))?;
        let output = asking(redocly, &comparing(now, &after)).output();
        let output = output.map_err(|error| Failed::doing("the comparison of contracts", error))?;
        let said = [output.stdout, output.stderr].concat();
        if output.status.success() || !String::from_utf8_lossy(&said).contains("major change") {
            return Err(Failed(format!(
                "that {pointer} is gone wasn't noticed: breaks of the contract aren't looked for"
            )));
        }
    }
    Ok(())
}

/// A document without what a JSON pointer names, if it is there.
fn without(mut document: Value, pointer: &str) -> Option<Value> {
    let (holder, name) = pointer.rsplit_once('/')?;
    match document.pointer_mut(holder)? {
        Value::Object(fields) => drop(fields.remove(&name.replace("~1", "/"))?),
        Value::Array(items) => {
            let at = name.parse::<usize>().ok().filter(|at| *at < items.len())?;
            drop(items.remove(at));
        }
        _ => return None,
    }
    Some(document)
}

fn read(json: &str) -> Result<Value, Failed> {
    let text = fs::read_to_string(json).map_err(|error| Failed::doing(json, error))?;
    serde_json::from_str(&text).map_err(|error| Failed::doing(json, error))
}

/// The names of the released documents, newest first: a day's begins with the day.
fn released() -> Result<Vec<String>, Failed> {
    let wrong = |error| Failed::doing(RELEASED, error);
    let names = fs::read_dir(shell::root().join(RELEASED)).map_err(wrong)?;
    let names = names.map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()));
    Ok(newest_first(names.collect::<Result<_, _>>().map_err(wrong)?))
}

/// Of the names in the folder those of documents, newest first.
fn newest_first(names: Vec<String>) -> Vec<String> {
    let mut documents: Vec<String> = names.into_iter().filter(|name| name.ends_with(".yaml")).collect();
    documents.sort_unstable_by(|one, other| other.cmp(one));
    documents
}

/// Takes the contract as it is now for one that is released today. Those before it stay.
pub fn release(day: &str) -> Result<(), Failed> {
    if !is_day(day) {
        return Err(Failed(format!("{day} is no day, such as 2026-11-29")));
    }
    let root = shell::root();
    for (from, ending) in [(SCENARIO, ".ts"), (DOCUMENT, ".yaml")] {
        let name = [RELEASED, "/", day, ending].concat();
        fs::copy(root.join(from), root.join(&name)).map_err(|error| Failed::doing(&name, error))?;
        say::doing(format!("wrote {name}: from now on nothing in it breaks without being noticed"));
    }
    Ok(())
}

/// Whether it is written as documents are named by, so that their names sort as their days.
fn is_day(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [4, 2, 2] && text.chars().all(|c| c == '-' || c.is_ascii_digit())
}

/// Makes clients, runs a scenario with each and the examples of the guides, and gives how many passed and failed.
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

/// Sends each operation what its description allows and what it doesn't, as every role, for as long as it takes, or for
/// `--minutes N` as each.
pub fn fuzz(words: &[&str]) -> Result<(u32, u32), Failed> {
    let minutes = match words {
        [] => None,
        ["--minutes", minutes] if minutes.parse::<u32>().is_ok_and(|minutes| (1..=1440).contains(&minutes)) => {
            Some(Path::new(*minutes))
        }
        _ => return Err(Failed("say --minutes and how many, a day's at most".to_owned())),
    };
    let program = tools::python("tests/openapi")?.join("schemathesis");
    let mut told = vec![("PERFTRACK_SCHEMATHESIS", program.as_path())];
    told.extend(minutes.map(|minutes| ("PERFTRACK_FUZZ_MINUTES", minutes)));
    test::apart("attacked::", &told)
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
    make_released(&typescript)?;
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

/// Makes the clients of the last releases in TypeScript, each with its own scenario: they are used against the server as it is now.
fn make_released(typescript: &Path) -> Result<(), Failed> {
    let wrong = |error| Failed::doing("the clients of releases", error);
    let all = typescript.join("generated/released");
    if all.exists() {
        fs::remove_dir_all(&all).map_err(wrong)?;
    }
    let npx = |words: &[&str]| {
        let mut command = Command::new("npx");
        command.arg("--no-install").args(words).current_dir(typescript);
        shell::quietly(&mut command)
    };
    for name in released()?.iter().take(HELD) {
        let day = name.trim_end_matches(".yaml");
        let place = all.join(day);
        fs::create_dir_all(&place).map_err(wrong)?;
        let scenario = fs::read_to_string(shell::root().join(RELEASED).join([day, ".ts"].concat())).map_err(wrong)?;
        // Here the client of its day stands beside it.
        let scenario = scenario.replace("./generated/schema.js", "./schema.js");
        fs::write(place.join("scenario.ts"), scenario).map_err(wrong)?;
        let document = ["../../../", RELEASED, "/", name.as_str()].concat();
        let [schema, program] =
            ["schema.ts", "scenario.ts"].map(|file| ["generated/released/", day, "/", file].concat());
        npx(&["openapi-typescript", &document, "--default-non-nullable", "false", "-o", &schema])?;
        let as_now = ["--target", "ES2022", "--module", "NodeNext", "--types", "node", "--strict", "--skipLibCheck"];
        npx(&[&["tsc"][..], &as_now[..], &[program.as_str()][..]].concat())?;
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_newest_document_comes_first_and_what_is_none_not_at_all() {
        let names = ["README.md", "2026-11-29.yaml", "2027-02-01.yaml", "2027-01-15.yaml"].map(str::to_owned);
        assert_eq!(newest_first(names.to_vec()), ["2027-02-01.yaml", "2027-01-15.yaml", "2026-11-29.yaml"]);
    }

    #[test]
    fn what_a_pointer_names_is_taken_out() {
        let document = json!({ "paths": { "/a/{id}": 1, "/b": 2 }, "list": ["c", "d"] });
        let left = |pointer| without(document.clone(), pointer);
        assert_eq!(left("/paths/~1a~1{id}"), Some(json!({ "paths": { "/b": 2 }, "list": ["c", "d"] })));
        assert_eq!(left("/list/0"), Some(json!({ "paths": { "/a/{id}": 1, "/b": 2 }, "list": ["d"] })));
        for nothing in ["/paths/~1c", "/list/2", "/list/x", "/paths/~1b/x", "x"] {
            assert_eq!(left(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn documents_are_named_by_days() {
        assert!(is_day("2026-11-29"));
        for wrong in ["", "29-11-2026", "2026-11", "2026-1-29", "2026-11-29b", "v1"] {
            assert!(!is_day(wrong), "{wrong}");
        }
    }
}
