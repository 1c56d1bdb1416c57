//! Every library that one of our packages names has its purpose in docs/dependencies.md, and nothing else has.

use std::{collections::BTreeSet, fs, path::Path};

/// Where our packages are, and where npm's and Python's are named.
const PACKAGES: [&str; 7] = ["shared", "api", "web", "tests", "tests/flutterwave", "tests/clients/rust", "xtask"];
const NPM: [&str; 4] = [
    "tests/browser/package.json",
    "tests/oidc/package.json",
    "tests/openapi/package.json",
    "tests/clients/typescript/package.json",
];
const PIP: [&str; 2] = ["tests/openapi/requirements.in", "tests/clients/python/requirements.in"];
const LIST: &str = "docs/dependencies.md";

/// What is used without a purpose, and what has one and isn't used.
pub fn breaches(root: &Path) -> Vec<String> {
    let read = |name: &str| fs::read_to_string(root.join(name)).unwrap_or_default();
    let mut used: BTreeSet<String> = NPM.into_iter().flat_map(|name| of_npm(&read(name))).collect();
    used.extend(PIP.into_iter().flat_map(|name| of_pip(&read(name))));
    for package in PACKAGES {
        used.extend(of_cargo(&read(&format!("{package}/Cargo.toml"))));
    }
    for package in PACKAGES {
        used.remove(package.rsplit('/').next().unwrap_or(package));
    }
    let listed = listed(&read(LIST));
    let without = used.difference(&listed).map(|name| format!("{LIST}: `{name}` is used, and nobody says what for"));
    let unused = listed.difference(&used).map(|name| format!("{LIST}: `{name}` has a purpose, and nobody uses it"));
    without.chain(unused).collect()
}

/// The names in the tables of dependencies of a Cargo.toml.
fn of_cargo(manifest: &str) -> BTreeSet<String> {
    let (mut names, mut inside) = (BTreeSet::new(), false);
    for line in manifest.lines() {
        if let Some(section) = line.strip_prefix('[') {
            inside = section.trim_end().trim_end_matches(']').ends_with("dependencies");
        } else if inside && let Some((name, _)) = line.split_once(['=', '.']) {
            let name = name.trim();
            if !name.is_empty() && !name.starts_with('#') {
                names.insert(name.to_owned());
            }
        }
    }
    names
}

/// The names in the `…ependencies` of a package.json, one a line as npm writes them.
fn of_npm(manifest: &str) -> BTreeSet<String> {
    let (mut names, mut inside) = (BTreeSet::new(), false);
    for line in manifest.lines().map(str::trim) {
        let Some((name, _)) = line.strip_prefix('"').and_then(|rest| rest.split_once('"')) else {
            inside &= !line.starts_with('}');
            continue;
        };
        if line.ends_with('{') {
            inside = name.ends_with("ependencies");
        } else if inside {
            names.insert(name.to_owned());
        }
    }
    names
}

/// The names in a requirements.in, one a line with its version.
fn of_pip(list: &str) -> BTreeSet<String> {
    list.lines().filter_map(|line| line.split_once("==")).map(|(name, _)| name.to_owned()).collect()
}

/// The names at the beginning of the rows of the list.
fn listed(list: &str) -> BTreeSet<String> {
    let rows = list.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| row.split_once("` |")).map(|(name, _)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: BTreeSet<String>) -> Vec<String> {
        names.into_iter().collect()
    }

    #[test]
    fn what_a_manifest_names_is_found() {
        let manifest = "[package]\nname = \"a\"\n[dependencies]\n# why\nserde.workspace = true\nurl = \"2\"\n\
                        [dev-dependencies]\nproptest = { version = \"1\" }\n[lints]\nworkspace = true\n";
        assert_eq!(names(of_cargo(manifest)), ["proptest", "serde", "url"]);
        let manifest = "{\n  \"name\": \"x\",\n  \"scripts\": {\n    \"test\": \"y\"\n  },\n  \
                        \"devDependencies\": {\n    \"@a/b\": \"1\"\n  }\n}\n";
        assert_eq!(names(of_npm(manifest)), ["@a/b"]);
        assert_eq!(names(of_pip("# why\nhttpx==0.28.1\n")), ["httpx"]);
    }

    #[test]
    fn a_library_nobody_speaks_for_is_a_breach_and_so_is_a_purpose_without_one() {
        let place = std::env::temp_dir().join(format!("perftrack-purposes-{}", std::process::id()));
        for folder in ["api", "docs"] {
            fs::create_dir_all(place.join(folder)).unwrap();
        }
        fs::write(place.join("api/Cargo.toml"), "[dependencies]\nshared = \"1\"\nstranger = \"1\"\n").unwrap();
        fs::write(place.join(LIST), "| `gone` | api | Once |\n").unwrap();
        let found = breaches(&place);
        fs::remove_dir_all(&place).unwrap();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("`stranger` is used") && found[1].contains("`gone` has a purpose"), "{found:?}");
    }
}
