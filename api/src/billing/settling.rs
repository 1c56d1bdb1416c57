//! Settling: the only way to *paid*. Whoever says that something was paid, the browser that came back, the provider's
//! notification or the clock, only has the provider asked; what it answers is compared with what was asked for, under lock, once.

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use serde_json::json;
use shared::{
    billing::{CheckPayment, Currency, InvoiceKind, InvoiceState, Money, PaymentCheck, PaymentFlag, PaymentState},
    problem::Code,
    wire::id::InvoiceId,
};
use uuid::Uuid;

use super::{
    books::{Books, may},
    checkout::failure,
    clock::begun,
    credits::shown,
    desk::Desk,
    enabled,
    issuing::{facts, void},
    plans::Plans,
    queries::{invoices, links, payments, subscriptions},
    rows::{Found, InvoiceRow, PaymentRow, TermRow},
    sums::term_end,
};
use crate::{
    audit::Event,
    config::Origin,
    db::TenantTx,
    flutterwave::{Client, PaidTransaction, Verified},
    http::{Answered, Failure, MemberCall, Reply},
    worker::mail::{BillingLetter, BillingNews, Letter, outbox},
};

/// After so long nothing comes of a page any more: it takes payments for an hour, and what was begun there, such as a
/// transfer, takes days at most.
const PAGE_LASTS: TimeDelta = TimeDelta::days(3);

/// What came in, against what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// It is paid; somebody has to look at it if more came in.
    Paid(Option<PaymentFlag>),
    /// Nothing is paid by it, and somebody has to look.
    Flagged(PaymentFlag),
}

/// Compares: the reference, the currency, the amount, and whether the invoice is to be paid at all.
fn judge(asked: (&str, Money), is_open: bool, paid: &PaidTransaction) -> Verdict {
    let (tx_ref, amount) = asked;
    if paid.tx_ref != tx_ref || Currency::parse(&paid.currency) != Some(amount.currency) {
        return Verdict::Flagged(PaymentFlag::Other);
    }
    match paid.amount_minor {
        less if less < amount.minor => Verdict::Flagged(PaymentFlag::Less),
        _ if !is_open => Verdict::Flagged(PaymentFlag::Again),
        greater if greater > amount.minor => Verdict::Paid(Some(PaymentFlag::Greater)),
        _ => Verdict::Paid(None),
    }
}

pub(super) async fn check(call: MemberCall<CheckPayment>) -> Answered<CheckPayment> {
    enabled(&call.state)?;
    let (asked, again) = (call.ask.params.tx_ref.clone(), call.ask.params.tx_ref.clone());
    let find = move |tx: &mut TenantTx<'_>| {
        may(tx)?;
        Ok(payments::named(tx, &asked)?.ok_or(Code::NotFound)?)
    };
    let payment = call.tenant_read(find).await?;
    // Those that are over say no more by being asked about again.
    if matches!(payment.state, PaymentState::Created | PaymentState::LinkIssued | PaymentState::Failed) {
        settle(&Desk::of(&call.state)?, &payment.tx_ref, None).await?;
    }
    call.once(move |tx| {
        let payment = payments::named(tx, &again)?.ok_or(Code::NotFound)?;
        let invoice = invoices::read(tx, InvoiceId(payment.invoice_id))?.ok_or(Code::NotFound)?;
        tx.note(Event::new("billing.payment_checked", invoice.id).after(&json!({ "state": payment.state })))?;
        let invoice = shown(tx, invoice)?;
        Ok(Reply::new(PaymentCheck { state: payment.state, flag: payment.flag, invoice }))
    })
    .await
}

/// Asks the provider about a payment and does what its answer says; false if nobody has such a payment.
pub(super) async fn settle(desk: &Desk<'_>, tx_ref: &str, transaction_id: Option<i64>) -> Result<bool, Failure> {
    let named = tx_ref.to_owned();
    let found = desk.database.accounts(move |tx| Ok(payments::found(tx.conn(), &named)?)).await?;
    let Some(found) = found else { return Ok(false) };
    let (org, verified) = (found.org_id, verify(desk.client, tx_ref, transaction_id, &found).await?);
    let (plans, origin) = (desk.plans.clone(), desk.origin.clone());
    let record = move |tx: &mut TenantTx<'_>| match &verified {
        Verified::Paid(paid) => came_in(tx, &plans, &origin, &found, paid).map(|()| None),
        Verified::Pending => Ok(None),
        Verified::Unknown | Verified::Failed { .. } => nothing_came(tx, &found, Utc::now()),
    };
    let stale = desk.database.job(org, None, record).await?.flatten();
    if let Some(link) = stale
        && let Err(error) = desk.client.disable_link(&link).await
    {
        tracing::warn!(%error, "a page for a payment can't be closed");
    }
    Ok(true)
}

