//! The page: what there is, what is to be paid, and what can be changed.

use futures::future::try_join;
use leptos::prelude::*;
use shared::{
    billing::{Billing, BillingState, ListPlans, PlanList, ReadBilling},
    operation::Nothing,
};

use super::{
    choose::Choose,
    desk::{Desk, running},
    details::{Details, DetailsDialog},
    ending::Ending,
    invoices::Invoices,
    open::Open,
    seats::MoreRoom,
    standing::Standing,
};
use crate::{
    attempt::AttemptNews,
    client::call,
    fetch::Fetch,
    text::billing as text,
    to,
    ui::{EmptyState, Glyph, LinkButton, PageHeader},
};

/// The page.
#[component]
pub fn BillingPage() -> impl IntoView {
    let all = Fetch::new(|| {
        try_join(call::<ReadBilling>(Nothing {}, Nothing {}, ()), call::<ListPlans>(Nothing {}, Nothing {}, ()))
    });
    let desk = Desk::new(all);
    view! {
        <div class="page">
            <PageHeader title=text::BILLING lead=text::LEAD>
                <LinkButton href=to::PRICING>{text::PRICES}</LinkButton>
            </PageHeader>
            <AttemptNews attempt=desk.paying />
            {all.view(move |(now, plans)| body(now, plans, desk))}
            <DetailsDialog desk />
        </div>
    }
}

fn body(now: Billing, plans: PlanList, desk: Desk) -> AnyView {
    if now.standing.state == BillingState::Off {
        return view! {
            <div class="card flush"><EmptyState glyph=Glyph::CircleCheck title=text::OFF detail=text::OFF_DETAIL /></div>
        }
        .into_any();
    }
    let running = running(&now).is_some();
    let room = running.then(|| view! { <MoreRoom desk /> });
    // What goes on can be ended, and what ends with its term go on.
    let ends = now.subscription.clone().filter(|it| running || !it.is_cancelled);
    let ending = ends.map(|subscription| view! { <Ending subscription running desk /> });
    let (details, open) = (now.details.clone(), now.open.clone());
    view! {
        <Standing now=now.clone() plans=plans.clone() />
        {(!open.is_empty()).then(|| view! { <Open open desk /> })}
        <div class="with-aside">
            <div class="stack">
                <Choose now plans desk />
                <Invoices desk />
            </div>
            <div class="stack">
                <Details details desk />
                {room}
                {ending}
            </div>
        </div>
    }
    .into_any()
}
