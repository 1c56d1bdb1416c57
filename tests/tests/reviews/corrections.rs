//! A review keeps what was known; what was corrected since stands beside it, for whoever sees the number.

use chrono::{Days, NaiveDate, Timelike, Utc};
use perftrack_tests::{Client, Org, Refused, Server, db, eventually, unique};
use serde_json::json;
use shared::{
    goals::{CheckIn, CreateCheckIn, CreateObjective, KeyResultPath, NewCheckIn, rules::kinds::CheckInStatus},
    kpis::{CreateKpi, CreateMeasurement, KpiPath, NewMeasurement},
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod},
    problem::Code,
    reviews::{
        ListReviewCorrections, ReviewCorrection, ReviewCorrectionKind, ReviewCycle, ReviewPacketPath, ReviewStage,
    },
    wire::{KeyResultId, KpiId},
};
use uuid::Uuid;

use super::{Ground, write};

fn days_ago(days: u64) -> NaiveDate {
    Utc::now().date_naive() - Days::new(days)
}

/// A cycle about the last sixty days, in writing.
fn lately(ground: &Ground) -> ReviewCycle {
    let soon = |days: u64| Utc::now().date_naive() + Days::new(days);
    let days = json!({
        "period_from": days_ago(60), "period_to": soon(1), "nominate_by": soon(5), "write_by": soon(9),
        "share_by": soon(20),
    });
    ground.writing(&ground.peers[..4], &days)
}

fn corrections(ground: &Ground, by: &Client, cycle: &ReviewCycle) -> Vec<ReviewCorrection> {
    let path = ReviewPacketPath { id: ground.packet(cycle).id };
    by.call::<ListReviewCorrections>(path, Nothing {}, ()).expect("corrections").items
}

fn kpi(ground: &Ground, visibility: &str) -> KpiId {
    let new = serde_json::from_value(json!({
        "name": "Letters", "visibility": visibility, "kind": "number", "frequency": "day", "aggregation": "last",
        "gauge": { "direction": "higher", "target": 100.0, "watch": 90.0, "unhealthy": 80.0 },
    }));
    ground.subject.call::<CreateKpi>(Nothing {}, Nothing {}, new.expect("a KPI to be")).expect("a KPI").kpi.id
}

fn measure(ground: &Ground, id: KpiId, value: f64) {
    let new = NewMeasurement { on: Some(days_ago(1)), value: Some(value), ..NewMeasurement::default() };
    ground.subject.call::<CreateMeasurement>(KpiPath { id }, Nothing {}, new).expect("measured");
}

/// What was measured was so some days ago already: of one day only the last version is kept.
fn db_measured_before(ground: &Ground, id: KpiId) {
    let earlier = format!("UPDATE kpi_days SET changed_at = changed_at - interval '3 days' WHERE kpi_id = '{id}'");
    db::run(&mut ground.org.server.database.admin(), &earlier);
}

fn key_result(ground: &Ground) -> KeyResultId {
    let new = NewPeriod { name: unique(), starts_on: days_ago(30), ends_on: Utc::now().date_naive() + Days::new(30) };
    let period = ground.org.admin().call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("a period").id;
    let new = serde_json::from_value(json!({
        "level": "person", "title": "Ships wait less", "period_id": period, "state": "active", "visibility": "chain",
        "key_results": [{ "title": "Hours", "kind": "number", "direction": "decrease", "start": 9, "target": 2 }],
    }));
    let made = ground.subject.call::<CreateObjective>(Nothing {}, Nothing {}, new.expect("an objective to be"));
    made.expect("an objective").key_results[0].id
}

fn check_in(ground: &Ground, id: KeyResultId, value: f64, supersedes: Option<&CheckIn>) -> CheckIn {
    let new = NewCheckIn {
        as_of: Some(days_ago(3)),
        value: Some(value),
        milestones_done: None,
        status: CheckInStatus::OnTrack,
        confidence: None,
        comment: String::new(),
        blocker: None,
        links: Vec::new(),
        supersedes_id: supersedes.map(|earlier| earlier.id),
    };
    ground.subject.call::<CreateCheckIn>(KeyResultPath { id }, Nothing {}, new).expect("a check-in")
}

