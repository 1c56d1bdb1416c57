//! What it costs.

use leptos::prelude::*;

use crate::{
    text::{
        format,
        pricing::{self as text, Price},
    },
    to,
    ui::{ButtonKind, ButtonSize, Choice, Field, Glyph, Icon, LinkButton, PageTitle, Select, TextInput, live},
};

/// The pricing page, with a sum for the visitor's own team.
#[component]
pub fn Pricing() -> impl IntoView {
    let currency = RwSignal::new(text::PRICES[0].currency.to_owned());
    let people = RwSignal::new("25".to_owned());
    let price = Memo::new(move |_| currency.with(|currency| minor_of(currency)));
    let sum = move || {
        let seats = people.with(|people| people.trim().parse::<u16>().ok());
        seats.map_or_else(
            || format::NONE.to_owned(),
            |seats| format::money(price.get() * i64::from(seats), &currency.get()),
        )
    };
    let currencies: Vec<_> = text::PRICES.iter().map(|price| Choice::new(price.currency, price.currency)).collect();
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
        <div class="price-card card">
            <div class="stack">
                <p class="price"><span class="price-sum">{live(move || format::money(price.get(), &currency.get()))}</span> <span class="muted">{text::PER_SEAT}</span></p>
                <div class="halves">
                    <Field label=text::CURRENCY filter=true><Select value=currency options=currencies /></Field>
                    <Field label=text::PEOPLE filter=true><TextInput value=people inputmode="numeric" /></Field>
                </div>
                <p class="price-total" aria-live="polite"><span class="muted">{text::SUM}</span><strong class="num">{sum}</strong></p>
                <LinkButton href=to::SIGN_UP kind=ButtonKind::Primary size=ButtonSize::Large wide=true>{text::START}</LinkButton>
                <p class="small muted centered">{text::FREE}</p>
            </div>
            <div class="stack">
                <h2>{text::INCLUDED}</h2>
                <ul class="checks">{included}</ul>
            </div>
        </div>
        <section class="site-section">
            <p class="measure muted centered">{text::PAYMENT}</p>
        </section>
        <section class="site-section">
            <h2>{text::QUESTIONS}</h2>
            <div class="grid">{answers}</div>
        </section>
    }
}

fn minor_of(currency: &str) -> i64 {
    text::PRICES.iter().find(|price| price.currency == currency).map_or(0, |Price { minor, .. }| *minor)
}
