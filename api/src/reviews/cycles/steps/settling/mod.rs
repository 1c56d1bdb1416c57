//! What the answers come to where nothing is calibrated: the rating that the person is given, unless whoever gives it decides
//! otherwise.

mod queries;

use std::collections::BTreeMap;

use shared::{
    reviews::{
        ReviewForm, ReviewNaming, ReviewRelation,
        rules::{calibration::potential, reading::is_hidden, score},
    },
    wire::{ReviewCycleId, ReviewPacketId},
};

use super::queries::{Proposal, propose};
use crate::{
    db::TenantTx,
    http::Failure,
    reviews::{
        cycles::{queries::levels, rows::CycleRow},
        packets::{Submitted, scores::counted, submitted_of},
    },
};

/// So many packets' answers are held at a time.
const AT_A_TIME: usize = 500;

/// Works it out for everybody, and sets it for all at once. What was decided before stays; any other follows.
pub(super) fn settle(tx: &mut TenantTx<'_>, cycle: &CycleRow, form: &ReviewForm) -> Result<(), Failure> {
    let packets = queries::packets(tx, cycle.id)?;
    set(tx, (cycle.id, cycle.naming), &packets, form, None)
}

/// The same for one of them, of whom something was handed in again; nothing where the cycle calibrates.
pub(in crate::reviews) fn settle_anew(
    tx: &mut TenantTx<'_>,
    (cycle, packet): (ReviewCycleId, ReviewPacketId),
    form: &ReviewForm,
) -> Result<(), Failure> {
    let (calibrates, naming) = queries::terms(tx, cycle)?;
    if calibrates {
        return Ok(());
    }
    set(tx, (cycle, naming), &[packet], form, Some(packet))
}

fn set(
    tx: &mut TenantTx<'_>,
    (cycle, naming): (ReviewCycleId, ReviewNaming),
    packets: &[ReviewPacketId],
    form: &ReviewForm,
    only: Option<ReviewPacketId>,
) -> Result<(), Failure> {
    if !form.rates() && !form.measures_potential() {
        return Ok(());
    }
    let levels = levels(tx)?;
    let mut proposals = Vec::new();
    for some in packets.chunks(AT_A_TIME) {
        let mut written: BTreeMap<ReviewPacketId, Vec<Submitted>> = BTreeMap::new();
        for (packet, it) in submitted_of(tx, some)? {
            written.entry(packet).or_default().push(it);
        }
        proposals.extend(written.iter().map(|(packet, written)| proposal(form, naming, levels, (*packet, written))));
    }
    Ok(propose(tx, cycle, &proposals, only)?)
}

/// By the weights of the sides with names: what those without come to could be worked out of a rating that the person reads.
/// Where no weight counts for any of them, it is what the manager's answers come to.
fn proposal(
    form: &ReviewForm,
    naming: ReviewNaming,
    levels: usize,
    (packet, written): (ReviewPacketId, &Vec<Submitted>),
) -> Proposal {
    let of_side = |side: ReviewRelation| score::of_side(form, &counted(written, side), levels);
    let named = ReviewRelation::ALL.iter().filter(|side| !is_hidden(**side, naming));
    let sides: Vec<_> = named.filter_map(|side| Some((*side, of_side(*side)?))).collect();
    let score = score::overall(form, &sides).or_else(|| of_side(ReviewRelation::Manager));
    let mut by_managers = written.iter().filter(|it| it.side == ReviewRelation::Manager);
    Proposal {
        packet,
        rating: score.and_then(|score| i16::try_from(score::nearest_step(score, form.scale.len())).ok()),
        potential: by_managers.find_map(|it| potential(form, &it.answers)).map(i16::from),
    }
}
