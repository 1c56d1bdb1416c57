//! In random organisations: what is told of somebody is what their own requests return, less what the asker's don't.

use std::collections::HashMap;

use perftrack_tests::{Org, Persona, Refused, db::run, unique};
use serde_json::{Value, json};
use shared::{
    access::{Role, ShareLevel, can},
    goals::{CommentOnObjective, Comments, ListObjectiveComments, NewComment, ObjectiveDetail, Visibility},
    kpis::{CreateKpi, KpiDetail, KpiPath, ReadKpi},
    operation::Nothing,
    problem::Code,
    shares::{self, GranteeKind, NewShare, ShareKpi, ShareObjective},
    teams::{CreateTeam, NewTeam},
    wire::{KpiId, ObjectiveId, Patch, TeamId},
};

use super::{ask, ask_of_kpi};
use crate::{
    agreement::world::Dice,
    shares::{Ground, at, read},
};

const OBJECTIVES: usize = 16;
const KPIS: usize = 8;

/// Some people, and what each of them is shown of what there is.
struct World {
    people: Vec<Persona>,
    objectives: Vec<ObjectiveId>,
    /// What each is aligned under.
    parents: HashMap<ObjectiveId, ObjectiveId>,
    kpis: Vec<KpiId>,
    pages: Vec<HashMap<ObjectiveId, (ObjectiveDetail, Comments)>>,
    kpi_pages: Vec<HashMap<KpiId, KpiDetail>>,
}

#[test]
fn it_is_what_their_own_requests_return_as_far_as_the_asker_sees() {
    for seed in [7, 20_261_129, 1_234_567_891] {
        let mut dice = Dice(seed);
        let world = World::new(&mut dice);
        let (mut told, mut cut) = (0, 0);
        for asker in 0..world.people.len() {
            for id in &world.objectives {
                for person in [dice.roll(world.people.len()), dice.roll(world.people.len()), asker] {
                    let Some(less) = world.compare(asker, *id, person, seed) else { continue };
                    told += 1;
                    cut += usize::from(less);
                }
            }
            for id in &world.kpis {
                world.compare_kpi(asker, *id, dice.roll(world.people.len()), seed);
            }
        }
        assert!(told > 40 && cut > 10, "seed {seed} says too little: {told}, {cut} of them cut short");
    }
}

impl World {
    fn new(dice: &mut Dice) -> Self {
        let ground = Ground::new();
        let (people, teams) = peopled(&ground.org, dice);
        let objectives: Vec<_> = (0..OBJECTIVES).map(|_| objective(&ground, &people, &teams, dice)).collect();
        let kpis = watched(ground.org.admin(), &people, &teams, dice);
        let parents = tied(&ground.org, &objectives, &kpis, dice);
        let ids: Vec<_> = objectives.iter().map(|made| made.objective.id).collect();
        for id in &ids {
            let said = NewComment { body: unique() };
            ground.org.admin().call::<CommentOnObjective>(at(*id), Nothing {}, said).expect("a comment");
        }
        shared(ground.org.admin(), &people, &teams, &ids, &kpis, dice);
        let comments = |by: &Persona, id| by.call::<ListObjectiveComments>(at(id), Nothing {}, ()).expect("comments");
        let page = |by: &Persona, id: &ObjectiveId| Some((*id, (read(by, *id).ok()?, comments(by, *id))));
        let kpi = |by: &Persona, id: &KpiId| Some((*id, by.call::<ReadKpi>(KpiPath { id: *id }, Nothing {}, ()).ok()?));
        Self {
            pages: people.iter().map(|by| ids.iter().filter_map(|id| page(by, id)).collect()).collect(),
            kpi_pages: people.iter().map(|by| kpis.iter().filter_map(|id| kpi(by, id)).collect()).collect(),
            people,
            objectives: ids,
            parents,
            kpis,
        }
    }

    fn sees(&self, person: usize, id: ObjectiveId) -> bool {
        self.pages[person].contains_key(&id)
    }

    fn sees_kpi(&self, person: usize, id: KpiId) -> bool {
        self.kpi_pages[person].contains_key(&id)
    }

    /// How many are aligned under it that both see.
    fn below(&self, one: usize, other: usize, id: ObjectiveId) -> i64 {
        let both = |child: &ObjectiveId| self.sees(one, *child) && self.sees(other, *child);
        self.parents.iter().filter(|(child, above)| **above == id && both(child)).count() as i64
    }

