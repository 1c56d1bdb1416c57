//! Goals beside what is written: as they were at the end of what is looked back on, and not where the template leaves them out.

use perftrack_tests::{Client, db, samples::reviews::form, unique};
use serde_json::{Value, json};
use shared::{
    operation::Nothing,
    reviews::{CreateReviewTemplate, ReadReview, ReadReviewEvidence, ReviewDetail, ReviewEvidenceKind, ReviewPath},
    wire::{ObjectiveId, ReviewTemplateId},
};

use super::{Ground, owed};

/// What somebody's one review says beside the questions.
fn beside(by: &Client) -> ReviewDetail {
    let id = owed(by).remove(0).id;
    by.call::<ReadReview>(ReviewPath { id }, Nothing {}, ()).expect("the review")
}

fn began(by: &Client) -> usize {
    let id = owed(by).remove(0).id;
    let found = by.call::<ReadReviewEvidence>(ReviewPath { id }, Nothing {}, ()).expect("evidence").items;
    found.into_iter().filter(|item| item.kind == ReviewEvidenceKind::ObjectiveBegun).count()
}

/// Writes down how far a goal had come on a day.
fn had_come(ground: &Ground, goal: ObjectiveId, at: &str, progress: f64) {
    let known = format!(
        "INSERT INTO objective_computations (org_id, objective_id, known_at, progress, computation)
         SELECT org_id, id, '{at}', {progress}, '{{}}' FROM objectives WHERE id = '{goal}'"
    );
    db::run(&mut ground.org.server.database.admin(), &known);
}

/// A template without goals; `asks` whoever leads the person about them all the same.
fn without_goals(ground: &Ground, asks: bool) -> ReviewTemplateId {
    let mut form = form();
    form["without_goals"] = json!(true);
    if !asks {
        form["sections"][0]["questions"].as_array_mut().expect("questions").retain(|it: &Value| it["key"] != "goals");
    }
    let template = serde_json::from_value(json!({ "name": unique(), "form": form })).expect("a template");
    ground.org.admin().call::<CreateReviewTemplate>(Nothing {}, Nothing {}, template).expect("made").template.id
}

#[test]
fn progress_is_of_the_end_of_the_period_whatever_came_later() {
    let ground = Ground::new();
    let goal = ground.goal_of_the_subject("organisation");
    ground.writing(&[], &json!({ "naming": "named" }));
    had_come(&ground, goal, "2026-04-01 12:00Z", 0.2);
    had_come(&ground, goal, "2026-06-30 12:00Z", 0.4);
    had_come(&ground, goal, "2026-07-02 12:00Z", 0.9);
    for by in [&ground.manager, &ground.subject] {
        let found: Vec<_> = beside(by).goals.into_iter().map(|it| (it.id, it.progress)).collect();
        assert_eq!(found, [(goal, Some(0.4))]);
    }
}

#[test]
fn a_template_leaves_goals_out_unless_it_asks_about_them() {
    for asks in [true, false] {
        let ground = Ground::new();
        ground.goal_of_the_subject("organisation");
        let template = without_goals(&ground, asks);
        ground.writing(&[], &json!({ "naming": "named", "template_id": template }));
        assert_eq!(beside(&ground.manager).goals.len(), usize::from(asks));
        if !asks {
            assert_eq!(began(&ground.manager), 0);
        }
        assert_eq!(began(&ground.reports[0]), 0, "who isn't asked about goals sees none");
    }
}
