//! What the page has read, and what is done with it.

use leptos::prelude::*;
use shared::{
    billing::{Billing, CheckOut, InvoicePath, PlanList, Subscription},
    operation::Nothing,
    wire::id::InvoiceId,
};

use crate::{attempt::Attempt, client::call, fetch::Fetch, paying::Paying, session::Session};

/// The desk of the page. What changes something puts here what the server answered.
#[derive(Clone, Copy)]
pub struct Desk {
    /// How it stands, and what is offered.
    pub all: Fetch<(Billing, PlanList)>,
    /// Turns whenever there may be another invoice.
    pub turn: RwSignal<u32>,
    /// Whether the form of who pays is open.
    pub asks_details: RwSignal<bool>,
    /// The way to the provider's page, from wherever on the page.
    pub paying: Attempt,
}

impl Desk {
    /// Nothing done yet.
    pub fn new(all: Fetch<(Billing, PlanList)>) -> Self {
        Self { all, turn: RwSignal::new(0), asks_details: RwSignal::new(false), paying: Attempt::new() }
    }

    /// What the server answers to a change.
    pub fn settle(self, now: Billing) {
        if let Some(paying) = Paying::here() {
            paying.set(now.standing.clone());
        }
        if let Some((_, plans)) = untrack(|| self.all.get()) {
            self.all.replace((now, plans));
        }
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
    }

    /// Reads everything again.
    pub fn reload(self) {
        self.all.refresh();
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
    }

    /// Leads to the provider's page on which an invoice is paid.
    pub fn pay(self, id: InvoiceId) {
        lead_to_pay(self.paying, id);
    }
}

/// Leads to the provider's page on which an invoice is paid.
pub fn lead_to_pay(attempt: Attempt, id: InvoiceId) {
    attempt.run(call::<CheckOut>(InvoicePath { id }, Nothing {}, ()), |checkout| {
        let _ = window().location().assign(&checkout.link);
    });
}

/// The subscription whose paid term today lies in, so that it can be added to.
pub fn running(now: &Billing) -> Option<&Subscription> {
    let today = Session::here().org_today();
    now.subscription.as_ref().filter(|it| it.from_on <= today && today < it.until_on)
}
