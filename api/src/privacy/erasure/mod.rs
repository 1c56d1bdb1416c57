//! Erasing somebody who has left: who they were and what was theirs alone goes, for good. What they are to others stays
//! under a pseudonym, so that numbers keep adding up and others' words keep their place.

mod queries;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::{
    people::PersonStatus,
    privacy::{ErasePerson, ErasurePreview, PreviewErasure},
    problem::Code,
    wire::{PersonId, id::OrganisationId},
};

use super::holds;
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    people::PersonRow,
};

/// That somebody was erased, without who they were: what is kept outside of backups, to erase them again in one that is
/// restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    /// Where.
    pub org_id: OrganisationId,
    /// Who: an id that names nobody any more.
    pub person_id: PersonId,
    /// The number in their pseudonym.
    pub number: i32,
    /// When.
    pub erased_at: DateTime<Utc>,
    /// By whom.
    pub erased_by: Option<PersonId>,
}

pub(super) fn preview(ask: &Ask<PreviewErasure>, tx: &mut TenantTx<'_>) -> Answered<PreviewErasure> {
    let person = ask.read::<PersonRow>(tx, ask.params.id)?;
    let (goes, stays) = queries::kept(tx, person.id)?.into_iter().partition(|kept| kept.kind.goes());
    let possible = person.status == PersonStatus::Deactivated;
    let (hold, erased) = (holds::on(tx, person.id)?, queries::erasure(tx, person.id)?);
    Ok(Reply::new(ErasurePreview { name: person.name.clone(), possible, goes, stays, hold, erased }))
}

pub(super) fn erase(ask: &Ask<ErasePerson>, tx: &mut TenantTx<'_>) -> Answered<ErasePerson> {
    // Before the person, as whoever places a hold takes them.
    holds::settle(tx)?;
    let person = ask.change::<PersonRow>(tx, ask.params.id)?;
    if person.status != PersonStatus::Deactivated {
        return Err(Failure::field("status", "not_deactivated"));
    }
    if ask.body.name.trim() != person.name {
        return Err(Failure::field("name", "not_the_name"));
    }
    if holds::on(tx, person.id)?.is_some() {
        return Err(Failure::field("name", "held"));
    }
    erase_person(tx, person.id, None)?;
    Ok(Reply::new(queries::erasure(tx, person.id)?.ok_or(Code::NotFound)?))
}

/// Erases a person who has left, once more if they were erased before; whether there is one. `known` is what another copy of
/// the database remembers of it: whoever is there again in this one is erased as well.
pub(super) fn erase_person(
    tx: &mut TenantTx<'_>,
    person: PersonId,
    known: Option<&Tombstone>,
) -> Result<bool, Failure> {
    let Some((role, status)) = queries::hold(tx, person)? else { return Ok(false) };
    let is_there = status != PersonStatus::Deactivated;
    // Whoever has come back since they were looked for isn't erased.
    if is_there && known.is_none() {
        return Ok(false);
    }
    let number = queries::remember(tx, person, known)?;
    if is_there {
        queries::deactivate(tx, person)?;
    }
    let pseudonym = format!("Former colleague {number}");
    tx.as_themselves((person, role), |tx| queries::take_away(tx, person, &pseudonym))?;
    tx.note(Event::new("people.erased", person).after(&json!({ "number": number })))?;
    Ok(true)
}

/// Everybody of an organisation who was erased.
pub(super) fn tombstones(tx: &mut TenantTx<'_>) -> Result<Vec<Tombstone>, Failure> {
    Ok(queries::all(tx)?)
}
