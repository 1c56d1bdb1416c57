//! Statements of payments.

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryResult, insert_into,
    prelude::*,
    sql_query,
    sql_types::{Text, Uuid as SqlUuid},
    update,
};
use shared::{
    billing::{Money, PaymentFlag, PaymentState},
    wire::id::{InvoiceId, OrganisationId},
};
use uuid::Uuid;

use super::super::rows::{Found, PaymentRow};
use crate::{
    db::{TenantTx, schema::payments},
    flutterwave::PaidTransaction,
};

/// Begins one; what is to be paid is fixed by it.
pub(in crate::billing) fn begin(
    tx: &mut TenantTx<'_>,
    invoice: InvoiceId,
    tx_ref: &str,
    amount: Money,
    by_link: bool,
) -> QueryResult<Uuid> {
    let id = Uuid::now_v7();
    let values = (
        payments::org_id.eq(tx.org()),
        payments::id.eq(id),
        payments::invoice_id.eq(invoice.0),
        payments::tx_ref.eq(tx_ref),
        payments::minor.eq(amount.minor),
        payments::currency.eq(amount.currency),
        payments::by_link.eq(by_link),
    );
    insert_into(payments::table).values(values).execute(tx.conn())?;
    Ok(id)
}

/// There is a page for it, unless it is over meanwhile.
pub(in crate::billing) fn link_issued(tx: &mut TenantTx<'_>, id: Uuid, link: &str) -> QueryResult<()> {
    let begun = payments::table.find((tx.org(), id)).filter(payments::state.eq(PaymentState::Created.as_str()));
    let issued = (payments::state.eq(PaymentState::LinkIssued), payments::link.eq(link));
    update(begun).set(issued).execute(tx.conn())?;
    Ok(())
}

/// Nothing came of it. Its page leads nowhere any more.
pub(in crate::billing) fn failed(tx: &mut TenantTx<'_>, id: Uuid) -> QueryResult<()> {
    let over = (payments::state.eq(PaymentState::Failed), payments::link.eq(None::<String>));
    update(payments::table.find((tx.org(), id))).set(over).execute(tx.conn())?;
    Ok(())
}

/// The page of an invoice that was issued since, by a link or by an Admin: each leads back to where they came from.
pub(in crate::billing) fn fresh(
    tx: &mut TenantTx<'_>,
    invoice: InvoiceId,
    since: DateTime<Utc>,
    by_link: bool,
) -> QueryResult<Option<PaymentRow>> {
    payments::table
        .filter(payments::org_id.eq(tx.org()).and(payments::invoice_id.eq(invoice.0)))
        .filter(payments::state.eq(PaymentState::LinkIssued.as_str()).and(payments::created_at.gt(since)))
        .filter(payments::by_link.eq(by_link))
        .order(payments::created_at.desc())
        .select(PaymentRow::as_select())
        .first(tx.conn())
        .optional()
}

/// All of an invoice, the first first.
pub(in crate::billing) fn of_invoice(tx: &mut TenantTx<'_>, invoice: InvoiceId) -> QueryResult<Vec<PaymentRow>> {
    payments::table
        .filter(payments::org_id.eq(tx.org()).and(payments::invoice_id.eq(invoice.0)))
        .order((payments::created_at, payments::id))
        .select(PaymentRow::as_select())
        .load(tx.conn())
}

/// The organisation's own of this name.
pub(in crate::billing) fn named(tx: &mut TenantTx<'_>, tx_ref: &str) -> QueryResult<Option<PaymentRow>> {
    let one = payments::table.filter(payments::org_id.eq(tx.org()).and(payments::tx_ref.eq(tx_ref)));
    one.select(PaymentRow::as_select()).first(tx.conn()).optional()
}

/// One, held until the transaction ends.
pub(in crate::billing) fn hold(tx: &mut TenantTx<'_>, id: Uuid) -> QueryResult<Option<PaymentRow>> {
    let row = payments::table.find((tx.org(), id)).select(PaymentRow::as_select());
    row.for_no_key_update().first(tx.conn()).optional()
}

/// What came in for it.
pub(in crate::billing) fn came_in(
    tx: &mut TenantTx<'_>,
    id: Uuid,
    paid: &PaidTransaction,
    state: PaymentState,
    flag: Option<PaymentFlag>,
) -> QueryResult<()> {
    let values = (
        payments::state.eq(state),
        payments::flag.eq(flag),
        payments::link.eq(None::<String>),
        payments::transaction_id.eq(paid.id),
        payments::paid_minor.eq(paid.amount_minor),
        payments::paid_currency.eq(&paid.currency),
        payments::paid_at.eq(Utc::now()),
    );
    update(payments::table.find((tx.org(), id))).set(values).execute(tx.conn())?;
    Ok(())
}

