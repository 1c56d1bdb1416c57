//! Every number of a dashboard, counted again from the lists by whoever asked: in random organisations, for each
//! role, under each filter.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use perftrack_tests::{
    Client, Org, Persona,
    db::{organisation_of, run},
    unique,
};
use shared::{
    access::{Role, ShareLevel},
    analytics::{
        CheckInHealth, CheckInHealthFilter, DashboardFilter, GoalFigures, HealthCounts, ListCheckInHealth,
        ReadCheckInDashboard, ReadGoalDashboard, Stretch, rules,
    },
    goals::{
        CheckIn, CheckInFilter, KeyResult, KeyResultPath, Level, ListCheckIns, ListObjectives, Move, MoveObjective,
        NewObjective, Objective, ObjectiveFilter, ObjectivePath, Opening, ReadObjective, Scope, Visibility,
        rules::{
            kinds::{CheckInStatus, ObjectiveState, Transition},
            status::{LastCheckIn, Rhythm},
        },
    },
    operation::Nothing,
    organisations::{EditOrganisation, OrganisationChanges, Period, ReadOrganisation, WeekStart},
    teams::{CreateTeam, NewTeam, Team},
    wire::{KeyResultId, Limit, ObjectiveId, Page},
};

use super::{check_in, days_ago, key_result, made, objective, period, said, this_period, today};
use crate::agreement::world::Dice;

struct World {
    org: Org,
    people: Vec<Persona>,
    teams: Vec<Team>,
    periods: Vec<Period>,
}

#[test]
fn dashboards_count_what_the_lists_list() {
    for (seed, week) in [3, 20_261_128, 9_876_543_210].into_iter().zip(WeekStart::ALL.iter().copied()) {
        let mut dice = Dice(seed);
        let world = world(&mut dice, week);
        for actor in std::iter::once(world.org.admin()).chain(&world.people) {
            let mut reader = Reader { by: actor, week, details: HashMap::new() };
            for filter in filters(&world, &mut dice) {
                reader.compare_goals(&filter, seed);
                reader.compare_check_ins(&filter, seed);
            }
        }
    }
}

/// Everything, and a few random cuts through it.
fn filters(world: &World, dice: &mut Dice) -> Vec<DashboardFilter> {
    let mut all = vec![DashboardFilter::default()];
    for scope in Scope::ALL {
        all.push(DashboardFilter { scope: Some(*scope), ..Default::default() });
        for period in &world.periods {
            all.push(DashboardFilter {
                period: Some(period.id),
                team: (dice.roll(2) == 0).then(|| world.teams[dice.roll(world.teams.len())].id),
                person: (dice.roll(3) == 0).then(|| world.people[dice.roll(world.people.len())].id),
                scope: Some(*scope),
                as_of: None,
            });
        }
    }
    all
}

fn world(dice: &mut Dice, week: WeekStart) -> World {
    let org = Org::db_new();
    let admin = org.admin();
    let settings = admin.call::<ReadOrganisation>(Nothing {}, Nothing {}, ()).expect("the settings");
    let changes = OrganisationChanges { week_starts_on: Some(week), ..Default::default() };
    admin.change::<EditOrganisation>(Nothing {}, settings.version, changes).expect("the beginning of weeks");
    let chief = org.db_person(Role::Manager, None);
    let lead = org.db_person(Role::Manager, Some(&chief));
    let people = vec![
        org.db_person(Role::Employee, Some(&lead)),
        org.db_person(Role::Employee, Some(&chief)),
        org.db_person(Role::Employee, None),
        lead,
        chief,
    ];
    let mut teams: Vec<Team> = Vec::new();
    for above in [None, Some(0), None] {
        let new = NewTeam { name: unique(), parent_id: above.map(|above: usize| teams[above].id), lead_id: None };
        teams.push(admin.call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("a team"));
    }
    let mut conn = org.server.database.admin();
    for person in &people {
        let (team, id) = (teams[dice.roll(3)].id, person.id);
        run(&mut conn, &format!("UPDATE people SET team_id = '{team}' WHERE id = '{id}'"));
    }
    let periods = vec![period(admin, days_ago(121), days_ago(31)), this_period(admin)];
    let world = World { org, people, teams, periods };
    for _ in 0..14 {
        one(&world, dice);
    }
    world
}

