//! The SQL of vulnerability reports, as the accounts role.

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryResult, delete,
    dsl::{exists, now},
    insert_into,
    prelude::*,
    select, update,
};
use uuid::Uuid;

use crate::db::schema::vulnerability_reports;

/// A report as it came in.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = vulnerability_reports)]
pub(super) struct Arrived {
    pub id: Uuid,
    pub reference: String,
    pub subject: String,
    pub what: String,
    pub place: Option<String>,
    pub steps: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub received_at: DateTime<Utc>,
}

/// A report and what has become of it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = vulnerability_reports)]
pub(super) struct ReportRow {
    pub id: Uuid,
    pub reference: String,
    pub subject: String,
    pub what: String,
    pub place: Option<String>,
    pub steps: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub received_at: DateTime<Utc>,
    pub acknowledged_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    pub reminders: i32,
}

/// Keeps a report.
pub(super) fn add(conn: &mut PgConnection, report: &Arrived) -> QueryResult<()> {
    insert_into(vulnerability_reports::table).values(report).execute(conn)?;
    Ok(())
}

/// Every report: first those that wait for somebody, oldest first, then the others.
pub(super) fn all(conn: &mut PgConnection) -> QueryResult<Vec<ReportRow>> {
    let settled =
        vulnerability_reports::acknowledged_at.is_not_null().or(vulnerability_reports::closed_at.is_not_null());
    vulnerability_reports::table
        .order((settled, vulnerability_reports::received_at))
        .select(ReportRow::as_select())
        .load(conn)
}

/// The report of a reference, held until the transaction ends.
pub(super) fn named(conn: &mut PgConnection, reference: &str) -> QueryResult<Option<ReportRow>> {
    vulnerability_reports::table
        .filter(vulnerability_reports::reference.eq(reference))
        .select(ReportRow::as_select())
        .for_update()
        .first(conn)
        .optional()
}

/// Reports that nobody has acknowledged, each held until the transaction ends; those that another replica holds are left
/// to it.
pub(super) fn waiting(conn: &mut PgConnection) -> QueryResult<Vec<ReportRow>> {
    vulnerability_reports::table
        .filter(vulnerability_reports::acknowledged_at.is_null().and(vulnerability_reports::closed_at.is_null()))
        .order(vulnerability_reports::received_at)
        .select(ReportRow::as_select())
        .for_update()
        .skip_locked()
        .load(conn)
}

/// Whether one that came before has been acknowledged by nobody.
pub(super) fn is_one_waiting_since(conn: &mut PgConnection, before: DateTime<Utc>) -> QueryResult<bool> {
    let waiting = vulnerability_reports::table
        .filter(vulnerability_reports::acknowledged_at.is_null().and(vulnerability_reports::closed_at.is_null()))
        .filter(vulnerability_reports::received_at.lt(before));
    select(exists(waiting)).get_result(conn)
}

/// Notes how often the operator was reminded.
pub(super) fn reminded(conn: &mut PgConnection, id: Uuid, reminders: i32) -> QueryResult<()> {
    update(vulnerability_reports::table.find(id)).set(vulnerability_reports::reminders.eq(reminders)).execute(conn)?;
    Ok(())
}

/// Notes that a person has acknowledged it now.
pub(super) fn acknowledge(conn: &mut PgConnection, id: Uuid) -> QueryResult<()> {
    update(vulnerability_reports::table.find(id)).set(vulnerability_reports::acknowledged_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Notes that it is done with.
pub(super) fn close(conn: &mut PgConnection, id: Uuid) -> QueryResult<()> {
    update(vulnerability_reports::table.find(id)).set(vulnerability_reports::closed_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Deletes what was closed before, and who sent it with it.
pub(super) fn sweep(conn: &mut PgConnection, before: DateTime<Utc>) -> QueryResult<usize> {
    delete(vulnerability_reports::table.filter(vulnerability_reports::closed_at.lt(before))).execute(conn)
}
