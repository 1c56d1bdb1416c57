//! What there is, in four numbers.

use leptos::prelude::*;
use shared::billing::{Billing, BillingState, Money, PlanChoice, PlanList, Subscription};

use super::{
    desk::running,
    offers::{price_of, shown, times},
};
use crate::{
    session::Session,
    text::{billing as text, format, pricing},
    ui::Stat,
};

/// The plan, its people, until when, and what comes next.
#[component]
pub fn Standing(now: Billing, plans: PlanList) -> impl IntoView {
    let plan = match (now.standing.state, now.plan) {
        (BillingState::Trial, _) => text::standing(BillingState::Trial),
        (_, Some(plan)) => pricing::plan(plan),
        (state, None) => text::standing(state),
    };
    let running = running(&now);
    let how = running.map(|it| text::paid_how(it.period, it.currency.as_str())).unwrap_or_default();
    let seats = running.map(|it| text::of_paid(it.seats)).unwrap_or_default();
    let (until_word, until, until_note) = until(&now);
    // What is over and cancelled has no next payment.
    let goes_on = now.subscription.as_ref().filter(|it| running.is_some() || !it.is_cancelled);
    let (next, next_note) = goes_on.map_or_else(
        || (text::NO_NEXT.to_owned(), text::NO_NEXT_NONE.to_owned()),
        |subscription| next(subscription, now.people, &plans),
    );
    view! {
        <section class="stats" aria-label=text::NOW>
            <Stat label=text::PLAN value=plan.to_owned() note=how />
            <Stat label=text::PEOPLE value=text::people(now.people) note=seats />
            <Stat label=until_word value=until note=until_note />
            <Stat label=text::NEXT value=next note=next_note />
        </section>
    }
}

/// Until when it holds: what that is called, the last day, and what there is to say of it.
fn until(now: &Billing) -> (&'static str, String, String) {
    if let Some(day) = now.standing.trial_ends_on.filter(|_| now.standing.state == BillingState::Trial) {
        let left = text::trial_left((day - Session::here().org_today()).num_days());
        return (text::TRIAL_UNTIL, format::day_before(day), left);
    }
    match &now.subscription {
        Some(it) => {
            let next = it.next.map(|next| text::next_plan(pricing::plan(next.plan), &format::date(it.until_on)));
            (text::PAID_UNTIL, format::day_before(it.until_on), next.unwrap_or_default())
        }
        None => (text::PAID_UNTIL, format::NONE.to_owned(), text::standing(now.standing.state).to_owned()),
    }
}

/// When the next invoice comes, and what it would be for the people of today.
fn next(subscription: &Subscription, people: i64, plans: &PlanList) -> (String, String) {
    if subscription.is_cancelled {
        return (text::NO_NEXT.to_owned(), text::NO_NEXT_CANCELLED.to_owned());
    }
    let sum =
        today(subscription, people, plans).map(|(price, sum)| text::with_today(people, &shown(price), &shown(sum)));
    (format::date(subscription.until_on), sum.unwrap_or_default())
}

/// A seat's price in the next term, and that of all of today's people.
fn today(subscription: &Subscription, people: i64, plans: &PlanList) -> Option<(Money, Money)> {
    let choice = choice_of(subscription);
    let offer = plans.plans.iter().find(|offer| offer.plan == choice.plan)?;
    let price = price_of(offer, choice.period, choice.currency)?;
    Some((price, times(price, u32::try_from(people).ok()?)))
}

/// What the next term will be.
pub fn choice_of(subscription: &Subscription) -> PlanChoice {
    let Subscription { plan, period, currency, .. } = *subscription;
    subscription.next.unwrap_or(PlanChoice { plan, period, currency })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use shared::billing::{BillingPeriod, Currency, PlanName, PlanOffer, SeatPrice};

    use super::*;

    #[test]
    fn the_next_invoice_is_for_the_people_of_today_at_the_plan_of_the_next_term() {
        let offer = |plan, minor| PlanOffer {
            plan,
            most_people: None,
            features: Vec::new(),
            prices: vec![SeatPrice { period: BillingPeriod::Monthly, price: Money::new(Currency::Kes, minor) }],
        };
        let offers = vec![offer(PlanName::Team, 100), offer(PlanName::Business, 250)];
        let plans = PlanList { is_on: true, trial_days: 14, plans: offers, vat: Vec::new() };
        let choice = |plan| PlanChoice { plan, period: BillingPeriod::Monthly, currency: Currency::Kes };
        let mut subscription = Subscription {
            plan: PlanName::Team,
            period: BillingPeriod::Monthly,
            currency: Currency::Kes,
            seats: 9,
            from_on: NaiveDate::default(),
            until_on: NaiveDate::default(),
            is_cancelled: false,
            next: None,
        };
        let sum = |of: &Subscription| today(of, 7, &plans).map(|(price, sum)| (price.minor, sum.minor));
        assert_eq!(sum(&subscription), Some((100, 700)));
        subscription.next = Some(choice(PlanName::Business));
        assert_eq!(sum(&subscription), Some((250, 1_750)));
        subscription.next = Some(PlanChoice { currency: Currency::Usd, ..choice(PlanName::Team) });
        assert_eq!(sum(&subscription), None);
    }
}
