//! Paying back: what of an invoice, and how it goes on. It is marked before the provider is asked ([`asking`]), or two who ask
//! at once would both be paid. What was begun is on its way until the provider says that the payer has it, or that it came to
//! nothing. When all that paid an invoice is back, a credit note is written.

mod asking;

use anyhow::anyhow;
use serde_json::json;
use shared::{
    billing::{InvoiceState, PaymentFlag, PaymentState},
    wire::id::{InvoiceId, OrganisationId},
};
use uuid::Uuid;

pub(super) use self::asking::{Asked, reserve, take_back, unanswered};
use super::{
    credits,
    desk::Desk,
    queries::{invoices, kept, payments},
    rows::PaymentRow,
};
use crate::{
    audit::Event,
    config::Origin,
    db::{AccountTx, TenantTx},
    flutterwave::RefundState,
    http::Failure,
};

/// Where an invoice stands: with its organisation, or in the books alone.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Organisation(OrganisationId, InvoiceId),
    Kept(Uuid),
}

/// A refund that was begun.
#[derive(Debug, Clone, Copy)]
pub(super) struct UnderWay {
    /// Of which invoice.
    pub place: Place,
    /// Of which payment.
    pub payment: Uuid,
    /// The provider's number of it.
    pub refund: i64,
}

/// What came in for a payment and isn't paid back.
fn left(payment: &PaymentRow) -> i64 {
    payment.paid_minor.unwrap_or(payment.minor) - payment.refunded_minor.unwrap_or_default()
}

/// What of an invoice is to be paid back, and how much: what came in besides, or too much, before what paid it.
pub(super) fn to_refund(all: &[PaymentRow]) -> Option<(&PaymentRow, i64)> {
    // One at a time: of what is on its way nobody knows yet whether it arrives, and whoever asks for the same at the same time
    // means what came in by mistake, not the invoice.
    if all.iter().any(|payment| payment.refunding_minor.is_some()) {
        return None;
    }
    let is_open = |payment: &&PaymentRow| left(payment) > 0 && payment.transaction_id.is_some();
    let open = || all.iter().filter(is_open);
    let flagged = open().find(|payment| payment.state == PaymentState::Flagged).map(|payment| (payment, left(payment)));
    let greater = || {
        let too_much = open().filter(|payment| payment.flag == Some(PaymentFlag::Greater));
        too_much.map(|payment| (payment, left(payment) - payment.minor)).find(|(_, amount)| *amount > 0)
    };
    let paid = || open().find(|payment| payment.state == PaymentState::Paid).map(|payment| (payment, left(payment)));
    flagged.or_else(greater).or_else(paid)
}

/// Notes that so much is on its way. Where the organisation closed while the provider was asked, it is noted in the books.
pub(super) async fn begun(desk: &Desk<'_>, one: UnderWay, minor: i64) -> Result<(), Failure> {
    let UnderWay { place, payment, refund } = one;
    let invoice = match place {
        Place::Organisation(org, invoice) => {
            let work = move |tx: &mut TenantTx<'_>| begin(tx, invoice, (payment, refund), minor);
            if desk.database.job(org, None, work).await?.is_some() {
                return Ok(());
            }
            kept_as(invoice)
        }
        Place::Kept(invoice) => invoice,
    };
    desk.database.accounts(move |tx| begin_kept(tx, invoice, (payment, refund), minor)).await
}

fn begin(tx: &mut TenantTx<'_>, invoice: InvoiceId, (payment, refund): (Uuid, i64), minor: i64) -> Result<(), Failure> {
    payments::refunding(tx, payment, Some(refund), minor)?;
    if payments::hold(tx, payment)?.is_some_and(|row| is_all(&row, with(&row, minor))) {
        invoices::set_state(tx, invoice, InvoiceState::Refunding)?;
    }
    tx.note(Event::new("billing.refund_begun", invoice).after(&json!({ "minor": minor, "refund": refund })))
}

