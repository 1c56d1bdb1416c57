//! A random organisation, twice: in memory, where it is plain who stands how to what, and in tables.

use perftrack_tests::{
    Database,
    db::{db_organisation, run},
    unique,
};
use shared::{
    access::{Role, ShareLevel},
    goals::{Visibility, rules::kinds::ObjectiveState},
    wire::id::OrganisationId,
};
use uuid::Uuid;

/// Random enough, and the same for the same seed.
pub struct Dice(pub u64);

impl Dice {
    /// Less than `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    /// One of them.
    pub fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.roll(choices.len())]
    }

    /// One of the first `count`, or often none.
    fn maybe(&mut self, count: usize) -> Option<usize> {
        (count > 0 && self.roll(4) > 0).then(|| self.roll(count))
    }
}

pub struct Person {
    pub id: Uuid,
    pub role: Role,
    pub active: bool,
    pub manager: Option<usize>,
    pub team: Option<usize>,
}

pub struct Team {
    pub id: Uuid,
    pub above: Option<usize>,
}

pub struct Objective {
    pub id: Uuid,
    pub owner: usize,
    pub key_result_owner: Option<usize>,
    pub team: Option<usize>,
    pub state: ObjectiveState,
    pub visibility: Visibility,
}

#[derive(Clone, Copy)]
pub enum Grantee {
    Person(usize),
    Team(usize),
    Everybody,
}

pub struct Kpi {
    pub id: Uuid,
    pub owner: usize,
    pub team: Option<usize>,
    pub visibility: Visibility,
}

/// What is shared, by its place in the world.
#[derive(Clone, Copy, PartialEq)]
pub enum Thing {
    Objective(usize),
    Kpi(usize),
}

pub struct Share {
    pub thing: Thing,
    pub with: Grantee,
    pub level: ShareLevel,
    pub holds: bool,
}

pub struct World {
    pub org: OrganisationId,
    pub people: Vec<Person>,
    pub teams: Vec<Team>,
    pub objectives: Vec<Objective>,
    pub kpis: Vec<Kpi>,
    pub shares: Vec<Share>,
}

