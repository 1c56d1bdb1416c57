//! Exactly who reads a packet, or one review of it, each as far as it is for them: [`shared::reviews::rules::reading`]
//! decides, as when they read it.

use shared::{
    access::{Relation, Role, ShareLevel},
    readers::{Matter, RecordBecause, RecordReaders, RecordSight},
    reviews::{
        ListReviewPacketReaders, PacketState, ReviewForm, ReviewRelation, VIEW,
        rules::reading::{Stands, sight},
    },
    wire::{PersonId, ReviewCycleId},
};

use super::{
    queries::{self, Terms},
    reading::hiding,
    rows::PacketRow,
};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    readers::{self, Record},
    reviews::{cycles::queries::form, viewers},
};

/// How whoever was given sight of a packet stands to it.
const GIVEN: Relation = Relation::Shared(ShareLevel::View);

pub(in crate::reviews) fn of_packet(
    ask: &Ask<ListReviewPacketReaders>,
    tx: &mut TenantTx<'_>,
) -> Answered<ListReviewPacketReaders> {
    let packet = ask.read::<PacketRow>(tx, ask.params.id)?.into_inner();
    let (terms, form) = asked(tx, packet.cycle_id)?;
    let about = [packet.subject_id];
    let record = Record { matter: Matter::Packet, about: &about, author: None, permission: &VIEW };
    // Whoever may open it and finds nothing in it for them knows that it is there.
    let sees = |role, relation| {
        Some(part(role, relation, &terms, &form, ReviewRelation::ALL).unwrap_or(RecordSight::Presence))
    };
    let mut found = readers::of(tx, &record, sees)?;
    let sight = sees(Role::Employee, GIVEN);
    found.items.extend(viewers::readers(tx, packet.cycle_id, packet.subject_id, sight, &found.items)?);
    tell_what_waits(&mut found, packet.state != PacketState::Collecting);
    found.calibrates = terms.calibrates;
    Ok(Reply::new(found))
}

/// Who will read what somebody writes of one side.
pub(in crate::reviews) fn of_side(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    (author, subject): (PersonId, PersonId),
    side: ReviewRelation,
) -> Result<RecordReaders, Failure> {
    let (terms, form) = asked(tx, cycle)?;
    let about = [subject];
    let record = Record { matter: Matter::Packet, about: &about, author: Some(author), permission: &VIEW };
    let mut found = readers::of(tx, &record, |role, relation| part(role, relation, &terms, &form, &[side]))?;
    let sight = part(Role::Employee, GIVEN, &terms, &form, &[side]);
    found.items.extend(viewers::readers(tx, cycle, subject, sight, &found.items)?);
    tell_what_waits(&mut found, false);
    found.calibrates = terms.calibrates && side == ReviewRelation::Manager;
    Ok(found)
}

fn asked(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> Result<(Terms, ReviewForm), Failure> {
    let terms = queries::terms(tx, cycle)?;
    let (_, form) = form(tx, terms.template_id, terms.form_number)?;
    Ok((terms, form))
}

/// How much of what these sides answer is for somebody.
fn part(
    role: Role,
    relation: Relation,
    terms: &Terms,
    form: &ReviewForm,
    sides: &[ReviewRelation],
) -> Option<RecordSight> {
    let stands = Stands::of(relation);
    let is_admin = role == Role::Admin && stands != Stands::Subject;
    sight(stands, hiding(terms), is_admin, form, sides)
}

/// The person reads others' answers once they have the packet.
fn tell_what_waits(found: &mut RecordReaders, released: bool) {
    for reader in found.items.iter_mut().filter(|reader| reader.because == RecordBecause::Own) {
        reader.waits = !released;
    }
}
