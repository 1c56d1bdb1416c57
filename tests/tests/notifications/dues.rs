//! What is due: each step of the ladder once, and none once it is done.

use std::time::Duration;

use chrono::Datelike;
use perftrack_tests::{Persona, eventually, samples::reviews::waive_gaps};
use serde_json::{Value, json};
use shared::{
    access::Role,
    notifications::{NoticeFilter, NoticeKind},
};

use super::{Ground, notices, told};

impl Ground {
    /// A day in the organisation, so many from now.
    pub(super) fn day(&self, days: i64) -> String {
        (self.today() + chrono::TimeDelta::days(days)).to_string()
    }

    fn today(&self) -> chrono::NaiveDate {
        let query = "SELECT ((now() AT TIME ZONE time_zone)::date)::text AS text FROM organisations";
        perftrack_tests::db::text(&mut self.org.server.database.admin(), query).parse().expect("a day")
    }

    pub(super) fn settled(&self) {
        self.another_round();
        std::thread::sleep(Duration::from_secs(2));
    }
}

pub(super) fn titled(of: &Persona, kind: NoticeKind) -> Vec<String> {
    let all = notices(of, NoticeFilter::default()).into_iter();
    all.filter(|notice| notice.kind == kind).map(|notice| notice.title).collect()
}

#[test]
fn feedback_that_is_asked_for_is_due() {
    let ground = Ground::with_rounds();
    let ask = |due: i64| -> Value {
        let body = json!({
            "subject_id": ground.owner.id, "person_ids": [ground.guest.id], "question": "How did it go?",
            "purpose": "growth", "due_on": ground.day(due), "audience": { "person": true },
        });
        ground.post(&ground.owner, "/api/v1/feedback-requests", body)
    };
    ask(2);
    ground.settled();
    assert!(!told(&ground.guest).contains(&NoticeKind::FeedbackDue), "they were asked a moment ago");
    ground.sql("UPDATE feedback_requests SET created_at = created_at - interval '5 days'");
    ground.another_round();
    eventually("they are reminded", || titled(&ground.guest, NoticeKind::FeedbackDue).len() == 1);
    ground.settled();
    assert_eq!(titled(&ground.guest, NoticeKind::FeedbackDue).len(), 1, "once");
    let asks = ground.guest.raw("GET", "/api/v1/feedback-asks").send().json();
    let (id, version) = (asks["items"][0]["id"].clone(), asks["items"][0]["version"].clone());
    let path = format!("/api/v1/feedback-asks/{}/decline", id.as_str().expect("an id"));
    let decline = ground.guest.raw("POST", &path).json(&json!({})).header("if-match", &format!("\"{version}\""));
    assert!(decline.send().is_success());
    ground.settled();
    assert!(titled(&ground.guest, NoticeKind::FeedbackDue).is_empty());
}

#[test]
fn what_a_one_on_one_agreed_on_and_a_plan_are_due() {
    let ground = Ground::with_rounds();
    let manager = ground.org.db_person(Role::Manager, None);
    let report = ground.org.db_person(Role::Employee, Some(&manager));
    let series = ground.post(
        &manager,
        "/api/v1/one-on-ones",
        json!({
            "partner_id": report.id, "rule": "FREQ=WEEKLY;BYDAY=TU", "starts_on": ground.day(1), "starts_at": "10:00:00",
            "time_zone": "UTC", "minutes": 30, "place": "",
        }),
    );
    let meeting = series["next_meeting_id"].as_str().expect("a meeting").to_owned();
    let item = |body: &str, due: i64| {
        let body = json!({ "body": body, "owner_id": report.id, "due_on": ground.day(due) });
        ground.post(&manager, &format!("/api/v1/meetings/{meeting}/action-items"), body)
    };
    let (first, _) = (item("Call the bank", 0), item("Write it down", 30));
    let step = ground.post(
        &report,
        &format!("/api/v1/people/{}/development/steps", report.id),
        json!({ "body": "Give a talk", "due_on": ground.day(-2) }),
    );
    ground.another_round();
    eventually("both are said", || {
        titled(&report, NoticeKind::ActionItemDue) == ["Call the bank"]
            && titled(&report, NoticeKind::DevelopmentDue) == ["Give a talk"]
    });
    assert!(titled(&manager, NoticeKind::ActionItemDue).is_empty(), "it is for whoever is to do it");
    let done = |path: String, body: Value, version: &Value| {
        let response = report.raw("PATCH", &path).json(&body).header("if-match", &format!("\"{version}\"")).send();
        assert!(response.is_success(), "PATCH {path}: {}", response.text());
    };
    let id = |thing: &Value| thing["id"].as_str().expect("an id").to_owned();
    done(format!("/api/v1/action-items/{}", id(&first)), json!({ "done": true }), &first["version"]);
    done(format!("/api/v1/development-steps/{}", id(&step)), json!({ "progress": 100 }), &step["version"]);
    ground.settled();
    assert_eq!(titled(&report, NoticeKind::ActionItemDue), [] as [&str; 0]);
    assert_eq!(titled(&report, NoticeKind::DevelopmentDue), [] as [&str; 0]);
}

