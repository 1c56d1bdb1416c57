//! KPI status: counted again from the list of KPIs as it is today, and for a day of the past from their series as they
//! were known then, by whoever asks.

use std::collections::HashMap;

use chrono::NaiveDate;
use perftrack_tests::{Client, Org, Persona, Refused, db::run, unique};
use serde_json::{Value, json};
use shared::{
    access::{Relation, Role},
    analytics::{
        DashboardFilter, ExportKpisCsv, ExportKpisXlsx, KpiCounts, KpiDashboard, KpiStanding, KpiStandingFilter,
        ListKpiStandings, ReadKpiDashboard,
    },
    goals::{Scope, Visibility},
    kpis::{
        ArchiveKpi, CreateKpi, CreateMeasurement, Kpi, KpiFilter, KpiPath, ListKpis, NewMeasurement, ReadKpiSeries,
        SeriesQuery,
        rules::{
            kinds::{Aggregation, Grain, KpiState},
            state::{Course, PeriodValue, on, timeline},
        },
    },
    operation::{Answer, Format, Nothing, Operation, Xlsx},
    problem::Code,
    teams::{CreateTeam, NewTeam, Team},
    wire::{KpiId, Limit, Page, PeriodId},
};

use super::{days_ago, period, this_period, today};
use crate::agreement::world::Dice;

/// An organisation with KPIs of all kinds, and a past.
struct World {
    org: Org,
    people: Vec<Persona>,
    teams: Vec<Team>,
    /// Whether a period of theirs says nothing before it is over.
    late: HashMap<KpiId, bool>,
}

#[test]
fn it_counts_what_the_list_lists_and_what_was_known_at_the_end_of_the_period_before() {
    let (mut seen, mut seen_before) = (KpiCounts::default(), KpiCounts::default());
    for seed in [5, 20_261_128] {
        let mut dice = Dice(seed);
        let world = world(&mut dice);
        for actor in std::iter::once(world.org.admin()).chain(&world.people) {
            for filter in filters(&world, &mut dice) {
                let what = format!("seed {seed}, {} {}, {filter:?}", actor.role, actor.id);
                let (found, before) = compare(&world, actor, &filter, &what);
                KpiState::ALL.iter().filter(|state| found.of(**state) > 0).for_each(|state| seen.add(*state));
                KpiState::ALL.iter().filter(|state| before.of(**state) > 0).for_each(|state| seen_before.add(*state));
            }
        }
    }
    // Worlds in which nothing ever stood well, or badly, would prove nothing; what is late in one hangs on its ids.
    for seen in [seen, seen_before] {
        assert!(KpiState::ALL.iter().all(|state| seen.of(*state) > 0), "{seen:?}");
    }
}

fn filters(world: &World, dice: &mut Dice) -> Vec<DashboardFilter> {
    let mut all = vec![DashboardFilter::default(), DashboardFilter { scope: Some(Scope::Seen), ..Default::default() }];
    all.push(DashboardFilter {
        team: Some(world.teams[dice.roll(world.teams.len())].id),
        scope: Some(Scope::Seen),
        ..Default::default()
    });
    all.push(DashboardFilter {
        person: Some(world.people[dice.roll(world.people.len())].id),
        scope: Some(Scope::Seen),
        ..Default::default()
    });
    all
}

fn world(dice: &mut Dice) -> World {
    let org = Org::db_new();
    let admin = org.admin();
    period(admin, days_ago(121), days_ago(31));
    this_period(admin);
    let manager = org.db_person(Role::Manager, None);
    let people = vec![org.db_person(Role::Employee, Some(&manager)), org.db_person(Role::Employee, None), manager];
    let mut teams: Vec<Team> = Vec::new();
    for above in [None, Some(0)] {
        let new = NewTeam { name: unique(), parent_id: above.map(|above: usize| teams[above].id), lead_id: None };
        teams.push(admin.call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("a team"));
    }
    let mut world = World { org, people, teams, late: HashMap::new() };
    let mut measured = Vec::new();
    for _ in 0..14 {
        measured.push(one(&mut world, dice));
    }
    for _ in 0..2 {
        formula(&mut world, dice, &measured);
    }
    age(&world);
    world
}

