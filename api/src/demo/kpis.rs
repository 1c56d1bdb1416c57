//! What the demo organisation watches: two years of numbers with their seasons, a correction, a formula, a bad patch.

use std::collections::HashMap;

use chrono::{Datelike, Months, NaiveDate};
use shared::{
    goals::Visibility,
    kpis::{
        FormulaInput, NewFormula, NewKpi,
        rules::{
            gauge::Gauge,
            kinds::{Aggregation, Grain, KpiDirection, KpiKind, Missing},
        },
    },
    organisations::WeekStart,
    wire::{KpiId, PersonId},
};

use super::{
    crowd::{self, Crew},
    goals::Measured,
    lot,
    people::everybody,
    queries,
};
use crate::{db::TenantTx, http::Failure, kpis};

/// A KPI of the demo organisation that is measured.
struct Watched {
    name: &'static str,
    description: &'static str,
    owner: &'static str,
    for_team: bool,
    visibility: Visibility,
    kind: KpiKind,
    unit: &'static str,
    decimals: u8,
    frequency: Grain,
    aggregation: Aggregation,
    /// Direction, target, watch, unhealthy, hard line; of bounds low, high, and two distances.
    gauge: (KpiDirection, [f64; 4]),
    course: Course,
}

/// How the numbers go: from, to, by how much they wander, and how many of the latest periods go wrong.
struct Course {
    from: f64,
    to: f64,
    wander: f64,
    wrong: u32,
    /// What a wrong one is times.
    factor: f64,
    /// How many of the latest periods nobody has entered yet.
    missing: u32,
}

const fn goes(from: f64, to: f64, wander: f64) -> Course {
    Course { from, to, wander, wrong: 0, factor: 1.0, missing: 0 }
}

const UP: KpiDirection = KpiDirection::Higher;
const DOWN: KpiDirection = KpiDirection::Lower;

