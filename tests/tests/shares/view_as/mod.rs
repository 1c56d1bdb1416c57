//! What somebody else sees of a thing: told to those who may know who sees it, and nothing that they don't see.

mod random;

use perftrack_tests::{Client, Persona, Refused, client::Called, eventually, stage::closed_org};
use serde_json::json;
use shared::{
    access::{Relation, Role, ShareLevel},
    goals::{
        CommentOnObjective, CreateCheckIn, EditObjective, KeyResultPath, NewCheckIn, NewComment, ObjectiveChanges,
        ObjectiveDetail, audience::Because, rules::kinds::CheckInStatus,
    },
    kpis::{CreateKpi, KpiDetail},
    openings::ListObjectiveOpenings,
    operation::Nothing,
    problem::Code,
    shares::{
        Deed, KpiAsPath, ListObjectiveShares, ObjectiveAs, ObjectiveAsPath, ObjectiveSeen, ViewKpiAs, ViewObjectiveAs,
    },
    wire::{KpiId, ObjectiveId, PersonId},
};

use super::{Ground, at, read, share, with};

fn ask(by: &Client, id: ObjectiveId, person: PersonId) -> Called<ViewObjectiveAs> {
    by.call::<ViewObjectiveAs>(ObjectiveAsPath { id, person }, Nothing {}, ())
}

fn ask_of_kpi(by: &Client, id: KpiId, person: PersonId) -> Called<ViewKpiAs> {
    by.call::<ViewKpiAs>(KpiAsPath { id, person }, Nothing {}, ())
}

#[track_caller]
fn seen(by: &Client, id: ObjectiveId, person: &Persona) -> ObjectiveSeen {
    let ObjectiveAs { person: told, sees } = ask(by, id, person.id).expect("an answer");
    assert_eq!(told.id, person.id);
    sees.expect("they see it")
}

fn kpi_of(owner: &Client, visibility: &str) -> KpiDetail {
    let new = json!({ "name": "Parcels", "visibility": visibility, "kind": "number", "frequency": "day",
                      "aggregation": "sum", "gauge": { "direction": "higher", "target": 100.0 } });
    let new = serde_json::from_value(new).expect("a KPI to be");
    owner.call::<CreateKpi>(Nothing {}, Nothing {}, new).expect("a KPI")
}

/// What a request of theirs says of each deed.
fn does(by: &Persona, of: &ObjectiveDetail, deed: &Deed) -> bool {
    let id = of.objective.id;
    let allowed = |code: Option<Code>| code != Some(Code::Forbidden);
    let refusal = |failed: Option<shared::problem::Problem>| failed.map(|problem| problem.code);
    match deed.permission.as_str() {
        "goals.comment" => {
            let said = NewComment { body: "Well done.".to_owned() };
            allowed(refusal(by.call::<CommentOnObjective>(at(id), Nothing {}, said).err()))
        }
        "goals.edit" => {
            // One that is out of date changes nothing, whoever may.
            allowed(refusal(by.change::<EditObjective>(at(id), 0, ObjectiveChanges::default()).err()))
        }
        "goals.check_in" => {
            let path = KeyResultPath { id: of.key_results[0].id };
            let new = NewCheckIn {
                as_of: None,
                value: Some(1.0),
                milestones_done: None,
                status: CheckInStatus::OnTrack,
                confidence: None,
                comment: String::new(),
                blocker: None,
                links: Vec::new(),
                supersedes_id: None,
            };
            allowed(refusal(by.call::<CreateCheckIn>(path, Nothing {}, new).err()))
        }
        "shares.view" => allowed(refusal(by.call::<ListObjectiveShares>(at(id), Nothing {}, ()).err())),
        "shares.grant" => allowed(refusal(share(by, id, with(by.id, ShareLevel::View)).err())),
        "openings.view" => allowed(refusal(by.call::<ListObjectiveOpenings>(at(id), Nothing {}, ()).err())),
        other => panic!("{other}"),
    }
}

