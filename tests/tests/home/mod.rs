//! What stands on a manager's first page: what their reports should have done, as far as the manager sees it, until it is
//! done.

use chrono::{Days, NaiveDate, Utc};
use perftrack_tests::{
    Client, Org, Persona,
    db::{organisation_of, run},
};
use serde_json::{Value, json};
use shared::{
    access::Role,
    home::{LateKind, LateThings, ListLate, ReadHome},
    operation::Nothing,
};

/// A director over a manager over a report, and a colleague of the report.
struct Ground {
    org: Org,
    director: Persona,
    manager: Persona,
    report: Persona,
    peer: Persona,
}

impl Ground {
    fn new() -> Self {
        let org = Org::db_new();
        let director = org.db_person(Role::Manager, None);
        let manager = org.db_person(Role::Manager, Some(&director));
        let report = org.db_person(Role::Employee, Some(&manager));
        let peer = org.db_person(Role::Employee, Some(&manager));
        Self { org, director, manager, report, peer }
    }

    /// A statement about one row or about the whole organisation, `$org` standing for its id.
    fn sql(&self, statement: &str) {
        let mut conn = self.org.server.database.admin();
        let org = organisation_of(&mut conn, self.report.id);
        run(&mut conn, &statement.replace("$org", &format!("'{org}'")));
    }

    /// A KPI of the report's that its managers see.
    fn kpi(&self, frequency: &str) -> Value {
        let body = json!({
            "name": "Parcels delivered", "visibility": "chain", "kind": "number", "frequency": frequency,
            "aggregation": "last",
            "gauge": { "direction": "higher", "target": 100.0, "watch": 90.0, "unhealthy": 80.0, "hard": 10.0 },
        });
        post(&self.report, "/api/v1/kpis", &body)["kpi"].clone()
    }
}

#[track_caller]
fn post(by: &Client, path: &str, body: &Value) -> Value {
    let response = by.raw("POST", path).json(body).send();
    assert!(response.is_success(), "{path}: {}", response.json());
    response.json()
}

fn late(of: &Client) -> Vec<LateThings> {
    of.call::<ReadHome>(Nothing {}, Nothing {}, ()).expect("home").late
}

fn kinds(of: &Client) -> Vec<(LateKind, i64)> {
    late(of).into_iter().map(|things| (things.kind, things.count)).collect()
}

fn days_ago(days: u64) -> NaiveDate {
    Utc::now().date_naive() - Days::new(days)
}

#[test]
fn what_a_report_has_not_done_for_three_days_stands_on_the_managers_home_until_it_is_done() {
    let ground = Ground::new();
    let path = format!("/api/v1/people/{}/development/steps", ground.report.id);
    for body in ["Read the book", "Visit the harbour"] {
        post(&ground.report, &path, &json!({ "body": body }));
    }
    let due = |days: u64| {
        let day = days_ago(days);
        ground.sql(&format!("UPDATE development_steps SET due_on = '{day}' WHERE org_id = $org"));
    };
    due(2);
    assert_eq!(late(&ground.manager), [], "two days later its owner is reminded, and nobody else");
    due(3);
    let now = late(&ground.manager);
    assert_eq!(kinds(&ground.manager), [(LateKind::PlanSteps, 2)]);
    assert_eq!((now[0].person.id, now[0].since), (ground.report.id, days_ago(3)));
    for other in [&ground.director, &ground.report, &ground.peer, ground.org.admin()] {
        assert_eq!(late(other), [], "it is whoever leads them who sees to it");
    }
    ground.sql("UPDATE development_steps SET progress = 100 WHERE org_id = $org AND body = 'Read the book'");
    assert_eq!(late(&ground.manager)[0].title, "Visit the harbour");
    ground.sql("UPDATE development_steps SET progress = 100 WHERE org_id = $org");
    assert_eq!(late(&ground.manager), []);
}

#[test]
fn home_says_how_much_more_is_late_and_the_list_has_all_of_it() {
    let ground = Ground::new();
    let owes = |of: &Persona| {
        post(of, &format!("/api/v1/people/{}/development/steps", of.id), &json!({ "body": "Read the book" }));
    };
    owes(&ground.report);
    (0..21).for_each(|_| owes(&ground.org.db_person(Role::Employee, Some(&ground.manager))));
    ground.sql(&format!("UPDATE development_steps SET due_on = '{}' WHERE org_id = $org", days_ago(5)));
    let home = ground.manager.call::<ReadHome>(Nothing {}, Nothing {}, ()).expect("home");
    assert_eq!((home.late.len(), home.late_more), (20, 2));
    let all = |by: &Client| by.call::<ListLate>(Nothing {}, Nothing {}, ()).expect("all of it").items;
    assert_eq!(all(&ground.manager).len(), 22);
    assert_eq!(all(&ground.manager)[..20], home.late[..]);
    assert_eq!(all(&ground.report), [], "who leads nobody is owed nothing");
}

