//! Who has opened what is about somebody: told to whom it is about, and to nobody else but Admins.

use perftrack_tests::{Persona, Refused, eventually};
use serde_json::json;
use shared::{
    access::Role,
    development::{DevelopmentPath, ReadDevelopment},
    goals::{ObjectivePath, ReadObjective},
    openings::{ListDevelopmentOpenings, ListObjectiveOpenings},
    operation::Nothing,
    problem::Code,
    wire::{ObjectiveId, PersonId},
};

use super::Ground;

fn opened(by: &Persona, id: ObjectiveId) {
    by.call::<ReadObjective>(ObjectivePath { id }, Nothing {}, ()).expect("it");
}

fn readers(of: &Persona, id: ObjectiveId) -> Vec<PersonId> {
    let found = of.call::<ListObjectiveOpenings>(ObjectivePath { id }, Nothing {}, ()).expect("openings");
    assert_eq!(found.count, i64::try_from(found.items.len()).expect("a few"));
    found.items.into_iter().map(|opening| opening.person.id).collect()
}

#[test]
fn the_owner_knows_who_has_opened_an_objective_latest_first() {
    let ground = Ground::new();
    let id = ground.made(json!({ "visibility": "organisation" })).objective.id;
    let colleague = ground.org.db_person(Role::Employee, None);
    opened(&ground.owner, id);
    opened(&ground.guest, id);
    eventually("the guest is known", || readers(&ground.owner, id) == [ground.guest.id]);
    opened(&colleague, id);
    opened(&colleague, id);
    eventually("whoever came last stands first", || readers(&ground.owner, id) == [colleague.id, ground.guest.id]);
    opened(&ground.guest, id);
    eventually("and the guest again", || readers(&ground.owner, id) == [ground.guest.id, colleague.id]);
    let asked = |by: &Persona| by.call::<ListObjectiveOpenings>(ObjectivePath { id }, Nothing {}, ());
    asked(&colleague).refused(Code::Forbidden);
}

#[test]
fn whoever_may_not_see_it_has_not_opened_it() {
    let ground = Ground::new();
    let id = ground.hidden().objective.id;
    ground.guest.call::<ReadObjective>(ObjectivePath { id }, Nothing {}, ()).refused(Code::NotFound);
    ground.guest.call::<ListObjectiveOpenings>(ObjectivePath { id }, Nothing {}, ()).refused(Code::NotFound);
    let manager = ground.org.db_person(Role::Manager, None);
    let report = ground.org.db_person(Role::Employee, Some(&manager));
    let path = || DevelopmentPath { id: report.id };
    manager.call::<ReadDevelopment>(path(), Nothing {}, ()).expect("it");
    report.call::<ReadDevelopment>(path(), Nothing {}, ()).expect("it");
    let seen = || report.call::<ListDevelopmentOpenings>(path(), Nothing {}, ()).expect("openings").items;
    eventually("the manager has read it", || seen().iter().map(|one| one.person.id).eq([manager.id]));
    manager.call::<ListDevelopmentOpenings>(path(), Nothing {}, ()).refused(Code::Forbidden);
    assert!(readers(&ground.owner, id).is_empty());
}

#[test]
fn whoever_answers_for_a_kpi_knows_who_has_opened_it() {
    let ground = Ground::new();
    let kpi = json!({
        "name": "Parcels", "visibility": "organisation", "kind": "number", "frequency": "day", "aggregation": "last",
        "gauge": { "direction": "higher", "target": 100.0, "watch": 90.0, "unhealthy": 80.0, "hard": 10.0 },
    });
    let made = ground.owner.raw("POST", "/api/v1/kpis").json(&kpi).send().json();
    let path = format!("/api/v1/kpis/{}", made["kpi"]["id"].as_str().expect("an id"));
    for by in [&ground.owner, &ground.guest] {
        assert!(by.raw("GET", &path).send().is_success());
    }
    let asked = |by: &Persona| by.raw("GET", &format!("{path}/openings")).send();
    let seen = || asked(&ground.owner).json()["items"].clone();
    let ids = || seen().as_array().expect("items").iter().map(|one| one["person"]["id"].clone()).collect::<Vec<_>>();
    eventually("the guest is known, and the owner isn't counted", || ids() == [json!(ground.guest.id)]);
    assert_eq!(asked(&ground.guest).problem().code, Code::Forbidden);
}
