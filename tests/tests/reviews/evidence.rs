//! What stands beside a review: exactly what its author may see of the period and reviews may use, and no more.

use chrono::{Days, NaiveDate, NaiveTime, Utc};
use perftrack_tests::{Client, Refused, db, unique};
use serde_json::json;
use shared::{
    feedback::{Audience, GiveFeedback, GivePraise, NewFeedback, NewFeedbackKind, NewPraise, Purpose},
    goals::{CreateCheckIn, CreateObjective, KeyResultPath, NewCheckIn, rules::kinds::CheckInStatus},
    kpis::{CreateKpi, CreateMeasurement, KpiPath, NewMeasurement},
    one_on_ones::{
        CreateOneOnOne, MeetingPath, NewOneOnOne, OneOnOnePath, ReadOneOnOne, Step, StepMeeting,
        rules::{rhythm::Rhythm, state::MeetingStep},
    },
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod},
    problem::Code,
    reviews::{ReadReviewEvidence, ReviewCiting, ReviewEvidence, ReviewEvidenceItem, ReviewEvidenceKind, ReviewPath},
    weekly_check_ins::{CreateWeeklyCheckIn, NewWeeklyCheckIn},
    wire::{KeyResultId, PeriodId, PersonId},
};

use super::{Ground, owed};

fn today() -> NaiveDate {
    Utc::now().date_naive()
}

fn days_ago(days: u64) -> NaiveDate {
    today() - Days::new(days)
}

/// Everybody is to write about the last sixty days, peers and reports without their names.
fn lately(ground: &Ground) {
    let soon = |days: u64| today() + Days::new(days);
    let days = json!({
        "period_from": days_ago(60), "period_to": soon(1), "nominate_by": soon(5), "write_by": soon(9),
        "share_by": soon(20),
    });
    ground.writing(&ground.peers[..4], &days);
}

#[track_caller]
fn evidence(by: &Client) -> ReviewEvidence {
    let id = owed(by).remove(0).id;
    by.call::<ReadReviewEvidence>(ReviewPath { id }, Nothing {}, ()).expect("the evidence")
}

#[track_caller]
fn of(by: &Client, kind: ReviewEvidenceKind) -> Vec<ReviewEvidenceItem> {
    evidence(by).items.into_iter().filter(|item| item.kind == kind).collect()
}

/// How feedback and notes begin, by the alphabet, and whether they may be cited.
fn said(by: &Client) -> Vec<(String, ReviewCiting)> {
    let kinds = [ReviewEvidenceKind::Feedback, ReviewEvidenceKind::Note];
    let items = evidence(by).items.into_iter().filter(|item| kinds.contains(&item.kind));
    let mut said: Vec<_> = items.map(|item| (item.excerpt, item.citing)).collect();
    said.sort_by(|one, other| one.0.cmp(&other.0));
    said
}

fn expected(said: &[(&str, ReviewCiting)]) -> Vec<(String, ReviewCiting)> {
    said.iter().map(|(body, citing)| ((*body).to_owned(), *citing)).collect()
}

fn period(ground: &Ground) -> PeriodId {
    let new = NewPeriod { name: unique(), starts_on: days_ago(30), ends_on: today() + Days::new(30) };
    ground.org.admin().call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("a period").id
}

/// An objective of the subject's that began thirty days ago; gives its key result.
fn objective(ground: &Ground, period: PeriodId, visibility: &str) -> KeyResultId {
    let new = serde_json::from_value(json!({
        "level": "person", "title": format!("Ships wait less: {visibility}"), "period_id": period, "state": "active",
        "visibility": visibility,
        "key_results": [{ "title": "Hours", "kind": "number", "direction": "decrease", "start": 9, "target": 2 }],
    }));
    let new = new.expect("an objective to be");
    ground.subject.call::<CreateObjective>(Nothing {}, Nothing {}, new).expect("an objective").key_results[0].id
}

fn check_in(ground: &Ground, id: KeyResultId, as_of: NaiveDate) {
    let new = NewCheckIn {
        as_of: Some(as_of),
        value: Some(5.0),
        milestones_done: None,
        status: CheckInStatus::OnTrack,
        confidence: None,
        comment: "Two berths more".to_owned(),
        blocker: None,
        links: Vec::new(),
        supersedes_id: None,
    };
    ground.subject.call::<CreateCheckIn>(KeyResultPath { id }, Nothing {}, new).expect("a check-in");
}