/// What the provider says. Several attempts may stand under one reference, and it doesn't say of which it speaks: one that a
/// notification names is asked about too.
async fn verify(
    client: &Client,
    tx_ref: &str,
    transaction_id: Option<i64>,
    found: &Found,
) -> Result<Verified, Failure> {
    let verified = client.verify_by_reference(tx_ref).await.map_err(failure)?;
    let known = match &verified {
        // One that is on record already says nothing of another.
        Verified::Paid(paid) if found.transaction_id != Some(paid.id) => return Ok(verified),
        Verified::Paid(paid) => Some(paid.id),
        _ => None,
    };
    let Some(id) = transaction_id.filter(|id| Some(*id) != known) else { return Ok(verified) };
    match client.verify(id).await.map_err(failure)? {
        Verified::Paid(paid) if paid.tx_ref == tx_ref => Ok(Verified::Paid(paid)),
        _ => Ok(verified),
    }
}

/// Nothing came yet. A page that nobody is to pay on any more is given back, to be closed.
fn nothing_came(tx: &mut TenantTx<'_>, found: &Found, now: DateTime<Utc>) -> Result<Option<String>, Failure> {
    let payment = payments::hold(tx, found.id)?.ok_or(Code::NotFound)?;
    if !matches!(payment.state, PaymentState::Created | PaymentState::LinkIssued) {
        return Ok(None);
    }
    let invoice = invoices::read(tx, InvoiceId(payment.invoice_id))?.ok_or(Code::NotFound)?;
    if invoice.state == InvoiceState::Open && payment.created_at > now - PAGE_LASTS {
        return Ok(None);
    }
    payments::failed(tx, payment.id)?;
    Ok(payment.link)
}

/// Something came in: it is compared and recorded, once.
fn came_in(
    tx: &mut TenantTx<'_>,
    plans: &Plans,
    origin: &Origin,
    found: &Found,
    paid: &PaidTransaction,
) -> Result<(), Failure> {
    let books = Books::hold(tx, plans)?;
    let payment = payments::hold(tx, found.id)?.ok_or(Code::NotFound)?;
    match payment.transaction_id {
        Some(id) if id == paid.id => return Ok(()),
        Some(_) => return again(tx, &payment, paid),
        None => {}
    }
    let invoice = invoices::hold(tx, InvoiceId(payment.invoice_id))?.ok_or(Code::NotFound)?;
    let asked = (payment.tx_ref.as_str(), Money::new(payment.currency, payment.minor));
    match judge(asked, invoice.state == InvoiceState::Open, paid) {
        Verdict::Paid(flag) => {
            payments::came_in(tx, payment.id, paid, PaymentState::Paid, flag)?;
            grant(tx, origin, &books, &invoice)?;
            flag.map_or(Ok(()), |flag| flagged(tx, &payment, flag))
        }
        Verdict::Flagged(flag) => {
            payments::came_in(tx, payment.id, paid, PaymentState::Flagged, Some(flag))?;
            flagged(tx, &payment, flag)
        }
    }
}

/// Another transaction under the same name: nothing is granted twice, and it is to be paid back.
fn again(tx: &mut TenantTx<'_>, payment: &PaymentRow, paid: &PaidTransaction) -> Result<(), Failure> {
    if payments::came_in_again(tx, payment, paid)? { flagged(tx, payment, PaymentFlag::Again) } else { Ok(()) }
}

/// Whoever runs this has to look at it: it stands in their log, and in the organisation's.
fn flagged(tx: &mut TenantTx<'_>, payment: &PaymentRow, flag: PaymentFlag) -> Result<(), Failure> {
    tracing::error!(invoice = %payment.invoice_id, payment = %payment.id, %flag, "a payment has to be looked at");
    tx.note(Event::new("billing.payment_flagged", payment.invoice_id).after(&json!({ "flag": flag })))
}

