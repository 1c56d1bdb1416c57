//! `docs/who-may-do-what.md`, made from the declarations that decide.

use std::fmt::Write;

use shared::{
    access::{Permission, Relation, Role, ShareLevel, can},
    operation::{Access, Declaration},
};

const HEAD: &str = "# Who may do what

Made by `perftrack access-table` from the declarations that the server enforces and the app offers by;
the tests prove that they hold. Don't edit it.

Somebody stands to a thing as its owner (*own*), as one of the owner's managers, however far up (*report*),
as one with whom it was shared or to whom it was published (*shared*), or as one of the organisation. E means
Employee, M Manager, A Admin; each role may what the ones before it may. A share counts by its level, whatever
the role. `—` means nobody, not even Admins. What asks for *fresh proof* is refused until one has given one's
password or code again, if that is longer ago than ten minutes.
";

/// The whole document.
pub fn render() -> String {
    let mut text = HEAD.to_owned();
    let (operations, permissions) = (shared::every_operation(), shared::every_permission());
    for feature in features(&operations) {
        let ours: Vec<_> = operations.iter().filter(|declared| declared.feature == feature).collect();
        let rules: Vec<_> =
            permissions.iter().copied().filter(|permission| feature_of(permission) == feature).collect();
        section(&mut text, feature, &rules, &ours).unwrap_or_default();
    }
    text
}

fn features(operations: &[Declaration]) -> Vec<&'static str> {
    let mut features = Vec::new();
    for declared in operations {
        if !features.contains(&declared.feature) {
            features.push(declared.feature);
        }
    }
    features
}

fn feature_of(permission: &Permission) -> &'static str {
    permission.name.split_once('.').map_or(permission.name, |(feature, _)| feature)
}

fn section(text: &mut String, feature: &str, rules: &[&Permission], operations: &[&Declaration]) -> std::fmt::Result {
    writeln!(text, "\n## {}", capitalised(feature))?;
    if !rules.is_empty() {
        writeln!(text, "\n| Permission | Lets one | Own | Report | Shared | Organisation |")?;
        writeln!(text, "|---|---|---|---|---|---|")?;
    }
    for rule in rules {
        let cell = |relation| roles(rule, relation);
        write!(text, "| `{}` | {} ", rule.name, rule.summary.trim_end_matches('.'))?;
        write!(text, "| {} | {} ", cell(Relation::Own), cell(Relation::Report))?;
        writeln!(text, "| {} | {} |", levels(rule), cell(Relation::Organisation))?;
    }
    writeln!(text, "\n| Operation | Request | Who |")?;
    writeln!(text, "|---|---|---|")?;
    for declared in operations {
        let who = match declared.access {
            Access::Public => "anybody".to_owned(),
            Access::Session => "anybody logged in".to_owned(),
            Access::May(permission) => format!("`{}`", permission.name),
        };
        let proof = if declared.fresh { ", fresh proof" } else { "" };
        writeln!(text, "| `{}` | `{} {}` | {who}{proof} |", declared.id(), declared.method.as_str(), declared.path)?;
    }
    Ok(())
}

/// The roles that may at a relation, by their first letters.
fn roles(permission: &Permission, relation: Relation) -> String {
    let may = Role::ALL.iter().filter(|role| can(**role, permission, relation));
    or_nobody(may.map(|role| capitalised(role.as_str()).chars().take(1).collect::<String>()).collect())
}

/// The levels of a share that are enough.
fn levels(permission: &Permission) -> String {
    let enough = |level: &&ShareLevel| can(Role::Employee, permission, Relation::Shared(**level));
    or_nobody(ShareLevel::ALL.iter().filter(enough).map(|level| level.to_string()).collect())
}

fn or_nobody(names: Vec<String>) -> String {
    if names.is_empty() { "—".to_owned() } else { names.join(" ") }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_operation_and_every_permission_is_in_it() {
        let text = super::render();
        for declared in shared::every_operation() {
            assert!(text.contains(&format!("| `{}` |", declared.id())), "{}", declared.name);
        }
        for permission in shared::every_permission() {
            assert!(text.contains(&format!("| `{}` |", permission.name)), "{}", permission.name);
        }
    }
}
