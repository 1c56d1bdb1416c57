//! Who else writes about somebody: additional reviewers, and whoever stands in for a manager who is away.

mod queries;

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::json;
use shared::{
    access::{Relation, Role, can},
    notifications::NoticeKind,
    problem::{Code, Problem},
    reviews::{
        APPOINT, AppointReviewer, DismissReviewer, NewReviewAppointment, ReviewAppointment, ReviewCapacity, ReviewForm,
        ReviewRelation, ReviewStage, ReviewState,
        rules::{reading::is_hidden, stages::late_due},
    },
    wire::{PersonId, ReviewId, ReviewPacketId},
};

pub(super) use self::queries::lock_terms_of;
use super::{
    current, current_by,
    queries::{Terms, beside_in_line, found, loads},
    rows::PacketRow,
};
use crate::{
    audit::Event,
    db::{Changeable, Resource, TenantTx},
    http::{Answered, Ask, Failure},
    notifications,
    reviews::cycles::queries::form,
};

pub(in crate::reviews) fn appoint(ask: &Ask<AppointReviewer>, tx: &mut TenantTx<'_>) -> Answered<AppointReviewer> {
    let terms = lock_terms_of(tx, ask.params.id)?;
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    let terms = terms.ok_or(Code::NotFound)?;
    refuse_unless_names(tx, &packet, &terms, ask.body.relation)?;
    let (_, form) = form(tx, terms.template_id, terms.form_number)?;
    if let Some((field, code)) = fault(tx, &packet, &terms, &form, &ask.body)? {
        return Err(Failure::field(field, code));
    }
    let stands_for = stood_for(tx, &packet, ask.body.capacity)?;
    let due = due(tx.calendar.today, terms.write_by);
    let assigned = queries::assign(tx, &packet, &ask.body, due)?;
    let review = assigned.ok_or_else(|| Failure::field("person_id", "writes_already"))?;
    queries::note(tx, review, &ask.body, stands_for)?;
    touch(tx, &packet)?;
    tell(tx, &packet, &terms, ask.body.relation, &[ask.body.person_id])?;
    let named = json!({ "person_id": ask.body.person_id, "capacity": ask.body.capacity, "stands_for": stands_for });
    tx.note(Event::new("review_packets.reviewer_appointed", packet.id).after(&named))?;
    current_by(tx, packet.id, &terms, form)
}

pub(in crate::reviews) fn dismiss(ask: &Ask<DismissReviewer>, tx: &mut TenantTx<'_>) -> Answered<DismissReviewer> {
    let terms = lock_terms_of(tx, ask.params.id)?;
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    let terms = terms.ok_or(Code::NotFound)?;
    refuse_unless_may(tx.actor.role, &packet, &terms)?;
    let appointed = queries::of_packet(tx, packet.id)?.into_iter().find(|it| it.author_id == ask.params.person_id);
    let appointed = appointed.ok_or(Code::NotFound)?;
    refuse_unless_removable(tx.actor.role, &terms, &appointed)?;
    queries::void(tx, appointed.review_id)?;
    queries::forget(tx, appointed.review_id)?;
    let again = returns(tx, &packet, &terms, appointed.stands_for)?;
    touch(tx, &packet)?;
    tell(tx, &packet, &terms, appointed.relation, &again)?;
    let named = json!({ "person_id": appointed.author_id, "stands_for": appointed.stands_for });
    tx.note(Event::new("review_packets.reviewer_dismissed", packet.id).before(&named))?;
    current(tx, packet.id)
}

/// Whether somebody may name others to write now: an Admin, and who leads the person where the cycle says so.
pub(super) fn may(role: Role, packet: &PacketRow, terms: &Terms) -> bool {
    let open = matches!(terms.stage, ReviewStage::Nominating | ReviewStage::Writing);
    open && can(role, &APPOINT, packet.relation()) && (role == Role::Admin || terms.managers_appoint)
}

