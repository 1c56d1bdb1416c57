//! What somebody doesn't get, and why; and giving it to all the others at once.

mod queries;

use shared::{
    access::{Relation, Role},
    notifications::NoticeKind,
    people::PersonRef,
    problem::{Code, Problem},
    reviews::{PacketState, ReleaseReviewPackets, ReviewStage, ReviewWithheld, ReviewsReleased, WithholdReviewPacket},
};

use super::{by_itself, current, rows::PacketRow};
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply},
    notifications,
    reviews::cycles::{queries::held_stage, rows::CycleRow},
};

pub(in crate::reviews) fn withhold(
    ask: &Ask<WithholdReviewPacket>,
    tx: &mut TenantTx<'_>,
) -> Answered<WithholdReviewPacket> {
    // The cycle before the packet, as whatever moves it holds them.
    let cycle = ask.read::<PacketRow>(tx, ask.params.id)?.cycle_id;
    held_stage(tx, cycle)?;
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    if packet.stage != ReviewStage::Sharing {
        let why = format!("the cycle is {}: nothing is released now, so there is nothing to withhold", packet.stage);
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    if packet.state != PacketState::Collecting {
        return Err(Problem::new(Code::Conflict).because("the person has it already").into());
    }
    if queries::withhold(tx, &packet, ask.body.reason.trim())? == 0 {
        return Err(Problem::new(Code::Conflict).because("it is withheld already").into());
    }
    let concerned: Vec<_> = packet.manager_id.into_iter().chain([packet.subject_id]).collect();
    notifications::tell(tx, NoticeKind::ReviewWithheld, packet.id, &concerned)?;
    tx.note(Event::new("review_packets.withheld", packet.id).after(&ask.body))?;
    current(tx, packet.id)
}

pub(in crate::reviews) fn release_all(
    ask: &Ask<ReleaseReviewPackets>,
    tx: &mut TenantTx<'_>,
) -> Answered<ReleaseReviewPackets> {
    // Held: nobody opens a review again meanwhile.
    let cycle = ask.change_any_version::<CycleRow>(tx, ask.params.id)?;
    if cycle.stage != ReviewStage::Sharing {
        let why = format!("the cycle is {}: nothing is released now", cycle.stage);
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    let count = by_itself::release_by_hand(tx, cycle.id)?;
    Ok(Reply::new(ReviewsReleased { count }))
}

/// That it is withheld; why is for those who lead the person and for Admins. Whoever was given sight learns nothing of it.
pub(super) fn shown(tx: &mut TenantTx<'_>, packet: &PacketRow) -> Result<Option<ReviewWithheld>, Failure> {
    if packet.state != PacketState::Collecting || matches!(packet.relation(), Relation::Shared(_)) {
        return Ok(None);
    }
    let knows_why = packet.relation() != Relation::Own;
    let one = |it: queries::Withheld| ReviewWithheld {
        since: it.withheld_at,
        by: knows_why.then_some(PersonRef { id: it.by_id, name: it.by_name }),
        reason: if knows_why { it.reason } else { String::new() },
    };
    Ok(queries::of(tx, packet.id)?.map(one))
}

/// Whether it is withheld: then it is for Admins to give.
pub(super) fn refuse_unless_admins(tx: &mut TenantTx<'_>, packet: &PacketRow) -> Result<bool, Failure> {
    let withheld = packet.state == PacketState::Collecting && queries::of(tx, packet.id)?.is_some();
    if withheld && tx.actor.role != Role::Admin {
        let why = "an Admin withholds it: it is for Admins to give";
        return Err(Problem::new(Code::Forbidden).because(why).into());
    }
    Ok(withheld)
}