/// An objective of somebody's, with a past.
fn one(world: &World, dice: &mut Dice) {
    let owner = &world.people[dice.roll(world.people.len())];
    let period = &world.periods[dice.roll(2)];
    let mut key_results = vec![key_result()];
    if dice.roll(2) == 0 {
        let mut other = key_result();
        other.cadence_days = Some([3, 10, 30][dice.roll(3)]);
        other.owner_id = Some(world.people[dice.roll(world.people.len())].id);
        key_results.push(other);
    }
    let opening = [Opening::Draft, Opening::Active, Opening::Active, Opening::Active][dice.roll(4)];
    let detail = made(
        owner,
        NewObjective {
            level: Level::Person,
            team_id: (dice.roll(3) > 0).then(|| world.teams[dice.roll(3)].id),
            visibility: dice.of(Visibility::ALL),
            state: Some(opening),
            starts_on: (dice.roll(2) == 0).then(|| period.starts_on + chrono::Days::new(dice.roll(20) as u64)),
            key_results,
            ..objective(period.id)
        },
    );
    if dice.roll(2) == 0 {
        // Written long before today; the others owe nothing of the weeks before.
        let (days, id) = (dice.roll(130), detail.objective.id);
        let mut conn = world.org.server.database.admin();
        let back = format!("UPDATE key_results SET created_at = created_at - interval '{days} days'");
        run(&mut conn, &format!("{back} WHERE objective_id = '{id}'"));
    }
    let mut earlier = None;
    for key_result in &detail.key_results {
        for _ in 0..dice.roll(6) {
            let mut new = said(days_ago(dice.roll(130) as u64), dice.roll(12) as f64);
            new.status = dice.of(CheckInStatus::ALL);
            new.supersedes_id = earlier.take().filter(|_| dice.roll(3) == 0);
            earlier = Some(check_in(owner, key_result.id, new).id);
        }
        earlier = None;
        check_in(owner, key_result.id, said(days_ago(dice.roll(40) as u64), 4.0));
    }
    let id = detail.objective.id;
    let close = [Transition::Achieve, Transition::Miss, Transition::Cancel, Transition::Pause];
    if opening == Opening::Active && dice.roll(3) == 0 {
        go(owner, id, close[dice.roll(4)]);
    }
    if dice.roll(3) == 0 {
        share(world, id, &world.people[dice.roll(world.people.len())], dice.of(ShareLevel::ALL));
    }
}

fn go(by: &Client, id: ObjectiveId, transition: Transition) {
    let version = by.call::<ReadObjective>(ObjectivePath { id }, Nothing {}, ()).expect("seen").objective.version;
    let closing = transition != Transition::Pause;
    let asked = Move {
        transition,
        score: closing.then_some(0.5),
        score_comment: closing.then(|| "As judged.".to_owned()),
        learning: closing.then(|| "Begin earlier.".to_owned()),
    };
    by.change::<MoveObjective>(ObjectivePath { id }, version, asked).expect("the step");
}

fn share(world: &World, id: ObjectiveId, with: &Persona, level: ShareLevel) {
    let mut conn = world.org.server.database.admin();
    let org = organisation_of(&mut conn, with.id);
    let (share, admin) = (uuid::Uuid::now_v7(), world.org.admin().id);
    run(
        &mut conn,
        &format!(
            "INSERT INTO shares (org_id, id, objective_id, grantee_kind, person_id, level, reason, granted_by)
             VALUES ('{org}', '{share}', '{id}', 'person', '{}', '{level}', 'a test', '{admin}')",
            with.id
        ),
    );
}

/// Somebody who reads lists to their end.
struct Reader<'a> {
    by: &'a Persona,
    week: WeekStart,
    details: HashMap<ObjectiveId, Vec<(KeyResult, Vec<CheckIn>)>>,
}