/// Gives what the invoice is for, and a receipt.
fn grant(tx: &mut TenantTx<'_>, origin: &Origin, books: &Books, invoice: &InvoiceRow) -> Result<(), Failure> {
    let today = tx.calendar.today;
    match invoice.kind {
        InvoiceKind::Term => {
            subscriptions::add_term(tx, &term(tx.org(), books, invoice))?;
            subscriptions::cancel(tx, false)?;
        }
        InvoiceKind::Seats => {
            subscriptions::add_seats(tx, invoice.until_on, invoice.seats)?;
        }
        InvoiceKind::Upgrade => {
            subscriptions::raise(tx, invoice.until_on, invoice.plan, invoice.unit_minor)?;
        }
    }
    give_up_others(tx, invoice)?;
    // With another price seats that are still missing are billed anew.
    let trued_up_on = books.subscription.as_ref().and_then(|row| row.trued_up_on);
    let trued_up_on = trued_up_on.filter(|_| invoice.kind != InvoiceKind::Upgrade);
    let over_since = books.rows.over_since.filter(|_| invoice.kind != InvoiceKind::Term);
    subscriptions::note(tx, over_since, 0, trued_up_on)?;
    let receipt = invoices::next_number(tx, "REC", today.year())?;
    let paid = invoices::pay(tx, InvoiceId(invoice.id), &receipt)?;
    links::end(tx, InvoiceId(invoice.id))?;
    payments::ask_now(tx, InvoiceId(invoice.id))?;
    let (organisation, total) = (subscriptions::organisation(tx)?, paid.total().to_string());
    let news = BillingNews::Paid { number: &paid.number, receipt: &receipt, total: &total };
    let mail = BillingLetter { organisation: &organisation, news }.to(&paid.billed_email, origin)?;
    outbox::put(tx.conn(), &[mail])?;
    tx.note(Event::new("billing.invoice_paid", paid.id).after(&facts(&paid)))
}

/// A higher plan is billed for the seats there were, and seats at the price there was: whichever is paid, the other one isn't
/// right any more.
fn give_up_others(tx: &mut TenantTx<'_>, paid: &InvoiceRow) -> Result<(), Failure> {
    let other = match paid.kind {
        InvoiceKind::Term => return Ok(()),
        InvoiceKind::Seats => InvoiceKind::Upgrade,
        InvoiceKind::Upgrade => InvoiceKind::Seats,
    };
    let is_other = |invoice: &InvoiceRow| invoice.kind == other && invoice.until_on == paid.until_on;
    let others: Vec<InvoiceRow> = invoices::open(tx)?.into_iter().filter(is_other).collect();
    others.iter().try_for_each(|invoice| void(tx, invoice))
}

/// The term that an invoice brings: never before the end of the last one, and from today unless it follows that one.
fn term(org_id: Uuid, books: &Books, invoice: &InvoiceRow) -> TermRow {
    let anew = (books.today, term_end(books.today, invoice.period));
    let last = books.last().map(|last| last.until_on);
    let billed = (invoice.from_on, invoice.until_on);
    let (from, until) = if last == Some(invoice.from_on) { begun(billed, books.today, anew) } else { anew };
    let (from_on, until_on) = match last.filter(|last| *last > from) {
        Some(last) => (last, term_end(last, invoice.period)),
        None => (from, until),
    };
    TermRow {
        org_id,
        from_on,
        until_on,
        plan: invoice.plan,
        period: invoice.period,
        currency: invoice.currency,
        seats: invoice.seats,
        unit_minor: invoice.unit_minor,
        invoice_id: invoice.id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paid(tx_ref: &str, currency: &str, amount_minor: i64) -> PaidTransaction {
        PaidTransaction { id: 1, tx_ref: tx_ref.to_owned(), currency: currency.to_owned(), amount_minor }
    }

    #[test]
    fn only_what_was_asked_for_pays() {
        let judged =
            |paid: &PaidTransaction, is_open| judge(("pt-1", Money::new(Currency::Ghs, 18_750)), is_open, paid);
        assert_eq!(judged(&paid("pt-1", "GHS", 18_750), true), Verdict::Paid(None));
        assert_eq!(judged(&paid("pt-1", "GHS", 18_751), true), Verdict::Paid(Some(PaymentFlag::Greater)));
        assert_eq!(judged(&paid("pt-1", "GHS", 18_749), true), Verdict::Flagged(PaymentFlag::Less));
        assert_eq!(judged(&paid("pt-1", "NGN", 18_750), true), Verdict::Flagged(PaymentFlag::Other));
        assert_eq!(judged(&paid("pt-1", "XXX", 18_750), true), Verdict::Flagged(PaymentFlag::Other));
        assert_eq!(judged(&paid("pt-2", "GHS", 18_750), true), Verdict::Flagged(PaymentFlag::Other));
        assert_eq!(judged(&paid("pt-1", "GHS", 18_750), false), Verdict::Flagged(PaymentFlag::Again));
        assert_eq!(judged(&paid("pt-1", "GHS", -18_750), true), Verdict::Flagged(PaymentFlag::Less));
    }
}