#[test]
fn a_one_on_one_is_told_the_day_before_and_when_it_ends_with_a_line() {
    let ground = Ground::with_rounds();
    let manager = ground.org.db_person(Role::Manager, None);
    let report = ground.org.db_person(Role::Employee, Some(&manager));
    let tomorrow = ground.today() + chrono::Days::new(1);
    let rule = shared::one_on_ones::rules::rhythm::Rhythm::weekly(1, tomorrow).to_string();
    let series = ground.post(
        &manager,
        "/api/v1/one-on-ones",
        json!({
            "partner_id": report.id, "rule": rule, "starts_on": tomorrow, "starts_at": "10:00:00", "minutes": 30,
            "place": "",
        }),
    );
    let meeting = series["next_meeting_id"].as_str().expect("a meeting").to_owned();
    let agenda = json!({ "items": ["Leave", "The move"] });
    ground.post(&report, &format!("/api/v1/meetings/{meeting}/agenda-items"), agenda);
    let asks =
        manager.raw("PATCH", &format!("/api/v1/meetings/{meeting}")).json(&json!({ "guest_id": ground.guest.id }));
    assert!(asks.header("if-match", "\"1\"").send().is_success());
    ground.another_round();
    for one in [&manager, &report, &ground.guest] {
        eventually("both, and their guest, hear of it", || titled(one, NoticeKind::MeetingAhead).len() == 1);
        assert!(titled(one, NoticeKind::MeetingAhead)[0].ends_with(", 2 things on the agenda"));
    }
    ground.settled();
    assert_eq!(titled(&report, NoticeKind::MeetingAhead).len(), 1, "once");

    let path = format!("/api/v1/people/{}", report.id);
    let version = ground.org.admin().raw("GET", &path).send().json()["version"].clone();
    let moves = ground.org.admin().raw("PATCH", &path).json(&json!({ "manager_id": ground.org.admin().id }));
    assert!(moves.header("if-match", &format!("\"{version}\"")).send().is_success());
    ground.another_round();
    for one in [&manager, &report] {
        eventually("both hear of the end", || titled(one, NoticeKind::OneOnOneEnded).len() == 1);
        assert_eq!(titled(one, NoticeKind::MeetingAhead), [] as [&str; 0]);
    }
    eventually("so does their guest", || titled(&ground.guest, NoticeKind::GuestMeetingOff).len() == 1);
    assert_eq!(titled(&ground.guest, NoticeKind::OneOnOneEnded), [] as [&str; 0], "of the series they know nothing");
    let said = titled(&ground.guest, NoticeKind::GuestMeetingOff).remove(0);
    assert!(said.starts_with(&format!("{} and {}, ", manager.name, report.name)), "{said}");
    let version = ground.org.admin().raw("GET", &path).send().json()["version"].clone();
    let back = ground.org.admin().raw("PATCH", &path).json(&json!({ "manager_id": manager.id }));
    assert!(back.header("if-match", &format!("\"{version}\"")).send().is_success());
    assert_eq!(titled(&ground.guest, NoticeKind::GuestMeetingOff), [] as [&str; 0], "it goes on");
}

#[test]
fn the_weekly_check_in_is_due() {
    let ground = Ground::with_rounds();
    let manager = ground.org.db_person(Role::Manager, None);
    let report = ground.org.db_person(Role::Employee, Some(&manager));
    let weekday = ground.today().weekday();
    let day = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        [usize::try_from(weekday.num_days_from_monday()).expect("a day")];
    ground.sql(&format!("UPDATE weekly_settings SET enabled = true, due_weekday = '{day}'"));
    ground.another_round();
    eventually("who reports to somebody is reminded", || told(&report).contains(&NoticeKind::WeeklyDue));
    ground.settled();
    let count = |of: &Persona| told(of).iter().filter(|kind| **kind == NoticeKind::WeeklyDue).count();
    assert_eq!((count(&report), count(&manager)), (1, 0), "nobody reads the manager's");
    ground.post(&report, "/api/v1/weekly-check-ins", json!({ "did": ["Slept"], "will_do": [], "stuck": [] }));
    ground.settled();
    assert_eq!(count(&report), 0);
}

