//! Building the web app.

mod crumbs;
mod frame;
mod split;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    time::SystemTime,
};

pub use self::split::{COMMAND as SPLIT, Parts, then_bindgen};
use crate::{
    say::{self, Failed},
    shell, tools,
};

/// The parts whose pages people open first: a visitor's, and the home of whoever logs in. Others come on top of one of
/// these, and only once.
pub const FIRST: [&str; 2] = ["visitors", "everyday"];

/// How to build it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// Quick to build: for everyday work and browser tests.
    Development,
    /// Small and quick to load: for people.
    Release,
}

impl Build {
    fn profile(self) -> &'static str {
        match self {
            Self::Development => "wasm-dev",
            Self::Release => "wasm-release",
        }
    }

    /// Where the built files are: in the clone, since other clones may share cargo's output folder.
    pub fn folder(self) -> PathBuf {
        shell::root().join("web/dist").join(self.profile())
    }
}

/// Builds the app unless nothing has changed since the last time, and gives the folder to serve.
pub fn build(build: Build) -> Result<PathBuf, Failed> {
    let folder = build.folder();
    let stamp = folder.join(".built");
    let built = stamp.metadata().and_then(|meta| meta.modified()).ok();
    if built.is_some_and(|built| newest_source().is_some_and(|newest| newest < built)) {
        return Ok(folder);
    }
    let parts = Parts::of(&folder);
    let started = SystemTime::now();
    let toolchain = tools::web()?;
    let note = if build == Build::Release { " (some minutes the first time)" } else { "" };
    say::timed(&format!("building the web app{note}"), || {
        let dist = folder.to_string_lossy().into_owned();
        let trunk = tools::bin().join("trunk");
        let mut trunk = shell::command(trunk, &["build", "--offline", "--skip-version-check", "--dist", &dist]);
        trunk.args(["--cargo-profile", build.profile()]);
        let mut path = vec![parts.prepare(&mut trunk)?, tools::bin()];
        if build == Build::Release {
            path.push(tools::wasm_opt()?);
        }
        toolchain.applied(&mut trunk).env("CARGO_TARGET_DIR", shell::web_target()).env("PATH", first_on_path(path)?);
        trunk.env_remove("NO_COLOR").env("TRUNK_SKIP_VERSION_CHECK", "true");
        // Leptos erases its view types: half the time to compile, and a sixth less to download.
        trunk.env("RUSTFLAGS", "--cfg erase_components -C link-arg=--emit-relocs");
        if build == Build::Release {
            // Trunk calls wasm-opt itself, so that names and integrity hashes are those of the result.
            trunk.args(["--release", "--minify", "--locked"]);
        }
        shell::run(&mut trunk)?;
        parts.join(&folder, build)
    })?;
    if build == Build::Release {
        say::timed("compressing it", || compress(&folder))?;
    }
    let failed = |error| Failed::doing(&stamp.display().to_string(), error);
    // What changed during the build counts as changed after it.
    fs::File::create(&stamp).and_then(|file| file.set_modified(started)).map_err(failed)?;
    Ok(folder)
}

/// PATH with Trunk's helpers in front.
fn first_on_path(mut folders: Vec<PathBuf>) -> Result<std::ffi::OsString, Failed> {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&rest));
    std::env::join_paths(folders).map_err(|error| Failed::doing("PATH", error))
}

/// Puts `.br` and `.gz` beside each file, so that the server never compresses.
fn compress(folder: &Path) -> Result<(), Failed> {
    for file in files(folder)? {
        let failed = |error| Failed::doing(&file.display().to_string(), error);
        let content = fs::read(&file).map_err(failed)?;
        let beside = |ending: &str| PathBuf::from(format!("{}.{ending}", file.display()));
        fs::write(beside("br"), brotlied(&content).map_err(failed)?).map_err(failed)?;
        fs::write(beside("gz"), gzipped(&content).map_err(failed)?).map_err(failed)?;
    }
    Ok(())
}

fn brotlied(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    brotli::CompressorWriter::new(&mut out, 1 << 16, 11, 24).write_all(content)?;
    Ok(out)
}

fn gzipped(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

/// The built files themselves, without what was put beside them.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Failed> {
    let mut found = Vec::new();
    walk(folder, &mut |file| {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if !matches!(ending, "br" | "gz") && file.file_name().is_some_and(|name| name != ".built") {
            found.push(file.to_owned());
        }
    })
    .map_err(|error| Failed::doing(&folder.display().to_string(), error))?;
    found.sort();
    Ok(found)
}

fn newest_source() -> Option<SystemTime> {
    let mut newest = None;
    let mut look = |file: &Path| {
        let changed = file.metadata().and_then(|meta| meta.modified()).ok();
        newest = newest.max(changed);
    };
    let root = shell::root();
    for place in ["web/src", "web/style", "web/fonts", "web/text", "web/docs", "shared/src"] {
        let _ = walk(&root.join(place), &mut look);
    }
    for file in [
        "web/index.html",
        "web/theme.js",
        "web/Cargo.toml",
        "shared/Cargo.toml",
        "Cargo.lock",
        "Cargo.toml",
        "Trunk.toml",
    ] {
        look(&root.join(file));
    }
    newest
}

/// Every file below a folder.
pub fn walk(folder: &Path, each: &mut impl FnMut(&Path)) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { walk(&path, each)? } else { each(&path) }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the text-only pages may have together, compressed as they are served. Promised are 100 kB.
    const TEXT_BUDGET: usize = 30_000;

    #[test]
    fn the_text_only_pages_are_small() {
        let folder = shell::root().join("web/text");
        let mut total = 0;
        for file in files(&folder).expect("the folder can be read") {
            total += brotlied(&fs::read(&file).expect("a file")).expect("compressed").len();
        }
        assert!((1..=TEXT_BUDGET).contains(&total), "the text-only pages have {total} bytes");
    }
}
