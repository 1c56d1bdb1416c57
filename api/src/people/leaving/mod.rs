//! Leaving: what somebody had in hand goes on without them. What they own keeps their name, and whoever is next above
//! them is told; what they owe others is awaited no more, or somebody else's. Reviews and one-on-ones follow by
//! triggers, however somebody left; they are told of here.

mod ending;
mod queries;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::Serialize;
use shared::{
    notifications::NoticeKind,
    people::{LeftBehind, LeftCount, LeftKind, PersonRef, PreviewDeactivation},
    wire::PersonId,
};
use uuid::Uuid;

pub(super) use self::ending::may_end;
pub(crate) use self::ending::{end_reviews, hold_reviews};
use self::queries::Left;
use super::{queries::admins, rows::PersonRow};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    notifications::{self, News},
};

pub(super) fn preview(ask: &Ask<PreviewDeactivation>, tx: &mut TenantTx<'_>) -> Answered<PreviewDeactivation> {
    let person = ask.read::<PersonRow>(tx, ask.params.id)?;
    let heir = queries::heirs(tx, &[person.id])?.remove(&person.id);
    let all = queries::left(tx, &[person.id])?;
    let count = |kind: LeftKind| all.iter().filter(|one| one.kind == kind && !one.hidden).count();
    let counts = LeftKind::ALL
        .iter()
        .map(|kind| LeftCount { kind: *kind, count: i64::try_from(count(*kind)).unwrap_or(i64::MAX) });
    let left = counts.filter(|one| one.count > 0).collect();
    Ok(Reply::new(LeftBehind { heir, left }))
}

/// People who are about to leave, and what they have in hand.
pub(super) struct Leaving {
    people: Vec<PersonId>,
    left: Vec<Left>,
}

impl Leaving {
    /// To be asked while they are still there: triggers take some of it along with their status.
    pub(super) fn of(tx: &mut TenantTx<'_>, people: Vec<PersonId>) -> Result<Self, Failure> {
        let mut left = if people.is_empty() { Vec::new() } else { queries::left(tx, &people)? };
        // What is written about them is nobody else's to go on with.
        left.retain(|one| one.kind != LeftKind::Packet);
        Ok(Self { people, left })
    }

    /// Closes what they asked. Before anything is noted: whoever holds the log waits for nobody.
    pub(super) fn close_requests(&self, tx: &mut TenantTx<'_>) -> Result<(), Failure> {
        let requests: Vec<Uuid> = self.of_kind(LeftKind::FeedbackRequest).map(|one| one.id).collect();
        if !requests.is_empty() {
            queries::close_requests(tx, &requests)?;
        }
        Ok(())
    }

    /// Once they have left: passes on what they had in hand, tells whom it concerns, and notes the whole of it, one
    /// event for each of them.
    pub(super) fn hand_over(&self, tx: &mut TenantTx<'_>) -> Result<(), Failure> {
        if self.left.is_empty() {
            return Ok(());
        }
        let carers = self.carers(tx)?;
        let said = self.said(&carers);
        let news: Vec<_> = said
            .iter()
            .map(|(kind, about, to)| News { kind: *kind, about: *about, occasion: "", to: to.as_slice() })
            .collect();
        notifications::remind_all(tx, &news)?;
        tx.note_all(&self.events(&carers))
    }

    fn of_kind(&self, kind: LeftKind) -> impl Iterator<Item = &Left> {
        self.left.iter().filter(move |one| one.kind == kind)
    }

    /// Who cares for what they leave, and for whom they led.
    fn carers(&self, tx: &mut TenantTx<'_>) -> Result<Carers, Failure> {
        let mut cared_for = self.people.clone();
        for kind in [LeftKind::Proposal, LeftKind::LevelProposal] {
            cared_for.extend(self.of_kind(kind).filter_map(|one| one.concerns));
        }
        Ok(Carers { heirs: queries::heirs(tx, &cared_for)?, admins: admins(tx, None)? })
    }

    /// What is said about what, to whom; nothing twice.
    fn said(&self, carers: &Carers) -> HashSet<(NoticeKind, Uuid, Vec<PersonId>)> {
        let owned = self.left.iter().filter(|one| one.kind.is_owned());
        let owners: BTreeSet<PersonId> = owned.map(|one| one.leaver).collect();
        let left = owners.into_iter().map(|owner| (NoticeKind::OwnerLeft, owner.0, carers.of(owner)));
        let others = self.left.iter().filter_map(|one| {
            let to = one.concerns.filter(|to| !self.people.contains(to))?;
            match one.kind {
                LeftKind::FeedbackAsk => Some((NoticeKind::FeedbackLapsed, one.about, vec![to])),
                LeftKind::Blocker => Some((NoticeKind::BlockerReturned, one.about, vec![to])),
                LeftKind::Proposal => Some((NoticeKind::ProposalPassedOn, one.about, carers.of(to))),
                LeftKind::LevelProposal => Some((NoticeKind::LevelProposed, one.about, carers.of(to))),
                _ => None,
            }
        });
        left.chain(others).collect()
    }

    fn events(&self, carers: &Carers) -> Vec<Event> {
        let mut by_person: HashMap<PersonId, BTreeMap<&'static str, Vec<Uuid>>> = HashMap::new();
        for one in &self.left {
            by_person.entry(one.leaver).or_default().entry(one.kind.as_str()).or_default().push(one.id);
        }
        let event = |leaver: &PersonId| {
            let left = by_person.get(leaver)?;
            Some(Event::new("people.handed_over", *leaver).after(&HandedOver { to: carers.of(*leaver), left }))
        };
        self.people.iter().filter_map(event).collect()
    }
}

/// Who is told in somebody's place.
struct Carers {
    heirs: HashMap<PersonId, PersonRef>,
    admins: Vec<PersonId>,
}

impl Carers {
    /// The nearest above them who is there, or the Admins.
    fn of(&self, person: PersonId) -> Vec<PersonId> {
        self.heirs.get(&person).map_or_else(|| self.admins.clone(), |heir| vec![heir.id])
    }
}

/// What somebody left behind, for the audit log: which things of which kind, and who cares for them.
#[derive(Serialize)]
struct HandedOver<'a> {
    to: Vec<PersonId>,
    left: &'a BTreeMap<&'static str, Vec<Uuid>>,
}