/// A KPI of the owner's that is better the higher.
fn kpi(ground: &Ground, frequency: &str) -> String {
    let body = json!({
        "name": "Herons seen", "visibility": "organisation", "kind": "number", "frequency": frequency,
        "aggregation": "sum",
        "gauge": { "direction": "higher", "target": 10.0, "watch": 8.0, "unhealthy": 5.0 },
    });
    let kpi = ground.post(&ground.owner, "/api/v1/kpis", body);
    kpi["kpi"]["id"].as_str().expect("an id").to_owned()
}

fn measure(ground: &Ground, id: &str, day: i64, value: f64) {
    let body = json!({ "value": value, "on": ground.day(day) });
    ground.post(&ground.owner, &format!("/api/v1/kpis/{id}/measurements"), body);
}

#[test]
fn the_value_of_a_kpi_is_missing() {
    let ground = Ground::with_rounds();
    let id = kpi(&ground, "week");
    ground.settled();
    assert!(told(&ground.owner).is_empty(), "its first week isn't over");
    ground.sql("UPDATE kpis SET created_at = created_at - interval '7 days'");
    ground.another_round();
    eventually("it is missed", || told(&ground.owner) == [NoticeKind::KpiDue]);
    ground.settled();
    assert_eq!(told(&ground.owner), [NoticeKind::KpiDue], "once");
    measure(&ground, &id, -7, 12.0);
    assert!(told(&ground.owner).is_empty(), "what was entered is missed by nobody");
    ground.settled();
    assert!(told(&ground.owner).is_empty());
}

#[test]
fn a_period_that_ends_may_be_the_second_bad_one() {
    let ground = Ground::with_rounds();
    let id = kpi(&ground, "day");
    for (day, value) in [(-2, 12.0), (-1, 1.0), (0, 1.0)] {
        measure(&ground, &id, day, value);
    }
    ground.settled();
    assert!(told(&ground.owner).is_empty(), "today isn't over: there may be more herons");
    // A day passes: nothing is written, only what was moves into the past.
    ground.sql(
        "UPDATE kpi_periods SET starts_on = starts_on - 100; UPDATE kpi_periods SET starts_on = starts_on + 99;
         UPDATE kpis SET value_on = value_on - 1, settles_on = settles_on - 1, state_from = (
             SELECT array_agg(CASE WHEN d > '0001-01-02' THEN d - 1 ELSE d END ORDER BY d) FROM unnest(state_from) d)",
    );
    ground.another_round();
    eventually("it is told without a write", || told(&ground.owner) == [NoticeKind::KpiWorse]);
    ground.settled();
    assert_eq!(told(&ground.owner), [NoticeKind::KpiWorse], "once");
}

#[test]
fn reviews_are_due_and_whoever_comes_to_one_later_is_told() {
    let ground = Ground::with_rounds();
    let admin = ground.org.admin();
    let post = |path: &str, body: Value| ground.post(admin, path, body);
    let form = perftrack_tests::samples::reviews::form();
    let template = post("/api/v1/review-templates", json!({ "name": "Half-year", "form": form }));
    let cycle = post(
        "/api/v1/review-cycles",
        json!({
            "name": "Half-year 2026", "template_id": template["template"]["id"], "period_from": "2026-01-01",
            "period_to": "2026-06-30", "write_by": ground.day(2), "share_by": ground.day(9), "naming": "named",
            "started_until": "1901-01-01", "included": [ground.owner.id],
        }),
    );
    let path = format!("/api/v1/review-cycles/{}", cycle["cycle"]["id"].as_str().expect("an id"));
    waive_gaps(admin, &path);
    post(&format!("{path}/move"), json!({ "step": "forward", "gaps": 0 }));
    ground.another_round();
    eventually("they are reminded", || titled(&ground.owner, NoticeKind::ReviewDue).len() == 1);
    ground.settled();
    assert_eq!(titled(&ground.owner, NoticeKind::ReviewDue).len(), 1, "once");
    assert_eq!(titled(admin, NoticeKind::ReviewsLate), [] as [&str; 0]);
    ground.sql("UPDATE review_cycles SET write_by = write_by - 9");
    ground.another_round();
    eventually("Admins hear of what is late by a week", || titled(admin, NoticeKind::ReviewsLate).len() == 1);
    ground.settled();
    assert_eq!(titled(admin, NoticeKind::ReviewsLate).len(), 1, "once");
    assert_eq!(titled(&ground.owner, NoticeKind::ReviewsLate), [] as [&str; 0]);
    ground.sql("UPDATE review_cycles SET write_by = write_by + 9");

    let next = ground.org.db_person(Role::Manager, None);
    let person = format!("/api/v1/people/{}", ground.owner.id);
    let version = admin.raw("GET", &person).send().json()["version"].clone();
    let moved = admin.raw("PATCH", &person).json(&json!({ "manager_id": next.id }));
    assert!(moved.header("if-match", &format!("\"{version}\"")).send().is_success());
    ground.another_round();
    eventually("the next manager is told", || titled(&next, NoticeKind::ReviewsToWrite).len() == 1);
    ground.settled();
    assert_eq!(titled(&next, NoticeKind::ReviewsToWrite).len(), 1, "once");
}

