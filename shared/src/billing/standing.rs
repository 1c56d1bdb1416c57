//! How an organisation stands with its payments.

use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    details::BillingDetails,
    invoices::{Invoice, InvoiceLine},
    money::{Currency, Money},
    plans::{BillingPeriod, PlanName},
};
use crate::wire::choice::choice;

choice! {
    /// How an organisation stands with its payments.
    pub enum BillingState {
        /// Nobody pays here.
        Off = "off",
        /// It tries everything without paying.
        Trial = "trial",
        /// On the plan that costs nothing.
        Free = "free",
        /// Its term is paid.
        Active = "active",
        /// Something is to be paid by today.
        Due = "due",
        /// Something should have been paid. Everything works still.
        Overdue = "overdue",
        /// Nothing can be changed until it has paid; reading and taking data out work.
        ReadOnly = "read_only",
        /// It has cancelled, its term is over, and it has more people than the plan that costs nothing is for.
        Cancelled = "cancelled",
    }
}

/// How an organisation stands, in a word and days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BillingStanding {
    /// In a word.
    pub state: BillingState,
    /// The first day after its trial, while it tries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trial_ends_on: Option<NaiveDate>,
    /// Since when it owes something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owed_since: Option<NaiveDate>,
    /// From when nothing can be changed, if nothing is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_only_on: Option<NaiveDate>,
}

/// A subscription. It goes on, term by term, until it is cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Subscription {
    /// The plan of the term.
    pub plan: PlanName,
    /// How long its terms are.
    pub period: BillingPeriod,
    /// In which currency it is paid.
    pub currency: Currency,
    /// How many seats are paid for.
    pub seats: i32,
    /// The first day of the term.
    pub from_on: NaiveDate,
    /// The first day after it.
    pub until_on: NaiveDate,
    /// Whether it ends with its term.
    pub is_cancelled: bool,
    /// The plan of the next term, if it is another choice than this term's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<PlanChoice>,
}

/// What Admins see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Billing {
    /// How it stands.
    pub standing: BillingStanding,
    /// Which plan's limits hold now; absent where there are none: in a trial, or where nobody pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanName>,
    /// How many people take a seat: all who have joined. Whoever is entered or invited takes none until then.
    pub people: i64,
    /// The subscription, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscription: Option<Subscription>,
    /// Who is billed, once it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<BillingDetails>,
    /// What is to be paid, oldest first.
    pub open: Vec<Invoice>,
}

/// Which plan, for how long, in which currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
pub struct PlanChoice {
    /// The plan; not the one that costs nothing, which is what is left when a subscription ends.
    #[garde(skip)]
    pub plan: PlanName,
    /// How long its terms are.
    #[garde(skip)]
    pub period: BillingPeriod,
    /// In which currency to pay.
    #[garde(skip)]
    pub currency: Currency,
}

/// What something would cost. For part of a term: seats × the price of a seat × days of the term that are left ÷ days of the
/// term, rounded once, half up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Quote {
    /// The plan.
    pub plan: PlanName,
    /// How long a term is.
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
}

/// What choosing a plan would cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlanPreview {
    /// What would be billed at once; absent if nothing would.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Quote>,
    /// What the term after would cost, with as many people as today.
    pub next_term: Quote,
}

/// How many seats more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct MoreSeats {
    /// At least one.
    #[garde(custom(some_seats))]
    pub seats: i32,
}

fn some_seats(value: &i32, _: &()) -> garde::Result {
    if (1..=10_000).contains(value) { Ok(()) } else { Err(garde::Error::new("out_of_range:1–10000")) }
}
