//! What comes from npm: the browser tests' packages, and tools that ship as packages.

use std::path::PathBuf;

use super::apt;
use crate::{
    say::{self, Failed},
    shell,
};

/// Installs a folder's locked dependencies, unless they are there.
pub fn dependencies(folder: &str) -> Result<(), Failed> {
    let place = shell::root().join(folder);
    let (lock, stamp) = (place.join("package-lock.json"), place.join("node_modules/.package-lock.json"));
    let newer =
        |a: &PathBuf, b: &PathBuf| Some(a.metadata().ok()?.modified().ok()? >= b.metadata().ok()?.modified().ok()?);
    if newer(&stamp, &lock).unwrap_or(false) {
        return Ok(());
    }
    npm(
        &format!("the packages of {folder} are missing: npm ci"),
        &place,
        &["ci", "--no-audit", "--no-fund", "--ignore-scripts"],
    )
}

/// Installs one package into the cache and gives the folder of its program.
pub fn package(name: &str, version: &str, program: &str) -> Result<PathBuf, Failed> {
    let place = shell::cache().join("tools").join(format!("{name}-{version}"));
    let bin = place.join("node_modules/.bin");
    if bin.join(program).exists() {
        return Ok(bin);
    }
    std::fs::create_dir_all(&place).map_err(|error| Failed::doing(&place.display().to_string(), error))?;
    let wanted = format!("{name}@{version}");
    let what = format!("{program} is missing: npm install {wanted}");
    npm(&what, &place, &["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", &wanted])?;
    Ok(bin)
}

fn npm(what: &str, place: &PathBuf, arguments: &[&str]) -> Result<(), Failed> {
    if shell::on_path("npm").is_none() {
        apt::install("Node.js", &["nodejs", "npm"])?;
    }
    say::timed(what, || {
        shell::run(shell::command("npm", arguments).current_dir(place).stdout(std::process::Stdio::null()))
    })
}
