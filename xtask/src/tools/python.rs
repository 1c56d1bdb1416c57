//! What comes from PyPI: tools that are tests' alone, each list in an environment of its own in the cache.

use std::{fs, path::PathBuf, process::Stdio};

use super::apt;
use crate::{
    say::{self, Failed},
    shell,
};

/// Installs what a folder's requirements.txt holds, unless it is there, and gives where the programs are.
pub fn environment(folder: &str) -> Result<PathBuf, Failed> {
    let list = shell::root().join(folder).join("requirements.txt");
    let wanted = fs::read_to_string(&list).map_err(|error| Failed::doing(&list.display().to_string(), error))?;
    let place = shell::cache().join("tools/python").join(folder.replace('/', "-"));
    let (bin, stamp) = (place.join("bin"), place.join("installed.txt"));
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(bin);
    }
    if !shell::succeeds(&mut shell::command("python3", &["-c", "import venv, ensurepip"])) {
        apt::install("Python", &["python3", "python3-venv"])?;
    }
    let what = format!("the Python packages of {folder} are missing: pip install");
    say::timed(&what, || {
        shell::run(shell::command("python3", &["-m", "venv", "--clear"]).arg(&place))?;
        let words = ["install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r"];
        shell::run(shell::command(bin.join("pip"), &words).arg(&list).stdout(Stdio::null()))
    })?;
    fs::write(&stamp, wanted).map_err(|error| Failed::doing(&stamp.display().to_string(), error))?;
    Ok(bin)
}
