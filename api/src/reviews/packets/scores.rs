//! The overall score opens: what it was worked out from, for whoever reads it.

use shared::reviews::{
    ReadReviewScore, ReviewRelation,
    rules::{
        reading::is_over,
        score::{Counted, by_days},
    },
};

use super::{opened, papers, queries, queries::Submitted, reading::Reading, rows::PacketRow};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply},
    reviews::cycles::queries::form,
};

pub(in crate::reviews) fn show(ask: &Ask<ReadReviewScore>, tx: &mut TenantTx<'_>) -> Answered<ReadReviewScore> {
    let packet = ask.read::<PacketRow>(tx, ask.params.id)?.into_inner();
    opened(&ask.visits, tx, &packet);
    let terms = queries::terms(tx, packet.cycle_id)?;
    let (_, form) = form(tx, terms.template_id, terms.form_number)?;
    let submitted = queries::submitted(tx, packet.id)?;
    let called = papers::called(tx, &packet, &submitted, false)?;
    let owes = !is_over(packet.stage) && queries::to_come(tx, &packet)?.owes;
    let reading = Reading::of(&tx.actor, (&packet, &terms, owes), &form, &submitted, &called.names);
    Ok(Reply::new(reading.made_of(called.levels.len())))
}

/// All that a side handed in, each with how much it counts beside the others.
pub(in crate::reviews) fn counted(written: &[Submitted], side: ReviewRelation) -> Vec<Counted<'_>> {
    let of_side = || written.iter().filter(|it| it.side == side);
    let days: Vec<Option<i32>> = of_side().map(|it| it.days).collect();
    by_days(&days).into_iter().zip(of_side().map(|it| &it.answers)).collect()
}
