//! The plans of this installation: a file of the operator's, or the one that comes with it.

use std::collections::BTreeMap;

use serde::Deserialize;
use shared::billing::{
    BillingPeriod, Currency, Money, PlanChoice, PlanFeature, PlanList, PlanName, PlanOffer, SeatPrice, VatRate,
};

/// What is offered unless the operator says otherwise.
const USUAL: &str = include_str!("plans.json");
/// No seat costs more, in minor units: so that no sum is too large.
const DEAREST: i64 = 10_000_000_000;

/// What is offered, and what is added to it.
#[derive(Debug, Clone)]
pub struct Plans {
    trial_days: u16,
    offers: Vec<PlanOffer>,
    vat: BTreeMap<String, u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    trial_days: u16,
    plans: Vec<WrittenPlan>,
    vat: BTreeMap<String, u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPlan {
    plan: PlanName,
    most_people: Option<u32>,
    features: Vec<PlanFeature>,
    #[serde(default)]
    monthly: BTreeMap<String, i64>,
    #[serde(default)]
    yearly: BTreeMap<String, i64>,
}

impl Plans {
    /// Those of a file's text, or the usual ones; in a sentence what is wrong with them.
    pub fn read(text: Option<&str>) -> Result<Self, String> {
        let written: Written =
            serde_json::from_str(text.unwrap_or(USUAL)).map_err(|error| format!("can't be read: {error}"))?;
        if !(1..=365).contains(&written.trial_days) {
            return Err("trial_days must be between 1 and 365".to_owned());
        }
        let named: Vec<PlanName> = written.plans.iter().map(|plan| plan.plan).collect();
        if named != PlanName::ALL {
            return Err("plans must be free, team and business, each once and in this order".to_owned());
        }
        if let Some(country) = written.vat.iter().find(|(country, points)| !is_country(country) || **points > 10_000) {
            return Err(format!("vat of {} must be a country of two capital letters with 0 to 10000", country.0));
        }
        let offers = written.plans.into_iter().map(WrittenPlan::offered).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { trial_days: written.trial_days, offers, vat: written.vat })
    }

    /// How many days an organisation tries everything.
    pub(super) fn trial_days(&self) -> u16 {
        self.trial_days
    }

    /// What a seat costs for a term, in minor units; `None` if it isn't offered.
    pub(super) fn price(&self, of: PlanChoice) -> Option<i64> {
        let prices = &self.offer(of.plan)?.prices;
        let one = prices.iter().find(|one| one.period == of.period && one.price.currency == of.currency)?;
        Some(one.price.minor)
    }

    /// The most people a plan is for.
    pub(super) fn most_people(&self, plan: PlanName) -> Option<i64> {
        self.offer(plan)?.most_people.map(i64::from)
    }

    /// Whether a plan has a feature.
    pub(super) fn has(&self, plan: PlanName, feature: PlanFeature) -> bool {
        self.offer(plan).is_some_and(|offer| offer.features.contains(&feature))
    }

    /// The VAT of a country, in hundredths of a percent.
    pub(super) fn vat(&self, country: &str) -> i32 {
        self.vat.get(country).and_then(|points| i32::try_from(*points).ok()).unwrap_or(0)
    }

    /// As everybody sees them.
    pub(super) fn list(&self, is_on: bool) -> PlanList {
        let vat = self.vat.iter().map(|(country, points)| VatRate { country: country.clone(), basis_points: *points });
        PlanList { is_on, trial_days: self.trial_days, plans: self.offers.clone(), vat: vat.collect() }
    }

    fn offer(&self, plan: PlanName) -> Option<&PlanOffer> {
        self.offers.iter().find(|offer| offer.plan == plan)
    }
}

impl WrittenPlan {
    fn offered(self) -> Result<PlanOffer, String> {
        let mut prices = Vec::new();
        for (period, written) in [(BillingPeriod::Monthly, &self.monthly), (BillingPeriod::Yearly, &self.yearly)] {
            for (currency, minor) in written {
                let known = Currency::parse(currency).ok_or_else(|| format!("nobody can pay in {currency}"))?;
                if !(1..=DEAREST).contains(minor) {
                    return Err(format!("{} in {currency} must cost between 1 and {DEAREST}", self.plan));
                }
                prices.push(SeatPrice { period, price: Money::new(known, *minor) });
            }
        }
        match self.plan {
            PlanName::Free if !prices.is_empty() => Err("free has a price".to_owned()),
            PlanName::Team | PlanName::Business if prices.is_empty() => Err(format!("{} has no price", self.plan)),
            plan => Ok(PlanOffer { plan, most_people: self.most_people, features: self.features, prices }),
        }
    }
}

fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_ones_can_be_paid_in_every_currency() {
        let plans = Plans::read(None).unwrap();
        for plan in [PlanName::Team, PlanName::Business] {
            for period in BillingPeriod::ALL {
                for currency in Currency::ALL {
                    let choice = PlanChoice { plan, period: *period, currency: *currency };
                    assert!(plans.price(choice).is_some(), "{choice:?}");
                }
            }
        }
        assert_eq!(plans.most_people(PlanName::Free), Some(5));
        assert!(plans.has(PlanName::Business, PlanFeature::SingleSignOn));
        assert!(!plans.has(PlanName::Team, PlanFeature::SingleSignOn));
        assert_eq!((plans.vat("GH"), plans.vat("SE")), (2000, 0));
    }

    #[test]
    fn what_makes_no_sense_is_refused_in_a_sentence() {
        let changed = |from: &str, to: &str| Plans::read(Some(&USUAL.replace(from, to))).unwrap_err();
        assert!(changed("\"trial_days\": 14", "\"trial_days\": 0").contains("trial_days"));
        assert!(changed("\"plan\": \"team\"", "\"plan\": \"free\"").contains("each once"));
        assert!(changed("\"USD\": 400,", "\"USD\": 0,").contains("USD"));
        assert!(changed("\"USD\": 400,", "\"XXX\": 400,").contains("XXX"));
        assert!(changed("\"NG\": 750", "\"ng\": 750").contains("ng"));
        assert!(changed("\"trial_days\"", "\"trial\"").contains("can't be read"));
    }
}
