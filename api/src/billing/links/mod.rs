//! The door of a link: whoever has its secret sees what one invoice comes to and pays it, without an account, until it is paid
//! or void. Where the provider's page leads back to, the payment's own name, which nobody can guess, tells how it stands.

mod secret;

use secrecy::SecretString;
use serde_json::json;
use shared::{
    billing::{
        CheckLinkPayment, Checkout, InvoiceState, LinkPaymentCheck, LinkedInvoice, PayByLink, PaymentState, ReadPayLink,
    },
    operation::Operation,
    problem::Code,
    wire::id::{InvoiceId, OrganisationId},
};

use super::{
    checkout::{begin, link},
    desk::Desk,
    enabled,
    queries::{invoices, links, payments, subscriptions},
    rows::InvoiceRow,
    settling::settle,
};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Failure, Reply, Visit},
};

/// Makes a link to an invoice, for one letter: its secret is kept nowhere.
pub(super) fn make(tx: &mut TenantTx<'_>, id: InvoiceId) -> Result<SecretString, Failure> {
    let (secret, hash) = secret::generate()?;
    links::add(tx, id, &hash)?;
    Ok(secret)
}

pub(super) async fn read(visit: Visit<ReadPayLink>) -> Answered<ReadPayLink> {
    let (org, id) = behind(&visit, &visit.body.token).await?;
    let read = move |tx: &mut TenantTx<'_>| {
        let invoice = open(tx, id)?;
        told(tx, &invoice)
    };
    Ok(Reply::new(visit.state.database.job(org, None, read).await?.ok_or(Code::NotFound)?))
}

pub(super) async fn pay(visit: Visit<PayByLink>) -> Answered<PayByLink> {
    let (org, id) = behind(&visit, &visit.body.token).await?;
    let begun = move |tx: &mut TenantTx<'_>| {
        open(tx, id)?;
        begin(tx, id, true)
    };
    let begun = visit.state.database.job(org, None, begun).await?.ok_or(Code::NotFound)?;
    let link = link(&visit.state, &begun).await?;
    let issue = move |tx: &mut TenantTx<'_>| {
        // Whoever has a link may press as often as they like: a page is noted once.
        if begun.is_new() {
            payments::link_issued(tx, begun.id, &link)?;
            tx.note(Event::new("billing.checkout_begun", begun.invoice.id).after(&json!({ "by_link": true })))?;
        }
        Ok(Checkout { link, tx_ref: begun.tx_ref })
    };
    Ok(Reply::new(visit.state.database.job(org, None, issue).await?.ok_or(Code::NotFound)?))
}

pub(super) async fn check(visit: Visit<CheckLinkPayment>) -> Answered<CheckLinkPayment> {
    let desk = Desk::of(&visit.state)?;
    let tx_ref = visit.body.tx_ref.clone();
    let named = tx_ref.clone();
    let found = visit.accounts(move |tx| Ok(payments::found(tx.conn(), &named)?)).await?;
    // Of one that an Admin began, this page says nothing.
    let org = found.filter(|found| found.by_link).ok_or(Code::NotFound)?.org_id;
    let before = stands(&desk, org, &tx_ref).await?;
    // Those that are over say no more by being asked about again. One that failed the clock or the provider's list finds, should
    // it be paid all the same: without an account nobody has us ask about it for ever.
    if !matches!(before.state, PaymentState::Created | PaymentState::LinkIssued) {
        return Ok(Reply::new(before));
    }
    settle(&desk, &tx_ref, None).await?;
    Ok(Reply::new(stands(&desk, org, &tx_ref).await?))
}

/// Which invoice a link is for; the same 404 for a link that is dead and for none.
async fn behind<O: Operation>(visit: &Visit<O>, token: &str) -> Result<(OrganisationId, InvoiceId), Failure> {
    enabled(&visit.state)?;
    let hash = secret::recognise(token).ok_or(Code::NotFound)?;
    let found = visit.accounts(move |tx| Ok(links::by_secret(tx.conn(), &hash)?)).await?;
    found.ok_or_else(|| Code::NotFound.into())
}

/// The invoice, as long as it is to be paid.
fn open(tx: &mut TenantTx<'_>, id: InvoiceId) -> Result<InvoiceRow, Failure> {
    let invoice = invoices::read(tx, id)?.filter(|invoice| invoice.state == InvoiceState::Open);
    invoice.ok_or_else(|| Code::NotFound.into())
}

/// What whoever pays is told of an invoice.
fn told(tx: &mut TenantTx<'_>, invoice: &InvoiceRow) -> Result<LinkedInvoice, Failure> {
    Ok(LinkedInvoice {
        organisation: subscriptions::organisation(tx)?,
        number: invoice.number.clone(),
        total: invoice.total(),
        due_on: invoice.due_on,
    })
}

/// How a payment stands.
async fn stands(desk: &Desk<'_>, org: OrganisationId, tx_ref: &str) -> Result<LinkPaymentCheck, Failure> {
    let named = tx_ref.to_owned();
    let read = move |tx: &mut TenantTx<'_>| {
        let payment = payments::named(tx, &named)?.ok_or(Code::NotFound)?;
        let invoice = invoices::read(tx, InvoiceId(payment.invoice_id))?.ok_or(Code::NotFound)?;
        let is_paid = invoice.state == InvoiceState::Paid;
        Ok(LinkPaymentCheck { state: payment.state, flag: payment.flag, is_paid, invoice: told(tx, &invoice)? })
    };
    desk.database.job(org, None, read).await?.ok_or_else(|| Code::NotFound.into())
}