impl Reader<'_> {
    fn objectives(&self, filter: &ObjectiveFilter) -> Vec<Objective> {
        all(|cursor| {
            let filter = ObjectiveFilter { cursor, limit: Limit::new(100), ..filter.clone() };
            self.by.call::<ListObjectives>(Nothing {}, filter, ()).expect("the list")
        })
    }

    fn key_results(&mut self, id: ObjectiveId) -> &[(KeyResult, Vec<CheckIn>)] {
        let by = self.by;
        self.details.entry(id).or_insert_with(|| {
            let detail = by.call::<ReadObjective>(ObjectivePath { id }, Nothing {}, ()).expect("the objective");
            let said = |id: KeyResultId| {
                all(|cursor| {
                    let filter = CheckInFilter { cursor, limit: Limit::new(100) };
                    by.call::<ListCheckIns>(KeyResultPath { id }, filter, ()).expect("the check-ins")
                })
            };
            detail.key_results.into_iter().map(|result| (result.clone(), said(result.id))).collect()
        })
    }

    fn compare_goals(&self, filter: &DashboardFilter, seed: u64) {
        let found = self.by.call::<ReadGoalDashboard>(Nothing {}, filter.clone(), ()).expect("the dashboard");
        let what = format!("seed {seed}, {} {}, {filter:?}", self.by.role, self.by.id);
        let listed = |period: &Option<Stretch>| {
            period.as_ref().map_or(Vec::new(), |period| {
                self.objectives(&ObjectiveFilter {
                    period: Some(period.id),
                    team: filter.team,
                    owner: filter.person,
                    scope: Some(filter.scope()),
                    agreed: Some(true),
                    ..Default::default()
                })
            })
        };
        let (now, before) = (listed(&found.period), listed(&found.before));
        same(&found.total, now.iter(), &what);
        assert_eq!(found.total_before.is_some(), found.before.is_some(), "{what}");
        if let Some(total_before) = &found.total_before {
            same(total_before, before.iter(), &what);
        }
        let teams: Vec<_> = found.teams.iter().map(|row| row.team.as_ref().map(|team| team.id)).collect();
        for row in &found.teams {
            let team = row.team.as_ref().map(|team| team.id);
            let of_team = |objective: &&Objective| objective.team.as_ref().map(|team| team.id) == team;
            same(&row.figures, now.iter().filter(of_team), &what);
            if let Some(figures) = &row.before {
                same(figures, before.iter().filter(of_team), &what);
            }
        }
        let named = |objective: &Objective| teams.contains(&objective.team.as_ref().map(|team| team.id));
        assert!(now.iter().chain(&before).all(named), "{what}: a team is missing");
    }

    fn compare_check_ins(&mut self, filter: &DashboardFilter, seed: u64) {
        let found = self.by.call::<ReadCheckInDashboard>(Nothing {}, filter.clone(), ()).expect("the dashboard");
        let what = format!("seed {seed}, {} {}, {filter:?}", self.by.role, self.by.id);
        let Some(period) = &found.period else { return };
        let weeks: Vec<_> = found.weeks.iter().map(|week| (week.starts_on, week.ends_on)).collect();
        assert_eq!(weeks, rules::weeks(period.starts_on, period.ends_on.min(today()), self.week), "{what}");
        let mut total = HealthCounts::default();
        for week in &found.weeks {
            let counts = self.health(filter, period, week.ends_on);
            assert_eq!(week.counts, counts, "{what}: the week until {}", week.ends_on);
            CheckInHealth::ALL.iter().for_each(|health| total.add(*health, counts.of(*health)));
        }
        assert_eq!(found.total, total, "{what}");
        if let (Some(before), Some(counts)) = (&found.before, found.total_before) {
            let mut total = HealthCounts::default();
            for (_, ends_on) in rules::weeks(before.starts_on, before.ends_on.min(today()), self.week) {
                let counts = self.health(filter, before, ends_on);
                CheckInHealth::ALL.iter().for_each(|health| total.add(*health, counts.of(*health)));
            }
            assert_eq!(counts, total, "{what}: the period before");
        }
        // What opens behind a bar is as long as the bar.
        if let Some(week) = found.weeks.get(found.weeks.len() / 2) {
            for health in CheckInHealth::ALL {
                let rows = self.rows(filter, week.starts_on, *health);
                assert_eq!(rows, week.counts.of(*health), "{what}: {health} in the week of {}", week.starts_on);
            }
        }
    }

    fn rows(&self, filter: &DashboardFilter, week: NaiveDate, health: CheckInHealth) -> i64 {
        let rows = all(|cursor| {
            let filter = CheckInHealthFilter {
                period: filter.period,
                team: filter.team,
                person: filter.person,
                scope: filter.scope,
                as_of: filter.as_of,
                week: Some(week),
                health: Some(health),
                limit: Limit::new(2),
                cursor,
            };
            self.by.call::<ListCheckInHealth>(Nothing {}, filter, ()).expect("the rows")
        });
        assert!(rows.iter().all(|row| row.health == health));
        rows.len() as i64
    }

    /// How the key results stood at the end of a day, by the rule.
    fn health(&mut self, filter: &DashboardFilter, period: &Stretch, day: NaiveDate) -> HealthCounts {
        let objectives = self.objectives(&ObjectiveFilter {
            period: Some(period.id),
            team: filter.team,
            scope: Some(filter.scope()),
            ..Default::default()
        });
        let mut counts = HealthCounts::default();
        for objective in objectives {
            let runs = objective.state == ObjectiveState::Active || objective.state.is_closed();
            let closed = objective.closed_at.is_some_and(|at| at.date_naive() < day);
            if !runs || closed || objective.starts_on > day {
                continue;
            }
            for (result, said) in self.key_results(objective.id) {
                if filter.person.is_some_and(|person| result.owner.id != person) {
                    continue;
                }
                let standing = said.iter().filter(|one| one.superseded_by.is_none() && one.as_of <= day);
                let last = standing.max_by_key(|one| one.as_of);
                let last = last.map(|one| LastCheckIn { on: one.as_of, status: one.status });
                let written = result.created_at.date_naive();
                if last.is_none() && written > day {
                    continue;
                }
                let since = if last.is_none() { objective.starts_on.max(written) } else { objective.starts_on };
                let rhythm = Rhythm { cadence_days: result.cadence_days.unwrap_or(7), since };
                counts.add(rules::health(rhythm, last, day), 1);
            }
        }
        counts
    }
}

