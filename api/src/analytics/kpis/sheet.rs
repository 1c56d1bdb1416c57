//! The dashboard's tables for files.

use shared::{
    analytics::{KpiCounts, KpiDashboard, KpiMoment, KpiStanding},
    kpis::rules::{
        currency,
        kinds::{KpiKind, KpiState},
    },
};

use super::super::teams;
use crate::{
    http::Failure,
    sheets::{Cell, Table},
};

/// The states as files order them: best first, silence last.
const STATES: [(KpiState, &str); 4] = [
    (KpiState::Healthy, "Healthy"),
    (KpiState::Watch, "Watch"),
    (KpiState::Unhealthy, "Unhealthy"),
    (KpiState::NoData, "No data"),
];

/// How a state is called in files.
pub(super) fn state(state: KpiState) -> &'static str {
    STATES.iter().find(|(known, _)| *known == state).map_or("", |(_, name)| name)
}

/// The KPIs behind the dashboard.
pub(super) fn rows(standings: Vec<KpiStanding>) -> Result<Table, Failure> {
    let mut table = Table::new(
        "KPIs",
        &[
            ("KPI", 44),
            ("Owner", 24),
            ("Team", 24),
            ("State", 12),
            ("Value", 14),
            ("Unit", 10),
            ("Value of", 12),
            ("State before", 13),
            ("Value before", 14),
            ("Id", 38),
        ],
    );
    for row in standings {
        let (unit, scale) = unit(&row);
        let value = |moment: Option<KpiMoment>| Cell::Number(moment.and_then(|it| it.value).map(|it| it / scale));
        let (now, before) = (row.now, row.before);
        table.push(vec![
            Cell::text(row.kpi.name),
            Cell::text(row.owner.name),
            Cell::text(row.team.map(|team| team.name).unwrap_or_default()),
            Cell::text(state(now.state)),
            value(Some(now)),
            Cell::text(unit),
            Cell::Day(now.value_on),
            Cell::text(before.map(|it| state(it.state)).unwrap_or_default()),
            value(before),
            Cell::text(row.kpi.id.to_string()),
        ]);
    }
    table.within_bounds()
}

/// What a file calls the unit, and how many of the stored units are one of it: files hold amounts, not minor units.
fn unit(row: &KpiStanding) -> (String, f64) {
    match (row.kind, row.unit.as_deref()) {
        (KpiKind::Percent, _) => ("%".to_owned(), 1.0),
        (KpiKind::Money, Some(currency)) => (currency.to_owned(), currency::minor_units(currency)),
        (_, unit) => (unit.unwrap_or_default().to_owned(), 1.0),
    }
}

/// The table of the dashboard itself.
pub(super) fn by_team(dashboard: &KpiDashboard) -> Table {
    let mut columns = vec![("Team", 30), ("KPIs", 8)];
    columns.extend(STATES.iter().map(|(_, name)| (*name, 11)));
    columns.push(("Healthy of those with a value", 28));
    columns.extend([("KPIs before", 12), ("Healthy before", 14)]);
    let mut table = Table::new("By team", &columns).with_bars(2..2 + STATES.len()).with_total();
    for row in &dashboard.teams {
        table.push(line(teams::called(row.team.as_ref()), row.counts, row.before));
    }
    table.push(line("All", dashboard.total, dashboard.total_before));
    table
}

fn line(name: &str, counts: KpiCounts, before: Option<KpiCounts>) -> Vec<Cell> {
    let mut cells = vec![Cell::text(name), Cell::Count(counts.all())];
    cells.extend(STATES.iter().map(|(state, _)| Cell::Count(counts.of(*state))));
    cells.push(Cell::Share(counts.healthy_share()));
    cells.push(before.map_or(Cell::Number(None), |before| Cell::Count(before.all())));
    cells.push(before.map_or(Cell::Number(None), |before| Cell::Count(before.healthy)));
    cells
}