fn create(by: &Client, with: Value) -> Kpi {
    let mut body = json!({
        "name": format!("KPI {}", unique()), "visibility": "chain", "kind": "number", "frequency": "week",
        "aggregation": "last", "gauge": { "direction": "higher", "target": 100.0, "watch": 90.0, "unhealthy": 80.0, "hard": 10.0 },
    });
    for (field, value) in with.as_object().expect("fields") {
        body[field] = value.clone();
    }
    let new = serde_json::from_value(body).expect("a KPI to be");
    by.call::<CreateKpi>(Nothing {}, Nothing {}, new).expect("the KPI").kpi
}

fn measure(by: &Client, id: KpiId, day: NaiveDate, value: f64) {
    let new = NewMeasurement { on: Some(day), value: Some(value), ..NewMeasurement::default() };
    by.call::<CreateMeasurement>(KpiPath { id }, Nothing {}, new).expect("the measurement");
}

/// Somebody's, or a team's, with measurements of good and bad days, one of them corrected.
fn one(world: &mut World, dice: &mut Dice) -> Kpi {
    let owner = dice.roll(world.people.len());
    let (grain, aggregation) = (dice.of(&[Grain::Day, Grain::Week, Grain::Month]), dice.of(Aggregation::ALL));
    let mut with = json!({ "visibility": dice.of(Visibility::ALL), "frequency": grain, "aggregation": aggregation });
    with["owner_id"] = json!(world.people[owner].id);
    if dice.roll(2) == 0 || with["visibility"] == json!("team") {
        with["team_id"] = json!(world.teams[dice.roll(world.teams.len())].id);
    }
    let kpi = create(world.org.admin(), with);
    // Too low, beyond all measure, to be watched, and well.
    let base = [60.0, 5.0, 85.0, 130.0][dice.roll(4)];
    for _ in 0..(dice.roll(4) * 4) {
        let day = days_ago([1, 2, 8, 9, 20, 33, 34, 36, 44, 60, 100, 300][dice.roll(12)]);
        measure(&world.people[owner], kpi.id, day, base + dice.roll(9) as f64 - 4.0);
    }
    world.late.insert(kpi.id, aggregation == Aggregation::Sum);
    if dice.roll(4) == 0 {
        world.people[owner].call::<ArchiveKpi>(KpiPath { id: kpi.id }, Nothing {}, ()).expect("put away");
    }
    kpi
}

fn formula(world: &mut World, dice: &mut Dice, measured: &[Kpi]) {
    let inputs = [dice.roll(measured.len()), dice.roll(measured.len())].map(|at| &measured[at]);
    let kpi = create(
        world.org.admin(),
        json!({ "frequency": "month", "visibility": "organisation", "formula": {
            "expression": "a + b", "missing": "zero",
            "inputs": [{ "name": "a", "kpi_id": inputs[0].id }, { "name": "b", "kpi_id": inputs[1].id }],
        } }),
    );
    let late = inputs.iter().any(|input| world.late[&input.id]);
    world.late.insert(kpi.id, late);
}

/// As if it had all happened over time: most was known on its day, some only much later; some KPIs are young, and some
/// were put away before the earlier period ended and some after.
fn age(world: &World) {
    let mut conn = world.org.server.database.admin();
    let org = perftrack_tests::db::organisation_of(&mut conn, world.org.admin().id);
    for statement in [
        "UPDATE kpi_measurements SET known_at = true_on + interval '12 hours'
             + CASE WHEN abs(hashtext(kpi_id::text || true_on::text)) % 4 = 0 THEN interval '45 days' ELSE interval '0' END
         WHERE org_id = '$1'",
        "UPDATE kpi_days d SET changed_at = (SELECT max(m.known_at) FROM kpi_measurements m
             WHERE m.org_id = d.org_id AND m.kpi_id = d.kpi_id AND m.true_on = d.day) WHERE d.org_id = '$1'",
        "UPDATE kpis SET created_at = now() - CASE WHEN abs(hashtext(id::text)) % 5 = 0 THEN interval '9 days' ELSE interval '500 days' END
         WHERE org_id = '$1'",
        "UPDATE kpis SET archived_at = now() - CASE WHEN abs(hashtext(id::text)) % 2 = 0 THEN interval '8 days' ELSE interval '90 days' END
         WHERE org_id = '$1' AND archived_at IS NOT NULL",
    ] {
        run(&mut conn, &statement.replace("$1", &org.to_string()));
    }
}

