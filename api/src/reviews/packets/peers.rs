//! Who writes as a peer: the person proposes, whoever leads them or an Admin settles it (`workflows.md` 2.3).

use std::collections::HashSet;

use shared::{
    access::{Relation, can},
    notifications::NoticeKind,
    problem::{Code, FieldError, Problem},
    reviews::{
        NOMINATE, NominateReviewPeers, ReviewForm, ReviewPeer, ReviewRelation, ReviewStage, rules::stages::late_due,
    },
    wire::PersonId,
};

use super::{
    current,
    queries::{self, Terms},
    rows::PacketRow,
};
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure},
    notifications,
    reviews::cycles::queries::form,
};

pub(in crate::reviews) fn nominate(
    ask: &Ask<NominateReviewPeers>,
    tx: &mut TenantTx<'_>,
) -> Answered<NominateReviewPeers> {
    // The cycle before the packet, as whatever moves it holds them.
    let cycle = ask.read::<PacketRow>(tx, ask.params.id)?.cycle_id;
    let terms = queries::lock_terms(tx, cycle)?;
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    let settles = packet.relation() != Relation::Own;
    let (_, form) = form(tx, terms.template_id, terms.form_number)?;
    let came_late = may_name_late(tx, &packet, &terms, &form)?;
    let mut peers = ask.body.peers.clone();
    peers.sort_unstable();
    peers.dedup();
    if came_late {
        refuse_too_few(&packet, &terms, peers.len())?;
    } else {
        refuse_late(&packet, &terms, settles)?;
    }
    let faults = faults(tx, &packet, &terms, &form, &peers)?;
    if !faults.is_empty() {
        return Err(Problem::invalid(faults).into());
    }
    let before = queries::peers(tx, &packet)?;
    queries::nominate(tx, &packet, &peers, settles)?;
    let after = queries::peers(tx, &packet)?;
    tx.note(Event::new("review_packets.peers_named", packet.id).before(&before).after(&after))?;
    if came_late {
        let due = Some(late_due(tx.calendar.today, terms.write_by)).filter(|due| *due > terms.write_by);
        let authors = queries::assign_late(tx, packet.id, due)?;
        notifications::tell(tx, NoticeKind::ReviewsToWrite, packet.cycle_id, &authors)?;
    }
    if !settles {
        let settlers = queries::responsible(tx, packet.subject_id)?;
        notifications::tell(tx, NoticeKind::ReviewPeersProposed, packet.id, &settlers)?;
    }
    current(tx, packet.id)
}

/// Whether the caller settles peers of somebody who came while reviews were written: there was no time for it before. Once.
pub(super) fn may_name_late(
    tx: &mut TenantTx<'_>,
    packet: &PacketRow,
    terms: &Terms,
    form: &ReviewForm,
) -> Result<bool, Failure> {
    let asks = terms.peers_most > 0 && form.asks(ReviewRelation::Peer);
    let may = packet.relation() != Relation::Own && can(tx.actor.role, &NOMINATE, packet.relation());
    let open = terms.stage == ReviewStage::Writing && !packet.peers_settled;
    Ok(asks && may && open && queries::came_late(tx, packet.id)?)
}

fn refuse_late(packet: &PacketRow, terms: &Terms, settles: bool) -> Result<(), Failure> {
    let why = if terms.stage != ReviewStage::Nominating {
        format!("the cycle is {}: peers are named before writing begins", terms.stage)
    } else if packet.peers_settled && !settles {
        "your manager has settled it already".to_owned()
    } else {
        return Ok(());
    };
    Err(Problem::new(Code::Conflict).because(why).into())
}

/// No stage stops over too few who are named late, and they are named once: with fewer it goes on if an Admin says so.
fn refuse_too_few(packet: &PacketRow, terms: &Terms, named: usize) -> Result<(), Failure> {
    let few = i64::try_from(named).unwrap_or(i64::MAX) < i64::from(terms.peers_least);
    if few && packet.relation() != Relation::Organisation {
        return Err(Failure::field("peers", &format!("too_few:{}", terms.peers_least)));
    }
    Ok(())
}

fn faults(
    tx: &mut TenantTx<'_>,
    packet: &PacketRow,
    terms: &Terms,
    form: &ReviewForm,
    peers: &[PersonId],
) -> Result<Vec<FieldError>, Failure> {
    if i64::try_from(peers.len()).unwrap_or(i64::MAX) > i64::from(terms.peers_most) {
        return Ok(vec![FieldError::new("peers", &format!("too_many:{}", terms.peers_most))]);
    }
    let found: HashSet<_> = queries::found(tx, peers)?.into_iter().collect();
    // Who writes about them as somebody else doesn't write as a peer, too.
    let lines = queries::beside_in_line(tx, packet.subject_id)?;
    let in_line = |peer: &PersonId| {
        lines.iter().any(|(person, manager)| {
            (manager == peer && form.asks(ReviewRelation::Manager))
                || (person == peer && form.asks(ReviewRelation::Upward))
        })
    };
    let loads = queries::loads(tx, packet, peers)?;
    let full = |peer: &PersonId| loads.get(peer).is_some_and(|load| *load >= i64::from(terms.peer_load));
    let fault = |peer: &PersonId| {
        let code = if *peer == packet.subject_id {
            "oneself"
        } else if !found.contains(peer) {
            "unknown"
        } else if in_line(peer) {
            "in_line"
        } else if full(peer) {
            "too_much_to_write"
        } else {
            return None;
        };
        Some(FieldError::new("peers", code))
    };
    Ok(peers.iter().filter_map(fault).take(1).collect())
}

/// The peers, for whoever settles them with how much each has to write already.
pub(super) fn shown(tx: &mut TenantTx<'_>, packet: &PacketRow) -> Result<Vec<ReviewPeer>, Failure> {
    let mut peers = queries::peers(tx, packet)?;
    if packet.relation() != Relation::Own && !peers.is_empty() {
        let ids: Vec<_> = peers.iter().map(|peer| peer.person.id).collect();
        let loads = queries::loads(tx, packet, &ids)?;
        for peer in &mut peers {
            peer.load = Some(loads.get(&peer.person.id).copied().unwrap_or(0));
        }
    }
    Ok(peers)
}
