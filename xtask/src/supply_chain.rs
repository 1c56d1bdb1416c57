//! What the lock file lets in, held against deny.toml; and that a crate which may not enter is noticed.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::Value;

use crate::{
    say::{self, Failed},
    shell, tools,
};

/// Where npm's packages are locked.
const NPM: [&str; 4] = ["tests/browser", "tests/oidc", "tests/openapi", "tests/clients/typescript"];
/// Refused by name in deny.toml.
const BANNED: &str = "rsa";

/// Licences, sources and banned crates: what can be judged without asking anybody.
pub fn check() -> Result<(), Failed> {
    let deny = tools::deny()?;
    shell::run(&mut shell::command(&deny, &["check", "bans", "licenses", "sources"]))?;
    notices_a_banned_crate(&deny)?;
    say::doing("known holes (RustSec's advisories) are a check of their own: cargo xtask advisories");
    Ok(())
}

/// Known holes and withdrawn releases, by RustSec's database, which lies on another host than the crates do, and by npm's.
pub fn advisories() -> Result<(), Failed> {
    let deny = tools::deny()?;
    if !shell::succeeds(&mut shell::command(&deny, &["fetch", "db"])) {
        return Err(Failed(
            "RustSec's advisories can't be fetched from github.com/RustSec/advisory-db, so nothing was checked; \
             type it again where that host can be reached"
                .to_owned(),
        ));
    }
    shell::run(&mut shell::command(&deny, &["check", "advisories"]))?;
    NPM.into_iter().try_for_each(npm_audit)?;
    let today = shell::output(&mut shell::command("date", &["-u", "+%F"]))?;
    say::doing(format!("no known holes; a build tells its Admins so with PERFTRACK_DEPENDENCY_CHECK={today}"));
    Ok(())
}

/// What npm's registry knows of a folder's packages. It exits with 1 for a hole and for a registry that it can't
/// ask alike; only the former answers with a report.
fn npm_audit(folder: &str) -> Result<(), Failed> {
    let mut npm = shell::command("npm", &["audit", "--package-lock-only", "--json"]);
    npm.current_dir(shell::root().join(folder)).stderr(Stdio::null());
    let output = npm.output().map_err(|error| Failed::doing("npm audit", error))?;
    judged(output.status.success(), &String::from_utf8_lossy(&output.stdout))
}

fn judged(clean: bool, report: &str) -> Result<(), Failed> {
    let report: Value = serde_json::from_str(report).unwrap_or_default();
    let found = report.pointer("/metadata/vulnerabilities/total").and_then(Value::as_u64);
    match found {
        Some(0) if clean => Ok(()),
        Some(found) => {
            let names = report.get("vulnerabilities").and_then(Value::as_object);
            let names: Vec<_> = names.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
            Err(Failed(format!("npm knows of {found} holes, in: {}", names.join(", "))))
        }
        None => {
            Err(Failed("npm's registry can't be asked, so its packages were not checked; try where it can".to_owned()))
        }
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
        assert!(judged(true, CLEAN).is_ok());
    }

    #[test]
    fn what_could_not_be_asked_was_not_checked() {
        for silence in ["", "npm error", r#"{ "message": "request failed" }"#] {
            let Failed(reason) = judged(false, silence).unwrap_err();
            assert!(reason.contains("not checked"), "{reason}");
        }
    }
}
