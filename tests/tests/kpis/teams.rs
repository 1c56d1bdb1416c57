//! A team can answer for a KPI: its lead owns it, everybody in it measures, and nobody opens it further.

use perftrack_tests::{Client, Org, Refused, db, unique};
use serde_json::json;
use shared::{
    access::{Relation, Role},
    kpis::{EditKpi, KpiChanges, KpiDetail},
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    problem::Code,
    teams::{CreateTeam, EditTeam, NewTeam, TeamChanges, TeamPath},
    wire::{Patch, PersonId, TeamId},
};

use super::{at, create, made, measure, now, read, today};

fn team(org: &Org, lead: Option<PersonId>, members: &[PersonId]) -> TeamId {
    let new = NewTeam { name: unique(), parent_id: None, lead_id: lead };
    let id = org.admin().call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("a team").id;
    for member in members {
        let joins = format!("UPDATE people SET team_id = '{id}' WHERE id = '{member}'");
        db::run(&mut org.server.database.admin(), &joins);
    }
    id
}

fn edit(by: &Client, kpi: &KpiDetail, changes: KpiChanges) -> perftrack_tests::client::Called<EditKpi> {
    by.change::<EditKpi>(at(kpi.kpi.id), kpi.kpi.version, changes)
}

#[test]
fn the_lead_owns_it_and_the_team_measures_it() {
    let org = Org::db_new();
    let (lead, member) = (org.db_person(Role::Manager, None), org.db_person(Role::Employee, None));
    let stranger = org.db_person(Role::Employee, None);
    let team = team(&org, Some(lead.id), &[member.id]);
    let kpi = made(org.admin(), json!({ "team_id": team, "team_answers": true, "visibility": "private" }));
    assert_eq!((kpi.owner.id, kpi.team_answers), (lead.id, true));
    let relation = |by: &Client| read(by, kpi.id).ok().map(|detail| detail.kpi.relation);
    assert_eq!(relation(&lead), Some(Relation::Own));
    measure(&member, kpi.id, today(), 5.0).expect("a member measures it");
    measure(&stranger, kpi.id, today(), 5.0).refused(Code::NotFound);

    let seen = read(&member, kpi.id).expect("a member sees it");
    let opened = KpiChanges { team_answers: Some(false), ..KpiChanges::default() };
    edit(&member, &seen, opened).refused(Code::Invalid);
}

#[test]
fn another_lead_owns_what_the_team_answers_for() {
    let org = Org::db_new();
    let (first, second) = (org.db_person(Role::Manager, None), org.db_person(Role::Manager, None));
    let team = team(&org, Some(first.id), &[]);
    let kpi = made(org.admin(), json!({ "team_id": team, "team_answers": true }));
    let changes = TeamChanges { lead_id: Patch::Set(second.id), ..TeamChanges::default() };
    org.admin().change::<EditTeam>(TeamPath { id: team }, 1, changes).expect("another leads it");
    assert_eq!(now(org.admin(), kpi.id).owner.id, second.id);
    let told = |of: &Client| {
        let notices = of.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
        notices.iter().filter(|one| one.kind == NoticeKind::KpiAssigned && one.about == kpi.id.0).count()
    };
    assert_eq!(told(&second), 1);
    let noted = format!(
        "audit_events WHERE kind = 'kpis.edited' AND resource_id = '{}' AND before #>> '{{owner,id}}' = '{}'
         AND after #>> '{{owner,id}}' = '{}'",
        kpi.id, first.id, second.id
    );
    assert_eq!(db::count(&mut org.server.database.admin(), &noted), 1);

    let renamed = TeamChanges { name: Some(unique()), ..TeamChanges::default() };
    org.admin().change::<EditTeam>(TeamPath { id: team }, 2, renamed).expect("it is renamed");
    assert_eq!(told(&second), 1, "nothing was handed over");
}

#[test]
fn a_team_that_nobody_leads_answers_for_nothing() {
    let org = Org::db_new();
    let team = team(&org, None, &[]);
    create(org.admin(), json!({ "team_id": team, "team_answers": true })).refused(Code::Invalid);
    create(org.admin(), json!({ "team_answers": true })).refused(Code::Invalid);
    let whose = json!({ "team_id": team, "team_answers": true, "owner_id": org.admin().id });
    create(org.admin(), whose).refused(Code::Invalid);
}
