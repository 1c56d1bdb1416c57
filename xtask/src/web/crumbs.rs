//! Splitting makes a file for each set of parts that have a word in common: over a hundred files of a few bytes of data
//! and no code, each asked for by itself. What they hold goes into the first file instead.

use std::{collections::BTreeSet, fs, path::Path};

use wasm_encoder::{DataCountSection, DataSection, Module, RawSection, reencode::Reencode};
use wasmparser::{Parser, Payload};

use crate::say::Failed;

/// Puts into `main` the data of those of `parts` that have no code, deletes them, and takes them out of the `script` that
/// loads parts. Gives the names they had, without ending.
pub fn swept(main: &Path, parts: &[impl AsRef<Path>], script: &Path) -> Result<BTreeSet<String>, Failed> {
    let mut crumbs = Vec::new();
    let mut names = BTreeSet::new();
    for part in parts.iter().map(AsRef::as_ref) {
        let bytes = fs::read(part).map_err(failed(part))?;
        let name = part.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        // A part that is named is loaded by its name, even if nothing is in it.
        if name.starts_with("chunk_") && !has_code(&bytes).map_err(failed(part))? {
            crumbs.push(bytes);
            names.insert(name);
            fs::remove_file(part).map_err(failed(part))?;
        }
    }
    let whole = with_data(&fs::read(main).map_err(failed(main))?, &crumbs).map_err(failed(main))?;
    fs::write(main, whole).map_err(failed(main))?;
    let link = fs::read_to_string(script).map_err(failed(script))?;
    fs::write(script, without(&link, &names)).map_err(failed(script))?;
    Ok(names)
}

fn failed<E: std::fmt::Display>(path: &Path) -> impl Fn(E) -> Failed {
    move |error| Failed::doing(&path.display().to_string(), error)
}

/// How many bytes of code a module has.
pub fn code_of(module: &[u8]) -> Result<usize, wasmparser::BinaryReaderError> {
    let mut size = 0;
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CodeSectionEntry(body) = payload? {
            size += usize::try_from(body.range().end - body.range().start).unwrap_or(usize::MAX);
        }
    }
    Ok(size)
}

/// How many bytes of data a module has.
pub fn data_of(module: &[u8]) -> Result<usize, wasmparser::BinaryReaderError> {
    let mut size = 0;
    for payload in Parser::new(0).parse_all(module) {
        let Payload::DataSection(section) = payload? else { continue };
        for piece in section {
            size += piece?.data.len();
        }
    }
    Ok(size)
}

fn has_code(module: &[u8]) -> Result<bool, wasmparser::BinaryReaderError> {
    Ok(code_of(module)? > 0)
}

/// The module with the data of these besides its own.
fn with_data(module: &[u8], crumbs: &[Vec<u8>]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut data = DataSection::new();
    let mut encoder = wasm_encoder::reencode::RoundtripReencoder;
    for bytes in std::iter::once(module).chain(crumbs.iter().map(Vec::as_slice)) {
        for payload in Parser::new(0).parse_all(bytes) {
            let Payload::DataSection(section) = payload? else { continue };
            for piece in section {
                let piece = piece?;
                // Each crumb also names the places at which it has nothing.
                if std::ptr::eq(bytes, module) || !piece.data.is_empty() {
                    encoder.parse_data(&mut data, piece)?;
                }
            }
        }
    }
    let mut made = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::DataCountSection { .. } => {
                made.section(&DataCountSection { count: data.len() });
            }
            Payload::DataSection(_) => {
                made.section(&data);
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                    made.section(&RawSection { id, data: module.get(range).unwrap_or_default() });
                }
            }
        }
    }
    Ok(made.finish())
}

