//! What the lock file lets in, held against deny.toml; and that a crate which may not enter is noticed.

use std::{fs, path::Path, process::Command};

use crate::{
    say::{self, Failed},
    shell, tools,
};

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

/// Known holes and withdrawn releases, by RustSec's database, which lies on another host than the crates do.
pub fn advisories() -> Result<(), Failed> {
    let deny = tools::deny()?;
    if shell::succeeds(&mut shell::command(&deny, &["fetch", "db"])) {
        return shell::run(&mut shell::command(&deny, &["check", "advisories"]));
    }
    Err(Failed(
        "RustSec's advisories can't be fetched from github.com/RustSec/advisory-db, so nothing was checked; \
         type it again where that host can be reached"
            .to_owned(),
    ))
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
