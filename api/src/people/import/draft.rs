//! Who each row is about, and what would be there if the rows that are accepted were carried out.
//!
//! People are numbered: first those of the organisation, then one number per row for whoever that row
//! would bring in.

use std::{collections::HashMap, hash::Hash};

use shared::{
    people::{
        PersonStatus,
        import::{ImportField, ImportReason, ImportReasonCode},
    },
    wire::PersonId,
};

use super::{entry::Entry, known::Known};

/// How many other lines a reason names.
const LINES_NAMED: usize = 5;

/// The number of a person: of the organisation, or new.
pub type Node = usize;

/// Rows matched with people.
pub struct Draft<'a> {
    /// The people of the organisation.
    pub known: &'a [Known],
    /// The rows.
    pub entries: Vec<Entry>,
    /// Who each row is about.
    pub node: Vec<Node>,
    /// The manager each row names, once found.
    pub named_manager: Vec<Option<Node>>,
    row: Vec<Option<usize>>,
    present_manager: Vec<Option<Node>>,
}

impl<'a> Draft<'a> {
    /// Matches rows with people, by number and then by address, and refuses those that can't be told apart.
    pub fn new(known: &'a [Known], entries: Vec<Entry>) -> Self {
        let numbers: HashMap<PersonId, Node> = known.iter().enumerate().map(|(node, of)| (of.id, node)).collect();
        let present_manager =
            known.iter().map(|of| of.manager.and_then(|manager| numbers.get(&manager).copied())).collect();
        let node = matched(known, &entries);
        let mut row = vec![None; known.len() + entries.len()];
        for (index, node) in node.iter().enumerate().rev() {
            if let Some(row) = row.get_mut(*node) {
                *row = Some(index);
            }
        }
        let named_manager = vec![None; entries.len()];
        let mut draft = Self { known, entries, node, named_manager, row, present_manager };
        draft.refuse_doubles();
        draft.refuse_incomplete();
        draft
    }

    /// All numbers, of people who are there and of rows.
    pub fn nodes(&self) -> std::ops::Range<Node> {
        0..self.row.len()
    }

    /// The person of the organisation with this number.
    pub fn known(&self, node: Node) -> Option<&'a Known> {
        self.known.get(node)
    }

    /// The row about somebody, accepted or not.
    pub fn row(&self, node: Node) -> Option<usize> {
        self.row.get(node).copied().flatten()
    }

    /// The accepted row about somebody.
    pub fn accepted(&self, node: Node) -> Option<&Entry> {
        self.row(node).and_then(|row| self.entries.get(row)).filter(|entry| entry.is_accepted())
    }

    /// Whether this would be a person of the organisation.
    pub fn exists(&self, node: Node) -> bool {
        node < self.known.len() || self.accepted(node).is_some()
    }

    /// Their name: as the row about them says it, else as it is.
    pub fn name(&self, node: Node) -> &str {
        let said = self.row(node).and_then(|row| self.entries.get(row)).and_then(|entry| entry.name.as_deref());
        said.or(self.known(node).map(|of| of.name.as_str())).unwrap_or_default()
    }

    /// Their address, as it would be.
    pub fn email(&self, node: Node) -> Option<&str> {
        let said = self.accepted(node).and_then(|entry| entry.email.as_deref());
        said.or(self.known(node).map(|of| of.email.as_str()))
    }

    /// Their manager, as it is.
    pub fn present_manager(&self, node: Node) -> Option<Node> {
        self.present_manager.get(node).copied().flatten()
    }

    /// Their manager, as it would be.
    pub fn manager(&self, node: Node) -> Option<Node> {
        let named = self.row(node).filter(|_| self.accepted(node).is_some()).and_then(|row| self.named(row));
        named.or(self.present_manager(node))
    }

    /// The manager a row names.
    pub fn named(&self, row: usize) -> Option<Node> {
        self.named_manager.get(row).copied().flatten()
    }

    /// Their status, as it would be.
    pub fn status(&self, node: Node) -> PersonStatus {
        let standing = self.accepted(node).and_then(|entry| entry.standing);
        let Some(known) = self.known(node) else { return PersonStatus::Invited };
        match (known.status, standing) {
            (_, Some(PersonStatus::Deactivated)) => PersonStatus::Deactivated,
            (PersonStatus::Deactivated, Some(_)) if known.has_account => PersonStatus::Active,
            (PersonStatus::Deactivated, Some(_)) => PersonStatus::Invited,
            (status, _) => status,
        }
    }

    /// Refuses a row.
    pub fn refuse(&mut self, row: usize, reason: ImportReason) {
        if let Some(entry) = self.entries.get_mut(row) {
            entry.refuse(reason);
        }
    }

    fn refuse_doubles(&mut self) {
        let emails = doubles(self.entries.iter().map(|entry| entry.email.as_ref().map(|email| email.to_lowercase())));
        let ids = doubles(self.entries.iter().map(|entry| entry.external_id.clone()));
        self.refuse_all(&emails, ImportField::Email, ImportReasonCode::DuplicateEmailInFile);
        self.refuse_all(&ids, ImportField::ExternalId, ImportReasonCode::DuplicateExternalIdInFile);

        // One row found them by number, the other by address.
        let twice: Vec<Vec<usize>> = doubles(self.node.iter().copied().map(Some))
            .into_iter()
            .filter(|rows| rows.iter().any(|row| self.entries.get(*row).is_some_and(Entry::is_accepted)))
            .collect();
        self.refuse_all(&twice, ImportField::Email, ImportReasonCode::SamePersonTwice);
    }

    fn refuse_all(&mut self, groups: &[Vec<usize>], field: ImportField, code: ImportReasonCode) {
        for rows in groups {
            for row in rows {
                let others = rows.iter().filter(|other| *other != row);
                let lines = others.filter_map(|other| self.entries.get(*other)).map(|entry| entry.line);
                let reason = ImportReason::new(field, code).lines(lines.take(LINES_NAMED).collect());
                self.refuse(*row, reason);
            }
        }
    }

    fn refuse_incomplete(&mut self) {
        for (entry, node) in self.entries.iter_mut().zip(&self.node) {
            match self.known.get(*node) {
                Some(known) => refuse_new_address_of_account(entry, known),
                None => refuse_incomplete_newcomer(entry),
            }
        }
    }
}

