//! Finding the manager a row names, in the file or in the organisation.

use std::collections::HashMap;

use shared::people::{
    PersonStatus,
    import::{ImportField, ImportReason, ImportReasonCode},
};

use super::{
    draft::{Draft, Node},
    entry::collapsed,
};

/// How many people of one name a reason lists.
const PEOPLE_NAMED: usize = 5;

/// Everybody who can be named: by address, by number in the HR system, by name.
struct Directory {
    emails: HashMap<String, Node>,
    ids: HashMap<String, Node>,
    names: HashMap<String, Vec<Node>>,
}

/// Finds the manager of each row, and refuses rows whose manager can't be told.
pub fn find_managers(draft: &mut Draft<'_>) {
    let directory = Directory::of(draft);
    for row in 0..draft.entries.len() {
        let (Some(entry), Some(own)) = (draft.entries.get(row), draft.node.get(row).copied()) else { continue };
        let Some(cell) = entry.manager.clone() else { continue };
        let found = directory.find(draft, &cell);
        match found.and_then(|manager| check(draft, own, manager).map_err(|code| (code, Vec::new()))) {
            Ok(manager) => {
                if let Some(named) = draft.named_manager.get_mut(row) {
                    *named = Some(manager);
                }
            }
            Err((code, people)) => {
                draft.refuse(row, ImportReason::new(ImportField::Manager, code).value(cell).people(people));
            }
        }
    }
}

fn check(draft: &Draft<'_>, own: Node, manager: Node) -> Result<Node, ImportReasonCode> {
    let stays = draft.present_manager(own) == Some(manager);
    if manager == own {
        Err(ImportReasonCode::ManagerIsSelf)
    } else if draft.status(manager) == PersonStatus::Deactivated && !stays {
        Err(ImportReasonCode::ManagerDeactivated)
    } else {
        Ok(manager)
    }
}

impl Directory {
    fn of(draft: &Draft<'_>) -> Self {
        let mut directory = Self { emails: HashMap::new(), ids: HashMap::new(), names: HashMap::new() };
        // What the file says of somebody stands beside what is known of them: it may name them either way.
        for (entry, node) in draft.entries.iter().zip(&draft.node) {
            directory.add(*node, entry.email.as_deref(), entry.external_id.as_deref(), entry.name.as_deref());
        }
        for (node, known) in draft.known.iter().enumerate() {
            directory.add(node, Some(&known.email), known.external_id.as_deref(), Some(&known.name));
        }
        directory
    }

    fn add(&mut self, node: Node, email: Option<&str>, id: Option<&str>, name: Option<&str>) {
        if let Some(email) = email {
            self.emails.entry(email.to_lowercase()).or_insert(node);
        }
        if let Some(id) = id {
            self.ids.entry(id.to_owned()).or_insert(node);
        }
        if let Some(name) = name {
            self.names.entry(simplified(name)).or_default().push(node);
        }
    }

    // An address or number may stand alone or beside a name: `Anna Lee <a@b.co>`, `Anna Lee (4711)`.
    fn find(&self, draft: &Draft<'_>, cell: &str) -> Result<Node, (ImportReasonCode, Vec<String>)> {
        let (before, inside) = split_aside(cell);
        let telling = [Some(cell), inside].into_iter().flatten();
        if let Some(node) = telling.clone().find_map(|text| self.emails.get(&text.to_lowercase())) {
            return Ok(*node);
        }
        if let Some(node) = telling.clone().find_map(|text| self.ids.get(text)) {
            return Ok(*node);
        }
        // An address nobody has must not fall back on a name somebody else has.
        if telling.clone().any(|text| text.contains('@')) {
            return Err((ImportReasonCode::UnknownManager, Vec::new()));
        }
        self.named(draft, cell).or_else(|fault| match inside {
            Some(_) => self.named(draft, before),
            None => Err(fault),
        })
    }

    fn named(&self, draft: &Draft<'_>, name: &str) -> Result<Node, (ImportReasonCode, Vec<String>)> {
        let turned = name.split_once(',').map(|(last, first)| format!("{first} {last}"));
        let people = [Some(name), turned.as_deref()]
            .into_iter()
            .flatten()
            .find_map(|name| self.names.get(&simplified(name)))
            .ok_or((ImportReasonCode::UnknownManager, Vec::new()))?;
        let mut people = people.clone();
        people.sort_unstable();
        people.dedup();
        // Somebody who has left is hardly meant when a namesake is there.
        if people.len() > 1 {
            let there: Vec<Node> =
                people.iter().copied().filter(|node| draft.status(*node) != PersonStatus::Deactivated).collect();
            people = if there.is_empty() { people } else { there };
        }
        match people[..] {
            [node] => Ok(node),
            _ => {
                let emails = people.iter().filter_map(|node| draft.email(*node)).take(PEOPLE_NAMED);
                Err((ImportReasonCode::AmbiguousManager, emails.map(str::to_owned).collect()))
            }
        }
    }
}

// The text before and inside trailing brackets.
fn split_aside(cell: &str) -> (&str, Option<&str>) {
    let aside = [('<', '>'), ('(', ')'), ('[', ']')].into_iter().find_map(|(open, close)| {
        let (before, inside) = cell.strip_suffix(close)?.rsplit_once(open)?;
        Some((before.trim(), inside.trim()))
    });
    aside.map_or((cell, None), |(before, inside)| (before, Some(inside)))
}

fn simplified(name: &str) -> String {
    collapsed(name).to_lowercase()
}
