use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};
use shared::{
    access::{Relation, Role},
    one_on_ones::VIEW,
    wire::MeetingId,
};

use super::{About, Sample};
use crate::{Stage, unique};

/// What is of two people is the actor's own, or their report's, or not theirs: nobody shares it.
fn stands(role: Role, relation: Relation) -> Option<Relation> {
    match relation {
        Relation::Own => Some(Relation::Own),
        _ if role == Role::Admin => Some(Relation::Organisation),
        Relation::Report if role == Role::Manager => Some(Relation::Report),
        _ => None,
    }
}

fn told() -> Sample {
    Sample::plain().about(About::Told(&VIEW, stands))
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    of_series(name, stage)
        .or_else(|| of_meetings(name, stage))
        .or_else(|| of_items(name, stage))
        .or_else(|| of_questions(name, stage))
}

fn of_series(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let subject = stage.subject.id;
    Some(match name {
        "ListOneOnOnes" => {
            stage.db_one_on_one();
            Sample::plain().query(json!({ "person": subject, "ended": "false", "limit": "5" }))
        }
        "CreateOneOnOne" => Sample::plain().json(json!({
            "partner_id": stage.above_actor(), "rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "starts_on": "2026-10-06",
            "starts_at": "10:00:00", "time_zone": "Europe/Berlin", "minutes": 45, "place": "Room 2",
        })),
        "ListMissingOneOnOnes" | "ReadCalendarFeed" | "MakeCalendarFeed" | "RevokeCalendarFeed" | "ReadCalendar" => {
            Sample::plain()
        }
        "ReadOneOnOne" | "EndOneOnOne" => told().at(json!({ "id": stage.db_one_on_one().0 })),
        "EditOneOnOne" => {
            let body = json!({ "rule": "FREQ=MONTHLY;BYDAY=1TU", "starts_at": "09:30:00", "minutes": 60 });
            told().at(json!({ "id": stage.db_one_on_one().0 })).json(body).version(1)
        }
        "CarryActionItems" => {
            let (before, meeting) = stage.db_one_on_one();
            let item = action_item(stage, meeting);
            let ended = stage.subject.raw("POST", &format!("/api/v1/one-on-ones/{before}/end")).send();
            assert_eq!(ended.status, 200, "{}", ended.text());
            told().at(json!({ "id": stage.db_one_on_one().0 })).json(json!({ "action_item_ids": [item["id"]] }))
        }
        _ => return None,
    })
}

fn of_meetings(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let meeting = || told().at(json!({ "id": stage.db_one_on_one().1 }));
    Some(match name {
        "ListMeetings" => {
            let (series, _) = stage.db_one_on_one();
            Sample::plain().query(json!({
                "when": "upcoming", "one_on_one": series, "person": stage.subject.id, "limit": "5",
            }))
        }
        "ReadMeeting" | "ListMeetingReaders" | "ReadPrivateNote" => meeting(),
        "EditMeeting" => {
            let tomorrow = Utc::now() + TimeDelta::days(1);
            let notes = "We talked about the move.";
            let guest = stage.above_actor();
            let changes = json!({ "notes": notes, "starts_at": tomorrow, "guest_id": guest, "every_time": true });
            meeting().json(changes).version(1)
        }
        "StepMeeting" => meeting().json(json!({ "step": "hold" })),
        "OpenMeeting" => meeting().json(json!({ "reason": "A complaint that both of them brought to HR." })),
        "EditPrivateNote" => meeting().json(json!({ "body": "Ask about the second offer." })).version(0),
        "CreateAgendaItems" => meeting().json(json!({ "items": ["The move", "Holidays"] })),
        "CreateActionItem" => meeting().json(json!({
            "body": "Send the plan", "owner_id": stage.subject.id, "due_on": "2026-12-04",
        })),
        _ => return None,
    })
}

fn of_items(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let made = |meeting: MeetingId| {
        let body = json!({ "items": ["The move", "Holidays"] });
        stage.made_by_subject(&format!("/api/v1/meetings/{meeting}/agenda-items"), &body)["items"].take()
    };
    let sample = |item: &Value| told().at(json!({ "id": item["id"] }));
    Some(match name {
        "EditAgendaItem" => {
            let items = made(stage.db_one_on_one().1);
            let body = json!({ "body": "The move, again", "done": true, "after_id": items[1]["id"] });
            sample(&items[0]).json(body).version(1)
        }
        "DeleteAgendaItem" => sample(&made(stage.db_one_on_one().1)[0]),
        "EditActionItem" => {
            let item = action_item(stage, stage.db_one_on_one().1);
            sample(&item).json(json!({ "done": true, "due_on": null, "owner_id": stage.subject.id })).version(1)
        }
        "DeleteActionItem" => sample(&action_item(stage, stage.db_one_on_one().1)),
        _ => return None,
    })
}

fn action_item(stage: &Stage<'_>, meeting: MeetingId) -> Value {
    stage.made_by_subject(&format!("/api/v1/meetings/{meeting}/action-items"), &json!({ "body": "Send the plan" }))
}

fn of_questions(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let whole = Sample::plain().about(About::Organisation);
    let body = || json!({ "name": unique(), "questions": ["What did you learn?", "What next?"] });
    let made = || {
        let response = stage.org.admin().raw("POST", "/api/v1/question-sets").json(&body()).send();
        assert_eq!(response.status, 201, "{}", response.text());
        response.json()
    };
    Some(match name {
        "ListQuestionSets" => Sample::plain(),
        "CreateQuestionSet" => whole.json(body()),
        "EditQuestionSet" => whole.at(json!({ "id": made()["id"] })).json(body()).version(1),
        "DeleteQuestionSet" => whole.at(json!({ "id": made()["id"] })),
        _ => return None,
    })
}
