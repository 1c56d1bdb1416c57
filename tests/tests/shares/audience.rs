//! "Who can see this, and why" is what everybody's own request says, before saving and after.

use std::collections::BTreeMap;

use perftrack_tests::{Client, Refused};
use serde_json::json;
use shared::{
    access::{Relation, Role, ShareLevel},
    goals::{Visibility, audience::Because},
    operation::Nothing,
    problem::Code,
    shares::{Audience, AudienceQuery, ReadAudience},
    wire::{ObjectiveId, PersonId},
};

use super::{Ground, read, share, with};

fn audience(by: &Client, query: AudienceQuery) -> Audience {
    by.call::<ReadAudience>(Nothing {}, query, ()).expect("who sees it")
}

fn of(objective: ObjectiveId) -> AudienceQuery {
    AudienceQuery { objective: Some(objective), ..Default::default() }
}

fn relations(audience: &Audience) -> BTreeMap<PersonId, Relation> {
    audience.members.iter().map(|member| (member.person.id, member.relation)).collect()
}

#[test]
fn it_names_everybody_who_finds_it_and_nobody_else() {
    let ground = Ground::new();
    let manager = ground.org.db_person(Role::Manager, None);
    let report = ground.org.db_person(Role::Employee, Some(&manager));
    for visibility in ["private", "chain", "organisation"] {
        let objective = ground.made(json!({ "visibility": visibility })).objective.id;
        share(&ground.owner, objective, with(ground.guest.id, ShareLevel::Comment)).expect("it is shared");
        let named = audience(&ground.owner, of(objective));
        let everybody = [ground.org.admin(), &ground.owner, &ground.guest, &manager, &report];
        let found = everybody.into_iter().filter_map(|person| {
            let seen = read(person, objective).ok()?;
            Some((person.id, seen.objective.relation))
        });
        assert_eq!(relations(&named), found.collect(), "{visibility}");
        assert_eq!(named.count, named.members.len());
    }
}

#[test]
fn it_answers_before_anything_is_saved() {
    let ground = Ground::new();
    let objective = ground.hidden().objective.id;
    let guest = |query: AudienceQuery| {
        let all = audience(&ground.owner, query).members;
        all.into_iter().find(|member| member.person.id == ground.guest.id).map(|member| member.because)
    };
    assert_eq!(guest(of(objective)), None);
    let shared = AudienceQuery { with_person: Some(ground.guest.id), ..of(objective) };
    assert_eq!(guest(shared), Some(Because::Share));
    let published = AudienceQuery { visibility: Some(Visibility::Organisation), ..of(objective) };
    assert_eq!(guest(published), Some(Because::Everybody));
    let to_be = AudienceQuery { visibility: Some(Visibility::Private), ..Default::default() };
    assert_eq!(guest(to_be), None);
    read(&ground.guest, objective).refused(Code::NotFound);
}

#[test]
fn whoever_does_not_see_it_does_not_learn_who_does() {
    let ground = Ground::new();
    let objective = ground.hidden().objective.id;
    for outsider in [&ground.guest, &Ground::new().owner] {
        outsider.call::<ReadAudience>(Nothing {}, of(objective), ()).refused(Code::NotFound);
    }
}