pub(super) fn refuse_unless_may(role: Role, packet: &PacketRow, terms: &Terms) -> Result<(), Failure> {
    if may(role, packet, terms) {
        return Ok(());
    }
    if role != Role::Admin && !terms.managers_appoint {
        return Err(Problem::new(Code::Forbidden).because("in this cycle Admins name who else writes").into());
    }
    let why = format!("the cycle is {}: who writes is settled", terms.stage);
    Err(Problem::new(Code::Conflict).because(why).into())
}

/// Whoever had the packet open reads it again before they change it. Nothing of it goes on that an Admin has ended, because
/// the person has left.
pub(super) fn touch(tx: &mut TenantTx<'_>, packet: &Changeable<PacketRow>) -> Result<(), Failure> {
    if queries::touch(tx, packet)? == 0 {
        let why = "they have left, and what is gathered about them has ended: nobody writes any more";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    Ok(())
}

/// Whether somebody may name a peer in place of one who declined, where they may name nobody else: whoever leads the person,
/// whatever the cycle says.
pub(super) fn may_replace(tx: &mut TenantTx<'_>, packet: &PacketRow, terms: &Terms) -> Result<bool, Failure> {
    let role = tx.actor.role;
    let leads = can(role, &APPOINT, packet.relation()) && !may(role, packet, terms);
    Ok(leads && terms.stage == ReviewStage::Writing && queries::lacks_peers(tx, packet.id)?)
}

fn refuse_unless_names(
    tx: &mut TenantTx<'_>,
    packet: &PacketRow,
    terms: &Terms,
    side: ReviewRelation,
) -> Result<(), Failure> {
    if side == ReviewRelation::Peer && may_replace(tx, packet, terms)? {
        return Ok(());
    }
    refuse_unless_may(tx.actor.role, packet, terms)
}

/// What keeps somebody from being named so: a field, and what is wrong with it.
fn fault(
    tx: &mut TenantTx<'_>,
    packet: &PacketRow,
    terms: &Terms,
    form: &ReviewForm,
    asked: &NewReviewAppointment,
) -> Result<Option<(&'static str, &'static str)>, Failure> {
    let (person, as_peer) = (asked.person_id, asked.relation == ReviewRelation::Peer);
    let known = as_peer || asked.relation == ReviewRelation::Manager;
    if !known || !form.asks(asked.relation) {
        return Ok(Some(("relation", "not_asked")));
    }
    if as_peer && asked.capacity == ReviewCapacity::Acting {
        return Ok(Some(("relation", "acts_as_manager")));
    }
    // Who writes about them from another side doesn't write from this one, too.
    let in_line = beside_in_line(tx, packet.subject_id)?.into_iter().any(|(report, manager)| {
        (manager == person && as_peer && form.asks(ReviewRelation::Manager))
            || (report == person && (!as_peer || form.asks(ReviewRelation::Upward)))
    });
    let code = if person == packet.subject_id {
        "oneself"
    } else if found(tx, &[person])?.is_empty() {
        "unknown"
    } else if queries::writes_already(tx, packet, person)? {
        "writes_already"
    } else if in_line {
        "leads_or_reports"
    } else if as_peer && loads(tx, packet, &[person])?.values().any(|load| *load >= i64::from(terms.peer_load)) {
        "has_enough_to_write"
    } else {
        return Ok(None);
    };
    Ok(Some(("person_id", code)))
}

/// The manager whose review is wanted no more, where somebody acts for them.
fn stood_for(
    tx: &mut TenantTx<'_>,
    packet: &Changeable<PacketRow>,
    capacity: ReviewCapacity,
) -> Result<Option<PersonId>, Failure> {
    if capacity != ReviewCapacity::Acting {
        return Ok(None);
    }
    let Some(manager) = packet.manager_id else {
        return Err(Problem::new(Code::Conflict).because("nobody leads them: there is nobody to stand in for").into());
    };
    if !queries::stand_down(tx, packet, manager)? {
        let why = "their manager has nothing open to write, so there is nothing to stand in for";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    Ok(Some(manager))
}

/// Whom somebody stood in for, if they write again.
fn returns(
    tx: &mut TenantTx<'_>,
    packet: &Changeable<PacketRow>,
    terms: &Terms,
    manager: Option<PersonId>,
) -> Result<Vec<PersonId>, Failure> {
    let Some(manager) = manager else { return Ok(Vec::new()) };
    let due = due(tx.calendar.today, terms.write_by);
    Ok(if queries::stand_up(tx, packet, manager, due)? { vec![manager] } else { Vec::new() })
}

/// A day of their own, if the cycle's leaves them fewer than five working days.
fn due(today: NaiveDate, write_by: NaiveDate) -> Option<NaiveDate> {
    Some(late_due(today, write_by)).filter(|due| *due > write_by)
}

/// Tells who has to write now, whoever leads the person, and, where names are read, the person.
fn tell(
    tx: &mut TenantTx<'_>,
    packet: &PacketRow,
    terms: &Terms,
    side: ReviewRelation,
    authors: &[PersonId],
) -> Result<(), Failure> {
    if terms.stage == ReviewStage::Writing {
        notifications::tell(tx, NoticeKind::ReviewsToWrite, packet.cycle_id, authors)?;
    }
    let subject = (side == ReviewRelation::Manager).then_some(packet.subject_id);
    let concerned: Vec<_> = packet.manager_id.into_iter().chain(subject).collect();
    notifications::tell(tx, NoticeKind::ReviewersChanged, packet.id, &concerned)
}

/// Whether somebody who was named can be taken back: not once they have handed in. Whether a peer has, where they have no
/// names, is for Admins alone to know, and so it is theirs to try.
fn removable(role: Role, terms: &Terms, appointed: &queries::Appointed) -> bool {
    let hidden = is_hidden(appointed.relation, terms.naming);
    if hidden { role == Role::Admin } else { appointed.state != ReviewState::Submitted }
}

fn refuse_unless_removable(role: Role, terms: &Terms, appointed: &queries::Appointed) -> Result<(), Failure> {
    if !removable(role, terms, appointed) && is_hidden(appointed.relation, terms.naming) {
        let why = "who writes without a name is taken back by Admins";
        return Err(Problem::new(Code::Forbidden).because(why).into());
    }
    if appointed.state == ReviewState::Submitted {
        let why = "it is handed in: as long as reviews are written its author can take it back";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    Ok(())
}

/// Whoever was named to write, as far as the actor reads it: the person, and whoever was given sight, learn of managers'
/// sides, and of no reasons.
pub(super) fn shown(
    tx: &mut TenantTx<'_>,
    packet: &PacketRow,
    terms: &Terms,
) -> Result<Vec<ReviewAppointment>, Failure> {
    let leads = matches!(packet.relation(), Relation::Report | Relation::Organisation);
    let may = may(tx.actor.role, packet, terms);
    let role = tx.actor.role;
    let mut appointed = queries::of_packet(tx, packet.id)?;
    appointed.retain(|it| leads || it.relation == ReviewRelation::Manager);
    let one = |it: queries::Appointed| {
        let removable = may && removable(role, terms, &it);
        it.shown(leads, removable)
    };
    Ok(appointed.into_iter().map(one).collect())
}

/// That an author was named to write about somebody, and why.
pub(in crate::reviews) fn of_author(
    tx: &mut TenantTx<'_>,
    packet: ReviewPacketId,
    author: PersonId,
) -> Result<Option<ReviewAppointment>, Failure> {
    let appointed = queries::of_packet(tx, packet)?.into_iter().find(|it| it.author_id == author);
    Ok(appointed.map(|it| it.shown(true, false)))
}

/// As what these reviews' authors were named to write them.
pub(in crate::reviews) fn capacities(
    tx: &mut TenantTx<'_>,
    ids: &[ReviewId],
) -> Result<HashMap<ReviewId, ReviewCapacity>, Failure> {
    Ok(queries::capacities(tx, ids)?)
}