/// Compares every number with the lists, and gives back how the KPIs stand, and how they stood.
fn compare(world: &World, by: &Persona, filter: &DashboardFilter, what: &str) -> (KpiCounts, KpiCounts) {
    let found = dashboard(by, filter);
    let before = found.before.clone().expect("a period before");
    let listed = |archived: bool| {
        let all: Vec<Kpi> = pages(|cursor| {
            let filter = KpiFilter {
                team: filter.team,
                owner: filter.person,
                archived: archived.then_some(true),
                limit: Limit::new(100),
                cursor,
                ..Default::default()
            };
            by.call::<ListKpis>(Nothing {}, filter, ()).expect("the list")
        });
        let wanted = |kpi: &Kpi| filter.scope() == Scope::Seen || !matches!(kpi.relation, Relation::Shared(_));
        all.into_iter().filter(wanted).collect::<Vec<_>>()
    };
    let (now, away) = (listed(false), listed(true));
    let counted = |of: &dyn Fn(&Kpi) -> bool| sum(now.iter().filter(|kpi| of(kpi)).map(|kpi| kpi.state));
    assert_eq!(found.total, counted(&|_| true), "{what}");
    let stood: Vec<(&Kpi, Moment)> =
        now.iter().chain(&away).filter_map(|kpi| Some((kpi, then(world, by, kpi, before.ends_on)?))).collect();
    assert_eq!(found.total_before, Some(sum(stood.iter().map(|(_, moment)| moment.0))), "{what}: before");
    let mut rest = found.total.all();
    for row in &found.teams {
        let team = row.team.as_ref().map(|team| team.id);
        let of_team = |kpi: &Kpi| kpi.team.as_ref().map(|team| team.id) == team;
        assert_eq!(row.counts, counted(&of_team), "{what}: {:?}", row.team);
        let earlier = stood.iter().filter(|(kpi, _)| of_team(kpi)).map(|(_, moment)| moment.0);
        assert_eq!(row.before, Some(sum(earlier)), "{what}: {:?} before", row.team);
        rest -= row.counts.all();
    }
    assert_eq!(rest, 0, "{what}: a team is missing");
    let rows = standings(by, filter, None);
    assert!(rows.is_sorted_by_key(|row| worst_first(row.now.state)), "{what}");
    assert_eq!(rows.len(), now.len(), "{what}");
    for row in &rows {
        let kpi = now.iter().find(|kpi| kpi.id == row.kpi.id).expect("a KPI of the list");
        assert_eq!((row.now.state, row.now.value, row.now.value_on), (kpi.state, kpi.value, kpi.value_on), "{what}");
        let earlier = stood.iter().find(|(kpi, _)| kpi.id == row.kpi.id).map(|(_, moment)| *moment);
        assert_eq!(row.before.map(|at| (at.state, at.value, at.value_on)), earlier, "{what}: {}", kpi.name);
    }
    for state in KpiState::ALL {
        let rows = standings(by, filter, Some(*state));
        assert!(rows.iter().all(|row| row.now.state == *state), "{what}");
        assert_eq!(rows.len() as i64, found.total.of(*state), "{what}: {state}");
    }
    (found.total, found.total_before.unwrap_or_default())
}

type Moment = (KpiState, Option<f64>, Option<NaiveDate>);

