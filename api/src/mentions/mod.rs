//! Naming people in a text that several read. The text refers to them by id (`shared::mentions`); whoever is named has to
//! be found by the writer, and hears of it only as somebody who sees what the text is about.

use shared::{mentions::mentioned, people::PersonRef, wire::PersonId};

use crate::{
    db::{Resource, TenantTx},
    http::Failure,
    people,
};

/// Whom a text names, in order; refused at `field` if the actor doesn't find one of them.
pub(crate) fn named(tx: &mut TenantTx<'_>, field: &str, text: &str) -> Result<Vec<PersonRef>, Failure> {
    let ids = mentioned(text);
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = people::of_ids(tx, &ids)?;
    let person = |id: &PersonId| {
        let row = found.iter().find(|row| row.id == *id)?;
        Some(PersonRef { id: row.id, name: row.name.clone() })
    };
    ids.iter().map(|id| person(id).ok_or_else(|| Failure::field(field, "unknown_person"))).collect()
}

/// Who of them may see a thing, by the very view they would see it through.
pub(crate) fn who_sees<R: Resource>(
    tx: &mut TenantTx<'_>,
    id: R::Id,
    people: &[PersonId],
) -> Result<Vec<PersonId>, Failure> {
    let mut seeing = Vec::new();
    for person in people {
        let seen = tx.as_seen_by(*person, |tx| Ok(R::find(tx, id)?.is_some()))?;
        seeing.extend(Some(*person).filter(|_| seen == Some(true)));
    }
    Ok(seeing)
}

/// Whom a text about a thing names, all of whom see it; refused at `field` if one isn't found or doesn't.
pub(crate) fn named_who_see<R: Resource>(
    tx: &mut TenantTx<'_>,
    id: R::Id,
    field: &str,
    text: &str,
) -> Result<Vec<PersonId>, Failure> {
    let ids: Vec<_> = named(tx, field, text)?.into_iter().map(|person| person.id).collect();
    let seeing = who_sees::<R>(tx, id, &ids)?;
    if seeing.len() == ids.len() { Ok(ids) } else { Err(Failure::field(field, "does_not_see_it")) }
}
