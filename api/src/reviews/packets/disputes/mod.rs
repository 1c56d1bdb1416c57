//! Somebody disagrees with their review: a second reader from outside their line reads it again and answers
//! (`workflows.md` 4.11). What was signed stays as it is, with what they say beside it.

mod queries;

use shared::{
    notifications::NoticeKind,
    people::PersonRef,
    problem::{Code, FieldError, Problem},
    reviews::{
        Acknowledgement, AnswerReviewDispute, NewSecondReading, ReviewDispute, ReviewOutcome, SECOND_READ_WITHIN,
        rules::stages::in_working_days,
    },
    wire::ReviewPacketId,
};

pub(super) use self::queries::disputed_before;
use super::{
    current, form_of,
    queries::{settled, terms},
    rows::PacketRow,
};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure},
    notifications,
    reviews::cycles::rows::small,
};

/// Asks for a second reader.
pub(super) fn open(tx: &mut TenantTx<'_>, packet: &PacketRow) -> Result<(), Failure> {
    queries::open(tx, packet.id, in_working_days(tx.calendar.today, SECOND_READ_WITHIN))?;
    let readers: Vec<_> = queries::second_readers(tx, packet.id)?.into_iter().map(|reader| reader.id).collect();
    notifications::tell(tx, NoticeKind::ReviewDisputed, packet.id, &readers)
}

pub(in crate::reviews) fn answer(
    ask: &Ask<AnswerReviewDispute>,
    tx: &mut TenantTx<'_>,
) -> Answered<AnswerReviewDispute> {
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    if !queries::second_readers(tx, packet.id)?.iter().any(|reader| reader.id == tx.actor.person) {
        return Err(Code::Forbidden.into());
    }
    let why = match queries::of_packet(tx, packet.id)? {
        None => Some("nobody disagrees with it"),
        Some(dispute) if dispute.outcome.is_some() => Some("it is answered once"),
        Some(_) => None,
    };
    if let Some(why) = why {
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    if let Some(fault) = misrated(tx, &packet, &ask.body)? {
        return Err(Problem::invalid(vec![fault]).into());
    }
    queries::answer(tx, &packet, &ask.body)?;
    let concerned: Vec<_> = packet.manager_id.into_iter().chain([packet.subject_id]).collect();
    notifications::tell(tx, NoticeKind::ReviewSecondRead, packet.id, &concerned)?;
    tx.note(Event::new("review_packets.second_read", packet.id).after(&ask.body))?;
    current(tx, packet.id)
}

/// What is wrong with the rating that a second reader comes to. The one that was given stays as it was signed; without one
/// there is none to stand beside.
fn misrated(tx: &mut TenantTx<'_>, packet: &PacketRow, said: &NewSecondReading) -> Result<Option<FieldError>, Failure> {
    let Some(rating) = said.rating else { return Ok(None) };
    let rated = settled(tx, packet.id)?.any() || terms(tx, packet.cycle_id)?.calibrates;
    if said.outcome == ReviewOutcome::Upheld || !rated {
        return Ok(Some(FieldError::new("rating", "not_used_here")));
    }
    let steps = form_of(tx, packet.cycle_id)?.scale.len();
    Ok((usize::from(rating) > steps).then(|| FieldError::new("rating", &format!("out_of_range:1–{steps}"))))
}

/// As whoever reads the packet reads it; the rating as far as they read the one that was given.
pub(super) fn shown(
    tx: &mut TenantTx<'_>,
    packet: &PacketRow,
    reads_rating: bool,
) -> Result<Option<ReviewDispute>, Failure> {
    if packet.acknowledgement != Some(Acknowledgement::Disagree) {
        return Ok(None);
    }
    // Who disagreed before there were second readers has none.
    let Some(dispute) = queries::of_packet(tx, packet.id)? else { return Ok(None) };
    let readers = if dispute.outcome.is_none() { queries::second_readers(tx, packet.id)? } else { Vec::new() };
    let decided_by = dispute.decided_by.zip(dispute.decided_by_name);
    Ok(Some(ReviewDispute {
        opened_at: dispute.opened_at,
        due_on: dispute.due_on,
        may_answer: readers.iter().any(|reader| reader.id == tx.actor.person),
        readers: readers.into_iter().map(|reader| PersonRef { id: reader.id, name: reader.name }).collect(),
        outcome: dispute.outcome,
        answer: dispute.answer,
        rating: dispute.rating.map(small).filter(|_| reads_rating),
        decided_by: decided_by.map(|(id, name)| PersonRef { id, name }),
        decided_at: dispute.decided_at,
    }))
}

/// A manager has written about somebody who disagreed with them lately: those who may read it a second time know.
pub(in crate::reviews) fn watch(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> Result<(), Failure> {
    if disputed_before(tx, packet)?.is_none() {
        return Ok(());
    }
    let readers: Vec<_> = queries::second_readers(tx, packet)?.into_iter().map(|reader| reader.id).collect();
    notifications::tell(tx, NoticeKind::ReviewAfterDispute, packet, &readers)
}
