//! What an import would do, row by row, and what to write for those that are accepted.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use shared::{
    access::Role,
    people::{
        PersonStatus,
        import::{DateOrder, DatesRead, ImportChange, ImportField, ImportOutcome, ImportRow},
    },
    wire::PersonId,
};

use super::{
    columns::Mapping,
    dates,
    directory::find_managers,
    draft::{Draft, Node},
    entry::{Entry, collapsed},
    known::{Known, Organisation},
    settle::settle,
    sheet::Sheet,
};

/// A whole import. Carrying out the writes of all rows leads to an organisation that keeps every rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// One for each row of the sheet, in its order.
    pub rows: Vec<Planned>,
    /// People of the organisation who aren't in the file. Nothing happens to them by the plan.
    pub missing: Vec<PersonId>,
    /// Those of the missing whom the file doesn't name as anybody's manager either.
    pub unmentioned: Vec<PersonId>,
    /// Names of teams that don't exist yet, as the file first spells them.
    pub new_teams: Vec<String>,
}

/// A row with what to write for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// What the preview shows.
    pub row: ImportRow,
    /// The person as they should be, for rows that are new or changed.
    pub write: Option<Record>,
}

/// A person as an import leaves them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Who it is; `None` for somebody new.
    pub person: Option<PersonId>,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their number in the HR system.
    pub external_id: Option<String>,
    /// What they do.
    pub job_title: Option<String>,
    /// The name of their team: one that exists, or one of [`Plan::new_teams`].
    pub team: Option<String>,
    /// Who they report to.
    pub manager: Option<Superior>,
    /// What they may do.
    pub role: Role,
    /// Where they stand.
    pub status: PersonStatus,
    /// First day.
    pub start_date: Option<NaiveDate>,
}

/// A manager, who may be new as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Superior {
    /// Somebody who is there.
    Known(PersonId),
    /// Whoever the row with this place in [`Plan::rows`] brings in.
    Row(usize),
}

/// What the start dates of a sheet say about their order; `None` if no column holds them.
pub fn dates_read(sheet: &Sheet, mapping: &Mapping) -> Option<DatesRead> {
    let column = mapping.column(ImportField::StartDate)?;
    Some(dates::order_of(sheet.rows.iter().map(|row| row.cell(column))))
}

/// Plans the import of a sheet. Where no order of dates is chosen, the sheet's own counts.
pub fn plan(sheet: &Sheet, mapping: &Mapping, order: Option<DateOrder>, organisation: Organisation<'_>) -> Plan {
    let order = order.or_else(|| dates_read(sheet, mapping)?.order());
    let entries = sheet.rows.iter().map(|row| Entry::read(row, mapping, order)).collect();
    let mut draft = Draft::new(organisation.people, entries);
    find_managers(&mut draft);
    settle(&mut draft);

    let mut planner = Planner::new(&draft, organisation.teams);
    let rows = (0..draft.entries.len()).filter_map(|row| planner.planned(row)).collect();
    let named: HashSet<Node> = (0..draft.entries.len()).filter_map(|row| draft.named(row)).collect();
    let missing: Vec<(Node, PersonId)> = draft
        .known
        .iter()
        .enumerate()
        .filter(|(node, known)| draft.row(*node).is_none() && known.status != PersonStatus::Deactivated)
        .map(|(node, known)| (node, known.id))
        .collect();
    let unmentioned = missing.iter().filter(|(node, _)| !named.contains(node)).map(|(_, id)| *id).collect();
    let missing = missing.into_iter().map(|(_, id)| id).collect();
    Plan { rows, missing, unmentioned, new_teams: planner.new_teams }
}

struct Planner<'a> {
    draft: &'a Draft<'a>,
    has_reports: HashSet<Node>,
    teams: HashMap<String, String>,
    new_teams: Vec<String>,
}

impl<'a> Planner<'a> {
    fn new(draft: &'a Draft<'a>, teams: &[String]) -> Self {
        Self {
            draft,
            has_reports: draft.nodes().filter_map(|node| draft.manager(node)).collect(),
            teams: teams.iter().map(|team| (collapsed(team).to_lowercase(), team.clone())).collect(),
            new_teams: Vec::new(),
        }
    }

    fn planned(&mut self, row: usize) -> Option<Planned> {
        let (entry, node) = (self.draft.entries.get(row)?, *self.draft.node.get(row)?);
        let known = self.draft.known(node);
        let person = known.map(|known| known.id);
        let shown = |changes, outcome| ImportRow {
            line: entry.line,
            outcome,
            person,
            name: entry.name.clone().or(known.map(|known| known.name.clone())),
            email: entry.email.clone().or(known.map(|known| known.email.clone())),
            changes,
            reasons: entry.reasons.clone(),
        };
        if !entry.is_accepted() {
            return Some(Planned { row: shown(Vec::new(), ImportOutcome::Refused), write: None });
        }
        let record = self.record(node, entry, known);
        let changes = self.changes(node, known, &record);
        let outcome = match (known, changes.is_empty()) {
            (None, _) => ImportOutcome::New,
            (Some(_), false) => ImportOutcome::Changed,
            (Some(_), true) => ImportOutcome::Unchanged,
        };
        let write = (outcome != ImportOutcome::Unchanged).then_some(record);
        Some(Planned { row: shown(changes, outcome), write })
    }

