//! What undoing an import would do, person by person: everybody gets back what they were, unless they were changed
//! since or something stands against it. Pure, as planning the import is.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shared::{
    access::Role,
    people::{
        PersonRef, PersonStatus,
        import::{ImportChange, ImportField, ImportUndoReason, ImportUndoReasonCode, ImportUndoRow, UndoOutcome},
    },
    wire::{PersonId, TeamId},
};

use super::reporting;

/// A person as an import found or left them, and as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their number in the HR system.
    pub external_id: Option<String>,
    /// What they do.
    pub job_title: Option<String>,
    /// Their team.
    pub team: Option<TeamId>,
    /// Who they report to.
    pub manager: Option<PersonId>,
    /// What they may do.
    pub role: Role,
    /// Where they stand.
    pub status: PersonStatus,
    /// First day.
    pub start_date: Option<NaiveDate>,
}

/// What an import did to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub person: PersonId,
    /// What they were; `None` for whom it brought in.
    pub before: Option<Standing>,
    /// What it made of them.
    pub after: Standing,
}

/// Somebody of the plan, with what to make of them unless they are refused.
#[derive(Debug, Clone, PartialEq)]
pub struct Undone {
    /// What the preview shows.
    pub row: ImportUndoRow,
    /// What they should be.
    pub target: Option<Standing>,
}

/// The organisation as it is now.
pub struct Present<'a> {
    /// Everybody, the deactivated too.
    pub people: &'a [(PersonId, Standing)],
    /// Every team's name.
    pub teams: &'a HashMap<TeamId, String>,
    /// Who undoes it.
    pub actor: PersonId,
}

/// Plans the undoing: those who are refused first, then all others, by name.
pub fn undo(entries: &[Entry], present: &Present<'_>) -> Vec<Undone> {
    let mut undoing = Undoing::new(entries, present);
    undoing.refuse_changed();
    while undoing.settle() {}
    undoing.told()
}

struct Undoing<'a> {
    present: &'a Present<'a>,
    place: HashMap<PersonId, usize>,
    /// By the place of each person: what they would be.
    targets: Vec<Option<Standing>>,
    of_import: Vec<&'a Entry>,
    reasons: HashMap<PersonId, Vec<ImportUndoReason>>,
}

impl<'a> Undoing<'a> {
    fn new(entries: &'a [Entry], present: &'a Present<'a>) -> Self {
        let place: HashMap<PersonId, usize> =
            present.people.iter().enumerate().map(|(place, (id, _))| (*id, place)).collect();
        let mut targets = vec![None; present.people.len()];
        let of_import: Vec<&Entry> = entries.iter().filter(|entry| place.contains_key(&entry.person)).collect();
        for entry in &of_import {
            let left = || Standing { status: PersonStatus::Deactivated, ..entry.after.clone() };
            let target = entry.before.clone().unwrap_or_else(left);
            if let Some(slot) = place.get(&entry.person).and_then(|place| targets.get_mut(*place)) {
                *slot = Some(target);
            }
        }
        Self { present, place, targets, of_import, reasons: HashMap::new() }
    }

