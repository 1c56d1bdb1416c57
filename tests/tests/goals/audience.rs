//! Who sees an objective: owners, those above them, Admins, publication. That the view agrees with the
//! rule for everybody is tested in `agreement`.

use perftrack_tests::{Client, Org, Persona, Refused};
use shared::{
    access::{Relation, Role, ShareLevel},
    goals::{EditObjective, Level, NewObjective, ObjectiveChanges, Visibility},
    problem::Code,
    wire::ObjectiveId,
};

use super::{at, check_in, create, ground, made, number, objective, on_track, read, seen};

fn relation(by: &Client, id: ObjectiveId) -> Option<Relation> {
    match read(by, id) {
        Ok(detail) => Some(detail.objective.relation),
        Err(problem) => {
            assert_eq!(problem.code, Code::NotFound);
            None
        }
    }
}

#[test]
fn the_chain_sees_it_and_peers_do_not() {
    let (org, period) = ground();
    let director = org.db_person(Role::Manager, None);
    let manager = org.db_person(Role::Manager, Some(&director));
    let owner = org.db_person(Role::Employee, Some(&manager));
    let peer = org.db_person(Role::Manager, Some(&director));
    let id = made(&owner, objective(period)).objective.id;
    let stand = |by: &Client| relation(by, id);
    assert_eq!(stand(&owner), Some(Relation::Own));
    assert_eq!((stand(&manager), stand(&director)), (Some(Relation::Report), Some(Relation::Report)));
    assert_eq!((stand(org.admin()), stand(&peer)), (Some(Relation::Organisation), None));
    assert_eq!(stand(&Org::db_new().admin().clone()), None);
}

#[test]
fn only_me_is_me_and_admins() {
    let (org, period) = ground();
    let manager = org.db_person(Role::Manager, None);
    let owner = org.db_person(Role::Employee, Some(&manager));
    let id = made(&owner, NewObjective { visibility: Visibility::Private, ..objective(period) }).objective.id;
    assert_eq!((relation(&manager, id), relation(org.admin(), id)), (None, Some(Relation::Organisation)));
}

#[test]
fn who_owns_a_key_result_has_a_part_in_the_objective() {
    let (org, period) = ground();
    let owner = org.db_person(Role::Employee, None);
    let helper = org.db_person(Role::Employee, None);
    let mut new = objective(period);
    new.key_results.push(shared::goals::NewKeyResult { owner_id: Some(helper.id), ..number(0.0, 4.0) });
    let detail = made(&owner, new);
    assert_eq!(relation(&helper, detail.objective.id), Some(Relation::Own));
    check_in(&helper, &detail.key_results[0], on_track(1.0)).unwrap();
}

#[test]
fn what_is_published_is_read_only_and_only_once_agreed() {
    let (org, period) = ground();
    let owner = org.db_person(Role::Employee, None);
    let reader = org.db_person(Role::Manager, None);
    let public = || NewObjective {
        visibility: Visibility::Organisation,
        key_results: vec![number(0.0, 2.0)],
        ..objective(period)
    };
    let draft = made(&owner, NewObjective { state: None, ..public() });
    assert_eq!(relation(&reader, draft.objective.id), None);
    let detail = made(&owner, public());
    assert_eq!(relation(&reader, detail.objective.id), Some(Relation::Shared(ShareLevel::View)));
    check_in(&reader, &detail.key_results[0], on_track(1.0)).refused(Code::Forbidden);
    let change = ObjectiveChanges { title: Some("Mine".to_owned()), ..ObjectiveChanges::default() };
    let version = detail.objective.version;
    reader.change::<EditObjective>(at(detail.objective.id), version, change).refused(Code::Forbidden);
    assert_ne!(seen(&owner, detail.objective.id).title, "Mine");
}

#[test]
fn who_may_set_an_objective_for_whom() {
    let (org, period) = ground();
    let manager = org.db_person(Role::Manager, None);
    let report = org.db_person(Role::Employee, Some(&manager));
    let stranger = org.db_person(Role::Employee, None);
    let of = |owner: &Persona| NewObjective { owner_id: Some(owner.id), ..objective(period) };
    let whole = || NewObjective { level: Level::Organisation, ..objective(period) };
    create(&manager, of(&report)).unwrap();
    create(&manager, of(&stranger)).refused_at("owner_id", "not_allowed");
    create(&report, of(&manager)).refused_at("owner_id", "not_allowed");
    create(&manager, whole()).refused_at("level", "not_allowed");
    create(org.admin(), whole()).unwrap();
    let team = NewObjective { level: Level::Team, ..objective(period) };
    create(&report, team.clone()).refused_at("level", "not_allowed");
    create(&manager, team).refused_at("team_id", "required");
}
