//! What somebody takes out is what they see, and an Admin takes out no more of it than both may read.

use std::collections::BTreeSet;

use perftrack_tests::{Client, Refused, Server, db::count, eventually};
use serde_json::{Value, json};
use shared::{
    development::{AdoptFramework, Assess, DevelopmentPath, NewAssessment, NewFramework},
    goals::ObjectivePath,
    openings::{ListDevelopmentOpenings, ListObjectiveOpenings, SeenBy},
    operation::Nothing,
    people::PersonPath,
    privacy::ExportPersonData,
    problem::Code,
    wire::PersonId,
};

use super::{Ground, taken};

fn ids(items: &Value) -> BTreeSet<String> {
    let items = items.as_array().into_iter().flatten();
    items.filter_map(|item| Some(item["id"].as_str()?.to_owned())).collect()
}

/// What a list of the API shows somebody.
fn listed(by: &Client, path: &str) -> BTreeSet<String> {
    let answer = by.raw("GET", path).send();
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    ids(&answer.json()["items"])
}

#[test]
fn ones_own_holds_what_ones_pages_show() {
    let ground = Ground::on(Server::shared());
    let (me, id) = (&ground.leaver, ground.leaver.id.to_string());
    let (data, page) = taken(me, me.id);
    assert_eq!(data["person"][0]["email"], me.email.as_str());
    let every = |path: String| listed(me, &path);
    assert_eq!(ids(&data["objectives"]), every(format!("/api/v1/objectives?owner={id}&limit=100")));
    assert_eq!(ids(&data["weekly_check_ins"]), every(format!("/api/v1/weekly-check-ins?person={id}")));
    let mut meetings = every("/api/v1/meetings?when=upcoming&limit=100".to_owned());
    meetings.extend(every("/api/v1/meetings?when=past&limit=100".to_owned()));
    assert_eq!(ids(&data["meetings"]), meetings);
    let of_feedback = [&data["notes"], &data["feedback_got"], &data["feedback_given"]].map(ids);
    let of_feedback: BTreeSet<_> = of_feedback.into_iter().flatten().collect();
    assert_eq!(of_feedback, every("/api/v1/feedback?limit=100".to_owned()));
    let text = data.to_string();
    for secret in &ground.secrets {
        assert!(text.contains(secret.as_str()) && page.contains(secret.as_str()), "{secret} is their own");
    }
    assert!(text.contains("A calm release") && text.contains("Said to them."));
    assert!(!text.contains("Said to their manager alone."), "that isn't theirs to read");
    assert!(!data["sessions"].as_array().expect("sessions").is_empty());
}

#[test]
fn meetings_to_which_one_was_asked_as_a_guest_are_in_it_without_what_was_said() {
    let ground = Ground::on(Server::shared());
    let (path, guest) = (format!("/api/v1/meetings/{}", ground.meeting), &ground.peer);
    let version = ground.leaver.raw("GET", &path).send().json()["meeting"]["version"].clone();
    let body = json!({ "guest_id": guest.id, "notes": "Said between the two." });
    let asked = ground.leaver.raw("PATCH", &path).json(&body).header("if-match", &format!("\"{version}\"")).send();
    assert!(asked.is_success(), "{}", asked.text());
    let (data, page) = taken(guest, guest.id);
    assert_eq!(ids(&data["meetings_as_guest"]), BTreeSet::from([ground.meeting.to_string()]));
    assert!(data["meetings"].is_null(), "it isn't theirs");
    let two = ["organiser_name", "partner_name"].map(|side| data["meetings_as_guest"][0][side].is_string());
    assert_eq!(two, [true, true]);
    assert!(!format!("{data}{page}").contains("Said between the two."));
    let (own, _) = taken(&ground.leaver, ground.leaver.id);
    assert!(own["meetings_as_guest"].is_null());
    let (by_admin, _) = taken(ground.org.admin(), guest.id);
    assert_eq!(ids(&by_admin["meetings_as_guest"]), ids(&data["meetings_as_guest"]));
}

