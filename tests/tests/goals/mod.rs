//! Goals: each test is a rule about objectives, key results and check-ins, tried over HTTP.

mod alignment;
mod audience;
mod bad_input;
mod batches;
mod bulk;
mod check_ins;
mod history;
mod home;
mod life;
mod measures;
mod past;
mod supports;
mod touched;

use chrono::{Days, NaiveDate, Utc};
use perftrack_tests::{Client, Org, Persona, client::Called, unique};
use shared::{
    goals::{
        CreateCheckIn, CreateObjective, KeyResult, KeyResultPath, Level, Move, MoveObjective, NewCheckIn, NewKeyResult,
        NewObjective, Objective, ObjectiveDetail, ObjectivePath, Opening, ReadObjective, Visibility,
        rules::kinds::{CheckInStatus, Direction, KeyResultKind, Transition},
    },
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod},
    wire::{ObjectiveId, PeriodId},
};

/// Today, as organisations in UTC see it.
fn today() -> NaiveDate {
    Utc::now().date_naive()
}

fn days_ago(days: u64) -> NaiveDate {
    today() - Days::new(days)
}

/// An organisation with a period that began thirty days ago.
fn ground() -> (Org, PeriodId) {
    let org = Org::db_new();
    let period = period(org.admin());
    (org, period)
}

fn period(admin: &Client) -> PeriodId {
    let new = NewPeriod { name: unique(), starts_on: days_ago(30), ends_on: today() + Days::new(60) };
    admin.call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("a period").id
}

/// A person's objective, under way, seen by the chain.
fn objective(period: PeriodId) -> NewObjective {
    NewObjective {
        level: Level::Person,
        title: format!("Objective {}", unique()),
        description: String::new(),
        owner_id: None,
        team_id: None,
        period_id: period,
        parent_id: None,
        state: Some(Opening::Active),
        visibility: Visibility::Chain,
        roll_up: None,
        weight: None,
        starts_on: None,
        ends_on: None,
        key_results: Vec::new(),
    }
}

fn under(parent: ObjectiveId, new: NewObjective) -> NewObjective {
    NewObjective { parent_id: Some(parent), ..new }
}

/// With a number that is to go from `start` to `target`.
fn with(new: NewObjective, start: f64, target: f64) -> NewObjective {
    NewObjective { key_results: vec![number(start, target)], ..new }
}

fn number(start: f64, target: f64) -> NewKeyResult {
    NewKeyResult {
        title: "A number".to_owned(),
        owner_id: None,
        kind: KeyResultKind::Number,
        direction: if target < start { Direction::Decrease } else { Direction::Increase },
        start: Some(start),
        target: Some(target),
        low: None,
        high: None,
        tolerance: None,
        unit: None,
        weight: None,
        cadence_days: None,
        milestones: Vec::new(),
    }
}

fn create(by: &Client, new: NewObjective) -> Called<CreateObjective> {
    by.call::<CreateObjective>(Nothing {}, Nothing {}, new)
}

#[track_caller]
fn made(by: &Client, new: NewObjective) -> ObjectiveDetail {
    create(by, new).expect("the objective is made")
}

fn read(by: &Client, id: ObjectiveId) -> Called<ReadObjective> {
    by.call::<ReadObjective>(at(id), Nothing {}, ())
}

#[track_caller]
fn seen(by: &Client, id: ObjectiveId) -> Objective {
    read(by, id).expect("the objective is seen").objective
}

fn at(id: ObjectiveId) -> ObjectivePath {
    ObjectivePath { id }
}

fn said(value: f64, status: CheckInStatus) -> NewCheckIn {
    NewCheckIn {
        as_of: None,
        value: Some(value),
        milestones_done: None,
        status,
        confidence: None,
        comment: String::new(),
        blocker: None,
        links: Vec::new(),
        supersedes_id: None,
    }
}

fn on_track(value: f64) -> NewCheckIn {
    said(value, CheckInStatus::OnTrack)
}

fn check_in(by: &Client, key_result: &KeyResult, new: NewCheckIn) -> Called<CreateCheckIn> {
    by.call::<CreateCheckIn>(KeyResultPath { id: key_result.id }, Nothing {}, new)
}

fn step(transition: Transition) -> Move {
    Move { transition, score: None, score_comment: None, learning: None }
}

fn go(by: &Client, id: ObjectiveId, step: Move) -> Called<MoveObjective> {
    by.call::<MoveObjective>(at(id), Nothing {}, step)
}

/// An objective of `owner`'s that was reached: 10 of 10.
fn reached(owner: &Persona, period: PeriodId) -> ObjectiveDetail {
    let detail = made(owner, with(objective(period), 0.0, 10.0));
    check_in(owner, &detail.key_results[0], on_track(10.0)).expect("a check-in");
    let close = Move { score: Some(1.0), learning: Some("Start earlier.".to_owned()), ..step(Transition::Achieve) };
    go(owner, detail.objective.id, close).expect("it is closed")
}
