//! Choosing a plan, and another one, with what it costs before anything is changed.

use leptos::prelude::*;
use shared::{
    billing::{
        Billing, BillingPeriod, ChoosePlan, Currency, InvoiceKind, PlanChoice, PlanList, PlanName, PlanOffer,
        PlanPreview, PreviewPlan, Quote, Subscription,
    },
    operation::Nothing,
};

use super::{
    desk::{Desk, running},
    offers::{currencies, price_of, shown},
    standing::choice_of,
    sums,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    text::{billing as text, format, pricing},
    ui::{Actions, Button, ButtonKind, Choice, Field, Form, RadioGroup, Select, Toasts, live},
};

/// What is being chosen.
#[derive(Clone, Copy)]
struct Draft {
    plan: RwSignal<String>,
    period: RwSignal<String>,
    currency: RwSignal<String>,
}

impl Draft {
    fn of(choice: PlanChoice) -> Self {
        let field = |code: &str| RwSignal::new(code.to_owned());
        Self {
            plan: field(choice.plan.as_str()),
            period: field(choice.period.as_str()),
            currency: field(choice.currency.as_str()),
        }
    }

    /// Reactive.
    fn choice(self) -> Option<PlanChoice> {
        let plan = self.plan.with(|code| PlanName::parse(code))?;
        let period = self.period.with(|code| BillingPeriod::parse(code))?;
        let currency = self.currency.with(|code| Currency::parse(code))?;
        Some(PlanChoice { plan, period, currency })
    }
}

/// The form. Whoever isn't in a paid term goes on to pay at once; else there is an invoice to look at first.
#[component]
pub fn Choose(now: Billing, plans: PlanList, desk: Desk) -> AnyView {
    let Some(first) = first_choice(&now, &plans) else { return ().into_any() };
    let draft = Draft::of(first);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let kept = running(&now).filter(|it| !lost_upgrade(&now, it)).map(choice_of);
    let begins = running(&now).is_none();
    let currencies: Vec<_> = currencies(&plans).into_iter().map(|it| Choice::new(it.as_str(), it.as_str())).collect();
    let periods: Vec<_> = BillingPeriod::ALL.iter().map(|it| Choice::new(it.as_str(), pricing::period(*it))).collect();
    let plans = StoredValue::new(plans);
    // What is sold, and isn't what there is.
    let wanted = Memo::new(move |_| {
        let choice = draft.choice().filter(|choice| Some(*choice) != kept)?;
        plans.with_value(|plans| is_sold(plans, choice)).then_some(choice)
    });
    let preview = Fetch::new(move || {
        let asked = wanted.get().map(|choice| call::<PreviewPlan>(Nothing {}, choice, ()));
        async move {
            match asked {
                Some(asked) => asked.await.map(Some),
                None => Ok(None),
            }
        }
    });
    // Of the term and the currency alone, so that no choice draws the others anew under somebody's keys.
    let options = Memo::new(move |_| {
        draft.choice().map(|choice| plans.with_value(|plans| plan_choices(plans, choice))).unwrap_or_default()
    });
    let submit = move || {
        let Some(choice) = wanted.get_untracked() else { return };
        attempt.send(
            choice,
            |choice| call::<ChoosePlan>(Nothing {}, Nothing {}, choice),
            move |now| {
                let term = now.open.iter().find(|invoice| invoice.kind == InvoiceKind::Term);
                let due = term.map(|invoice| invoice.id).filter(|_| begins);
                toasts.good(text::CHANGED);
                desk.settle(now);
                if let Some(id) = due {
                    desk.pay(id);
                }
            },
        );
    };
    let says = move || {
        let same = draft.choice().is_some_and(|choice| Some(choice) == kept);
        same.then(|| view! { <p class="small muted">{text::SAME}</p> })
    };
    let costs = preview.view(move |found| found.map(|found| costs(&found, begins)));
    let foot = foot(now.details.is_some(), begins, wanted, attempt, desk);
    view! {
        <section class="card stack">
            <h2>{if begins { text::CHOOSE } else { text::CHANGE }}</h2>
            <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                <RadioGroup value=draft.plan legend=text::PLAN options />
                <div class="halves">
                    <Field label=text::TERM name="period" required=true><Select value=draft.period options=periods /></Field>
                    <Field label=text::CURRENCY name="currency" required=true>
                        <Select value=draft.currency options=currencies />
                    </Field>
                </div>
                <div class="stack tight" aria-live="polite">{live(says)}{costs}</div>
                {begins.then(|| view! { <p class="small muted">{text::LED_AWAY}</p> })}
                <Actions>{foot}</Actions>
            </Form>
        </section>
    }
    .into_any()
}

/// The button; before it is known who pays, the way to say so.
fn foot(known: bool, begins: bool, wanted: Memo<Option<PlanChoice>>, attempt: Attempt, desk: Desk) -> AnyView {
    if !known {
        return view! {
            <p class="small muted grow">{text::DETAILS_FIRST}</p>
            <Button kind=ButtonKind::Primary on_press=move || desk.asks_details.set(true)>{text::DETAILS_SET}</Button>
        }
        .into_any();
    }
    let still = Signal::derive(move || wanted.get().is_none());
    let deed = if begins { text::TO_CHECKOUT } else { text::CHANGE_DO };
    view! { <Button submit=true kind=ButtonKind::Primary busy=attempt.busy disabled=still>{deed}</Button> }.into_any()
}

