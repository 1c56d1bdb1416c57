//! Rows of billing, and how they are shown.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    billing::{
        BillingDetails, BillingPeriod, Currency, Invoice, InvoiceKind, InvoiceState, Money, PaymentFlag, PaymentState,
        PlanChoice, PlanName,
    },
    wire::id::{InvoiceId, OrganisationId},
};
use uuid::Uuid;

use super::{
    clock::Span,
    sums::{Bill, Sum},
};
use crate::db::schema::{billing_details, billing_terms, invoices, payments, subscriptions};

/// What an organisation has chosen, and how far it is.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = subscriptions)]
pub(super) struct SubscriptionRow {
    pub trial_ends_on: NaiveDate,
    pub plan: Option<PlanName>,
    pub period: Option<BillingPeriod>,
    pub currency: Option<Currency>,
    pub is_cancelled: bool,
    pub over_since: Option<NaiveDate>,
    pub reminders: i32,
    pub trued_up_on: Option<NaiveDate>,
}

impl SubscriptionRow {
    /// What the next term is to be.
    pub(super) fn choice(&self) -> Option<PlanChoice> {
        Some(PlanChoice { plan: self.plan?, period: self.period?, currency: self.currency? })
    }
}

/// Who is billed.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = billing_details, treat_none_as_null = true)]
pub(super) struct DetailsRow {
    pub name: String,
    pub email: String,
    pub address: String,
    pub country: String,
    pub tax_number: Option<String>,
}

impl DetailsRow {
    /// As typed, without space around it.
    pub(super) fn of(details: &BillingDetails) -> Self {
        let trimmed = |text: &str| text.trim().to_owned();
        Self {
            name: trimmed(&details.name),
            email: trimmed(&details.email),
            address: trimmed(&details.address),
            country: details.country.clone(),
            tax_number: details.tax_number.as_deref().map(trimmed).filter(|number| !number.is_empty()),
        }
    }

    /// As Admins see it.
    pub(super) fn shown(self) -> BillingDetails {
        let Self { name, email, address, country, tax_number } = self;
        BillingDetails { name, email, address, country, tax_number }
    }
}

/// A paid term.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = billing_terms)]
pub(super) struct TermRow {
    pub org_id: Uuid,
    pub from_on: NaiveDate,
    pub until_on: NaiveDate,
    pub plan: PlanName,
    pub period: BillingPeriod,
    pub currency: Currency,
    pub seats: i32,
    pub unit_minor: i64,
    pub invoice_id: Uuid,
}

impl TermRow {
    /// Its days and its plan.
    pub(super) fn span(&self) -> Span {
        Span { plan: self.plan, from_on: self.from_on, until_on: self.until_on }
    }

    /// What was chosen for it.
    pub(super) fn choice(&self) -> PlanChoice {
        PlanChoice { plan: self.plan, period: self.period, currency: self.currency }
    }
}

/// An invoice.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = invoices)]
pub(super) struct InvoiceRow {
    pub org_id: Uuid,
    pub id: Uuid,
    pub number: String,
    pub kind: InvoiceKind,
    pub state: InvoiceState,
    pub plan: PlanName,
    pub period: BillingPeriod,
    pub currency: Currency,
    pub seats: i32,
    pub unit_minor: i64,
    pub days: i32,
    pub of_days: i32,
    pub charge_minor: i64,
    pub credit_plan: Option<PlanName>,
    pub credit_unit_minor: Option<i64>,
    pub credit_minor: i64,
    pub vat_basis_points: i32,
    pub vat_minor: i64,
    pub total_minor: i64,
    pub from_on: NaiveDate,
    pub until_on: NaiveDate,
    pub billed_name: String,
    pub billed_email: String,
    pub billed_address: String,
    pub billed_country: String,
    pub billed_tax_number: Option<String>,
    pub issued_at: DateTime<Utc>,
    pub due_on: NaiveDate,
    pub mailed_at: Option<DateTime<Utc>>,
    pub paid_at: Option<DateTime<Utc>>,
    pub receipt_number: Option<String>,
}

impl InvoiceRow {
    /// What is to be paid.
    pub(super) fn total(&self) -> Money {
        Money::new(self.currency, self.total_minor)
    }

    fn bill(&self) -> Bill {
        Bill {
            plan: self.plan,
            currency: self.currency,
            seats: self.seats,
            unit_minor: self.unit_minor,
            days: self.days,
            of_days: self.of_days,
            credit: self.credit_plan.zip(self.credit_unit_minor),
            vat_basis_points: self.vat_basis_points,
        }
    }

    /// As Admins see it, without its credit note: its amounts are those that were frozen, not worked out anew.
    pub(super) fn shown(self) -> Invoice {
        let money = |minor| Money::new(self.currency, minor);
        let sum =
            Sum { charge: self.charge_minor, credit: self.credit_minor, vat: self.vat_minor, total: self.total_minor };
        Invoice {
            id: InvoiceId(self.id),
            lines: self.bill().lines(sum),
            net: money(self.charge_minor - self.credit_minor),
            vat: money(self.vat_minor),
            total: money(self.total_minor),
            billed: BillingDetails {
                name: self.billed_name,
                email: self.billed_email,
                address: self.billed_address,
                country: self.billed_country,
                tax_number: self.billed_tax_number,
            },
            number: self.number,
            kind: self.kind,
            state: self.state,
            plan: self.plan,
            period: self.period,
            seats: self.seats,
            from_on: self.from_on,
            until_on: self.until_on,
            days: self.days,
            of_days: self.of_days,
            issued_at: self.issued_at,
            due_on: self.due_on,
            paid_at: self.paid_at,
            receipt_number: self.receipt_number,
            credit_note: None,
        }
    }
}

/// An attempt to pay.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = payments)]
pub(super) struct PaymentRow {
    pub id: Uuid,
    pub invoice_id: Uuid,
    pub tx_ref: String,
    pub state: PaymentState,
    pub flag: Option<PaymentFlag>,
    pub link: Option<String>,
    pub minor: i64,
    pub currency: Currency,
    pub transaction_id: Option<i64>,
    pub paid_minor: Option<i64>,
    pub paid_currency: Option<String>,
    pub created_at: DateTime<Utc>,
    pub refunded_minor: Option<i64>,
    /// The provider's number of the latest refund.
    pub refund_id: Option<i64>,
    /// What of it is on its way back.
    pub refunding_minor: Option<i64>,
}

/// A payment, before its organisation is entered.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = payments)]
pub(super) struct Found {
    pub org_id: OrganisationId,
    pub id: Uuid,
    pub transaction_id: Option<i64>,
    pub by_link: bool,
}
