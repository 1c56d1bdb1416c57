//! What the plans cost.

use shared::billing::{BillingPeriod, Currency, Money, PlanList, PlanOffer, SeatPrice};

use crate::text::format;

/// The currencies that something is offered in, in the order of their list.
pub fn currencies(list: &PlanList) -> Vec<Currency> {
    let is_offered = |currency: &&Currency| {
        list.plans.iter().any(|offer| offer.prices.iter().any(|seat| seat.price.currency == **currency))
    };
    Currency::ALL.iter().filter(is_offered).copied().collect()
}

/// What a seat of a plan costs for a term, if it is sold that way.
pub fn price_of(offer: &PlanOffer, period: BillingPeriod, currency: Currency) -> Option<Money> {
    let fits = |seat: &&SeatPrice| seat.period == period && seat.price.currency == currency;
    offer.prices.iter().find(fits).map(|seat| seat.price)
}

/// So many times the amount.
pub fn times(money: Money, count: u32) -> Money {
    Money { minor: money.minor.saturating_mul(count.into()), ..money }
}

/// The amount as the reader's browser writes it.
pub fn shown(money: Money) -> String {
    format::money(money.minor, money.currency.as_str())
}

#[cfg(test)]
mod tests {
    use shared::billing::PlanName;

    use super::*;

    #[test]
    fn a_plan_is_offered_in_its_own_currencies_and_terms() {
        let seat = |period, currency, minor| SeatPrice { period, price: Money::new(currency, minor) };
        let prices = vec![
            seat(BillingPeriod::Monthly, Currency::Usd, 400),
            seat(BillingPeriod::Yearly, Currency::Usd, 4_000),
            seat(BillingPeriod::Monthly, Currency::Ngn, 350_000),
        ];
        let team = PlanOffer { plan: PlanName::Team, most_people: None, features: Vec::new(), prices };
        assert_eq!(price_of(&team, BillingPeriod::Yearly, Currency::Usd), Some(Money::new(Currency::Usd, 4_000)));
        assert_eq!(price_of(&team, BillingPeriod::Yearly, Currency::Ngn), None);
        let list = PlanList { is_on: true, trial_days: 14, plans: vec![team], vat: Vec::new() };
        assert_eq!(currencies(&list), [Currency::Ngn, Currency::Usd]);
    }
}
