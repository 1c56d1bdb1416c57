//! What was signed stays as it is: corrections are added to it (`workflows.md` 2.2), and never changed or removed.

mod queries;

use shared::{
    access::can,
    notifications::NoticeKind,
    people::PersonRef,
    problem::{Code, Problem},
    reviews::{ADDEND, AddReviewAddendum, MOST_ADDENDA, PacketState, ReviewAddendum, ReviewStage},
};

use super::{current, rows::PacketRow};
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure},
    notifications,
};

pub(in crate::reviews) fn add(ask: &Ask<AddReviewAddendum>, tx: &mut TenantTx<'_>) -> Answered<AddReviewAddendum> {
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    if !is_signed(&packet) {
        let why = "it isn't signed: what is to be said stands in the summary";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    if queries::of_packet(tx, packet.id)?.len() >= MOST_ADDENDA {
        return Err(Problem::new(Code::Conflict).because("as much as there may be was added to it").into());
    }
    queries::add(tx, &packet, ask.body.body.trim())?;
    let concerned: Vec<_> = packet.manager_id.into_iter().chain([packet.subject_id]).collect();
    notifications::tell(tx, NoticeKind::ReviewAddendum, packet.id, &concerned)?;
    tx.note(Event::new("review_packets.addendum_added", packet.id).after(&ask.body))?;
    current(tx, packet.id)
}

/// Whether nothing of it changes any more: the person has answered, or their time to do so is over.
fn is_signed(packet: &PacketRow) -> bool {
    match packet.state {
        PacketState::Acknowledged => true,
        PacketState::Released => packet.stage == ReviewStage::Closed,
        PacketState::Collecting => false,
    }
}

/// What was added, first to last, and whether the actor may add to it.
pub(super) fn shown(tx: &mut TenantTx<'_>, packet: &PacketRow) -> Result<(Vec<ReviewAddendum>, bool), Failure> {
    if !is_signed(packet) {
        return Ok((Vec::new(), false));
    }
    let one = |row: queries::AddendumRow| ReviewAddendum {
        author: PersonRef { id: row.author_id, name: row.author_name },
        added_at: row.added_at,
        body: row.body,
    };
    let added: Vec<_> = queries::of_packet(tx, packet.id)?.into_iter().map(one).collect();
    let may = can(tx.actor.role, &ADDEND, packet.relation()) && added.len() < MOST_ADDENDA;
    Ok((added, may))
}