fn refuse_new_address_of_account(entry: &mut Entry, known: &Known) {
    let changed = entry.email.as_ref().filter(|email| email.to_lowercase() != known.email.to_lowercase());
    if let Some(email) = changed.filter(|_| known.has_account).cloned() {
        entry.refuse(ImportReason::new(ImportField::Email, ImportReasonCode::EmailHasAccount).value(email));
    }
}

fn refuse_incomplete_newcomer(entry: &mut Entry) {
    let has_name_fault = [ImportField::Name, ImportField::FirstName, ImportField::LastName]
        .into_iter()
        .any(|field| entry.is_refused_for(field));
    if entry.name.is_none() && !has_name_fault {
        entry.refuse(ImportReason::new(ImportField::Name, ImportReasonCode::MissingName));
    }
    if entry.email.is_none() && !entry.is_refused_for(ImportField::Email) {
        entry.refuse(ImportReason::new(ImportField::Email, ImportReasonCode::MissingEmail));
    }
    if entry.standing == Some(PersonStatus::Deactivated) {
        entry.refuse(ImportReason::new(ImportField::Status, ImportReasonCode::HasLeft));
    }
}

fn matched(known: &[Known], entries: &[Entry]) -> Vec<Node> {
    let ids: HashMap<&str, Node> =
        known.iter().enumerate().filter_map(|(node, of)| Some((of.external_id.as_deref()?, node))).collect();
    let emails: HashMap<String, Node> =
        known.iter().enumerate().map(|(node, of)| (of.email.to_lowercase(), node)).collect();
    let found = |entry: &Entry| {
        let by_id = entry.external_id.as_deref().and_then(|id| ids.get(id));
        by_id.or_else(|| entry.email.as_ref().and_then(|email| emails.get(&email.to_lowercase()))).copied()
    };
    entries.iter().enumerate().map(|(row, entry)| found(entry).unwrap_or(known.len() + row)).collect()
}

/// The places of keys that occur more than once.
fn doubles<K: Hash + Eq>(keys: impl Iterator<Item = Option<K>>) -> Vec<Vec<usize>> {
    let mut places: HashMap<K, Vec<usize>> = HashMap::new();
    for (place, key) in keys.enumerate() {
        if let Some(key) = key {
            places.entry(key).or_default().push(place);
        }
    }
    places.into_values().filter(|places| places.len() > 1).collect()
}
