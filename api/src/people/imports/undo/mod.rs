//! Undoing an import, for a day: of everybody it wrote is kept what they were and what it made of them. Whoever isn't
//! any more what it made of them stays as they are.

mod queries;

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};
use shared::{
    access::{Relation, can},
    people::{
        MANAGE, PeopleFilter, PersonStatus,
        import::{ImportField, ImportUndo, ImportUndoConfirmation, PreviewImportUndo, UndoImport, UndoOutcome},
    },
    problem::{Code, Problem},
    wire::{ImportId, PersonId, TeamId},
};

use super::{notes::note_people, plan::bare, queries::ImportRowKept, writes};
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply},
    people::{
        PersonRow, hold_all, hold_rows,
        import::{
            plan::{Record, Superior},
            undo::{self as planning, Entry, Present, Standing, Undone},
        },
        leaving::Leaving,
        queries as people,
    },
    teams,
};

/// So many people are shown one by one.
const SHOWN: usize = 200;

pub(in crate::people) fn preview(ask: &Ask<PreviewImportUndo>, tx: &mut TenantTx<'_>) -> Answered<PreviewImportUndo> {
    let import = ask.read::<ImportRowKept>(tx, ask.params.id)?;
    let until = open_until(&import)?;
    let entries = queries::entries(tx, import.id)?;
    let planned = plan(tx, &entries)?;
    Ok(Reply::versioned(planned.shown(&import, until)?, import.version))
}

pub(in crate::people) fn undo(ask: &Ask<UndoImport>, tx: &mut TenantTx<'_>) -> Answered<UndoImport> {
    // In this order, as `people::hold_for` says; what is planned then stays true.
    hold_all(tx)?;
    let import = ask.change::<ImportRowKept>(tx, ask.params.id)?;
    open_until(&import)?;
    let entries = queries::entries(tx, import.id)?;
    hold_rows(tx, &entries.iter().map(|entry| entry.person).collect::<Vec<_>>())?;
    let planned = plan(tx, &entries)?;
    planned.may_still(tx.actor.person)?;
    planned.check(&import, &ask.body)?;
    let leaving = Leaving::of(tx, planned.leavers())?;
    let moving = writes::put_back(tx, &planned.managers(), &planned.teams_by_name(), &planned.records())?;
    leaving.close_requests(tx)?;
    queries::finish(tx, &import)?;
    note_people(tx, &planned.rows, &planned.written())?;
    moving.carry_out(tx)?;
    leaving.hand_over(tx)?;
    tx.note(Event::new("people_imports.undone", import.id).after(&planned.done()))?;
    let import = ImportRowKept::find(tx, import.id)?.ok_or(Code::NotFound)?;
    Ok(Reply::versioned(bare(&import), import.version))
}

/// Keeps what an import did: `rows` are people as it found them.
pub(super) fn keep(
    tx: &mut TenantTx<'_>,
    import: ImportId,
    rows: &[PersonRow],
    written: &[PersonId],
) -> Result<(), Failure> {
    let before: HashMap<PersonId, &PersonRow> = rows.iter().map(|row| (row.id, row)).collect();
    let now = people::of_ids(tx, written)?;
    let entry = |row: &PersonRow| Entry {
        person: row.id,
        before: before.get(&row.id).map(|row| Standing::from(*row)),
        after: Standing::from(row),
    };
    queries::keep(tx, import, &now.iter().map(entry).collect::<Vec<_>>())
}

/// Each morning: what can't be undone any more is forgotten.
pub(crate) fn forget(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    queries::forget(tx)?;
    Ok(())
}

/// Until when it can be undone; 409 unless it can be now.
fn open_until(import: &ImportRowKept) -> Result<DateTime<Utc>, Failure> {
    let why = match import.undo_until() {
        None => "this import wasn't applied",
        Some(_) if import.undone_at.is_some() => "this import was undone",
        Some(until) if until <= Utc::now() => "an import can be undone for 24 hours",
        Some(until) => return Ok(until),
    };
    Err(Problem::new(Code::Conflict).because(why).into())
}

fn plan(tx: &mut TenantTx<'_>, entries: &[Entry]) -> Result<Planned, Failure> {
    let rows = people::everybody(tx, &PeopleFilter::default(), None)?;
    let teams: HashMap<TeamId, String> = teams::by_name(tx)?.into_iter().map(|(name, id)| (id, name)).collect();
    let standings: Vec<(PersonId, Standing)> = rows.iter().map(|row| (row.id, Standing::from(row))).collect();
    let present = Present { people: &standings, teams: &teams, actor: tx.actor.person };
    let undone = planning::undo(entries, &present);
    Ok(Planned { undone, rows, teams })
}

