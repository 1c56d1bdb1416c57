use serde_json::{Value, json};
use shared::{
    access::{Relation, Role},
    reviews::{VIEW, WRITE},
    wire::PersonId,
};

use super::{About, Sample};
use crate::{Client, Persona, Stage, unique};

/// What a review asks, with a question of every kind.
pub fn form() -> Value {
    let asked = |key: &str, kind: &str, more: Value| {
        let mut question = json!({
            "key": key, "kind": kind, "text": "What did you see?", "answered_by": ["self", "manager"],
            "read_by": "subject",
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            question[name] = value.clone();
        }
        question
    };
    json!({
        "scale": [{ "word": "Below" }, { "word": "Meets", "description": "As the job asks for" }, { "word": "Above" }],
        "weights": [{ "relation": "manager", "weight": 100 }], "without_goals": false,
        "sections": [
            { "title": "What was reached", "introduction": "Think of all of it.", "questions": [
                asked("goals", "goals", json!({ "weight": 50 })),
                asked("overall", "rating", json!({ "measures": "performance", "weight": 50, "required": true })),
                asked("potential", "rating", json!({
                    "measures": "potential", "answered_by": ["manager"], "read_by": "admin",
                })),
            ] },
            { "title": "How", "questions": [
                asked("competencies", "competencies", json!({})),
                asked("words", "text", json!({ "hint": "With an example", "answered_by": ["self", "manager", "peer", "upward"] })),
                asked("one", "choice", json!({ "options": ["Yes", "No"] })),
                asked("some", "choices", json!({ "options": ["Time", "Tools"] })),
            ] },
        ],
    })
}

/// A template, by the Admin.
pub fn template(stage: &Stage<'_>) -> Value {
    admin(stage, "POST", "/api/v1/review-templates", &json!({ "name": unique(), "form": form() }))
}

pub(super) fn admin(stage: &Stage<'_>, method: &str, path: &str, body: &Value) -> Value {
    let response = stage.org.admin().raw(method, path).json(body).send();
    assert!(response.is_success(), "{method} {path} {body}: {}", response.text());
    response.json()
}

fn new_cycle(stage: &Stage<'_>) -> Value {
    json!({
        "name": unique(), "template_id": template(stage)["template"]["id"], "period_from": "2026-01-01",
        "period_to": "2026-06-30", "nominate_by": "2026-07-10", "write_by": "2026-07-20", "share_by": "2026-07-31",
        "peers_least": 1, "peers_most": 3, "peer_load": 4, "naming": "named", "minimum": 5,
        "calibrates": true, "explains_changes": true, "by_date": false, "grace_days": 2,
        "team_id": stage.team().id, "manager_id": stage.subject.id, "started_until": "1901-01-01",
        "included": [stage.subject.id], "excluded": [stage.newcomer().id], "managers_appoint": true,
        "release_after": 21,
    })
}

/// A cycle about the subject alone, in a stage.
pub fn cycle(stage: &Stage<'_>, at: &str) -> Value {
    take_on(stage, admin(stage, "POST", "/api/v1/review-cycles", &new_cycle(stage)), at)
}

/// Takes a cycle on until it stands there.
fn take_on(stage: &Stage<'_>, mut cycle: Value, at: &str) -> Value {
    let path = format!("/api/v1/review-cycles/{}", cycle["cycle"]["id"].as_str().expect("an id"));
    while cycle["cycle"]["stage"] != at {
        waive_gaps(stage.org.admin(), &path);
        cycle = admin(stage, "POST", &format!("{path}/move"), &json!({ "step": "forward", "gaps": 0 }));
    }
    cycle
}

/// Lets a cycle go on without whatever is missing at its stage, but what isn't released; `path` is the cycle's.
pub fn waive_gaps(admin: &Client, path: &str) {
    loop {
        let rehearsal = admin.raw("GET", &format!("{path}/rehearsal")).send();
        assert!(rehearsal.is_success(), "rehearsal: {}", rehearsal.text());
        let rehearsal = rehearsal.json();
        let gaps = rehearsal["first_gaps"].as_array().expect("gaps").iter().filter(|gap| gap["lacks"] != "release");
        let people: Vec<Value> = gaps.map(|gap| gap["person"]["id"].clone()).collect();
        if people.is_empty() {
            return;
        }
        let waived = admin.raw("POST", &format!("{path}/waivers")).json(&waiver(&people)).send();
        assert!(waived.is_success(), "waivers: {}", waived.text());
    }
}

fn waiver(people: &[Value]) -> Value {
    json!({ "people": people, "reason": "They are at sea until the autumn" })
}

/// A cycle in which peers are settled, and which goes on without the subject's.
fn waived(stage: &Stage<'_>) -> Value {
    let cycle = cycle(stage, "nominating");
    let path = format!("/api/v1/review-cycles/{}/waivers", cycle["cycle"]["id"].as_str().expect("an id"));
    admin(stage, "POST", &path, &waiver(&[json!(stage.subject.id)]));
    cycle
}

/// What the subject gets of a cycle in a stage.
pub(super) fn packet(stage: &Stage<'_>, at: &str) -> Value {
    let path = format!("/api/v1/review-packets?cycle={}", cycle(stage, at)["cycle"]["id"].as_str().expect("an id"));
    stage.org.admin().raw("GET", &path).send().json()["items"][0].take()
}

/// What the subject gets of a cycle that doesn't calibrate, while it is shared.
fn uncalibrated(stage: &Stage<'_>) -> Value {
    let mut new = new_cycle(stage);
    new["calibrates"] = json!(false);
    let cycle = take_on(stage, admin(stage, "POST", "/api/v1/review-cycles", &new), "sharing");
    let path = format!("/api/v1/review-packets?cycle={}", cycle["cycle"]["id"].as_str().expect("an id"));
    stage.org.admin().raw("GET", &path).send().json()["items"][0].take()
}

/// The same, once the Admin of the organisation, who isn't the subject, has released it.
fn released(stage: &Stage<'_>) -> Value {
    let packet = packet(stage, "sharing");
    let path = format!("/api/v1/review-packets/{}/release", packet["id"].as_str().expect("an id"));
    admin(stage, "PUT", &path, &json!({ "summary": "A good half-year" }));
    packet
}

/// The same, once the subject, who isn't the Admin of the organisation, disagrees with it.
fn disputed(stage: &Stage<'_>) -> Value {
    let packet = released(stage);
    let path = format!("/api/v1/review-packets/{}/acknowledgement", packet["id"].as_str().expect("an id"));
    let answer = json!({ "answer": "disagree", "comment": "The harbour was closed for a month" });
    let said = stage.subject.raw("PUT", &path).json(&answer).send();
    assert!(said.is_success(), "{path}: {}", said.text());
    packet
}

/// The subject's packet and their review of themselves, which they have handed in, when writing is over.
fn handed_in(stage: &Stage<'_>) -> (Value, Value) {
    let review = review(stage, true);
    let id = review["cycle"]["id"].as_str().expect("an id");
    let cycle = stage.org.admin().raw("GET", &format!("/api/v1/review-cycles/{id}")).send().json();
    take_on(stage, cycle, "sharing");
    let path = format!("/api/v1/review-packets?cycle={id}");
    (stage.org.admin().raw("GET", &path).send().json()["items"][0].take(), review)
}

/// One's report's no more than one's own, where somebody outside the line is there.
fn outside(role: Role, relation: Relation) -> Option<Relation> {
    stands(role, relation).map(|relation| if relation == Relation::Report { Relation::Own } else { relation })
}

/// The subject's review of themselves, as far as it is needed.
fn review(stage: &Stage<'_>, submitted: bool) -> Value {
    cycle(stage, "writing");
    let review = stage.subject.raw("GET", "/api/v1/reviews?open=true").send().json()["items"][0].take();
    let path = format!("/api/v1/reviews/{}", review["id"].as_str().expect("an id"));
    let put = |path: &str, body: Option<Value>| {
        let request = stage.subject.raw("PUT", path);
        let response = body.map_or_else(|| request.clone(), |body| request.clone().json(&body)).send();
        assert!(response.is_success(), "{path}: {}", response.text());
        response.json()
    };
    let written = put(&format!("{path}/answers"), Some(sheet()));
    if submitted { put(&format!("{path}/submission"), None) } else { written }
}

fn sheet() -> Value {
    json!({ "answers": {
        "overall": { "rating": 2, "text": "As agreed" }, "words": { "text": "Calm in the rush" },
        "one": { "chosen": [0] }, "some": { "chosen": [0, 1] },
    } })
}

/// One's own, one's report's, or an Admin's to see.
pub(super) fn stands(role: Role, relation: Relation) -> Option<Relation> {
    match relation {
        Relation::Own => Some(Relation::Own),
        Relation::Report if role >= Role::Manager => Some(Relation::Report),
        _ if role == Role::Admin => Some(Relation::Organisation),
        _ => None,
    }
}

/// Whoever leads somebody writes about them, and so has a part in the cycle of their own.
fn in_cycle(role: Role, relation: Relation) -> Option<Relation> {
    match relation {
        Relation::Own | Relation::Report => Some(Relation::Own),
        _ => (role == Role::Admin).then_some(Relation::Organisation),
    }
}

/// Before the launch it is nobody's but the Admins'.
pub(super) fn of_a_draft(role: Role, _: Relation) -> Option<Relation> {
    (role == Role::Admin).then_some(Relation::Organisation)
}

/// Its author's, and nobody else's.
pub(super) fn its_authors(_: Role, relation: Relation) -> Option<Relation> {
    (relation == Relation::Own).then_some(Relation::Own)
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let of_rules = || super::rolling_reviews::sample(name, stage).or_else(|| super::review_trials::sample(name, stage));
    of_templates(name, stage).or_else(|| of_cycles(name, stage)).or_else(|| of_reviews(name, stage)).or_else(of_rules)
}

fn of_templates(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let whole = || Sample::plain().about(About::Organisation);
    let new = || json!({ "name": unique(), "description": "For the year", "form": form() });
    Some(match name {
        "ListReviewTemplates" => {
            template(stage);
            whole().query(json!({ "retired": "false", "limit": "5" }))
        }
        "ReadReviewTemplateLibrary" => whole(),
        "CreateReviewTemplate" => whole().json(new()),
        "ReadReviewTemplate" | "ReadReviewTemplateReport" => {
            whole().at(json!({ "id": template(stage)["template"]["id"] }))
        }
        "EditReviewTemplate" => {
            let mut changes = new();
            changes["retired"] = json!(true);
            changes["form"]["sections"][0]["title"] = json!("Another title");
            whole().at(json!({ "id": template(stage)["template"]["id"] })).json(changes).version(1)
        }
        _ => return None,
    })
}

fn of_cycles(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let at = |cycle: &Value| Sample::plain().at(json!({ "id": cycle["cycle"]["id"] }));
    let draft = || at(&cycle(stage, "draft")).about(About::Told(&VIEW, of_a_draft));
    Some(match name {
        "ListReviewCycles" => {
            cycle(stage, "writing");
            let rule = super::rolling_reviews::rule(stage);
            Sample::plain().query(json!({ "stage": "writing", "rule": rule, "by_hand": "false", "limit": "5" }))
        }
        "CreateReviewCycle" => Sample::plain().about(About::Organisation).json(new_cycle(stage)),
        "ReadReviewCycle" => at(&cycle(stage, "writing")).about(About::Told(&VIEW, in_cycle)),
        "EditReviewCycle" => {
            let changes = new_cycle(stage);
            draft().json(changes).version(1)
        }
        "DeleteReviewCycle" | "RehearseReviewCycle" | "ExportRehearsalCsv" | "ReadRehearsalCalendar" => draft(),
        "ReadReviewPeerProposals" => {
            let sample = at(&cycle(stage, "nominating")).about(About::Told(&VIEW, in_cycle));
            sample.query(json!({ "subject": stage.subject.id }))
        }
        "LaunchReviewCycle" => {
            let cycle = cycle(stage, "draft");
            let path = format!("/api/v1/review-cycles/{}", cycle["cycle"]["id"].as_str().expect("an id"));
            waive_gaps(stage.org.admin(), &path);
            at(&cycle).about(About::Told(&VIEW, of_a_draft))
        }
        "ListRehearsedPeople" => draft().query(json!({ "q": "a", "open": "true", "limit": "5" })),
        "ListReviewWaivers" => at(&waived(stage)).about(About::Told(&VIEW, in_cycle)).query(json!({ "limit": "5" })),
        "WaiveReviewGaps" => {
            let cycle = cycle(stage, "nominating");
            at(&cycle).about(About::Told(&VIEW, in_cycle)).json(waiver(&[json!(stage.subject.id)]))
        }
        "UnwaiveReviewGap" => {
            let cycle = waived(stage);
            let at = Sample::plain().at(json!({ "id": cycle["cycle"]["id"], "person_id": stage.subject.id }));
            at.about(About::Told(&VIEW, in_cycle))
        }
        "AddReviewPeople" => {
            let join = at(&cycle(stage, "writing")).about(About::Told(&VIEW, in_cycle));
            let people = [stage.org.db_person(Role::Employee, None).id];
            join.json(json!({ "people": people, "by_rule": true }))
        }
        "ReadReviewWordings" => at(&cycle(stage, "writing")).about(About::Told(&VIEW, in_cycle)),
        "CorrectReviewWording" => {
            let wording = at(&cycle(stage, "writing")).about(About::Told(&VIEW, in_cycle));
            wording.json(json!({
                "key": "one", "text": "In other words", "hint": "Pick one", "options": ["This one", "That one"],
                "reason": "A typo",
            }))
        }
        "ListReviewViewers" => at(&cycle(stage, "writing")).about(About::Told(&VIEW, in_cycle)),
        "AddReviewViewer" => {
            let give = at(&cycle(stage, "writing")).about(About::Told(&VIEW, in_cycle));
            give.json(sight(stage, &stage.org.db_person(Role::Employee, None).id.to_string()))
        }
        "RemoveReviewViewer" => {
            let (cycle, person) = (cycle(stage, "writing"), stage.org.db_person(Role::Employee, None).id);
            let id = cycle["cycle"]["id"].as_str().expect("an id");
            admin(stage, "POST", &format!("/api/v1/review-cycles/{id}/viewers"), &sight(stage, &person.to_string()));
            let at = Sample::plain().at(json!({ "id": id, "person_id": person }));
            at.about(About::Told(&VIEW, in_cycle))
        }
        "ListReviewDuties" => {
            let duties = at(&cycle(stage, "writing")).about(About::Told(&VIEW, in_cycle));
            let (team, manager) = (stage.team().id, stage.subject.id);
            duties.query(json!({ "late": "true", "team": team, "manager": manager, "limit": "5" }))
        }
        "ListReviewGroups" => {
            let groups = at(&cycle(stage, "writing")).about(About::Told(&VIEW, in_cycle));
            groups.query(json!({ "by": "manager", "limit": "5" }))
        }
        "ExportReviewResultsCsv" | "ExportReviewResultsXlsx" => {
            at(&cycle(stage, "sharing")).about(About::Told(&VIEW, in_cycle))
        }
        "ListFinalRatings" => at(&cycle(stage, "sharing")).query(json!({ "limit": "5" })),
        "RemindOfReviews" => {
            let reminder = at(&cycle(stage, "writing")).about(About::Told(&VIEW, in_cycle));
            let (team, manager) = (stage.team().id, stage.subject.id);
            reminder.json(json!({ "people": [stage.subject.id], "team": team, "manager": manager, "late": true }))
        }
        "ExtendReviewDuty" => {
            let cycle = cycle(stage, "writing");
            let at = Sample::plain().at(json!({ "id": cycle["cycle"]["id"], "person_id": stage.subject.id }));
            at.about(About::Told(&VIEW, in_cycle)).json(json!({ "due_on": "2199-07-31" }))
        }
        "ReleaseReviewPackets" => at(&cycle(stage, "sharing")).about(About::Told(&VIEW, in_cycle)),
        "MoveReviewCycle" => {
            let move_on = json!({ "step": "cancel", "gaps": 0, "reason": "The year was another one" });
            at(&cycle(stage, "writing")).about(About::Told(&VIEW, in_cycle)).json(move_on)
        }
        _ => return None,
    })
}

fn of_reviews(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let about = |packet: &Value| Sample::plain().at(json!({ "id": packet["id"] })).about(About::Told(&VIEW, stands));
    let mine = |review: &Value| {
        let version = review["version"].as_i64().expect("a version");
        Sample::plain().at(json!({ "id": review["id"] })).about(About::Told(&WRITE, its_authors)).version(version)
    };
    Some(match name {
        "ExportReviewPacketsNdjson" => {
            let packet = packet(stage, "writing");
            Sample::plain().query(json!({
                "cycle": packet["cycle"]["id"], "subject": stage.subject.id, "team": stage.team().id,
                "manager": stage.subject.id, "state": "collecting", "waiting": "false",
            }))
        }
        "ListReviewPackets" => {
            let packet = packet(stage, "writing");
            Sample::plain().query(json!({
                "cycle": packet["cycle"]["id"], "subject": stage.subject.id, "team": stage.team().id,
                "manager": stage.subject.id, "state": "collecting", "waiting": "false", "limit": "5",
            }))
        }
        "ReadPastReviewPacket" => {
            about(&packet(stage, "sharing")).query(json!({ "as_of": chrono::Utc::now().date_naive() }))
        }
        "ReadReviewPacket"
        | "ReadReviewScore"
        | "ListReviewCorrections"
        | "ListReviewPacketReaders"
        | "ListReviewPacketOpenings" => about(&packet(stage, "sharing")),
        "NominateReviewPeers" => {
            let others = stage.actor.id != stage.subject.id;
            let peers = others.then(|| stage.org.db_person(Role::Employee, Some(&stage.actor)).id);
            about(&packet(stage, "nominating")).json(json!({ "peers": Vec::from_iter(peers) }))
        }
        "AppointReviewer" => {
            // Somebody whom the actor finds.
            let named = stage.org.db_person(Role::Employee, Some(&stage.actor));
            about(&packet(stage, "writing")).json(appointment(&named))
        }
        "DismissReviewer" => {
            let (packet, named) = (packet(stage, "writing"), stage.org.db_person(Role::Employee, None));
            let (id, person) = (packet["id"].as_str().expect("an id"), named.id);
            admin(stage, "POST", &format!("/api/v1/review-packets/{id}/reviewers"), &appointment(&named));
            let at = Sample::plain().at(json!({ "id": id, "person_id": person }));
            at.about(About::Told(&VIEW, stands))
        }
        "InviteExternalReviewer" => about(&packet(stage, "writing")).json(outsider()),
        "RevokeExternalReviewer" => {
            let packet = packet(stage, "writing");
            let id = packet["id"].as_str().expect("an id");
            let now = admin(stage, "POST", &format!("/api/v1/review-packets/{id}/external-reviewers"), &outsider());
            let at = Sample::plain().at(json!({ "id": id, "external_id": now["externals"][0]["id"] }));
            at.about(About::Told(&VIEW, stands))
        }
        "ReleaseReviewPacket" => about(&packet(stage, "sharing")).json(json!({ "summary": "A good half-year" })),
        "DecideReviewRating" => about(&uncalibrated(stage))
            .json(json!({ "rating": 2, "not_rated": false, "reason": "Two of the goals were reached in May" })),
        "WithholdReviewPacket" => {
            about(&packet(stage, "sharing")).json(json!({ "reason": "They are ill: it waits until they are back" }))
        }
        "EndLeaversReviews" => {
            let gone = stage.org.db_person(Role::Employee, None);
            cycle(&Stage { org: stage.org, actor: gone.clone(), subject: gone.clone() }, "writing");
            let left = stage.org.admin().raw("POST", &format!("/api/v1/people/{}/deactivate", gone.id)).send();
            assert!(left.is_success(), "{}", left.text());
            let ending = json!({ "person_id": gone.id, "ends": "early", "reason": "They have left" });
            Sample::plain().about(About::Organisation).json(ending)
        }
        "PauseReviewPacket" => about(&packet(stage, "writing")).json(pause()),
        "EndReviewPause" => {
            let packet = packet(stage, "writing");
            let id = packet["id"].as_str().expect("an id");
            admin(stage, "PUT", &format!("/api/v1/review-packets/{id}/pause"), &pause());
            about(&packet)
        }
        "AcknowledgeReviewPacket" => about(&released(stage))
            .json(json!({ "answer": "disagree", "comment": "The harbour was closed for a month" })),
        "ExportReviewPacketPdf" => about(&released(stage)),
        "WithdrawReviewPacket" => about(&released(stage)).json(json!({ "reason": "It was another's" })),
        "AddReviewAddendum" => about(&disputed(stage)).json(json!({ "body": "The month was April" })),
        "AnswerReviewDispute" => {
            let packet = disputed(stage);
            let sample = Sample::plain().at(json!({ "id": packet["id"] })).about(About::Told(&VIEW, outside));
            sample.json(json!({ "outcome": "partly", "answer": "The month counts for half", "rating": 2 }))
        }
        "ReopenReview" | "CloseReopenedReview" | "CompareReviewVersions" => {
            let (packet, review) = handed_in(stage);
            let reason = json!({ "reason": "The last month is missing" });
            if name == "CloseReopenedReview" {
                let [id, review] = [&packet, &review].map(|it| it["id"].as_str().expect("an id"));
                admin(stage, "PUT", &format!("/api/v1/review-packets/{id}/reviews/{review}/reopening"), &reason);
            }
            let at = Sample::plain().at(json!({ "id": packet["id"], "review_id": review["id"] }));
            let at = at.about(About::Told(&VIEW, stands));
            if name == "ReopenReview" { at.json(reason) } else { at }
        }
        "PassFormerReviewOn" => {
            let (packet, review) = former(stage);
            Sample::plain().at(json!({ "id": packet, "review_id": review })).about(About::Told(&VIEW, stands))
        }
        "ListReviews" => {
            review(stage, false);
            Sample::plain().query(json!({ "open": "true", "limit": "5" }))
        }
        "ReadReview" | "ListReviewReaders" | "ReadReviewEvidence" | "SubmitReview" => mine(&review(stage, false)),
        "SaveReview" => mine(&review(stage, false)).json(sheet()),
        "RecallReview" | "ReadReviewChanges" => mine(&review(stage, true)),
        "DeclineReview" => {
            // The subject's review of their manager.
            let manager = stage.org.db_person(Role::Manager, None);
            let review = upward(stage, &manager);
            mine(&review).json(json!({ "reason": "We have hardly worked together" }))
        }
        _ => return None,
    })
}

/// What the subject gets of a cycle, and what was begun about them by who led them before somebody else did.
fn former(stage: &Stage<'_>) -> (Value, Value) {
    // Nobody passes on to themselves: where the actor leads the subject, it is by somebody else from now on.
    let above = stage.person().manager.filter(|above| above.id == stage.actor.id).map(|_| &stage.actor);
    let now = stage.org.db_person(Role::Manager, above).id;
    let before = stage.org.db_person(Role::Manager, None);
    led_by(stage, before.id);
    let packet = packet(stage, "writing");
    let review = before.raw("GET", "/api/v1/reviews?open=true").send().json()["items"][0]["id"].take();
    let path = format!("/api/v1/reviews/{}/answers", review.as_str().expect("an id"));
    let begun = before.raw("PUT", &path).json(&sheet()).send();
    assert!(begun.is_success(), "{path}: {}", begun.text());
    led_by(stage, now);
    (packet["id"].clone(), review)
}

/// Gives the subject another manager.
fn led_by(stage: &Stage<'_>, manager: PersonId) {
    let person = stage.person();
    let path = format!("/api/v1/people/{}", stage.subject.id);
    let moved = stage.org.admin().raw("PATCH", &path).json(&json!({ "manager_id": manager }));
    let response = moved.header("if-match", &format!("\"{}\"", person.version)).send();
    assert!(response.is_success(), "{}", response.text());
}

/// Sight of the subject's team for somebody, until tomorrow.
fn sight(stage: &Stage<'_>, person: &str) -> Value {
    let tomorrow = chrono::Utc::now().date_naive() + chrono::Days::new(1);
    json!({ "person_id": person, "team_id": stage.team().id, "ends_on": tomorrow, "reason": "Their HR partner" })
}

/// That the subject is away from today on, for a week.
fn pause() -> Value {
    let today = chrono::Utc::now().date_naive();
    json!({ "from_on": today, "until_on": today + chrono::Days::new(6), "covers": "all" })
}

/// Somebody to write beside the subject's manager.
fn appointment(named: &Persona) -> Value {
    json!({ "person_id": named.id, "capacity": "additional", "relation": "manager", "reason": "Led the project" })
}

/// Somebody outside the organisation to write.
fn outsider() -> Value {
    json!({ "name": "Ines of the harbour", "email": format!("{}@example.org", unique()), "reason": "Our best customer" })
}

/// A review that the subject writes about somebody who leads them.
fn upward(stage: &Stage<'_>, manager: &Persona) -> Value {
    led_by(stage, manager.id);
    cycle(&Stage { org: stage.org, actor: manager.clone(), subject: manager.clone() }, "writing");
    stage.subject.raw("GET", "/api/v1/reviews?open=true").send().json()["items"][0].take()
}
