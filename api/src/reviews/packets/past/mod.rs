//! A packet as of any day: what the reader would have read then, as far as they read it now. Sides without names say nothing
//! finer than whether the person had it, or two days that are compared would tell who wrote.

mod queries;

use chrono::NaiveDate;
use shared::{
    access::{Relation, Role},
    people::PersonRef,
    reviews::{
        PacketState, PastReviewPacket, ReadPastReviewPacket, ReviewAddendum, ReviewCycleRef, ReviewDispute,
        ReviewNaming, ReviewRating,
        rules::{
            calibration::Standing,
            reading::{Asker, Moment, Stands, is_over, shows_rating},
        },
    },
    wire::check,
};

use self::queries::Past;
use super::{
    addenda, disputes, opened, papers,
    queries::{Reason, Terms, settled, terms, to_come},
    reading::Reading,
    rows::PacketRow,
};
use crate::{
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply},
    reviews::cycles::{queries::form, rows::small},
};

pub(in crate::reviews) fn show(
    ask: &Ask<ReadPastReviewPacket>,
    tx: &mut TenantTx<'_>,
) -> Answered<ReadPastReviewPacket> {
    let packet = ask.read::<PacketRow>(tx, ask.params.id)?.into_inner();
    let day = checked_day(ask.query.as_of, tx.calendar.today)?;
    let past = queries::of_day(tx, &packet, day)?.ok_or_else(|| Failure::field("as_of", "too_early"))?;
    opened(&ask.visits, tx, &packet);
    Ok(Reply::new(shown(tx, &packet, &past, day)?))
}

