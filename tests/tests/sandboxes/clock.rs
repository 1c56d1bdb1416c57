//! What goes by the clock of a sandbox, and what doesn't.

use chrono::{Days, TimeDelta, Utc};
use perftrack_tests::{
    Org, Refused, Server,
    db::{count, text},
    eventually,
};
use serde_json::json;
use shared::{
    goals::CreateObjective,
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod, ReadOrganisation},
    privacy::{CloseOrganisation, ClosingConfirmation},
    problem::Code,
    sandboxes::{MOST_DAYS_AHEAD, MOST_DAYS_AT_ONCE, MoveSandboxClock, RemoveSandbox, SandboxMove, SandboxPath},
};

use super::Ground;

#[test]
fn it_goes_forward_by_days_and_everybody_sees_how_far() {
    let ground = Ground::new();
    let before = ground.clock();
    assert_eq!(before.days_ahead, 0);
    let after = ground.forward(40);
    assert_eq!((after.days_ahead, after.today), (40, before.today + Days::new(40)));
    let settings = ground.admin.call::<ReadOrganisation>(Nothing {}, Nothing {}, ()).expect("the settings");
    assert_eq!(settings.sandbox_days_ahead, Some(40));
    assert_eq!(ground.forward(2).days_ahead, 42);
}

#[test]
fn it_goes_neither_back_nor_too_far() {
    let ground = Ground::new();
    let forward = |days| ground.admin.call::<MoveSandboxClock>(Nothing {}, Nothing {}, SandboxMove { days });
    for days in [0, MOST_DAYS_AT_ONCE + 1] {
        forward(days).refused_at("days", "out_of_range");
    }
    for _ in 0..MOST_DAYS_AHEAD / MOST_DAYS_AT_ONCE {
        ground.forward(MOST_DAYS_AT_ONCE);
    }
    assert_eq!(ground.clock().days_ahead, MOST_DAYS_AHEAD, "five years");
    forward(1).refused_at("days", "not_allowed_now");
}

#[test]
fn what_days_are_counted_from_is_written_by_it() {
    let ground = Ground::new();
    let today = ground.forward(100).today;
    let new = NewPeriod { name: "Now".to_owned(), starts_on: today, ends_on: today + Days::new(60) };
    let period = ground.admin.call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("a period").id;
    let body = json!({
        "level": "person", "visibility": "organisation", "title": "Ships wait less", "period_id": period, "state": "active",
        "key_results": [{ "title": "Hours", "kind": "number", "direction": "decrease", "start": 9, "target": 2 }],
    });
    let new = serde_json::from_value(body).expect("an objective to be");
    ground.admin.call::<CreateObjective>(Nothing {}, Nothing {}, new).expect("an objective");
    let written = format!(
        "SELECT ((created_at AT TIME ZONE 'UTC')::date - '{today}'::date)::text AS text FROM key_results WHERE org_id = '{}'",
        ground.id()
    );
    let off: i64 = text(&mut ground.org.server.database.admin(), &written).parse().expect("days");
    assert!(off.abs() <= 1, "{off} days off: no more than a time zone makes");
}

#[test]
fn sessions_and_the_audit_log_go_by_the_real_clock() {
    let ground = Ground::new();
    ground.forward(300);
    ground.clock();
    let mut conn = ground.org.server.database.admin();
    let ahead = format!("audit_events WHERE org_id = '{}' AND at > now()", ground.id());
    assert_eq!(count(&mut conn, &ahead), 0);
    let elsewhere = ground.org.admin().call::<ReadOrganisation>(Nothing {}, Nothing {}, ()).expect("the settings");
    assert_eq!(elsewhere.sandbox_days_ahead, None, "no other organisation's clock moves");
}

#[test]
fn what_comes_by_the_clock_is_done_when_it_was_put_forward() {
    let ground = Ground::of(Org::db_on(Server::alone(&[("PERFTRACK_ROUNDS", "on")])));
    ground.sql("UPDATE organisations SET time_zone = 'Etc/GMT+12'");
    eventually("the first day's work is done", || ground.clock().is_settled);
    let moved = ground.forward(1);
    eventually("the next day's work is done", || ground.clock().is_settled);
    assert_eq!(ground.clock().today, moved.today);
}

#[test]
fn one_that_nobody_uses_closes_and_is_kept_when_somebody_does() {
    let ground = Ground::of(Org::db_on(Server::alone(&[("PERFTRACK_ROUNDS", "on")])));
    eventually("the first day's work is done", || ground.clock().is_settled);
    let unused = Utc::now() - TimeDelta::days(84);
    let long_ago = format!("created_at = '{unused}', sandbox_used_on = '{}'", unused.date_naive());
    ground.sql(&["UPDATE organisations SET ", &long_ago].concat());
    ground.sql(&format!("UPDATE sessions SET last_seen_at = '{unused}'"));
    // Again and again: a round that was under way notes at its end that the day is done.
    let another_round = || ground.sql("UPDATE notice_rounds SET reminded_on = NULL, due_at = now()");
    let closes = format!("organisations WHERE org_id = '{}' AND closes_at > now() AND sandbox_idle", ground.id());
    let closing = || {
        another_round();
        count(&mut ground.org.server.database.admin(), &closes)
    };
    eventually("it closes", || closing() == 1);
    ground.sql("UPDATE sessions SET last_seen_at = now()");
    eventually("it stays", || closing() == 0);
    assert_eq!(ground.clock().closes_at, None);
}

#[test]
fn no_use_undoes_an_end_that_somebody_wants() {
    let ground = Ground::new();
    let idle =
        "UPDATE organisations SET sandbox_idle = true, closing_letters = 1, closes_at = now() + interval '7 days'";
    let undone = format!("organisations WHERE org_id = '{}' AND (sandbox_idle OR closes_at IS NULL)", ground.id());
    let is_undone = || count(&mut ground.org.server.database.admin(), &undone) == 1;
    ground.sql(idle);
    assert!(is_undone(), "whoever uses it keeps it");
    let named = ClosingConfirmation { name: ground.sandbox.name.clone() };
    ground.admin.call::<CloseOrganisation>(Nothing {}, Nothing {}, named).expect("it is to close");
    assert!(!is_undone());
    ground.sql(idle);
    let path = SandboxPath { id: ground.sandbox.id };
    ground.org.admin().call::<RemoveSandbox>(path, Nothing {}, ()).expect("removed");
    assert!(!is_undone());
}

#[test]
fn managers_and_employees_leave_its_clock_alone() {
    let org = Org::db_new();
    let somebody = org.db_person(shared::access::Role::Manager, None);
    let days = SandboxMove { days: 1 };
    somebody.call::<MoveSandboxClock>(Nothing {}, Nothing {}, days).refused(Code::Forbidden);
}
