//! Billing: what an organisation pays for PerfTrack, and what is paid.
//!
//! PerfTrack owns the subscription; a payment provider only takes money for one invoice at a time. An installation
//! without a provider bills nobody, and everything in it is unlimited.

mod details;
mod gate;
mod invoices;
mod money;
mod plans;
mod standing;

use crate::{
    operation::{File, Json, Made, Notification, Pdf},
    operations, permissions,
    wire::Page,
};

pub use details::{BillingDetails, has_card_number};
pub use gate::{Demand, declared_open, demands, stays_open};
pub use invoices::{
    Checkout, Invoice, InvoiceKind, InvoiceLine, InvoiceLineKind, InvoicePath, InvoiceState, InvoicesQuery,
    NotificationTaken, PaymentCheck, PaymentFlag, PaymentPath, PaymentState,
};
pub use money::{Currency, Money};
pub use plans::{BillingPeriod, PlanFeature, PlanList, PlanName, PlanOffer, SeatPrice, VatRate};
pub use standing::{Billing, BillingStanding, BillingState, MoreSeats, PlanChoice, PlanPreview, Quote, Subscription};

permissions! { billing;
    /// See what is paid, choose a plan, pay, and set who is billed.
    MANAGE "manage" never, never, never, Admin;
}

operations! { "billing";
    /// The plans with their prices, and the rates of VAT.
    ListPlans: Get "/api/v1/plans" { answer: Json<PlanList>, who: public }
    /// How the organisation stands with its payments, in a word: for the notice that everybody sees when nothing can be changed.
    ReadBillingStanding: Get "/api/v1/billing/standing" { answer: Json<BillingStanding>, who: session }
    /// The subscription, its seats, who is billed, and what is open.
    ReadBilling: Get "/api/v1/billing" { answer: Json<Billing>, who: may MANAGE }
    /// Say who is billed. Invoices that were issued stay as they are.
    SetBillingDetails: Put "/api/v1/billing/details" { body: Json<BillingDetails>, answer: Json<BillingDetails>, who: may MANAGE }
    /// What choosing a plan would cost, now and from the next term on.
    PreviewPlan: Get "/api/v1/billing/plan/preview" { query: PlanChoice, answer: Json<PlanPreview>, who: may MANAGE }
    /// Choose a plan. The first is billed at once and begins when it is paid; a higher one of the same period and currency is billed for the rest of the term and begins when it is paid; anything else begins with the next term.
    ChoosePlan: Post "/api/v1/billing/plan" { body: Json<PlanChoice>, answer: Json<Billing>, who: may MANAGE, fresh }
    /// Bill more seats for the rest of the term.
    BuySeats: Post "/api/v1/billing/seats" { body: Json<MoreSeats>, answer: Made<Invoice>, who: may MANAGE, fresh }
    /// End the subscription with its term. Until then everything goes on.
    CancelSubscription: Post "/api/v1/billing/cancel" { answer: Json<Billing>, who: may MANAGE, fresh }
    /// Let the subscription go on after all.
    ResumeSubscription: Post "/api/v1/billing/resume" { answer: Json<Billing>, who: may MANAGE }
    /// Invoices, latest first.
    ListInvoices: Get "/api/v1/billing/invoices" { query: InvoicesQuery, answer: Json<Page<Invoice>>, who: may MANAGE }
    /// One invoice.
    ReadInvoice: Get "/api/v1/billing/invoices/{id}" { params: InvoicePath, answer: Json<Invoice>, who: may MANAGE }
    /// An invoice to be kept or printed.
    ReadInvoiceDocument: Get "/api/v1/billing/invoices/{id}/invoice.pdf" { params: InvoicePath, answer: File<Pdf>, who: may MANAGE }
    /// The receipt of a paid invoice.
    ReadReceipt: Get "/api/v1/billing/invoices/{id}/receipt.pdf" { params: InvoicePath, answer: File<Pdf>, who: may MANAGE }
    /// Get a page of the payment provider on which an open invoice can be paid. It sends the browser back to ours.
    CheckOut: Post "/api/v1/billing/invoices/{id}/checkout" { params: InvoicePath, answer: Made<Checkout>, who: may MANAGE }
    /// Ask the provider what has become of a payment. What the browser came back with says nothing.
    CheckPayment: Post "/api/v1/billing/payments/{tx_ref}/check" { params: PaymentPath, answer: Json<PaymentCheck>, who: may MANAGE }
    /// For the payment provider: something has happened to a payment. It is looked up there before anything is believed.
    TakePaymentNotification: Post "/api/v1/billing/flutterwave/notifications" { body: Notification, answer: Json<NotificationTaken>, who: public }
}
