//! Invoices: frozen when they are issued, numbered without gaps; and the payments of them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    details::BillingDetails,
    money::Money,
    plans::{BillingPeriod, PlanName},
};
use crate::wire::{Limit, choice::choice, id::InvoiceId};

choice! {
    /// What an invoice is for.
    pub enum InvoiceKind {
        /// A whole term.
        Term = "term",
        /// More seats for the rest of a term.
        Seats = "seats",
        /// A higher plan for the rest of a term.
        Upgrade = "upgrade",
    }
}

choice! {
    /// How an invoice stands.
    pub enum InvoiceState {
        /// To be paid.
        Open = "open",
        /// Paid.
        Paid = "paid",
        /// Nobody has to pay it any more. It keeps its number.
        Void = "void",
        /// Paid, and on its way back.
        Refunding = "refunding",
        /// Paid, and paid back.
        Refunded = "refunded",
    }
}

choice! {
    /// What a line of an invoice is about.
    pub enum InvoiceLineKind {
        /// Seats for the time of the invoice.
        Seats = "seats",
        /// What was paid already for the same time, at the plan before.
        Credit = "credit",
        /// VAT.
        Vat = "vat",
    }
}

choice! {
    /// How a payment stands.
    pub enum PaymentState {
        /// Begun; the provider hasn't given a page for it.
        Created = "created",
        /// It can be paid on the provider's page.
        LinkIssued = "link_issued",
        /// Paid.
        Paid = "paid",
        /// Something came in that whoever runs PerfTrack has to look at; see [`PaymentFlag`].
        Flagged = "flagged",
        /// Nothing came of it.
        Failed = "failed",
    }
}

choice! {
    /// Why somebody has to look at a payment.
    pub enum PaymentFlag {
        /// More came in than was asked for. The invoice is paid, the rest is to be paid back.
        Greater = "greater",
        /// Less came in: the invoice isn't paid.
        Less = "less",
        /// Another currency, or another payment, than was asked for: the invoice isn't paid.
        Other = "other",
        /// The invoice was paid already, or is void: this is to be paid back.
        Again = "again",
    }
}

/// A line of an invoice. Lines add up to its total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvoiceLine {
    /// What it is about.
    pub kind: InvoiceLineKind,
    /// Of which plan; absent for VAT.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanName>,
    /// How many seats; absent for VAT.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<i32>,
    /// What a seat costs for a whole term; absent for VAT.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Money>,
    /// In hundredths of a percent; for VAT alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis_points: Option<i32>,
    /// The amount; a credit is below nought.
    pub amount: Money,
}

/// An invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Invoice {
    /// Names it.
    pub id: InvoiceId,
    /// Such as `INV-2026-000001`.
    pub number: String,
    /// What it is for.
    pub kind: InvoiceKind,
    /// How it stands.
    pub state: InvoiceState,
    /// Which plan.
    pub plan: PlanName,
    /// How long its terms are.
    pub period: BillingPeriod,
    /// How many seats.
    pub seats: i32,
    /// The first day that it pays for.
    pub from_on: NaiveDate,
    /// The first day that it doesn't pay for any more.
    pub until_on: NaiveDate,
    /// How many days of the term it pays for.
    pub days: i32,
    /// Of how many days the term has.
    pub of_days: i32,
    /// Its lines, VAT last.
    pub lines: Vec<InvoiceLine>,
    /// Without VAT.
    pub net: Money,
    /// VAT.
    pub vat: Money,
    /// What is to be paid.
    pub total: Money,
    /// Who is billed, as of when it was issued.
    pub billed: BillingDetails,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// The last day to pay it.
    pub due_on: NaiveDate,
    /// When it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<DateTime<Utc>>,
    /// Such as `REC-2026-000001`, once it is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_number: Option<String>,
    /// Once all of it was paid back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_note: Option<CreditNote>,
}

/// That what was paid for an invoice was paid back. It is of the whole invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CreditNote {
    /// Such as `CRN-2026-000001`.
    pub number: String,
    /// When it was issued: when the provider said that the payer has it.
    pub issued_at: DateTime<Utc>,
}

/// Path of one invoice.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct InvoicePath {
    /// The invoice.
    pub id: InvoiceId,
}

/// Which invoices.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
pub struct InvoicesQuery {
    /// Where the page begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// How many; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
}

/// Where an invoice can be paid.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Checkout {
    /// The provider's page.
    pub link: String,
    /// Names the payment.
    pub tx_ref: String,
}

/// The page is for whoever pays, and no log's.
impl std::fmt::Debug for Checkout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Checkout").field("tx_ref", &self.tx_ref).finish_non_exhaustive()
    }
}

/// That a notification was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotificationTaken {
    /// Always so.
    pub taken: bool,
}

/// Path of one payment.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PaymentPath {
    /// Names the payment.
    #[serde(deserialize_with = "tx_ref")]
    pub tx_ref: String,
}

/// What can be the reference of a payment: 1 to 100 letters, digits, `-`, `_` and `.`.
fn tx_ref<'de, D: serde::Deserializer<'de>>(given: D) -> Result<String, D::Error> {
    let text = String::deserialize(given)?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if (1..=100).contains(&text.len()) && text.bytes().all(fits) {
        return Ok(text);
    }
    Err(serde::de::Error::custom("no reference of a payment"))
}

/// What has become of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaymentCheck {
    /// How it stands.
    pub state: PaymentState,
    /// Why somebody has to look at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<PaymentFlag>,
    /// The invoice it is for.
    pub invoice: Invoice,
}
