//! Statements of invoices of organisations that are gone, and of all there are, as the accounts role: before an organisation is
//! entered.

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryResult, delete,
    dsl::exists,
    prelude::*,
    select, sql_query,
    sql_types::{BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid},
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
    /// The number of its credit note.
    #[diesel(sql_type = Nullable<Text>)]
    pub credit_note: Option<String>,
    /// Whether its organisation is gone.
    #[diesel(sql_type = Bool)]
    pub is_kept: bool,
}

/// All invoices of all organisations, those that are gone too, or those of a year; by number.
pub(in crate::billing) fn list(conn: &mut PgConnection, year: Option<i32>) -> QueryResult<Vec<Listed>> {
    sql_query(
        "SELECT a.number, a.issued_at, a.state, a.currency, a.vat_minor, a.total_minor, a.credit_note, a.is_kept
         FROM (SELECT i.number, i.issued_at, i.state, i.currency, i.vat_minor, i.total_minor, c.number AS credit_note,
                      false AS is_kept
               FROM invoices i LEFT JOIN credit_notes c ON c.org_id = i.org_id AND c.invoice_id = i.id
               UNION ALL
               SELECT k.number, k.issued_at, k.state, k.currency, k.vat_minor, k.total_minor, k.credit_note_number, true
               FROM kept_invoices k) a
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
    refund_id: Option<i64>,
    refunding_minor: Option<i64>,
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
            refund_id: of.refund_id,
            refunding_minor: of.refunding_minor,
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

/// One that came in for a kept invoice, held until the transaction ends.
pub(in crate::billing) fn hold(conn: &mut PgConnection, payment: Uuid) -> QueryResult<Option<PaymentRow>> {
    let row = kept_payments::table.find(payment).select(KeptPayment::as_select());
    let held: Option<KeptPayment> = row.for_no_key_update().first(conn).optional()?;
    Ok(held.map(PaymentRow::from))
}

/// Whether the provider's transaction of this number came in for a kept invoice.
pub(in crate::billing) fn is_known(conn: &mut PgConnection, transaction_id: i64) -> QueryResult<bool> {
    let same = kept_payments::table.filter(kept_payments::transaction_id.eq(transaction_id));
    select(exists(same)).get_result(conn)
}

/// So much of a payment is on its way back, by this refund of the provider's; by none while the provider is asked.
pub(in crate::billing) fn refunding(
    conn: &mut PgConnection,
    payment: Uuid,
    refund: Option<i64>,
    minor: i64,
) -> QueryResult<()> {
    let values = (kept_payments::refund_id.eq(refund), kept_payments::refunding_minor.eq(minor));
    update(kept_payments::table.find(payment)).set(values).execute(conn)?;
    Ok(())
}

/// Nothing came of its refund.
pub(in crate::billing) fn refund_failed(conn: &mut PgConnection, payment: Uuid) -> QueryResult<()> {
    update(kept_payments::table.find(payment)).set(kept_payments::refunding_minor.eq(None::<i64>)).execute(conn)?;
    Ok(())
}

/// Those that are on their way back: invoice, payment and the provider's number.
pub(in crate::billing) fn under_way(conn: &mut PgConnection) -> QueryResult<Vec<(Uuid, Uuid, Option<i64>)>> {
    let open = kept_payments::table.filter(kept_payments::refunding_minor.is_not_null());
    open.select((kept_payments::invoice_id, kept_payments::id, kept_payments::refund_id)).load(conn)
}

/// So much of a payment, in all, was paid back.
pub(in crate::billing) fn refunded(conn: &mut PgConnection, payment: Uuid, minor: i64) -> QueryResult<()> {
    let values = (
        kept_payments::refunded_minor.eq(minor),
        kept_payments::refunded_at.eq(Utc::now()),
        kept_payments::refunding_minor.eq(None::<i64>),
    );
    update(kept_payments::table.find(payment)).set(values).execute(conn)?;
    Ok(())
}

/// Sets how a kept invoice stands.
pub(in crate::billing) fn set_state(conn: &mut PgConnection, invoice: Uuid, state: InvoiceState) -> QueryResult<()> {
    update(kept_invoices::table.find(invoice)).set(kept_invoices::state.eq(state)).execute(conn)?;
    Ok(())
}

/// The credit note of a kept invoice, when it is written.
#[derive(QueryableByName)]
pub(in crate::billing) struct KeptCredit {
    #[diesel(sql_type = Text)]
    pub invoice: String,
    #[diesel(sql_type = Text)]
    pub credit_note: String,
    #[diesel(sql_type = Text)]
    pub currency: Currency,
    #[diesel(sql_type = BigInt)]
    pub vat_minor: i64,
    #[diesel(sql_type = BigInt)]
    pub total_minor: i64,
    #[diesel(sql_type = Text)]
    pub billed_name: String,
    #[diesel(sql_type = Text)]
    pub billed_email: String,
}

/// Writes it: all of the invoice was paid back. Nothing if it is written; whom to write to can be read at no other time.
pub(in crate::billing) fn credit(conn: &mut PgConnection, invoice: Uuid) -> QueryResult<Option<KeptCredit>> {
    sql_query(
        "SELECT c.invoice, c.credit_note, c.currency, c.vat_minor, c.total_minor, c.billed_name, c.billed_email
         FROM credit_kept_invoice($1) c",
    )
    .bind::<SqlUuid, _>(invoice)
    .get_result(conn)
    .optional()
}

/// Deletes those that were issued before, with what came in for them.
pub(in crate::billing) fn sweep(conn: &mut PgConnection, before: DateTime<Utc>) -> QueryResult<usize> {
    delete(kept_invoices::table.filter(kept_invoices::issued_at.lt(before))).execute(conn)
}
