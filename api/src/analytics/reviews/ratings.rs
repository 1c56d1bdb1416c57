//! Which ratings there are in each cycle, what they were in the one before, and whose differ by more than chance.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use chrono::NaiveDate;
use shared::{
    analytics::{
        CycleRatings, CycleRatingsBefore, RatingCount, RatingsApart,
        rules::chance::{LEAST, apart, warned},
    },
    people::{PersonRef, TeamRef},
    reviews::ReviewCycleRef,
    wire::{PersonId, ReviewCycleId, TeamId},
};

use super::queries::Standing;

/// The words of each cycle's scale.
pub(super) type Scales = HashMap<ReviewCycleId, Vec<String>>;

/// A cycle's packets whose rating the actor reads.
struct Cycle<'a> {
    id: ReviewCycleId,
    write_by: NaiveDate,
    scale: &'a [String],
    rows: Vec<(&'a Standing, Option<usize>)>,
}

/// Cycle by cycle, latest due first.
pub(super) fn ratings(rows: &[Standing], before: &[Standing], scales: &Scales) -> Vec<CycleRatings> {
    let earlier = cycles(before, scales);
    let ratings = cycles(rows, scales).into_iter().map(|cycle| {
        let (steps, none) = cycle.counts();
        let before = earlier.iter().find(|it| it.scale == cycle.scale && it.write_by < cycle.write_by);
        CycleRatings { cycle: cycle.named(), steps, none, before: before.map(Cycle::as_before), apart: cycle.apart() }
    });
    ratings.collect()
}

fn cycles<'a>(rows: &'a [Standing], scales: &'a Scales) -> Vec<Cycle<'a>> {
    let mut cycles: BTreeMap<(Reverse<NaiveDate>, ReviewCycleId), Cycle<'a>> = BTreeMap::new();
    for row in rows {
        let (Some(rating), Some(scale)) = (row.rating(), scales.get(&row.cycle_id)) else { continue };
        let (id, write_by) = (row.cycle_id, row.write_by);
        let cycle =
            cycles.entry((Reverse(write_by), id)).or_insert_with(|| Cycle { id, write_by, scale, rows: vec![] });
        cycle.rows.push((row, rating));
    }
    cycles.into_values().collect()
}

impl Cycle<'_> {
    fn named(&self) -> ReviewCycleRef {
        let name = self.rows.first().map(|(row, _)| row.cycle_name.clone());
        ReviewCycleRef { id: self.id, name: name.unwrap_or_default() }
    }

    /// Which steps people have, from 0; `None` for those who have none.
    fn steps(&self) -> impl Iterator<Item = (&Standing, Option<usize>)> {
        let most = self.scale.len();
        let step = move |rating: Option<usize>| rating?.checked_sub(1).filter(|step| *step < most);
        self.rows.iter().map(move |(row, rating)| (*row, step(*rating)))
    }

    fn counts(&self) -> (Vec<RatingCount>, i64) {
        let mut steps: Vec<_> = self.scale.iter().map(|word| RatingCount { word: word.clone(), count: 0 }).collect();
        let mut none = 0;
        for (_, step) in self.steps() {
            match step.and_then(|step| steps.get_mut(step)) {
                Some(step) => step.count += 1,
                None => none += 1,
            }
        }
        (steps, none)
    }

    fn as_before(&self) -> CycleRatingsBefore {
        let (steps, none) = self.counts();
        CycleRatingsBefore { cycle: self.named(), steps, none }
    }

    /// Teams by name, then managers' people by the manager's name.
    fn apart(&self) -> Vec<RatingsApart> {
        let least = self.rows.first().map_or(LEAST, |(row, _)| LEAST.max(row.minimum.into()));
        let mut all = vec![0; self.scale.len()];
        let mut teams: BTreeMap<(&str, TeamId), Group> = BTreeMap::new();
        let mut managers: BTreeMap<(&str, PersonId), Group> = BTreeMap::new();
        for (row, step) in self.steps() {
            let Some(step) = step else { continue };
            all[step] += 1;
            if let Some((id, name)) = row.team_id.zip(row.team_name.as_deref()) {
                let team = || Group::of(all.len(), Some(TeamRef { id, name: name.to_owned() }), None);
                teams.entry((name, id)).or_insert_with(team).steps[step] += 1;
            }
            if let Some((id, name)) = row.manager_id.zip(row.manager_name.as_deref()) {
                let manager = || Group::of(all.len(), None, Some(PersonRef { id, name: name.to_owned() }));
                managers.entry((name, id)).or_insert_with(manager).steps[step] += 1;
            }
        }
        let groups = teams.into_values().chain(managers.into_values());
        let compared = groups.filter(|group| group.people() >= least).filter_map(|group| {
            let others: Vec<i64> = all.iter().zip(&group.steps).map(|(all, ours)| all - ours).collect();
            let found = apart(&group.steps, &others).filter(|_| others.iter().sum::<i64>() >= least)?;
            Some((group, found))
        });
        let compared: Vec<_> = compared.collect();
        let chances: Vec<f64> = compared.iter().map(|(_, found)| found.chance).collect();
        let told =
            compared.into_iter().zip(warned(&chances)).filter(|(_, warned)| *warned).map(|((group, found), _)| {
                let people = group.people();
                let Group { team, manager, .. } = group;
                RatingsApart { team, manager, people, higher: found.higher, chance: found.chance }
            });
        told.collect()
    }
}

/// A team, or one manager's people, and how many of them have which rating.
struct Group {
    team: Option<TeamRef>,
    manager: Option<PersonRef>,
    steps: Vec<i64>,
}

impl Group {
    fn of(steps: usize, team: Option<TeamRef>, manager: Option<PersonRef>) -> Self {
        Self { team, manager, steps: vec![0; steps] }
    }

    fn people(&self) -> i64 {
        self.steps.iter().sum()
    }
}
