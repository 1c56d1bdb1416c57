//! Splits the web app into what every page needs and the parts that its features name (`web/src/parts.rs`), which are
//! loaded when a view of theirs is first shown. That has to happen between cargo and wasm-bindgen, which are both
//! Trunk's to call: so Trunk finds a `wasm-bindgen` that is this program, which splits and then calls the real one.

use std::{
    collections::BTreeMap,
    env, fs,
    hash::{DefaultHasher, Hasher},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use wasm_split_cli_support::{Options, transform};

use super::{Build, crumbs, frame};
use crate::{say::Failed, shell, tools};

/// What the split calls the main script, whose name Trunk chooses later.
const MAIN_SCRIPT: &str = "./main.js";
/// This program's word for being Trunk's `wasm-bindgen`.
pub const COMMAND: &str = "split-then-bindgen";
/// Tells that program where to put the parts.
const PLACE: &str = "PERFTRACK_WEB_PARTS";
/// Which files each part needs, beside them: a line for each part, its name first.
const NEEDS: &str = "needs";

/// The parts of one build, in a folder beside the app's, between the split and the end of the build.
pub struct Parts {
    folder: PathBuf,
}

impl Parts {
    /// Of the app that is built into `dist`.
    pub fn of(dist: &Path) -> Self {
        Self { folder: dist.with_extension("parts") }
    }

    /// Makes Trunk split, and gives the folder that has to be on its PATH.
    pub fn prepare(&self, trunk: &mut Command) -> Result<PathBuf, Failed> {
        let failed = |error| self.failed(error);
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder).map_err(failed)?;
        }
        let bin = self.folder.join("bin");
        fs::create_dir_all(&bin).map_err(failed)?;
        let ourselves = env::current_exe().map_err(failed)?;
        let script = bin.join("wasm-bindgen");
        fs::write(&script, format!("#!/bin/sh\nexec '{}' {COMMAND} \"$@\"\n", ourselves.display())).map_err(failed)?;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).map_err(failed)?;
        trunk.env(PLACE, &self.folder);
        Ok(bin)
    }

    /// Puts the parts into the app: made smaller for people, under names that change with the content.
    pub fn join(&self, dist: &Path, build: Build) -> Result<(), Failed> {
        let (script, main) = (named(&self.folder, "parts-", ".js")?, named(dist, "web-", ".js")?);
        let mut link = fs::read_to_string(self.folder.join(&script)).map_err(|error| self.failed(error))?;
        link = link.replace(MAIN_SCRIPT, &format!("./{main}"));
        for file in fs::read_dir(&self.folder).map_err(|error| self.failed(error))?.filter_map(Result::ok) {
            let name = file.file_name().to_string_lossy().into_owned();
            let Some(stem) = name.strip_suffix(".wasm") else { continue };
            let hashed = hashed(stem, &script);
            link = link.replace(&format!("./{name}"), &format!("./{hashed}"));
            if build == Build::Release {
                optimised(&file.path(), &dist.join(hashed))?;
            } else {
                fs::copy(file.path(), dist.join(hashed)).map_err(|error| self.failed(error))?;
            }
        }
        fs::write(dist.join(&script), link).map_err(|error| self.failed(error))?;
        preload(dist, &script)
    }

    /// Each part by name, with the files of the app that it needs besides those every page needs.
    pub fn needs(&self, dist: &Path) -> Result<Vec<(String, Vec<PathBuf>)>, Failed> {
        let script = named(dist, "parts-", ".js")?;
        let lines = fs::read_to_string(self.folder.join(NEEDS)).map_err(|error| self.failed(error))?;
        let one = |line: &str| {
            let mut words = line.split(' ');
            let part = words.next().unwrap_or_default().to_owned();
            (part, words.map(|stem| dist.join(hashed(stem, &script))).collect())
        };
        Ok(lines.lines().map(one).collect())
    }

    fn failed(&self, why: impl std::fmt::Display) -> Failed {
        Failed::doing(&self.folder.display().to_string(), why)
    }
}

/// A part's file carries the hash of the script that loads it.
fn hashed(stem: &str, script: &str) -> String {
    let hash = script.trim_start_matches("parts-").trim_end_matches(".js");
    format!("{stem}-{hash}.wasm")
}

