use serde_json::{Value, json};
use shared::{
    access::{Relation, Role, ShareLevel},
    feedback::VIEW,
};

use super::{About, Sample};
use crate::{Persona, Stage, unique};

/// Praise is its author's; Admins have the organisation's, everybody else reads what is published.
fn published(role: Role, relation: Relation) -> Option<Relation> {
    Some(match (role, relation) {
        (_, Relation::Own) => Relation::Own,
        (Role::Admin, _) => Relation::Organisation,
        _ => Relation::Shared(ShareLevel::View),
    })
}

/// What the subject wrote about somebody else, who reads it with the manager; the actor is neither.
fn written(role: Role, relation: Relation) -> Option<Relation> {
    match (role, relation) {
        (_, Relation::Own) => Some(Relation::Own),
        (Role::Admin, _) => Some(Relation::Organisation),
        _ => None,
    }
}

/// A note, or what one is asked oneself: nobody else's, not even an Admin's.
fn ones_own(_: Role, relation: Relation) -> Option<Relation> {
    (relation == Relation::Own).then_some(Relation::Own)
}

fn at(thing: &Value) -> Sample {
    Sample::plain().at(json!({ "id": thing["id"] }))
}

fn version(thing: &Value) -> i64 {
    thing["version"].as_i64().expect("a version")
}

/// Somebody with a manager, whom everybody finds.
fn stranger(stage: &Stage<'_>) -> Persona {
    stage.open();
    let manager = stage.org.db_person(Role::Manager, None);
    stage.org.db_person(Role::Employee, Some(&manager))
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    of_values(name, stage)
        .or_else(|| of_praise(name, stage))
        .or_else(|| of_private(name, stage))
        .or_else(|| of_requests(name, stage))
}

/// Other ways to call the same operations.
pub(super) fn other(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    (name == "ReadReaders").then(|| {
        let feedback = feedback(stage);
        Sample::plain().query(json!({ "feedback": feedback["id"] }))
    })
}

fn value(stage: &Stage<'_>) -> Value {
    let response = stage.org.admin().raw("POST", "/api/v1/company-values").json(&json!({ "name": unique() })).send();
    assert!(response.is_success(), "{}", response.text());
    response.json()
}

fn of_values(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let organisation = |sample: Sample| sample.about(About::Organisation);
    Some(match name {
        "ListCompanyValues" => Sample::plain(),
        "CreateCompanyValue" => {
            organisation(Sample::plain().json(json!({ "name": unique(), "description": "We say what we see." })))
        }
        "EditCompanyValue" => {
            let value = value(stage);
            let body = json!({ "name": unique(), "description": "In plain words.", "retired": true });
            organisation(at(&value).json(body).version(version(&value)))
        }
        _ => return None,
    })
}

fn praise(stage: &Stage<'_>) -> Value {
    stage.open();
    let body = json!({
        "person_ids": [stage.newcomer().id], "body": "Thank you for the calm release.",
        "value_ids": [value(stage)["id"]],
    });
    stage.made_by_subject("/api/v1/praise", &body)
}

fn of_praise(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let with = || at(&praise(stage)).about(About::Told(&VIEW, published));
    Some(match name {
        "ListPraise" => {
            let praise = praise(stage);
            Sample::plain().query(json!({
                "person": praise["recipients"][0]["id"], "author": stage.subject.id, "team": stage.team().id,
                "value": praise["values"][0]["id"], "limit": "5",
            }))
        }
        "ExportPraiseNdjson" => {
            let praise = praise(stage);
            Sample::plain().query(json!({
                "person": praise["recipients"][0]["id"], "author": stage.subject.id, "team": stage.team().id,
                "value": praise["values"][0]["id"],
            }))
        }
        "GivePraise" => Sample::plain().json(json!({
            "person_ids": [stranger(stage).id],
            "body": "You kept everybody informed.", "value_ids": [value(stage)["id"]],
        })),
        "ReadPraise" | "WithdrawPraise" => with(),
        "ReactToPraise" => with().json(json!({ "kind": "applause", "on": true })),
        "TakePraiseDown" => with().json(json!({ "reason": "It tells what a customer told us in confidence." })),
        _ => return None,
    })
}

