//! People from a program, many at a time. Each row is done or refused by itself; sending the same again changes nothing.

use std::collections::{HashMap, HashSet};

use shared::{
    access::{Relation, Role},
    people::{
        DEACTIVATE, MANAGE, NewPerson, PersonChanges, PersonStatus, SentPerson, SyncPeople, Synced, SyncedPeople,
        SyncedRow, SyncedTotals, in_order,
    },
    wire::{Patch, PersonId, TeamId},
};

use super::{changes, queries, routes::lets_somebody_in, rows::PersonRow, writes};
use crate::{
    audit::Event,
    config::Origin,
    db::{Changeable, TenantTx},
    http::{Answered, Ask, Failure, Reply},
    teams,
};

pub(super) fn sync(ask: &Ask<SyncPeople>, tx: &mut TenantTx<'_>) -> Answered<SyncPeople> {
    ask.require(tx, Relation::Organisation)?;
    changes::hold_all(tx)?;
    let sent = &ask.body.people;
    let mut place = Place::of(tx, &ask.origin, sent)?;
    let mut done: Vec<(usize, SyncedRow)> = Vec::with_capacity(sent.len());
    let mut seen = HashSet::new();
    for (at, person) in in_order(sent).into_iter().filter_map(|at| Some((at, sent.get(at)?))) {
        let id = person.external_id.trim();
        let is_first = seen.insert(id);
        let row = tx
            .attempt(|tx| if is_first { place.take(tx, person) } else { Err(Failure::field("external_id", "taken")) });
        done.push((at, place.answer(id, row)?));
    }
    done.sort_unstable_by_key(|(at, _)| *at);
    let rows: Vec<SyncedRow> = done.into_iter().map(|(_, row)| row).collect();
    let counts = counts(&rows);
    tx.note(Event::general("people.synced").after(&counts))?;
    Ok(Reply::new(SyncedPeople { counts, rows }))
}

fn counts(rows: &[SyncedRow]) -> SyncedTotals {
    let count = |synced: Option<Synced>| rows.iter().filter(|row| row.synced == synced).count();
    SyncedTotals {
        created: count(Some(Synced::Created)),
        updated: count(Some(Synced::Updated)),
        unchanged: count(Some(Synced::Unchanged)),
        refused: count(None),
    }
}

/// Who and what is there already.
struct Place<'a> {
    origin: &'a Origin,
    known: HashMap<String, PersonId>,
    teams: HashMap<String, TeamId>,
}

impl<'a> Place<'a> {
    /// Holds whoever is meant, before anything is noted: whoever holds the log waits for nobody.
    fn of(tx: &mut TenantTx<'_>, origin: &'a Origin, sent: &[SentPerson]) -> Result<Self, Failure> {
        let ids = sent.iter().map(|person| person.external_id.trim());
        let managers = sent.iter().filter_map(|person| person.manager_external_id.set()).map(|id| id.trim());
        let known = queries::by_external_id(tx, ids.chain(managers).collect())?;
        writes::hold_rows(tx, &known.values().copied().collect::<Vec<_>>())?;
        Ok(Self { origin, known, teams: teams::by_name(tx)?.into_iter().collect() })
    }

    /// What became of a row. A fault is everybody's.
    fn answer(&mut self, id: &str, row: Result<(PersonId, Synced), Failure>) -> Result<SyncedRow, Failure> {
        let external_id = id.to_owned();
        match row {
            Ok((person, synced)) => {
                self.known.insert(external_id.clone(), person);
                Ok(SyncedRow { external_id, person_id: Some(person), synced: Some(synced), problem: None })
            }
            Err(Failure::Problem(problem, None)) => {
                let person_id = self.known.get(id).copied();
                Ok(SyncedRow { external_id, person_id, synced: None, problem: Some(*problem) })
            }
            // Whoever is to come again comes with all of it.
            Err(failure) => Err(failure),
        }
    }

    fn take(&self, tx: &mut TenantTx<'_>, sent: &SentPerson) -> Result<(PersonId, Synced), Failure> {
        match self.known.get(sent.external_id.trim()) {
            Some(id) => self.change(tx, *id, sent),
            None => self.enter(tx, sent),
        }
    }

