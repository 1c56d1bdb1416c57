//! Goal progress: how many objectives stand how, by team, beside the period before.

mod queries;

use std::collections::BTreeMap;

use shared::{
    analytics::{
        DashboardFilter, ExportGoalsCsv, ExportGoalsPdf, ExportGoalsXlsx, GoalDashboard, GoalFigures,
        ReadGoalDashboard, TeamFigures,
    },
    goals::{
        ObjectiveFilter,
        rules::{kinds::GoalStatus, pace::Span, progress::shown},
    },
    home::StatusCount,
    people::TeamRef,
    wire::{PeriodId, TeamId},
};

use super::{
    look::Look,
    report::{self, Report},
    teams,
};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, MemberCall, Reply},
    sheets::{self, Cell, MOST_ROWS, Table},
};
use queries::Part;

pub(super) fn show(ask: &Ask<ReadGoalDashboard>, tx: &mut TenantTx<'_>) -> Answered<ReadGoalDashboard> {
    let look = Look::of(tx, &ask.query)?;
    Ok(Reply::new(dashboard(tx, &look)?))
}

pub(super) fn as_csv(ask: &Ask<ExportGoalsCsv>, tx: &mut TenantTx<'_>) -> Answered<ExportGoalsCsv> {
    let look = Look::of(tx, &ask.query)?;
    Ok(Reply::new(sheets::csv(&objectives(tx, &look)?)?).as_file("goals.csv"))
}

pub(super) fn as_xlsx(ask: &Ask<ExportGoalsXlsx>, tx: &mut TenantTx<'_>) -> Answered<ExportGoalsXlsx> {
    Ok(Reply::new(report(tx, &ask.query)?.xlsx()?).as_file("goals.xlsx"))
}

pub(super) async fn as_pdf(call: MemberCall<ExportGoalsPdf>) -> Answered<ExportGoalsPdf> {
    report::pdf(call, report, "goals.pdf").await
}

fn report(tx: &mut TenantTx<'_>, filter: &DashboardFilter) -> Result<Report, Failure> {
    let look = Look::of(tx, filter)?;
    let behind = objectives(tx, &look)?;
    let dashboard = dashboard(tx, &look)?;
    Report::of(tx, "Goal progress", &look, by_team(&dashboard), behind)
}

fn dashboard(tx: &mut TenantTx<'_>, look: &Look) -> Result<GoalDashboard, Failure> {
    let parts = queries::parts(tx, look)?;
    let of = |period: PeriodId| parts.iter().filter(move |part| part.period_id == period);
    let now: Vec<&Part> = look.period.iter().flat_map(|period| of(period.id)).collect();
    let earlier: Vec<&Part> = look.before.iter().flat_map(|period| of(period.id)).collect();
    let mut names: BTreeMap<Option<TeamId>, &str> = BTreeMap::new();
    for part in now.iter().chain(&earlier) {
        names.insert(part.team_id, part.team_name.as_deref().unwrap_or_default());
    }
    let has_before = look.before.is_some();
    let in_team = |parts: &[&Part], team| figures(parts.iter().copied().filter(|part| part.team_id == team));
    let mut teams: Vec<TeamFigures> = names
        .into_iter()
        .map(|(team, name)| TeamFigures {
            team: team.map(|id| TeamRef { id, name: name.to_owned() }),
            figures: in_team(&now, team),
            before: has_before.then(|| in_team(&earlier, team)),
        })
        .collect();
    teams::order(&mut teams, |row| row.team.as_ref());
    Ok(GoalDashboard {
        total: figures(now.into_iter()),
        total_before: has_before.then(|| figures(earlier.into_iter())),
        teams,
        period: look.period.clone(),
        before: look.before.clone(),
    })
}

fn figures<'a>(parts: impl Iterator<Item = &'a Part>) -> GoalFigures {
    let (mut counts, mut measured) = (BTreeMap::new(), 0);
    let (mut count, mut progress, mut expected) = (0, 0.0, 0.0);
    for part in parts {
        *counts.entry(part.status.as_str()).or_insert(0) += part.count;
        count += part.count;
        measured += part.measured;
        progress += part.progress;
        expected += part.expected;
    }
    let mean = |sum: f64| (measured > 0).then(|| sum / measured as f64);
    let by_status = GoalStatus::ALL
        .iter()
        .filter_map(|status| counts.get(status.as_str()).map(|count| StatusCount { status: *status, count: *count }));
    GoalFigures { count, by_status: by_status.collect(), mean_progress: mean(progress), expected: mean(expected) }
}

