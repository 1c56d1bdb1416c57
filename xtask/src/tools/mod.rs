//! What PerfTrack needs on a machine. Each: look first; if it is missing, say so and install it; if
//! that can't be done, fail with one line that names the remedy.

mod apt;
mod node;
mod python;
mod wasm;

use std::path::PathBuf;

use crate::{
    say::{self, Failed},
    shell::{self, on_path},
};

/// Trunk below 0.22, which would need a newer compiler than Debian's.
const TRUNK: &str = "0.21.14";
/// Must equal the `wasm-bindgen` crate of Cargo.lock.
const WASM_BINDGEN: &str = "0.2.129";

/// Checks what the lock file lets in.
const CARGO_DENY: &str = "0.20.2";

/// Everything `run` and `test` need.
pub fn all() -> Result<(), Failed> {
    server()?;
    web()?;
    wasm_opt()?;
    browser().map(drop)
}

/// To build and serve the API.
pub fn server() -> Result<(), Failed> {
    if !(shell::succeeds(&mut shell::command("pg_config", &["--version"])) && on_path("cc").is_some()) {
        apt::install(
            "Postgres and its client library",
            &["postgresql", "libpq-dev", "libssl-dev", "pkg-config", "gcc", "make"],
        )?;
    }
    if crate::cluster::binaries().is_none() {
        apt::install("Postgres", &["postgresql"])?;
    }
    Ok(())
}

/// To test certificates: a certificate authority for tests, and a client that offers what browsers don't any more.
pub fn certificates() -> Result<(), Failed> {
    if ["pebble", "pebble-challtestsrv", "openssl"].into_iter().any(|program| on_path(program).is_none()) {
        apt::install("a certificate authority for tests", &["pebble", "openssl"])?;
    }
    Ok(())
}

/// Where the program is that looks over the contract.
pub fn redocly() -> Result<PathBuf, Failed> {
    node::dependencies("tests/openapi")?;
    Ok(shell::root().join("tests/openapi/node_modules/.bin/redocly"))
}

/// To make clients of the contract. Gives where Python's programs are.
pub fn generators() -> Result<PathBuf, Failed> {
    node::dependencies("tests/clients/typescript")?;
    // The generator of the Rust client is a program in Java, and ships as a package of Python's.
    if on_path("java").is_none() {
        apt::install("Java", &["default-jre-headless"])?;
    }
    python::environment("tests/clients/python")
}

/// Where the programs of a folder's requirements.txt are.
pub fn python(folder: &str) -> Result<PathBuf, Failed> {
    python::environment(folder)
}

/// To run the examples of the guides as people type them.
pub fn shell_examples() -> Result<(), Failed> {
    if ["bash", "curl", "jq", "openssl"].into_iter().any(|program| on_path(program).is_none()) {
        apt::install("what the examples are typed with", &["bash", "curl", "jq", "openssl"])?;
    }
    Ok(())
}

/// To log in by an OpenID provider.
pub fn provider() -> Result<(), Failed> {
    node::dependencies("tests/oidc")
}

/// Where nginx is, which tests put in front of the server. Fetched and unpacked rather than installed: installed, it would
/// serve on this machine's port 80.
pub fn proxy() -> Result<PathBuf, Failed> {
    if let Some(nginx) = on_path("nginx") {
        return Ok(nginx);
    }
    let place = shell::cache().join("tools/nginx");
    let nginx = place.join("usr/sbin/nginx");
    if !nginx.is_file() {
        apt::unpack("nginx", "nginx", &place)?;
    }
    Ok(nginx)
}

/// To build the web app. Gives the toolchain that can.
pub fn web() -> Result<wasm::Toolchain, Failed> {
    let toolchain = wasm::toolchain()?;
    cargo_tool("trunk", TRUNK, &["--no-default-features", "--features", "rustls"])?;
    cargo_tool("wasm-bindgen", WASM_BINDGEN, &[])?;
    Ok(toolchain)
}

/// Where `cargo-deny` is.
pub fn deny() -> Result<PathBuf, Failed> {
    cargo_tool("cargo-deny", CARGO_DENY, &["--no-default-features"])?;
    Ok(bin().join("cargo-deny"))
}

/// Where `wasm-opt` is, which makes the release build of the web app smaller. Debian's own breaks it.
pub fn wasm_opt() -> Result<PathBuf, Failed> {
    node::package("binaryen", "132.0.0", "wasm-opt")
}

/// To measure under load.
pub fn load() -> Result<(), Failed> {
    if on_path("wrk").is_none() {
        apt::install("wrk", &["wrk"])?;
    }
    Ok(())
}

/// To test in a browser.
pub fn browser() -> Result<PathBuf, Failed> {
    let found = || ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path);
    if found().is_none() {
        apt::install("Chromium", &["chromium"])?;
    }
    node::dependencies("tests/browser")?;
    provider()?;
    found().ok_or_else(|| Failed("Chromium was installed but is not on PATH".to_owned()))
}

/// Where Trunk finds its helpers.
pub fn bin() -> PathBuf {
    shell::cache().join("tools/bin")
}

fn cargo_tool(name: &str, version: &str, features: &[&str]) -> Result<(), Failed> {
    let tool = bin().join(name);
    let installed = shell::output(shell::command(&tool, &["--version"]).stderr(std::process::Stdio::null()));
    if tool.is_file() && installed.is_ok_and(|text| text.split_whitespace().any(|word| word == version)) {
        return Ok(());
    }
    let package = if name == "wasm-bindgen" { "wasm-bindgen-cli" } else { name };
    let what = format!("{name} {version} is missing: building it, once for this machine (some minutes)");
    say::timed(&what, || {
        let root = shell::cache().join("tools");
        let mut install = shell::command("cargo", &["install", "--quiet", "--locked", package, "--version", version]);
        install.args(features).arg("--root").arg(root).env_remove("RUSTUP_TOOLCHAIN");
        // Quick to build matters more than quick to run: it runs for a second.
        install.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_STRIP", "true");
        // Its own folder: what it builds is no use to anybody else.
        install.env("CARGO_TARGET_DIR", shell::cache().join("tools/target"));
        shell::run(&mut install)
    })
}