#[test]
fn a_job_that_was_granted_for_a_day_to_come_is_theirs_on_that_day() {
    let ground = Ground::with_rounds();
    let (admin, owner) = (ground.org.admin(), &ground.owner);
    let new = json!({ "job_title": "Captain", "starts_on": ground.day(1), "justification": "Flies as one already." });
    let made = ground.post(owner, &format!("/api/v1/people/{}/level-proposals", owner.id), new);
    let id = made["id"].as_str().expect("an id");
    let granted = ground.post(admin, &format!("/api/v1/level-proposals/{id}/decide"), json!({ "granted": true }));
    let job = || admin.raw("GET", &format!("/api/v1/people/{}", owner.id)).send().json()["job_title"].clone();
    ground.settled();
    assert_eq!((&granted["state"], &granted["holds"], job()), (&json!("granted"), &json!(false), Value::Null));
    ground.sql("UPDATE level_proposals SET starts_on = starts_on - 1");
    ground.another_round();
    eventually("they have the job", || job() == "Captain");
}

#[test]
fn an_improvement_plan_starts_on_its_day_and_its_end_is_told_before() {
    let ground = Ground::with_rounds();
    let admin = ground.org.admin();
    let manager = ground.org.db_person(Role::Manager, None);
    let report = ground.org.db_person(Role::Employee, Some(&manager));
    let section = |part: &str| json!({ "part": part, "audience": "person", "body": "Nine of ten letters" });
    let new = json!({ "ends_on": ground.day(10), "sections": [section("expected"), section("measured")] });
    let made = ground.post(&manager, &format!("/api/v1/people/{}/improvement-plans", report.id), new);
    let path = format!("/api/v1/improvement-plans/{}", made["plan"]["id"].as_str().expect("an id"));
    ground.post(admin, &format!("{path}/schedule"), json!({ "starts_on": ground.day(1) }));
    ground.settled();
    assert_eq!(report.raw("GET", &path).send().status, 404, "its day is to come");
    assert!(told(&report).is_empty());

    ground.sql("UPDATE improvement_plans SET starts_on = starts_on - 1");
    ground.another_round();
    eventually("it has started", || told(&report) == [NoticeKind::ImprovementStarted]);
    assert_eq!(report.raw("GET", &path).send().json()["plan"]["state"], "running");
    ground.settled();
    assert_eq!(told(&report), [NoticeKind::ImprovementStarted], "once");

    ground.sql("UPDATE improvement_plans SET ends_on = ends_on - 7");
    ground.another_round();
    for by in [&report, &manager] {
        eventually("its end is told", || titled(by, NoticeKind::ImprovementEnding).len() == 1);
    }
    ground.settled();
    assert_eq!(titled(&report, NoticeKind::ImprovementEnding).len(), 1, "once");

    // It goes on until an Admin ends it, who is told once more when the last day is over.
    let of_admin = |more: &str| {
        let rows = format!("notices WHERE kind = 'improvement_ending' AND person_id = '{}' {more}", admin.id);
        perftrack_tests::db::count(&mut ground.org.server.database.admin(), &rows)
    };
    assert_eq!(of_admin(""), 1);
    ground.sql("UPDATE improvement_plans SET starts_on = starts_on - 10, ends_on = ends_on - 5");
    ground.another_round();
    eventually("the Admin is told that it is over", || of_admin("AND occasion LIKE '%over'") == 1);
}

