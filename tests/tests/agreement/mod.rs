//! Who sees what is decided twice: in Rust for one row, in SQL for many. In random organisations both
//! decide the same, for everybody and everything.

mod feedback;
mod records;
pub mod world;

use std::collections::BTreeMap;

use diesel::PgConnection;
use perftrack_tests::{
    Database,
    db::{run, texts},
};
use shared::{
    access::{Permission, Relation, Role, ShareLevel, can},
    goals::{
        self,
        audience::{Standing, relation_of},
    },
    kpis, people,
};
use uuid::Uuid;
use world::{Grantee, Thing, World};

const SEEDS: [u64; 6] = [1, 20_261_124, 77_777, 987_654_321, 5_000_000_007, 31_415_926_535];

#[test]
fn of_goals() {
    for seed in SEEDS {
        let world = World::new(seed);
        let mut conn = Database::shared().connect_as("pt_app");
        for actor in (0..world.people.len()).filter(|actor| world.people[*actor].active) {
            let found = visible(&mut conn, &world, actor, "visible_objectives");
            let expected = world.objectives.iter().enumerate().filter_map(|(index, objective)| {
                let owns = objective.owner == actor || objective.key_result_owner == Some(actor);
                let thing = Thing::Objective(index);
                let standing = standing(&world, actor, owns, objective.owner, objective.team, thing);
                Some((objective.id, relation_of(standing, objective.state, objective.visibility)?))
            });
            agree(&world, actor, seed, expected.collect(), found, &goals::VIEW);
        }
    }
}

#[test]
fn of_kpis() {
    for seed in SEEDS {
        let world = World::new(seed);
        let mut conn = Database::shared().connect_as("pt_app");
        for actor in (0..world.people.len()).filter(|actor| world.people[*actor].active) {
            let found = visible(&mut conn, &world, actor, "visible_kpis");
            let expected = world.kpis.iter().enumerate().filter_map(|(index, kpi)| {
                let owns = kpi.owner == actor;
                let standing = standing(&world, actor, owns, kpi.owner, kpi.team, Thing::Kpi(index));
                Some((kpi.id, kpis::audience::relation_of(standing, kpi.visibility)?))
            });
            agree(&world, actor, seed, expected.collect(), found, &kpis::VIEW);
        }
    }
}

#[test]
fn of_people() {
    for (seed, directory) in SEEDS.iter().flat_map(|seed| [(*seed, "organisation"), (*seed, "chain")]) {
        let world = World::new(seed);
        let settings = format!("UPDATE organisations SET directory = '{directory}' WHERE org_id = '{}'", world.org);
        run(&mut Database::shared().admin(), &settings);
        let mut conn = Database::shared().connect_as("pt_app");
        for actor in (0..world.people.len()).filter(|actor| world.people[*actor].active) {
            let found = visible(&mut conn, &world, actor, "visible_people");
            let seen = (0..world.people.len())
                .filter_map(|other| Some((world.people[other].id, person_relation(&world, actor, other, directory)?)));
            agree(&world, actor, seed, seen.collect(), found, &people::VIEW);
        }
    }
}

type Seen = BTreeMap<Uuid, Relation>;

#[track_caller]
fn agree(world: &World, actor: usize, seed: u64, expected: Seen, found: Seen, permission: &Permission) {
    let role = world.people[actor].role;
    assert_eq!(expected, found, "seed {seed}: what {role} {actor} sees by the rule, and by the view");
    // The view shows exactly what may be read at the relation it tells.
    assert!(found.values().all(|relation| can(role, permission, *relation)), "seed {seed}: {role} {actor}");
}

fn visible(conn: &mut PgConnection, world: &World, actor: usize, view: &str) -> Seen {
    let (org, actor) = (world.org, &world.people[actor]);
    run(
        conn,
        &format!(
            "BEGIN; SET LOCAL app.org_id = '{org}'; SET LOCAL app.person_id = '{}'; SET LOCAL app.role = '{}'",
            actor.id, actor.role
        ),
    );
    let rows = texts(conn, &format!("SELECT id || ' ' || relation AS text FROM {view}"));
    run(conn, "COMMIT");
    let read = |row: &String| {
        let (id, relation) = row.split_once(' ')?;
        Some((id.parse().ok()?, Relation::parse(relation)?))
    };
    rows.iter().map(|row| read(row).expect("an id and a relation")).collect()
}

fn standing(world: &World, actor: usize, owns: bool, owner: usize, team: Option<usize>, thing: Thing) -> Standing {
    let with_actor = |grantee: Grantee| match grantee {
        Grantee::Everybody => true,
        Grantee::Person(person) => person == actor,
        Grantee::Team(team) => world.is_in(actor, team),
    };
    let shares = world.shares.iter().filter(|share| share.thing == thing && share.holds);
    Standing {
        role: world.people[actor].role,
        owns,
        above_owner: world.is_above(actor, owner),
        in_team: team.is_some_and(|team| world.is_in(actor, team)),
        share: shares.filter(|share| with_actor(share.with)).map(|share| share.level).max(),
    }
}

fn person_relation(world: &World, actor: usize, other: usize, directory: &str) -> Option<Relation> {
    let role = world.people[actor].role;
    let listed = world.people[other].active && (directory == "organisation" || world.is_above(other, actor));
    match role {
        _ if actor == other => Some(Relation::Own),
        Role::Admin => Some(Relation::Organisation),
        Role::Manager if world.is_above(actor, other) => Some(Relation::Report),
        _ => listed.then_some(Relation::Shared(ShareLevel::View)),
    }
}