    fn now(&self, person: PersonId) -> Option<&'a Standing> {
        self.place.get(&person).and_then(|place| self.present.people.get(*place)).map(|(_, standing)| standing)
    }

    /// What somebody would be, if they are touched.
    fn target(&self, person: PersonId) -> Option<&Standing> {
        self.place.get(&person).and_then(|place| self.targets.get(*place)).and_then(Option::as_ref)
    }

    /// What somebody would be, touched or not.
    fn then(&self, person: PersonId) -> Option<&Standing> {
        self.target(person).or_else(|| self.now(person))
    }

    fn refuse(&mut self, person: PersonId, reasons: Vec<ImportUndoReason>) {
        if let Some(slot) = self.place.get(&person).and_then(|place| self.targets.get_mut(*place)) {
            *slot = None;
        }
        self.reasons.entry(person).or_default().extend(reasons);
    }

    /// What doesn't depend on what becomes of others.
    fn refuse_changed(&mut self) {
        let (mut mails, mut numbers) = (HashMap::new(), HashMap::new());
        for (id, standing) in self.present.people {
            mails.insert(standing.email.to_lowercase(), *id);
            if let Some(number) = &standing.external_id {
                numbers.insert(number.clone(), *id);
            }
        }
        for entry in self.of_import.clone() {
            let Some((now, target)) = self.now(entry.person).zip(self.target(entry.person)) else { continue };
            let mut reasons: Vec<_> = differing(now, &entry.after)
                .into_iter()
                .map(|field| about(ImportUndoReasonCode::ChangedSince, field))
                .collect();
            let taken = |holder: Option<&PersonId>| holder.filter(|holder| **holder != entry.person).copied();
            if let Some(holder) = taken(mails.get(&target.email.to_lowercase())) {
                reasons.push(self.held(ImportUndoReasonCode::EmailTaken, ImportField::Email, holder));
            }
            if let Some(holder) = taken(target.external_id.as_ref().and_then(|number| numbers.get(number))) {
                reasons.push(self.held(ImportUndoReasonCode::ExternalIdTaken, ImportField::ExternalId, holder));
            }
            if target.team != now.team && target.team.is_some_and(|team| !self.present.teams.contains_key(&team)) {
                reasons.push(about(ImportUndoReasonCode::TeamGone, ImportField::Team));
            }
            if entry.person == self.present.actor && is_admin(now) && !is_admin(target) {
                reasons.push(ImportUndoReason { code: ImportUndoReasonCode::Oneself, field: None, people: Vec::new() });
            }
            if !reasons.is_empty() {
                self.refuse(entry.person, reasons);
            }
        }
    }

    fn held(&self, code: ImportUndoReasonCode, field: ImportField, holder: PersonId) -> ImportUndoReason {
        ImportUndoReason { people: self.name(holder).into_iter().collect(), ..about(code, field) }
    }

    fn name(&self, person: PersonId) -> Option<String> {
        self.now(person).map(|now| now.name.clone())
    }

    /// Refuses what breaks a rule of the whole, and says whether there was anything: whoever is refused stays as they
    /// are, which can break one elsewhere.
    fn settle(&mut self) -> bool {
        let mut refusals = self.left_managers();
        refusals.extend(self.circles());
        if refusals.is_empty() {
            refusals = self.last_admins();
        }
        let found = !refusals.is_empty();
        for (person, reason) in refusals {
            self.refuse(person, vec![reason]);
        }
        found
    }

    /// Whoever is touched and gets another manager by it, with that one.
    fn moved(&self) -> impl Iterator<Item = (PersonId, Option<PersonId>)> + '_ {
        self.of_import.iter().filter_map(|entry| {
            let (now, target) = self.now(entry.person).zip(self.target(entry.person))?;
            (now.manager != target.manager).then_some((entry.person, target.manager))
        })
    }

    fn left_managers(&self) -> Vec<(PersonId, ImportUndoReason)> {
        let has_left =
            |manager: PersonId| self.then(manager).is_none_or(|standing| standing.status == PersonStatus::Deactivated);
        let gone = self.moved().filter_map(|(person, manager)| Some((person, manager.filter(|id| has_left(*id))?)));
        gone.map(|(person, manager)| {
            (person, self.held(ImportUndoReasonCode::ManagerLeft, ImportField::Manager, manager))
        })
        .collect()
    }

    fn circles(&self) -> Vec<(PersonId, ImportUndoReason)> {
        let moved: HashSet<PersonId> = self.moved().map(|(person, _)| person).collect();
        let person = |place: usize| self.present.people.get(place).map(|(id, _)| *id);
        let above = |place: usize| {
            let manager = self.then(person(place)?)?.manager?;
            self.place.get(&manager).copied()
        };
        let around = reporting::loops(self.present.people.len(), above).into_iter().flatten().filter_map(person);
        around
            .filter(|id| moved.contains(id))
            .map(|id| (id, about(ImportUndoReasonCode::ManagerLoop, ImportField::Manager)))
            .collect()
    }

    fn last_admins(&self) -> Vec<(PersonId, ImportUndoReason)> {
        if self.present.people.iter().any(|(id, _)| self.then(*id).is_some_and(is_admin)) {
            return Vec::new();
        }
        let touched = self.of_import.iter().map(|entry| entry.person).filter(|id| self.target(*id).is_some());
        touched
            .filter(|id| self.now(*id).is_some_and(is_admin))
            .map(|id| (id, about(ImportUndoReasonCode::LastAdmin, ImportField::Role)))
            .collect()
    }

    fn told(mut self) -> Vec<Undone> {
        let mut all: Vec<Undone> = Vec::with_capacity(self.of_import.len());
        for entry in self.of_import.clone() {
            let Some(now) = self.now(entry.person) else { continue };
            let target = self.target(entry.person).cloned();
            let outcome = match (&target, &entry.before) {
                (None, _) => UndoOutcome::Refused,
                (Some(_), None) => UndoOutcome::Leaves,
                (Some(_), Some(_)) => UndoOutcome::PutBack,
            };
            let changes = target.as_ref().map(|target| self.changes(now, target)).unwrap_or_default();
            let reasons = self.reasons.remove(&entry.person).unwrap_or_default();
            let person = PersonRef { id: entry.person, name: now.name.clone() };
            all.push(Undone { row: ImportUndoRow { person, outcome, changes, reasons }, target });
        }
        all.sort_by(|one, other| {
            let key = |undone: &Undone| {
                (undone.target.is_some(), undone.row.person.name.to_lowercase(), undone.row.person.id)
            };
            key(one).cmp(&key(other))
        });
        all
    }

    fn changes(&self, now: &Standing, target: &Standing) -> Vec<ImportChange> {
        let fields = differing(now, target).into_iter();
        fields
            .map(|field| ImportChange { field, before: self.said(now, field), after: self.said(target, field) })
            .collect()
    }

    /// A field's value in words, as the rows of an import have them.
    fn said(&self, of: &Standing, field: ImportField) -> Option<String> {
        match field {
            ImportField::ExternalId => of.external_id.clone(),
            ImportField::Name | ImportField::FirstName | ImportField::LastName => Some(of.name.clone()),
            ImportField::Email => Some(of.email.clone()),
            ImportField::JobTitle => of.job_title.clone(),
            ImportField::Team => of.team.and_then(|team| self.present.teams.get(&team).cloned()),
            ImportField::Manager => of.manager.and_then(|manager| self.name(manager)),
            ImportField::Role => Some(of.role.to_string()),
            ImportField::StartDate => of.start_date.map(|day| day.to_string()),
            ImportField::Status => Some(of.status.to_string()),
        }
    }
}