/// The one file of a folder that is named so.
fn named(folder: &Path, start: &str, end: &str) -> Result<String, Failed> {
    let failed = |why: &dyn std::fmt::Display| Failed::doing(&folder.display().to_string(), why);
    let files = fs::read_dir(folder).map_err(|error| failed(&error))?;
    let mut names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let found = names.find(|name| name.starts_with(start) && name.ends_with(end));
    found.ok_or_else(|| failed(&format!("no {start}*{end}")))
}

/// Lets the page ask for the script that loads parts together with the main one.
fn preload(dist: &Path, script: &str) -> Result<(), Failed> {
    let index = dist.join("index.html");
    let failed = |error| Failed::doing(&index.display().to_string(), error);
    let html = fs::read_to_string(&index).map_err(failed)?;
    let link = format!("<link rel=\"modulepreload\" href=\"/{script}\"></head>");
    fs::write(&index, html.replacen("</head>", &link, 1)).map_err(failed)
}

/// As Trunk does to the main one. Once flat and structured anew, a file is a hundredth smaller when it is compressed.
fn optimised(from: &Path, to: &Path) -> Result<(), Failed> {
    let mut wasm_opt =
        shell::command(tools::wasm_opt()?.join("wasm-opt"), &["-Oz", "--strip-debug", "--strip-producers"]);
    wasm_opt.args(["--enable-bulk-memory", "--enable-nontrapping-float-to-int", "--enable-sign-ext"]);
    wasm_opt.args(["--enable-mutable-globals", "--enable-reference-types", "--enable-multivalue"]);
    wasm_opt.args(["--flatten", "--rereloop", "-Oz", "-Oz"]);
    // It warns of each name that it is told to take out.
    shell::quietly(wasm_opt.arg(from).arg("--output").arg(to))
}

/// Is Trunk's `wasm-bindgen`: splits what cargo has built and hands the main part on.
pub fn then_bindgen(words: &[&str]) -> Result<(), Failed> {
    let mut bindgen = shell::command(tools::bin().join("wasm-bindgen"), &[]);
    let Some(folder) = env::var_os(PLACE).filter(|_| words.iter().any(|word| word.ends_with(".wasm"))) else {
        return shell::run(bindgen.args(words));
    };
    for word in words {
        if word.ends_with(".wasm") {
            bindgen.arg(split(Path::new(word), Path::new(&folder))?);
        } else {
            bindgen.arg(word);
        }
    }
    // The parts come to the main one's table of functions by its export.
    shell::run(bindgen.arg("--keep-lld-exports"))
}

/// Splits `whole` into `folder` and gives the main part.
fn split(whole: &Path, folder: &Path) -> Result<PathBuf, Failed> {
    let failed = |error: &dyn std::fmt::Display| Failed::doing(&whole.display().to_string(), error);
    let input = fs::read(whole).map_err(|error| failed(&error))?;
    let mut hasher = DefaultHasher::new();
    hasher.write(&input);
    let link = format!("./parts-{:016x}.js", hasher.finish());
    // Kept by cargo's name, which Trunk goes by; in a folder of its own, since it is no part.
    let main = folder.join("main").join(whole.file_name().unwrap_or_default());
    fs::create_dir_all(folder.join("main")).map_err(|error| failed(&error))?;
    let parts_of = |app: &[u8], folder: &Path, main: &Path| {
        let mut options = Options::new(app);
        (options.output_dir, options.main_out_path) = (folder, main);
        (options.link_name, options.main_module) = (&link, MAIN_SCRIPT);
        transform(options).map_err(|error| failed(&error))
    };
    let trial = folder.join("trial");
    let parts = parts_of(&input, &trial, &trial.join("main"))?;
    let common = frame::common(&trial, &parts.prefetch_map)?;
    fs::remove_dir_all(&trial).map_err(|error| failed(&error))?;
    let parts = parts_of(&frame::exporting(&input, &common)?, folder, &main)?;
    let gone = crumbs::swept(&main, &parts.split_modules, &folder.join(&link))?;
    let left = parts.split_modules.iter().filter(|file| file.exists());
    frame::tidied(&main, &left.collect::<Vec<_>>())?;
    let needs: BTreeMap<_, _> = parts.prefetch_map.into_iter().collect();
    let left = |files: Vec<String>| files.into_iter().filter(|file| !gone.contains(file)).collect::<Vec<_>>();
    let needs: String = needs.into_iter().map(|(part, files)| format!("{part} {}\n", left(files).join(" "))).collect();
    fs::write(folder.join(NEEDS), needs).map_err(|error| failed(&error))?;
    Ok(main)
}
