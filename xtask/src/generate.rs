//! Files that are made from the code and committed, so that a review sees what a change means.

use std::fs;

use crate::{
    say::{self, Failed},
    shell,
};

/// A file and the `perftrack` command that prints it.
pub struct Generated {
    file: &'static str,
    command: &'static str,
}

/// The contract.
pub const OPENAPI: Generated = Generated { file: "openapi.yaml", command: "openapi" };
/// The access table.
pub const ACCESS_TABLE: Generated = Generated { file: "docs/who-may-do-what.md", command: "access-table" };
/// What is kept of people.
pub const DATA_MAP: Generated = Generated { file: "docs/data-map.md", command: "data-map" };

impl Generated {
    fn made(&self) -> Result<String, Failed> {
        let run = ["run", "--quiet", "--package", "api", "--bin", "perftrack", "--", self.command];
        Ok(shell::output(&mut shell::cargo(&run))? + "\n")
    }
}

/// Writes it.
pub fn write(generated: &Generated) -> Result<(), Failed> {
    let file = shell::root().join(generated.file);
    let failed = |error| Failed::doing(generated.file, error);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(&file, generated.made()?).map_err(failed)?;
    say::doing(format!("wrote {}", generated.file));
    Ok(())
}

/// Fails unless the committed file is what the code makes.
pub fn check(generated: &Generated) -> Result<(), Failed> {
    let committed = fs::read_to_string(shell::root().join(generated.file)).unwrap_or_default();
    if committed == generated.made()? {
        return Ok(());
    }
    Err(Failed(format!("{} is not what the code makes; type: cargo xtask {}", generated.file, generated.command)))
}
