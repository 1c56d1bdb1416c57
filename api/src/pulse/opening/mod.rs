//! Opening: who is asked, and in which groups they are counted, is settled now and stays so.

mod queries;

use std::collections::{HashMap, HashSet};

use anyhow::anyhow;
use chrono::NaiveDate;
use diesel::PgConnection;
use shared::{
    notifications::{ChannelNews, NoticeKind},
    problem::{Code, Problem},
    pulse::{
        Barrier, Group, LEAST_ASKED, PulsePreview,
        ballot::Booth,
        rules::groups::{self, Node},
    },
    wire::{PersonId, PulseGroupId, PulseId, TeamId},
};
use uuid::Uuid;

use self::queries::{NewGroup, Team};
use super::queries::{Kept, kept};
use crate::{db::TenantTx, http::Failure, notifications, sealed::Sealer};

/// Names what a pulse's seed is sealed for.
pub(super) fn seed_context(org: Uuid, pulse: PulseId) -> String {
    format!("pulse.seed/{org}/{pulse}")
}

/// See [`LEAST_ASKED`].
const TOO_FEW: &str = "it would ask fewer than 10 people, and with so few nothing could be called anonymous";

/// 409 if it would ask too few on its day, as far as that can be told now. Whether another asks the same people shows
/// only then.
pub(super) fn may_be_scheduled(tx: &mut TenantTx<'_>, id: PulseId) -> Result<(), Failure> {
    let org = tx.org();
    let pulse = queries::seen(tx.conn(), org, id)?;
    if Asked::of(tx.conn(), org, &pulse, pulse.opens_on)?.people.len() < LEAST_ASKED {
        return Err(Problem::new(Code::Conflict).because(TOO_FEW).into());
    }
    Ok(())
}

/// Opens it: 409 if its days are over, or it would ask too few, or whom another asks already.
pub(super) fn open(
    conn: &mut PgConnection,
    org: Uuid,
    sealer: &Sealer,
    today: NaiveDate,
    id: PulseId,
) -> Result<(), Failure> {
    let pulse = kept(conn, org, id)?;
    if pulse.closes_on < today {
        return Err(Problem::new(Code::Conflict).because("its last day is over: give it another first").into());
    }
    // Two at once could each find nobody asked by the other.
    queries::one_at_a_time(conn, org)?;
    let asked = Asked::of(conn, org, &pulse, today)?;
    let why = match asked.barrier(conn, org)? {
        Some(Barrier::TooFew) => Some(TOO_FEW),
        Some(Barrier::Overlap) => Some("another pulse that is open asks some of the same people"),
        None => None,
    };
    if let Some(why) = why {
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    let before = queries::members_before(conn, org, &pulse)?;
    let groups = asked.groups(&before, usize::try_from(pulse.minimum).unwrap_or(usize::MAX));
    queries::insert_groups(conn, org, id, &groups)?;
    let invited = asked.invited(&groups);
    queries::invite(conn, org, id, &invited)?;
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| Failure::fault(anyhow!("no random bytes to be had: {error}")))?;
    let key = Booth::of_seed(&seed).ok_or_else(|| Failure::fault(anyhow!("no key from a seed")))?.public_key();
    let sealed = sealer.seal(&seed_context(org, id), &seed)?;
    queries::set_open(conn, org, id, (today, asked.people.len()), &sealed, &key)?;
    notifications::announce_in(conn, org, ChannelNews::PulseOpened, id, "opened")
}

/// Tells those who are asked.
pub(super) fn tell(tx: &mut TenantTx<'_>, id: PulseId) -> Result<(), Failure> {
    let org = tx.org();
    let people = queries::invited(tx.conn(), org, id)?;
    notifications::tell(tx, NoticeKind::PulseOpened, id, &people)
}

/// What opening it now would do.
pub(super) fn preview(tx: &mut TenantTx<'_>, id: PulseId) -> Result<PulsePreview, Failure> {
    let (org, today) = (tx.org(), tx.calendar.today);
    let pulse = queries::seen(tx.conn(), org, id)?;
    let asked = Asked::of(tx.conn(), org, &pulse, today)?;
    let barrier = asked.barrier(tx.conn(), org)?;
    let groups = asked.groups(&HashMap::new(), usize::try_from(pulse.minimum).unwrap_or(usize::MAX));
    let shown = |group: &NewGroup| Group {
        id: group.id,
        parent_id: groups.iter().find(|other| Some(other.place) == group.parent).map(|above| above.id),
        team_id: group.team,
        name: group.name.clone(),
        asked: i64::try_from(group.asked).unwrap_or(i64::MAX),
    };
    Ok(PulsePreview {
        asked: i64::try_from(asked.people.len()).unwrap_or(i64::MAX),
        barrier,
        groups: groups.iter().map(shown).collect(),
    })
}

