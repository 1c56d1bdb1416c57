//! Paying by the link of a mail, without an account: whoever has it sees what there is to pay, and nothing else.

use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    invoices::{PaymentFlag, PaymentState},
    money::Money,
};
use crate::wire::check;

/// The secret of a link to an invoice.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PayLink {
    /// As it stands in the link.
    #[garde(custom(check::line(1, 100)))]
    pub token: String,
}

/// The secret is for whoever pays, and no log's.
impl std::fmt::Debug for PayLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PayLink").finish_non_exhaustive()
    }
}

/// What there is to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LinkedInvoice {
    /// Whose invoice it is.
    pub organisation: String,
    /// Such as `INV-2026-000001`.
    pub number: String,
    /// What is to be paid.
    pub total: Money,
    /// The last day to pay it.
    pub due_on: NaiveDate,
}

/// A payment that was begun by a link.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct LinkPayment {
    /// Names the payment.
    #[garde(custom(check::line(1, 100)))]
    pub tx_ref: String,
}

/// What has become of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LinkPaymentCheck {
    /// How the payment stands.
    pub state: PaymentState,
    /// Why somebody has to look at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<PaymentFlag>,
    /// Whether the invoice is paid, by this payment or by another.
    pub is_paid: bool,
    /// What was to be paid.
    pub invoice: LinkedInvoice,
}