/// Two people set up a one-on-one and hold its first meeting.
fn meet(ground: &Ground, by: &Client, partner: PersonId) {
    let starts_on = days_ago(21);
    let new = NewOneOnOne {
        partner_id: partner,
        rule: Rhythm::weekly(1, starts_on).to_string(),
        starts_on,
        starts_at: NaiveTime::from_hms_opt(5, 0, 0).expect("a time"),
        time_zone: None,
        minutes: 30,
        place: String::new(),
    };
    let id = by.call::<CreateOneOnOne>(Nothing {}, Nothing {}, new).expect("a one-on-one").id;
    let passed = format!(
        "UPDATE meetings SET starts_at = starts_at - interval '7 days', occurs_on = occurs_on - 7
         WHERE one_on_one_id = '{id}'"
    );
    db::run(&mut ground.org.server.database.admin(), &passed);
    let series = by.call::<ReadOneOnOne>(OneOnOnePath { id }, Nothing {}, ()).expect("the series");
    let path = MeetingPath { id: series.next_meeting_id.expect("a meeting") };
    by.call::<StepMeeting>(path, Nothing {}, Step { step: MeetingStep::Hold }).expect("it is held");
}

#[test]
fn feedback_is_there_for_whom_its_author_meant_it_to_judge_by() {
    let ground = Ground::new();
    lately(&ground);
    let to = |person, manager| Audience { person, manager, ..Audience::default() };
    let give = |by: &Client, kind: NewFeedbackKind, body: &str, audience: Audience, purpose: Purpose| {
        let new = NewFeedback { kind, subject_id: ground.subject.id, body: body.to_owned(), purpose, audience };
        by.call::<GiveFeedback>(Nothing {}, Nothing {}, new).expect("feedback");
    };
    let (author, given) = (&ground.peers[0], NewFeedbackKind::Given);
    give(author, given, "For both", to(true, true), Purpose::Evaluation);
    give(author, given, "For the manager", to(false, true), Purpose::Evaluation);
    give(author, given, "For the person", to(true, false), Purpose::Evaluation);
    give(author, given, "To grow", to(true, true), Purpose::Growth);
    give(&ground.manager, NewFeedbackKind::Note, "Noted", Audience::default(), Purpose::Evaluation);

    let (may, background, would_tell) = (ReviewCiting::May, ReviewCiting::Background, ReviewCiting::WouldTell);
    assert_eq!(said(&ground.subject), expected(&[("For both", may), ("For the person", may)]));
    let managers = [("For both", may), ("For the manager", background), ("Noted", may)];
    assert_eq!(said(&ground.manager), expected(&managers));
    // Who wrote it sees it again, and would say who they are by citing it.
    let authors = [("For both", would_tell), ("For the manager", background), ("For the person", would_tell)];
    assert_eq!(said(author), expected(&authors));
    for other in [&ground.peers[1], &ground.reports[0]] {
        assert_eq!(said(other), []);
    }
}

#[test]
fn goals_and_check_ins_are_there_as_far_as_their_visibility_goes_and_in_the_period_alone() {
    let ground = Ground::new();
    lately(&ground);
    let period = period(&ground);
    for visibility in ["organisation", "chain", "private"] {
        let result = objective(&ground, period, visibility);
        check_in(&ground, result, days_ago(3));
        check_in(&ground, result, days_ago(90));
    }
    let (peer, report) = (&ground.peers[0], &ground.reports[0]);
    for (writer, seen) in [(&ground.subject, 3), (&ground.manager, 2), (peer, 1), (report, 1)] {
        let begun = of(writer, ReviewEvidenceKind::ObjectiveBegun);
        assert_eq!(begun.len(), seen);
        assert!(begun.iter().all(|item| item.happened_on == days_ago(30)));
        let check_ins = of(writer, ReviewEvidenceKind::CheckIn);
        let told: Vec<_> = check_ins.iter().map(|item| (item.happened_on, item.excerpt.as_str())).collect();
        assert_eq!(told, vec![(days_ago(3), "Two berths more"); seen]);
        assert!(check_ins.iter().all(|item| item.page().starts_with("/goals/")));
    }
    let peers = of(peer, ReviewEvidenceKind::ObjectiveBegun);
    assert_eq!((peers[0].title.as_str(), peers[0].citing), ("Ships wait less: organisation", ReviewCiting::May));
}

