//! Who stands on whom in `api/src`: features on each other without a circle, and all of them on a kernel that
//! knows none of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// What all features stand on.
const KERNEL: [&str; 10] = ["audit", "config", "db", "http", "opened", "pdf", "sealed", "sheets", "tls", "worker"];
/// What puts the parts together, and so knows them all.
const ROOTS: [&str; 6] = ["access_table", "app", "demo", "lib", "main", "migrations"];

/// Which part names which others.
#[derive(Debug, Default)]
pub struct Arrows(BTreeMap<String, BTreeSet<String>>);

impl Arrows {
    /// Takes in what a file names; `name` is its path below the root.
    pub fn note(&mut self, name: &Path, text: &str) {
        let Some(part) = name.strip_prefix("api/src").ok().and_then(|rest| rest.iter().next()) else { return };
        let Some(part) = Path::new(part).file_stem().and_then(|stem| stem.to_str()) else { return };
        let others = named(text).into_iter().filter(|other| other != part);
        self.0.entry(part.to_owned()).or_default().extend(others);
    }

    /// Every arrow that goes the wrong way.
    pub fn breaches(&self) -> Vec<String> {
        let (mut breaches, mut in_circles) = (Vec::new(), BTreeSet::new());
        for part in self.0.keys() {
            if KERNEL.contains(&part.as_str()) {
                let features = self.features_of(part);
                breaches.extend(features.map(|feature| format!("{part} is of the kernel, and names {feature}")));
            } else if !ROOTS.contains(&part.as_str())
                && !in_circles.contains(part)
                && let Some(circle) = self.circle(part)
            {
                breaches.push(format!("features in a circle: {} → {part}", circle.join(" → ")));
                in_circles.extend(circle);
            }
        }
        breaches
    }

    fn features_of(&self, part: &str) -> impl Iterator<Item = &String> {
        let others = self.0.get(part).into_iter().flatten();
        others
            .filter(|other| self.0.contains_key(*other))
            .filter(|other| !KERNEL.contains(&other.as_str()) && !ROOTS.contains(&other.as_str()))
    }

    /// The way from a feature back to itself, if there is one.
    fn circle(&self, start: &str) -> Option<Vec<String>> {
        let mut ways = vec![vec![start.to_owned()]];
        let mut been = BTreeSet::new();
        while let Some(way) = ways.pop() {
            for next in self.features_of(way.last()?) {
                if next == start {
                    return Some(way.clone());
                }
                if been.insert(next.clone()) {
                    ways.push([way.clone(), vec![next.clone()]].concat());
                }
            }
        }
        None
    }
}

/// What stands after each `crate::` of a file, the first name of each in a group.
fn named(text: &str) -> BTreeSet<String> {
    let code: String = text.lines().flat_map(|line| [line.split("//").next().unwrap_or_default(), "\n"]).collect();
    let mut names = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            Some(group) => names.extend(heads(group)),
            None => names.extend(head(after)),
        }
    }
    names
}

/// The first names of the items of a group, up to its closing brace.
fn heads(group: &str) -> Vec<String> {
    let (mut depth, mut item, mut names) = (0_usize, String::new(), Vec::new());
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => names.extend(head(&std::mem::take(&mut item))),
            '{' => depth += 1,
            '}' => depth -= 1,
            c => item.push(c),
        }
    }
    names.extend(head(&item));
    names
}

fn head(path: &str) -> Option<String> {
    let name: String = path.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaches(files: &[(&str, &str)]) -> Vec<String> {
        let mut arrows = Arrows::default();
        for (name, text) in files {
            arrows.note(&Path::new("api/src").join(name), text);
        }
        arrows.breaches()
    }

    #[test]
    fn names_are_found_in_groups_and_alone() {
        let text =
            "use crate::{\n    accounts::{self, jwt},\n    db, // crate::goals\n};\nfn f() { crate::teams::x() }";
        assert_eq!(named(text).into_iter().collect::<Vec<_>>(), ["accounts", "db", "teams"]);
    }

    #[test]
    fn features_may_stand_on_each_other_one_way() {
        let goals = ("goals/mod.rs", "use crate::{db::TenantTx, people::PersonRow};");
        let people = ("people/routes.rs", "use crate::teams;");
        assert!(
            breaches(&[goals, people, ("teams.rs", "use crate::http;"), ("db/mod.rs", ""), ("http.rs", "")]).is_empty()
        );
        let back = ("teams.rs", "fn all() { crate::goals::list() }");
        assert_eq!(breaches(&[goals, people, back]), ["features in a circle: goals → people → teams → goals"]);
    }

    #[test]
    fn the_kernel_stands_on_no_feature() {
        let files = [
            ("worker/mod.rs", "use crate::{accounts, app::State};"),
            ("accounts.rs", ""),
            ("app.rs", "use crate::accounts;"),
        ];
        assert_eq!(breaches(&files), ["worker is of the kernel, and names accounts"]);
    }
}
