//! What other pulses published of the same questions: beside it nothing may be published that would show the few who
//! came, went or moved between.

use std::collections::{HashMap, HashSet};

use diesel::{PgConnection, QueryResult};
use shared::{
    pulse::rules::{
        over_time::{Counted as Both, given_away},
        publish::{Counted, published, shown_as},
    },
    wire::{PulseGroupId, PulseId},
};
use uuid::Uuid;

use super::{
    parent,
    queries::{self, GroupRow},
};

/// Another pulse that is closed.
#[derive(Default)]
struct Other {
    groups: Vec<GroupRow>,
    /// By question of this pulse the groups that are published of the same question there, once for each time it is asked.
    published: HashMap<i16, Vec<HashSet<PulseGroupId>>>,
    /// How many people carry a name here, and one there.
    people: Vec<(Option<PulseGroupId>, Option<PulseGroupId>, usize)>,
}

/// Everything that was published of the same questions.
pub(super) struct Elsewhere(Vec<Other>);

impl Elsewhere {
    /// For the pulse with these groups.
    pub(super) fn of(conn: &mut PgConnection, org: Uuid, id: PulseId, groups: &[GroupRow]) -> QueryResult<Self> {
        let mut others: HashMap<PulseId, Other> = HashMap::new();
        let same = queries::same_questions(conn, org, id)?;
        let ids: Vec<PulseId> =
            same.iter().map(|same| same.survey_id.into()).collect::<HashSet<_>>().into_iter().collect();
        let mut cells: HashMap<(PulseId, i16), HashSet<PulseGroupId>> = HashMap::new();
        for (other, position, group) in queries::published_groups(conn, org, &ids)? {
            cells.entry((other, position)).or_default().insert(group);
        }
        for one in same {
            let other = PulseId(one.survey_id);
            let there = cells.get(&(other, one.theirs)).cloned().unwrap_or_default();
            others.entry(other).or_default().published.entry(one.mine).or_default().push(there);
        }
        for (other, group) in queries::groups_of(conn, org, &ids)? {
            others.entry(other).or_default().groups.push(group);
        }
        for row in queries::asked_in_both(conn, org, id, &ids)? {
            let people = usize::try_from(row.people).unwrap_or_default();
            let names = (row.mine.map(PulseGroupId), Some(PulseGroupId(row.theirs)), people);
            others.entry(row.survey_id.into()).or_default().people.push(names);
        }
        for other in others.values_mut() {
            other.people.extend(asked_here_alone(groups, &other.people));
        }
        Ok(Self(others.into_values().collect()))
    }

    /// Which groups may be published of a question. What is withheld is marked in `counted`.
    pub(super) fn published(
        &self,
        position: i16,
        groups: &[GroupRow],
        counted: &mut [Counted],
        minimum: usize,
    ) -> Vec<bool> {
        loop {
            let shown = published(counted, minimum);
            let names = named(groups, &shown_as(counted, &shown));
            let given = self.0.iter().find_map(|other| other.given_away(position, &names, minimum));
            match given.and_then(|at| counted.get_mut(at)) {
                Some(group) => group.open = false,
                None => return shown,
            }
        }
    }
}

impl Other {
    /// A group of this pulse that must not be published beside what is published of the other.
    fn given_away(&self, position: i16, here: &HashMap<PulseGroupId, usize>, minimum: usize) -> Option<usize> {
        self.published.get(&position).into_iter().flatten().find_map(|published| {
            let up = |at: &usize| self.groups.get(*at).and_then(|group| parent(&self.groups, group));
            let is_shown = |at: &usize| self.groups.get(*at).is_some_and(|group| published.contains(&group.id));
            let lies_in = |at: usize| std::iter::successors(Some(at), up).find(is_shown);
            let there = named(&self.groups, &(0..self.groups.len()).map(lies_in).collect::<Vec<_>>());
            let both = self.people.iter().map(|(mine, theirs, people)| Both {
                now: mine.and_then(|name| here.get(&name).copied()),
                then: theirs.and_then(|name| there.get(&name).copied()),
                people: *people,
            });
            given_away(&both.collect::<Vec<_>>(), minimum)
        })
    }
}

/// Names with the place of the group they are published in.
fn named(groups: &[GroupRow], shown_as: &[Option<usize>]) -> HashMap<PulseGroupId, usize> {
    groups.iter().zip(shown_as).filter_map(|(group, at)| Some((group.id, (*at)?))).collect()
}

/// Of each name how many people were not asked there.
fn asked_here_alone(
    groups: &[GroupRow],
    both: &[(Option<PulseGroupId>, Option<PulseGroupId>, usize)],
) -> Vec<(Option<PulseGroupId>, Option<PulseGroupId>, usize)> {
    let alone = groups.iter().map(|group| {
        let there: usize = both.iter().filter(|(mine, ..)| *mine == Some(group.id)).map(|(.., people)| people).sum();
        let asked = usize::try_from(group.asked_here).unwrap_or_default();
        (Some(group.id), None, asked.saturating_sub(there))
    });
    alone.collect()
}
