//! Packets: what somebody gets of a cycle, from the peers that are named to the answer they give.

pub(super) mod addenda;
pub(super) mod appointments;
pub(super) mod by_itself;
pub(super) mod disputes;
mod document;
pub(super) mod externals;
pub(super) mod former;
pub(super) mod leavers;
mod papers;
pub(super) mod past;
pub(super) mod pausing;
mod peers;
mod queries;
mod rating;
pub(super) mod readers;
mod reading;
pub(super) mod reopening;
pub(super) mod results;
mod rows;
pub(super) mod scores;
mod whole;
pub(super) mod withdrawing;
pub(super) mod withholding;

use chrono::{Days, NaiveDate};
use serde_json::Value;
use shared::{
    access::{Relation, Role},
    notifications::NoticeKind,
    openings::Opened,
    problem::{Code, Problem},
    reviews::{
        AcknowledgeReviewPacket, Acknowledgement, ListReviewPackets, PacketSection, PacketState, ReadReviewPacket,
        ReleaseReviewPacket, ReviewForm, ReviewPacketDetail, ReviewPacketFilter, ReviewRelation, ReviewStage,
        rules::{pauses::stands_still, reading::is_over, release::releases_on},
    },
    wire::{PersonId, ReviewCycleId, ReviewPacketId},
};

pub(super) use self::{
    document::as_pdf,
    peers::nominate,
    queries::{Submitted, responsible, submitted_of},
    rating::{decide, rate},
};
use self::{
    pausing::PauseRow,
    queries::{Terms, ToCome},
    reading::Reading,
};
pub(crate) use self::{rows::PacketRow, whole::each_packet};
use super::cycles::{
    queries::{form, held_stage},
    rows::small,
};
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
    notifications,
    opened::Visits,
    organisations,
};

pub(super) fn list(ask: &Ask<ListReviewPackets>, tx: &mut TenantTx<'_>) -> Answered<ListReviewPackets> {
    let filter = ReviewPacketFilter { cursor: None, limit: None, ..ask.query.clone() };
    let limit = ask.query.limit.unwrap_or_default();
    let list = List::new("review-packets", &filter)?;
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, &filter, limit, after)?;
    let (zone, today) = (organisations::zone(tx)?, tx.calendar.today);
    let shown = |row: PacketRow| row.shown(zone, today);
    Ok(Reply::new(list.page(rows, limit, |row| (row.subject_name.clone(), row.id), shown)?))
}

pub(super) fn show(ask: &Ask<ReadReviewPacket>, tx: &mut TenantTx<'_>) -> Answered<ReadReviewPacket> {
    let packet = ask.read::<PacketRow>(tx, ask.params.id)?.into_inner();
    opened(&ask.visits, tx, &packet);
    versioned(detail(tx, &packet)?)
}

/// Takes down that somebody reads what is about somebody else.
fn opened(visits: &Visits, tx: &TenantTx<'_>, packet: &PacketRow) {
    if packet.relation() != Relation::Own {
        visits.note(&tx.actor, Opened::ReviewPacket, packet.id);
    }
}