#[test]
fn an_admins_holds_what_both_may_read_and_nothing_private() {
    let ground = Ground::on(Server::shared());
    let (admin, id) = (ground.org.admin(), ground.leaver.id);
    let [week, note, _, private] = &ground.secrets;
    for gone in [false, true] {
        if gone {
            ground.leaves();
        }
        let (data, page) = taken(admin, id);
        let text = format!("{data}{page}");
        assert!(text.contains(week.as_str()), "weekly check-ins are read by Admins");
        assert!(text.contains("Said to them.") && text.contains("Half of the way."));
        for hidden in [note.as_str(), private.as_str(), "Said to their manager alone."] {
            assert!(!text.contains(hidden), "{hidden}: {text}");
        }
        for part in ["notes", "private_notes", "sign_ins", "notices", "agenda_items", "reviews_written"] {
            assert!(data[part].is_null(), "{part} is nobody else's");
        }
    }
}

#[test]
fn the_others_word_on_a_competency_is_in_it_once_ones_own_is_said() {
    let ground = Ground::on(Server::shared());
    let (admin, leaver) = (ground.org.admin(), &ground.leaver);
    let framework = admin.call::<AdoptFramework>(Nothing {}, Nothing {}, NewFramework::default()).expect("a framework");
    let says = |by: &Client, comment: &str| {
        let new = NewAssessment { competency_id: framework.competencies[0].id, level: 3, comment: comment.to_owned() };
        by.call::<Assess>(DevelopmentPath { id: leaver.id }, Nothing {}, new).expect("it is said");
    };
    let holds = |by: &Client| {
        let text = taken(by, leaver.id).0["assessments"].to_string();
        ["Steady hands", "Still learning", "Steadier yet"].map(|word| text.contains(word))
    };
    says(&ground.manager, "Steady hands");
    assert_eq!(holds(leaver), [false; 3]);
    assert_eq!(holds(admin), [false; 3], "what an Admin hands on is no more than they see");
    says(leaver, "Still learning");
    says(&ground.manager, "Steadier yet");
    assert_eq!(holds(leaver), [true, true, false]);
    assert_eq!(holds(admin), [true, true, false]);
}

#[test]
fn whoever_takes_out_what_is_anothers_has_opened_it() {
    let ground = Ground::on(Server::shared());
    let (admin, me) = (ground.org.admin(), &ground.leaver);
    let objective = || {
        let id = ground.objective["objective"]["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
        ObjectivePath { id }
    };
    let development = || DevelopmentPath { id: me.id };
    let by_admin = |seen: Vec<SeenBy>| seen.iter().map(|one| one.person.id).collect::<Vec<PersonId>>() == [admin.id];
    taken(me, me.id);
    taken(admin, me.id);
    eventually("the Admin is among who has opened the objective, and nobody's own visit", || {
        by_admin(me.call::<ListObjectiveOpenings>(objective(), Nothing {}, ()).expect("openings").items)
    });
    eventually("and among who has opened the development", || {
        by_admin(me.call::<ListDevelopmentOpenings>(development(), Nothing {}, ()).expect("openings").items)
    });
}

#[test]
fn others_get_nothing_and_each_export_is_in_the_log() {
    let ground = Ground::on(Server::shared());
    let path = || PersonPath { id: ground.leaver.id };
    let asks = |by: &Client| by.call::<ExportPersonData>(path(), Nothing {}, ());
    asks(&ground.manager).refused(Code::Forbidden);
    asks(&ground.peer).refused(Code::Forbidden);
    let mut conn = ground.org.server.database.admin();
    let events = format!(
        "audit_events WHERE org_id = '{}' AND kind = 'exports.taken' AND after->>'operation' = 'ExportPersonData'",
        ground.org_id()
    );
    assert_eq!(count(&mut conn, &events), 0);
    asks(&ground.leaver).expect("one's own");
    asks(ground.org.admin()).expect("an Admin's");
    assert_eq!(count(&mut conn, &events), 2);
}

#[test]
fn who_takes_out_again_and_again_is_told_to_wait() {
    let ground = Ground::on(Server::shared());
    let asks = || ground.leaver.call::<ExportPersonData>(PersonPath { id: ground.leaver.id }, Nothing {}, ());
    let refused = (0..30).find_map(|_| asks().err());
    assert_eq!(refused.map(|problem| problem.code), Some(Code::TooManyRequests));
}
