//! What changes about somebody, or about what they answer for, is told to them; and a notice leads to the form it asks for.

use perftrack_tests::unique;
use serde_json::json;
use shared::{
    access::Role,
    notifications::{NoticeFilter, NoticeKind, Subject},
    operation::Nothing,
    teams::{CreateTeam, NewTeam},
};
use uuid::Uuid;

use super::{Ground, notices, told};

#[test]
fn whoever_gets_another_role_is_told_which() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let path = format!("/api/v1/people/{}", ground.owner.id);
    let edit = |changes: serde_json::Value| {
        let version = admin.raw("GET", &path).send().json()["version"].clone();
        let edited = admin.raw("PATCH", &path).json(&changes).header("if-match", &format!("\"{version}\"")).send();
        assert!(edited.is_success(), "{}", edited.text());
    };
    edit(json!({ "job_title": "Keeper of herons" }));
    assert_eq!(told(&ground.owner), [], "the role is as it was");
    edit(json!({ "role": "manager" }));
    let mine = notices(&ground.owner, NoticeFilter::default());
    let [notice] = mine.as_slice() else { panic!("one notice: {mine:?}") };
    assert_eq!(
        (notice.kind, notice.subject, notice.title.as_str()),
        (NoticeKind::RoleChanged, Subject::Role, "a Manager")
    );
    assert!(notice.sentence().ends_with(" changed your role: you are a Manager now"), "{}", notice.sentence());
    assert_eq!(notice.page(), path.replace("/api/v1", ""));
}

#[test]
fn a_threshold_crossed_is_told_to_who_leads_the_team_too() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let lead = ground.org.db_person(Role::Manager, None);
    let new = NewTeam { name: unique(), parent_id: None, lead_id: Some(lead.id) };
    let team = admin.call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("a team").id;
    let body = json!({
        "name": "Herons seen", "owner_id": ground.owner.id, "team_id": team, "visibility": "organisation", "kind": "number",
        "frequency": "day", "aggregation": "last",
        "gauge": { "direction": "higher", "target": 10.0, "watch": 8.0, "unhealthy": 5.0, "hard": 2.0 },
    });
    let kpi = ground.post(admin, "/api/v1/kpis", body);
    let path = format!("/api/v1/kpis/{}/measurements", kpi["kpi"]["id"].as_str().expect("an id"));
    ground.post(admin, &path, json!({ "value": 12.0 }));
    assert_eq!(told(&lead), [], "being well from the beginning is no news");
    ground.post(admin, &path, json!({ "value": 1.0 }));
    assert_eq!(told(&lead), [NoticeKind::KpiWorse]);
    assert_eq!(told(&ground.owner), [NoticeKind::KpiWorse, NoticeKind::KpiAssigned]);
    assert_eq!(told(&ground.guest), []);
}

#[test]
fn what_is_asked_for_has_the_address_of_its_form() {
    let [about, place] = [(); 2].map(|()| Uuid::now_v7());
    assert_eq!(NoticeKind::CheckInDue.page(about, place), format!("/goals/{place}?check_in={about}"));
    assert_eq!(NoticeKind::KpiDue.page(place, place), format!("/kpis/{place}?value_of={place}"));
    assert_eq!(NoticeKind::KeyResultAssigned.page(about, place), format!("/goals/{place}"));
}
