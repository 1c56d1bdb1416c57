//! Plans: what is offered, for how much. Whoever runs PerfTrack sets prices and limits.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::money::Money;
use crate::wire::choice::choice;

choice! {
    /// A plan, smallest first.
    #[derive(PartialOrd, Ord)]
    pub enum PlanName {
        /// Costs nothing, for a few people.
        Free = "free",
        /// For teams.
        Team = "team",
        /// For companies.
        Business = "business",
    }
}

choice! {
    /// How long a term is.
    pub enum BillingPeriod {
        /// A month.
        Monthly = "monthly",
        /// A year.
        Yearly = "yearly",
    }
}

choice! {
    /// What not every plan has. What was set up before goes on; only setting it up asks for the plan.
    pub enum PlanFeature {
        /// Log-ins by the organisation's own provider.
        SingleSignOn = "single_sign_on",
        /// Tokens for programs.
        ApiTokens = "api_tokens",
    }
}

/// What a seat costs for one term, without VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SeatPrice {
    /// How long the term is.
    pub period: BillingPeriod,
    /// The price.
    pub price: Money,
}

/// A plan as it is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlanOffer {
    /// Which.
    pub plan: PlanName,
    /// The most people it is for; absent if for any number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_people: Option<u32>,
    /// What it has that not every plan has.
    pub features: Vec<PlanFeature>,
    /// What a seat costs, by period and currency; none for the plan that costs nothing.
    pub prices: Vec<SeatPrice>,
}

/// The VAT of a country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VatRate {
    /// Two letters (ISO 3166).
    pub country: String,
    /// In hundredths of a percent: 1500 is 15 %.
    pub basis_points: u32,
}

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlanList {
    /// Whether anybody pays here at all. If not, everything is unlimited.
    pub is_on: bool,
    /// How many days a new organisation tries everything without paying.
    pub trial_days: u16,
    /// Smallest first.
    pub plans: Vec<PlanOffer>,
    /// By country; elsewhere none is added.
    pub vat: Vec<VatRate>,
}
