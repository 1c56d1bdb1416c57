//! Invoices: what they are for, what they come to, and issuing them.

use chrono::{Datelike, Days, NaiveDate, Utc};
use serde_json::json;
use shared::{
    billing::{InvoiceKind, InvoiceState, Money, PlanChoice, PlanName, Quote},
    wire::id::InvoiceId,
};
use uuid::Uuid;

use super::{
    clock::{OFFERED_DAYS, SEATS_DAYS},
    plans::Plans,
    queries::{invoices, links, payments},
    rows::{DetailsRow, InvoiceRow, TermRow},
    sums::{Bill, days, term_end},
};
use crate::{audit::Event, db::TenantTx, http::Failure};

/// An invoice that isn't issued.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub kind: InvoiceKind,
    pub choice: PlanChoice,
    pub seats: i32,
    pub unit_minor: i64,
    pub days: i32,
    pub of_days: i32,
    pub from_on: NaiveDate,
    pub until_on: NaiveDate,
    pub credit: Option<(PlanName, i64)>,
    pub due_on: NaiveDate,
}

impl Draft {
    /// A whole term.
    pub(super) fn term(choice: PlanChoice, seats: i32, unit_minor: i64, from_on: NaiveDate, due_on: NaiveDate) -> Self {
        let until_on = term_end(from_on, choice.period);
        let days = days(from_on, until_on);
        let kind = InvoiceKind::Term;
        Self { kind, choice, seats, unit_minor, days, of_days: days, from_on, until_on, credit: None, due_on }
    }

    /// More seats for the rest of a term.
    pub(super) fn seats(term: &TermRow, seats: i32, today: NaiveDate) -> Self {
        Self {
            kind: InvoiceKind::Seats,
            choice: term.choice(),
            seats,
            unit_minor: term.unit_minor,
            days: days(today, term.until_on),
            of_days: days(term.from_on, term.until_on),
            from_on: today,
            until_on: term.until_on,
            credit: None,
            due_on: later(today, SEATS_DAYS),
        }
    }

    /// A higher plan for the rest of a term.
    pub(super) fn upgrade(term: &TermRow, to: PlanChoice, unit_minor: i64, today: NaiveDate) -> Self {
        Self {
            kind: InvoiceKind::Upgrade,
            choice: to,
            unit_minor,
            credit: Some((term.plan, term.unit_minor)),
            due_on: later(today, OFFERED_DAYS).min(term.until_on),
            ..Self::seats(term, term.seats, today)
        }
    }

    fn bill(&self, vat_basis_points: i32) -> Bill {
        Bill {
            plan: self.choice.plan,
            currency: self.choice.currency,
            seats: self.seats,
            unit_minor: self.unit_minor,
            days: self.days,
            of_days: self.of_days,
            credit: self.credit,
            vat_basis_points,
        }
    }

    /// What it would come to.
    pub(super) fn quote(&self, vat_basis_points: i32) -> Quote {
        let bill = self.bill(vat_basis_points);
        let sum = bill.sum();
        let money = |minor| Money::new(self.choice.currency, minor);
        Quote {
            plan: self.choice.plan,
            period: self.choice.period,
            seats: self.seats,
            from_on: self.from_on,
            until_on: self.until_on,
            days: self.days,
            of_days: self.of_days,
            lines: bill.lines(sum),
            net: money(sum.charge - sum.credit),
            vat: money(sum.vat),
            total: money(sum.total),
        }
    }
}

/// So many days later.
pub(super) fn later(day: NaiveDate, days: i64) -> NaiveDate {
    day + Days::new(days.unsigned_abs())
}

/// Issues it: from now on it stays as it is. What isn't mailed yet, the worker mails.
pub(super) fn issue(
    tx: &mut TenantTx<'_>,
    plans: &Plans,
    draft: &Draft,
    details: &DetailsRow,
    is_mailed: bool,
) -> Result<InvoiceRow, Failure> {
    let vat_basis_points = plans.vat(&details.country);
    let sum = draft.bill(vat_basis_points).sum();
    // Nobody can pay nothing.
    if sum.total <= 0 {
        return Err(Failure::field("plan", "not_allowed_now"));
    }
    let today = tx.calendar.today;
    let (issued_at, details) = (Utc::now(), details.clone());
    let invoice = InvoiceRow {
        org_id: tx.org(),
        id: Uuid::now_v7(),
        number: invoices::next_number(tx, "INV", today.year())?,
        kind: draft.kind,
        state: InvoiceState::Open,
        plan: draft.choice.plan,
        period: draft.choice.period,
        currency: draft.choice.currency,
        seats: draft.seats,
        unit_minor: draft.unit_minor,
        days: draft.days,
        of_days: draft.of_days,
        charge_minor: sum.charge,
        credit_plan: draft.credit.map(|(plan, _)| plan),
        credit_unit_minor: draft.credit.map(|(_, unit)| unit),
        credit_minor: sum.credit,
        vat_basis_points,
        vat_minor: sum.vat,
        total_minor: sum.total,
        from_on: draft.from_on,
        until_on: draft.until_on,
        billed_name: details.name,
        billed_email: details.email,
        billed_address: details.address,
        billed_country: details.country,
        billed_tax_number: details.tax_number,
        issued_at,
        due_on: draft.due_on,
        mailed_at: is_mailed.then_some(issued_at),
        paid_at: None,
        receipt_number: None,
    };
    invoices::add(tx, &invoice)?;
    tx.note(Event::new("billing.invoice_issued", invoice.id).after(&facts(&invoice)))?;
    Ok(invoice)
}

/// Nobody has to pay it any more.
pub(super) fn void(tx: &mut TenantTx<'_>, invoice: &InvoiceRow) -> Result<(), Failure> {
    invoices::set_state(tx, InvoiceId(invoice.id), InvoiceState::Void)?;
    links::end(tx, InvoiceId(invoice.id))?;
    payments::ask_now(tx, InvoiceId(invoice.id))?;
    tx.note(Event::new("billing.invoice_voided", invoice.id).before(&facts(invoice)))
}

/// What the log says of an invoice: who is billed isn't in it.
pub(super) fn facts(invoice: &InvoiceRow) -> serde_json::Value {
    json!({
        "number": invoice.number, "kind": invoice.kind, "plan": invoice.plan, "seats": invoice.seats,
        "currency": invoice.currency, "total_minor": invoice.total_minor,
    })
}
