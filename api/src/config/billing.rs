//! What is offered for how much.

use super::{Check, given};

const PLANS: &str = "PERFTRACK_PLANS";

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct BillingSettings {
    /// A JSON file of plans with prices, limits and VAT, in place of the usual ones; docs/billing.md shows one. It matters
    /// only where payments are taken.
    #[arg(long = "plans", env = PLANS)]
    pub plans: Option<String>,
}

/// What is offered.
#[derive(Debug, Clone, Default)]
pub struct Billing {
    /// The text of the file of plans; the usual ones without it.
    pub plans: Option<String>,
}

impl BillingSettings {
    pub(super) fn check(&self, check: &mut Check) -> Option<Billing> {
        let plans = given(&self.plans).map(std::fs::read_to_string).transpose();
        let plans = plans.map_err(|error| format!("can't be read: {error}"));
        Some(Billing { plans: check.faults.take(PLANS, plans)? })
    }
}
