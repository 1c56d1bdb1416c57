//! Billing: what an organisation pays for PerfTrack, and what is paid.
//!
//! PerfTrack owns the subscription; a payment provider only takes money for one invoice at a time. An installation
//! without a provider bills nobody, and everything in it is unlimited.

mod details;
mod gate;
mod invoices;
mod links;
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
    Checkout, CreditNote, Invoice, InvoiceKind, InvoiceLine, InvoiceLineKind, InvoicePath, InvoiceState, InvoicesQuery,
    NotificationTaken, PaymentCheck, PaymentFlag, PaymentPath, PaymentState,
};
pub use links::{LinkPayment, LinkPaymentCheck, LinkedInvoice, PayLink};
pub use money::{Currency, Money};
pub use plans::{BillingPeriod, PlanFeature, PlanList, PlanName, PlanOffer, SeatPrice, VatRate};
pub use standing::{Billing, BillingStanding, BillingState, MoreSeats, PlanChoice, PlanPreview, Quote, Subscription};

permissions! { billing;
    /// See what is paid, choose a plan, pay, and set who is billed.
    MANAGE "manage" never, never, never, Admin;
}

operations! { "billing";
    /// The plans with their prices, and the rates of VAT. A price is one seat's for one term, in minor units of its
    /// currency; VAT is in hundredths of a percent, and none is added for a country that isn't listed. Where `is_on` is
    /// false nobody pays, and everything is unlimited.
    ListPlans: Get "/api/v1/plans" { answer: Json<PlanList>, who: public }
    /// How the organisation stands with its payments, in a word: for the notice that everybody sees when nothing can be
    /// changed. Tells the days that matter, and no sums. Where nobody pays, and in a sandbox, it is `off`.
    ReadBillingStanding: Get "/api/v1/billing/standing" { answer: Json<BillingStanding>, who: session }
    /// The subscription, its seats, who is billed, and what is open. Whoever has joined takes a seat; who was only
    /// entered or invited takes none. What is open comes oldest first, in minor units of its currency. Where nobody
    /// pays, and in a sandbox, the standing is `off` and there is no plan.
    ReadBilling: Get "/api/v1/billing" { answer: Json<Billing>, who: may MANAGE }
    /// Say who is billed. Invoices that were issued stay as they are.
    SetBillingDetails: Put "/api/v1/billing/details" { body: Json<BillingDetails>, answer: Json<BillingDetails>, who: may MANAGE }
    /// What choosing a plan would cost, now and from the next term on. Nothing is chosen by it. `now` is absent if
    /// nothing would be billed at once; VAT is that of the country of who is billed, and none before that is said.
    /// Where nobody pays it answers 409 `billing_off`.
    PreviewPlan: Get "/api/v1/billing/plan/preview" { query: PlanChoice, answer: Json<PlanPreview>, who: may MANAGE }
    /// Choose a plan. The first is billed at once and begins when it is paid; a higher one of the same period and currency is billed for the rest of the term and begins when it is paid; anything else begins with the next term.
    ChoosePlan: Post "/api/v1/billing/plan" { body: Json<PlanChoice>, answer: Json<Billing>, who: may MANAGE, fresh }
    /// Bill more seats for the rest of the term. Answers with their invoice. Outside a paid term, and before it is said
    /// who is billed, it is refused with 422.
    BuySeats: Post "/api/v1/billing/seats" { body: Json<MoreSeats>, answer: Made<Invoice>, who: may MANAGE, fresh }
    /// End the subscription with its term. Until then everything goes on.
    CancelSubscription: Post "/api/v1/billing/cancel" { answer: Json<Billing>, who: may MANAGE, fresh }
    /// Let the subscription go on after all. Only while its term runs: afterwards it is refused with 422, and a plan is
    /// chosen anew.
    ResumeSubscription: Post "/api/v1/billing/resume" { answer: Json<Billing>, who: may MANAGE }
    /// Invoices, latest first. Open, paid, void and refunded ones alike, each with its lines and its credit note. Sums are in minor units
    /// of their currency.
    ListInvoices: Get "/api/v1/billing/invoices" { query: InvoicesQuery, answer: Json<Page<Invoice>>, who: may MANAGE }
    /// One invoice. With its lines, its VAT, who is billed as of when it was issued, and once it is paid the number of
    /// its receipt. Sums are in minor units of its currency.
    ReadInvoice: Get "/api/v1/billing/invoices/{id}" { params: InvoicePath, answer: Json<Invoice>, who: may MANAGE }
    /// An invoice to be kept or printed. The same paper for ever; only that it is void or was paid back is added. Who
    /// took it stands in the audit log.
    ReadInvoiceDocument: Get "/api/v1/billing/invoices/{id}/invoice.pdf" { params: InvoicePath, answer: File<Pdf>, who: may MANAGE }
    /// The receipt of a paid invoice. An invoice that was never paid answers 409 `conflict`. If it was paid back since,
    /// the paper says so. Who took it stands in the audit log.
    ReadReceipt: Get "/api/v1/billing/invoices/{id}/receipt.pdf" { params: InvoicePath, answer: File<Pdf>, who: may MANAGE }
    /// The credit note of an invoice that was paid back. While nothing or not all of it was paid back, it answers 409
    /// `conflict`. It names the invoice and its VAT; who took it stands in the audit log.
    ReadCreditNote: Get "/api/v1/billing/invoices/{id}/credit-note.pdf" { params: InvoicePath, answer: File<Pdf>, who: may MANAGE }
    /// Get a page of the payment provider on which an open invoice can be paid. It sends the browser back to ours.
    CheckOut: Post "/api/v1/billing/invoices/{id}/checkout" { params: InvoicePath, answer: Made<Checkout>, who: may MANAGE }
    /// Ask the provider what has become of a payment. What the browser came back with says nothing.
    CheckPayment: Post "/api/v1/billing/payments/{tx_ref}/check" { params: PaymentPath, answer: Json<PaymentCheck>, who: may MANAGE }
    /// What the link of a mail is for: an invoice that is to be paid, by whoever has the link. Tells the organisation's
    /// name, and the invoice's number, total and last day to pay; nothing else. A link to what is paid or void answers
    /// the same 404 as one that never was.
    ReadPayLink: Post "/api/v1/pay/read" { body: Json<PayLink>, answer: Json<LinkedInvoice>, who: public }
    /// Get a page of the payment provider on which the invoice of a link can be paid. It sends the browser back to a page that needs no account.
    PayByLink: Post "/api/v1/pay/checkout" { body: Json<PayLink>, answer: Json<Checkout>, who: public }
    /// Ask the provider what has become of a payment that was begun by a link. `tx_ref` names the payment; the provider
    /// sends the browser back with it. One that an Admin began answers 404: here nothing is said of it.
    CheckLinkPayment: Post "/api/v1/pay/check" { body: Json<LinkPayment>, answer: Json<LinkPaymentCheck>, who: public }
    /// For the payment provider: something has happened to a payment. It is looked up there before anything is believed.
    TakePaymentNotification: Post "/api/v1/billing/flutterwave/notifications" { body: Notification, answer: Json<NotificationTaken>, who: public }
}
