//! What the demo organisation wants to achieve, and how it has gone so far.

use std::collections::HashMap;

use chrono::{Datelike, Months, NaiveDate, TimeDelta, Utc};
use shared::{
    goals::{
        Level, NewCheckIn, NewKeyResult, NewMilestone, NewObjective, Opening, Visibility,
        rules::{
            kinds::{CheckInStatus, Direction, KeyResultKind, RollUp},
            pace::Span,
        },
    },
    organisations::NewPeriod,
    wire::{ObjectiveId, PeriodId, PersonId},
};

use super::{people::PEOPLE, queries};
use crate::{db::TenantTx, goals, http::Failure, organisations};

/// An objective of the demo organisation.
struct Wanted {
    title: &'static str,
    owner: &'static str,
    level: Level,
    /// Title of what it is aligned under; empty at the top.
    under: &'static str,
    visibility: Visibility,
    key_results: &'static [Measured],
}

/// A key result: title, unit (of money the currency), from, to, and the way it has gone so far as
/// values in hundredths of the way, one a week; an empty one has no check-ins yet.
struct Measured(&'static str, &'static str, f64, f64, &'static [i32]);

const ORG: Level = Level::Organisation;
const TEAM: Level = Level::Team;
const ONE: Level = Level::Person;
const ALL: Visibility = Visibility::Organisation;
const OURS: Visibility = Visibility::Team;
const UP: Visibility = Visibility::Chain;

const fn want(
    title: &'static str,
    owner: &'static str,
    level: Level,
    under: &'static str,
    visibility: Visibility,
    key_results: &'static [Measured],
) -> Wanted {
    Wanted { title, owner, level, under, visibility, key_results }
}

/// Parents before children.
const WANTED: [Wanted; 20] = [
    want(
        "Become the product teams trust with their year",
        "Helen Marsh",
        ORG,
        "",
        ALL,
        &[
            Measured("Net revenue retention", "%", 101.0, 112.0, &[5, 12, 22, 30, 41, 55]),
            Measured("Employee recommendation score", "points", 31.0, 45.0, &[0, 8, 20, 33]),
        ],
    ),
    want(
        "Ship a platform people don't think about",
        "Tomas Novak",
        TEAM,
        "Become the product teams trust with their year",
        ALL,
        &[
            Measured("Monthly availability", "%", 99.5, 99.95, &[20, 35, 50, 62, 70, 78]),
            Measured("Time from commit to production", "minutes", 55.0, 15.0, &[10, 25, 35, 60, 72]),
        ],
    ),
    want(
        "Grow with customers who stay",
        "Ines Duarte",
        TEAM,
        "Become the product teams trust with their year",
        ALL,
        &[
            Measured("New yearly revenue", "EUR", 0.0, 120_000_000.0, &[8, 17, 26, 31, 44, 52]),
            Measured("Customers lost in the quarter", "customers", 14.0, 6.0, &[0, -10, 5, 12]),
        ],
    ),
    want(
        "Be a place where people do their best work",
        "Amara Okafor",
        ORG,
        "Become the product teams trust with their year",
        ALL,
        &[
            Measured("People with a current development plan", "%", 35.0, 90.0, &[10, 22, 40, 55, 70]),
            Measured("Days to fill a position", "days", 62.0, 40.0, &[5, 15, 20, 28]),
        ],
    ),
    want(
        "Nobody is woken at night",
        "Jonas Lindqvist",
        TEAM,
        "Ship a platform people don't think about",
        OURS,
        &[
            Measured("Pages outside working hours", "a week", 11.0, 2.0, &[12, 30, 40, 55, 66, 70]),
            Measured("Services with a tested runbook", "services", 4.0, 18.0, &[7, 14, 28, 35, 50, 64]),
        ],
    ),
    want(
        "The app opens before you notice",
        "Mei Tanaka",
        TEAM,
        "Ship a platform people don't think about",
        ALL,
        &[
            Measured("Cold start on a mid-range phone", "ms", 2400.0, 900.0, &[5, 10, 18, 20, 22]),
            Measured("Sessions without a crash", "%", 98.9, 99.8, &[10, 35, 60, 80, 90]),
        ],
    ),
    want(
        "One design language everywhere",
        "Leila Haddad",
        TEAM,
        "Ship a platform people don't think about",
        ALL,
        &[Measured("Screens on the new components", "screens", 12.0, 60.0, &[6, 15, 31, 46, 58, 71])],
    ),
    want(
        "A pipeline we can read",
        "Samuel Mensah",
        TEAM,
        "Grow with customers who stay",
        OURS,
        &[
            Measured("Forecast error at month's end", "%", 28.0, 10.0, &[0, 6, 11, 17]),
            Measured("Qualified opportunities", "a month", 22.0, 40.0, &[11, 28, 39, 50, 61]),
        ],
    ),
    want(
        "Customers see value in their first week",
        "Grace Wanjiru",
        TEAM,
        "Grow with customers who stay",
        ALL,
        &[
            Measured("Accounts with a success plan", "accounts", 20.0, 80.0, &[3, 10, 18, 25, 37]),
            Measured("Hours to the first answer", "hours", 9.0, 2.0, &[20, 40, 60, 75, 84]),
        ],
    ),
    want(
        "Close the books in five days",
        "Ruth Feldman",
        TEAM,
        "Be a place where people do their best work",
        OURS,
        &[Measured("Days to close the month", "days", 11.0, 5.0, &[0, 17, 33, 50, 67])],
    ),
    want(
        "Make deploys boring",
        "Priya Nair",
        ONE,
        "Nobody is woken at night",
        UP,
        &[
            Measured("Deploys rolled back", "%", 7.0, 2.0, &[10, 20, 44, 58, 70]),
            Measured("Services on the new pipeline", "services", 3.0, 18.0, &[7, 20, 40, 60, 80]),
        ],
    ),
    want(
        "Know before customers do",
        "Oluwaseun Bello",
        ONE,
        "Nobody is woken at night",
        UP,
        &[Measured("Incidents found by our own alerts", "%", 48.0, 90.0, &[6, 19, 30, 36])],
    ),
    want(
        "Queries that stay fast as data grows",
        "Diego Romero",
        ONE,
        "Nobody is woken at night",
        OURS,
        &[Measured("Slowest report", "seconds", 38.0, 5.0, &[])],
    ),
    want(
        "Security reviews within two days",
        "Nadia Petrova",
        ONE,
        "Ship a platform people don't think about",
        UP,
        &[Measured("Reviews answered in time", "%", 60.0, 95.0, &[14, 28, 57, 71])],
    ),
    want(
        "Halve the crash reports",
        "Yusuf Demir",
        ONE,
        "The app opens before you notice",
        OURS,
        &[Measured("Crash reports", "a week", 180.0, 90.0, &[11, 40, 66, 88, 105])],
    ),
    want(
        "A research panel of our own",
        "Zanele Dlamini",
        ONE,
        "One design language everywhere",
        ALL,
        &[Measured("Customers who take part", "customers", 0.0, 40.0, &[5, 12, 20])],
    ),
    want(
        "Win ten teams in logistics",
        "Laura Jensen",
        ONE,
        "A pipeline we can read",
        UP,
        &[Measured("Teams won", "teams", 0.0, 10.0, &[10, 20, 20, 20, 30])],
    ),
    want(
        "Answer in the customer's language",
        "Fatima Zahra",
        ONE,
        "Customers see value in their first week",
        ALL,
        &[Measured("Articles translated", "articles", 10.0, 120.0, &[9, 27, 50, 73, 91])],
    ),
    want(
        "Hire without a single regret",
        "Isaac Boateng",
        ONE,
        "Be a place where people do their best work",
        UP,
        &[Measured("Offers accepted", "%", 62.0, 85.0, &[9, 30, 43, 61])],
    ),
    want(
        "Learn enough Rust to be dangerous",
        "Priya Nair",
        ONE,
        "",
        Visibility::Private,
        &[Measured("Exercises done", "exercises", 0.0, 60.0, &[10, 18, 30])],
    ),
];

/// Makes the periods, the objectives and their check-ins.
pub(super) fn set(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let today = Utc::now().date_naive();
    let (first, current) = quarter(tx, today, 0)?;
    quarter(tx, today, -1)?;
    quarter(tx, today, 1)?;
    let mut ids: HashMap<&str, ObjectiveId> = HashMap::new();
    for wanted in &WANTED {
        let id = set_one(tx, wanted, current, ids.get(wanted.under).copied(), first)?;
        ids.insert(wanted.title, id);
    }
    Ok(())
}

/// The quarter `away` from today's, and its first day.
fn quarter(tx: &mut TenantTx<'_>, today: NaiveDate, away: i32) -> Result<(NaiveDate, PeriodId), Failure> {
    let month = (today.month0() / 3) * 3 + 1;
    let first = NaiveDate::from_ymd_opt(today.year(), month, 1).unwrap_or(today);
    let moved = Months::new(3 * away.unsigned_abs());
    let first = if away < 0 { first.checked_sub_months(moved) } else { first.checked_add_months(moved) };
    let first = first.unwrap_or(today);
    let last = first.checked_add_months(Months::new(3)).and_then(|next| next.pred_opt()).unwrap_or(first);
    let name = format!("{} Q{}", first.year(), first.month0() / 3 + 1);
    let period = organisations::add_period(tx, &NewPeriod { name, starts_on: first, ends_on: last })?;
    Ok((first, period))
}

fn set_one(
    tx: &mut TenantTx<'_>,
    wanted: &Wanted,
    period_id: PeriodId,
    parent_id: Option<ObjectiveId>,
    first: NaiveDate,
) -> Result<ObjectiveId, Failure> {
    let somebody = PEOPLE.iter().find(|person| person.name == wanted.owner);
    let somebody = somebody.ok_or_else(|| Failure::fault(anyhow::anyhow!("{} is nobody", wanted.owner)))?;
    let owner: PersonId = queries::person(tx, &somebody.email())?;
    let team_id = if wanted.level == TEAM { crate::teams::of_name(tx, somebody.team)? } else { None };
    let new = NewObjective {
        level: wanted.level,
        title: wanted.title.to_owned(),
        description: String::new(),
        owner_id: Some(owner),
        team_id,
        period_id,
        parent_id,
        state: Some(Opening::Active),
        visibility: wanted.visibility,
        roll_up: Some(if wanted.level == ONE { RollUp::KeyResults } else { RollUp::Both }),
        weight: None,
        starts_on: None,
        ends_on: None,
        key_results: wanted.key_results.iter().map(key_result).collect(),
    };
    let made = goals::add(tx, &new, owner)?;
    for (kept, measured) in made.key_results.iter().zip(wanted.key_results) {
        for (as_of, hundredths) in days(first, measured).zip(measured.4) {
            goals::check_in(tx, kept.id, &check_in(measured, as_of, *hundredths, first))?;
        }
    }
    Ok(made.objective.id)
}

/// The one nobody has looked after for a while.
const FORGOTTEN: &str = "Teams won";

/// Those that are due, so that whoever looks around finds something to do.
const DUE: [&str; 3] =
    ["Services with a tested runbook", "Services on the new pipeline", "People with a current development plan"];

/// The days of its check-ins, weekly where the quarter is old enough, the last of them lately.
fn days(first: NaiveDate, measured: &Measured) -> impl Iterator<Item = NaiveDate> + use<> {
    let Measured(title, _, _, _, check_ins) = measured;
    let count = i64::try_from(check_ins.len()).unwrap_or(0);
    let age = (Utc::now().date_naive() - first).num_days();
    let apart = (age / count.max(1)).clamp(0, 7);
    let last = age
        - match *title {
            FORGOTTEN => 20,
            title if DUE.contains(&title) => 8,
            _ => 1,
        };
    (0..count).map(move |index| first + TimeDelta::days((last - apart * (count - 1 - index)).max(0)))
}

fn key_result(measured: &Measured) -> NewKeyResult {
    let Measured(title, unit, start, target, _) = *measured;
    let kind = match unit {
        "EUR" => KeyResultKind::Money,
        "%" => KeyResultKind::Percent,
        _ => KeyResultKind::Number,
    };
    NewKeyResult {
        title: title.to_owned(),
        owner_id: None,
        kind,
        direction: if target > start { Direction::Increase } else { Direction::Decrease },
        start: Some(start),
        target: Some(target),
        low: None,
        high: None,
        tolerance: None,
        unit: Some(unit.to_owned()).filter(|_| kind != KeyResultKind::Percent),
        weight: None,
        cadence_days: None,
        milestones: Vec::<NewMilestone>::new(),
    }
}

fn check_in(measured: &Measured, as_of: NaiveDate, hundredths: i32, first: NaiveDate) -> NewCheckIn {
    let Measured(_, unit, start, target, _) = *measured;
    let value = start + (target - start) * f64::from(hundredths) / 100.0;
    // Nobody has half a customer; what moves by less than ten is measured finer.
    let counted = unit == "EUR" || (unit != "%" && (target - start).abs() >= 10.0);
    let value = if counted { value.round() } else { (value * 100.0).round() / 100.0 };
    // Behind an even pace by a fifth of the way is a risk, by nearly half of it trouble: a demo all in red tells nothing.
    let pace = Span { from: first, to: first + TimeDelta::days(91) }.expected_progress(as_of) * 100.0;
    let ahead = f64::from(hundredths) - pace;
    let (status, comment) = match ahead {
        ahead if ahead < -45.0 => (CheckInStatus::OffTrack, "Slower than we hoped; we are changing the approach."),
        ahead if ahead < -20.0 => (CheckInStatus::AtRisk, "Behind where we wanted to be, still possible."),
        _ => (CheckInStatus::OnTrack, "Going well."),
    };
    NewCheckIn {
        as_of: Some(as_of),
        value: Some(value),
        milestones_done: None,
        status,
        confidence: Some(if status == CheckInStatus::OnTrack { 8 } else { 5 }),
        comment: comment.to_owned(),
        blocker: None,
        links: Vec::new(),
        supersedes_id: None,
    }
}
