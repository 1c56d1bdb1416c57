//! The rating that calibration settles: who reads it in a packet, and rating somebody who is in no session.

use shared::{
    access::{Relation, Role},
    problem::{Code, Problem},
    reviews::{
        RateReviewPacket, ReviewRating,
        rules::{
            calibration::decided,
            reading::{Asker, Moment, Stands, shows_rating},
        },
    },
};

use super::{
    current, form_of,
    queries::{self, Terms},
    rows::PacketRow,
};
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure},
    reviews::calibration::{refuse_unless_calibrating, writes},
};

/// The rating as the actor reads it, if they do.
pub(super) fn shown(
    tx: &mut TenantTx<'_>,
    packet: &PacketRow,
    terms: &Terms,
    (asker, moment): (Asker, Moment),
) -> Result<Option<ReviewRating>, Failure> {
    if !terms.calibrates {
        return Ok(None);
    }
    let settled = queries::settled(tx, packet.id)?;
    if !shows_rating(asker, moment, settled.below) {
        return Ok(None);
    }
    let is_subject = asker.stands == Stands::Subject;
    let is_admin = tx.actor.role == Role::Admin && !is_subject;
    let (proposed, standing) = settled.ratings();
    let changes = queries::reasons(tx, packet.id)?;
    let of_rating = |change: &&queries::Reason| change.not_rated || change.from_rating != change.to_rating;
    // A reason that speaks of potential alone is not for the person, as potential isn't.
    let reasons: Vec<_> = match (is_subject, terms.explains_changes) {
        (false, _) => changes.into_iter().map(|change| change.reason).collect(),
        (true, true) => changes.iter().filter(of_rating).map(|change| change.reason.clone()).collect(),
        (true, false) => Vec::new(),
    };
    Ok(Some(ReviewRating {
        decided: standing.rating,
        proposed,
        not_rated: standing.not_rated,
        changed: standing.rating != proposed,
        reasons,
        potential: standing.potential.filter(|_| is_admin),
        alone: is_admin && !settled.in_session,
    }))
}

pub(in crate::reviews) fn rate(ask: &Ask<RateReviewPacket>, tx: &mut TenantTx<'_>) -> Answered<RateReviewPacket> {
    let cycle = ask.read::<PacketRow>(tx, ask.params.id)?.cycle_id;
    // The cycle before the packet, as where a stage begins: both at once would wait for each other.
    refuse_unless_calibrating(tx, cycle)?;
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    let settled = queries::settled(tx, packet.id)?;
    if settled.below || packet.relation() == Relation::Own {
        return Err(Code::Forbidden.into());
    }
    if settled.in_session {
        return Err(Problem::new(Code::Conflict).because("it is in a calibration session, and rated there").into());
    }
    let form = form_of(tx, cycle)?;
    let (_, before) = settled.ratings();
    let after = decided(before, &ask.body, form.scale.len(), form.measures_potential())
        .map_err(|fault| Problem::invalid(vec![fault]))?;
    writes::rate(tx, packet.id, None, (before, after), &ask.body.reason)?;
    tx.note(Event::new("review_packets.rated", packet.id).before(&before).after(&after))?;
    current(tx, packet.id)
}
