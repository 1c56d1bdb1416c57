//! Receivers of webhooks in TypeScript and Python, with the code of docs/webhooks.md as it stands; the one in Rust is compiled
//! into `webhooks`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{succeeds, told};
use crate::webhooks::cases::{Case, cases, snippet};

/// Puts the code into a folder, with the cases beside it.
fn placed(folder: PathBuf, file: &str, language: &str) -> (PathBuf, Vec<Case>) {
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(file), snippet(language)).expect("the code");
    let cases = cases();
    fs::write(folder.join("cases.json"), serde_json::to_vec(&cases).expect("JSON")).expect("the cases");
    (folder, cases)
}

/// What the program takes for ours is ours.
#[track_caller]
fn tells_apart(program: &mut Command, cases: &[Case]) {
    let said = succeeds(program);
    let found: Vec<bool> = serde_json::from_str(said.lines().next().unwrap_or_default()).expect("a list");
    assert_eq!(found.len(), cases.len());
    for (found, case) in found.into_iter().zip(cases) {
        assert_eq!(found, case.fits, "{case:?}");
    }
}

#[test]
#[ignore = "cargo xtask clients"]
fn in_typescript() {
    let client = Path::new(env!("CARGO_MANIFEST_DIR")).join("clients/typescript");
    let (place, cases) = placed(client.join("generated/receiving"), "verify.ts", "ts");
    let mut compiler = Command::new("npx");
    compiler.args(["--no-install", "tsc", "--target", "ES2022", "--module", "NodeNext", "--types", "node", "--strict"]);
    compiler.args(["--noUncheckedIndexedAccess", "--skipLibCheck", "generated/receiving/verify.ts"]);
    succeeds(compiler.current_dir(&client));
    let program = "import { readFileSync } from 'node:fs';
        import { verify } from './verify.js';
        const cases = JSON.parse(readFileSync('cases.json', 'utf8'));
        console.log(JSON.stringify(cases.map((one) => verify(one.secret, one.headers, Buffer.from(one.body)))));";
    tells_apart(Command::new("node").args(["--input-type=module", "-e", program]).current_dir(place), &cases);
}

#[test]
#[ignore = "cargo xtask clients"]
fn in_python() {
    let place = std::env::temp_dir().join(format!("perftrack-receiving-{}", perftrack_tests::unique()));
    let (place, cases) = placed(place, "receiving.py", "python");
    let program = "import json; from receiving import verify; \
        print(json.dumps([verify(one['secret'], one['headers'], one['body'].encode()) for one in json.load(open('cases.json'))]))";
    let mut python = Command::new(format!("{}/python", told("PERFTRACK_CLIENTS_PYTHON")));
    tells_apart(python.args(["-c", program]).current_dir(&place), &cases);
    fs::remove_dir_all(place).expect("the folder goes");
}
