//! What somebody wrote who led a person before (`workflows.md` 2.4): whoever leads them now reads it once they have written
//! themselves, or at once where an Admin says so.

mod queries;

use serde_json::json;
use shared::{
    access::{Relation, can},
    notifications::NoticeKind,
    problem::{Code, Problem},
    reviews::{FormerReview, PASS_ON, PassFormerReviewOn, ReviewStage},
};

use super::{current, queries::Terms, rows::PacketRow};
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure},
    notifications,
    reviews::cycles::queries::held_stage,
};

pub(in crate::reviews) fn pass_on(
    ask: &Ask<PassFormerReviewOn>,
    tx: &mut TenantTx<'_>,
) -> Answered<PassFormerReviewOn> {
    // The cycle, the review, then the packet, as when its author hands it in.
    let cycle = ask.read::<PacketRow>(tx, ask.params.id)?.cycle_id;
    let stage = held_stage(tx, cycle)?;
    queries::lock(tx, ask.params.review_id)?;
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    refuse_unless_others_wait(tx, &packet, stage)?;
    let found = queries::of(tx, packet.id)?.into_iter().find(|it| it.id == ask.params.review_id);
    let former = found.ok_or(Code::NotFound)?;
    queries::pass_on(tx, former.id)?;
    let now: Vec<_> = packet.manager_id.filter(|_| !former.passed_on).into_iter().collect();
    notifications::tell(tx, NoticeKind::ReviewPassedOn, packet.id, &now)?;
    notifications::changed(tx, packet.id)?;
    let what = json!({ "review_id": former.id, "author_id": former.author.id, "to": packet.manager_id });
    tx.note(Event::new("review_packets.passed_on", packet.id).after(&what))?;
    current(tx, packet.id)
}

fn refuse_unless_others_wait(tx: &TenantTx<'_>, packet: &PacketRow, stage: ReviewStage) -> Result<(), Failure> {
    if leads(tx, packet) {
        return Err(Code::Forbidden.into());
    }
    if stage != ReviewStage::Writing {
        let why = format!("the cycle is {stage}: only while reviews are written has anybody to wait for it");
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    Ok(())
}

/// Whether the actor leads the person now: nobody lets themselves read before they have written.
fn leads(tx: &TenantTx<'_>, packet: &PacketRow) -> bool {
    packet.manager_id == Some(tx.actor.person)
}

/// Those of a packet, for Admins, while reviews are written.
pub(super) fn shown(tx: &mut TenantTx<'_>, packet: &PacketRow, terms: &Terms) -> Result<Vec<FormerReview>, Failure> {
    let may = can(tx.actor.role, &PASS_ON, packet.relation()) && !leads(tx, packet);
    if terms.stage != ReviewStage::Writing || !may {
        return Ok(Vec::new());
    }
    Ok(queries::of(tx, packet.id)?)
}

/// Whether the actor leads the person now and has still to write: of others' words they read those alone that were passed on.
pub(super) fn waits(tx: &TenantTx<'_>, packet: &PacketRow, owes: bool) -> bool {
    owes && packet.relation() == Relation::Report && leads(tx, packet)
}
