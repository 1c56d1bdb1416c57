//! The attack: everything that anybody can get out of the API, as one system of linear equations. Whoever knows who
//! answered and adds and subtracts as they like must not come to anybody's answer, nor to that of a group below the
//! minimum.

use std::collections::{BTreeMap, BTreeSet};

use perftrack_tests::{Org, Persona, db::run};
use serde_json::json;
use shared::{
    access::Role,
    operation::Nothing,
    pulse::{Answer, ExportPulseResults, PulsePath, PulseResults, PulseStep, ReadPulse, ReadPulseResults},
    wire::{PersonId, PulseId, TeamId},
};

use super::{answer, ballot, create, seat, step, team, today};

/// A number with a denominator.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Ratio(i128, i128);

impl Ratio {
    const ZERO: Self = Self(0, 1);

    fn new(over: i128, under: i128) -> Self {
        let (mut a, mut b) = (over.abs(), under.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let sign = if under < 0 { -1 } else { 1 };
        Self(sign * over / a.max(1), sign * under / a.max(1))
    }

    fn minus(self, other: Self) -> Self {
        Self::new(self.0 * other.1 - other.0 * self.1, self.1 * other.1)
    }

    fn times(self, other: Self) -> Self {
        Self::new(self.0 * other.0, self.1 * other.1)
    }

    fn over(self, other: Self) -> Self {
        Self::new(self.0 * other.1, self.1 * other.0)
    }
}

/// Equations in reduced form: each row has a column where the others are zero.
#[derive(Default)]
struct System(Vec<(usize, Vec<Ratio>)>);

impl System {
    fn rest(&self, mut row: Vec<Ratio>) -> Vec<Ratio> {
        for (pivot, known) in &self.0 {
            let factor = row[*pivot];
            row.iter_mut().zip(known).for_each(|(at, known)| *at = at.minus(factor.times(*known)));
        }
        row
    }

    fn add(&mut self, row: Vec<Ratio>) {
        let mut row = self.rest(row);
        let Some(pivot) = row.iter().position(|at| *at != Ratio::ZERO) else { return };
        let lead = row[pivot];
        row.iter_mut().for_each(|at| *at = at.over(lead));
        for (_, known) in &mut self.0 {
            let factor = known[pivot];
            known.iter_mut().zip(&row).for_each(|(at, new)| *at = at.minus(factor.times(*new)));
        }
        self.0.push((pivot, row));
    }

    /// Whether the sum over these unknowns follows from the equations.
    fn tells(&self, row: Vec<Ratio>) -> bool {
        self.rest(row).iter().all(|at| *at == Ratio::ZERO)
    }
}

/// Repeatable choices.
struct Lot(u64);

impl Lot {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

/// An organisation by lot: teams in teams, people in them, some of them managers.
struct World {
    org: Org,
    teams: Vec<(TeamId, Option<usize>)>,
    people: Vec<(Persona, Option<usize>)>,
}

impl World {
    fn by(lot: &mut Lot) -> Self {
        let org = Org::db_new();
        let mut teams: Vec<(TeamId, Option<usize>)> = Vec::new();
        for _ in 0..3 + lot.below(4) {
            let above = if teams.is_empty() || lot.below(3) == 0 { None } else { Some(lot.below(teams.len())) };
            let parent = above.map(|above| teams[above].0);
            teams.push((team(&org, parent).id, above));
        }
        let mut people: Vec<(Persona, Option<usize>)> = Vec::new();
        for _ in 0..16 + lot.below(10) {
            let role = if lot.below(4) == 0 { Role::Manager } else { Role::Employee };
            let managers: Vec<_> = people.iter().filter(|(person, _)| person.role == Role::Manager).collect();
            let boss = if managers.is_empty() { None } else { Some(managers[lot.below(managers.len())].0.clone()) };
            let at = if lot.below(6) == 0 { None } else { Some(lot.below(teams.len())) };
            let person = org.db_person(role, boss.as_ref());
            if let Some(at) = at {
                seat(&org, &person, teams[at].0);
            }
            people.push((person, at));
        }
        Self { org, teams, people }
    }

