//! Feedback activity: how much was said in each week, as far as the actor may read it. Never what.

mod queries;

use chrono::NaiveDate;
use shared::{
    analytics::{
        DashboardFilter, ExportFeedbackCsv, ExportFeedbackPdf, ExportFeedbackXlsx, FeedbackCounts, FeedbackDashboard,
        FeedbackPieceFilter, FeedbackPieceKind, FeedbackWeek, ListFeedbackPieces, ReadFeedbackDashboard, Stretch,
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
use queries::{Counted, Position, Span};

pub(super) fn show(ask: &Ask<ReadFeedbackDashboard>, tx: &mut TenantTx<'_>) -> Answered<ReadFeedbackDashboard> {
    let look = Look::of(tx, &ask.query)?;
    Ok(Reply::new(dashboard(tx, &look)?))
}

pub(super) fn list(ask: &Ask<ListFeedbackPieces>, tx: &mut TenantTx<'_>) -> Answered<ListFeedbackPieces> {
    let filter = FeedbackPieceFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("feedback_pieces", &filter)?, ask.query.limit.unwrap_or_default());
    let after = list.position::<Position>(ask.query.cursor.as_deref())?;
    let look = Look::of(tx, &filter.dashboard())?;
    let Some(span) = span_of(&look, filter.week) else {
        return Ok(Reply::new(Page { items: Vec::new(), next_cursor: None }));
    };
    let rows = queries::rows(tx, &look, span, filter.kind, after, limit.get())?;
    Ok(Reply::new(list.page(rows, limit, |row| Position(row.said_on, row.id), |row| row)?))
}

pub(super) fn as_csv(ask: &Ask<ExportFeedbackCsv>, tx: &mut TenantTx<'_>) -> Answered<ExportFeedbackCsv> {
    let look = Look::of(tx, &ask.query)?;
    Ok(Reply::new(sheets::csv(&pieces(tx, &look)?)?).as_file("feedback.csv"))
}

pub(super) fn as_xlsx(ask: &Ask<ExportFeedbackXlsx>, tx: &mut TenantTx<'_>) -> Answered<ExportFeedbackXlsx> {
    Ok(Reply::new(report(tx, &ask.query)?.xlsx()?).as_file("feedback.xlsx"))
}

pub(super) async fn as_pdf(call: MemberCall<ExportFeedbackPdf>) -> Answered<ExportFeedbackPdf> {
    report::pdf(call, report, "feedback.pdf").await
}

fn report(tx: &mut TenantTx<'_>, filter: &DashboardFilter) -> Result<Report, Failure> {
    let look = Look::of(tx, filter)?;
    let behind = pieces(tx, &look)?;
    let dashboard = dashboard(tx, &look)?;
    Report::of(tx, "Feedback activity", &look, by_week(&dashboard), behind)
}

fn dashboard(tx: &mut TenantTx<'_>, look: &Look) -> Result<FeedbackDashboard, Failure> {
    let asked: Vec<Span> = look.periods().flat_map(|period| spans(look, period)).collect();
    let counted = queries::counts(tx, look, &asked)?;
    let of = |period: &Stretch| {
        let id = period.id;
        counted.iter().filter(move |part| part.period_id == id)
    };
    let weeks = look.period.iter().flat_map(|period| {
        spans(look, period).map(|span| FeedbackWeek {
            starts_on: span.starts_on,
            ends_on: span.ends_on,
            counts: sum(of(period).filter(|part| part.ends_on == span.ends_on)),
        })
    });
    Ok(FeedbackDashboard {
        weeks: weeks.collect(),
        total: sum(look.period.iter().flat_map(of)),
        total_before: look.before.as_ref().map(|before| sum(of(before))),
        period: look.period.clone(),
        before: look.before.clone(),
    })
}

fn sum<'a>(parts: impl Iterator<Item = &'a Counted>) -> FeedbackCounts {
    parts.fold(FeedbackCounts::default(), |mut counts, part| {
        counts.add(part.kind, part.count);
        counts
    })
}

/// The weeks of a period that had begun by the day.
fn spans(look: &Look, period: &Stretch) -> impl Iterator<Item = Span> + use<> {
    let id = period.id;
    look.weeks(period).into_iter().map(move |(starts_on, ends_on)| Span { period: id, starts_on, ends_on })
}

/// The week of a day, or the whole period; `None` if there is no such week.
fn span_of(look: &Look, day: Option<NaiveDate>) -> Option<Span> {
    let period = look.period.as_ref()?;
    match day {
        Some(day) => spans(look, period).find(|span| (span.starts_on..=span.ends_on).contains(&day)),
        None => Some(Span { period: period.id, starts_on: period.starts_on, ends_on: period.ends_on.min(look.day) }),
    }
}

fn pieces(tx: &mut TenantTx<'_>, look: &Look) -> Result<Table, Failure> {
    let mut table = Table::new("Feedback", &[("Kind", 10), ("Day", 12), ("By", 26), ("About", 40), ("Id", 38)]);
    let span = span_of(look, None);
    let rows = match span {
        Some(span) => queries::rows(tx, look, span, None, None, MOST_ROWS as i64 + 1)?,
        None => Vec::new(),
    };
    for row in rows {
        let about: Vec<_> = row.about.into_iter().map(|person| person.name).collect();
        table.push(vec![
            Cell::word(row.kind.as_str()),
            Cell::Day(Some(row.said_on)),
            Cell::text(row.author.name),
            Cell::text(about.join(", ")),
            Cell::text(row.id.to_string()),
        ]);
    }
    table.within_bounds()
}

/// The table of the dashboard itself.
fn by_week(dashboard: &FeedbackDashboard) -> Table {
    let columns = [("Week from", 12), ("Until", 12), ("Praise", 10), ("Private", 10), ("Asked for", 10)];
    let mut table = Table::new("By week", &columns).with_bars(2..2 + FeedbackPieceKind::ALL.len());
    for week in &dashboard.weeks {
        let mut cells = vec![Cell::Day(Some(week.starts_on)), Cell::Day(Some(week.ends_on))];
        cells.extend(FeedbackPieceKind::ALL.iter().map(|kind| Cell::Count(week.counts.of(*kind))));
        table.push(cells);
    }
    table
}