/// What the server says that it costs, now and later.
fn costs(found: &PlanPreview, begins: bool) -> AnyView {
    let now = found.now.as_ref().map(|quote| {
        let says = if begins { text::FIRST } else { text::UPGRADE };
        view! { <p class="strong num">{text::now(&shown(quote.total))}</p>{sums::opened(quote)}<p class="small muted">{says}</p> }
    });
    let Quote { from_on, total, .. } = &found.next_term;
    let (day, total) = (format::date(*from_on), shown(*total));
    let later = if now.is_some() { text::later(&day, &total) } else { text::from_next(&day, &total) };
    // Its lines say how: they are those of the first term, where that is billed now.
    let lines = now.is_none().then(|| sums::opened(&found.next_term));
    view! { {now}<p class="small">{later}</p>{lines} }.into_any()
}

/// What the form begins with: what the next term will be, or the smallest plan that costs something as it is sold first.
fn first_choice(now: &Billing, plans: &PlanList) -> Option<PlanChoice> {
    now.subscription.as_ref().map(choice_of).or_else(|| {
        let offer = plans.plans.iter().find(|offer| !offer.prices.is_empty())?;
        let seat = offer.prices.first()?;
        Some(PlanChoice { plan: offer.plan, period: seat.period, currency: seat.price.currency })
    })
}

/// Whether a higher plan was chosen whose invoice is void, since seats were paid meanwhile: it can be chosen once more.
fn lost_upgrade(now: &Billing, running: &Subscription) -> bool {
    let raises = |next: PlanChoice| {
        next.plan > running.plan && next.period == running.period && next.currency == running.currency
    };
    running.next.is_some_and(raises) && !now.open.iter().any(|invoice| invoice.kind == InvoiceKind::Upgrade)
}

fn is_sold(plans: &PlanList, choice: PlanChoice) -> bool {
    let sold =
        |offer: &PlanOffer| offer.plan == choice.plan && price_of(offer, choice.period, choice.currency).is_some();
    plans.plans.iter().any(sold)
}

/// The plans that cost something, each with its price in the term and currency that are chosen.
fn plan_choices(plans: &PlanList, choice: PlanChoice) -> Vec<Choice> {
    let costly = plans.plans.iter().filter(|offer| !offer.prices.is_empty());
    let one = |offer: &PlanOffer| {
        let price = price_of(offer, choice.period, choice.currency);
        let each = price.map_or_else(|| text::NOT_SOLD.to_owned(), |price| text::each(&shown(price), choice.period));
        Choice::new(offer.plan.as_str(), pricing::plan(offer.plan)).with_detail(each)
    };
    costly.map(one).collect()
}

#[cfg(test)]
mod tests {
    use shared::billing::{BillingStanding, BillingState, Money, SeatPrice};

    use super::*;

    #[test]
    fn the_form_begins_with_the_smallest_plan_that_costs_something() {
        let seat = |period, currency| SeatPrice { period, price: Money::new(currency, 400) };
        let offer = |plan, prices| PlanOffer { plan, most_people: None, features: Vec::new(), prices };
        let team = vec![seat(BillingPeriod::Monthly, Currency::Ghs), seat(BillingPeriod::Yearly, Currency::Ghs)];
        let offers = vec![offer(PlanName::Free, Vec::new()), offer(PlanName::Team, team)];
        let plans = PlanList { is_on: true, trial_days: 14, plans: offers, vat: Vec::new() };
        let standing =
            BillingStanding { state: BillingState::Trial, trial_ends_on: None, owed_since: None, read_only_on: None };
        let now = Billing { standing, plan: None, people: 3, subscription: None, details: None, open: Vec::new() };
        let choice = PlanChoice { plan: PlanName::Team, period: BillingPeriod::Monthly, currency: Currency::Ghs };
        assert_eq!(first_choice(&now, &plans), Some(choice));
        assert!(is_sold(&plans, choice));
        assert!(!is_sold(&plans, PlanChoice { currency: Currency::Usd, ..choice }));
        assert!(!is_sold(&plans, PlanChoice { plan: PlanName::Free, ..choice }));
    }

    #[test]
    fn a_higher_plan_whose_invoice_is_void_can_be_chosen_again() {
        let day = |month| chrono::NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
        let higher = PlanChoice { plan: PlanName::Business, period: BillingPeriod::Monthly, currency: Currency::Ghs };
        let running = |next| Subscription {
            plan: PlanName::Team,
            period: BillingPeriod::Monthly,
            currency: Currency::Ghs,
            seats: 3,
            from_on: day(11),
            until_on: day(12),
            is_cancelled: false,
            next,
        };
        let standing =
            BillingStanding { state: BillingState::Active, trial_ends_on: None, owed_since: None, read_only_on: None };
        let now = Billing { standing, plan: None, people: 3, subscription: None, details: None, open: Vec::new() };
        assert!(lost_upgrade(&now, &running(Some(higher))));
        assert!(!lost_upgrade(&now, &running(Some(PlanChoice { period: BillingPeriod::Yearly, ..higher }))));
        assert!(!lost_upgrade(&now, &running(None)));
    }
}
