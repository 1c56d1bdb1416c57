//! `cargo xtask reproduce`: whether the same sources give the same program and the same web app, byte by byte. So whoever
//! builds what was released can tell that it was made of these sources and of nothing else.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    say::{self, Failed},
    shell,
    web::{self, Build},
};

/// Whatever tools write down as the time of building.
const EPOCH: &str = "0";

/// What was built: the bytes of every file by its name.
type Built = BTreeMap<String, Vec<u8>>;

/// Builds both twice, each time from nothing and into another folder, and names every file that differs.
pub fn run() -> Result<(), Failed> {
    let place = shell::target().join("reproduce");
    let (one, other) = (built(&place.join("one"))?, built(&place.join("other"))?);
    let differing = differing(&one, &other);
    if !differing.is_empty() {
        return Err(Failed(format!("built twice, and not the same: {}", differing.join(", "))));
    }
    say::doing(format!("{} files, built twice, are the same", one.len()));
    let program = place.join("perftrack");
    let bytes = one.get("perftrack").map(Vec::as_slice).unwrap_or_default();
    fs::write(&program, bytes).map_err(|error| Failed::doing(&program.display().to_string(), error))?;
    shell::run(&mut shell::command("sha256sum", &[&program.to_string_lossy()]))
}

/// The program and the web app, built into an empty folder. What was built there goes again: it is large.
fn built(folder: &Path) -> Result<Built, Failed> {
    let read = |file: &Path| fs::read(file).map_err(|error| Failed::doing(&file.display().to_string(), error));
    let web_folder = PathBuf::from(format!("{}-web", folder.display()));
    [folder, &web_folder, &Build::Release.folder()].into_iter().try_for_each(shell::delete)?;
    say::timed("building the server from nothing (long)", || {
        cargo(folder, &["build", "--release", "--locked", "--quiet", "--package", "api", "--bin", "perftrack"])
    })?;
    say::timed("building the web app from nothing (long)", || {
        cargo(folder, &["run", "--locked", "--quiet", "--package", "xtask", "--", "web"])
    })?;
    let mut built = Built::from([("perftrack".to_owned(), read(&folder.join("release/perftrack"))?)]);
    let dist = Build::Release.folder();
    for file in web::files(&dist)? {
        let name = file.strip_prefix(&dist).unwrap_or(&file).display().to_string();
        built.insert(name, read(&file)?);
    }
    [folder, &web_folder].into_iter().try_for_each(shell::delete)?;
    Ok(built)
}

fn cargo(folder: &Path, words: &[&str]) -> Result<(), Failed> {
    shell::run(shell::cargo(words).env("CARGO_TARGET_DIR", folder).env("SOURCE_DATE_EPOCH", EPOCH))
}

/// The files that only one of them has, or that differ.
fn differing(one: &Built, other: &Built) -> Vec<String> {
    let names = one.keys().chain(other.keys().filter(|name| !one.contains_key(*name)));
    names.filter(|name| one.get(*name) != other.get(*name)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_differs_is_named() {
        let built = |files: &[(&str, &str)]| -> Built {
            files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.as_bytes().to_vec())).collect()
        };
        let one = built(&[("app.js", "a"), ("app.wasm", "b"), ("perftrack", "c")]);
        assert!(differing(&one, &one).is_empty());
        let other = built(&[("app.js", "a"), ("more.js", "b"), ("perftrack", "d")]);
        assert_eq!(differing(&one, &other), ["app.wasm", "perftrack", "more.js"]);
    }
}
