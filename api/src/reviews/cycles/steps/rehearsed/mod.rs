//! A rehearsal row by row: who gets what, from whom and until when.

mod queries;

use shared::reviews::{
    ExportRehearsalCsv, ListRehearsedPeople, RehearsalFilter, RehearsedPerson, RehearsedWriter, ReviewFlag, ReviewLack,
    ReviewRelation,
};

use self::queries::Position;
use super::{lacking, sides};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply, paging::List},
    reviews::cycles::{queries::form, rows::CycleRow},
    sheets::{self, Cell, MOST_ROWS, Table},
};

const COLUMNS: [(&str, u16); 8] = [
    ("Person", 28),
    ("Manager", 28),
    ("Side", 12),
    ("Who writes", 28),
    ("Due", 12),
    ("Missing", 28),
    ("Worth a look", 40),
    ("Id", 38),
];

pub(in crate::reviews) fn list(ask: &Ask<ListRehearsedPeople>, tx: &mut TenantTx<'_>) -> Answered<ListRehearsedPeople> {
    let cycle = ask.read::<CycleRow>(tx, ask.params.id)?.into_inner();
    let filter = RehearsalFilter { cursor: None, limit: None, ..ask.query.clone() };
    let limit = ask.query.limit.unwrap_or_default();
    let list = List::new("rehearsed-people", &(cycle.id, &filter))?;
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = people(tx, &cycle, &filter, after, limit.get() + 1)?;
    Ok(Reply::new(list.page(rows, limit, |row| (row.person.name.clone(), row.person.id), |row| row)?))
}

pub(in crate::reviews) fn as_csv(ask: &Ask<ExportRehearsalCsv>, tx: &mut TenantTx<'_>) -> Answered<ExportRehearsalCsv> {
    let cycle = ask.read::<CycleRow>(tx, ask.params.id)?.into_inner();
    // One more than a file holds, so that what doesn't fit is refused and not cut off.
    let most = i64::try_from(MOST_ROWS + 1).unwrap_or(i64::MAX);
    let mut table = Table::new("Rehearsal", &COLUMNS);
    for person in people(tx, &cycle, &RehearsalFilter::default(), None, most)? {
        lines(&person).into_iter().for_each(|line| table.push(line));
    }
    Ok(Reply::new(sheets::csv(&table.within_bounds()?)?).as_file("rehearsal.csv"))
}

fn people(
    tx: &mut TenantTx<'_>,
    cycle: &CycleRow,
    filter: &RehearsalFilter,
    after: Option<Position>,
    most: i64,
) -> Result<Vec<RehearsedPerson>, Failure> {
    let (_, form) = form(tx, cycle.template_id, cycle.form_number)?;
    // What an author has to hand in is no gap of whom they write about.
    let lacks = lacking(cycle, &form).filter(|lack| *lack != ReviewLack::Submission);
    queries::people(tx, (cycle.id, sides(&form).as_slice(), lacks), filter, after, most)
}

/// A line for each review; for who gets none, one that says so by being empty.
fn lines(person: &RehearsedPerson) -> Vec<Vec<Cell>> {
    if person.writers.is_empty() {
        return vec![line(person, None)];
    }
    person.writers.iter().map(|writer| line(person, Some(writer))).collect()
}

fn line(person: &RehearsedPerson, writer: Option<&RehearsedWriter>) -> Vec<Cell> {
    let flags: Vec<_> = person.flags.iter().map(|flag| flagged(*flag)).collect();
    vec![
        Cell::text(&person.person.name),
        Cell::text(person.manager.as_ref().map(|manager| manager.name.clone()).unwrap_or_default()),
        Cell::text(writer.map(|writer| side(writer.relation)).unwrap_or_default()),
        Cell::text(writer.map(|writer| writer.person.name.clone()).unwrap_or_default()),
        Cell::Day(writer.map(|writer| writer.due_on)),
        Cell::text(person.lacks.map(missing).unwrap_or_default()),
        Cell::text(flags.join("; ")),
        Cell::text(person.person.id.to_string()),
    ]
}

const fn side(relation: ReviewRelation) -> &'static str {
    match relation {
        ReviewRelation::Own => "Self",
        ReviewRelation::Manager => "Manager",
        ReviewRelation::Peer => "Peer",
        ReviewRelation::Upward => "Report",
    }
}

const fn missing(lack: ReviewLack) -> &'static str {
    match lack {
        ReviewLack::Manager => "No manager to write",
        ReviewLack::Peers => "Peers aren't settled, or too few",
        ReviewLack::Submission => "A review to hand in",
        ReviewLack::Rating => "No rating, and nobody said why",
        ReviewLack::Release => "Not released",
    }
}

const fn flagged(flag: ReviewFlag) -> &'static str {
    match flag {
        ReviewFlag::RunsCycles => "Runs cycles as an Admin",
        ReviewFlag::OtherCycle => "Is in another running cycle",
        ReviewFlag::FewReports => "Too few reports to ask without names",
        ReviewFlag::ManagerIsPeer => "Their manager writes as a peer",
        ReviewFlag::ReportIsPeer => "Somebody they lead writes as a peer",
    }
}
