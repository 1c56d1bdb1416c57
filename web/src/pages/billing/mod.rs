//! Paying: the plan and its people, who pays, invoices, and the way to the provider's page and back.

mod back;
mod band;
mod choose;
mod desk;
mod details;
mod ending;
mod invoices;
mod linked;
mod linked_back;
mod offers;
mod open;
mod page;
mod seats;
mod standing;
mod sums;

use leptos::prelude::*;
use shared::billing::{CheckPayment, ReadBilling};

pub use self::offers::{currencies, price_of, shown, times};
use crate::shell::guarded;

crate::parts::parts! {
    billing: page(), back();
    billing_band: band();
    visitors: pay(), pay_back();
}

/// `/billing`
pub fn page() -> AnyView {
    guarded::<ReadBilling>(|| page::BillingPage().into_any())
}

/// `/billing/return?tx_ref=…`
pub fn back() -> AnyView {
    guarded::<CheckPayment>(|| back::Back().into_any())
}

/// `/pay#secret`
pub fn pay() -> AnyView {
    linked::PayPage().into_any()
}

/// `/pay/return?tx_ref=…`
pub fn pay_back() -> AnyView {
    linked_back::LinkedBack().into_any()
}

/// Over every page, while there is something to tell.
pub fn band() -> AnyView {
    band::Band().into_any()
}
