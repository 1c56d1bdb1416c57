//! The rules of the house that a program can check (ARCHITECTURE.md).

mod arrows;
mod purposes;

use std::path::{Path, PathBuf};

use arrows::Arrows;

use crate::{say::Failed, shell, web::walk};

/// Hand-written files may have this many lines.
const LONGEST: usize = 500;
/// Names that say nothing.
const VAGUE: [&str; 4] = ["utils", "helpers", "common", "misc"];

/// Checks every rule and names every breach.
pub fn lint() -> Result<(), Failed> {
    let root = shell::root();
    let (mut breaches, mut arrows) = (Vec::new(), Arrows::default());
    for place in ["shared/src", "api/src", "web/src", "xtask/src", "tests/src", "tests/tests", "tests/flutterwave/src"]
    {
        let _ = walk(&root.join(place), &mut |file| {
            if file.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(file).unwrap_or_default();
                let name = file.strip_prefix(&root).unwrap_or(file);
                arrows.note(name, &text);
                breaches.extend(of_file(name, &text).into_iter().map(|breach| format!("{}: {breach}", name.display())));
            }
        });
    }
    breaches.extend(arrows.breaches());
    breaches.extend(purposes::breaches(&root));
    if breaches.is_empty() {
        return Ok(());
    }
    for breach in &breaches {
        println!("{breach}");
    }
    Err(Failed(format!("{} rules of the house are broken", breaches.len())))
}

fn of_file(name: &Path, text: &str) -> Vec<String> {
    let mut breaches = Vec::new();
    let lines = text.lines().count();
    if lines > LONGEST {
        breaches.push(format!("{lines} lines; split it below {LONGEST}"));
    }
    let stems = name.iter().filter_map(|part| Path::new(part).file_stem()?.to_str());
    breaches.extend(stems.filter(|stem| VAGUE.contains(stem)).map(|stem| format!("`{stem}` names nothing")));
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        let mut breach = |what: &str| breaches.push(format!("line {}: {what}", number + 1));
        if code.contains(concat!("sql_query(", "format!")) {
            breach("SQL is never built from text");
        }
        if code.contains(concat!("inner_", "html")) {
            breach("markup is never built from text");
        }
        if name.starts_with("api/src") {
            if names_a_table(code) && !may_name_tables(name) {
                breach("only queries.rs, rows.rs and writes.rs name tables");
            }
            if let Some(other) = reaches_into(name, code) {
                breach(&format!("reaches into `{other}`; use what its mod.rs exports"));
            }
        }
    }
    breaches
}

/// Tables are modules of `schema`; OpenAPI's own `schema` holds types.
fn names_a_table(code: &str) -> bool {
    let after = code.split("schema::").nth(1).unwrap_or_default();
    after.trim_start_matches('{').starts_with(|first: char| first.is_ascii_lowercase() || first == '*')
}

fn may_name_tables(name: &Path) -> bool {
    let file = name.file_name().and_then(|file| file.to_str()).unwrap_or_default();
    name.starts_with("api/src/db")
        || name.starts_with("api/src/http/idempotency.rs")
        || name.starts_with("api/src/worker")
        || name.iter().any(|part| matches!(part.to_str(), Some("queries" | "writes")))
        || matches!(file, "queries.rs" | "rows.rs" | "writes.rs")
}

/// Another feature's private module, if `code` names one.
fn reaches_into(name: &Path, code: &str) -> Option<String> {
    let feature = name.strip_prefix("api/src").ok()?.iter().next().map(PathBuf::from)?;
    let path = code.split("crate::").nth(1)?;
    let mut parts = path.split("::");
    let other = parts.next().filter(|other| Path::new(other) != feature)?;
    let private = parts.next()?;
    let named = ["queries", "rows", "routes", "writes"].iter().any(|module| private.starts_with(module));
    named.then(|| other.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_named_in_queries_rows_and_writes_only() {
        let breach = |name: &str| !of_file(Path::new(name), "use crate::db::schema::people;").is_empty();
        assert!(breach("api/src/people/routes.rs"));
        assert!(breach("api/src/http/mount.rs"));
        assert!(!breach("api/src/people/queries.rs"));
        assert!(!breach("api/src/accounts/queries/links.rs"));
        assert!(!breach("api/src/http/idempotency.rs"));
    }

    #[test]
    fn features_use_what_others_export() {
        let breach = |line: &str| !of_file(Path::new("api/src/goals/routes.rs"), line).is_empty();
        assert!(breach("use crate::people::queries::page;"));
        assert!(!breach("use crate::people::PersonRow;"));
    }
}