const WATCHED: [Watched; 12] = [
    Watched {
        name: "Availability of the app",
        description: "Share of minutes in which sign-in and the main pages answered, from the outside probes.",
        owner: "Jonas Lindqvist",
        for_team: true,
        visibility: Visibility::Organisation,
        kind: KpiKind::Percent,
        unit: "",
        decimals: 2,
        frequency: Grain::Week,
        aggregation: Aggregation::Mean,
        gauge: (UP, [99.9, 99.8, 99.5, 98.0]),
        course: goes(99.82, 99.96, 0.05),
    },
    Watched {
        name: "Pages outside working hours",
        description: "Every page between 19:00 and 7:00 or at a weekend.",
        owner: "Jonas Lindqvist",
        for_team: true,
        visibility: Visibility::Team,
        kind: KpiKind::Number,
        unit: "pages",
        decimals: 0,
        frequency: Grain::Week,
        aggregation: Aggregation::Sum,
        gauge: (DOWN, [3.0, 5.0, 8.0, 20.0]),
        course: goes(12.0, 3.0, 2.4),
    },
    Watched {
        name: "Time from commit to production",
        description: "Median of the week.",
        owner: "Priya Nair",
        for_team: false,
        visibility: Visibility::Chain,
        kind: KpiKind::Duration,
        unit: "minutes",
        decimals: 0,
        frequency: Grain::Week,
        aggregation: Aggregation::Last,
        gauge: (DOWN, [15.0, 25.0, 40.0, 120.0]),
        course: Course { missing: 2, ..goes(58.0, 19.0, 5.0) },
    },
    Watched {
        name: "Deploys rolled back",
        description: "Of a hundred deploys, how many were taken back.",
        owner: "Priya Nair",
        for_team: false,
        visibility: Visibility::Organisation,
        kind: KpiKind::Percent,
        unit: "",
        decimals: 1,
        frequency: Grain::Month,
        aggregation: Aggregation::Last,
        gauge: (DOWN, [2.0, 3.0, 5.0, 12.0]),
        course: goes(7.4, 2.1, 0.7),
    },
    Watched {
        name: "Monthly recurring revenue",
        description: "Contracted revenue at the end of the month, without one-off services.",
        owner: "Ines Duarte",
        for_team: true,
        visibility: Visibility::Organisation,
        kind: KpiKind::Money,
        unit: "EUR",
        decimals: 0,
        frequency: Grain::Month,
        aggregation: Aggregation::Last,
        gauge: (UP, [95_000_000.0, 90_000_000.0, 80_000_000.0, 40_000_000.0]),
        course: goes(61_200_000.0, 94_800_000.0, 900_000.0),
    },
    Watched {
        name: "New business",
        description: "Yearly value of contracts signed in the month.",
        owner: "Samuel Mensah",
        for_team: true,
        visibility: Visibility::Organisation,
        kind: KpiKind::Money,
        unit: "EUR",
        decimals: 0,
        frequency: Grain::Month,
        aggregation: Aggregation::Sum,
        gauge: (UP, [30_000_000.0, 24_000_000.0, 18_000_000.0, 4_000_000.0]),
        course: Course { wrong: 2, factor: 0.52, ..goes(21_000_000.0, 31_000_000.0, 3_400_000.0) },
    },
    Watched {
        name: "Customers",
        description: "Paying customers at the end of the month.",
        owner: "Grace Wanjiru",
        for_team: true,
        visibility: Visibility::Organisation,
        kind: KpiKind::Number,
        unit: "customers",
        decimals: 0,
        frequency: Grain::Month,
        aggregation: Aggregation::Last,
        gauge: (UP, [520.0, 500.0, 460.0, 300.0]),
        course: goes(362.0, 531.0, 4.0),
    },
    Watched {
        name: "Customers lost",
        description: "Customers whose contract ended in the month and wasn't renewed.",
        owner: "Grace Wanjiru",
        for_team: true,
        visibility: Visibility::Organisation,
        kind: KpiKind::Number,
        unit: "customers",
        decimals: 0,
        frequency: Grain::Month,
        aggregation: Aggregation::Sum,
        gauge: (DOWN, [5.0, 7.0, 10.0, 25.0]),
        course: Course { wrong: 2, factor: 1.9, ..goes(4.0, 6.0, 1.6) },
    },
    Watched {
        name: "Hours to the first answer",
        description: "Mean over all tickets of the week, office hours only.",
        owner: "Fatima Zahra",
        for_team: false,
        visibility: Visibility::Chain,
        kind: KpiKind::Duration,
        unit: "hours",
        decimals: 1,
        frequency: Grain::Week,
        aggregation: Aggregation::Mean,
        gauge: (DOWN, [2.0, 3.0, 5.0, 12.0]),
        course: goes(8.6, 2.6, 0.9),
    },
    Watched {
        name: "Crash reports",
        description: "From both stores.",
        owner: "Mei Tanaka",
        for_team: true,
        visibility: Visibility::Team,
        kind: KpiKind::Number,
        unit: "reports",
        decimals: 0,
        frequency: Grain::Day,
        aggregation: Aggregation::Sum,
        gauge: (DOWN, [15.0, 20.0, 30.0, 90.0]),
        course: Course { wrong: 3, factor: 2.6, ..goes(27.0, 12.0, 4.0) },
    },
    Watched {
        name: "Office temperature",
        description: "Measured at nine in the middle of the second floor.",
        owner: "Amara Okafor",
        for_team: false,
        visibility: Visibility::Organisation,
        kind: KpiKind::Number,
        unit: "°C",
        decimals: 1,
        frequency: Grain::Day,
        aggregation: Aggregation::Mean,
        gauge: (KpiDirection::Within, [20.0, 23.0, 0.5, 2.0]),
        course: goes(21.4, 21.6, 0.7),
    },
    Watched {
        name: "Days to fill a position",
        description: "From opening to a signed offer, mean of the quarter.",
        owner: "Isaac Boateng",
        for_team: false,
        visibility: Visibility::Chain,
        kind: KpiKind::Duration,
        unit: "days",
        decimals: 0,
        frequency: Grain::Quarter,
        aggregation: Aggregation::Last,
        gauge: (DOWN, [40.0, 48.0, 60.0, 120.0]),
        course: goes(66.0, 45.0, 3.0),
    },
];

/// Key results that take their value from a KPI.
const FOLLOWED: [(&str, &str); 2] = [
    ("Availability of the app", "Monthly availability"),
    ("Time from commit to production", "Time from commit to production"),
];

/// For which their team answers, and not somebody alone.
const ANSWERED_BY_TEAMS: [&str; 2] = ["Availability of the app", "Crash reports"];

