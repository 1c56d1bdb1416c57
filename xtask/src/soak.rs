//! `cargo xtask soak`: traffic while what it stands on breaks.

use crate::{
    say::{self, Failed},
    shell, tools,
};

/// Builds, and lets traffic run against servers and a database of its own. The words are those of `tests/soak`:
/// `--minutes N`.
pub fn run(words: &[&str]) -> Result<(), Failed> {
    tools::server()?;
    say::timed("building the release server and the soak (some minutes the first time)", || {
        let packages = ["build", "--release", "--quiet", "--package", "api", "--package", "perftrack-tests"];
        shell::run(shell::cargo(&packages).args(["--bin", "perftrack", "--example", "soak"]))
    })?;
    let release = shell::target().join("release");
    let mut soak = shell::command(release.join("examples/soak"), words);
    shell::run(soak.env("PERFTRACK_BIN", release.join("perftrack")))
}
