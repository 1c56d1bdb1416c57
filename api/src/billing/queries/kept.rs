//! Statements of invoices of organisations that are gone, and of all there are, as the accounts role: before an organisation is
//! entered.

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryResult, delete,
    dsl::exists,
    prelude::*,
    select, sql_query,
    sql_types::{BigInt, Bool, Integer, Nullable, Text, Timestamptz},
    update,
};
use shared::billing::{Currency, InvoiceState, PaymentFlag, PaymentState};
use uuid::Uuid;

use super::super::rows::PaymentRow;
use crate::db::schema::{kept_invoices, kept_payments};

/// An invoice as the operator's list has it.
#[derive(Debug, Clone, QueryableByName)]
pub(in crate::billing) struct Listed {
    #[diesel(sql_type = Text)]
    pub number: String,
    #[diesel(sql_type = Timestamptz)]
    pub issued_at: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub state: InvoiceState,
    #[diesel(sql_type = Text)]
    pub currency: Currency,
    #[diesel(sql_type = BigInt)]
    pub vat_minor: i64,
    #[diesel(sql_type = BigInt)]
    pub total_minor: i64,
    /// Whether its organisation is gone.
    #[diesel(sql_type = Bool)]
    pub is_kept: bool,
}

/// All invoices of all organisations, those that are gone too, or those of a year; by number.
pub(in crate::billing) fn list(conn: &mut PgConnection, year: Option<i32>) -> QueryResult<Vec<Listed>> {
    sql_query(
        "SELECT a.number, a.issued_at, a.state, a.currency, a.vat_minor, a.total_minor, a.is_kept
         FROM (SELECT i.number, i.issued_at, i.state, i.currency, i.vat_minor, i.total_minor, false AS is_kept
               FROM invoices i
               UNION ALL
               SELECT k.number, k.issued_at, k.state, k.currency, k.vat_minor, k.total_minor, true FROM kept_invoices k) a
         WHERE $1 IS NULL OR a.number LIKE 'INV-' || $1::text || '-%'
         ORDER BY a.number",
    )
    .bind::<Nullable<Integer>, _>(year)
    .load(conn)
}

/// The kept invoice of a number.
pub(in crate::billing) fn numbered(conn: &mut PgConnection, number: &str) -> QueryResult<Option<Uuid>> {
    kept_invoices::table.filter(kept_invoices::number.eq(number)).select(kept_invoices::id).first(conn).optional()
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = kept_payments)]
struct KeptPayment {
    id: Uuid,
    invoice_id: Uuid,
    tx_ref: String,
    state: PaymentState,
    flag: Option<PaymentFlag>,
    minor: i64,
    currency: Currency,
    transaction_id: i64,
    paid_minor: Option<i64>,
    paid_currency: Option<String>,
    created_at: DateTime<Utc>,
    refunded_minor: Option<i64>,
}

impl From<KeptPayment> for PaymentRow {
    fn from(of: KeptPayment) -> Self {
        Self {
            id: of.id,
            invoice_id: of.invoice_id,
            tx_ref: of.tx_ref,
            state: of.state,
            flag: of.flag,
            link: None,
            minor: of.minor,
            currency: of.currency,
            transaction_id: Some(of.transaction_id),
            paid_minor: of.paid_minor,
            paid_currency: of.paid_currency,
            created_at: of.created_at,
            refunded_minor: of.refunded_minor,
        }
    }
}

/// What came in for a kept invoice, the first first.
pub(in crate::billing) fn payments(conn: &mut PgConnection, invoice: Uuid) -> QueryResult<Vec<PaymentRow>> {
    let rows: Vec<KeptPayment> = kept_payments::table
        .filter(kept_payments::invoice_id.eq(invoice))
        .order((kept_payments::created_at, kept_payments::id))
        .select(KeptPayment::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(PaymentRow::from).collect())
}

/// Whether the provider's transaction of this number came in for a kept invoice.
pub(in crate::billing) fn is_known(conn: &mut PgConnection, transaction_id: i64) -> QueryResult<bool> {
    let same = kept_payments::table.filter(kept_payments::transaction_id.eq(transaction_id));
    select(exists(same)).get_result(conn)
}

/// So much of a payment, in all, is being paid back.
pub(in crate::billing) fn refunded(conn: &mut PgConnection, payment: Uuid, minor: i64) -> QueryResult<()> {
    let values = (kept_payments::refunded_minor.eq(minor), kept_payments::refunded_at.eq(Utc::now()));
    update(kept_payments::table.find(payment)).set(values).execute(conn)?;
    Ok(())
}

/// All of a kept invoice is being paid back.
pub(in crate::billing) fn set_refunded(conn: &mut PgConnection, invoice: Uuid) -> QueryResult<()> {
    update(kept_invoices::table.find(invoice)).set(kept_invoices::state.eq(InvoiceState::Refunded)).execute(conn)?;
    Ok(())
}

/// Deletes those that were issued before, with what came in for them.
pub(in crate::billing) fn sweep(conn: &mut PgConnection, before: DateTime<Utc>) -> QueryResult<usize> {
    delete(kept_invoices::table.filter(kept_invoices::issued_at.lt(before))).execute(conn)
}