/// What is measured.
pub(super) fn names() -> Vec<&'static str> {
    WATCHED.iter().map(|watched| watched.name).collect()
}

/// Makes the KPIs, what was measured so far, and the formula.
pub(super) fn set(tx: &mut TenantTx<'_>, count: usize) -> Result<(), Failure> {
    let today = tx.calendar.today;
    let mut ids = HashMap::new();
    let further: Vec<Watched> = crowd::crews(count).into_iter().map(|(crew, lead)| of_crew(crew, lead)).collect();
    for watched in WATCHED.iter().chain(&further) {
        let id = set_one(tx, watched)?;
        for (_, key_result) in FOLLOWED.iter().filter(|(name, _)| *name == watched.name) {
            // It is told with what is measured.
            queries::follow(tx, key_result, id)?;
        }
        let values = values(watched, today);
        kpis::enter(tx, id, &values)?;
        // Somebody counted again, later.
        if let Some((day, value)) = values.iter().rev().nth(4).filter(|_| watched.name == "Customers lost") {
            kpis::enter(tx, id, &[(*day, value + 1.0)])?;
        }
        ids.insert(watched.name, id);
    }
    let share = |expression: &str, inputs: &[(&str, &str)]| NewFormula {
        expression: expression.to_owned(),
        inputs: inputs
            .iter()
            .filter_map(|(name, of)| Some(FormulaInput { name: (*name).to_owned(), kpi_id: *ids.get(of)? }))
            .collect(),
        missing: Some(Missing::NoValue),
    };
    let churn = share("lost / customers * 100", &[("lost", "Customers lost"), ("customers", "Customers")]);
    let revenue = share("revenue / customers", &[("revenue", "Monthly recurring revenue"), ("customers", "Customers")]);
    computed(
        tx,
        "Churn",
        "Customers lost, of a hundred.",
        (KpiKind::Percent, ""),
        (DOWN, [1.0, 1.4, 2.0, 5.0]),
        churn,
    )?;
    let per_customer = (UP, [180_000.0, 175_000.0, 160_000.0, 90_000.0]);
    let what = "What a customer pays a month.";
    computed(tx, "Revenue per customer", what, (KpiKind::Money, "EUR"), per_customer, revenue)
}

/// What a further team wants is watched as well, since before it was wanted: the lines are drawn between where it stood
/// and where it is to be.
fn of_crew(crew: &'static Crew, lead: &'static str) -> Watched {
    let Measured(name, unit, start, target, _) = crew.measured;
    let between = |way: f64| (((start + (target - start) * way) * 10.0).round() / 10.0).max(0.0);
    Watched {
        name,
        description: crew.aim,
        owner: lead,
        for_team: true,
        visibility: Visibility::Organisation,
        kind: if unit == "%" { KpiKind::Percent } else { KpiKind::Number },
        unit: if unit == "%" { "" } else { unit },
        decimals: if (target - start).abs() < 20.0 { 1 } else { 0 },
        frequency: Grain::Month,
        aggregation: Aggregation::Last,
        gauge: (if target > start { UP } else { DOWN }, [target, between(0.6), between(0.2), between(-0.5)]),
        course: goes(between(-0.3), between(0.7), (target - start).abs() / 8.0),
    }
}

fn owner(tx: &mut TenantTx<'_>, name: &str) -> Result<(PersonId, &'static str), Failure> {
    let somebody = everybody(usize::MAX).find(|person| person.name == name);
    let somebody = somebody.ok_or_else(|| Failure::fault(anyhow::anyhow!("{name} is nobody")))?;
    Ok((queries::person(tx, somebody.name)?, somebody.team))
}

fn set_one(tx: &mut TenantTx<'_>, watched: &Watched) -> Result<KpiId, Failure> {
    let (owner, team) = owner(tx, watched.owner)?;
    let new = NewKpi {
        name: watched.name.to_owned(),
        description: watched.description.to_owned(),
        owner_id: Some(owner),
        team_id: if watched.for_team { crate::teams::of_name(tx, team)? } else { None },
        team_answers: ANSWERED_BY_TEAMS.contains(&watched.name),
        visibility: watched.visibility,
        kind: watched.kind,
        unit: Some(watched.unit.to_owned()).filter(|unit| !unit.is_empty()),
        decimals: Some(watched.decimals),
        gauge: gauge(watched.gauge),
        frequency: watched.frequency,
        aggregation: watched.aggregation,
        formula: None,
    };
    Ok(kpis::add(tx, &new, owner)?.kpi.id)
}

