//! Credit notes. One is written when all that paid an invoice was paid back, in the transaction that says so and never before: what was
//! begun may come to nothing, and no number is drawn for that. What came in by mistake was billed to nobody, so paying it back needs none.

use std::collections::HashMap;

use chrono::Datelike;
use shared::{
    billing::{CreditNote, Invoice, InvoiceState, Money},
    problem::Code,
    wire::id::InvoiceId,
};
use uuid::Uuid;

use super::{
    queries::{credit_notes, invoices, kept, subscriptions},
    rows::InvoiceRow,
};
use crate::{
    config::Origin,
    db::{AccountTx, TenantTx},
    http::Failure,
    worker::mail::{BillingLetter, BillingNews, Letter, outbox},
};

/// Writes and mails that of an invoice all of which was paid back.
pub(super) fn write(tx: &mut TenantTx<'_>, origin: &Origin, id: InvoiceId) -> Result<(), Failure> {
    let invoice = invoices::hold(tx, id)?.ok_or(Code::NotFound)?;
    let today = tx.calendar.today;
    let credit_note = invoices::next_number(tx, "CRN", today.year())?;
    invoices::set_state(tx, id, InvoiceState::Refunded)?;
    credit_notes::add(tx, id, &credit_note)?;
    let (organisation, total) = (subscriptions::organisation(tx)?, invoice.total().to_string());
    let vat = Money::new(invoice.currency, invoice.vat_minor).to_string();
    let news = BillingNews::Credited {
        number: &invoice.number,
        credit_note: &credit_note,
        total: &total,
        vat: &vat,
        is_gone: false,
    };
    let mail = BillingLetter { organisation: &organisation, news }.to(&invoice.billed_email, origin)?;
    outbox::put(tx.conn(), &[mail])
}

/// The same of one whose organisation is gone; nothing if it is written.
pub(super) fn write_kept(tx: &mut AccountTx<'_>, origin: &Origin, invoice: Uuid) -> Result<(), Failure> {
    let Some(credit) = kept::credit(tx.conn(), invoice)? else { return Ok(()) };
    let money = |minor| Money::new(credit.currency, minor).to_string();
    let (total, vat) = (money(credit.total_minor), money(credit.vat_minor));
    let news = BillingNews::Credited {
        number: &credit.invoice,
        credit_note: &credit.credit_note,
        total: &total,
        vat: &vat,
        is_gone: true,
    };
    let mail = BillingLetter { organisation: &credit.billed_name, news }.to(&credit.billed_email, origin)?;
    outbox::put(tx.conn(), &[mail])
}

/// An invoice as Admins see it.
pub(super) fn shown(tx: &mut TenantTx<'_>, row: InvoiceRow) -> Result<Invoice, Failure> {
    let mut notes = credit_notes::of(tx, &[row.id])?;
    Ok(beside(row, &mut notes))
}

/// The same, with its credit note taken out of those that were read.
pub(super) fn beside(row: InvoiceRow, notes: &mut HashMap<Uuid, CreditNote>) -> Invoice {
    Invoice { credit_note: notes.remove(&row.id), ..row.shown() }
}
