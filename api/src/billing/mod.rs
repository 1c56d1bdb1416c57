//! Billing: what an organisation pays for PerfTrack, where whoever runs it takes payments.
//!
//! PerfTrack owns the subscription. A term is billed by one invoice ([`issuing`]), which is paid on a page of the provider's
//! ([`checkout`]), by an Admin or by a [link](links) of a mail; [`settling`] alone makes anything paid. How an organisation stands follows from its rows and the day
//! ([`clock`]), what something costs from [`sums`] and the operator's [`plans`]; what that forbids, the [`gate`] says. Without a
//! provider nothing of this acts, and everything is unlimited.

mod books;
mod checkout;
mod choosing;
mod clock;
mod credits;
mod desk;
mod documents;
mod gate;
mod issuing;
mod kept;
mod links;
mod looking;
mod notices;
mod operator;
mod plans;
mod queries;
mod reconciling;
mod refunding;
mod routes;
mod rows;
mod settling;
mod sums;

use std::sync::Arc;

use shared::{billing::TakePaymentNotification, problem::Code};

pub use self::{
    gate::Gate,
    operator::{Step, run},
    plans::Plans,
};
pub(crate) use self::{kept::sweep, looking::keep_time};
use crate::{
    app::State,
    http::{Failure, Mounts},
};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.visitor(routes::plans);
    mounts.member_async(routes::standing);
    mounts.member_async(routes::show);
    mounts.member_async(choosing::set_details);
    mounts.member_async(choosing::preview);
    mounts.member_async(choosing::choose);
    mounts.member_async(choosing::buy_seats);
    mounts.member_async(choosing::cancel);
    mounts.member_async(choosing::resume);
    mounts.member(routes::list);
    mounts.member(routes::read);
    mounts.member_async(routes::invoice_pdf);
    mounts.member_async(routes::receipt_pdf);
    mounts.member_async(routes::credit_note_pdf);
    mounts.member_async(checkout::check_out);
    mounts.member_async(settling::check);
    mounts.visitor(links::read);
    mounts.visitor(links::pay);
    mounts.visitor(links::check);
    mounts.notified::<TakePaymentNotification, _>(notices::take_in);
}

/// The plans, where people pay; 409 where nobody does.
fn enabled(state: &State) -> Result<Arc<Plans>, Failure> {
    if state.flutterwave.is_some() { Ok(state.plans.clone()) } else { Err(Code::BillingOff.into()) }
}
