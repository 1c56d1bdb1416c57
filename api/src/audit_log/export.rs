//! The log as a file.

use shared::{
    access::Relation,
    audit_log::{AuditEvent, AuditExport, AuditFilter, ExportAuditCsv, ExportAuditNdjson, FieldChange},
};

use super::{queries, routes, rows::EventRow};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    sheets::{self, Cell, MOST_ROWS, Table},
};

/// Events read at once: what they changed is larger than what becomes of it in the file.
const AT_ONCE: usize = 1000;

const COLUMNS: &[(&str, u16)] = &[
    ("When (UTC)", 20),
    ("Who", 24),
    ("What", 28),
    ("On what", 32),
    ("Changes", 60),
    ("Address", 18),
    ("Device", 30),
    ("Request", 38),
    ("Id", 38),
];

pub(super) fn as_csv(ask: &Ask<ExportAuditCsv>, tx: &mut TenantTx<'_>) -> Answered<ExportAuditCsv> {
    ask.require(tx, Relation::Organisation)?;
    let mut table = Table::new("Audit log", COLUMNS);
    each(tx, &ask.query, |event| {
        table.push(line(event));
        Ok(())
    })?;
    Ok(Reply::new(sheets::csv(&table)?).as_file("audit-log.csv"))
}

pub(super) fn as_ndjson(ask: &Ask<ExportAuditNdjson>, tx: &mut TenantTx<'_>) -> Answered<ExportAuditNdjson> {
    ask.require(tx, Relation::Organisation)?;
    let mut file = Vec::new();
    each(tx, &ask.query, |event| {
        serde_json::to_writer(&mut file, &event).map_err(Failure::fault)?;
        file.push(b'\n');
        Ok(())
    })?;
    Ok(Reply::new(file).as_file("audit-log.ndjson"))
}

/// Hands over what is asked for, latest first; 422 if it is more than a file has.
fn each(
    tx: &mut TenantTx<'_>,
    asked: &AuditExport,
    mut take: impl FnMut(AuditEvent) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let filter = AuditFilter::from(asked.clone());
    routes::days(&filter)?;
    let (mut after, mut taken) = (None, 0);
    loop {
        let rows = queries::page(tx, &filter, after, i64::try_from(AT_ONCE).unwrap_or(i64::MAX))?;
        let (read, last) = (rows.len(), rows.last().map(EventRow::position));
        taken += read;
        if taken > MOST_ROWS {
            return Err(Failure::field("from", &format!("too_many:{MOST_ROWS}")));
        }
        routes::shown(tx, rows)?.into_iter().try_for_each(&mut take)?;
        if read < AT_ONCE {
            return Ok(());
        }
        after = last;
    }
}

fn line(event: AuditEvent) -> Vec<Cell> {
    let changes: Vec<String> = event.changes.iter().map(change).collect();
    vec![
        Cell::text(event.at.format("%Y-%m-%d %H:%M:%S").to_string()),
        Cell::text(event.actor.map(|actor| who(actor.name, event.by_service)).unwrap_or_default()),
        Cell::text(event.kind),
        Cell::text(event.resource.map(|thing| thing.name).unwrap_or_default()),
        Cell::text(changes.join("; ")),
        Cell::text(event.address),
        Cell::text(event.device.unwrap_or_default()),
        Cell::text(event.request_id),
        Cell::text(event.resource_id.map(|id| id.to_string()).unwrap_or_default()),
    ]
}

/// A program is told from people of the same name.
fn who(name: String, by_service: bool) -> String {
    if by_service { format!("{name} (service account)") } else { name }
}

fn change(change: &FieldChange) -> String {
    let FieldChange { field, before, after } = change;
    let (before, after) = (before.as_deref().unwrap_or("–"), after.as_deref().unwrap_or("–"));
    if field.is_empty() { format!("{before} → {after}") } else { format!("{field}: {before} → {after}") }
}