fn begin_kept(
    tx: &mut AccountTx<'_>,
    invoice: Uuid,
    (payment, refund): (Uuid, i64),
    minor: i64,
) -> Result<(), Failure> {
    kept::refunding(tx.conn(), payment, Some(refund), minor)?;
    let row = kept::hold(tx.conn(), payment)?;
    let row =
        row.ok_or_else(|| Failure::fault(anyhow!("the payment is neither with its organisation nor in the books")))?;
    if is_all(&row, with(&row, minor)) {
        kept::set_state(tx.conn(), invoice, InvoiceState::Refunding)?;
    }
    Ok(())
}

/// The invoice in the books of an organisation that closed: it keeps its id, and so do its payments.
const fn kept_as(invoice: InvoiceId) -> Uuid {
    invoice.0
}

/// Asks the provider about every refund that is under way; how many came to their end.
pub(super) async fn follow(desk: &Desk<'_>) -> Result<usize, Failure> {
    let mut count = 0;
    for one in all_under_way(desk).await? {
        match desk.client.refund_state(one.refund).await {
            Ok(RefundState::UnderWay) => {}
            Ok(state) => {
                ended(desk, one, state == RefundState::Done).await?;
                count += 1;
            }
            // The next one needn't wait for it.
            Err(error) => tracing::warn!(%error, refund = one.refund, "how far a refund is can't be asked now"),
        }
    }
    Ok(count)
}

async fn all_under_way(desk: &Desk<'_>) -> Result<Vec<UnderWay>, Failure> {
    let work = |tx: &mut AccountTx<'_>| Ok((payments::under_way(tx.conn())?, kept::under_way(tx.conn())?));
    let (there, gone) = desk.database.accounts(work).await?;
    // The provider can't be asked about what has no number: its answer never came.
    let there = there.into_iter().filter_map(|(org, invoice, payment, refund)| {
        Some(UnderWay { place: Place::Organisation(org, invoice), payment, refund: refund? })
    });
    let gone = gone.into_iter().filter_map(|(invoice, payment, refund)| {
        Some(UnderWay { place: Place::Kept(invoice), payment, refund: refund? })
    });
    Ok(there.chain(gone).collect())
}

/// Notes that the payer has it, or that nothing came of it. Whoever comes second changes nothing.
pub(super) async fn ended(desk: &Desk<'_>, one: UnderWay, is_done: bool) -> Result<(), Failure> {
    let UnderWay { place, payment, refund } = one;
    if !is_done {
        tracing::error!(refund, "the payment provider didn't refund what it had begun to");
    }
    let origin = desk.origin.clone();
    match place {
        Place::Organisation(org, invoice) => {
            let work = move |tx: &mut TenantTx<'_>| end(tx, &origin, invoice, (payment, refund), is_done);
            desk.database.job(org, None, work).await?;
            Ok(())
        }
        Place::Kept(invoice) => {
            let work = move |tx: &mut AccountTx<'_>| end_kept(tx, &origin, invoice, (payment, refund), is_done);
            desk.database.accounts(work).await
        }
    }
}

fn end(
    tx: &mut TenantTx<'_>,
    origin: &Origin,
    invoice: InvoiceId,
    (payment, refund): (Uuid, i64),
    is_done: bool,
) -> Result<(), Failure> {
    let row = payments::hold(tx, payment)?;
    let Some((row, minor)) = row.and_then(|row| on_its_way(&row, refund).map(|minor| (row, minor))) else {
        return Ok(());
    };
    let about = json!({ "minor": minor, "currency": row.paid_currency, "refund": refund });
    let whole = with(&row, minor);
    if !is_done {
        payments::refund_failed(tx, payment)?;
        if is_all(&row, whole) {
            invoices::set_state(tx, invoice, InvoiceState::Paid)?;
        }
        return tx.note(Event::new("billing.refund_failed", invoice).after(&about));
    }
    payments::refunded(tx, payment, whole)?;
    if is_all(&row, whole) {
        credits::write(tx, origin, invoice)?;
    }
    tx.note(Event::new("billing.refunded", invoice).after(&about))
}

