//! What was corrected since a review spoke of it. The review itself keeps what was known.

mod queries;

use shared::{
    access::Relation,
    notifications::NoticeKind,
    reviews::{ListReviewCorrections, PacketState, ReviewCorrection, ReviewCorrections},
};

use self::queries::Row;
use super::{cycles::rows::small, packets::PacketRow};
use crate::{
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply},
    notifications::remind,
};

pub(super) fn list(ask: &Ask<ListReviewCorrections>, tx: &mut TenantTx<'_>) -> Answered<ListReviewCorrections> {
    let packet = ask.read::<PacketRow>(tx, ask.params.id)?;
    let rows = told(tx, &packet)?;
    Ok(Reply::new(ReviewCorrections { items: rows.into_iter().map(shown).collect() }))
}

/// Tells whoever wrote a named review that a number of its period was corrected since, if they see it: once for each day.
pub(crate) fn tell(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    for one in queries::lately(tx)? {
        let sees = tx.as_seen_by(one.author_id, |tx| match PacketRow::find(tx, one.packet_id)? {
            Some(packet) => Ok(!told(tx, &packet)?.is_empty()),
            None => Ok(false),
        })?;
        if sees == Some(true) {
            let occasion = one.corrected_on.to_string();
            remind(tx, NoticeKind::ReviewCorrected, one.packet_id, &occasion, &[one.author_id])?;
        }
    }
    Ok(())
}

/// What the actor is told of. Before a person has their review, it would tell them when it was written.
fn told(tx: &mut TenantTx<'_>, packet: &PacketRow) -> Result<Vec<Row>, Failure> {
    if packet.relation() == Relation::Own && packet.state == PacketState::Collecting {
        return Ok(Vec::new());
    }
    Ok(queries::rows(tx, packet)?)
}

fn shown(row: Row) -> ReviewCorrection {
    ReviewCorrection {
        kind: row.kind,
        about_id: row.about_id,
        title: row.title,
        happened_on: row.happened_on,
        was: row.was,
        is: row.is_now,
        number_kind: row.number_kind,
        unit: row.unit,
        decimals: row.decimals.map(small),
    }
}