/// A second transaction under the name of a payment that has one, to be paid back; false if it is known.
pub(in crate::billing) fn came_in_again(
    tx: &mut TenantTx<'_>,
    of: &PaymentRow,
    paid: &PaidTransaction,
) -> QueryResult<bool> {
    let values = (
        (
            payments::org_id.eq(tx.org()),
            payments::id.eq(Uuid::now_v7()),
            payments::invoice_id.eq(of.invoice_id),
            payments::tx_ref.eq(format!("{}.{}", of.tx_ref, paid.id)),
            payments::state.eq(PaymentState::Flagged),
            payments::flag.eq(PaymentFlag::Again),
        ),
        (
            payments::minor.eq(of.minor),
            payments::currency.eq(of.currency),
            payments::transaction_id.eq(paid.id),
            payments::paid_minor.eq(paid.amount_minor),
            payments::paid_currency.eq(&paid.currency),
            payments::paid_at.eq(Utc::now()),
        ),
    );
    Ok(insert_into(payments::table).values(values).on_conflict_do_nothing().execute(tx.conn())? > 0)
}

/// So much of it is on its way back, by this refund of the provider's; by none while the provider is asked.
pub(in crate::billing) fn refunding(
    tx: &mut TenantTx<'_>,
    id: Uuid,
    refund: Option<i64>,
    minor: i64,
) -> QueryResult<()> {
    let values = (payments::refund_id.eq(refund), payments::refunding_minor.eq(minor));
    update(payments::table.find((tx.org(), id))).set(values).execute(tx.conn())?;
    Ok(())
}

/// Nothing came of its refund.
pub(in crate::billing) fn refund_failed(tx: &mut TenantTx<'_>, id: Uuid) -> QueryResult<()> {
    let none = payments::refunding_minor.eq(None::<i64>);
    update(payments::table.find((tx.org(), id))).set(none).execute(tx.conn())?;
    Ok(())
}

/// Those that are on their way back, whosever they are, with their invoices and the provider's numbers.
pub(in crate::billing) fn under_way(
    conn: &mut PgConnection,
) -> QueryResult<Vec<(OrganisationId, InvoiceId, Uuid, Option<i64>)>> {
    let open = payments::table.filter(payments::refunding_minor.is_not_null());
    open.select((payments::org_id, payments::invoice_id, payments::id, payments::refund_id)).load(conn)
}

/// So much of it, in all, was paid back.
pub(in crate::billing) fn refunded(tx: &mut TenantTx<'_>, id: Uuid, minor: i64) -> QueryResult<()> {
    let values = (
        payments::refunded_minor.eq(minor),
        payments::refunded_at.eq(Utc::now()),
        payments::refunding_minor.eq(None::<i64>),
    );
    update(payments::table.find((tx.org(), id))).set(values).execute(tx.conn())?;
    Ok(())
}

/// Has the pages of an invoice asked about at once: once it is paid or void, that closes them. One whose page is being made is
/// asked about some minutes later, when there is a page to close. Waits for nobody: whoever calls may hold the log.
pub(in crate::billing) fn ask_now(tx: &mut TenantTx<'_>, invoice: InvoiceId) -> QueryResult<()> {
    sql_query(
        "UPDATE payments p SET check_at = now()
         FROM (SELECT d.org_id, d.id FROM payments d
               WHERE d.org_id = $1 AND d.invoice_id = $2 AND d.state = 'link_issued'
               FOR NO KEY UPDATE SKIP LOCKED) due
         WHERE p.org_id = due.org_id AND p.id = due.id",
    )
    .bind::<SqlUuid, _>(tx.org())
    .bind::<SqlUuid, _>(invoice.0)
    .execute(tx.conn())?;
    Ok(())
}

/// Whose a payment is; before an organisation is entered.
pub(in crate::billing) fn found(conn: &mut PgConnection, tx_ref: &str) -> QueryResult<Option<Found>> {
    payments::table.filter(payments::tx_ref.eq(tx_ref)).select(Found::as_select()).first(conn).optional()
}

#[derive(QueryableByName)]
struct Due {
    #[diesel(sql_type = Text)]
    tx_ref: String,
}

/// Takes an open one that nobody has asked about for an hour; nobody else takes it for another.
pub(in crate::billing) fn take_due(conn: &mut PgConnection) -> QueryResult<Option<String>> {
    let due: Option<Due> = sql_query(
        "UPDATE payments p SET check_at = now() + interval '1 hour'
         FROM (SELECT d.org_id, d.id FROM payments d WHERE d.check_at <= now() AND d.state IN ('created', 'link_issued')
               ORDER BY d.check_at LIMIT 1 FOR UPDATE SKIP LOCKED) due
         WHERE p.org_id = due.org_id AND p.id = due.id RETURNING p.tx_ref",
    )
    .get_result(conn)
    .optional()?;
    Ok(due.map(|due| due.tx_ref))
}