impl World {
    /// The world of a seed, written into the tables.
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let org = db_organisation(&mut Database::shared().admin());
        let mut world = Self { org, people: vec![], teams: vec![], objectives: vec![], kpis: vec![], shares: vec![] };
        for index in 0..6 {
            world.teams.push(Team { id: Uuid::now_v7(), above: dice.maybe(index) });
        }
        for index in 0..14 {
            world.people.push(Person {
                id: Uuid::now_v7(),
                role: dice.of(&[Role::Employee, Role::Employee, Role::Manager, Role::Manager, Role::Admin]),
                active: dice.roll(6) > 0,
                manager: dice.maybe(index),
                team: dice.maybe(6),
            });
        }
        for _ in 0..40 {
            world.objectives.push(Objective {
                id: Uuid::now_v7(),
                owner: dice.roll(14),
                key_result_owner: if dice.roll(3) == 0 { Some(dice.roll(14)) } else { None },
                team: dice.maybe(6),
                state: dice.of(ObjectiveState::ALL),
                visibility: dice.of(Visibility::ALL),
            });
        }
        for _ in 0..40 {
            let team = dice.maybe(6);
            // Only what has a team is for the team to see.
            let choices = if team.is_some() {
                Visibility::ALL
            } else {
                &[Visibility::Organisation, Visibility::Chain, Visibility::Private]
            };
            let visibility = dice.of(choices);
            world.kpis.push(Kpi { id: Uuid::now_v7(), owner: dice.roll(14), team, visibility });
        }
        for _ in 0..100 {
            let with = match dice.roll(5) {
                0 => Grantee::Everybody,
                1 | 2 => Grantee::Team(dice.roll(6)),
                _ => Grantee::Person(dice.roll(14)),
            };
            let thing = if dice.roll(2) == 0 { Thing::Objective(dice.roll(40)) } else { Thing::Kpi(dice.roll(40)) };
            let level = dice.of(ShareLevel::ALL);
            world.shares.push(Share { thing, with, level, holds: dice.roll(3) > 0 });
        }
        world.write(&mut dice);
        world
    }

    fn write(&self, dice: &mut Dice) {
        let (org, period) = (self.org, Uuid::now_v7());
        let id = |id: Option<Uuid>| id.map_or("NULL".to_owned(), |id| format!("'{id}'"));
        let mut sql = format!(
            "BEGIN; SET LOCAL app.org_id = '{org}';
             INSERT INTO periods (org_id, id, name, starts_on, ends_on)
             VALUES ('{org}', '{period}', 'P', '2026-01-01', '2026-12-31');"
        );
        for team in &self.teams {
            let (name, above) = (unique(), id(team.above.map(|above| self.teams[above].id)));
            sql += &format!(
                "INSERT INTO teams (org_id, id, name, parent_id) VALUES ('{org}', '{}', '{name}', {above});",
                team.id
            );
        }
        for person in &self.people {
            let (account, email) = (Uuid::now_v7(), format!("{}@example.com", unique()));
            let status = if person.active { "active" } else { "deactivated" };
            let team = id(person.team.map(|team| self.teams[team].id));
            sql += &format!(
                "INSERT INTO accounts (id, email, email_key, password_hash) VALUES ('{account}', '{email}', '{email}', '');
                 INSERT INTO people (org_id, id, account_id, name, email, email_key, role, status, team_id)
                 VALUES ('{org}', '{}', '{account}', 'N', '{email}', '{email}', '{}', '{status}', {team});",
                person.id, person.role
            );
            if let Some(manager) = person.manager {
                sql += &format!(
                    "INSERT INTO reporting_lines (org_id, id, person_id, manager_id)
                     VALUES ('{org}', '{}', '{}', '{}');",
                    Uuid::now_v7(),
                    person.id,
                    self.people[manager].id
                );
            }
        }
        for objective in &self.objectives {
            let (owner, team) = (self.people[objective.owner].id, id(objective.team.map(|team| self.teams[team].id)));
            sql += &format!(
                "INSERT INTO objectives (org_id, id, level, owner_id, team_id, period_id, title, state, visibility,
                                         roll_up, starts_on, ends_on, created_by)
                 VALUES ('{org}', '{}', 'person', '{owner}', {team}, '{period}', 'T', '{}', '{}',
                         'key_results', '2026-01-01', '2026-12-31', '{owner}');",
                objective.id, objective.state, objective.visibility
            );
            if let Some(owner) = objective.key_result_owner {
                sql += &format!(
                    "INSERT INTO key_results (org_id, id, objective_id, owner_id, title, kind, direction)
                     VALUES ('{org}', '{}', '{}', '{}', 'K', 'number', 'increase');",
                    Uuid::now_v7(),
                    objective.id,
                    self.people[owner].id
                );
            }
        }
        for kpi in &self.kpis {
            let (owner, team) = (self.people[kpi.owner].id, id(kpi.team.map(|team| self.teams[team].id)));
            sql += &format!(
                "INSERT INTO kpis (org_id, id, name, owner_id, team_id, visibility, kind, direction, target_value,
                                   frequency, aggregation, created_by)
                 VALUES ('{org}', '{}', 'K', '{owner}', {team}, '{}', 'number', 'higher', 1, 'week', 'sum', '{owner}');",
                kpi.id, kpi.visibility
            );
        }
        for share in &self.shares {
            sql += &self.share(share, dice.roll(2) == 0);
        }
        run(&mut Database::shared().admin(), &format!("{sql} COMMIT"));
    }

    fn share(&self, share: &Share, ended: bool) -> String {
        let (kind, person, team) = match share.with {
            Grantee::Everybody => ("organisation", "NULL".to_owned(), "NULL".to_owned()),
            Grantee::Person(person) => ("person", format!("'{}'", self.people[person].id), "NULL".to_owned()),
            Grantee::Team(team) => ("team", "NULL".to_owned(), format!("'{}'", self.teams[team].id)),
        };
        let (ends, revoked) = match (share.holds, ended) {
            (true, true) => ("now() + interval '1 day'", "NULL"),
            (true, false) => ("NULL", "NULL"),
            (false, true) => ("now() - interval '1 second'", "NULL"),
            (false, false) => ("NULL", "now()"),
        };
        let (column, thing) = match share.thing {
            Thing::Objective(index) => ("objective_id", self.objectives[index].id),
            Thing::Kpi(index) => ("kpi_id", self.kpis[index].id),
        };
        format!(
            "INSERT INTO shares (org_id, id, {column}, grantee_kind, person_id, team_id, level, reason, ends_at,
                                 revoked_at, granted_by)
             VALUES ('{}', '{}', '{}', '{kind}', {person}, {team}, '{}', 'r', {ends}, {revoked}, '{}');",
            self.org,
            Uuid::now_v7(),
            thing,
            share.level,
            self.people[0].id
        )
    }

    /// Whether `above` stands above `below` in the reporting tree.
    pub fn is_above(&self, above: usize, below: usize) -> bool {
        let mut next = self.people[below].manager;
        while let Some(manager) = next {
            if manager == above {
                return true;
            }
            next = self.people[manager].manager;
        }
        false
    }

    /// Whether a person is in a team or one below it.
    pub fn is_in(&self, person: usize, team: usize) -> bool {
        let mut next = self.people[person].team;
        while let Some(at) = next {
            if at == team {
                return true;
            }
            next = self.teams[at].above;
        }
        false
    }
}
