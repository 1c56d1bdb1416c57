//! What many parts need, unless it is heavy, and what is hardly anything, goes into the first file. Left to itself,
//! splitting makes a file for each set of parts that have some code in common: hundreds of small ones, which compress
//! badly and are asked for one by one.
//!
//! Splitting keeps in the first file what the app exports. So it is split once to learn what is common, and again
//! with that exported; of these exports stay those by which parts find it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::Path,
};

use wasm_encoder::{ExportSection, Module, RawSection};
use wasmparser::{BinaryReaderError, KnownCustom, Name, Parser, Payload};

use super::{FIRST, crumbs};
use crate::say::Failed;

/// What this many parts need, every page loads.
const MANY: usize = 10;
/// But what has this many bytes is a file of its own even then, or the pages that people open first would load it for
/// those that need it: dialogs, forms and lists that home has none of.
const HEAVY: usize = 8192;
/// What has so few bytes of code is not worth a file of its own, whoever needs it.
const LITTLE: usize = 2048;
/// What the exports are called that keep code in the first file.
const KEPT: &str = "kept_";

/// Names of the functions that many parts need, or that are hardly anything, out of the files in `folder` as `needs` says of each part.
pub fn common<'a>(
    folder: &Path,
    needs: impl IntoIterator<Item = (&'a String, &'a Vec<String>)>,
) -> Result<BTreeSet<String>, Failed> {
    let mut names = BTreeSet::new();
    for (file, need) in needed(needs).into_iter().filter(|(_, need)| need.parts > 1) {
        let path = folder.join(format!("{file}.wasm"));
        let bytes = fs::read(&path).map_err(|error| Failed::doing(&path.display().to_string(), error))?;
        let weighed = crumbs::code_of(&bytes).and_then(|code| Ok((code, crumbs::data_of(&bytes)?)));
        let (code, data) = weighed.map_err(|error| Failed::doing(file, error))?;
        if need.stands_apart(code, data) {
            continue;
        }
        let own = Functions::of(&bytes).map_err(|error| Failed::doing(file, error))?;
        names.extend(own.names.into_iter().filter(|(index, _)| *index >= own.imported).map(|(_, name)| name));
    }
    Ok(names)
}

/// Who needs a file.
#[derive(Debug, Default)]
struct Need {
    parts: usize,
    /// One of them has a page that people open first.
    first: bool,
}

impl Need {
    /// Whether what they need, which has so many bytes, stays a file of its own.
    fn stands_apart(&self, code: usize, data: usize) -> bool {
        if self.parts < MANY { code >= LITTLE } else { !self.first && code + data >= HEAVY }
    }
}

fn needed<'a>(needs: impl IntoIterator<Item = (&'a String, &'a Vec<String>)>) -> BTreeMap<&'a String, Need> {
    let mut needed = BTreeMap::<_, Need>::new();
    for (part, files) in needs {
        for file in files {
            let need = needed.entry(file).or_default();
            need.parts += 1;
            need.first |= FIRST.contains(&part.as_str());
        }
    }
    needed
}

/// The app with these functions exported.
pub fn exporting(app: &[u8], names: &BTreeSet<String>) -> Result<Vec<u8>, Failed> {
    let all = Functions::of(app).map_err(|error| Failed::doing("the app", error))?;
    let kept = all.names.into_iter().filter(|(index, name)| *index >= all.imported && names.contains(name));
    let kept: Vec<u32> = kept.map(|(index, _)| index).collect();
    let changed = with_exports(
        app,
        |_| true,
        |exports| {
            for (number, index) in kept.iter().enumerate() {
                exports.export(&format!("{KEPT}{number}"), wasm_encoder::ExportKind::Func, *index);
            }
        },
    );
    changed.map_err(|error| Failed::doing("exporting what is common", error))
}

/// Takes out of the first file the exports by which no part finds anything.
pub fn tidied(main: &Path, parts: &[impl AsRef<Path>]) -> Result<(), Failed> {
    let read = |path: &Path| fs::read(path).map_err(|error| Failed::doing(&path.display().to_string(), error));
    let mut wanted = BTreeSet::new();
    for part in parts {
        let bytes = read(part.as_ref())?;
        wanted.extend(imports(&bytes).map_err(|error| Failed::doing("a part", error))?);
    }
    let stays = |name: &str| !name.starts_with(KEPT) || wanted.contains(name);
    let tidy = with_exports(&read(main)?, stays, |_| ()).map_err(|error| Failed::doing("the first file", error))?;
    fs::write(main, tidy).map_err(|error| Failed::doing(&main.display().to_string(), error))
}

/// Functions by index, with their names; the first `imported` are somebody else's.
#[derive(Default)]
struct Functions {
    imported: u32,
    names: HashMap<u32, String>,
}

impl Functions {
    fn of(module: &[u8]) -> Result<Self, BinaryReaderError> {
        let mut found = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        found.imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                    }
                }
                Payload::CustomSection(section) => {
                    let KnownCustom::Name(names) = section.as_known() else { continue };
                    for names in names {
                        let Ok(Name::Function(names)) = names else { continue };
                        for named in names {
                            let named = named?;
                            found.names.insert(named.index, named.name.to_owned());
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(found)
    }
}

fn imports(module: &[u8]) -> Result<Vec<String>, BinaryReaderError> {
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(imports) = payload? {
            for import in imports.into_imports() {
                found.push(import?.name.to_owned());
            }
        }
    }
    Ok(found)
}