#[test]
fn praise_is_everybodys_and_a_kpi_is_summed_up() {
    let ground = Ground::new();
    lately(&ground);
    let praise = NewPraise {
        person_ids: vec![ground.subject.id],
        body: format!("Calm {}", "all night ".repeat(60)),
        value_ids: Vec::new(),
    };
    ground.peers[4].call::<GivePraise>(Nothing {}, Nothing {}, praise).expect("praise");
    let kpi = serde_json::from_value(json!({
        "name": "Letters", "visibility": "organisation", "kind": "number", "frequency": "day", "aggregation": "last",
        "gauge": { "direction": "higher", "target": 100.0, "watch": 90.0, "unhealthy": 80.0 },
    }));
    let kpi = kpi.expect("a KPI to be");
    let id = ground.subject.call::<CreateKpi>(Nothing {}, Nothing {}, kpi).expect("a KPI").kpi.id;
    for (days, value) in [(1, 50.0), (90, 20.0)] {
        let new = NewMeasurement { on: Some(days_ago(days)), value: Some(value), ..NewMeasurement::default() };
        ground.subject.call::<CreateMeasurement>(KpiPath { id }, Nothing {}, new).expect("measured");
    }
    for writer in [&ground.subject, &ground.manager, &ground.peers[0], &ground.reports[0]] {
        let praised = of(writer, ReviewEvidenceKind::Praise);
        assert_eq!((praised[0].title.as_str(), praised[0].citing), (ground.peers[4].name.as_str(), ReviewCiting::May));
        let (excerpt, length) = (&praised[0].excerpt, praised[0].excerpt.chars().count());
        assert!(excerpt.starts_with("Calm all night") && excerpt.ends_with('…') && length <= 200, "{excerpt}");
        let measured = of(writer, ReviewEvidenceKind::Kpi);
        assert_eq!((measured.len(), measured[0].happened_on), (1, days_ago(1)));
        let numbers = measured[0].measured.as_ref().expect("what was measured");
        assert_eq!((numbers.count, numbers.latest), (1, 50.0));
    }
}

#[test]
fn weeks_are_there_for_those_above_without_how_they_felt() {
    let ground = Ground::new();
    lately(&ground);
    let week = NewWeeklyCheckIn {
        did: vec!["Wrote the report".to_owned()],
        stuck: vec!["The crane".to_owned()],
        mood: Some(1),
        ..NewWeeklyCheckIn::default()
    };
    ground.subject.call::<CreateWeeklyCheckIn>(Nothing {}, Nothing {}, week).expect("a week");
    for writer in [&ground.subject, &ground.manager] {
        let weeks = of(writer, ReviewEvidenceKind::Weekly);
        let told: Vec<_> = weeks.iter().map(|item| item.excerpt.as_str()).collect();
        assert_eq!(told, ["Wrote the report"]);
    }
    for other in [&ground.peers[0], &ground.reports[0]] {
        assert_eq!(of(other, ReviewEvidenceKind::Weekly), []);
    }
}

#[test]
fn one_on_ones_are_there_for_the_two_who_met() {
    let ground = Ground::new();
    lately(&ground);
    meet(&ground, &ground.manager, ground.subject.id);
    meet(&ground, &ground.subject, ground.reports[0].id);
    let met = |by: &Client| {
        let items = of(by, ReviewEvidenceKind::OneOnOne).into_iter();
        let mut met: Vec<_> = items.map(|item| (item.title, item.excerpt, item.citing)).collect();
        met.sort_by(|one, other| one.0.cmp(&other.0));
        met
    };
    let with = |name: &str, citing| (name.to_owned(), String::new(), citing);
    let mut subjects =
        vec![with(&ground.manager.name, ReviewCiting::May), with(&ground.reports[0].name, ReviewCiting::May)];
    subjects.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(met(&ground.subject), subjects);
    assert_eq!(met(&ground.manager), [with(&ground.subject.name, ReviewCiting::May)]);
    assert_eq!(met(&ground.reports[0]), [with(&ground.subject.name, ReviewCiting::WouldTell)]);
    assert_eq!(met(&ground.peers[0]), []);
}

#[test]
fn however_much_there_is_no_month_goes_out_of_sight() {
    let ground = Ground::new();
    lately(&ground);
    let result = objective(&ground, period(&ground), "organisation");
    check_in(&ground, result, days_ago(50));
    check_in(&ground, result, today());
    // More than anybody would write by hand.
    let many = format!(
        "INSERT INTO check_ins (org_id, id, key_result_id, as_of, value, status, author_id)
         SELECT c.org_id, gen_random_uuid(), c.key_result_id, c.as_of, c.value, c.status, c.author_id
         FROM check_ins c, generate_series(1, 250) WHERE c.key_result_id = '{result}' AND c.as_of = '{}'",
        today()
    );
    db::run(&mut ground.org.server.database.admin(), &many);
    let all = evidence(&ground.manager);
    assert_eq!((all.items.len(), all.left_off), (200, 53));
    assert!(all.items.iter().any(|item| item.happened_on == days_ago(50)), "the oldest check-in");
    assert!(all.items.iter().any(|item| item.kind == ReviewEvidenceKind::ObjectiveBegun), "the goal");
    assert!(all.items.is_sorted_by(|one, next| one.happened_on >= next.happened_on), "newest first");
}

#[test]
fn nobody_but_its_author_reads_what_stands_beside_a_review() {
    let ground = Ground::new();
    lately(&ground);
    let id = owed(&ground.peers[0]).remove(0).id;
    for other in [&ground.subject, &ground.manager, &ground.peers[1]] {
        other.call::<ReadReviewEvidence>(ReviewPath { id }, Nothing {}, ()).refused(Code::NotFound);
    }
    let admin = ground.org.admin().call::<ReadReviewEvidence>(ReviewPath { id }, Nothing {}, ());
    admin.refused(Code::NotFound);
}
