//! Taking back what was given to somebody by mistake, before they have answered it (`workflows.md` 2.2). It is given to them
//! again by hand.

mod queries;

use shared::{
    notifications::NoticeKind,
    people::PersonRef,
    problem::{Code, Problem},
    reviews::{PacketState, ReviewStage, ReviewWithdrawn, WithdrawReviewPacket},
};

use super::{current, rows::PacketRow};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure},
    notifications,
    reviews::cycles::queries::held_stage,
};

pub(in crate::reviews) fn withdraw(
    ask: &Ask<WithdrawReviewPacket>,
    tx: &mut TenantTx<'_>,
) -> Answered<WithdrawReviewPacket> {
    // The cycle before the packet, as when it is released.
    let cycle = ask.read::<PacketRow>(tx, ask.params.id)?.cycle_id;
    held_stage(tx, cycle)?;
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    refuse_unless_withdrawable(&packet)?;
    queries::withdraw(tx, &packet, ask.body.reason.trim())?;
    let concerned: Vec<_> = packet.manager_id.into_iter().chain([packet.subject_id]).collect();
    notifications::tell(tx, NoticeKind::ReviewWithdrawn, packet.id, &concerned)?;
    tx.note(Event::new("review_packets.withdrawn", packet.id).after(&ask.body))?;
    current(tx, packet.id)
}

fn refuse_unless_withdrawable(packet: &PacketRow) -> Result<(), Failure> {
    let why = match (packet.state, packet.stage) {
        (PacketState::Released, ReviewStage::Sharing) => return Ok(()),
        (PacketState::Released, _) => {
            "the cycle isn't shared any more: it stays as it is, and corrections are added to it"
        }
        (PacketState::Acknowledged, _) => {
            "the person has answered it: it stays as it is, and corrections are added to it"
        }
        (PacketState::Collecting, _) => "it isn't released",
    };
    Err(Problem::new(Code::Conflict).because(why).into())
}

/// That it was taken back, as long as it isn't given again.
pub(super) fn shown(tx: &mut TenantTx<'_>, packet: &PacketRow) -> Result<Option<ReviewWithdrawn>, Failure> {
    let since_sharing = matches!(packet.stage, ReviewStage::Sharing | ReviewStage::Closed);
    if packet.state != PacketState::Collecting || !since_sharing {
        return Ok(None);
    }
    let last = queries::last(tx, packet.id)?;
    Ok(last.map(|row| ReviewWithdrawn {
        at: row.withdrawn_at,
        by: PersonRef { id: row.by_id, name: row.by_name },
        reason: row.reason,
    }))
}
