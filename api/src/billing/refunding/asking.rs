//! Before the provider is asked to pay back, and when it doesn't: what is to be asked for is marked, so that nobody else asks
//! for it, and is unmarked when nothing happened. What no answer came to stays marked until the operator has looked.

use std::slice;

use shared::wire::id::InvoiceId;
use uuid::Uuid;

use super::{Place, kept_as, to_refund};
use crate::{
    billing::{
        desk::Desk,
        queries::{kept, payments},
        rows::PaymentRow,
    },
    db::{AccountTx, TenantTx},
    http::Failure,
};

/// What is to be asked of the provider.
#[derive(Debug, Clone)]
pub(in crate::billing) struct Asked {
    /// Of which invoice.
    pub place: Place,
    /// Of which payment.
    pub payment: Uuid,
    /// The provider's number of what came in.
    pub transaction: i64,
    /// How much of it.
    pub minor: i64,
    /// Of which currency.
    pub currency: String,
}

impl Asked {
    /// Of a payment that is held: what is to be paid back of it, if still anything is.
    fn of(row: &PaymentRow, place: Place) -> Option<Self> {
        let (_, minor) = to_refund(slice::from_ref(row))?;
        let (transaction, currency) = (row.transaction_id?, row.paid_currency.clone()?);
        Some(Self { place, payment: row.id, transaction, minor, currency })
    }
}

/// Marks what is to be paid back of an invoice; nothing if there is nothing, or somebody else was quicker.
pub(in crate::billing) async fn reserve(desk: &Desk<'_>, place: Place) -> Result<Option<Asked>, Failure> {
    let invoice = match place {
        Place::Organisation(org, invoice) => {
            let found = desk.database.job(org, None, move |tx| reserve_there(tx, invoice, place)).await?;
            if let Some(asked) = found {
                return Ok(asked);
            }
            kept_as(invoice)
        }
        Place::Kept(invoice) => invoice,
    };
    desk.database.accounts(move |tx| reserve_kept(tx, invoice)).await
}

fn reserve_there(tx: &mut TenantTx<'_>, invoice: InvoiceId, place: Place) -> Result<Option<Asked>, Failure> {
    let all = payments::of_invoice(tx, invoice)?;
    let Some((payment, _)) = to_refund(&all) else { return Ok(None) };
    let Some(asked) = payments::hold(tx, payment.id)?.and_then(|row| Asked::of(&row, place)) else {
        return Ok(None);
    };
    payments::refunding(tx, asked.payment, None, asked.minor)?;
    Ok(Some(asked))
}

fn reserve_kept(tx: &mut AccountTx<'_>, invoice: Uuid) -> Result<Option<Asked>, Failure> {
    let all = kept::payments(tx.conn(), invoice)?;
    let Some((payment, _)) = to_refund(&all) else { return Ok(None) };
    let held = kept::hold(tx.conn(), payment.id)?;
    let Some(asked) = held.and_then(|row| Asked::of(&row, Place::Kept(invoice))) else { return Ok(None) };
    kept::refunding(tx.conn(), asked.payment, None, asked.minor)?;
    Ok(Some(asked))
}

/// How much of a payment was asked for without an answer that tells its number.
pub(in crate::billing) fn unanswered(row: &PaymentRow) -> Option<i64> {
    row.refunding_minor.filter(|_| row.refund_id.is_none())
}

/// Unmarks a payment: nothing of it is paid back. One that has the provider's number is left as it is.
pub(in crate::billing) async fn take_back(desk: &Desk<'_>, place: Place, payment: Uuid) -> Result<(), Failure> {
    if let Place::Organisation(org, _) = place {
        let work = move |tx: &mut TenantTx<'_>| {
            if payments::hold(tx, payment)?.as_ref().and_then(unanswered).is_some() {
                payments::refund_failed(tx, payment)?;
            }
            Ok(())
        };
        if desk.database.job(org, None, work).await?.is_some() {
            return Ok(());
        }
    }
    let work = move |tx: &mut AccountTx<'_>| {
        if kept::hold(tx.conn(), payment)?.as_ref().and_then(unanswered).is_some() {
            kept::refund_failed(tx.conn(), payment)?;
        }
        Ok(())
    };
    desk.database.accounts(work).await
}