    fn enter(&self, tx: &mut TenantTx<'_>, sent: &SentPerson) -> Result<(PersonId, Synced), Failure> {
        let role = sent.role.unwrap_or(Role::Employee);
        if role != Role::Employee {
            tx.require_proof()?;
        }
        let stays = sent.active != Some(false);
        let new = NewPerson {
            name: sent.name.clone(),
            email: sent.email.clone(),
            job_title: sent.job_title.set().cloned(),
            role,
            team_id: self.team(sent)?.set().copied(),
            manager_id: self.manager(sent)?.set().copied(),
            start_date: sent.start_date.set().copied(),
            external_id: Some(sent.external_id.clone()),
            invite: sent.invite && stays,
        };
        let person = changes::create(tx, self.origin, &new)?;
        if !stays {
            leave(tx, person.id)?;
        }
        Ok((person.id, Synced::Created))
    }

    fn change(&self, tx: &mut TenantTx<'_>, id: PersonId, sent: &SentPerson) -> Result<(PersonId, Synced), Failure> {
        let before = Changeable::<PersonRow>::change(tx, id, &MANAGE, None)?;
        let is_here = before.status != PersonStatus::Deactivated;
        let turns = sent.active.is_some_and(|active| active != is_here);
        if turns && is_here {
            leave(tx, id)?;
        } else if turns {
            come_back(tx, id)?;
        }
        let changes = self.changes(&before, sent)?;
        let is_changed = !is_nothing(&changes);
        if is_changed {
            if lets_somebody_in(&before, &changes) {
                tx.require_proof()?;
            }
            changes::edit(tx, &before, &changes)?;
        }
        Ok((id, if turns || is_changed { Synced::Updated } else { Synced::Unchanged }))
    }

    /// What differs from what is there.
    fn changes(&self, now: &PersonRow, sent: &SentPerson) -> Result<PersonChanges, Failure> {
        let (name, email) = (sent.name.trim(), sent.email.trim());
        Ok(PersonChanges {
            name: (name != now.name).then(|| name.to_owned()),
            email: (email != now.email).then(|| email.to_owned()),
            job_title: differing(now.job_title.as_ref(), &trimmed(&sent.job_title)),
            role: sent.role.filter(|role| *role != now.role),
            team_id: differing(now.team_id.as_ref(), &self.team(sent)?),
            manager_id: differing(now.manager_id.as_ref(), &self.manager(sent)?),
            start_date: differing(now.start_date.as_ref(), &sent.start_date),
            external_id: Patch::Keep,
        })
    }

    fn team(&self, sent: &SentPerson) -> Result<Patch<TeamId>, Failure> {
        let find =
            |name: &String| self.teams.get(name.trim()).copied().ok_or_else(|| Failure::field("team", "unknown"));
        named(&sent.team, find)
    }

    fn manager(&self, sent: &SentPerson) -> Result<Patch<PersonId>, Failure> {
        let unknown = || Failure::field("manager_external_id", "unknown");
        named(&sent.manager_external_id, |id| self.known.get(id.trim()).copied().ok_or_else(unknown))
    }
}

fn named<T>(asked: &Patch<String>, find: impl FnOnce(&String) -> Result<T, Failure>) -> Result<Patch<T>, Failure> {
    match asked {
        Patch::Keep => Ok(Patch::Keep),
        Patch::Clear => Ok(Patch::Clear),
        Patch::Set(name) => find(name).map(Patch::Set),
    }
}

fn trimmed(asked: &Patch<String>) -> Patch<String> {
    match asked {
        Patch::Keep => Patch::Keep,
        Patch::Clear => Patch::Clear,
        Patch::Set(text) => Patch::Set(text.trim().to_owned()),
    }
}

fn differing<T: PartialEq + Clone>(now: Option<&T>, asked: &Patch<T>) -> Patch<T> {
    match asked {
        Patch::Clear if now.is_some() => Patch::Clear,
        Patch::Set(value) if now != Some(value) => Patch::Set(value.clone()),
        _ => Patch::Keep,
    }
}

fn is_nothing(changes: &PersonChanges) -> bool {
    let PersonChanges { name, email, job_title, role, team_id, manager_id, start_date, external_id } = changes;
    name.is_none()
        && email.is_none()
        && role.is_none()
        && job_title.is_keep()
        && team_id.is_keep()
        && manager_id.is_keep()
        && start_date.is_keep()
        && external_id.is_keep()
}

fn leave(tx: &mut TenantTx<'_>, id: PersonId) -> Result<(), Failure> {
    let before = Changeable::<PersonRow>::change(tx, id, &DEACTIVATE, None)?;
    changes::deactivate(tx, &before)?;
    Ok(())
}

fn come_back(tx: &mut TenantTx<'_>, id: PersonId) -> Result<(), Failure> {
    let before = Changeable::<PersonRow>::change(tx, id, &DEACTIVATE, None)?;
    if before.role != Role::Employee {
        tx.require_proof()?;
    }
    changes::reactivate(tx, &before)?;
    Ok(())
}