/// How a KPI stood at the end of a day, by the rule, from its series as it was known then.
fn then(world: &World, by: &Persona, kpi: &Kpi, day: NaiveDate) -> Option<Moment> {
    let mut conn = world.org.server.database.admin();
    let there = perftrack_tests::db::count(
        &mut conn,
        &format!(
            "kpis WHERE id = '{}' AND created_at::date <= '{day}'
             AND (archived_at IS NULL OR archived_at::date > '{day}')",
            kpi.id
        ),
    );
    if there == 0 {
        return None;
    }
    let query = SeriesQuery { grain: None, from: Some(day - chrono::Days::new(395)), to: Some(day), as_of: Some(day) };
    let series = by.call::<ReadKpiSeries>(KpiPath { id: kpi.id }, query, ()).expect("the series");
    let valued =
        |point: &shared::kpis::SeriesPoint| Some(PeriodValue { starts_on: point.starts_on, value: point.value? });
    let latest: Vec<PeriodValue> = series.points.iter().rev().filter_map(valued).collect();
    let ruler = kpi.gauge.check(kpi.kind).expect("a gauge");
    let course = Course { grain: kpi.frequency, settles_late: world.late[&kpi.id], ruler: &ruler, latest: &latest };
    let newest = latest.first();
    Some((on(&timeline(course, day), day), newest.map(|at| at.value), newest.map(|at| at.starts_on)))
}

fn worst_first(state: KpiState) -> u8 {
    match state {
        KpiState::Unhealthy => 0,
        KpiState::Watch => 1,
        KpiState::NoData => 2,
        KpiState::Healthy => 3,
    }
}

fn sum(states: impl Iterator<Item = KpiState>) -> KpiCounts {
    states.fold(KpiCounts::default(), |mut counts, state| {
        counts.add(state);
        counts
    })
}

fn dashboard(by: &Client, filter: &DashboardFilter) -> KpiDashboard {
    by.call::<ReadKpiDashboard>(Nothing {}, filter.clone(), ()).expect("the dashboard")
}

fn standings(by: &Client, filter: &DashboardFilter, state: Option<KpiState>) -> Vec<KpiStanding> {
    pages(|cursor| {
        let filter = KpiStandingFilter {
            period: filter.period,
            team: filter.team,
            person: filter.person,
            scope: filter.scope,
            as_of: filter.as_of,
            state,
            limit: Limit::new(3),
            cursor,
        };
        by.call::<ListKpiStandings>(Nothing {}, filter, ()).expect("the rows")
    })
}

#[test]
fn as_of_a_day_it_tells_what_was_known_then() {
    let org = Org::db_new();
    let by = org.admin();
    this_period(by);
    let id = create(by, json!({ "frequency": "day", "aggregation": "last" })).id;
    measure(by, id, days_ago(9), 130.0);
    let mut conn = org.server.database.admin();
    for (table, column, key) in
        [("kpi_measurements", "known_at", "kpi_id"), ("kpi_days", "changed_at", "kpi_id"), ("kpis", "created_at", "id")]
    {
        run(&mut conn, &format!("UPDATE {table} SET {column} = {column} - interval '8 days' WHERE {key} = '{id}'"));
    }
    measure(by, id, days_ago(9), 120.0);
    let on = |day: NaiveDate| {
        let filter = DashboardFilter { as_of: Some(day), ..Default::default() };
        let found = dashboard(by, &filter);
        assert_eq!(found.as_of, day);
        let rows = standings(by, &filter, None);
        assert_eq!(found.total.all(), rows.len() as i64);
        let file = by.call::<ExportKpisCsv>(Nothing {}, filter, ()).expect("the file");
        assert_eq!(file.lines().count(), rows.len() + 1);
        rows.into_iter().map(|row| row.now.value).collect::<Vec<_>>()
    };
    assert!(on(days_ago(9)).is_empty(), "it wasn't there");
    assert_eq!((on(days_ago(8)), on(days_ago(1))), (vec![Some(130.0)], vec![Some(130.0)]));
    assert_eq!(on(today()), [Some(120.0)]);
}

