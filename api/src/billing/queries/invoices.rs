//! Statements of invoices.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    PgConnection, QueryResult, define_sql_function,
    dsl::min,
    insert_into,
    prelude::*,
    select,
    sql_types::{Integer, Text},
    update,
};
use shared::{
    billing::{InvoiceKind, InvoiceState},
    wire::{
        Limit,
        id::{InvoiceId, OrganisationId},
    },
};
use uuid::Uuid;

use super::super::rows::InvoiceRow;
use crate::db::{TenantTx, schema::invoices};

define_sql_function! {
    /// See the migration `billing`.
    fn next_billing_number(of_series: Text, of_year: Integer) -> BigInt;
}

/// The next number of a series of a year. Nobody gets another one of it before this transaction ends, so it is drawn by
/// whoever holds the organisation's books: two transactions of one organisation never wait for each other here.
pub(in crate::billing) fn next_number(tx: &mut TenantTx<'_>, series: &str, year: i32) -> QueryResult<String> {
    let number: i64 = select(next_billing_number(series, year)).get_result(tx.conn())?;
    Ok(format!("{series}-{year}-{number:06}"))
}

/// Issues it.
pub(in crate::billing) fn add(tx: &mut TenantTx<'_>, invoice: &InvoiceRow) -> QueryResult<()> {
    insert_into(invoices::table).values(invoice).execute(tx.conn())?;
    Ok(())
}

/// One of the organisation's.
pub(in crate::billing) fn read(tx: &mut TenantTx<'_>, id: InvoiceId) -> QueryResult<Option<InvoiceRow>> {
    invoices::table.find((tx.org(), id.0)).select(InvoiceRow::as_select()).first(tx.conn()).optional()
}

/// The same, held until the transaction ends.
pub(in crate::billing) fn hold(tx: &mut TenantTx<'_>, id: InvoiceId) -> QueryResult<Option<InvoiceRow>> {
    let row = invoices::table.find((tx.org(), id.0)).select(InvoiceRow::as_select());
    row.for_no_key_update().first(tx.conn()).optional()
}

/// Those to be paid, the oldest first.
pub(in crate::billing) fn open(tx: &mut TenantTx<'_>) -> QueryResult<Vec<InvoiceRow>> {
    invoices::table
        .filter(invoices::org_id.eq(tx.org()))
        .filter(invoices::state.eq(InvoiceState::Open.as_str()))
        .order((invoices::issued_at, invoices::id))
        .select(InvoiceRow::as_select())
        .load(tx.conn())
}

/// The earliest last day to pay for seats that are billed and not paid.
pub(in crate::billing) fn seats_due_on(tx: &mut TenantTx<'_>) -> QueryResult<Option<NaiveDate>> {
    invoices::table
        .filter(invoices::org_id.eq(tx.org()))
        .filter(invoices::state.eq(InvoiceState::Open.as_str()))
        .filter(invoices::kind.eq(InvoiceKind::Seats.as_str()))
        .select(min(invoices::due_on))
        .first(tx.conn())
}

/// Whether a term that begins on a day or later is billed.
pub(in crate::billing) fn is_billed(tx: &mut TenantTx<'_>, from_on: NaiveDate) -> QueryResult<bool> {
    let billed = invoices::table
        .filter(invoices::org_id.eq(tx.org()))
        .filter(invoices::kind.eq(InvoiceKind::Term.as_str()))
        .filter(invoices::from_on.ge(from_on))
        .filter(invoices::state.ne(InvoiceState::Void.as_str()));
    select(diesel::dsl::exists(billed)).get_result(tx.conn())
}

/// A page of them, latest first: those that come after one.
pub(in crate::billing) fn page(
    tx: &mut TenantTx<'_>,
    after: Option<(DateTime<Utc>, Uuid)>,
    limit: Limit,
) -> QueryResult<Vec<InvoiceRow>> {
    let mut rows = invoices::table.filter(invoices::org_id.eq(tx.org())).select(InvoiceRow::as_select()).into_boxed();
    if let Some((at, id)) = after {
        rows = rows.filter(invoices::issued_at.lt(at).or(invoices::issued_at.eq(at).and(invoices::id.lt(id))));
    }
    rows.order((invoices::issued_at.desc(), invoices::id.desc())).limit(limit.get() + 1).load(tx.conn())
}

/// Sets how it stands.
pub(in crate::billing) fn set_state(tx: &mut TenantTx<'_>, id: InvoiceId, state: InvoiceState) -> QueryResult<()> {
    update(invoices::table.find((tx.org(), id.0))).set(invoices::state.eq(state)).execute(tx.conn())?;
    Ok(())
}

/// It is paid, and has a receipt.
pub(in crate::billing) fn pay(tx: &mut TenantTx<'_>, id: InvoiceId, receipt: &str) -> QueryResult<InvoiceRow> {
    let paid = (
        invoices::state.eq(InvoiceState::Paid),
        invoices::paid_at.eq(Utc::now()),
        invoices::receipt_number.eq(receipt),
    );
    update(invoices::table.find((tx.org(), id.0))).set(paid).returning(InvoiceRow::as_returning()).get_result(tx.conn())
}

/// It is mailed.
pub(in crate::billing) fn mailed(tx: &mut TenantTx<'_>, id: InvoiceId) -> QueryResult<()> {
    update(invoices::table.find((tx.org(), id.0))).set(invoices::mailed_at.eq(Utc::now())).execute(tx.conn())?;
    Ok(())
}

/// Whose the invoice of a number is; before an organisation is entered.
pub(in crate::billing) fn numbered(
    conn: &mut PgConnection,
    number: &str,
) -> QueryResult<Option<(OrganisationId, InvoiceId)>> {
    let one = invoices::table.filter(invoices::number.eq(number)).select((invoices::org_id, invoices::id));
    one.first(conn).optional()
}
