//! The rating of a packet: who reads it, rating somebody who is in no calibration session, and, where nothing is calibrated,
//! deciding otherwise than the answers come to.

use shared::{
    access::{Relation, Role, can},
    problem::{Code, Problem},
    reviews::{
        DecideReviewRating, NewCalibrationChange, PacketState, RELEASE, RateReviewPacket, ReviewForm, ReviewRating,
        ReviewStage,
        rules::{
            calibration::{Standing, decided},
            reading::{Asker, Moment, Stands, shows_rating},
        },
    },
    wire::ReviewPacketId,
};

use super::{
    current, form_of,
    queries::{self, Terms},
    rows::PacketRow,
    withholding,
};
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure},
    reviews::{
        calibration::{refuse_unless_calibrating, writes},
        cycles::queries::held_stage,
    },
};

/// The rating as the actor reads it, if they do.
pub(super) fn shown(
    tx: &mut TenantTx<'_>,
    packet: &PacketRow,
    (terms, form): (&Terms, &ReviewForm),
    (asker, moment): (Asker, Moment),
) -> Result<Option<ReviewRating>, Failure> {
    let settled = queries::settled(tx, packet.id)?;
    if !shows_rating(asker, moment, settled.below) {
        return Ok(None);
    }
    let may_decide = !settled.below && decides(tx, packet, terms, form)?;
    if !terms.calibrates && !settled.any() && !may_decide {
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
        alone: terms.calibrates && is_admin && !settled.in_session,
        may_decide,
    }))
}

/// Whether the actor may decide otherwise than the answers come to: where nothing is calibrated, whoever gives it to the
/// person, until they have it. What is withheld is for Admins to give, and so to decide.
fn decides(tx: &mut TenantTx<'_>, packet: &PacketRow, terms: &Terms, form: &ReviewForm) -> Result<bool, Failure> {
    let open = !terms.calibrates
        && form.rates()
        && packet.stage == ReviewStage::Sharing
        && packet.state == PacketState::Collecting
        && can(tx.actor.role, &RELEASE, packet.relation());
    Ok(open && (tx.actor.role == Role::Admin || withholding::shown(tx, packet)?.is_none()))
}

pub(in crate::reviews) fn decide(ask: &Ask<DecideReviewRating>, tx: &mut TenantTx<'_>) -> Answered<DecideReviewRating> {
    let cycle = ask.read::<PacketRow>(tx, ask.params.id)?.cycle_id;
    // The cycle before the packet, as whatever moves it holds them.
    held_stage(tx, cycle)?;
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    let (terms, form) = (queries::terms(tx, cycle)?, form_of(tx, cycle)?);
    let settled = queries::settled(tx, packet.id)?;
    if settled.below {
        return Err(Code::Forbidden.into());
    }
    if !decides(tx, &packet, &terms, &form)? {
        let why =
            "a rating is decided here while it is shared, before the person has it, and where nothing is calibrated";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    let (_, before) = settled.ratings();
    let after = decided(before, &NewCalibrationChange::from(&ask.body), form.scale.len(), false)
        .map_err(|fault| Problem::invalid(vec![fault]))?;
    set(tx, packet.id, (before, after), &ask.body.reason)?;
    current(tx, packet.id)
}

/// What was proposed stays beside it, in a column of its own.
fn set(
    tx: &mut TenantTx<'_>,
    packet: ReviewPacketId,
    (before, after): (Standing, Standing),
    reason: &str,
) -> Result<(), Failure> {
    writes::rate(tx, packet, None, (before, after), reason)?;
    tx.note(Event::new("review_packets.rated", packet).before(&before).after(&after))
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
    set(tx, packet.id, (before, after), &ask.body.reason)?;
    current(tx, packet.id)
}
