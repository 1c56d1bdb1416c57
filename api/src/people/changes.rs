//! What is done to one person, whoever asks for it: a page, a batch, or the organisation's own directory. Who may, and with
//! which proof, the caller sees to.

use shared::{
    notifications::NoticeKind,
    people::{Deactivation, NewPerson, Person, PersonChanges},
    problem::Code,
    wire::PersonId,
};

use super::{
    leaving::{Leaving, end_reviews},
    moving::{Move, Moving},
    rows::PersonRow,
    writes,
};
use crate::{
    accounts,
    audit::Event,
    config::Origin,
    db::{Changeable, Resource, TenantTx},
    http::Failure,
    notifications::tell,
};

/// Enters somebody, and invites them if that is asked for.
pub(crate) fn create(tx: &mut TenantTx<'_>, origin: &Origin, new: &NewPerson) -> Result<Person, Failure> {
    let id = writes::insert(tx, new)?;
    let person = current(tx, id)?;
    tx.note(Event::new("people.created", id).after(&person))?;
    tell_of_manager(tx, &person)?;
    if !new.invite {
        return Ok(person);
    }
    accounts::invite(tx, origin, id)?;
    current(tx, id)
}

/// Changes somebody. What the change needs to hold of the organisation is held already ([`writes::hold_for`]).
pub(crate) fn edit(
    tx: &mut TenantTx<'_>,
    before: &Changeable<PersonRow>,
    changes: &PersonChanges,
) -> Result<Person, Failure> {
    let to = changes.manager_id.apply(before.manager_id);
    let moving = Moving::of(tx, vec![Move { person: before.id, from: before.manager_id, to }])?;
    writes::update_person(tx, before, changes)?;
    let person = noted(tx, "people.edited", before)?;
    if person.details.as_ref().is_some_and(|details| details.role != before.role) {
        tell(tx, NoticeKind::RoleChanged, person.id, &[person.id])?;
    }
    let manager = person.manager.as_ref().map(|manager| manager.id);
    if manager != before.manager_id {
        tell_of_manager(tx, &person)?;
    }
    moving.carry_out(tx)?;
    Ok(person)
}

/// Takes somebody's access away, and passes on what they had in hand. Who is an Admin is held already
/// ([`writes::hold_admins`]).
pub(crate) fn deactivate(tx: &mut TenantTx<'_>, before: &Changeable<PersonRow>) -> Result<Person, Failure> {
    deactivate_with(tx, before, None)
}

/// The same; what is gathered about them ends if that is asked for. Then the cycles are held already
/// ([`super::leaving::hold_reviews`]).
pub(super) fn deactivate_with(
    tx: &mut TenantTx<'_>,
    before: &Changeable<PersonRow>,
    asked: Option<&Deactivation>,
) -> Result<Person, Failure> {
    let leaving = Leaving::of(tx, vec![before.id])?;
    writes::deactivate(tx, before)?;
    leaving.close_requests(tx)?;
    let ended = match asked {
        Some(asked) => end_reviews(tx, before.id, asked.reviews, &asked.reason)?,
        None => Vec::new(),
    };
    let person = noted(tx, "people.deactivated", before)?;
    leaving.hand_over(tx)?;
    tx.note_all(&ended)?;
    Ok(person)
}

/// Lets somebody back in.
pub(crate) fn reactivate(tx: &mut TenantTx<'_>, before: &Changeable<PersonRow>) -> Result<Person, Failure> {
    writes::reactivate(tx, before)?;
    noted(tx, "people.reactivated", before)
}

/// Holds whatever of the organisation any of these may need, before a row is: see [`writes::hold_for`].
pub(crate) fn hold_all(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    writes::hold_admins(tx)?;
    writes::hold_tree(tx)
}

/// Each of the two learns that one reports to the other now.
fn tell_of_manager(tx: &mut TenantTx<'_>, person: &Person) -> Result<(), Failure> {
    let Some(manager) = person.manager.as_ref().map(|manager| manager.id) else {
        return Ok(());
    };
    tell(tx, NoticeKind::ReportGained, person.id, &[manager])?;
    tell(tx, NoticeKind::ManagerChanged, manager, &[person.id])
}

/// The person as they are now, after noting what they were.
fn noted(tx: &mut TenantTx<'_>, kind: &'static str, before: &PersonRow) -> Result<Person, Failure> {
    let person = current(tx, before.id)?;
    let before = before.clone().seen_by(tx.actor.role);
    tx.note(Event::new(kind, person.id).before(&before).after(&person))?;
    Ok(person)
}

fn current(tx: &mut TenantTx<'_>, id: PersonId) -> Result<Person, Failure> {
    let row = PersonRow::find(tx, id)?.ok_or(Code::NotFound)?;
    Ok(row.seen_by(tx.actor.role))
}