    /// Whether it is less than one of them sees; `None` if nothing is told.
    fn compare(&self, asker: usize, id: ObjectiveId, person: usize, seed: u64) -> Option<bool> {
        let what = format!("seed {seed}: {} asks how {} sees {id}", self.people[asker].name, self.people[person].name);
        let answer = ask(&self.people[asker], id, self.people[person].id);
        let Some((mine, _)) = self.pages[asker].get(&id) else {
            answer.refused(Code::NotFound);
            return None;
        };
        if !can(self.people[asker].role, &shares::VIEW, mine.objective.relation) {
            answer.refused(Code::Forbidden);
            return None;
        }
        let sees = answer.unwrap_or_else(|problem| panic!("{what}: {problem:?}")).sees;
        let Some((theirs, comments)) = self.pages[person].get(&id) else {
            assert_eq!(sees, None, "{what}");
            return Some(false);
        };
        let told = sees.unwrap_or_else(|| panic!("{what}, and is told that they don't"));
        assert_eq!(told.standing.relation, theirs.objective.relation, "{what}");
        for deed in &told.deeds {
            let permission = shared::every_permission().into_iter().find(|known| known.name == deed.permission);
            let may = can(self.people[person].role, permission.expect("a permission"), theirs.objective.relation);
            assert_eq!(deed.may, may, "{what}: {}", deed.permission);
        }
        assert_eq!(told.detail, self.restricted(theirs, asker, person), "{what}");
        assert_eq!(&told.comments, &comments.items, "{what}");
        Some(around(&told.detail) < around(theirs).max(around(mine)))
    }

    /// Somebody's own page, less what the asker doesn't see. What is around it stands to the asker as it does to them.
    fn restricted(&self, theirs: &ObjectiveDetail, asker: usize, person: usize) -> ObjectiveDetail {
        let mut page = theirs.clone();
        let below = |id| self.below(asker, person, id);
        page.objective.parent = page.objective.parent.filter(|parent| self.sees(asker, parent.id));
        page.objective.children = below(page.objective.id);
        page.children.retain(|child| self.sees(asker, child.id));
        for child in &mut page.children {
            child.relation = self.pages[asker][&child.id].0.objective.relation;
            child.children = below(child.id);
        }
        for result in &mut page.key_results {
            if let Some(kpi) = &mut result.kpi {
                kpi.name = kpi.name.take().filter(|_| self.sees_kpi(asker, kpi.id));
            }
        }
        if let Some(from) = &mut page.carried_from {
            from.objective = from.objective.take().filter(|from| self.sees(asker, from.id));
        }
        page.carried_on.retain(|on| self.sees(asker, on.objective.id));
        page.also_supports.above.retain(|other| self.sees(asker, other.id));
        page.also_supports.below.retain(|other| self.sees(asker, other.id));
        page
    }

    fn compare_kpi(&self, asker: usize, id: KpiId, person: usize, seed: u64) {
        let what = format!("seed {seed}: {} asks how {} sees {id}", self.people[asker].name, self.people[person].name);
        let answer = ask_of_kpi(&self.people[asker], id, self.people[person].id);
        let Some(mine) = self.kpi_pages[asker].get(&id) else {
            answer.refused(Code::NotFound);
            return;
        };
        if !can(self.people[asker].role, &shares::VIEW, mine.kpi.relation) {
            answer.refused(Code::Forbidden);
            return;
        }
        let sees = answer.unwrap_or_else(|problem| panic!("{what}: {problem:?}")).sees;
        let expected = self.kpi_pages[person].get(&id).map(|theirs| {
            let mut page = theirs.clone();
            for input in &mut page.inputs {
                input.kpi = input.kpi.take().filter(|kpi| self.sees_kpi(asker, kpi.id));
            }
            page.used_by.retain(|kpi| self.sees_kpi(asker, kpi.id));
            page.followers.retain(|follower| self.sees(asker, follower.objective.id));
            page
        });
        assert_eq!(sees.map(|told| told.detail), expected, "{what}");
    }
}

/// How much a page names beside the objective itself.
fn around(page: &ObjectiveDetail) -> usize {
    let kpis = page.key_results.iter().filter_map(|result| result.kpi.as_ref()?.name.as_ref()).count();
    let from = page.carried_from.iter().filter(|from| from.objective.is_some()).count();
    let also = page.also_supports.above.len() + page.also_supports.below.len();
    usize::from(page.objective.parent.is_some()) + page.children.len() + kpis + from + page.carried_on.len() + also
}

/// An Admin, and people of all roles in lines and teams.
fn peopled(org: &Org, dice: &mut Dice) -> (Vec<Persona>, Vec<TeamId>) {
    let chief = org.db_person(Role::Manager, None);
    let lead = org.db_person(Role::Manager, Some(&chief));
    let mut people: Vec<_> =
        [Some(&lead), Some(&lead), Some(&chief), None, None].map(|above| org.db_person(Role::Employee, above)).into();
    people.extend([lead, chief, org.admin().clone()]);
    let mut teams: Vec<TeamId> = Vec::new();
    for above in [None, Some(0)] {
        let new = NewTeam { name: unique(), parent_id: above.map(|above: usize| teams[above]), lead_id: None };
        teams.push(org.admin().call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("a team").id);
    }
    let mut conn = org.server.database.admin();
    for person in &people {
        if dice.roll(3) > 0 {
            run(&mut conn, &format!("UPDATE people SET team_id = '{}' WHERE id = '{}'", dice.of(&teams), person.id));
        }
    }
    (people, teams)
}

