//! What the demo organisation wants to achieve, and how it has gone so far.

use std::collections::HashMap;

use chrono::{Datelike, Months, NaiveDate};
use shared::{
    goals::{
        Level, NewKeyResult, NewMilestone, NewObjective, Opening, Visibility,
        rules::kinds::{Direction, KeyResultKind, RollUp},
    },
    organisations::NewPeriod,
    wire::{ObjectiveId, PeriodId, PersonId},
};

use super::{
    check_ins::{self, Series},
    crowd, past,
    people::everybody,
    queries,
};
use crate::{db::TenantTx, goals, http::Failure, organisations, teams};

/// An objective of the demo organisation.
pub(super) struct Wanted {
    pub title: &'static str,
    pub owner: &'static str,
    pub level: Level,
    /// Title of what it is aligned under; empty at the top.
    pub under: &'static str,
    pub visibility: Visibility,
    pub key_results: &'static [Measured],
}

/// A key result: title, unit (of money the currency), from, to, and the way it has gone so far as
/// values in hundredths of the way; an empty one has no check-ins yet.
pub(super) struct Measured(pub &'static str, pub &'static str, pub f64, pub f64, pub &'static [i32]);

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

/// What supports another objective beside the one it is aligned under.
const ALSO: [(&str, &str); 3] = [
    ("The app opens before you notice", "Customers see value in their first week"),
    ("Know before customers do", "The app opens before you notice"),
    ("Security reviews within two days", "Grow with customers who stay"),
];

/// The titles of this quarter's objectives, and of their key results.
pub(super) fn titles() -> (Vec<&'static str>, Vec<&'static str>) {
    (
        WANTED.iter().map(|wanted| wanted.title).collect(),
        WANTED.iter().flat_map(|wanted| wanted.key_results).map(|measured| measured.0).collect(),
    )
}

/// Makes the periods, the objectives and their check-ins: three quarters that are over, this one, and the next to
/// plan for.
pub(super) fn set(tx: &mut TenantTx<'_>, count: usize) -> Result<(), Failure> {
    let today = tx.calendar.today;
    let mut written = Vec::new();
    for away in -3..0 {
        let (first, last, period) = quarter(tx, today, away)?;
        let wanted = past::wanted(away);
        let made = set_all(tx, &wanted, period, (first, last), &mut written)?;
        past::close(tx, &wanted, &made, last, &mut written)?;
    }
    let (first, _, current) = quarter(tx, today, 0)?;
    quarter(tx, today, 1)?;
    let wanted: Vec<Wanted> = WANTED.into_iter().chain(crowd::wanted(count)).collect();
    set_all(tx, &wanted, current, (first, today), &mut written)?;
    for (by, other) in ALSO {
        queries::support(tx, by, other)?;
    }
    check_ins::follow(tx, &mut written)
}

/// Makes objectives, parents before children, and plans their check-ins between two days.
fn set_all(
    tx: &mut TenantTx<'_>,
    all: &[Wanted],
    period: PeriodId,
    days: (NaiveDate, NaiveDate),
    written: &mut Vec<Series>,
) -> Result<Vec<ObjectiveId>, Failure> {
    let mut ids: HashMap<&str, ObjectiveId> = HashMap::new();
    let mut made = Vec::new();
    for wanted in all {
        let id = set_one(tx, wanted, period, ids.get(wanted.under).copied(), days, written)?;
        ids.insert(wanted.title, id);
        made.push(id);
    }
    Ok(made)
}

/// The quarter `away` from today's: its first day and its last.
fn quarter(tx: &mut TenantTx<'_>, today: NaiveDate, away: i32) -> Result<(NaiveDate, NaiveDate, PeriodId), Failure> {
    let month = (today.month0() / 3) * 3 + 1;
    let first = NaiveDate::from_ymd_opt(today.year(), month, 1).unwrap_or(today);
    let moved = Months::new(3 * away.unsigned_abs());
    let first = if away < 0 { first.checked_sub_months(moved) } else { first.checked_add_months(moved) };
    let first = first.unwrap_or(today);
    let last = first.checked_add_months(Months::new(3)).and_then(|next| next.pred_opt()).unwrap_or(first);
    let name = format!("{} Q{}", first.year(), first.month0() / 3 + 1);
    let period = organisations::add_period(tx, &NewPeriod { name, starts_on: first, ends_on: last })?;
    Ok((first, last, period))
}

fn set_one(
    tx: &mut TenantTx<'_>,
    wanted: &Wanted,
    period_id: PeriodId,
    parent_id: Option<ObjectiveId>,
    (first, last): (NaiveDate, NaiveDate),
    written: &mut Vec<Series>,
) -> Result<ObjectiveId, Failure> {
    let somebody = everybody(usize::MAX).find(|person| person.name == wanted.owner);
    let somebody = somebody.ok_or_else(|| Failure::fault(anyhow::anyhow!("{} is nobody", wanted.owner)))?;
    let owner: PersonId = queries::person(tx, somebody.name)?;
    let team_id = if wanted.level == ORG { None } else { teams::of_name(tx, somebody.team)? };
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
        written.push(Series::of(kept.id, owner, measured, (first, last), tx.calendar.today));
    }
    Ok(made.objective.id)
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
