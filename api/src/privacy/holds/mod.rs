//! Legal holds: nothing about somebody, or of the whole organisation, is deleted until it is lifted. Rules pass what is held over
//! (`retention/due.sql`), nobody who is held is erased, nor whoever has notes about them, and an organisation with a hold
//! doesn't close: that it was to is taken back, or it would be gone the moment the hold is lifted.

mod queries;

use serde_json::json;
use shared::{
    access::Relation,
    privacy::{LegalHolds, LiftLegalHold, ListLegalHolds, PlaceLegalHold},
    problem::Code,
    wire::{LegalHoldId, PersonId},
};

use super::closing;
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
};

pub(super) fn list(_: &Ask<ListLegalHolds>, tx: &mut TenantTx<'_>) -> Answered<ListLegalHolds> {
    Ok(Reply::new(LegalHolds { items: queries::all(tx)? }))
}

pub(super) fn place(ask: &Ask<PlaceLegalHold>, tx: &mut TenantTx<'_>) -> Answered<PlaceLegalHold> {
    ask.require(tx, Relation::Organisation)?;
    if queries::is_closing(tx)? {
        closing::take_back(tx, &ask.origin)?;
    }
    let person = ask.body.person_id;
    if let Some(person) = person {
        match queries::is_erased(tx, person)? {
            None => return Err(Failure::field("person_id", "unknown")),
            Some(true) => return Err(Failure::field("person_id", "erased")),
            Some(false) => {}
        }
    }
    let id = queries::place(tx, person, ask.body.reason.trim())?;
    note(tx, ["people.hold_placed", "organisations.hold_placed"], person, id)?;
    Ok(Reply::new(LegalHolds { items: queries::all(tx)? }))
}

pub(super) fn lift(ask: &Ask<LiftLegalHold>, tx: &mut TenantTx<'_>) -> Answered<LiftLegalHold> {
    ask.require(tx, Relation::Organisation)?;
    let id = ask.params.id;
    let (person, lifted) = queries::hold(tx, id)?.ok_or(Code::NotFound)?;
    if lifted {
        return Err(Failure::field("lifted", "not_allowed_now"));
    }
    queries::lift(tx, id, ask.body.reason.trim())?;
    note(tx, ["people.hold_lifted", "organisations.hold_lifted"], person, id)?;
    Ok(Reply::new(LegalHolds { items: queries::all(tx)? }))
}

/// The reason is in the row alone: the log can't forget, and reasons name people.
fn note(
    tx: &mut TenantTx<'_>,
    [of_person, of_organisation]: [&'static str; 2],
    person: Option<PersonId>,
    id: LegalHoldId,
) -> Result<(), Failure> {
    let event = match person {
        Some(person) => Event::new(of_person, person),
        None => Event::new(of_organisation, tx.actor.org),
    };
    tx.note(event.after(&json!({ "hold_id": id })))?;
    Ok(())
}

/// Why somebody may not be erased, if they mayn't: with them goes what they wrote about whoever is held, too.
pub(super) fn on(tx: &mut TenantTx<'_>, person: PersonId) -> Result<Option<String>, Failure> {
    Ok(queries::on(tx, person)?)
}

/// From here to the end of the transaction no hold is placed: what deletes looks for holds after it.
pub(super) fn settle(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    queries::settle(tx)?;
    Ok(())
}

/// Whether there is a hold on anybody, or on the organisation.
pub(super) fn any(tx: &mut TenantTx<'_>) -> Result<bool, Failure> {
    Ok(queries::any(tx)?)
}
