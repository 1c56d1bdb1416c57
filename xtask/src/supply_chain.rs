//! What the lock file lets in, held against deny.toml; and that a crate which may not enter is noticed.

use std::{
    fs,
    net::{TcpStream, ToSocketAddrs},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use serde_json::Value;

use crate::{
    say::{self, Failed},
    shell, tools,
};

/// Where npm's packages are locked.
const NPM: [&str; 4] = ["tests/browser", "tests/oidc", "tests/openapi", "tests/clients/typescript"];
/// Where RustSec's advisories lie.
const RUSTSEC: &str = "github.com";
/// Refused by name in deny.toml.
const BANNED: &str = "rsa";

/// Licences, sources and banned crates: what can be judged without asking anybody.
pub fn check() -> Result<(), Failed> {
    let deny = tools::deny()?;
    shell::run(&mut shell::command(&deny, &["check", "bans", "licenses", "sources"]))?;
    notices_a_banned_crate(&deny)
}

/// Known holes, as far as whoever knows of them can be asked from here. A test run must pass without; that it did is said.
pub fn advisories_if_asked() -> Result<(), Failed> {
    let place = (RUSTSEC, 443).to_socket_addrs().ok().and_then(|mut places| places.next());
    if place.is_none_or(|place| TcpStream::connect_timeout(&place, Duration::from_secs(10)).is_err()) {
        println!(
            "   SKIPPED: {RUSTSEC} can't be reached, so nobody was asked about known holes: cargo xtask advisories"
        );
        return Ok(());
    }
    for silent in asked()? {
        println!("   SKIPPED: {silent} can't be asked, so what it knows was not checked: cargo xtask advisories");
    }
    Ok(())
}

/// Known holes and withdrawn releases, by RustSec's database, which lies on another host than the crates do, and by npm's.
pub fn advisories() -> Result<(), Failed> {
    let silent = asked()?;
    if !silent.is_empty() {
        let silent = silent.join(" and ");
        return Err(Failed(format!("{silent} can't be asked, so not all was checked; type it again where it can")));
    }
    let today = shell::output(&mut shell::command("date", &["-u", "+%F"]))?;
    say::doing(format!("no known holes; a build tells its Admins so with PERFTRACK_DEPENDENCY_CHECK={today}"));
    Ok(())
}

/// A hole that anybody knows of is a failure; given are those that couldn't be asked.
fn asked() -> Result<Vec<&'static str>, Failed> {
    let (deny, mut silent) = (tools::deny()?, Vec::new());
    if shell::succeeds(&mut shell::command(&deny, &["fetch", "db"])) {
        shell::run(&mut shell::command(&deny, &["check", "advisories"]))?;
    } else {
        silent.push("RustSec's database of advisories (github.com/RustSec/advisory-db)");
    }
    for folder in NPM {
        if !npm_audit(folder)? {
            silent.push("npm's registry");
            break;
        }
    }
    Ok(silent)
}

/// Whether npm's registry knows of no hole in a folder's packages; false if it can't be asked. npm exits with 1 for both; only
/// a hole comes with a report.
fn npm_audit(folder: &str) -> Result<bool, Failed> {
    let mut npm = shell::command("npm", &["audit", "--package-lock-only", "--json", "--fetch-retries=1"]);
    npm.current_dir(shell::root().join(folder)).stderr(Stdio::null());
    let output = npm.output().map_err(|error| Failed::doing("npm audit", error))?;
    judged(output.status.success(), &String::from_utf8_lossy(&output.stdout))
}

fn judged(clean: bool, report: &str) -> Result<bool, Failed> {
    let report: Value = serde_json::from_str(report).unwrap_or_default();
    let found = report.pointer("/metadata/vulnerabilities/total").and_then(Value::as_u64);
    match found {
        Some(0) if clean => Ok(true),
        Some(found) => {
            let names = report.get("vulnerabilities").and_then(Value::as_object);
            let names: Vec<_> = names.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
            Err(Failed(format!("npm knows of {found} holes, in: {}", names.join(", "))))
        }
        None => Ok(false),
    }
}

/// A check that never fails would look the same as one that finds nothing.
fn notices_a_banned_crate(deny: &Path) -> Result<(), Failed> {
    let place = std::env::temp_dir().join(format!("perftrack-deny-{}", std::process::id()));
    let lets_in = |name: &str| {
        let made = probe(&place, name).map(|()| {
            let mut check = Command::new(deny);
            check.arg("--manifest-path").arg(place.join("Cargo.toml")).current_dir(&place);
            check.arg("--config").arg(shell::root().join("deny.toml")).args(["--offline", "check", "bans"]);
            shell::succeeds(&mut check)
        });
        let _ = fs::remove_dir_all(&place);
        made.map_err(|error| Failed::doing("making a crate to be judged", error))
    };
    if !lets_in("harmless")? {
        return Err(Failed("a crate that needs nothing bad was refused".to_owned()));
    }
    if lets_in(BANNED)? {
        return Err(Failed(format!("deny.toml bans {BANNED}, and a crate that needs it was let in")));
    }
    Ok(())
}

/// A crate that needs another, both made up and on this disk.
fn probe(place: &Path, needed: &str) -> std::io::Result<()> {
    let package = |name: &str, rest: &str| {
        format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n{rest}")
    };
    let needs = format!("[dependencies]\n{needed} = {{ path = \"{needed}\" }}\n[workspace]\n");
    for (folder, manifest) in [(place.to_owned(), package("probe", &needs)), (place.join(needed), package(needed, ""))]
    {
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::write(folder.join("src/lib.rs"), "")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOLE: &str =
        r#"{ "vulnerabilities": { "bad-package": {} }, "metadata": { "vulnerabilities": { "total": 1 } } }"#;
    const CLEAN: &str = r#"{ "vulnerabilities": {}, "metadata": { "vulnerabilities": { "total": 0 } } }"#;

    #[test]
    fn a_known_bad_package_fails_the_check_and_is_named() {
        let Failed(reason) = judged(false, HOLE).unwrap_err();
        assert!(reason.contains("1 holes, in: bad-package"), "{reason}");
        assert!(matches!(judged(true, CLEAN), Ok(true)));
    }

    #[test]
    fn what_could_not_be_asked_was_not_checked() {
        for silence in ["", "npm error", r#"{ "message": "request failed" }"#] {
            assert!(matches!(judged(false, silence), Ok(false)), "{silence}");
        }
    }
}