fn about(code: ImportUndoReasonCode, field: ImportField) -> ImportUndoReason {
    ImportUndoReason { code, field: Some(field), people: Vec::new() }
}

fn is_admin(standing: &Standing) -> bool {
    standing.role == Role::Admin && standing.status == PersonStatus::Active
}

/// In what the two differ.
fn differing(one: &Standing, other: &Standing) -> Vec<ImportField> {
    let fields = [
        (ImportField::Name, one.name != other.name),
        (ImportField::Email, one.email != other.email),
        (ImportField::ExternalId, one.external_id != other.external_id),
        (ImportField::JobTitle, one.job_title != other.job_title),
        (ImportField::Team, one.team != other.team),
        (ImportField::Manager, one.manager != other.manager),
        (ImportField::Role, one.role != other.role),
        (ImportField::StartDate, one.start_date != other.start_date),
        (ImportField::Status, one.status != other.status),
    ];
    fields.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(number: u128) -> PersonId {
        PersonId(uuid::Uuid::from_u128(number))
    }

    fn standing(name: &str, manager: Option<PersonId>) -> Standing {
        Standing {
            name: name.to_owned(),
            email: format!("{name}@example.com"),
            external_id: None,
            job_title: None,
            team: None,
            manager,
            role: Role::Employee,
            status: PersonStatus::Active,
            start_date: None,
        }
    }

    fn admin() -> (PersonId, Standing) {
        (person(9), Standing { role: Role::Admin, ..standing("ada", None) })
    }

    fn outcomes(entries: &[Entry], people: &[(PersonId, Standing)]) -> Vec<(PersonId, UndoOutcome)> {
        let present = Present { people, teams: &HashMap::new(), actor: person(9) };
        undo(entries, &present).into_iter().map(|one| (one.row.person.id, one.row.outcome)).collect()
    }

    #[test]
    fn people_get_back_what_they_were_and_newcomers_leave() {
        let (old, new) = (standing("ann", None), standing("anna", None));
        let entries = [
            Entry { person: person(1), before: Some(old), after: new.clone() },
            Entry { person: person(2), before: None, after: standing("ben", None) },
        ];
        let people = [(person(1), new), (person(2), standing("ben", None)), admin()];
        let expected = [(person(1), UndoOutcome::PutBack), (person(2), UndoOutcome::Leaves)];
        assert_eq!(outcomes(&entries, &people), expected);
    }

    #[test]
    fn who_was_changed_since_stays_and_is_named_first() {
        let entries = [
            Entry { person: person(1), before: Some(standing("ann", None)), after: standing("anna", None) },
            Entry { person: person(2), before: Some(standing("ben", None)), after: standing("benno", None) },
        ];
        let changed = Standing { job_title: Some("Cook".to_owned()), ..standing("benno", None) };
        let people = [(person(1), standing("anna", None)), (person(2), changed), admin()];
        let expected = [(person(2), UndoOutcome::Refused), (person(1), UndoOutcome::PutBack)];
        assert_eq!(outcomes(&entries, &people), expected);
    }

    #[test]
    fn nobody_comes_to_report_to_themselves() {
        // Before, the second led the first; since, the first came to lead the second.
        let first =
            Entry { person: person(1), before: Some(standing("ann", Some(person(2)))), after: standing("ann", None) };
        let people = [(person(1), standing("ann", None)), (person(2), standing("ben", Some(person(1)))), admin()];
        assert_eq!(outcomes(&[first], &people), [(person(1), UndoOutcome::Refused)]);
    }
}
