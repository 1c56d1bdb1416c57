//! A compiler for WebAssembly: rustup's where its servers can be reached, else Debian's with a
//! standard library built from the sources that come with it.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use super::apt;
use crate::{
    say::{self, Failed},
    shell,
};

const TARGET: &str = "wasm32-unknown-unknown";
const LIBRARY: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";
const SOURCES: &str = "/usr/lib/rustlib/src/rust";

/// Which toolchain builds the web app.
#[derive(Debug, Clone, Copy)]
pub enum Toolchain {
    /// The default one, with its own WebAssembly target.
    Rustup,
    /// Debian's, linked into rustup as `debian`.
    Debian,
}

impl Toolchain {
    /// Makes `command` (and what it starts) use it.
    pub fn applied(self, command: &mut Command) -> &mut Command {
        match self {
            Self::Rustup => command,
            Self::Debian => command.env("RUSTUP_TOOLCHAIN", "debian"),
        }
    }
}

/// Finds a toolchain that can, or makes one.
pub fn toolchain() -> Result<Toolchain, Failed> {
    if has_target() {
        return Ok(Toolchain::Rustup);
    }
    if debian_is_ready() {
        return Ok(Toolchain::Debian);
    }
    if added_by_rustup() {
        return Ok(Toolchain::Rustup);
    }
    say::doing("rustup can't fetch the WebAssembly target here: using Debian's compiler");
    build_debian()?;
    Ok(Toolchain::Debian)
}

fn has_target() -> bool {
    let sysroot = shell::output(shell::command("rustc", &["--print", "sysroot"]).env_remove("RUSTUP_TOOLCHAIN"));
    sysroot.is_ok_and(|sysroot| Path::new(&sysroot).join("lib/rustlib").join(TARGET).join("lib").is_dir())
}

/// rustup hangs where its servers don't answer: it gets a minute and a half.
fn added_by_rustup() -> bool {
    say::doing("the WebAssembly target is missing: rustup target add");
    let mut rustup = shell::command("rustup", &["target", "add", TARGET]);
    let Ok(mut child) = rustup.stdout(Stdio::null()).stderr(Stdio::null()).spawn() else {
        return false;
    };
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(90) {
        match child.try_wait() {
            Ok(Some(status)) => return status.success() && has_target(),
            Ok(None) => std::thread::sleep(Duration::from_millis(200)),
            Err(_) => break,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    false
}

/// Ready means: built by the very compiler that is installed. An upgrade makes it unusable.
fn debian_is_ready() -> bool {
    let linked = shell::succeeds(&mut shell::command("rustc", &["+debian", "--version"]));
    let stamp = fs::read_to_string(Path::new(LIBRARY).join("stamp"));
    linked && stamp.is_ok_and(|stamp| compiler().is_ok_and(|compiler| compiler == stamp))
}

fn compiler() -> Result<String, Failed> {
    shell::output(&mut shell::command("/usr/bin/rustc", &["-Vv"]))
}

fn build_debian() -> Result<(), Failed> {
    if ["/usr/bin/rustc", "/usr/bin/cargo-clippy", SOURCES].iter().any(|needed| !Path::new(needed).exists()) {
        apt::install(
            "Debian's Rust compiler",
            &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "rust-web-clippy", "rustfmt-web"],
        )?;
    }
    if let Some(linker) = wanted_linker() {
        apt::install("the linker of Debian's compiler", &[&linker])?;
    }
    let place = std::env::temp_dir().join(format!("perftrack-std-{}", std::process::id()));
    let built = say::timed("building the standard library for WebAssembly (a minute or two)", || build_std(&place));
    let _ = fs::remove_dir_all(&place);
    built?;
    shell::run(&mut shell::command("rustup", &["toolchain", "link", "debian", "/usr"]))
}

/// The compiler's LLVM names the linker it wants.
fn wanted_linker() -> Option<String> {
    let version = compiler().ok()?.lines().find_map(|line| line.strip_prefix("LLVM version: ").map(str::to_owned))?;
    let major = version.split('.').next()?.to_owned();
    let installed = Path::new("/usr/bin").join(format!("wasm-ld-{major}")).exists();
    (!installed).then(|| format!("lld-{major}"))
}

/// An empty crate, so that cargo builds the standard library for it.
fn build_std(place: &Path) -> Result<(), Failed> {
    let put = |file: &str, text: &str| {
        let file = place.join(file);
        fs::create_dir_all(file.parent().unwrap_or(place)).and_then(|()| fs::write(&file, text))
    };
    let failed = |error: std::io::Error| Failed::doing(&place.display().to_string(), error);
    put("src/lib.rs", "").map_err(failed)?;
    put(
        "Cargo.toml",
        "[package]\nname = \"stdseed\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n\
         [profile.release]\nopt-level = 3\ncodegen-units = 1\npanic = \"abort\"\n",
    )
    .map_err(failed)?;
    let sources = fs::canonicalize(SOURCES).map_err(failed)?;
    // Everything needed lies beside the sources; nothing has to be fetched.
    let vendor = sources.join("library/vendor");
    put(
        ".cargo/config.toml",
        &format!(
            "[source.crates-io]\nreplace-with = \"vendored\"\n[source.vendored]\ndirectory = \"{}\"\n",
            vendor.display()
        ),
    )
    .map_err(failed)?;
    let version = compiler()?;
    let hash = version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).unwrap_or("unknown");
    let mut build = Command::new("/usr/bin/cargo");
    build.current_dir(place).args(["build", "--quiet", "--release", "--target", TARGET]);
    build.args(["-Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test"]);
    build.args(["-Zbuild-std-features=panic-unwind,backtrace"]);
    build.env_remove("RUSTUP_TOOLCHAIN").env("RUSTC", "/usr/bin/rustc").env("RUSTC_BOOTSTRAP", "1");
    build.env("CARGO_TARGET_DIR", place.join("target"));
    let flags = format!("-Cembed-bitcode=yes --remap-path-prefix={}=/rustc/{hash}", sources.display());
    build.env("RUSTFLAGS", flags);
    shell::run(&mut build)?;
    // Two builds of one library can't stand side by side.
    let _ = fs::remove_dir_all(LIBRARY);
    fs::create_dir_all(LIBRARY)
        .map_err(|error| Failed::doing(&format!("{LIBRARY} (root's; type: sudo -E cargo xtask tools)"), error))?;
    let made = fs::read_dir(place.join("target").join(TARGET).join("release/deps")).map_err(failed)?;
    for file in made.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libstdseed") {
            fs::copy(file.path(), Path::new(LIBRARY).join(&name)).map_err(failed)?;
        }
    }
    fs::write(Path::new(LIBRARY).join("stamp"), version).map_err(failed)
}
