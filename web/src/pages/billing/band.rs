//! Over every page: a trial that ends, a payment that is overdue, an organisation that can only be read.

use leptos::prelude::*;
use shared::{
    billing::{BillingStanding, BillingState, ReadBilling},
    pages::BILLING,
};

use crate::{
    paying::Paying,
    session::Session,
    text::{billing as text, format},
    ui::{Banner, Tone, live},
};

/// What there is to tell now.
#[component]
pub fn Band() -> impl IntoView {
    let told = move || {
        let paying = Paying::here().filter(|paying| paying.tells())?;
        Some(band(&paying.get()?, Session::here().may::<ReadBilling>()))
    };
    live(told)
}

fn band(now: &BillingStanding, pays: bool) -> AnyView {
    let (tone, title, detail, way) = match now.state {
        BillingState::Trial => (
            Tone::Warn,
            text::trial_ends(&now.trial_ends_on.map(format::day_before).unwrap_or_default()),
            text::TRIAL_ENDS_DETAIL.to_owned(),
            text::TO_PLANS,
        ),
        BillingState::Overdue | BillingState::Cancelled => {
            let title = if now.state == BillingState::Overdue { text::OVERDUE } else { text::ENDED };
            let until = now.read_only_on.map(|day| text::overdue_until(&format::day_before(day)));
            (Tone::Warn, title.to_owned(), until.unwrap_or_default(), text::TO_PAY)
        }
        _ if pays => (Tone::Warn, text::READ_ONLY.to_owned(), text::READ_ONLY_ADMIN.to_owned(), text::TO_PAY),
        _ => (Tone::Warn, text::READ_ONLY.to_owned(), text::READ_ONLY_OTHERS.to_owned(), ""),
    };
    let way = (!way.is_empty()).then(|| view! { " "<a href=BILLING>{way}</a> });
    view! { <div class="closing-band"><Banner tone title><p>{detail}{way}</p></Banner></div> }.into_any()
}
