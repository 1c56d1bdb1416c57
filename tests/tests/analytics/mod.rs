//! Dashboards count what the lists list; a story tells what its reader may see.

mod as_of;
mod feedback;
mod files;
mod kpis;
mod periods;
mod recount;
mod story;

use chrono::{Days, NaiveDate, Utc};
use perftrack_tests::{Client, unique};
use shared::{
    goals::{
        CreateCheckIn, CreateObjective, KeyResultPath, Level, NewCheckIn, NewKeyResult, NewObjective, ObjectiveDetail,
        Opening, Visibility,
        rules::kinds::{CheckInStatus, Direction, KeyResultKind},
    },
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod, Period},
    wire::{KeyResultId, PeriodId},
};

/// Today, as organisations in UTC see it.
fn today() -> NaiveDate {
    Utc::now().date_naive()
}

fn days_ago(days: u64) -> NaiveDate {
    today() - Days::new(days)
}

/// A period from one day to another.
fn period(admin: &Client, starts_on: NaiveDate, ends_on: NaiveDate) -> Period {
    let new = NewPeriod { name: unique(), starts_on, ends_on };
    admin.call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("a period")
}

/// One that began thirty days ago.
fn this_period(admin: &Client) -> Period {
    period(admin, days_ago(30), today() + Days::new(60))
}

/// A person's objective with a key result from 0 to 10, under way, seen by the chain.
fn objective(period_id: PeriodId) -> NewObjective {
    NewObjective {
        level: Level::Person,
        title: format!("Objective {}", unique()),
        description: String::new(),
        owner_id: None,
        team_id: None,
        period_id,
        parent_id: None,
        state: Some(Opening::Active),
        visibility: Visibility::Chain,
        roll_up: None,
        weight: None,
        starts_on: None,
        ends_on: None,
        key_results: vec![key_result()],
    }
}

fn key_result() -> NewKeyResult {
    NewKeyResult {
        title: format!("Key result {}", unique()),
        owner_id: None,
        kind: KeyResultKind::Number,
        direction: Direction::Increase,
        start: Some(0.0),
        target: Some(10.0),
        low: None,
        high: None,
        tolerance: None,
        unit: None,
        weight: None,
        cadence_days: None,
        milestones: Vec::new(),
    }
}

#[track_caller]
fn made(by: &Client, new: NewObjective) -> ObjectiveDetail {
    by.call::<CreateObjective>(Nothing {}, Nothing {}, new).expect("the objective is made")
}

fn said(as_of: NaiveDate, value: f64) -> NewCheckIn {
    NewCheckIn {
        as_of: Some(as_of),
        value: Some(value),
        milestones_done: None,
        status: CheckInStatus::OnTrack,
        confidence: None,
        comment: String::new(),
        blocker: None,
        links: Vec::new(),
        supersedes_id: None,
    }
}

#[track_caller]
fn check_in(by: &Client, id: KeyResultId, new: NewCheckIn) -> shared::goals::CheckIn {
    by.call::<CreateCheckIn>(KeyResultPath { id }, Nothing {}, new).expect("the check-in")
}
