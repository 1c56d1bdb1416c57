//! Reading: plans, how one stands, and invoices; these, receipts and credit notes on paper as well.

use chrono::{DateTime, Utc};
use shared::{
    billing::{
        Invoice, InvoicesQuery, ListInvoices, ListPlans, PaymentState, ReadBilling, ReadBillingStanding,
        ReadCreditNote, ReadInvoice, ReadInvoiceDocument, ReadReceipt,
    },
    problem::{Code, Problem},
    wire::id::InvoiceId,
};
use uuid::Uuid;

use super::{
    books::{self, Books, may},
    credits, documents,
    queries::{credit_notes, invoices, payments, subscriptions},
};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, MemberCall, Reply, Visit, paging::List},
};

pub(super) async fn plans(visit: Visit<ListPlans>) -> Answered<ListPlans> {
    Ok(Reply::new(visit.state.plans.list(visit.state.flutterwave.is_some())))
}

pub(super) async fn standing(call: MemberCall<ReadBillingStanding>) -> Answered<ReadBillingStanding> {
    if call.state.flutterwave.is_none() {
        return Ok(Reply::new(books::off()));
    }
    let plans = call.state.plans.clone();
    call.tenant_read(move |tx| {
        let is_off = subscriptions::is_sandbox(tx)?;
        Ok(Reply::new(if is_off { books::off() } else { Books::open(tx, &plans)?.standing() }))
    })
    .await
}

pub(super) async fn show(call: MemberCall<ReadBilling>) -> Answered<ReadBilling> {
    let (plans, is_on) = (call.state.plans.clone(), call.state.flutterwave.is_some());
    call.tenant_read(move |tx| {
        may(tx)?;
        let is_on = is_on && !subscriptions::is_sandbox(tx)?;
        Ok(Reply::new(if is_on { books::shown(tx, &plans)? } else { books::unlimited(tx)? }))
    })
    .await
}

pub(super) fn list(ask: &Ask<ListInvoices>, tx: &mut TenantTx<'_>) -> Answered<ListInvoices> {
    may(tx)?;
    let list = List::new("invoices", &InvoicesQuery::default())?;
    let after: Option<(DateTime<Utc>, Uuid)> = list.position(ask.query.cursor.as_deref())?;
    let limit = ask.query.limit.unwrap_or_default();
    let rows = invoices::page(tx, after, limit)?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut notes = credit_notes::of(tx, &ids)?;
    Ok(Reply::new(list.page(rows, limit, |row| (row.issued_at, row.id), |row| credits::beside(row, &mut notes))?))
}

pub(super) fn read(ask: &Ask<ReadInvoice>, tx: &mut TenantTx<'_>) -> Answered<ReadInvoice> {
    may(tx)?;
    Ok(Reply::new(one(tx, ask.params.id)?))
}

fn one(tx: &mut TenantTx<'_>, id: InvoiceId) -> Result<Invoice, Failure> {
    let row = invoices::read(tx, id)?.ok_or(Code::NotFound)?;
    credits::shown(tx, row)
}

/// It is typeset after the transaction, so that no connection waits for it.
pub(super) async fn invoice_pdf(call: MemberCall<ReadInvoiceDocument>) -> Answered<ReadInvoiceDocument> {
    let id = call.ask.params.id;
    let taken = call.take_out(move |tx| {
        may(tx)?;
        one(tx, id)
    });
    let invoice = taken.await?;
    let manuscript = documents::invoice(&invoice, &call.state.seller);
    Ok(Reply::new(call.state.typesetter.pdf(manuscript).await?).as_file(format!("{}.pdf", invoice.number)))
}

pub(super) async fn receipt_pdf(call: MemberCall<ReadReceipt>) -> Answered<ReadReceipt> {
    let id = call.ask.params.id;
    let taken = call.take_out(move |tx| {
        may(tx)?;
        let invoice = one(tx, id)?;
        let number = invoice.receipt_number.clone();
        let number = number.ok_or_else(|| Problem::new(Code::Conflict).because("this invoice isn't paid"))?;
        let paid = payments::of_invoice(tx, id)?.into_iter().find(|payment| payment.state == PaymentState::Paid);
        Ok((invoice, number, paid.and_then(|payment| payment.transaction_id)))
    });
    let (invoice, number, transaction) = taken.await?;
    let manuscript = documents::receipt(&invoice, &call.state.seller, transaction);
    Ok(Reply::new(call.state.typesetter.pdf(manuscript).await?).as_file(format!("{number}.pdf")))
}

pub(super) async fn credit_note_pdf(call: MemberCall<ReadCreditNote>) -> Answered<ReadCreditNote> {
    let id = call.ask.params.id;
    let taken = call.take_out(move |tx| {
        may(tx)?;
        let invoice = one(tx, id)?;
        let note = invoice.credit_note.clone();
        let note = note.ok_or_else(|| Problem::new(Code::Conflict).because("this invoice wasn't paid back"))?;
        Ok((invoice, note))
    });
    let (invoice, note) = taken.await?;
    let manuscript = documents::credit_note(&invoice, &note, &call.state.seller);
    Ok(Reply::new(call.state.typesetter.pdf(manuscript).await?).as_file(format!("{}.pdf", note.number)))
}