#[test]
fn a_cycle_goes_on_when_its_day_is_over_and_admins_hear_of_it_before() {
    let ground = Ground::with_rounds();
    let admin = ground.org.admin();
    let post = |path: &str, body: Value| ground.post(admin, path, body);
    let form = perftrack_tests::samples::reviews::form();
    let template = post("/api/v1/review-templates", json!({ "name": "Half-year", "form": form }));
    let cycle = post(
        "/api/v1/review-cycles",
        json!({
            "name": "Half-year 2026", "template_id": template["template"]["id"], "period_from": "2026-01-01",
            "period_to": "2026-06-30", "write_by": ground.day(0), "share_by": ground.day(9), "naming": "named",
            "started_until": "1901-01-01", "included": [ground.owner.id], "by_date": true, "grace_days": 1,
        }),
    );
    let path = format!("/api/v1/review-cycles/{}", cycle["cycle"]["id"].as_str().expect("an id"));
    let now = || admin.raw("GET", &path).send().json()["cycle"].clone();
    ground.settled();
    assert_eq!(now()["stage"], "draft", "a launch is decided");
    waive_gaps(admin, &path);
    post(&format!("{path}/move"), json!({ "step": "forward", "gaps": 0 }));
    ground.another_round();
    eventually("Admins hear of it", || titled(admin, NoticeKind::ReviewStageEnding).len() == 1);
    ground.settled();
    assert_eq!(now()["stage"], "writing", "late work is taken");
    assert_eq!(titled(admin, NoticeKind::ReviewStageEnding).len(), 1, "once");

    ground.sql(
        "UPDATE review_cycles SET write_by = write_by - 2; UPDATE reviews SET due_on = write_by + 5 FROM review_cycles",
    );
    ground.settled();
    assert_eq!(now()["stage"], "writing", "somebody has more time");
    ground.sql("UPDATE reviews SET due_on = NULL");
    ground.another_round();
    eventually("it goes on", || now()["stage"] == "sharing");
    assert_eq!(titled(admin, NoticeKind::ReviewStageMoved).len(), 1);

    ground.sql("UPDATE review_cycles SET share_by = write_by");
    ground.settled();
    assert_eq!(now()["stage"], "sharing", "somebody hasn't got theirs");
    // Withheld and open again it waits as well, and keeps nothing else from being seen to.
    ground.sql(
        "UPDATE review_packets SET withheld_at = now(), withheld_by = subject_id, withheld_reason = 'They are ill';
         UPDATE reviews SET state = 'in_progress', reopened_reason = 'A month is missing' WHERE relation = 'self'",
    );
    ground.another_round();
    let waits = "notice_rounds WHERE reminded_on IS NULL";
    eventually("the round ends", || perftrack_tests::db::count(&mut ground.org.server.database.admin(), waits) == 0);
    assert_eq!(now()["stage"], "sharing", "a review is open again");
    ground.sql(
        "UPDATE reviews SET reopened_reason = NULL;
         UPDATE review_packets SET withheld_at = NULL, withheld_by = NULL, withheld_reason = NULL",
    );
    let back = post(&format!("{path}/move"), json!({ "step": "back", "reason": "Two are ill" }));
    assert_eq!((&back["cycle"]["stage"], &back["cycle"]["by_date"]), (&json!("writing"), &json!(false)));
    ground.settled();
    assert_eq!(now()["stage"], "writing", "what was taken back stays");
}

#[test]
fn who_is_away_is_reminded_of_nothing_and_has_their_days_when_they_are_back() {
    let ground = Ground::with_rounds();
    // Today's round is over, so that none comes before the pause.
    ground.settled();
    let admin = ground.org.admin();
    let post = |path: &str, body: Value| ground.post(admin, path, body);
    let form = perftrack_tests::samples::reviews::form();
    let template = post("/api/v1/review-templates", json!({ "name": "Half-year", "form": form }));
    let cycle = post(
        "/api/v1/review-cycles",
        json!({
            "name": "Half-year 2026", "template_id": template["template"]["id"], "period_from": "2026-01-01",
            "period_to": "2026-06-30", "write_by": ground.day(2), "share_by": ground.day(9), "naming": "named",
            "started_until": "1901-01-01", "included": [ground.owner.id],
        }),
    );
    let id = cycle["cycle"]["id"].as_str().expect("an id");
    waive_gaps(admin, &format!("/api/v1/review-cycles/{id}"));
    post(&format!("/api/v1/review-cycles/{id}/move"), json!({ "step": "forward", "gaps": 0 }));
    let packets = admin.raw("GET", &format!("/api/v1/review-packets?cycle={id}")).send().json();
    let path = format!("/api/v1/review-packets/{}/pause", packets["items"][0]["id"].as_str().expect("an id"));
    let pause = json!({ "from_on": ground.day(0), "until_on": ground.day(0), "covers": "all" });
    assert!(admin.raw("PUT", &path).json(&pause).send().is_success());
    ground.another_round();
    ground.settled();
    assert!(titled(&ground.owner, NoticeKind::ReviewDue).is_empty());
    ground.sql(
        "UPDATE review_cycles SET writing_since = writing_since - 5;
         UPDATE review_pauses SET from_on = from_on - 3, until_on = until_on - 1",
    );
    ground.another_round();
    eventually("they have more time", || titled(&ground.owner, NoticeKind::ReviewExtended).len() == 1);
    ground.settled();
    let due = ground.owner.raw("GET", "/api/v1/reviews?open=true").send().json()["items"][0]["due_on"].clone();
    assert_eq!(due, json!(ground.day(5)), "three days more, once");
}