/// The list of objectives that a dashboard counts.
fn behind(look: &Look) -> Option<ObjectiveFilter> {
    let period = look.period.as_ref()?.id;
    Some(ObjectiveFilter {
        period: Some(period),
        team: look.team,
        owner: look.person,
        scope: Some(look.scope),
        agreed: Some(true),
        ..ObjectiveFilter::default()
    })
}

fn objectives(tx: &mut TenantTx<'_>, look: &Look) -> Result<Table, Failure> {
    let most = MOST_ROWS as i64 + 1;
    let rows = match (behind(look), look.past) {
        (Some(filter), None) => queries::rows(tx, &filter, most)?,
        (Some(_), Some(day)) => queries::past_rows(tx, look, day, most)?,
        (None, _) => Vec::new(),
    };
    let mut table = Table::new(
        "Objectives",
        &[
            ("Objective", 48),
            ("Level", 13),
            ("Owner", 24),
            ("Team", 24),
            ("Period", 12),
            ("State", 12),
            ("Status", 12),
            ("Progress", 10),
            ("Expected", 10),
            ("Score", 8),
            ("First day", 12),
            ("Last day", 12),
            ("Id", 38),
        ],
    );
    for row in rows {
        let span = Span { from: row.starts_on, to: row.ends_on };
        table.push(vec![
            Cell::text(row.title),
            Cell::word(row.level.as_str()),
            Cell::text(row.owner_name),
            Cell::text(row.team_name.unwrap_or_default()),
            Cell::text(row.period_name),
            Cell::word(row.state.as_str()),
            Cell::word(row.status.as_str()),
            Cell::Share(row.progress.map(shown)),
            Cell::Share(Some(span.expected_progress(look.day))),
            Cell::Share(row.score),
            Cell::Day(Some(row.starts_on)),
            Cell::Day(Some(row.ends_on)),
            Cell::text(row.id.to_string()),
        ]);
    }
    table.within_bounds()
}

/// The table of the dashboard itself.
fn by_team(dashboard: &GoalDashboard) -> Table {
    let mut columns = vec![("Team", 30), ("Objectives", 11), ("Mean progress", 14), ("Expected", 10)];
    columns.extend(GoalStatus::ALL.iter().map(|status| (heading(*status), 12)));
    columns.extend([("Objectives before", 18), ("Mean progress before", 21)]);
    let mut table = Table::new("By team", &columns).with_bars(4..4 + GoalStatus::ALL.len()).with_total();
    let all = TeamFigures { team: None, figures: dashboard.total.clone(), before: dashboard.total_before.clone() };
    for (name, row) in dashboard.teams.iter().map(|row| (None, row)).chain([(Some("All"), &all)]) {
        let team = teams::called(row.team.as_ref());
        let figures = &row.figures;
        let mut cells = vec![
            Cell::text(name.unwrap_or(team)),
            Cell::Count(figures.count),
            Cell::Share(figures.mean_progress),
            Cell::Share(figures.expected),
        ];
        cells.extend(GoalStatus::ALL.iter().map(|status| Cell::Count(count_of(figures, *status))));
        cells.push(row.before.as_ref().map_or(Cell::Share(None), |before| Cell::Count(before.count)));
        cells.push(Cell::Share(row.before.as_ref().and_then(|before| before.mean_progress)));
        table.push(cells);
    }
    table
}

fn count_of(figures: &GoalFigures, status: GoalStatus) -> i64 {
    figures.by_status.iter().find(|part| part.status == status).map_or(0, |part| part.count)
}

/// The heading over how many stand like this.
const fn heading(status: GoalStatus) -> &'static str {
    match status {
        GoalStatus::NotStarted => "Not started",
        GoalStatus::OnTrack => "On track",
        GoalStatus::AtRisk => "At risk",
        GoalStatus::OffTrack => "Off track",
        GoalStatus::Outdated => "Outdated",
        GoalStatus::Achieved => "Achieved",
        GoalStatus::Missed => "Missed",
        GoalStatus::Cancelled => "Cancelled",
    }
}
