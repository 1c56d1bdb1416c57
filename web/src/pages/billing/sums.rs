//! Any sum opens: the lines of an invoice, or of what would be one, as they were added up.

use leptos::prelude::*;
use shared::billing::{Invoice, InvoiceLine, InvoiceLineKind, Money, Quote};

use super::offers::shown;
use crate::text::{billing as text, format, pricing};

/// What is added up.
pub struct Bill<'a> {
    lines: &'a [InvoiceLine],
    net: Money,
    vat: Money,
    total: Money,
    /// How many days of the term it pays for, and how many that has.
    days: (i32, i32),
}

impl<'a> From<&'a Invoice> for Bill<'a> {
    fn from(of: &'a Invoice) -> Self {
        Self { lines: &of.lines, net: of.net, vat: of.vat, total: of.total, days: (of.days, of.of_days) }
    }
}

impl<'a> From<&'a Quote> for Bill<'a> {
    fn from(of: &'a Quote) -> Self {
        Self { lines: &of.lines, net: of.net, vat: of.vat, total: of.total, days: (of.days, of.of_days) }
    }
}

/// The lines and what they come to, behind a word that opens them.
pub fn opened<'a>(bill: impl Into<Bill<'a>>) -> AnyView {
    let bill: Bill = bill.into();
    let line = |line: &InvoiceLine| fact(words(line, bill.days), shown(line.amount), false);
    let lines = bill.lines.iter().map(line).collect_view();
    let net = (bill.vat.minor != 0).then(|| fact(text::NET.to_owned(), shown(bill.net), false));
    let total = fact(text::TOTAL.to_owned(), shown(bill.total), true);
    view! {
        <details class="kept">
            <summary>{text::HOW_COMPUTED}</summary>
            <dl class="stack tight">{lines}{net}{total}</dl>
        </details>
    }
    .into_any()
}

fn fact(word: String, amount: String, strong: bool) -> AnyView {
    let class = if strong { "spread strong" } else { "spread small" };
    view! { <div class=class><dt>{word}</dt><dd class="num">{amount}</dd></div> }.into_any()
}

fn words(line: &InvoiceLine, (days, of_days): (i32, i32)) -> String {
    let plan = line.plan.map(pricing::plan).unwrap_or_default();
    let (seats, unit) = (line.seats.unwrap_or_default(), line.unit.map(shown).unwrap_or_default());
    match line.kind {
        InvoiceLineKind::Seats => text::seats_line(plan, seats, &unit, days, of_days),
        InvoiceLineKind::Credit => text::credit_line(plan, seats, &unit, days, of_days),
        InvoiceLineKind::Vat => text::vat_line(&format::basis_points(line.basis_points.unwrap_or_default())),
    }
}
