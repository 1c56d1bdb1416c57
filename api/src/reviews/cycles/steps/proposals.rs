//! What managers' answers come to when writing ends: the ratings that calibration begins with.

use std::collections::BTreeMap;

use shared::{
    reviews::{
        ReviewAnswers, ReviewForm,
        rules::{calibration::potential, score},
    },
    wire::{ReviewCycleId, ReviewPacketId},
};

use super::super::queries::levels;
use super::queries::{self, Proposal};
use crate::{db::TenantTx, http::Failure};

/// Works out what each manager proposes, and sets it for all at once. A rating that calibration has decided before stays;
/// any other follows.
pub(crate) fn propose(tx: &mut TenantTx<'_>, cycle: ReviewCycleId, form: &ReviewForm) -> Result<(), Failure> {
    set(tx, cycle, form, None)
}

/// The same for one of them, whose manager has handed theirs in again.
pub(in crate::reviews) fn propose_anew(
    tx: &mut TenantTx<'_>,
    (cycle, packet): (ReviewCycleId, ReviewPacketId),
    form: &ReviewForm,
) -> Result<(), Failure> {
    set(tx, cycle, form, Some(packet))
}

fn set(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    form: &ReviewForm,
    only: Option<ReviewPacketId>,
) -> Result<(), Failure> {
    let levels = levels(tx)?;
    let mut by_packet: BTreeMap<ReviewPacketId, Vec<(Option<i32>, ReviewAnswers)>> = BTreeMap::new();
    for (packet, days, answers) in queries::managers_answers(tx, cycle, only)? {
        by_packet.entry(packet).or_default().push((days, answers));
    }
    let steps = form.scale.len();
    let proposals: Vec<_> = by_packet
        .iter()
        .map(|(packet, reviews)| {
            let counts = score::by_days(&reviews.iter().map(|(days, _)| *days).collect::<Vec<_>>());
            let counted: Vec<_> = counts.into_iter().zip(reviews.iter().map(|(_, answers)| answers)).collect();
            let score = score::of_side(form, &counted, levels);
            Proposal {
                packet: *packet,
                rating: score.and_then(|score| i16::try_from(score::nearest_step(score, steps)).ok()),
                potential: reviews.iter().find_map(|(_, answers)| potential(form, answers)).map(i16::from),
            }
        })
        .collect();
    Ok(queries::propose(tx, cycle, &proposals, only)?)
}