fn end_kept(
    tx: &mut AccountTx<'_>,
    origin: &Origin,
    invoice: Uuid,
    (payment, refund): (Uuid, i64),
    is_done: bool,
) -> Result<(), Failure> {
    let row = kept::hold(tx.conn(), payment)?;
    let Some((row, minor)) = row.and_then(|row| on_its_way(&row, refund).map(|minor| (row, minor))) else {
        return Ok(());
    };
    let whole = with(&row, minor);
    if !is_done {
        kept::refund_failed(tx.conn(), payment)?;
        if is_all(&row, whole) {
            kept::set_state(tx.conn(), invoice, InvoiceState::Paid)?;
        }
        return Ok(());
    }
    kept::refunded(tx.conn(), payment, whole)?;
    if is_all(&row, whole) { credits::write_kept(tx, origin, invoice) } else { Ok(()) }
}

/// What of a payment is on its way by this refund.
fn on_its_way(row: &PaymentRow, refund: i64) -> Option<i64> {
    row.refunding_minor.filter(|_| row.refund_id == Some(refund))
}

/// What of a payment is back by then, with what is on its way.
fn with(row: &PaymentRow, minor: i64) -> i64 {
    row.refunded_minor.unwrap_or_default() + minor
}

/// Whether that is all that paid the invoice.
fn is_all(row: &PaymentRow, whole: i64) -> bool {
    row.state == PaymentState::Paid && row.paid_minor == Some(whole)
}

#[cfg(test)]
mod tests {
    use shared::billing::Currency;

    use super::*;

    fn payment(state: PaymentState, flag: Option<PaymentFlag>, paid_minor: i64) -> PaymentRow {
        PaymentRow {
            id: Uuid::nil(),
            invoice_id: Uuid::nil(),
            tx_ref: "pt-1".to_owned(),
            state,
            flag,
            link: None,
            minor: 1000,
            currency: Currency::Usd,
            transaction_id: Some(1),
            paid_minor: Some(paid_minor),
            paid_currency: Some("USD".to_owned()),
            created_at: chrono::Utc::now(),
            refunded_minor: None,
            refund_id: None,
            refunding_minor: None,
        }
    }

    #[test]
    fn what_came_in_by_mistake_is_paid_back_first() {
        let amount = |all: &[PaymentRow]| to_refund(all).map(|(_, amount)| amount);
        let paid = payment(PaymentState::Paid, None, 1000);
        let again = payment(PaymentState::Flagged, Some(PaymentFlag::Again), 900);
        assert_eq!(amount(&[]), None);
        assert_eq!(amount(std::slice::from_ref(&paid)), Some(1000));
        assert_eq!(amount(&[paid.clone(), again.clone()]), Some(900));
        let on_its_way = PaymentRow { refunding_minor: Some(900), ..again.clone() };
        assert_eq!(amount(&[paid.clone(), on_its_way]), None, "not what paid it, in the same breath");
        assert_eq!(amount(&[paid, PaymentRow { refunded_minor: Some(900), ..again }]), Some(1000));
        let under_way = PaymentRow { refunding_minor: Some(1000), ..payment(PaymentState::Paid, None, 1000) };
        assert_eq!(amount(&[under_way]), None);
        let greater = payment(PaymentState::Paid, Some(PaymentFlag::Greater), 1200);
        assert_eq!(amount(std::slice::from_ref(&greater)), Some(200));
        let after = |minor| PaymentRow { refunded_minor: Some(minor), ..greater.clone() };
        assert_eq!((amount(&[after(200)]), amount(&[after(1200)])), (Some(1000), None));
    }
}