    fn record(&mut self, node: Node, entry: &Entry, known: Option<&Known>) -> Record {
        let team = entry.team.as_deref().map(|team| self.team(team));
        // Somebody people report to needs to see what is theirs.
        let usual_role = if self.has_reports.contains(&node) { Role::Manager } else { Role::Employee };
        let or =
            |said: &Option<String>, is: fn(&Known) -> Option<&String>| said.clone().or(known.and_then(is).cloned());
        Record {
            person: known.map(|known| known.id),
            name: or(&entry.name, |known| Some(&known.name)).unwrap_or_default(),
            email: self.email(entry, known),
            external_id: or(&entry.external_id, |known| known.external_id.as_ref()),
            job_title: or(&entry.job_title, |known| known.job_title.as_ref()),
            team: or(&team, |known| known.team.as_ref()),
            manager: self.draft.manager(node).and_then(|manager| self.superior(manager)),
            role: entry.role.or(known.map(|known| known.role)).unwrap_or(usual_role),
            status: self.draft.status(node),
            start_date: entry.start_date.or(known.and_then(|known| known.start_date)),
        }
    }

    // As it is spelled already, if only the case of its letters differs.
    fn email(&self, entry: &Entry, known: Option<&Known>) -> String {
        let present = known.map(|known| &known.email);
        let differs = |said: &&String| present.is_none_or(|present| said.to_lowercase() != present.to_lowercase());
        entry.email.as_ref().filter(differs).or(present).cloned().unwrap_or_default()
    }

    fn superior(&self, manager: Node) -> Option<Superior> {
        let known = self.draft.known(manager).map(|known| Superior::Known(known.id));
        known.or_else(|| self.draft.row(manager).map(Superior::Row))
    }

    // The team as it is spelled already.
    fn team(&mut self, said: &str) -> String {
        let new_teams = &mut self.new_teams;
        let spelled = self.teams.entry(said.to_lowercase()).or_insert_with(|| {
            new_teams.push(said.to_owned());
            said.to_owned()
        });
        spelled.clone()
    }

    fn changes(&self, node: Node, known: Option<&Known>, to: &Record) -> Vec<ImportChange> {
        let name = |manager: Option<Node>| manager.map(|manager| self.draft.name(manager).to_owned());
        let manager_changes = known.is_none() || self.draft.manager(node) != self.draft.present_manager(node);
        let managers = (name(self.draft.present_manager(node)), name(self.draft.manager(node)));
        // Two managers of one name are a change all the same.
        let manager = manager_changes.then(|| change(ImportField::Manager, managers.0, managers.1)).flatten();

        let text = |field, before: Option<&String>, after: Option<&String>| {
            let same = before.map(|text| collapsed(text)) == after.map(|text| collapsed(text));
            if same { None } else { change(field, before.cloned(), after.cloned()) }
        };
        let word = |field, before: Option<String>, after: String| {
            if before.as_ref() == Some(&after) { None } else { change(field, before, Some(after)) }
        };
        let start = (known.and_then(|known| known.start_date), to.start_date);
        [
            text(ImportField::Name, known.map(|known| &known.name), Some(&to.name)),
            text(ImportField::Email, known.map(|known| &known.email), Some(&to.email)),
            text(ImportField::ExternalId, known.and_then(|known| known.external_id.as_ref()), to.external_id.as_ref()),
            text(ImportField::JobTitle, known.and_then(|known| known.job_title.as_ref()), to.job_title.as_ref()),
            text(ImportField::Team, known.and_then(|known| known.team.as_ref()), to.team.as_ref()),
            manager,
            word(ImportField::Role, known.map(|known| known.role.to_string()), to.role.to_string()),
            if start.0 == start.1 {
                None
            } else {
                change(
                    ImportField::StartDate,
                    start.0.map(|date| date.to_string()),
                    start.1.map(|date| date.to_string()),
                )
            },
            known.and_then(|known| word(ImportField::Status, Some(known.status.to_string()), to.status.to_string())),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn change(field: ImportField, before: Option<String>, after: Option<String>) -> Option<ImportChange> {
    (before.is_some() || after.is_some()).then_some(ImportChange { field, before, after })
}

#[cfg(test)]
mod tests;