fn visibility(dice: &mut Dice) -> Visibility {
    dice.of(Visibility::ALL)
}

fn objective(ground: &Ground, people: &[Persona], teams: &[TeamId], dice: &mut Dice) -> ObjectiveDetail {
    let owner = &people[dice.roll(people.len())];
    let state = dice.of(&["draft", "active", "active", "active"]);
    ground.made_by(owner, json!({ "visibility": visibility(dice), "team_id": dice.of(teams), "state": state }))
}

/// KPIs, the last two of them computed from others.
fn watched(admin: &Persona, people: &[Persona], teams: &[TeamId], dice: &mut Dice) -> Vec<KpiId> {
    let mut made: Vec<KpiId> = Vec::new();
    for place in 0..KPIS {
        let formula = if place + 2 < KPIS {
            Value::Null
        } else {
            let inputs = ["a", "b"].map(|name| json!({ "name": name, "kpi_id": made[dice.roll(made.len())] }));
            json!({ "expression": "a / b", "inputs": inputs })
        };
        let new = json!({
            "name": unique(), "visibility": visibility(dice), "kind": "number", "frequency": "day",
            "owner_id": people[dice.roll(people.len())].id, "team_id": dice.of(teams), "aggregation": "sum",
            "gauge": { "direction": "higher", "target": 100.0 }, "formula": formula,
        });
        let new = serde_json::from_value(new).expect("a KPI to be");
        made.push(admin.call::<CreateKpi>(Nothing {}, Nothing {}, new).expect("a KPI").kpi.id);
    }
    made
}

/// Ties them to each other, whoever sees which: what each objective is aligned under is told.
fn tied(
    org: &Org,
    objectives: &[ObjectiveDetail],
    kpis: &[KpiId],
    dice: &mut Dice,
) -> HashMap<ObjectiveId, ObjectiveId> {
    let mut conn = org.server.database.admin();
    let mut parents = HashMap::new();
    for (place, made) in objectives.iter().enumerate().skip(1) {
        let (id, earlier) = (made.objective.id, |dice: &mut Dice| objectives[dice.roll(place)].objective.id);
        if dice.roll(4) > 0 {
            let above = earlier(dice);
            run(&mut conn, &format!("UPDATE objectives SET parent_id = '{above}' WHERE id = '{id}'"));
            parents.insert(id, above);
        }
        if dice.roll(3) == 0 {
            let from = earlier(dice);
            let carried = format!("carried_from_id = '{from}', carry_reason = 'It goes on.'");
            run(
                &mut conn,
                &format!(
                    "UPDATE objectives SET {carried} WHERE id = '{id}';
                     UPDATE objectives SET state = 'cancelled' WHERE id = '{from}'"
                ),
            );
        }
    }
    for (place, made) in objectives.iter().enumerate().skip(1) {
        let (id, other) = (made.objective.id, objectives[dice.roll(place)].objective.id);
        run(
            &mut conn,
            &format!("INSERT INTO objective_supports SELECT org_id, id, '{other}' FROM objectives WHERE id = '{id}'"),
        );
    }
    for result in objectives.iter().flat_map(|made| &made.key_results) {
        if dice.roll(2) == 0 {
            let kpi = dice.of(kpis);
            run(&mut conn, &format!("UPDATE key_results SET kpi_id = '{kpi}' WHERE id = '{}'", result.id));
        }
    }
    parents
}

/// Shares some of it at random; twice the same is refused, and that is all right.
fn shared(
    admin: &Persona,
    people: &[Persona],
    teams: &[TeamId],
    objectives: &[ObjectiveId],
    kpis: &[KpiId],
    dice: &mut Dice,
) {
    for _ in 0..30 {
        let grantee =
            dice.of(&[GranteeKind::Person, GranteeKind::Person, GranteeKind::Team, GranteeKind::Organisation]);
        let new = NewShare {
            grantee,
            person_id: (grantee == GranteeKind::Person).then(|| people[dice.roll(people.len())].id),
            team_id: (grantee == GranteeKind::Team).then(|| dice.of(teams)),
            level: dice.of(ShareLevel::ALL),
            reason: "They help.".to_owned(),
            ends_at: Patch::Keep,
        };
        let _ = if dice.roll(3) == 0 {
            admin.call::<ShareKpi>(KpiPath { id: dice.of(kpis) }, Nothing {}, new)
        } else {
            admin.call::<ShareObjective>(at(dice.of(objectives)), Nothing {}, new)
        };
    }
}