    /// Everybody who is asked in a group.
    fn members(&self, team: Option<TeamId>) -> BTreeSet<PersonId> {
        let up = |at: usize| std::iter::successors(Some(at), |at| self.teams[*at].1);
        let inside = |at: Option<usize>| match team {
            None => true,
            Some(team) => at.is_some_and(|at| up(at).any(|above| self.teams[above].0 == team)),
        };
        self.people.iter().filter(|(_, at)| inside(*at)).map(|(person, _)| person.id).collect()
    }
}

/// Three times the same questions, while people come, move and go. Whoever assumes that everybody answers as the time
/// before may add and subtract over all of it.
#[test]
fn nobody_is_found_out_by_comparing_times() {
    for seed in [2, 71, 828] {
        over_time(&mut Lot(seed));
    }
}

fn over_time(lot: &mut Lot) {
    let mut world = World::by(lot);
    let minimum = 3 + lot.below(3);
    let mut system = System::default();
    let mut waves: Vec<Vec<BTreeSet<PersonId>>> = Vec::new();
    let mut everybody: Vec<PersonId> = world.people.iter().map(|(person, _)| person.id).collect();
    // Those to come have a column already.
    let to_come: Vec<Persona> = (0..6).map(|_| world.org.db_person(Role::Employee, None)).collect();
    let away = |world: &World, person: &Persona, status: &str| {
        let change = format!("UPDATE people SET status = '{status}' WHERE id = '{}'", person.id);
        run(&mut world.org.server.database.admin(), &change);
    };
    to_come.iter().for_each(|person| away(&world, person, "deactivated"));
    everybody.extend(to_come.iter().map(|person| person.id));
    let mut to_come = to_come.into_iter();
    for wave in 0..3 {
        if wave > 0 {
            for _ in 0..1 + lot.below(3) {
                let Some(person) = to_come.next() else { break };
                away(&world, &person, "active");
                let at = lot.below(world.teams.len());
                seat(&world.org, &person, world.teams[at].0);
                world.people.push((person, Some(at)));
            }
            for _ in 0..lot.below(6) {
                let (who, to) = (lot.below(world.people.len()), lot.below(world.teams.len()));
                seat(&world.org, &world.people[who].0, world.teams[to].0);
                world.people[who].1 = Some(to);
            }
            for _ in 0..lot.below(3) {
                let gone = world.people.remove(lot.below(world.people.len())).0;
                away(&world, &gone, "deactivated");
            }
        }
        let mine = published_of(&world, minimum);
        for members in &mine {
            system.add(row(&everybody, members));
        }
        waves.push(mine);
    }
    assert!(waves.iter().any(|wave| !wave.is_empty()), "nothing was published at all");
    for person in &everybody {
        assert!(!system.tells(row(&everybody, &BTreeSet::from([*person]))), "one answer can be computed");
    }
    // Nor do any two groups of two times differ by a few.
    for (earlier, later) in [(0, 1), (0, 2), (1, 2)] {
        for one in &waves[earlier] {
            for other in &waves[later] {
                let few = one.symmetric_difference(other).count();
                assert!(few == 0 || few >= minimum, "{few} make the difference");
            }
        }
    }
}

/// Asks everybody, who all answer, and gives the members of each group that is published.
fn published_of(world: &World, minimum: usize) -> Vec<BTreeSet<PersonId>> {
    let admin = world.org.admin();
    let new = json!({
        "title": "Attacked", "opens_on": today(), "closes_on": today(), "minimum": minimum, "excluded": [admin.id],
        "questions": [{ "kind": "enps", "text": "Q0" }],
    });
    let id = create(admin, serde_json::from_value(new).expect("a pulse")).expect("a draft").pulse.id;
    step(admin, id, PulseStep::Open).expect("it opens");
    for (person, _) in &world.people {
        let slip = ballot(person, id);
        answer(&world.org, &slip, vec![Answer { number: Some(7), ..Answer::to(0) }]).expect("an answer");
    }
    step(admin, id, PulseStep::Close).expect("it closes");
    let results = admin.call::<ReadPulseResults>(PulsePath { id }, Nothing {}, ()).expect("results");
    let of = |cell: &shared::pulse::Cell| {
        let group = results.groups.iter().find(|group| group.id == cell.group_id).expect("its group");
        let members = world.members(group.team_id);
        assert_eq!(i64::try_from(members.len()).ok(), Some(cell.n), "a published group is the team it is called");
        members
    };
    results.questions[0].cells.iter().map(of).collect()
}

#[test]
fn nobody_is_found_out_by_arithmetic() {
    for seed in [3, 14, 159] {
        let mut lot = Lot(seed);
        attack(&mut lot);
    }
}

fn attack(lot: &mut Lot) {
    let world = World::by(lot);
    let minimum = 3 + lot.below(3);
    let admin = world.org.admin();
    let new = json!({
        "title": "Attacked", "opens_on": today(), "closes_on": today(), "minimum": minimum, "share_total": true,
        "excluded": [admin.id],
        "questions": [
            { "kind": "enps", "text": "Q0", "optional": true },
            { "kind": "choice", "text": "Q1", "options": ["A", "B"], "optional": true },
            { "kind": "text", "text": "Q2" },
        ],
    });
    let id = create(admin, serde_json::from_value(new).expect("a pulse")).expect("a draft").pulse.id;
    step(admin, id, PulseStep::Open).expect("it opens");
    // Who answered which question; the attacker knows that much.
    let mut answered: BTreeMap<u8, Vec<PersonId>> = BTreeMap::new();
    for (person, _) in &world.people {
        if lot.below(10) < 3 {
            continue;
        }
        let mut sheet = Vec::new();
        for question in 0..3 {
            if lot.below(8) == 0 {
                continue;
            }
            answered.entry(question).or_default().push(person.id);
            let number = u8::try_from(lot.below(2)).expect("small");
            sheet.push(match question {
                0 => Answer { number: Some(number), ..Answer::to(0) },
                1 => Answer { choices: Some(vec![number]), ..Answer::to(1) },
                _ => Answer { text: Some(format!("Words of {}", person.id)), ..Answer::to(2) },
            });
        }
        let slip = ballot(person, id);
        answer(&world.org, &slip, sheet).expect("an answer");
    }
    step(admin, id, PulseStep::Close).expect("it closes");
    for question in 0..3_u8 {
        let known = &answered.get(&question).cloned().unwrap_or_default();
        let mut system = System::default();
        for (group, n) in everything(&world, id, question) {
            let members = world.members(group);
            let counted = known.iter().filter(|person| members.contains(person)).count();
            assert_eq!(i64::try_from(counted).ok(), Some(n), "a published group is the team it is called");
            assert!(counted >= minimum);
            system.add(row(known, &members));
        }
        for person in known {
            assert!(!system.tells(row(known, &BTreeSet::from([*person]))), "one answer can be computed");
        }
        for (team, _) in &world.teams {
            let members = world.members(Some(*team));
            let few = known.iter().filter(|person| members.contains(person)).count();
            let all: BTreeSet<_> = known.iter().copied().filter(|person| !members.contains(person)).collect();
            assert!(few == 0 || few >= minimum || !system.tells(row(known, &members)), "{few} of a team");
            assert!(
                all.is_empty() || all.len() >= minimum || !system.tells(row(known, &all)),
                "the rest beside a team"
            );
        }
    }
}

fn row(columns: &[PersonId], members: &BTreeSet<PersonId>) -> Vec<Ratio> {
    columns.iter().map(|person| if members.contains(person) { Ratio(1, 1) } else { Ratio::ZERO }).collect()
}

/// Every published cell of a question that anybody gets, by the page and by the file.
fn everything(world: &World, id: PulseId, question: u8) -> Vec<(Option<TeamId>, i64)> {
    let path = || PulsePath { id };
    let mut found: BTreeMap<Option<TeamId>, i64> = BTreeMap::new();
    for reader in world.people.iter().map(|(person, _)| person).chain([world.org.admin()]) {
        reader.call::<ReadPulse>(path(), Nothing {}, ()).expect("the pulse");
        let results = reader.call::<ReadPulseResults>(path(), Nothing {}, ()).expect("results");
        let file = reader.call::<ExportPulseResults>(path(), Nothing {}, ()).expect("a file");
        let one = &results.questions[usize::from(question)];
        assert!(one.trend.is_empty(), "there was no wave before");
        for cell in &one.cells {
            let group = results.groups.iter().find(|group| group.id == cell.group_id).expect("its group");
            let earlier = *found.entry(group.team_id).or_insert(cell.n);
            assert_eq!(earlier, cell.n, "everybody sees the same number");
        }
        assert_eq!(rows_of(&file, &one.question.text), shown(&results, question), "the file says more or less");
        let spoken: BTreeSet<_> = one.texts.iter().map(|spoken| spoken.group_id).collect();
        let named: BTreeSet<_> = one.cells.iter().map(|cell| cell.group_id).collect();
        assert!(spoken.is_subset(&named), "texts stand under published groups only");
    }
    found.into_iter().collect()
}

/// How many lines of the file speak of a question.
fn rows_of(file: &str, question: &str) -> usize {
    file.lines().filter(|line| line.trim_start_matches('\u{feff}').starts_with(&format!("{question},"))).count()
}

fn shown(results: &PulseResults, question: u8) -> usize {
    let one = &results.questions[usize::from(question)];
    one.cells.iter().map(|cell| cell.counts.len().max(1)).sum::<usize>() + one.texts.len()
}
