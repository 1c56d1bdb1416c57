use shared::{
    access::Relation,
    openings::Opened,
    problem::Code,
    ratings::{FinalRating, FinalRatings, ListFinalRatings},
    wire::{Page, ReviewPacketId},
};

use super::queries;
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply, paging::List},
};

pub(super) fn list(ask: &Ask<ListFinalRatings>, tx: &mut TenantTx<'_>) -> Answered<ListFinalRatings> {
    ask.require(tx, Relation::Organisation)?;
    let (list, limit) = (List::new("final_ratings", &ask.params.id)?, ask.query.limit.unwrap_or_default());
    let after = list.position::<ReviewPacketId>(ask.query.cursor.as_deref())?;
    let cycle = queries::cycle(tx, ask.params.id)?.ok_or(Code::NotFound)?;
    let rows = queries::page(tx, ask.params.id, limit, after)?;
    let page: Page<FinalRating> = list.page(rows, limit, |row| row.packet_id, |row| row.shown(&cycle.scale))?;
    // Whoever takes out what came of a review has opened it.
    for one in page.items.iter().filter(|one| one.person_id != tx.actor.person) {
        ask.visits.note(&tx.actor, Opened::ReviewPacket, one.packet_id);
    }
    Ok(Reply::new(FinalRatings {
        cycle_id: ask.params.id,
        cycle_name: cycle.name,
        template_id: cycle.template_id,
        template_version: cycle.form_number,
        scale: cycle.scale,
        days: cycle.days,
        items: page.items,
        next_cursor: page.next_cursor,
    }))
}