/// The module with the exports that stay and those that are added; everything else as it was.
fn with_exports(
    module: &[u8],
    stays: impl Fn(&str) -> bool,
    add: impl Fn(&mut ExportSection),
) -> Result<Vec<u8>, BinaryReaderError> {
    let mut made = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if let Payload::ExportSection(exports) = payload {
            let mut section = ExportSection::new();
            for export in exports {
                let export = export?;
                if stays(export.name) {
                    section.export(export.name, export.kind.into(), export.index);
                }
            }
            add(&mut section);
            made.section(&section);
        } else if let Some((id, range)) = payload.as_section() {
            let range = usize::try_from(range.start).unwrap_or(0)..usize::try_from(range.end).unwrap_or(0);
            made.section(&RawSection { id, data: module.get(range).unwrap_or_default() });
        }
    }
    Ok(made.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three functions named a, b and c, of which a is exported.
    fn module() -> Vec<u8> {
        let mut types = wasm_encoder::TypeSection::new();
        types.ty().function([], []);
        let mut functions = wasm_encoder::FunctionSection::new();
        let mut exports = ExportSection::new();
        let mut code = wasm_encoder::CodeSection::new();
        let mut named = wasm_encoder::NameMap::new();
        for (index, name) in ["a", "b", "c"].into_iter().enumerate() {
            functions.function(0);
            let mut body = wasm_encoder::Function::new([]);
            body.instructions().end();
            code.function(&body);
            named.append(index as u32, name);
        }
        exports.export("a", wasm_encoder::ExportKind::Func, 0);
        let mut names = wasm_encoder::NameSection::new();
        names.functions(&named);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&exports).section(&code).section(&names);
        module.finish()
    }

    fn exports(module: &[u8]) -> Vec<(String, u32)> {
        let found = Parser::new(0).parse_all(module).filter_map(|payload| match payload.unwrap() {
            Payload::ExportSection(exports) => Some(exports),
            _ => None,
        });
        found.flatten().map(|export| export.unwrap()).map(|export| (export.name.to_owned(), export.index)).collect()
    }

    #[test]
    fn what_is_common_is_exported_and_nothing_else_changes() {
        let app = module();
        let names = BTreeSet::from(["c".to_owned(), "nobody's".to_owned()]);
        let changed = exporting(&app, &names).unwrap();
        assert_eq!(exports(&changed), [("a".to_owned(), 0), ("kept_0".to_owned(), 2)]);
        assert_eq!(with_exports(&changed, |name| name == "a", |_| ()).unwrap(), app);
    }

    #[test]
    fn only_what_parts_import_stays_exported() {
        let place = std::env::temp_dir().join(format!("perftrack-frame-{}", std::process::id()));
        fs::create_dir_all(&place).unwrap();
        let (main, part) = (place.join("main.wasm"), place.join("part.wasm"));
        let names = BTreeSet::from(["b".to_owned(), "c".to_owned()]);
        fs::write(&main, exporting(&module(), &names).unwrap()).unwrap();
        let mut imports = wasm_encoder::ImportSection::new();
        imports.import("main", "kept_1", wasm_encoder::EntityType::Function(0));
        let mut types = wasm_encoder::TypeSection::new();
        types.ty().function([], []);
        fs::write(&part, Module::new().section(&types).section(&imports).clone().finish()).unwrap();
        tidied(&main, &[part]).unwrap();
        let left: Vec<_> = exports(&fs::read(&main).unwrap()).into_iter().map(|(name, _)| name).collect();
        fs::remove_dir_all(&place).unwrap();
        assert_eq!(left, ["a", "kept_1"]);
    }

    #[test]
    fn what_is_heavy_stands_apart_unless_a_first_page_needs_it() {
        let parts: Vec<_> = (0..MANY).map(|number| (format!("part{number}"), vec!["forms".to_owned()])).collect();
        let many = |first: Option<&str>| {
            let first = first.map(|first| (first.to_owned(), vec!["forms".to_owned(), "own".to_owned()]));
            let all: BTreeMap<_, _> = parts.iter().cloned().chain(first).collect();
            needed(&all)[&"forms".to_owned()].stands_apart(HEAVY - 10, 10)
        };
        assert!(many(None));
        assert!(many(Some("story")));
        assert!(!many(Some(FIRST[1])));
        let (few, some) = (Need { parts: 2, first: true }, Need { parts: MANY, first: false });
        assert!(few.stands_apart(LITTLE, 0));
        assert!(!few.stands_apart(LITTLE - 1, HEAVY));
        assert!(!some.stands_apart(HEAVY - 1, 0));
    }

    #[test]
    fn a_name_that_is_no_name_is_none() {
        assert!(Functions::of(b"no module").is_err());
        assert!(Functions::of(&Module::new().finish()).unwrap().names.is_empty());
    }
}