#[test]
fn what_was_corrected_after_the_hand_in_is_told_with_what_was_known() {
    let ground = Ground::new();
    let cycle = lately(&ground);
    let (kpi, result) = (kpi(&ground, "organisation"), key_result(&ground));
    measure(&ground, kpi, 50.0);
    db_measured_before(&ground, kpi);
    let wrong = check_in(&ground, result, 6.0, None);
    let first = check_in(&ground, result, 5.0, Some(&wrong));
    assert_eq!(corrections(&ground, &ground.manager, &cycle), [], "nothing is handed in");
    write(&ground.subject, "Letters went up");
    write(&ground.manager, "They did");
    assert_eq!(corrections(&ground, &ground.manager, &cycle), [], "what was corrected before is what was known");

    measure(&ground, kpi, 52.0);
    let second = check_in(&ground, result, 4.5, Some(&first));
    check_in(&ground, result, 4.0, Some(&second));
    let told = corrections(&ground, &ground.manager, &cycle);
    let numbers: Vec<_> = told.iter().map(|one| (one.kind, one.title.as_str(), one.was, one.is)).collect();
    let expected = [
        (ReviewCorrectionKind::Kpi, "Letters", 50.0, Some(52.0)),
        (ReviewCorrectionKind::CheckIn, "Hours", 5.0, Some(4.0)),
    ];
    assert_eq!(numbers, expected);
    assert_eq!((told[0].share(), told[1].share()), (Some(0.04), Some(-0.2)));
    assert_eq!(told[0].page(), format!("/kpis/{kpi}"));
}

#[test]
fn the_person_is_told_once_they_have_their_review_and_others_as_far_as_they_see_the_number() {
    let ground = Ground::new();
    let cycle = lately(&ground);
    let hidden = kpi(&ground, "private");
    measure(&ground, hidden, 50.0);
    db_measured_before(&ground, hidden);
    write(&ground.subject, "Letters went up");
    write(&ground.manager, "They did");
    measure(&ground, hidden, 40.0);
    assert_eq!(corrections(&ground, &ground.manager, &cycle), [], "they don't see the KPI");
    assert_eq!(corrections(&ground, &ground.subject, &cycle), [], "they have nothing yet");
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    assert_eq!(corrections(&ground, &ground.subject, &cycle).len(), 1);

    let path = ReviewPacketPath { id: ground.packet(&cycle).id };
    ground.peers[4].call::<ListReviewCorrections>(path, Nothing {}, ()).refused(Code::NotFound);
    let nowhere = ReviewPacketPath { id: Uuid::now_v7().into() };
    ground.manager.call::<ListReviewCorrections>(nowhere, Nothing {}, ()).refused(Code::NotFound);
}

#[test]
fn whoever_wrote_is_told_if_they_see_the_number() {
    let server = Server::alone(&[("PERFTRACK_ROUNDS", "on")]);
    let ground = Ground::of(Org::db_on(server));
    let sql = |statement: &str| db::run(&mut ground.org.server.database.admin(), statement);
    // Noon there, whatever time it is here: reminders come in the morning. `Etc` counts the other way round.
    sql(&format!("UPDATE organisations SET time_zone = 'Etc/GMT{:+}'", i64::from(Utc::now().hour()) - 12));
    let told = |by: &Client| {
        let all = by.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
        all.iter().filter(|notice| notice.kind == NoticeKind::ReviewCorrected).count()
    };
    let cycle = lately(&ground);
    let result = key_result(&ground);
    let first = check_in(&ground, result, 5.0, None);
    for by in [&ground.subject, &ground.manager] {
        write(by, "Ships waited less");
    }
    check_in(&ground, result, 4.0, Some(&first));
    assert_eq!(corrections(&ground, &ground.manager, &cycle).len(), 1);
    let again = "UPDATE notice_rounds SET reminded_on = NULL, due_at = now()";
    eventually("the manager is told", || {
        sql(again);
        told(&ground.manager) == 1
    });
    let looked = || db::count(&mut ground.org.server.database.admin(), "notice_rounds WHERE reminded_on IS NULL") == 0;
    eventually("the worker has looked", looked);
    sql(again);
    eventually("the worker has looked again", looked);
    assert_eq!((told(&ground.manager), told(&ground.subject)), (1, 0), "once; and the person has nothing yet");
}