/// All pages of a list.
fn all<T>(page: impl Fn(Option<String>) -> Page<T>) -> Vec<T> {
    let (mut items, mut cursor) = (Vec::new(), None);
    loop {
        let read = page(cursor);
        items.extend(read.items);
        cursor = read.next_cursor;
        if cursor.is_none() {
            return items;
        }
    }
}

#[track_caller]
fn same<'a>(found: &GoalFigures, listed: impl Iterator<Item = &'a Objective>, what: &str) {
    let listed: Vec<_> = listed.collect();
    let mut by_status = BTreeMap::new();
    listed.iter().for_each(|objective| *by_status.entry(objective.status.as_str()).or_insert(0) += 1);
    let counted: BTreeMap<_, _> = found.by_status.iter().map(|part| (part.status.as_str(), part.count)).collect();
    assert_eq!((found.count, &counted), (listed.len() as i64, &by_status), "{what}");
    let measured: Vec<_> = listed.iter().filter(|objective| objective.progress.is_some()).collect();
    let mean = |of: &dyn Fn(&Objective) -> f64| {
        let sum: f64 = measured.iter().map(|objective| of(objective)).sum();
        (!measured.is_empty()).then(|| sum / measured.len() as f64)
    };
    near(found.mean_progress, mean(&|objective| objective.progress.unwrap_or_default()), what);
    near(found.expected, mean(&|objective| objective.expected), what);
}

#[track_caller]
fn near(found: Option<f64>, expected: Option<f64>, what: &str) {
    let close = match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
        (found, expected) => found == expected,
    };
    assert!(close, "{what}: {found:?}, not {expected:?}");
}
