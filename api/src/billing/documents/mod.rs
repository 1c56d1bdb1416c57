//! Invoices, receipts and credit notes on paper. An invoice that was issued is the same paper for ever.

use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::billing::{
    BillingPeriod, CreditNote, Invoice, InvoiceKind, InvoiceLine, InvoiceLineKind, InvoiceState, Money, PlanName,
};

use crate::{config::Seller, pdf::Manuscript, sheets::printed_day};

/// The invoice. Whether it is paid isn't on it, but that nobody has to pay it any more is.
pub(super) fn invoice(invoice: &Invoice, seller: &Seller) -> Manuscript {
    let issued = invoice.issued_at.date_naive();
    let mut facts = vec![
        fact("Number", invoice.number.clone()),
        fact("Issued", printed_day(issued)),
        fact("To be paid by", printed_day(invoice.due_on)),
        fact("For", span(invoice)),
    ];
    let mut notes = vec!["To be paid on the page of Flutterwave that PerfTrack leads to, under Billing.".to_owned()];
    match invoice.state {
        // That it is on its way back isn't: it may come to nothing.
        InvoiceState::Open | InvoiceState::Paid | InvoiceState::Refunding => {}
        InvoiceState::Void => {
            facts.push(fact("State", "Void".to_owned()));
            notes = vec!["This invoice is void: nobody has to pay it.".to_owned()];
        }
        InvoiceState::Refunded => {
            facts.push(fact("State", "Paid back".to_owned()));
            notes = vec!["What was paid for this invoice was paid back.".to_owned()];
            notes.extend(invoice.credit_note.iter().map(|note| format!("See credit note {}.", note.number)));
        }
    }
    paper("Invoice", &invoice.number, invoice, seller, (&facts, &notes), issued)
}

/// The receipt of a paid invoice. `transaction` is the number that the provider gave the payment.
pub(super) fn receipt(invoice: &Invoice, seller: &Seller, transaction: Option<i64>) -> Manuscript {
    let paid = invoice.paid_at.unwrap_or(invoice.issued_at).date_naive();
    let number = invoice.receipt_number.as_deref().unwrap_or(&invoice.number);
    let mut facts = vec![
        fact("Number", number.to_owned()),
        fact("Invoice", invoice.number.clone()),
        fact("Paid", printed_day(paid)),
        fact("For", span(invoice)),
    ];
    facts.extend(transaction.map(|number| fact("Payment", format!("Flutterwave, transaction {number}"))));
    let mut notes = vec![format!("Received with thanks: {}.", printed(invoice.total))];
    if invoice.state == InvoiceState::Refunded {
        facts.push(fact("State", "Paid back".to_owned()));
        notes.push("It was paid back since.".to_owned());
    }
    paper("Receipt", number, invoice, seller, (&facts, &notes), paid)
}

/// The credit note of an invoice that was paid back: the same lines and VAT, given back.
pub(super) fn credit_note(invoice: &Invoice, note: &CreditNote, seller: &Seller) -> Manuscript {
    let issued = note.issued_at.date_naive();
    let facts = [
        fact("Number", note.number.clone()),
        fact("Issued", printed_day(issued)),
        fact("Invoice", invoice.number.clone()),
        fact("Invoice issued", printed_day(invoice.issued_at.date_naive())),
        fact("For", span(invoice)),
    ];
    let (total, vat, number) = (printed(invoice.total), printed(invoice.vat), &invoice.number);
    let notes = [format!("Invoice {number} is credited as a whole: {total}, of which VAT {vat}, was paid back.")];
    paper("Credit note", &note.number, invoice, seller, (&facts, &notes), issued)
}

fn paper(
    word: &str,
    number: &str,
    invoice: &Invoice,
    seller: &Seller,
    (facts, notes): (&[Value], &[String]),
    made_on: NaiveDate,
) -> Manuscript {
    let lines: Vec<_> = invoice.lines.iter().filter(|line| line.kind != InvoiceLineKind::Vat).collect();
    let lines: Vec<_> = lines.into_iter().map(|line| printed_line(line, invoice)).collect();
    let data = json!({
        "title": format!("{word} {number}"),
        "facts": facts,
        "seller": from(seller),
        "buyer": billed(invoice),
        "lines": lines,
        "sums": sums(invoice),
        "notes": notes,
    });
    Manuscript { template: include_str!("document.typ"), data, made_on }
}

fn fact(word: &str, what: String) -> Value {
    json!({ "word": word, "what": what })
}

/// The days it is for, the last one too.
fn span(invoice: &Invoice) -> String {
    let last = invoice.until_on.pred_opt().unwrap_or(invoice.until_on);
    format!("{} – {}", printed_day(invoice.from_on), printed_day(last))
}

fn from(seller: &Seller) -> Vec<String> {
    let mut lines = vec![seller.name.clone()];
    lines.extend(seller.address.iter().cloned());
    lines.extend(seller.tax_number.iter().map(|number| format!("Tax number {number}")));
    lines
}

fn billed(invoice: &Invoice) -> Vec<String> {
    let billed = &invoice.billed;
    let mut lines = vec![billed.name.clone()];
    lines.extend(billed.address.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()));
    lines.push(billed.country.clone());
    lines.extend(billed.tax_number.iter().map(|number| format!("Tax number {number}")));
    lines.push(billed.email.clone());
    lines
}

fn printed_line(line: &InvoiceLine, invoice: &Invoice) -> Value {
    let plan = line.plan.map(plan).unwrap_or_default();
    let term = match invoice.period {
        BillingPeriod::Monthly => "a month",
        BillingPeriod::Yearly => "a year",
    };
    let what = match (line.kind, invoice.kind) {
        (InvoiceLineKind::Credit, _) => format!("Paid already for these days: {plan}, {term}"),
        (_, InvoiceKind::Seats) => format!("{plan}, {term}: more people"),
        (_, InvoiceKind::Term | InvoiceKind::Upgrade) => format!("{plan}, {term}"),
    };
    let is_part = invoice.days != invoice.of_days;
    let detail = if is_part { format!("for {} of {} days", invoice.days, invoice.of_days) } else { String::new() };
    json!({
        "what": what,
        "detail": detail,
        "seats": line.seats.map(|seats| seats.to_string()).unwrap_or_default(),
        "price": line.unit.map(printed).unwrap_or_default(),
        "amount": printed(line.amount),
    })
}

fn sums(invoice: &Invoice) -> Vec<Value> {
    let sum = |word: String, money, total: bool| json!({ "word": word, "what": printed(money), "total": total });
    let vat = invoice.lines.iter().find(|line| line.kind == InvoiceLineKind::Vat).and_then(|line| line.basis_points);
    vec![
        sum("Without VAT".to_owned(), invoice.net, false),
        sum(format!("VAT {}", percent(vat.unwrap_or_default())), invoice.vat, false),
        sum("Total".to_owned(), invoice.total, true),
    ]
}

/// With the currency's code: fonts lack some signs, and papers go to banks.
fn printed(money: Money) -> String {
    money.to_string().replacen(money.currency.sign(), &format!("{}\u{a0}", money.currency), 1)
}

/// Hundredths of a percent: 750 is `7.5%`.
fn percent(basis_points: i32) -> String {
    format!("{}%", f64::from(basis_points) / 100.0)
}

const fn plan(plan: PlanName) -> &'static str {
    match plan {
        PlanName::Free => "PerfTrack Free",
        PlanName::Team => "PerfTrack Team",
        PlanName::Business => "PerfTrack Business",
    }
}

#[cfg(test)]
mod tests;