#[test]
fn what_they_may_do_is_what_their_own_requests_do() {
    let ground = Ground::new();
    let manager = ground.org.db_person(Role::Manager, None);
    let owner = ground.org.db_person(Role::Employee, Some(&manager));
    let detail = ground.made_by(&owner, json!({ "visibility": "organisation" }));
    let id = detail.objective.id;
    let shared_with = ShareLevel::ALL.iter().map(|level| {
        let person = ground.org.db_person(Role::Employee, None);
        share(&owner, id, with(person.id, *level)).expect("it is shared");
        (person, Relation::Shared(*level), Because::Share)
    });
    let mut everybody: Vec<_> = shared_with.collect();
    everybody.extend([
        (owner.clone(), Relation::Own, Because::Owner),
        (manager, Relation::Report, Because::ManagerOf),
        (ground.org.admin().clone(), Relation::Organisation, Because::Admin),
        (ground.guest.clone(), Relation::Shared(ShareLevel::View), Because::Everybody),
    ]);
    for (person, relation, because) in everybody {
        let seen = seen(&owner, id, &person);
        assert_eq!((seen.standing.relation, seen.standing.because), (relation, because));
        assert_eq!(seen.standing.until.is_some(), because == Because::Share);
        assert_eq!(seen.deeds.len(), 6, "all that there is");
        for deed in &seen.deeds {
            assert_eq!(deed.may, does(&person, &detail, deed), "{deed:?} as {relation:?}");
            assert!(!deed.may || deed.needs.is_none());
        }
    }
}

#[test]
fn to_whom_no_reason_applies_sees_nothing_of_it() {
    let ground = Ground::new();
    let id = ground.hidden().objective.id;
    let answer = ask(&ground.owner, id, ground.guest.id).expect("an answer");
    assert_eq!((answer.person.id, answer.sees), (ground.guest.id, None));
    share(&ground.owner, id, with(ground.guest.id, ShareLevel::View)).expect("it is shared");
    assert!(ask(&ground.owner, id, ground.guest.id).expect("an answer").sees.is_some());
    let kpi = kpi_of(&ground.owner, "private").kpi.id;
    assert_eq!(ask_of_kpi(&ground.owner, kpi, ground.guest.id).expect("an answer").sees, None);
}

#[test]
fn whoever_does_not_see_it_or_may_not_know_who_does_is_told_nothing() {
    let ground = Ground::new();
    let id = ground.hidden().objective.id;
    let kpi = kpi_of(&ground.owner, "private").kpi.id;
    for person in [&ground.owner, &ground.guest, ground.org.admin()] {
        ask(&ground.guest, id, person.id).refused(Code::NotFound);
        ask_of_kpi(&ground.guest, kpi, person.id).refused(Code::NotFound);
    }
    share(&ground.owner, id, with(ground.guest.id, ShareLevel::Comment)).expect("it is shared");
    ask(&ground.guest, id, ground.owner.id).refused(Code::Forbidden);
    ask(&ground.owner, id, Ground::new().owner.id).refused(Code::NotFound);
}

#[test]
fn nobody_is_found_this_way_whom_the_directory_hides() {
    let ground = Ground { org: closed_org(), ..Ground::new() };
    let [owner, stranger] = [(); 2].map(|()| ground.org.db_person(Role::Employee, None));
    let kpi = kpi_of(&owner, "chain").kpi.id;
    ask_of_kpi(&owner, kpi, stranger.id).refused(Code::NotFound);
    let published = kpi_of(&owner, "organisation").kpi.id;
    let answer = ask_of_kpi(&owner, published, stranger.id).expect("one of those who see it");
    assert_eq!(answer.sees.expect("they see it").standing.because, Because::Everybody);
}

#[test]
fn who_asks_has_opened_it_and_who_is_asked_about_has_not() {
    let ground = Ground::new();
    let id = ground.made(json!({ "visibility": "organisation" })).objective.id;
    ask(&ground.owner, id, ground.guest.id).expect("an answer");
    ask(ground.org.admin(), id, ground.guest.id).expect("an answer");
    let readers = || {
        let found = ground.owner.call::<ListObjectiveOpenings>(at(id), Nothing {}, ()).expect("openings");
        found.items.into_iter().map(|opening| opening.person.id).collect::<Vec<_>>()
    };
    eventually("the Admin has opened it", || readers() == [ground.org.admin().id]);
    read(&ground.guest, id).expect("it is published");
    eventually("now the guest has too", || readers() == [ground.guest.id, ground.org.admin().id]);
}
