//! `cargo xtask sbom`: everything PerfTrack is made of, as CycloneDX (JSON), read from the lock files. The same lock files
//! give the same file, byte by byte.

use std::{collections::BTreeMap, fs};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

use crate::{
    say::{self, Failed},
    shell,
};

/// Relative to the output folder.
const FILE: &str = "sbom.cdx.json";
const NPM_LOCKS: [&str; 4] = [
    "tests/browser/package-lock.json",
    "tests/oidc/package-lock.json",
    "tests/openapi/package-lock.json",
    "tests/clients/typescript/package-lock.json",
];
const PIP_LOCKS: [&str; 2] = ["tests/openapi/requirements.txt", "tests/clients/python/requirements.txt"];

/// Writes it and prints where.
pub fn write() -> Result<(), Failed> {
    let read = |name: &str| {
        let path = shell::root().join(name);
        fs::read_to_string(&path).map_err(|error| Failed::doing(&path.display().to_string(), error))
    };
    let metadata = shell::output(&mut shell::cargo(&["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = parsed("cargo metadata", &metadata)?;
    let npm: Vec<Value> = NPM_LOCKS.iter().map(|lock| parsed(lock, &read(lock)?)).collect::<Result<_, _>>()?;
    let pip: Vec<String> = PIP_LOCKS.iter().map(|lock| read(lock)).collect::<Result<_, _>>()?;
    let bom = bom(&metadata, &checksums(&read("Cargo.lock")?), &npm, &pip);
    let text = serde_json::to_string_pretty(&bom).map_err(|error| Failed::doing("writing the SBOM", error))?;
    let path = shell::target().join(FILE);
    fs::create_dir_all(shell::target()).map_err(|error| Failed::doing("making the output folder", error))?;
    fs::write(&path, text + "\n").map_err(|error| Failed::doing(&path.display().to_string(), error))?;
    let count = bom.get("components").and_then(Value::as_array).map_or(0, Vec::len);
    say::doing(format!("{count} components"));
    println!("{}", path.display());
    Ok(())
}

fn parsed(what: &str, text: &str) -> Result<Value, Failed> {
    serde_json::from_str(text).map_err(|error| Failed::doing(what, error))
}

/// The whole document.
fn bom(metadata: &Value, checksums: &BTreeMap<String, String>, npm: &[Value], pip: &[String]) -> Value {
    let packages = metadata.get("packages").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let purls: BTreeMap<&str, String> =
        packages.iter().filter_map(|package| Some((text(package, "id")?, purl(package)?))).collect();
    let crates = packages.iter().filter_map(|package| of_cargo(package, checksums));
    let others = npm.iter().flat_map(of_npm).chain(pip.iter().flat_map(|lock| of_pip(lock)));
    let mut components: Vec<Value> = crates.chain(others).collect();
    components.sort_by_key(|component| text(component, "bom-ref").unwrap_or_default().to_owned());
    // Two lock files may name the same package.
    components.dedup_by(|one, other| one.get("bom-ref") == other.get("bom-ref"));
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": { "type": "application", "bom-ref": "perftrack", "name": "perftrack" } },
        "components": components,
        "dependencies": dependencies(metadata, &purls),
    })
}

/// One crate.
fn of_cargo(package: &Value, checksums: &BTreeMap<String, String>) -> Option<Value> {
    let (name, version, purl) = (text(package, "name")?, text(package, "version")?, purl(package)?);
    let mut component = Map::new();
    component.insert("type".to_owned(), json!("library"));
    component.insert("bom-ref".to_owned(), json!(purl));
    component.insert("name".to_owned(), json!(name));
    component.insert("version".to_owned(), json!(version));
    component.insert("purl".to_owned(), json!(purl));
    if let Some(license) = text(package, "license") {
        // Older crates write a slash where SPDX has OR.
        component.insert("licenses".to_owned(), json!([{ "expression": license.replace('/', " OR ") }]));
    }
    if let Some(checksum) = checksums.get(&format!("{name} {version}")) {
        component.insert("hashes".to_owned(), json!([{ "alg": "SHA-256", "content": checksum }]));
    }
    Some(Value::Object(component))
}

fn purl(package: &Value) -> Option<String> {
    Some(format!("pkg:cargo/{}@{}", text(package, "name")?, text(package, "version")?))
}

/// Packages from npm, which tests use and nothing that is delivered.
fn of_npm(lock: &Value) -> Vec<Value> {
    let packages = lock.get("packages").and_then(Value::as_object);
    let entries = packages.into_iter().flatten().filter_map(|(place, package)| {
        let (_, name) = place.rsplit_once("node_modules/")?;
        let version = text(package, "version")?;
        let purl = format!("pkg:npm/{}@{version}", name.replace('@', "%40"));
        let mut component = json!({
            "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl, "scope": "excluded",
        });
        let fields = component.as_object_mut()?;
        if let Some(license) = text(package, "license") {
            fields.insert("licenses".to_owned(), json!([{ "expression": license }]));
        }
        if let Some(hash) = text(package, "integrity").and_then(|integrity| hex(integrity.strip_prefix("sha512-")?)) {
            fields.insert("hashes".to_owned(), json!([{ "alg": "SHA-512", "content": hash }]));
        }
        Some(component)
    });
    entries.collect()
}

/// Packages from PyPI, of which the same is true. Their lists hold neither licences nor checksums.
fn of_pip(lock: &str) -> Vec<Value> {
    let entries = lock.lines().filter_map(|line| {
        let (name, version) = line.trim().split_once("==")?;
        let purl = format!("pkg:pypi/{}@{version}", name.to_ascii_lowercase());
        Some(json!({
            "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl, "scope": "excluded",
        }))
    });
    entries.collect()
}

fn hex(base64: &str) -> Option<String> {
    let bytes = STANDARD.decode(base64).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Who needs whom.
fn dependencies(metadata: &Value, purls: &BTreeMap<&str, String>) -> Vec<Value> {
    let nodes = metadata.pointer("/resolve/nodes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut all: Vec<(String, Vec<String>)> = nodes
        .iter()
        .filter_map(|node| {
            let needs = node.get("dependencies").and_then(Value::as_array)?;
            let mut needs: Vec<String> = needs.iter().filter_map(|id| purls.get(id.as_str()?).cloned()).collect();
            needs.sort();
            Some((purls.get(text(node, "id")?)?.clone(), needs))
        })
        .collect();
    all.sort();
    all.into_iter().map(|(of, needs)| json!({ "ref": of, "dependsOn": needs })).collect()
}

/// SHA-256 by `name version`, as Cargo.lock has them.
fn checksums(lock: &str) -> BTreeMap<String, String> {
    let of = |entry: &str, key: &str| {
        let line = entry.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""))?;
        Some(line.trim_end_matches('"').to_owned())
    };
    let entries = lock.split("[[package]]").skip(1);
    entries
        .filter_map(|entry| Some((format!("{} {}", of(entry, "name")?, of(entry, "version")?), of(entry, "checksum")?)))
        .collect()
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Value {
        let metadata = json!({
            "packages": [
                { "id": "b", "name": "beta", "version": "2.0.0", "license": "MIT/Apache-2.0" },
                { "id": "a", "name": "alpha", "version": "1.0.0", "license": null },
            ],
            "resolve": { "nodes": [
                { "id": "a", "dependencies": ["b"] },
                { "id": "b", "dependencies": [] },
            ] },
        });
        let lock = "version = 4\n\n[[package]]\nname = \"alpha\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"beta\"\nversion = \"2.0.0\"\nchecksum = \"abc\"\n";
        let npm = json!({ "packages": {
            "": { "name": "ours" },
            "node_modules/@a/b": { "version": "3.0.0", "license": "MIT", "integrity": "sha512-/w==" },
        } });
        bom(&metadata, &checksums(lock), &[npm.clone(), npm], &["# held still\nAnyio==4.16.0\n".to_owned()])
    }

    #[test]
    fn every_package_of_the_lock_files_is_there_once_with_licence_and_checksum() {
        let bom = sample();
        let components = bom["components"].as_array().unwrap();
        let purls: Vec<_> = components.iter().map(|component| component["purl"].as_str().unwrap()).collect();
        assert_eq!(
            purls,
            ["pkg:cargo/alpha@1.0.0", "pkg:cargo/beta@2.0.0", "pkg:npm/%40a/b@3.0.0", "pkg:pypi/anyio@4.16.0"]
        );
        assert_eq!(components[1]["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(components[1]["hashes"][0], json!({ "alg": "SHA-256", "content": "abc" }));
        assert_eq!(components[2]["hashes"][0]["content"], "ff");
        assert!(components[0].get("licenses").is_none());
    }

    #[test]
    fn it_says_who_needs_whom() {
        let needs = &sample()["dependencies"][0];
        assert_eq!(*needs, json!({ "ref": "pkg:cargo/alpha@1.0.0", "dependsOn": ["pkg:cargo/beta@2.0.0"] }));
    }
}
