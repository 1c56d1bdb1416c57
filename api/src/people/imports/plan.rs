//! What an import would do, seen from the organisation as it is now.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use shared::{
    people::{
        PeopleFilter, PersonRef, PersonStatus,
        import::{DateOrder, ImportConfirmation, ImportCounts, ImportState, MissingPerson, PeopleImport},
    },
    problem::{Code, Problem},
    wire::{ImportId, PersonId},
};

use super::queries::{Fields, ImportRowKept};
use crate::{
    db::TenantTx,
    http::Failure,
    people::{
        PersonRow,
        import::{
            Known, Organisation,
            columns::Mapping,
            leavers,
            plan::{self, Plan},
            sheet::{self, Sheet},
        },
        queries as people,
    },
    teams,
};

/// A file, how it is read, and what follows from it.
pub(super) struct Planned {
    pub sheet: Sheet,
    pub mapping: Mapping,
    pub plan: Plan,
    /// Who was there when it was planned.
    pub known: Vec<Known>,
    /// The same people as the actor sees them.
    pub rows: Vec<PersonRow>,
    /// Of those who aren't in the file, whom this actor may deactivate along with it.
    pub leavers: Vec<PersonId>,
}

/// How many of the missing are named.
const MISSING_NAMED: usize = 100;

/// Plans an import against the organisation as it is now.
pub(super) fn plan(tx: &mut TenantTx<'_>, import: &ImportRowKept) -> Result<Planned, Failure> {
    let file = import.file.as_deref().ok_or_else(|| Problem::new(Code::Conflict).because("this import was applied"))?;
    let sheet = sheet::read(file).map_err(Problem::from)?;
    let fields: Fields = serde_json::from_value(import.fields.clone()).map_err(Failure::fault)?;
    let mapping = Mapping::by_hand(&sheet, &fields).map_err(Problem::invalid)?;
    let rows = people::everybody(tx, &PeopleFilter::default(), None)?;
    let known: Vec<Known> = rows.iter().cloned().map(Known::from).collect();
    let teams = teams::names(tx)?;
    let organisation = Organisation { people: &known, teams: &teams };
    // Until the columns say who the rows are about, nothing follows from them.
    let plan = if mapping.tells_people_apart() {
        plan::plan(&sheet, &mapping, import.date_order, organisation)
    } else {
        Plan { rows: Vec::new(), missing: Vec::new(), unmentioned: Vec::new(), new_teams: Vec::new() }
    };
    let leavers = leavers(&plan, &known, tx.actor.person);
    Ok(Planned { sheet, mapping, plan, known, rows, leavers })
}

/// Everybody in the organisation, as an import finds them.
pub(in crate::people) fn known(tx: &mut TenantTx<'_>) -> Result<Vec<Known>, Failure> {
    let rows = people::everybody(tx, &PeopleFilter::default(), None)?;
    Ok(rows.into_iter().map(Known::from).collect())
}

impl From<PersonRow> for Known {
    fn from(row: PersonRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            email: row.email,
            external_id: row.external_id,
            job_title: row.job_title,
            team: row.team_name,
            manager: row.manager_id,
            role: row.role,
            status: row.status,
            start_date: row.start_date,
            has_account: row.account_id.is_some(),
        }
    }
}

impl Planned {
    /// What the caller sees of it.
    pub(super) fn shown(&self, import: &ImportRowKept) -> Result<PeopleImport, Failure> {
        Ok(PeopleImport {
            columns: self.mapping.columns(&self.sheet),
            encoding: Some(self.sheet.encoding),
            delimiter: Some(self.sheet.delimiter),
            dates: plan::dates_read(&self.sheet, &self.mapping),
            counts: self.counts(),
            first_missing: self.first_missing(),
            leavers: self.leavers.len(),
            new_teams: self.plan.new_teams.clone(),
            fingerprint: self.fingerprint(import.id, import.date_order)?,
            ..bare(import)
        })
    }

    /// How many rows have which outcome.
    pub(super) fn counts(&self) -> ImportCounts {
        ImportCounts::of(self.plan.rows.iter().map(|planned| &planned.row), self.plan.missing.len())
    }

    fn first_missing(&self) -> Vec<MissingPerson> {
        let named = self.plan.missing.iter().take(MISSING_NAMED).filter_map(|id| self.before(*id));
        let missing = named.map(|known| MissingPerson {
            person: PersonRef { id: known.id, name: known.name.clone() },
            stays: !self.leavers.contains(&known.id),
        });
        missing.collect()
    }

    /// Names this very plan: other people, another file or another reading make another.
    pub(super) fn fingerprint(&self, id: ImportId, order: Option<DateOrder>) -> Result<String, Failure> {
        let mut hash = Sha256::new().chain_update(id.0).chain_update(format!("{order:?}"));
        for planned in &self.plan.rows {
            hash.update(serde_json::to_vec(&planned.row).map_err(Failure::fault)?);
        }
        // As many others may be missing by now, whom nobody has looked at.
        for person in &self.plan.missing {
            hash.update(person.0);
        }
        Ok(URL_SAFE_NO_PAD.encode(hash.finalize()))
    }

    /// Who leaves by it: those whose row says so, and the missing if somebody said so.
    pub(super) fn leaving(&self, confirmed: &ImportConfirmation) -> Vec<PersonId> {
        let has_left = |status: PersonStatus| status == PersonStatus::Deactivated;
        let was_there = |id: &PersonId| self.before(*id).is_some_and(|known| !has_left(known.status));
        let records = self.plan.rows.iter().filter_map(|planned| planned.write.as_ref());
        let gone = records.filter(|record| has_left(record.status)).filter_map(|record| record.person);
        let missing = self.leavers.iter().copied().filter(|_| confirmed.deactivate_missing > 0);
        gone.filter(was_there).chain(missing).collect()
    }

    /// The person as they were, of a row about somebody known.
    pub(super) fn before(&self, person: PersonId) -> Option<&Known> {
        self.known.iter().find(|known| known.id == person)
    }
}

/// An import without its plan: one that was applied has none any more.
pub(super) fn bare(import: &ImportRowKept) -> PeopleImport {
    let alive = import.beat_at.is_some_and(|beat| chrono::Utc::now() - beat < super::queries::DEAD_AFTER);
    let abandoned = import.state == ImportState::Applying && !alive;
    PeopleImport {
        id: import.id,
        state: if abandoned { ImportState::Ready } else { import.state },
        columns: Vec::new(),
        encoding: None,
        delimiter: None,
        dates: None,
        date_order: import.date_order,
        counts: ImportCounts::default(),
        first_missing: Vec::new(),
        leavers: 0,
        new_teams: Vec::new(),
        done: import.done,
        fingerprint: String::new(),
        undo_until: import.undo_until(),
        undone_at: import.undone_at,
        version: import.version,
    }
}