/// The script without the loaders of these chunks, and without what it says to a reader.
fn without(script: &str, gone: &BTreeSet<String>) -> String {
    let is_gone = |name: &str| name.strip_prefix("__").is_some_and(|name| gone.contains(name));
    let mut kept = String::new();
    let mut skipping = false;
    for line in script.lines() {
        if let Some(name) = line.strip_prefix("const ").and_then(|rest| rest.split(' ').next()) {
            skipping = is_gone(name);
        }
        let ends = line.starts_with(", [");
        if let (true, false, Some((start, rest))) = (ends, skipping, line.split_once('['))
            && let Some((names, end)) = rest.split_once(']')
        {
            let names: Vec<_> = names.split(", ").filter(|name| !is_gone(name)).collect();
            kept.push_str(&format!("{start}[{}]{end}\n", names.join(", ")));
        } else if !skipping && !line.starts_with("/*") {
            kept.push_str(line);
            kept.push('\n');
        }
        skipping &= !ends;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "import { initSync } from \"./main.js\";
/* goals, kpis */
const __chunk_3 = makeLoad(() => {
    const src = fetch(new URL(\"./chunk_3.wasm\", import.meta.url));
}
, []);
/* goals, people */
const __chunk_30 = makeLoad(() => {
    const src = fetch(new URL(\"./chunk_30.wasm\", import.meta.url));
}
, []);
export const __wasm_split_load_goals = wrapAsyncCb(makeLoad(() => {
}
, [__chunk_3, __chunk_30]));
";

    fn module(data: &[(i32, &str)], code: bool) -> Vec<u8> {
        let mut made = Module::new();
        let (mut types, mut functions, mut codes) =
            (wasm_encoder::TypeSection::new(), wasm_encoder::FunctionSection::new(), wasm_encoder::CodeSection::new());
        if code {
            types.ty().function([], []);
            functions.function(0);
            let mut body = wasm_encoder::Function::new([]);
            body.instructions().end();
            codes.function(&body);
        }
        let mut segments = DataSection::new();
        for (at, bytes) in data {
            segments.active(0, &wasm_encoder::ConstExpr::i32_const(*at), bytes.bytes());
        }
        let count = DataCountSection { count: segments.len() };
        made.section(&types).section(&functions).section(&count).section(&codes).section(&segments);
        made.finish()
    }

    fn data(module: &[u8]) -> Vec<String> {
        let sections = Parser::new(0).parse_all(module).filter_map(|payload| match payload.unwrap() {
            Payload::DataSection(section) => Some(section),
            _ => None,
        });
        sections.flatten().map(|piece| String::from_utf8_lossy(piece.unwrap().data).into_owned()).collect()
    }

    #[test]
    fn a_file_without_code_becomes_part_of_the_first() {
        let place = std::env::temp_dir().join(format!("perftrack-crumbs-{}", std::process::id()));
        fs::create_dir_all(&place).unwrap();
        let file = |name: &str| place.join(name);
        fs::write(file("main.wasm"), module(&[(0, "first")], true)).unwrap();
        fs::write(file("chunk_3.wasm"), module(&[(8, "crumb"), (20, "")], false)).unwrap();
        fs::write(file("chunk_30.wasm"), module(&[(16, "bread")], true)).unwrap();
        fs::write(file("parts.js"), SCRIPT).unwrap();
        let parts = [file("chunk_3.wasm"), file("chunk_30.wasm")];
        let gone = swept(&file("main.wasm"), &parts, &file("parts.js")).unwrap();
        let (main, script) = (fs::read(file("main.wasm")).unwrap(), fs::read_to_string(file("parts.js")).unwrap());
        let left = parts.map(|part| part.exists());
        fs::remove_dir_all(&place).unwrap();
        assert_eq!(gone, BTreeSet::from(["chunk_3".to_owned()]));
        assert_eq!(left, [false, true]);
        assert_eq!(data(&main), ["first", "crumb"]);
        assert_eq!(code_of(&main).unwrap(), code_of(&module(&[], true)).unwrap());
        assert!(!script.contains("chunk_3.") && !script.contains("/*"), "{script}");
        assert!(script.contains("chunk_30.wasm") && script.contains(", [__chunk_30]));"), "{script}");
    }
}
