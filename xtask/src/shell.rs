//! Running other programs, and where things are.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::say::{self, Failed};

/// The repository, as cargo names it: clones that share an output folder also share this program.
pub fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&manifest).parent().map(Path::to_owned).unwrap_or_default()
}

/// Where tools are kept between clones.
pub fn cache() -> PathBuf {
    let home = || PathBuf::from(env::var_os("HOME").unwrap_or_else(|| "/root".into())).join(".cache");
    env::var_os("XDG_CACHE_HOME").map_or_else(home, PathBuf::from).join("perftrack")
}

/// Cargo's output folder for the server.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Cargo's output folder for the web app, which another compiler may build.
pub fn web_target() -> PathBuf {
    let mut folder = target().into_os_string();
    folder.push("-web");
    if env::var_os("CARGO_TARGET_DIR").is_some() { folder.into() } else { target().join("web") }
}

/// A command in the repository.
pub fn command(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Cargo of the server's toolchain.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), arguments);
    cargo.env("CARGO_TARGET_DIR", target());
    cargo
}

/// Runs it with its output shown.
pub fn run(command: &mut Command) -> Result<(), Failed> {
    let status = command.status().map_err(|error| Failed::doing(&shown(command), error))?;
    if status.success() { Ok(()) } else { Err(Failed::doing(&shown(command), status)) }
}

/// Runs it and shows what it says only if it fails: for tools that warn of what is no matter.
pub fn quietly(command: &mut Command) -> Result<(), Failed> {
    let output = command.output().map_err(|error| Failed::doing(&shown(command), error))?;
    if output.status.success() {
        return Ok(());
    }
    eprint!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    Err(Failed::doing(&shown(command), output.status))
}

/// Runs it and gives what it printed, trimmed.
pub fn output(command: &mut Command) -> Result<String, Failed> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| Failed::doing(&shown(command), error))?;
    if !output.status.success() {
        return Err(Failed::doing(&shown(command), output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// Whether it runs and succeeds, silently.
pub fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Deletes a folder with all that is in it, and says so; one that isn't there needs no deleting.
pub fn delete(folder: &Path) -> Result<(), Failed> {
    if !folder.exists() {
        return Ok(());
    }
    say::doing(format!("deleting {}", folder.display()));
    std::fs::remove_dir_all(folder).map_err(|error| Failed::doing(&folder.display().to_string(), error))
}

/// Whether the shell would find the program.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Whether we run as root.
pub fn is_root() -> bool {
    output(&mut command("id", &["-u"])).is_ok_and(|id| id == "0")
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
