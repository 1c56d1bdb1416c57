//! Peers for those who have too few: looked at here, settled as any others are.

mod queries;

use std::collections::{BTreeMap, BTreeSet};

use shared::{
    people::PersonRef,
    reviews::{
        MOST_PROPOSALS, ProposedReviewPeer, ReadReviewPeerProposals, ReviewForm, ReviewNaming, ReviewPeerProposal,
        ReviewPeerProposals, ReviewRelation, ReviewStage,
        rules::peers::{self, Asked, Known, Proposed},
    },
    wire::PersonId,
};

use self::queries::{Lacking, Line, Pair};
use super::way;
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    reviews::cycles::{queries::form, rows::CycleRow},
};

pub(in crate::reviews) fn show(
    ask: &Ask<ReadReviewPeerProposals>,
    tx: &mut TenantTx<'_>,
) -> Answered<ReadReviewPeerProposals> {
    let cycle = ask.read::<CycleRow>(tx, ask.params.id)?.into_inner();
    let (_, form) = form(tx, cycle.template_id, cycle.form_number)?;
    let is_open = matches!(cycle.stage, ReviewStage::Draft | ReviewStage::Nominating);
    let mut first = if is_open && way(&cycle, &form).with_peers { all(tx, &cycle, &form)? } else { Vec::new() };
    // They are balanced among all of them, whoever is looked at.
    first.retain(|one| ask.query.subject.is_none_or(|subject| one.person.id == subject));
    let lacking = i64::try_from(first.len()).unwrap_or(i64::MAX);
    first.truncate(MOST_PROPOSALS);
    Ok(Reply::new(ReviewPeerProposals { lacking, first }))
}

fn all(tx: &mut TenantTx<'_>, cycle: &CycleRow, form: &ReviewForm) -> Result<Vec<ReviewPeerProposal>, Failure> {
    let lacking = queries::lacking(tx, cycle)?;
    let subjects: Vec<PersonId> = lacking.iter().map(|one| one.person.id).collect();
    let pairs = queries::pairs(tx, cycle, &subjects)?;
    let asks = (form.asks(ReviewRelation::Manager), form.asks(ReviewRelation::Upward));
    let lines = queries::lines(tx, cycle.id, &subjects, asks)?;
    let loads = queries::loads(tx, cycle.id)?;
    let names: BTreeMap<PersonId, String> = pairs.iter().map(|pair| (pair.peer_id, pair.name.clone())).collect();
    let asked = asked(&lacking, pairs, lines, wanted(cycle));
    let proposed = peers::propose(&asked, &loads, i64::from(cycle.peer_load));
    let one = |((one, asked), peers): ((Lacking, &Asked), Vec<Proposed>)| shown(one, asked.wants, peers, &names);
    // Who has enough with whom they named waits for nobody but whoever settles it.
    let rows = lacking.into_iter().zip(&asked).zip(proposed).filter(|((_, asked), _)| asked.wants > 0);
    Ok(rows.map(one).collect())
}

/// How many peers each should have: enough for the next stage, and for what they write to be shown.
fn wanted(cycle: &CycleRow) -> usize {
    let shown = if cycle.naming == ReviewNaming::Named { 1 } else { cycle.minimum };
    usize::try_from(cycle.peers_least.max(shown).min(cycle.peers_most)).unwrap_or(0)
}

fn asked(lacking: &[Lacking], pairs: Vec<Pair>, lines: Vec<Line>, wanted: usize) -> Vec<Asked> {
    let mut known: BTreeMap<PersonId, Vec<Known>> = BTreeMap::new();
    for pair in pairs {
        known.entry(pair.subject_id).or_default().push(Known { peer: pair.peer_id, why: pair.why });
    }
    let mut never: BTreeMap<PersonId, BTreeSet<PersonId>> = BTreeMap::new();
    for line in lines {
        never.entry(line.subject_id).or_default().insert(line.peer_id);
    }
    let one = |one: &Lacking| Asked {
        subject: one.person.id,
        wants: wanted.saturating_sub(one.named.len()),
        never: never.remove(&one.person.id).unwrap_or_default(),
        known: known.remove(&one.person.id).unwrap_or_default(),
    };
    lacking.iter().map(one).collect()
}

fn shown(one: Lacking, wants: usize, peers: Vec<Proposed>, names: &BTreeMap<PersonId, String>) -> ReviewPeerProposal {
    let short = i64::try_from(wants.saturating_sub(peers.len())).unwrap_or(i64::MAX);
    let proposed = |it: Proposed| ProposedReviewPeer {
        person: PersonRef { id: it.peer, name: names.get(&it.peer).cloned().unwrap_or_default() },
        why: it.why,
        load: it.load,
        least: it.least,
    };
    let proposed = peers.into_iter().map(proposed).collect();
    let Lacking { person, packet_id, version, named } = one;
    ReviewPeerProposal { person, packet_id, version, named, proposed, short }
}
