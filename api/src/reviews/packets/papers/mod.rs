//! What a packet showed when it was given to the person: it goes on showing that, to both of them. A trigger keeps it, so that
//! no way to release can forget it; packets that were released before there were papers are read as things are called now.

mod queries;

use std::collections::HashMap;

use serde::Deserialize;
use shared::{
    access::Relation,
    people::PersonRef,
    reviews::{PacketSection, PacketState, ReviewPaper},
};
use uuid::Uuid;

use super::{
    queries::{Submitted, names_in},
    rows::PacketRow,
};
use crate::{
    db::{Resource, TenantTx},
    http::Failure,
    reviews::goal_names,
};

/// A goal or a competency as it was.
#[derive(Debug, Deserialize)]
struct Item {
    id: Uuid,
    name: String,
    /// Of goals alone: what their period was called.
    period: Option<String>,
    /// Whether whoever led the person saw it as well.
    both: bool,
    /// Whether it was a goal for the person alone, which whoever leads them sees as an Admin at most.
    #[serde(default)]
    narrow: bool,
    /// How far a goal had come at the end of what is looked back on, 0 to 1.
    progress: Option<f64>,
}

/// What things are called in a packet.
pub(super) struct Called {
    /// Goals and competencies.
    pub names: HashMap<Uuid, String>,
    /// The levels of competencies, lowest first.
    pub levels: Vec<String>,
    /// Whom it was about, if that was kept.
    pub subject: Option<String>,
    /// How it was, if that was kept.
    pub paper: Option<ReviewPaper>,
    progress: HashMap<Uuid, f64>,
}

impl Called {
    /// With how far the goals had come that answers speak of.
    pub(super) fn measured(&self, mut sections: Vec<PacketSection>) -> Vec<PacketSection> {
        let questions = sections.iter_mut().flat_map(|section| section.questions.iter_mut());
        for answer in questions.flat_map(|question| question.answers.iter_mut()) {
            let progress: Vec<_> =
                answer.answer.items.iter().map(|item| self.progress.get(&item.id).copied()).collect();
            if progress.iter().any(Option::is_some) {
                answer.progress = progress;
            }
        }
        sections
    }
}

/// What things are called, on the screen or, `printed`, on paper, where both have the same.
pub(super) fn called(
    tx: &mut TenantTx<'_>,
    packet: &PacketRow,
    submitted: &[Submitted],
    printed: bool,
) -> Result<Called, Failure> {
    let kept = if packet.state == PacketState::Collecting { None } else { queries::of_packet(tx, packet.id)? };
    let Some(kept) = kept else {
        let (names, levels) = (names_in(tx, submitted)?, queries::levels(tx)?);
        return Ok(Called { names, levels, subject: None, paper: None, progress: HashMap::new() });
    };
    let mut items: Vec<Item> = serde_json::from_value(kept.items).map_err(Failure::fault)?;
    // What the person alone saw they go on reading, and nobody else.
    let theirs = packet.relation() == Relation::Own && !printed;
    items.retain(|item| item.both || theirs);
    let given_sight = matches!(packet.relation(), Relation::Shared(_));
    let led_then = kept.manager_id == Some(tx.actor.person);
    // Who reads it in another's place reads what was for few as they see it now.
    if given_sight || (packet.relation() != Relation::Own && !led_then) {
        let seen = names_in(tx, submitted)?;
        items.retain(|item| seen.contains_key(&item.id) || !(given_sight || item.narrow));
    }
    let manager = kept.manager_id.zip(kept.manager_name).map(|(id, name)| PersonRef { id, name });
    Ok(Called {
        progress: items.iter().filter_map(|item| Some((item.id, item.progress?))).collect(),
        names: named(items),
        levels: kept.levels,
        subject: Some(kept.subject_name),
        paper: Some(ReviewPaper { manager, job_title: kept.job_title, team: kept.team_name }),
    })
}

fn named(items: Vec<Item>) -> HashMap<Uuid, String> {
    let (mut names, mut goals) = (HashMap::new(), Vec::new());
    for Item { id, name, period, .. } in items {
        match period {
            Some(period) => goals.push((id, name, period)),
            None => {
                names.insert(id, name);
            }
        }
    }
    names.extend(goal_names::distinct(goals));
    names
}