/// The day that was asked for, or today.
fn checked_day(asked: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate, Failure> {
    let Some(day) = asked else { return Ok(today) };
    check::date(&day, &()).map_err(|error| Failure::field("as_of", error.message()))?;
    if day > today { Err(Failure::field("as_of", "in_the_future")) } else { Ok(day) }
}

impl Past {
    const fn is_released(&self) -> bool {
        !matches!(self.state, PacketState::Collecting)
    }

    /// How the actor stood to the person on that day, if they would have seen it. What the person had by then is read as
    /// whoever reads it now. What somebody's role was isn't kept: an Admin is one who is one now.
    fn stood(&self, relation: Relation, role: Role) -> Option<Stands> {
        let now = Stands::of(relation);
        if self.is_released() {
            return Some(now);
        }
        match now {
            Stands::Subject => Some(Stands::Subject),
            Stands::Above | Stands::Admin if self.led => Some(Stands::Above),
            Stands::Above | Stands::Admin => (role == Role::Admin).then_some(Stands::Admin),
            Stands::Viewer => self.given_sight.then_some(Stands::Viewer),
        }
    }
}

fn shown(tx: &mut TenantTx<'_>, packet: &PacketRow, past: &Past, day: NaiveDate) -> Result<PastReviewPacket, Failure> {
    let terms = terms(tx, packet.cycle_id)?;
    let (_, form) = form(tx, terms.template_id, past.form_number.or(terms.form_number))?;
    let (hides, over) = (terms.naming != ReviewNaming::Named, is_over(packet.stage));
    let submitted = queries::submitted(tx, packet.id, past.ends, (hides, over))?;
    let called = papers::called(tx, packet, &submitted, false)?;
    let owes = !over && to_come(tx, packet)?.owes;
    let then = past.stood(packet.relation(), tx.actor.role).map(|stands| {
        let asker = Asker { stands, owes: past.owed && stands != Stands::Subject };
        (asker, Moment { stage: past.stage, released: past.is_released() })
    });
    let is_viewer = matches!(packet.relation(), Relation::Shared(_));
    let (mut sections, mut score, mut rating) = (Vec::new(), None, None);
    if let Some(then) = then {
        let reading = Reading::of(&tx.actor, (packet, &terms, owes), &form, &submitted, &called.names).back_to(then);
        sections = reading.sections();
        score = reading.score(called.levels.len());
        rating = rated(tx, packet, (past, &terms), (reading.question_of_rating(), then))?;
    }
    let answered = packet.acknowledged_at.filter(|at| *at < past.ends);
    let dispute = if is_viewer || answered.is_none() { None } else { disputed(tx, packet, past, rating.is_some())? };
    Ok(PastReviewPacket {
        id: packet.id,
        cycle: ReviewCycleRef { id: packet.cycle_id, name: packet.cycle_name.clone() },
        subject: PersonRef { id: packet.subject_id, name: packet.subject_name.clone() },
        relation: packet.relation(),
        as_of: day,
        stage: past.stage,
        state: past.state,
        scale: form.scale,
        sections: if past.is_released() { called.measured(sections) } else { sections },
        levels: called.levels,
        score,
        rating,
        summary: if then.is_some() && reads_summary(packet, past) { past.summary.clone() } else { String::new() },
        released_at: past.released_at.filter(|_| past.is_released()),
        acknowledgement: packet.acknowledgement.filter(|_| answered.is_some()),
        comment: if answered.is_some() { packet.comment.clone() } else { String::new() },
        acknowledged_at: answered,
        addenda: added(tx, packet, past)?,
        dispute,
    })
}

/// The person, and whoever was given sight, read it as long as the person has it.
fn reads_summary(packet: &PacketRow, past: &Past) -> bool {
    let waits = matches!(packet.relation(), Relation::Own | Relation::Shared(_));
    !waits || (past.is_released() && packet.state != PacketState::Collecting)
}

/// The rating that held, for who would have read it then and reads it now.
fn rated(
    tx: &mut TenantTx<'_>,
    packet: &PacketRow,
    (past, terms): (&Past, &Terms),
    (now, then): ((Asker, Moment), (Asker, Moment)),
) -> Result<Option<ReviewRating>, Failure> {
    let settled = settled(tx, packet.id)?;
    let any = past.author_rating.is_some() || past.final_rating.is_some() || past.not_rated;
    let reads = shows_rating(now.0, now.1, settled.below) && shows_rating(then.0, then.1, past.below);
    if !reads || !(terms.calibrates || any) {
        return Ok(None);
    }
    let is_subject = now.0.stands == Stands::Subject;
    let is_admin = tx.actor.role == Role::Admin && !is_subject;
    let proposed = past.author_rating.map(small);
    let potential = past.final_potential.map(small);
    let standing = Standing { rating: past.final_rating.map(small), potential, not_rated: past.not_rated };
    let changes = queries::reasons(tx, packet.id, past.ends)?;
    let of_rating = |change: &Reason| change.not_rated || change.from_rating != change.to_rating;
    let told = |change: &Reason| !is_subject || (terms.explains_changes && of_rating(change));
    Ok(Some(ReviewRating {
        decided: standing.rating,
        proposed,
        not_rated: standing.not_rated,
        changed: standing.rating != proposed,
        reasons: changes.into_iter().filter(told).map(|change| change.reason).collect(),
        potential: standing.potential.filter(|_| is_admin),
        alone: false,
        may_decide: false,
    }))
}

/// What had come of it that the person disagreed.
fn disputed(
    tx: &mut TenantTx<'_>,
    packet: &PacketRow,
    past: &Past,
    reads_rating: bool,
) -> Result<Option<ReviewDispute>, Failure> {
    let Some(dispute) = disputes::shown(tx, packet, reads_rating)? else { return Ok(None) };
    let dispute = ReviewDispute { readers: Vec::new(), may_answer: false, ..dispute };
    if dispute.decided_at.is_some_and(|at| at < past.ends) {
        return Ok(Some(dispute));
    }
    let (opened_at, due_on) = (dispute.opened_at, dispute.due_on);
    Ok((opened_at < past.ends).then_some(ReviewDispute {
        opened_at,
        due_on,
        readers: Vec::new(),
        may_answer: false,
        outcome: None,
        answer: String::new(),
        rating: None,
        decided_by: None,
        decided_at: None,
    }))
}

/// What had been added to it.
fn added(tx: &mut TenantTx<'_>, packet: &PacketRow, past: &Past) -> Result<Vec<ReviewAddendum>, Failure> {
    if !past.is_released() {
        return Ok(Vec::new());
    }
    let (mut addenda, _) = addenda::shown(tx, packet)?;
    addenda.retain(|it| it.added_at < past.ends);
    Ok(addenda)
}