#[test]
fn what_a_manager_never_shares_is_released_by_itself_and_they_are_warned_twice() {
    let ground = Ground::with_rounds();
    let admin = ground.org.admin();
    let manager = ground.org.db_person(Role::Manager, None);
    let report = ground.org.db_person(Role::Employee, Some(&manager));
    let post = |path: &str, body: Value| ground.post(admin, path, body);
    let form = perftrack_tests::samples::reviews::form();
    let template = post("/api/v1/review-templates", json!({ "name": "Half-year", "form": form }));
    let cycle = post(
        "/api/v1/review-cycles",
        json!({
            "name": "Half-year 2026", "template_id": template["template"]["id"], "period_from": "2026-01-01",
            "period_to": "2026-06-30", "write_by": ground.day(5), "share_by": ground.day(40), "naming": "named",
            "started_until": "1901-01-01", "included": [report.id],
        }),
    );
    assert_eq!(cycle["cycle"]["release_after"], 14, "unless it says otherwise");
    let path = format!("/api/v1/review-cycles/{}", cycle["cycle"]["id"].as_str().expect("an id"));
    for _ in ["writing", "sharing"] {
        waive_gaps(admin, &path);
        post(&format!("{path}/move"), json!({ "step": "forward", "gaps": 0 }));
    }
    let warned = || {
        let rows = "notices WHERE kind = 'review_releases_soon'";
        perftrack_tests::db::count(&mut ground.org.server.database.admin(), rows)
    };
    let released = |of: &Persona| titled(of, NoticeKind::ReviewReleasedByItself).len();
    ground.settled();
    assert_eq!((warned(), released(&report)), (0, 0), "it has just begun");
    // Whose person was away for six days is warned six days later.
    ground.sql(
        "UPDATE review_cycles SET sharing_since = sharing_since - 10;
         INSERT INTO review_pauses (org_id, packet_id, from_on, until_on, covers, paused_by, resumed_at)
         SELECT k.org_id, k.id, c.sharing_since, c.sharing_since + 5, 'all', k.subject_id, now()
         FROM review_packets k JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id",
    );
    ground.another_round();
    ground.settled();
    assert_eq!(warned(), 0, "ten days are left");
    ground.sql("DELETE FROM review_pauses");
    ground.another_round();
    eventually("the manager is warned", || titled(&manager, NoticeKind::ReviewReleasesSoon).len() == 1);
    ground.settled();
    assert_eq!(warned(), 1, "once");
    ground.sql("UPDATE review_cycles SET sharing_since = sharing_since - 3");
    ground.another_round();
    eventually("and again a day before", || warned() == 2);
    assert_eq!(released(&report), 0);

    // What is open again is waited for.
    ground.sql(
        "UPDATE review_cycles SET sharing_since = sharing_since - 1;
         UPDATE reviews SET state = 'in_progress', reopened_reason = 'A month is missing' WHERE relation = 'manager'",
    );
    ground.settled();
    assert_eq!(released(&report), 0);
    ground.sql("UPDATE reviews SET reopened_reason = NULL");
    ground.another_round();
    eventually("it is released", || released(&report) == 1 && released(&manager) == 1);
    let mine = report.raw("GET", "/api/v1/review-packets").send().json();
    assert_eq!(mine["items"][0]["state"], "released");
    assert!(titled(&manager, NoticeKind::ReviewReleasesSoon).is_empty(), "there is nothing left to release");
    ground.settled();
    assert_eq!(released(&report), 1, "once");
}