/// The people a pulse asks, on the team tree.
struct Asked {
    people: Vec<(PersonId, Option<TeamId>)>,
    /// Parents before children.
    teams: Vec<Team>,
}

impl Asked {
    fn of(conn: &mut PgConnection, org: Uuid, pulse: &Kept, today: NaiveDate) -> Result<Self, Failure> {
        Ok(Self { people: queries::audience(conn, org, pulse, today)?, teams: queries::teams(conn, org)? })
    }

    fn barrier(&self, conn: &mut PgConnection, org: Uuid) -> Result<Option<Barrier>, Failure> {
        if self.people.len() < LEAST_ASKED {
            return Ok(Some(Barrier::TooFew));
        }
        let ids: Vec<Uuid> = self.people.iter().map(|(person, _)| person.0).collect();
        Ok(queries::is_asked_elsewhere(conn, org, &ids)?.then_some(Barrier::Overlap))
    }

    /// The node of a team; the whole stands first.
    fn places(&self) -> HashMap<TeamId, usize> {
        (1..).zip(&self.teams).map(|(place, team)| (team.id, place)).collect()
    }

    /// The groups with anybody in them, the whole first.
    fn groups(&self, before: &HashMap<Option<TeamId>, HashSet<PersonId>>, minimum: usize) -> Vec<NewGroup> {
        let places = self.places();
        let place_of = |team: Option<TeamId>| team.and_then(|team| places.get(&team)).copied().unwrap_or(0);
        let mut nodes = vec![Node { parent: None, own: 0 }];
        nodes.extend(self.teams.iter().map(|team| Node { parent: Some(place_of(team.parent)), own: 0 }));
        for (_, team) in &self.people {
            if let Some(node) = nodes.get_mut(place_of(*team)) {
                node.own += 1;
            }
        }
        let label = groups::settle(&nodes, minimum);
        let mut members: Vec<HashSet<PersonId>> = vec![HashSet::new(); nodes.len()];
        for (person, team) in &self.people {
            let name = label.get(place_of(*team)).copied().unwrap_or(0);
            let up = std::iter::successors(Some(name), |at| nodes.get(*at).and_then(|node| node.parent));
            for above in up {
                if let Some(members) = members.get_mut(above) {
                    members.insert(*person);
                }
            }
        }
        let mut kept: Vec<NewGroup> = Vec::new();
        let mut new_place: HashMap<usize, i16> = HashMap::new();
        for (at, members) in members.iter().enumerate().filter(|(at, members)| *at == 0 || !members.is_empty()) {
            let team = at.checked_sub(1).and_then(|at| self.teams.get(at));
            let own = label.iter().zip(&nodes).filter(|(name, _)| **name == at).map(|(_, node)| node.own).sum();
            let place = i16::try_from(kept.len()).unwrap_or(i16::MAX);
            let parent = nodes.get(at).and_then(|node| node.parent).and_then(|parent| new_place.get(&parent).copied());
            new_place.insert(at, place);
            kept.push(NewGroup {
                id: PulseGroupId(Uuid::now_v7()),
                node: at,
                place,
                parent,
                team: team.map(|team| team.id),
                name: team.map(|team| team.name.clone()).unwrap_or_default(),
                asked_here: own,
                asked: members.len(),
                comparable: is_comparable(members, before.get(&team.map(|team| team.id)), minimum),
            });
        }
        kept
    }

    /// Everybody with the group whose name their answers carry.
    fn invited(&self, groups: &[NewGroup]) -> Vec<(PersonId, PulseGroupId)> {
        let places = self.places();
        let node_of: HashMap<usize, PulseGroupId> = groups.iter().map(|group| (group.node, group.id)).collect();
        let parents: Vec<Option<usize>> = std::iter::once(None)
            .chain(self.teams.iter().map(|team| Some(team.parent.and_then(|up| places.get(&up)).copied().unwrap_or(0))))
            .collect();
        // A team whose people carry another's name has none of its own here.
        let carries = |node: usize| groups.iter().any(|group| group.node == node && group.asked_here > 0);
        let invited = self.people.iter().filter_map(|(person, team)| {
            let at = team.and_then(|team| places.get(&team)).copied().unwrap_or(0);
            let mut up = std::iter::successors(Some(at), |at| parents.get(*at).copied().flatten());
            let name = up.find(|node| carries(*node))?;
            Some((*person, *node_of.get(&name)?))
        });
        invited.collect()
    }
}

/// Whether a difference to the wave before shows nobody: the same people, or enough others.
fn is_comparable(now: &HashSet<PersonId>, before: Option<&HashSet<PersonId>>, minimum: usize) -> bool {
    before.is_some_and(|before| {
        let changed = now.symmetric_difference(before).count();
        changed == 0 || changed >= minimum
    })
}
