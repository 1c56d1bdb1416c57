//! What it costs: the plans as the server offers them, with a sum for the visitor's own team.

use leptos::prelude::*;
use shared::{
    billing::{BillingPeriod, Currency, ListPlans, PlanList, PlanOffer, VatRate},
    operation::Nothing,
};

use crate::{
    address::Kept,
    client::call,
    fetch::Fetch,
    pages::billing::{currencies, price_of, shown, times},
    text::{format, pricing as text},
    to,
    ui::{
        Banner, ButtonKind, ButtonSize, Choice, Field, Glyph, Icon, LinkButton, PageTitle, Segments, Select, TextInput,
        live,
    },
};

/// How many people the sum is for, until a visitor says.
const PEOPLE: u32 = 25;

/// What the visitor has chosen. It stands in the address.
#[derive(Clone, Copy)]
struct Asked {
    currency: Kept,
    period: Kept,
    people: Kept,
}

impl Asked {
    fn here() -> Self {
        Self { currency: Kept::new("currency"), period: Kept::new("period"), people: Kept::typed("people") }
    }

    /// The currency, if it is among those offered; else the first of them. Reactive.
    fn currency(self, offered: &[Currency]) -> Option<Currency> {
        let asked = self.currency.read(Currency::parse).filter(|currency| offered.contains(currency));
        asked.or_else(|| offered.first().copied())
    }

    fn period(self) -> BillingPeriod {
        self.period.read(BillingPeriod::parse).unwrap_or(BillingPeriod::Monthly)
    }

    fn people(self) -> u32 {
        self.people.read(|typed| typed.trim().parse().ok()).unwrap_or(PEOPLE)
    }
}

/// The pricing page.
#[component]
pub fn Pricing() -> impl IntoView {
    let asked = Asked::here();
    let plans = Fetch::new(|| call::<ListPlans>(Nothing {}, Nothing {}, ()));
    let included =
        text::INCLUDES.map(|line| view! { <li><Icon glyph=Glyph::Check /><span>{line}</span></li> }).collect_view();
    let answers = text::ANSWERS
        .map(|(question, answer)| view! { <div class="answer"><h3>{question}</h3><p class="muted">{answer}</p></div> })
        .collect_view();
    view! {
        <div class="site-section centered">
            <PageTitle title=text::TITLE />
            <p class="site-lead">{text::LEAD}</p>
        </div>
        <div class="site-section">{plans.view(move |plans| offers(plans, asked))}</div>
        <section class="site-section">
            <h2>{text::INCLUDED}</h2>
            <ul class="checks">{included}</ul>
        </section>
        <section class="site-section">
            <h2>{text::QUESTIONS}</h2>
            <div class="grid">{answers}</div>
        </section>
    }
}

fn offers(list: PlanList, asked: Asked) -> AnyView {
    let currencies = currencies(&list);
    let choices: Vec<_> = currencies.iter().map(|it| Choice::new(it.as_str(), it.as_str())).collect();
    let periods = BillingPeriod::ALL.iter().map(|it| Choice::new(it.as_str(), text::period(*it))).collect();
    let period = Signal::derive(move || asked.period().as_str().to_owned());
    let country = format::countries();
    let rate = |of: &VatRate| format!("{} ({})", country(&of.country), format::basis_points(of.basis_points));
    let rates: Vec<_> = list.vat.iter().map(rate).collect();
    let (trial, vat, is_on) = (text::trial(list.trial_days), text::vat(&rates.join(", ")), list.is_on);
    let off = (!is_on).then(|| view! { <Banner title=text::OFF><p>{text::OFF_DETAIL}</p></Banner> });
    let tools = (!choices.is_empty()).then(|| {
        view! {
            // Open on phones too: what one is asked here is little, and what prices mean.
            <div class="toolbar" data-open="">
                <Field label=text::CURRENCY filter=true><Select value=asked.currency.value options=choices /></Field>
                <Field label=text::PEOPLE filter=true>
                    <TextInput value=asked.people.value inputmode="numeric" placeholder=PEOPLE.to_string() />
                </Field>
                <Segments label=text::TERM value=period options=periods on_pick=move |key: String| asked.period.value.set(key) />
            </div>
        }
    });
    let cards = move || {
        let currency = asked.currency(&currencies);
        list.plans.iter().map(|offer| card(offer, currency, asked)).collect_view()
    };
    view! {
        {off}
        {tools}
        <div class="grid">{live(cards)}</div>
        {is_on.then(|| view! { <p class="muted">{trial}" "{vat}</p> })}
        <p class="measure muted centered">{text::PAYMENT}</p>
    }
    .into_any()
}

/// One plan in the currency and term that are asked for. A plan that isn't sold that way isn't shown.
fn card(offer: &PlanOffer, currency: Option<Currency>, asked: Asked) -> Option<AnyView> {
    let (period, people) = (asked.period(), asked.people());
    let price = if offer.prices.is_empty() { None } else { Some(currency.and_then(|it| price_of(offer, period, it))?) };
    let most = offer.most_people.map_or_else(|| text::ANY_NUMBER.to_owned(), text::up_to);
    let features = offer
        .features
        .iter()
        .map(|feature| view! { <li><Icon glyph=Glyph::Check /><span>{text::feature(*feature)}</span></li> })
        .collect_view();
    let costs = match price {
        None => view! { <p class="price"><span class="price-sum">{text::COSTS_NOTHING}</span></p> }.into_any(),
        Some(price) => {
            let sum = shown(times(price, people));
            view! {
                <p class="price"><span class="price-sum">{shown(price)}</span><span class="muted">{text::per_seat(period)}</span></p>
                <p class="small muted num" aria-live="polite">{text::sum(people, &sum, period)}</p>
            }
            .into_any()
        }
    };
    let view = view! {
        <section class="card stack">
            <h2>{text::plan(offer.plan)}</h2>
            {costs}
            <p>{most}</p>
            <ul class="checks"><li><Icon glyph=Glyph::Check /><span>{text::EVERYTHING}</span></li>{features}</ul>
            <LinkButton href=to::SIGN_UP kind=ButtonKind::Plain size=ButtonSize::Large wide=true>{text::START}</LinkButton>
        </section>
    };
    Some(view.into_any())
}