pub(super) fn release(ask: &Ask<ReleaseReviewPacket>, tx: &mut TenantTx<'_>) -> Answered<ReleaseReviewPacket> {
    // The cycle before the packet, as whatever moves it holds them: it stays where it is until this is released.
    let cycle = ask.read::<PacketRow>(tx, ask.params.id)?.cycle_id;
    held_stage(tx, cycle)?;
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    refuse_unless_sharing(tx, &packet)?;
    if packet.state == PacketState::Acknowledged {
        return Err(Problem::new(Code::Conflict).because("the person has answered it: it stays as it is").into());
    }
    if reopening::any_open(tx, packet.id)? {
        let why = "a review is open again: it is handed in, or an Admin closes it, before this is released";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    queries::release(tx, &packet, &ask.body.summary)?;
    if packet.state == PacketState::Collecting {
        notifications::tell(tx, NoticeKind::ReviewReleased, packet.id, &[packet.subject_id])?;
    }
    tx.note(Event::new("review_packets.released", packet.id).after(&ask.body))?;
    current(tx, packet.id)
}

pub(super) fn acknowledge(
    ask: &Ask<AcknowledgeReviewPacket>,
    tx: &mut TenantTx<'_>,
) -> Answered<AcknowledgeReviewPacket> {
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    if packet.state != PacketState::Released {
        let why = "it is answered once, when it is there";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    if packet.stage == ReviewStage::Closed && packet.is_unanswered(organisations::zone(tx)?, tx.calendar.today) {
        let why = "the cycle is closed, and it wasn't acknowledged by the date: it stays so";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    queries::acknowledge(tx, &packet, &ask.body)?;
    let manager: Vec<_> = packet.manager_id.into_iter().collect();
    notifications::tell(tx, NoticeKind::ReviewAcknowledged, packet.id, &manager)?;
    if ask.body.answer == Acknowledgement::Disagree {
        disputes::open(tx, &packet)?;
    }
    tx.note(Event::new("review_packets.acknowledged", packet.id).after(&ask.body))?;
    current(tx, packet.id)
}

fn refuse_unless_sharing(tx: &mut TenantTx<'_>, packet: &PacketRow) -> Result<(), Failure> {
    let withheld = withholding::refuse_unless_admins(tx, packet)?;
    match packet.stage {
        ReviewStage::Sharing => Ok(()),
        // The cycle closed without it: it can still be given.
        ReviewStage::Closed if withheld => Ok(()),
        stage => {
            Err(Problem::new(Code::Conflict).because(format!("the cycle is {stage}: nothing is released now")).into())
        }
    }
}

fn detail(tx: &mut TenantTx<'_>, packet: &PacketRow) -> Result<ReviewPacketDetail, Failure> {
    let terms = queries::terms(tx, packet.cycle_id)?;
    let (_, form) = form(tx, terms.template_id, terms.form_number)?;
    detail_by(tx, packet, &terms, form)
}

/// The same for who has read by what it goes.
fn detail_by(
    tx: &mut TenantTx<'_>,
    packet: &PacketRow,
    terms: &Terms,
    form: ReviewForm,
) -> Result<ReviewPacketDetail, Failure> {
    let is_subject = packet.relation() == Relation::Own;
    // Whoever was given sight reads what was written, and not who was asked and what became of it.
    let is_viewer = matches!(packet.relation(), Relation::Shared(_));
    let submitted = queries::submitted(tx, packet.id)?;
    let called = papers::called(tx, packet, &submitted, false)?;
    let ToCome { owes, gathers } =
        if is_over(packet.stage) { ToCome::default() } else { queries::to_come(tx, packet)? };
    let (mut appointed, may_appoint) =
        (appointments::shown(tx, packet, terms)?, appointments::may(tx.actor.role, packet, terms));
    let (invited, may_invite) =
        (externals::shown(tx, packet, terms)?, externals::may(tx.actor.role, packet, terms, &form));
    let may_replace = appointments::may_replace(tx, packet, terms)?;
    // About who has left nobody is named or taken back any more, once that was ended.
    appointed.iter_mut().for_each(|it| it.removable &= gathers);
    let declined = if is_subject || is_viewer { Vec::new() } else { queries::declined(tx, packet.id)? };
    let reading = Reading::of(&tx.actor, (packet, terms, owes), &form, &submitted, &called.names);
    let sections = match former::waits(tx, packet, owes) {
        true => Reading::of_former(&tx.actor, (packet.id, terms), &form, &submitted, &called.names).sections(),
        false => reading.sections(),
    };
    let (sections, score) = (called.measured(sections), reading.score(called.levels.len()));
    let rating = rating::shown(tx, packet, (terms, &form), reading.question_of_rating())?;
    let released = packet.state != PacketState::Collecting;
    let pauses = pausing::of(tx, packet)?;
    let withheld = withholding::shown(tx, packet)?;
    let withdrawn = if is_viewer { None } else { withdrawing::shown(tx, packet)? };
    let (addenda, may_add) = addenda::shown(tx, packet)?;
    let dispute = if is_viewer { None } else { disputes::shown(tx, packet, rating.is_some())? };
    // Who wrote as a peer is for whoever settled it; the person knows whom they proposed, and no more.
    let peers = if is_viewer || (is_subject && packet.peers_settled) { Vec::new() } else { peers::shown(tx, packet)? };
    let may_name_late = peers::may_name_late(tx, packet, terms, &form)?;
    let (over, zone, today) = (is_over(packet.stage), organisations::zone(tx)?, tx.calendar.today);
    // Those of their line have no part in it.
    let watches = over && tx.actor.role == Role::Admin && packet.relation() == Relation::Organisation;
    Ok(ReviewPacketDetail {
        packet: packet.shown(zone, today),
        scale: form.scale,
        levels: called.levels,
        paper: called.paper,
        sections,
        score,
        rating,
        summary: if (is_subject || is_viewer) && !released { String::new() } else { packet.summary.clone() },
        peers,
        peers_least: small(terms.peers_least),
        peers_most: small(terms.peers_most),
        may_name_late,
        appointed,
        may_appoint: may_appoint && gathers,
        may_replace: may_replace && gathers,
        externals: invited,
        may_invite: may_invite && gathers,
        declined,
        owes,
        released_at: packet.released_at,
        acknowledgement: packet.acknowledgement,
        comment: packet.comment.clone(),
        answer_by: packet.answer_by(zone),
        acknowledged_at: packet.acknowledged_at,
        // Whoever was given sight isn't told what keeps it, and so not the day.
        releases_on: its_day(packet, terms, &pauses)
            .filter(|_| !is_viewer && withheld.is_none() && withdrawn.is_none()),
        withheld,
        withdrawn,
        pause: pauses.iter().find_map(|pause| pause.shown(today)),
        addenda,
        may_add,
        is_reopened: over && !is_subject && !released && reopening::any_open(tx, packet.id)?,
        handed_in: reopening::shown(tx, packet, terms)?,
        former: former::shown(tx, packet, terms)?,
        dispute,
        disputed_before: if watches { disputes::disputed_before(tx, packet.id)? } else { None },
    })
}

/// The day on which it is released by itself, if nobody does before.
fn its_day(packet: &PacketRow, terms: &Terms, pauses: &[PauseRow]) -> Option<NaiveDate> {
    let waits = packet.stage == ReviewStage::Sharing && packet.state == PacketState::Collecting;
    let (since, after) = (terms.sharing_since.filter(|_| waits)?, small(terms.release_after));
    let away: Vec<_> = pauses.iter().filter_map(PauseRow::keeps_release).collect();
    releases_on(since, after)?.checked_add_days(Days::new(stands_still(&away, since, after)))
}

/// What was given to a person, each with which it is, as they read it themselves: they must be who acts.
pub(crate) fn packets_for(tx: &mut TenantTx<'_>, person: PersonId) -> Result<Vec<(ReviewPacketId, Value)>, Failure> {
    let mut given = Vec::new();
    for packet in queries::given_to(tx, person)? {
        given.push((packet.id, serde_json::to_value(detail(tx, &packet)?).map_err(Failure::fault)?));
    }
    Ok(given)
}

/// What somebody's manager answered, for those who settle the rating.
pub(super) fn managers_answers(
    tx: &mut TenantTx<'_>,
    packet: ReviewPacketId,
    cycle: ReviewCycleId,
) -> Result<Vec<PacketSection>, Failure> {
    let terms = queries::terms(tx, cycle)?;
    let (_, form) = form(tx, terms.template_id, terms.form_number)?;
    let mut submitted = queries::submitted(tx, packet)?;
    submitted.retain(|it| it.side == ReviewRelation::Manager);
    let names = queries::names_in(tx, &submitted)?;
    Ok(Reading::of_manager(&tx.actor, (packet, &terms), &form, &submitted, &names).sections())
}

/// What a cycle asks.
pub(super) fn form_of(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> Result<ReviewForm, Failure> {
    let terms = queries::terms(tx, cycle)?;
    Ok(form(tx, terms.template_id, terms.form_number)?.1)
}

fn current<O>(tx: &mut TenantTx<'_>, id: ReviewPacketId) -> Answered<O>
where
    O: shared::operation::Operation,
    O::Answer: shared::operation::Answer<Value = ReviewPacketDetail>,
{
    let packet = PacketRow::find(tx, id)?.ok_or(Code::NotFound)?;
    versioned(detail(tx, &packet)?)
}

/// The same where it is known by what it goes.
fn current_by<O>(tx: &mut TenantTx<'_>, id: ReviewPacketId, terms: &Terms, form: ReviewForm) -> Answered<O>
where
    O: shared::operation::Operation,
    O::Answer: shared::operation::Answer<Value = ReviewPacketDetail>,
{
    let packet = PacketRow::find(tx, id)?.ok_or(Code::NotFound)?;
    versioned(detail_by(tx, &packet, terms, form)?)
}

fn versioned<O>(detail: ReviewPacketDetail) -> Answered<O>
where
    O: shared::operation::Operation,
    O::Answer: shared::operation::Answer<Value = ReviewPacketDetail>,
{
    let version = detail.packet.version;
    Ok(Reply::versioned(detail, version))
}