/// The subject's, about somebody who reports to nobody the actor knows.
fn feedback(stage: &Stage<'_>) -> Value {
    let manager = stage.org.db_person(Role::Manager, None);
    let about = stage.org.db_person(Role::Employee, Some(&manager));
    stage.open();
    let body = json!({
        "kind": "given", "subject_id": about.id, "body": "Your notes after the call helped me.",
        "purpose": "evaluation", "audience": { "person": true, "manager": true },
    });
    stage.made_by_subject("/api/v1/feedback", &body)
}

fn of_private(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let told = |feedback: &Value| at(feedback).about(About::Told(&VIEW, written));
    Some(match name {
        "ListFeedback" => Sample::plain().query(json!({
            "subject": stage.subject.id, "author": stage.actor.id, "request": request(stage)["id"], "limit": "5",
        })),
        "ExportFeedbackNdjson" => Sample::plain().query(json!({
            "subject": stage.subject.id, "author": stage.actor.id, "request": request(stage)["id"],
        })),
        "GiveFeedback" => Sample::plain().json(json!({
            "kind": "given", "subject_id": stranger(stage).id,
            "body": "Ask for help a day earlier.", "purpose": "growth",
            "audience": { "person": true, "manager": true, "chain": true, "later_managers": false },
        })),
        "ReadReaders" => Sample::plain().query(json!({
            "subject": stage.actor.id, "asked_by": stage.actor.id, "person": "true", "manager": "true",
        })),
        "ReadFeedback" => told(&feedback(stage)),
        "EditFeedback" => {
            let feedback = feedback(stage);
            let audience = json!({ "person": true, "manager": false, "chain": false, "later_managers": false });
            told(&feedback).json(json!({ "purpose": "growth", "audience": audience })).version(version(&feedback))
        }
        "DeleteNote" => {
            let note = json!({
                "kind": "note", "subject_id": stage.subject.id, "body": "Ask twice before I say no.", "purpose": "growth",
            });
            at(&stage.made_by_subject("/api/v1/feedback", &note)).about(About::Told(&VIEW, ones_own))
        }
        "ListFeedbackAbout" => {
            let sample = Sample::plain().at(json!({ "id": stage.subject.id })).query(json!({ "limit": "5" }));
            sample.about(About::Subject(&shared::people::VIEW))
        }
        _ => return None,
    })
}

/// The subject asks somebody about themselves.
fn request(stage: &Stage<'_>) -> Value {
    let asked = stage.org.db_person(Role::Employee, None);
    stage.open();
    let body = json!({
        "subject_id": stage.subject.id, "person_ids": [asked.id], "question": "What should I keep doing?",
        "audience": { "person": true }, "purpose": "growth",
    });
    stage.made_by_subject("/api/v1/feedback-requests", &body)
}

/// Somebody asks the subject, who gets an ask.
fn ask(stage: &Stage<'_>) -> Value {
    let asker = stage.org.db_person(Role::Employee, None);
    let body = json!({
        "subject_id": asker.id, "person_ids": [stage.subject.id], "question": "How did I explain it?",
        "audience": { "person": true }, "purpose": "evaluation",
    });
    stage.open();
    let made = asker.raw("POST", "/api/v1/feedback-requests").json(&body).send();
    assert!(made.is_success(), "{}", made.text());
    let asks = stage.subject.raw("GET", "/api/v1/feedback-asks").query("state=open").send().json();
    asks["items"][0].clone()
}

fn of_requests(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let asking = |request: &Value| at(request).about(About::Told(&VIEW, written));
    let asked = || at(&ask(stage)).about(About::Told(&VIEW, ones_own));
    Some(match name {
        "ListFeedbackRequests" => Sample::plain(),
        "AskForFeedback" => Sample::plain().json(json!({
            "subject_id": stage.actor.id, "person_ids": [stranger(stage).id],
            "question": "What should I stop doing?", "audience": { "person": true, "manager": true },
            "purpose": "growth", "due_on": "2199-01-01",
        })),
        "ReadFeedbackRequest" | "CloseFeedbackRequest" => asking(&request(stage)),
        "ListFeedbackAsks" => Sample::plain().query(json!({ "limit": "5" })),
        "ReadFeedbackAsk" => asked(),
        "AnswerFeedbackAsk" => asked().json(json!({ "body": "Slowly, and with an example.", "purpose": "growth" })),
        "DeclineFeedbackAsk" => asked().json(json!({ "reason": "I wasn't there." })),
        _ => return None,
    })
}