#[test]
fn a_value_is_late_from_the_day_that_the_kpi_says() {
    let ground = Ground::new();
    for frequency in ["day", "week", "month", "quarter"] {
        let kpi = ground.kpi(frequency);
        let id = kpi["id"].as_str().expect("an id");
        let path = format!("/api/v1/kpis/{id}");
        let agrees = |how: &str| {
            let shown = ground.manager.raw("GET", &path).send().json();
            let home = late(&ground.manager);
            assert_eq!(home.len(), 1, "{frequency}, {how}");
            assert_eq!(json!(home[0].since), shown["kpi"]["due_on"], "{frequency}, {how}");
            assert_eq!((home[0].kind, home[0].place.to_string()), (LateKind::KpiValues, id.to_owned()));
        };
        assert_eq!(late(&ground.manager), [], "{frequency}: it has only begun");
        for days in 200..=206 {
            for week in ["monday", "saturday", "sunday"] {
                ground.sql(&format!("UPDATE organisations SET week_starts_on = '{week}' WHERE org_id = $org"));
                ground.sql(&format!("UPDATE kpis SET created_at = now() - interval '{days} days' WHERE id = '{id}'"));
                agrees(&format!("made {days} days ago, weeks from {week}"));
            }
        }
        ground.sql(&format!("UPDATE kpis SET value = 1, value_on = '2020-01-01' WHERE id = '{id}'"));
        agrees("measured long ago");
        ground.sql(&format!("UPDATE kpis SET visibility = 'private' WHERE id = '{id}'"));
        assert_eq!(late(&ground.manager), [], "what they keep to themselves is nobody's to ask for");
    }
}

#[test]
fn what_is_owed_to_others_is_not_the_managers_to_know() {
    let ground = Ground::new();
    let asks = |by: &Client, of: &Persona, about: &Persona| {
        let body = json!({
            "subject_id": about.id, "person_ids": [of.id], "question": "What should happen more often?",
            "audience": { "person": true, "manager": true, "chain": false, "later_managers": false },
            "purpose": "growth",
        });
        post(by, "/api/v1/feedback-requests", &body);
    };
    asks(&ground.peer, &ground.report, &ground.peer);
    let overdue = format!("UPDATE feedback_requests SET due_on = '{}' WHERE org_id = $org", days_ago(5));
    ground.sql(&overdue);
    assert_eq!(late(&ground.manager), [], "a colleague asked");
    asks(&ground.manager, &ground.report, &ground.peer);
    ground.sql(&overdue);
    assert_eq!(kinds(&ground.manager), [(LateKind::Feedback, 1)], "what they asked themselves");
    assert_eq!(late(&ground.director), []);
}

#[test]
fn a_week_is_late_for_who_was_there_when_it_began() {
    let ground = Ground::new();
    // Always late: last week's is due on its Monday.
    ground.sql("INSERT INTO weekly_settings (org_id, due_weekday) VALUES ($org, 'monday')");
    let of = |things: Vec<LateThings>| things.into_iter().map(|one| (one.person.id, one.kind)).collect::<Vec<_>>();
    assert_eq!(late(&ground.manager), [], "they have only come");
    ground.sql(&format!("UPDATE people SET created_at = now() - interval '30 days' WHERE id = '{}'", ground.report.id));
    assert_eq!(of(late(&ground.manager)), [(ground.report.id, LateKind::Weeks)]);
    ground.sql("UPDATE weekly_settings SET enabled = false WHERE org_id = $org");
    assert_eq!(late(&ground.manager), [], "nobody checks in by the week");
}

#[test]
fn a_review_is_late_unless_it_is_written_without_a_name() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let template = json!({ "name": "Half-year", "form": perftrack_tests::samples::reviews::form() });
    let template = post(admin, "/api/v1/review-templates", &template)["template"]["id"].clone();
    let today = Utc::now().date_naive();
    let new = json!({
        "name": "Half-year 2026", "template_id": template, "period_from": "2026-01-01", "period_to": "2026-06-30",
        "write_by": today + Days::new(2), "share_by": today + Days::new(9), "naming": "named",
        "started_until": "1901-01-01", "included": [ground.report.id],
    });
    let cycle = post(admin, "/api/v1/review-cycles", &new)["cycle"]["id"].clone();
    let path = format!("/api/v1/review-cycles/{}", cycle.as_str().expect("an id"));
    perftrack_tests::samples::reviews::waive_gaps(admin, &path);
    post(admin, &format!("{path}/move"), &json!({ "step": "forward", "gaps": 0 }));
    assert_eq!(late(&ground.manager), [], "it isn't due yet");
    ground.sql("UPDATE review_cycles SET write_by = write_by - 9 WHERE org_id = $org");
    let now = late(&ground.manager);
    let found: Vec<_> = now.iter().map(|one| (one.person.id, one.kind, one.count, one.place.to_string())).collect();
    let place = cycle.as_str().expect("an id").to_owned();
    assert_eq!(found, [(ground.report.id, LateKind::Reviews, 1, place)], "their review of themselves");
    assert_eq!(late(&ground.director).len(), 1, "and what the manager has to write is the director's to see to");
    ground.sql("UPDATE review_cycles SET naming = 'unnamed' WHERE org_id = $org");
    assert_eq!(late(&ground.manager).len(), 1, "one's own review is no secret");
    ground.sql(
        "UPDATE reviews SET relation = 'upward' WHERE org_id = $org AND relation = 'self'; \
         UPDATE review_cycles SET naming = 'unnamed' WHERE org_id = $org",
    );
    assert_eq!(late(&ground.manager), [], "what is written without a name is nobody's to ask for");
}
