use chrono::{Days, NaiveDate, Utc};
use serde_json::{Value, json};
use shared::{
    access::{Relation, Role},
    improvement::VIEW,
};

use super::{About, Sample};
use crate::{Stage, db::run};

/// From the start on: one's own, that of a direct report, or an Admin's to see.
fn started(role: Role, relation: Relation) -> Option<Relation> {
    match relation {
        Relation::Own => Some(Relation::Own),
        Relation::Report if role >= Role::Manager => Some(Relation::Report),
        _ if role == Role::Admin => Some(Relation::Organisation),
        _ => None,
    }
}

/// Before it: the same, but for one's own, whatever one's role.
fn before(role: Role, relation: Relation) -> Option<Relation> {
    started(role, relation).filter(|relation| *relation != Relation::Own)
}

fn day(away: u64) -> NaiveDate {
    Utc::now().date_naive() + Days::new(away)
}

fn new() -> Value {
    json!({
        "ends_on": day(40),
        "sections": [
            { "part": "expected", "audience": "person", "body": "Answer within a day." },
            { "part": "measured", "audience": "person", "body": "Nine of ten letters." },
        ],
    })
}

/// Lets go of what isn't ended: there is one at a time.
fn free(stage: &Stage<'_>) {
    let mut conn = stage.org.server.database.admin();
    let subject = stage.subject.id;
    run(&mut conn, &format!("UPDATE improvement_plans SET state = 'withdrawn' WHERE person_id = '{subject}'"));
}

/// The subject's plan, drafted by another Admin, with these columns set besides.
fn plan(stage: &Stage<'_>, set: &str) -> Value {
    free(stage);
    let path = format!("/api/v1/people/{}/improvement-plans", stage.subject.id);
    let response = stage.org.admin().raw("POST", &path).json(&new()).send();
    assert_eq!(response.status, 201, "{}", response.text());
    let id = response.json()["plan"]["id"].take();
    if !set.is_empty() {
        let plan = id.as_str().expect("an id");
        let mut conn = stage.org.server.database.admin();
        run(&mut conn, &format!("UPDATE improvement_plans SET {set} WHERE id = '{plan}'"));
    }
    id
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let begun = |state: &str| {
        let set = format!("state = '{state}', starts_on = current_date - 1, started_at = now()");
        Sample::plain().about(About::Told(&VIEW, started)).at(json!({ "id": plan(stage, &set) }))
    };
    let draft = || Sample::plain().about(About::Told(&VIEW, before)).at(json!({ "id": plan(stage, "") }));
    let why = || json!({ "reason": "As we spoke of." });
    Some(match name {
        "ListImprovementPlans" => Sample::plain().query(json!({ "person": stage.subject.id })),
        "DraftImprovementPlan" => {
            free(stage);
            let of_subject = Sample::plain().about(About::Told(&VIEW, started)).at(json!({ "id": stage.subject.id }));
            of_subject.json(new())
        }
        "ReadImprovementPlan" | "ListImprovementPlanOpenings" | "ListImprovementPlanReaders" => begun("running"),
        "ViewImprovementPlanAs" => {
            let plan = begun("running");
            let id = plan.params["id"].clone();
            plan.at(json!({ "id": id, "person": stage.actor.id }))
        }
        "ExportImprovementPlanPdf" => begun("running").query(json!({ "audience": "person" })),
        "EditImprovementPlan" => {
            let mut changes = new();
            changes["ends_on"] = json!(day(50));
            changes["sections"][0]["body"] = json!("Answer within two days.");
            changes["reason"] = json!("There is more to answer.");
            draft().json(changes).version(1)
        }
        "ScheduleImprovementPlan" => draft().json(json!({ "starts_on": day(2) })),
        "PauseImprovementPlan" => begun("running").json(why()),
        "ResumeImprovementPlan" => begun("paused"),
        "ExtendImprovementPlan" => begun("running").json(json!({ "ends_on": day(60), "reason": "Nearly there." })),
        "EndImprovementPlan" => begun("running").json(json!({ "met": true, "reason": "Nine of ten it was." })),
        "WithdrawImprovementPlan" => draft().json(why()),
        "AcknowledgeImprovementPlan" => {
            begun("running").json(json!({ "edition": 1, "comment": "I see it otherwise." }))
        }
        "AddImprovementNote" => begun("running").json(json!({ "body": "Seven of ten so far.", "audience": "person" })),
        "TakeOverImprovementPlan" => {
            let set = "state = 'running', starts_on = current_date - 1, started_at = now(), held_by = NULL";
            Sample::plain().about(About::Told(&VIEW, started)).at(json!({ "id": plan(stage, set) }))
        }
        _ => return None,
    })
}