/// What follows from undoing it now.
struct Planned {
    undone: Vec<Undone>,
    /// People as they are.
    rows: Vec<PersonRow>,
    teams: HashMap<TeamId, String>,
}

impl Planned {
    fn shown(&self, import: &ImportRowKept, until: DateTime<Utc>) -> Result<ImportUndo, Failure> {
        Ok(ImportUndo {
            until,
            put_back: self.of(UndoOutcome::PutBack).len(),
            leave: self.of(UndoOutcome::Leaves).len(),
            refused: self.of(UndoOutcome::Refused).len(),
            rows: self.undone.iter().take(SHOWN).map(|undone| undone.row.clone()).collect(),
            fingerprint: self.fingerprint(import.id)?,
            version: import.version,
        })
    }

    /// Names this very plan.
    fn fingerprint(&self, id: ImportId) -> Result<String, Failure> {
        let mut hash = Sha256::new().chain_update(id.0);
        for undone in &self.undone {
            hash.update(serde_json::to_vec(&undone.row).map_err(Failure::fault)?);
        }
        Ok(URL_SAFE_NO_PAD.encode(hash.finalize()))
    }

    /// Who lost their role while this waited for others doesn't undo it any more.
    fn may_still(&self, actor: PersonId) -> Result<(), Failure> {
        let now = self.rows.iter().find(|row| row.id == actor && row.status == PersonStatus::Active);
        let may = now.is_some_and(|row| can(row.role, &MANAGE, Relation::Organisation));
        if may { Ok(()) } else { Err(Code::Forbidden.into()) }
    }

    /// Only what was looked at is done, and whoever is refused is passed over only if somebody said so.
    fn check(&self, import: &ImportRowKept, confirmed: &ImportUndoConfirmation) -> Result<(), Failure> {
        if self.fingerprint(import.id)? != confirmed.fingerprint {
            return Err(Problem::new(Code::Conflict).because("people changed since you looked: look again").into());
        }
        if !confirmed.skip_refused && !self.of(UndoOutcome::Refused).is_empty() {
            return Err(Failure::field("skip_refused", "rows_refused"));
        }
        Ok(())
    }

    /// Whom it does this with.
    fn of(&self, outcome: UndoOutcome) -> Vec<PersonId> {
        let these = self.undone.iter().filter(|undone| undone.row.outcome == outcome);
        these.map(|undone| undone.row.person.id).collect()
    }

    /// Who isn't here any more afterwards: whom it brought in, and whom it had taken back.
    fn leavers(&self) -> Vec<PersonId> {
        let leaves = |undone: &&Undone| {
            let gone = undone.target.as_ref().is_some_and(|target| target.status == PersonStatus::Deactivated);
            gone && undone.row.changes.iter().any(|change| change.field == ImportField::Status)
        };
        self.undone.iter().filter(leaves).map(|undone| undone.row.person.id).collect()
    }

    fn written(&self) -> Vec<PersonId> {
        [self.of(UndoOutcome::PutBack), self.of(UndoOutcome::Leaves)].concat()
    }

    fn done(&self) -> Done {
        Done { put_back: self.of(UndoOutcome::PutBack), left: self.of(UndoOutcome::Leaves) }
    }

    /// Who everybody reports to now.
    fn managers(&self) -> HashMap<PersonId, PersonId> {
        self.rows.iter().filter_map(|row| Some((row.id, row.manager_id?))).collect()
    }

    fn teams_by_name(&self) -> HashMap<String, TeamId> {
        self.teams.iter().map(|(id, name)| (name.to_lowercase(), *id)).collect()
    }

    fn records(&self) -> Vec<Record> {
        self.undone
            .iter()
            .filter_map(|undone| Some(self.record(undone.row.person.id, undone.target.clone()?)))
            .collect()
    }

    fn record(&self, person: PersonId, target: Standing) -> Record {
        Record {
            person: Some(person),
            name: target.name,
            email: target.email,
            external_id: target.external_id,
            job_title: target.job_title,
            team: target.team.and_then(|team| self.teams.get(&team).cloned()),
            manager: target.manager.map(Superior::Known),
            role: target.role,
            status: target.status,
            start_date: target.start_date,
        }
    }
}

/// Whom an undoing touched, for the audit log.
#[derive(Serialize)]
struct Done {
    put_back: Vec<PersonId>,
    left: Vec<PersonId>,
}

impl From<&PersonRow> for Standing {
    fn from(row: &PersonRow) -> Self {
        Self {
            name: row.name.clone(),
            email: row.email.clone(),
            external_id: row.external_id.clone(),
            job_title: row.job_title.clone(),
            team: row.team_id,
            manager: row.manager_id,
            role: row.role,
            status: row.status,
            start_date: row.start_date,
        }
    }
}
