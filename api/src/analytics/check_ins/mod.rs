//! Check-in health: how many key results had their check-in when they should have, week by week.

mod queries;

use chrono::NaiveDate;
use shared::{
    analytics::{
        CheckInDashboard, CheckInHealth, CheckInHealthFilter, CheckInWeek, DashboardFilter, ExportCheckInsCsv,
        ExportCheckInsPdf, ExportCheckInsXlsx, HealthCounts, ListCheckInHealth, ReadCheckInDashboard, Stretch,
    },
    wire::Page,
};

use super::{
    look::Look,
    report::{self, Report},
};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, MemberCall, Reply, paging::List},
    sheets::{self, Cell, MOST_ROWS, Table},
};
use queries::{Counted, Position, WeekEnd};

pub(super) fn show(ask: &Ask<ReadCheckInDashboard>, tx: &mut TenantTx<'_>) -> Answered<ReadCheckInDashboard> {
    let look = Look::of(tx, &ask.query)?;
    Ok(Reply::new(dashboard(tx, &look)?))
}

pub(super) fn list(ask: &Ask<ListCheckInHealth>, tx: &mut TenantTx<'_>) -> Answered<ListCheckInHealth> {
    let filter = CheckInHealthFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("check_in_health", &filter)?, ask.query.limit.unwrap_or_default());
    let after = list.position::<Position>(ask.query.cursor.as_deref())?;
    let look = Look::of(tx, &filter.dashboard())?;
    let Some(week) = week_of(&look, filter.week) else {
        return Ok(Reply::new(Page { items: Vec::new(), next_cursor: None }));
    };
    let rows = queries::rows(tx, &look, week, filter.health, after, limit.get())?;
    Ok(Reply::new(list.page(rows, limit, |row| Position(row.due_on, row.key_result_id), |row| row)?))
}

pub(super) fn as_csv(ask: &Ask<ExportCheckInsCsv>, tx: &mut TenantTx<'_>) -> Answered<ExportCheckInsCsv> {
    let look = Look::of(tx, &ask.query)?;
    Ok(Reply::new(sheets::csv(&key_results(tx, &look)?)?).as_file("check-ins.csv"))
}

pub(super) fn as_xlsx(ask: &Ask<ExportCheckInsXlsx>, tx: &mut TenantTx<'_>) -> Answered<ExportCheckInsXlsx> {
    Ok(Reply::new(report(tx, &ask.query)?.xlsx()?).as_file("check-ins.xlsx"))
}

pub(super) async fn as_pdf(call: MemberCall<ExportCheckInsPdf>) -> Answered<ExportCheckInsPdf> {
    report::pdf(call, report, "check-ins.pdf").await
}

fn report(tx: &mut TenantTx<'_>, filter: &DashboardFilter) -> Result<Report, Failure> {
    let look = Look::of(tx, filter)?;
    let behind = key_results(tx, &look)?;
    let dashboard = dashboard(tx, &look)?;
    Report::of(tx, "Check-in health", &look, by_week(&dashboard), behind)
}

fn dashboard(tx: &mut TenantTx<'_>, look: &Look) -> Result<CheckInDashboard, Failure> {
    let ends: Vec<WeekEnd> = look
        .periods()
        .flat_map(|period| look.weeks(period).into_iter().map(|(_, ends_on)| (period.id, ends_on)))
        .collect();
    let counted = queries::counts(tx, look, &ends)?;
    let of = |period: &Stretch| {
        let id = period.id;
        counted.iter().filter(move |part| part.period_id == id)
    };
    let weeks = look.period.iter().flat_map(|period| {
        look.weeks(period).into_iter().map(|(starts_on, ends_on)| CheckInWeek {
            starts_on,
            ends_on,
            counts: sum(of(period).filter(|part| part.ends_on == ends_on)),
        })
    });
    Ok(CheckInDashboard {
        weeks: weeks.collect(),
        total: sum(look.period.iter().flat_map(of)),
        total_before: look.before.as_ref().map(|before| sum(of(before))),
        period: look.period.clone(),
        before: look.before.clone(),
    })
}

fn sum<'a>(parts: impl Iterator<Item = &'a Counted>) -> HealthCounts {
    parts.fold(HealthCounts::default(), |mut counts, part| {
        counts.add(part.health, part.count);
        counts
    })
}

/// The week of a day, or the latest; `None` if the period has no such week yet.
fn week_of(look: &Look, day: Option<NaiveDate>) -> Option<WeekEnd> {
    let period = look.period.as_ref()?;
    let mut weeks = look.weeks(period).into_iter();
    let (_, ends_on) = match day {
        Some(day) => weeks.find(|(first, last)| (*first..=*last).contains(&day))?,
        None => weeks.next_back()?,
    };
    Some((period.id, ends_on))
}

fn key_results(tx: &mut TenantTx<'_>, look: &Look) -> Result<Table, Failure> {
    let mut table = Table::new(
        "Key results",
        &[
            ("Key result", 44),
            ("Objective", 44),
            ("Owner", 24),
            ("Check-in", 12),
            ("Last check-in", 14),
            ("Due", 12),
            ("Id", 38),
        ],
    );
    let week = week_of(look, None);
    let rows = match week {
        Some(week) => queries::rows(tx, look, week, None, None, MOST_ROWS as i64 + 1)?,
        None => Vec::new(),
    };
    for row in rows {
        table.push(vec![
            Cell::text(row.title),
            Cell::text(row.objective.title),
            Cell::text(row.owner.name),
            Cell::word(row.health.as_str()),
            Cell::Day(row.last_on),
            Cell::Day(Some(row.due_on)),
            Cell::text(row.key_result_id.to_string()),
        ]);
    }
    table.within_bounds()
}

/// The table of the dashboard itself.
fn by_week(dashboard: &CheckInDashboard) -> Table {
    let columns =
        [("Week from", 12), ("Until", 12), ("On time", 10), ("Late", 10), ("Outdated", 10), ("Share on time", 14)];
    let mut table = Table::new("By week", &columns).with_bars(2..2 + CheckInHealth::ALL.len());
    for week in &dashboard.weeks {
        let mut cells = vec![Cell::Day(Some(week.starts_on)), Cell::Day(Some(week.ends_on))];
        cells.extend(CheckInHealth::ALL.iter().map(|health| Cell::Count(week.counts.of(*health))));
        cells.push(Cell::Share(week.counts.on_time_share()));
        table.push(cells);
    }
    table
}
