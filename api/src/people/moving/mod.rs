//! What moves when somebody gets another manager, told before it is saved. It moves by triggers, however a line changes: the
//! functions that these go by say beforehand which things. What waits for a manager's word is told to the next one here.

mod queries;

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use shared::{
    notifications::NoticeKind,
    people::{ManagerMove, MovingCount, MovingKind, PersonRef, PreviewManagerMove},
    wire::PersonId,
};
use uuid::Uuid;

use self::queries::Moved;
use super::{queries::admins, rows::PersonRow};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    notifications::{self, News},
};

pub(super) fn preview(ask: &Ask<PreviewManagerMove>, tx: &mut TenantTx<'_>) -> Answered<PreviewManagerMove> {
    let person = ask.read::<PersonRow>(tx, ask.params.id)?;
    let change = Move { person: person.id, from: person.manager_id, to: ask.query.manager };
    let manager = person.manager_id.zip(person.manager_name.clone());
    let manager = manager.map(|(id, name)| PersonRef { id, name });
    let moving = Moving::of(tx, vec![change])?;
    Ok(Reply::new(ManagerMove { manager, moves: moving.counts() }))
}

/// Somebody's change of manager.
#[derive(Debug, Clone, Copy)]
pub(super) struct Move {
    /// Whose.
    pub person: PersonId,
    /// Who leads them until then, if anybody does.
    pub from: Option<PersonId>,
    /// Who leads them from then on, if anybody does.
    pub to: Option<PersonId>,
}

/// Changes of manager, and what moves with them.
pub(super) struct Moving {
    moves: Vec<Move>,
    things: Vec<Moved>,
}

impl Moving {
    /// To be asked while the lines are as they were. What changes nothing is left out.
    pub(super) fn of(tx: &mut TenantTx<'_>, moves: Vec<Move>) -> Result<Self, Failure> {
        let moves: Vec<Move> = moves.into_iter().filter(|change| change.from != change.to).collect();
        let things = if moves.is_empty() { Vec::new() } else { queries::moved(tx, &moves)? };
        Ok(Self { moves, things })
    }

    /// Once the lines have changed: tells the next managers, or the Admins, what waits for their word now, and notes all of
    /// what moved, one event for each person.
    pub(super) fn carry_out(&self, tx: &mut TenantTx<'_>) -> Result<(), Failure> {
        if self.moves.is_empty() {
            return Ok(());
        }
        let said = self.said(tx)?;
        let news: Vec<_> = said
            .iter()
            .map(|(kind, about, to)| News { kind: *kind, about: *about, occasion: "", to: to.as_slice() })
            .collect();
        notifications::remind_all(tx, &news)?;
        tx.note_all(&self.events())
    }

    fn counts(&self) -> Vec<MovingCount> {
        let count = |kind: MovingKind| self.things.iter().filter(|it| it.kind == kind && !it.hidden).count();
        let counts = MovingKind::ALL
            .iter()
            .map(|kind| MovingCount { kind: *kind, count: i64::try_from(count(*kind)).unwrap_or(i64::MAX) });
        counts.filter(|one| one.count > 0).collect()
    }

    fn said(&self, tx: &mut TenantTx<'_>) -> Result<Vec<(NoticeKind, Uuid, Vec<PersonId>)>, Failure> {
        let waiting: Vec<_> = self.things.iter().filter_map(|it| Some((notice(it.kind)?, it))).collect();
        if waiting.is_empty() {
            return Ok(Vec::new());
        }
        let all = admins(tx, None)?;
        let next = |person: PersonId| match self.moves.iter().find(|change| change.person == person) {
            Some(Move { to: Some(manager), .. }) => vec![*manager],
            _ => all.iter().copied().filter(|admin| *admin != person).collect(),
        };
        Ok(waiting.into_iter().map(|(kind, it)| (kind, it.id, next(it.person_id))).collect())
    }

    fn events(&self) -> Vec<Event> {
        let mut by_person: HashMap<PersonId, BTreeMap<&'static str, Vec<Uuid>>> = HashMap::new();
        for one in &self.things {
            by_person.entry(one.person_id).or_default().entry(one.kind.as_str()).or_default().push(one.id);
        }
        let event = |change: &Move| {
            let moved = by_person.remove(&change.person).unwrap_or_default();
            let changed = ManagerChanged { from: change.from, to: change.to, moved };
            Event::new("people.manager_changed", change.person).after(&changed)
        };
        self.moves.iter().map(event).collect()
    }
}

/// What the next manager is told of a thing that waits for them.
fn notice(kind: MovingKind) -> Option<NoticeKind> {
    match kind {
        MovingKind::GoalApproval => Some(NoticeKind::ProposalPassedOn),
        MovingKind::LevelApproval => Some(NoticeKind::LevelProposed),
        MovingKind::PeerApproval => Some(NoticeKind::ReviewPeersProposed),
        _ => None,
    }
}

/// Another manager, for the audit log: who, and which things of which kind moved.
#[derive(Serialize)]
struct ManagerChanged {
    from: Option<PersonId>,
    to: Option<PersonId>,
    moved: BTreeMap<&'static str, Vec<Uuid>>,
}
