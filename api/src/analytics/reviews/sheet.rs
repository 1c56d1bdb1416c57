//! The dashboard's tables for files.

use shared::{
    analytics::{ReviewCounts, ReviewDashboard, ReviewStanding},
    reviews::PacketState,
};

use super::super::teams;
use crate::{
    http::Failure,
    sheets::{Cell, Table},
};

/// The states as files order them: as they follow each other.
const STATES: [(PacketState, &str); 3] = [
    (PacketState::Collecting, "Not released"),
    (PacketState::Released, "Released"),
    (PacketState::Acknowledged, "Answered"),
];

/// How a state is called in files.
fn state(state: PacketState) -> &'static str {
    STATES.iter().find(|(known, _)| *known == state).map_or("", |(_, name)| name)
}

/// What stands behind the dashboard.
pub(super) fn rows(standings: Vec<ReviewStanding>) -> Result<Table, Failure> {
    let columns = [
        ("Person", 28),
        ("Team", 24),
        ("Manager", 24),
        ("Cycle", 28),
        ("Due", 12),
        ("State", 13),
        ("Reviews", 9),
        ("Handed in", 10),
        ("Rating", 22),
        ("Id", 38),
    ];
    let mut table = Table::new("Reviews", &columns);
    for row in standings {
        table.push(vec![
            Cell::text(row.subject.name),
            Cell::text(row.team.map(|team| team.name).unwrap_or_default()),
            Cell::text(row.manager.map(|manager| manager.name).unwrap_or_default()),
            Cell::text(row.cycle.name),
            Cell::Day(Some(row.write_by)),
            Cell::text(state(row.state)),
            Cell::Count(row.reviews),
            Cell::Count(row.submitted),
            Cell::text(row.rating.unwrap_or_default()),
            Cell::text(row.packet.to_string()),
        ]);
    }
    table.within_bounds()
}

/// The table of the dashboard itself.
pub(super) fn by_team(dashboard: &ReviewDashboard) -> Table {
    let mut columns = vec![("Team", 30), ("People", 8)];
    columns.extend(STATES.iter().map(|(_, name)| (*name, 13)));
    columns.extend([("Reviews", 9), ("Handed in", 10), ("Share handed in", 15), ("People before", 13)]);
    let mut table = Table::new("By team", &columns).with_bars(2..2 + STATES.len()).with_total();
    for row in &dashboard.teams {
        table.push(line(teams::called(row.team.as_ref()), row.counts, row.before));
    }
    table.push(line("All", dashboard.total, dashboard.total_before));
    table
}

fn line(name: &str, counts: ReviewCounts, before: Option<ReviewCounts>) -> Vec<Cell> {
    let mut cells = vec![Cell::text(name), Cell::Count(counts.people())];
    cells.extend(STATES.iter().map(|(state, _)| Cell::Count(counts.of(*state))));
    cells.extend([
        Cell::Count(counts.reviews),
        Cell::Count(counts.submitted),
        Cell::Share(counts.submitted_share()),
        before.map_or(Cell::Number(None), |before| Cell::Count(before.people())),
    ]);
    cells
}