fn pages<T>(page: impl Fn(Option<String>) -> Page<T>) -> Vec<T> {
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

#[test]
fn a_period_that_is_over_shows_what_was_known_at_its_end() {
    let org = Org::db_new();
    let by = org.admin();
    let earlier = period(by, days_ago(121), days_ago(31));
    this_period(by);
    let kpi = create(by, json!({ "frequency": "day" }));
    for (day, value) in [(33, 70.0), (32, 70.0), (1, 120.0)] {
        measure(by, kpi.id, days_ago(day), value);
    }
    let mut conn = org.server.database.admin();
    run(&mut conn, &format!("UPDATE kpis SET created_at = now() - interval '90 days' WHERE id = '{}'", kpi.id));
    let state = |period: Option<PeriodId>| {
        let found = dashboard(by, &DashboardFilter { period, ..Default::default() });
        let standing: Vec<_> = KpiState::ALL.iter().filter(|state| found.total.of(**state) == 1).copied().collect();
        (found.as_of, standing)
    };
    // All of it became known today.
    assert_eq!(state(Some(earlier.id)), (days_ago(31), vec![KpiState::NoData]));
    run(&mut conn, &format!("UPDATE kpi_measurements SET known_at = true_on WHERE kpi_id = '{}'", kpi.id));
    run(&mut conn, &format!("UPDATE kpi_days SET changed_at = day WHERE kpi_id = '{}'", kpi.id));
    assert_eq!(state(Some(earlier.id)), (days_ago(31), vec![KpiState::Unhealthy]));
    assert_eq!(state(None), (today(), vec![KpiState::Healthy]));
    // A correction that came later doesn't change what was known.
    measure(by, kpi.id, days_ago(32), 150.0);
    assert_eq!(state(Some(earlier.id)), (days_ago(31), vec![KpiState::Unhealthy]));
}

#[test]
fn without_a_period_it_shows_today_and_an_unknown_one_is_refused() {
    let org = Org::db_new();
    create(org.admin(), json!({}));
    let found = dashboard(org.admin(), &DashboardFilter::default());
    assert_eq!((found.period, found.as_of, found.total_before), (None, today(), None));
    assert_eq!(found.total, KpiCounts { no_data: 1, ..Default::default() });
    let unknown = DashboardFilter { period: Some(uuid::Uuid::now_v7().into()), ..Default::default() };
    org.admin().call::<ReadKpiDashboard>(Nothing {}, unknown, ()).refused(Code::Invalid);
}

#[test]
fn its_files_have_the_rows_and_amounts_in_whole_units() {
    let org = Org::db_new();
    let (by, other) = (org.admin(), org.db_person(Role::Employee, None));
    let money = json!({ "name": "=SUM(A1)", "kind": "money", "unit": "EUR", "frequency": "day", "gauge": { "direction": "higher", "target": 100.0 } });
    let kpi = create(by, money);
    measure(by, kpi.id, today(), 123_456.0);
    let hidden = create(&other, json!({ "visibility": "private" }));
    let file = by.call::<ExportKpisCsv>(Nothing {}, DashboardFilter::default(), ()).expect("the file");
    let line = file.lines().find(|line| line.contains(&kpi.id.to_string())).expect("its row");
    assert!(line.starts_with("'=SUM(A1),") && line.contains(",1234.56,EUR,"), "{line}");
    let listed = standings(by, &DashboardFilter::default(), None);
    assert_eq!(file.lines().count(), listed.len() + 1);
    let theirs = other.call::<ExportKpisCsv>(Nothing {}, DashboardFilter::default(), ()).expect("the file");
    assert!(theirs.contains(&hidden.id.to_string()) && !theirs.contains(&kpi.id.to_string()));
    let response = by.request::<ExportKpisXlsx>(&Nothing {}, &DashboardFilter::default(), &()).send();
    assert_eq!(response.header("content-type"), Some(Xlsx::CONTENT_TYPE));
    assert_eq!(response.header("content-disposition"), Some("attachment; filename=\"kpis.xlsx\""));
    assert!(
        <ExportKpisXlsx as Operation>::Answer::decode(&response.body).is_ok_and(|file| file.starts_with(b"PK\x03\x04"))
    );
}