fn computed(
    tx: &mut TenantTx<'_>,
    name: &str,
    description: &str,
    (kind, unit): (KpiKind, &str),
    held: (KpiDirection, [f64; 4]),
    formula: NewFormula,
) -> Result<(), Failure> {
    let (owner, team) = owner(tx, "Grace Wanjiru")?;
    let new = NewKpi {
        name: name.to_owned(),
        description: description.to_owned(),
        owner_id: Some(owner),
        team_id: crate::teams::of_name(tx, team)?,
        team_answers: false,
        visibility: Visibility::Organisation,
        kind,
        unit: Some(unit.to_owned()).filter(|unit| !unit.is_empty()),
        decimals: Some(2),
        gauge: gauge(held),
        frequency: Grain::Month,
        aggregation: Aggregation::Last,
        formula: Some(formula),
    };
    kpis::add(tx, &new, owner).map(drop)
}

fn gauge((direction, [one, two, three, four]): (KpiDirection, [f64; 4])) -> Gauge {
    let within = direction == KpiDirection::Within;
    Gauge {
        direction,
        target: (!within).then_some(one),
        low: within.then_some(one),
        high: within.then_some(two),
        watch: Some(if within { three } else { two }),
        unhealthy: Some(if within { four } else { three }),
        hard: (!within).then_some(four),
    }
}

/// One value for each period, dated within it; days only for the last year.
fn values(watched: &Watched, today: NaiveDate) -> Vec<(NaiveDate, f64)> {
    let grain = watched.frequency;
    let since = if grain == Grain::Day { Months::new(12) } else { Months::new(24) };
    let first = today.checked_sub_months(since).unwrap_or(today);
    let starts = grain.spans(first, today, WeekStart::Monday, 800);
    let course = &watched.course;
    let over = starts.len().saturating_sub(1);
    // What runs to the end of its period isn't known before that.
    let known = if grain == Grain::Day { starts.len() } else { over };
    let known = known.saturating_sub(course.missing as usize);
    let mut values = Vec::with_capacity(known);
    for (index, start) in starts.iter().take(known).enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "some hundred periods")]
        let way = index as f64 / over.max(1) as f64;
        let wave = wander(watched.name, index);
        let mut value = course.from + (course.to - course.from) * way + course.wander * wave;
        if known - index <= course.wrong as usize {
            value *= course.factor;
        }
        let on = grain.end(*start).min(today);
        if grain == Grain::Day && on.weekday().number_from_monday() > 5 && watched.name == "Office temperature" {
            continue;
        }
        values.push((on, rounded(watched, value.max(0.0))));
    }
    values
}

fn rounded(watched: &Watched, value: f64) -> f64 {
    if watched.kind == KpiKind::Money {
        return (value / 100_000.0).round() * 100_000.0;
    }
    let most = if watched.kind == KpiKind::Percent { 100.0 } else { f64::INFINITY };
    let digits = 10_f64.powi(i32::from(watched.decimals));
    ((value * digits).round() / digits).min(most)
}

/// Between -1 and 1.
fn wander(name: &str, index: usize) -> f64 {
    f64::from(u32::try_from(lot::draw(name, index) % 2_001).unwrap_or(1_000)) / 1_000.0 - 1.0
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{WATCHED, crowd, gauge, of_crew, values};

    #[test]
    fn lines_and_values_are_such_as_the_app_takes() {
        let today = NaiveDate::from_ymd_opt(2026, 5, 20).expect("a day");
        let further: Vec<_> = crowd::crews(usize::MAX).into_iter().map(|(crew, lead)| of_crew(crew, lead)).collect();
        for watched in WATCHED.iter().chain(&further) {
            assert!(gauge(watched.gauge).check(watched.kind).is_ok(), "{}", watched.name);
            let values = values(watched, today);
            assert!(values.len() >= 6 && values.iter().all(|(day, value)| *day <= today && *value >= 0.0));
            assert!(WATCHED.iter().chain(&further).filter(|other| other.name == watched.name).count() == 1);
        }
    }
}
