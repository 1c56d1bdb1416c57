//! Who sees and measures a KPI: as with objectives, and no more.

use perftrack_tests::{Client, Org, Refused};
use serde_json::json;
use shared::{
    access::{Relation, Role, ShareLevel},
    kpis::{EditKpi, KpiChanges, KpiPath},
    operation::Nothing,
    problem::Code,
    shares::{
        EditShare, GranteeKind, KpiAudienceQuery, ListSharedWithMe, NewShare, ReadKpiAudience, RevokeShare, Share,
        ShareChanges, ShareKpi, SharePath,
    },
    wire::{KpiId, Patch, PersonId, TeamId},
};

use super::{create, made, measure, read, today};

fn share(by: &Client, id: KpiId, person: PersonId, level: ShareLevel) -> Share {
    let new = NewShare {
        grantee: GranteeKind::Person,
        person_id: Some(person),
        team_id: None,
        level,
        reason: "They help.".to_owned(),
        ends_at: Patch::Keep,
    };
    by.call::<ShareKpi>(KpiPath { id }, Nothing {}, new).expect("it is shared")
}

pub(super) fn lend(by: &Client, id: KpiId, person: PersonId) {
    share(by, id, person, ShareLevel::View);
}

#[test]
fn the_chain_sees_it_and_a_share_opens_it_until_it_is_revoked() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    let owner = org.db_person(Role::Employee, Some(&manager));
    let guest = org.db_person(Role::Employee, None);
    let id = made(&owner, json!({})).id;
    let relation = |by: &Client| read(by, id).ok().map(|detail| detail.kpi.relation);
    assert_eq!((relation(&owner), relation(&manager)), (Some(Relation::Own), Some(Relation::Report)));
    assert_eq!((relation(org.admin()), relation(&guest)), (Some(Relation::Organisation), None));
    measure(&guest, id, today(), 1.0).refused(Code::NotFound);
    let view = share(&owner, id, guest.id, ShareLevel::View);
    assert_eq!(view.kpi.as_ref().map(|kpi| kpi.id), Some(id));
    measure(&guest, id, today(), 1.0).refused(Code::Forbidden);
    let mine = guest.call::<ListSharedWithMe>(Nothing {}, Nothing {}, ()).unwrap().items;
    assert_eq!(mine.iter().map(|share| share.id).collect::<Vec<_>>(), [view.id]);
    owner.call::<RevokeShare>(SharePath { id: view.id }, Nothing {}, ()).unwrap();
    read(&guest, id).refused(Code::NotFound);
    share(&owner, id, guest.id, ShareLevel::Edit);
    measure(&guest, id, today(), 1.0).unwrap();
}

#[test]
fn it_is_shared_to_be_seen_or_changed_and_not_to_be_commented_on() {
    let org = Org::db_new();
    let owner = org.db_person(Role::Employee, None);
    let guest = org.db_person(Role::Employee, None);
    let id = made(&owner, json!({})).id;
    let new = NewShare {
        grantee: GranteeKind::Person,
        person_id: Some(guest.id),
        team_id: None,
        level: ShareLevel::Comment,
        reason: "They help.".to_owned(),
        ends_at: Patch::Keep,
    };
    owner.call::<ShareKpi>(KpiPath { id }, Nothing {}, new).refused_at("level", "unknown_value");
    read(&guest, id).refused(Code::NotFound);
    let view = share(&owner, id, guest.id, ShareLevel::View);
    let change = |level| ShareChanges { level: Some(level), ends_at: Patch::Keep };
    let at = SharePath { id: view.id };
    owner
        .change::<EditShare>(at.clone(), view.version, change(ShareLevel::Comment))
        .refused_at("level", "unknown_value");
    let edit = owner.change::<EditShare>(at, view.version, change(ShareLevel::Edit)).expect("it is changed");
    assert_eq!(edit.level, ShareLevel::Edit);
}

#[test]
fn the_list_of_who_sees_it_is_what_their_requests_say() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    let owner = org.db_person(Role::Employee, Some(&manager));
    let guest = org.db_person(Role::Employee, None);
    let stranger = org.db_person(Role::Manager, None);
    for visibility in ["private", "chain", "organisation"] {
        let id = made(&owner, json!({ "visibility": visibility })).id;
        lend(&owner, id, guest.id);
        let query = KpiAudienceQuery { kpi: Some(id), ..Default::default() };
        let named = owner.call::<ReadKpiAudience>(Nothing {}, query, ()).unwrap();
        let named: std::collections::BTreeMap<_, _> =
            named.members.into_iter().map(|member| (member.person.id, member.relation)).collect();
        let found = [org.admin(), &manager, &owner, &guest, &stranger].into_iter();
        let found = found.filter_map(|person| Some((person.id, read(person, id).ok()?.kpi.relation)));
        assert_eq!(named, found.collect(), "{visibility}");
    }
}

#[test]
fn who_may_make_one_for_whom() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    let report = org.db_person(Role::Employee, Some(&manager));
    let stranger = org.db_person(Role::Employee, None);
    create(&manager, json!({ "owner_id": report.id })).unwrap();
    create(&manager, json!({ "owner_id": stranger.id })).refused_at("owner_id", "not_allowed");
    create(&report, json!({ "owner_id": manager.id })).refused_at("owner_id", "not_allowed");
    create(&report, json!({ "team_id": uuid::Uuid::now_v7() })).refused_at("team_id", "not_allowed");
    create(&manager, json!({ "team_id": uuid::Uuid::now_v7() })).refused_at("team_id", "unknown");
}

#[test]
fn what_could_not_be_made_a_teams_does_not_become_one() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    let owner = org.db_person(Role::Employee, Some(&manager));
    let team = |by: &Client| -> TeamId {
        let made = by.raw("POST", "/api/v1/teams").json(&json!({ "name": perftrack_tests::unique() })).send().json();
        made["id"].as_str().expect("an id").parse::<uuid::Uuid>().expect("an id").into()
    };
    let (one, other) = (team(org.admin()), team(org.admin()));
    let kpi = made(&owner, json!({}));
    let change = |by: &Client, team: Patch<TeamId>| {
        let version = read(by, kpi.id).expect("it is seen").kpi.version;
        by.change::<EditKpi>(KpiPath { id: kpi.id }, version, KpiChanges { team_id: team, ..KpiChanges::default() })
    };
    change(&owner, Patch::Set(one)).refused_at("team_id", "not_allowed");
    change(&manager, Patch::Set(one)).unwrap();
    change(&owner, Patch::Set(one)).unwrap();
    change(&owner, Patch::Set(other)).refused_at("team_id", "not_allowed");
    change(&owner, Patch::Clear).unwrap();
}
