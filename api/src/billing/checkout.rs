//! Checking out: an attempt to pay is written down before the provider is asked for a page for it, so that whatever comes of
//! it is known again.

use std::collections::BTreeMap;

use chrono::{TimeDelta, Utc};
use data_encoding::HEXLOWER;
use shared::{
    billing::{CheckOut, Checkout, InvoiceState},
    pages,
    problem::{Code, Problem},
    wire::id::InvoiceId,
};
use uuid::Uuid;

use super::{
    books::may,
    enabled,
    queries::{invoices, payments, subscriptions},
    rows::InvoiceRow,
};
use crate::{
    app::State,
    audit::Event,
    db::TenantTx,
    flutterwave::{Client, NewPayment, Payer, ProviderError},
    http::{Answered, Failure, MemberCall, Reply},
};

/// What the names of our attempts begin with.
pub(super) const OURS: &str = "pt-";
/// How long it can be paid on a page. Whoever comes later is given another one.
const PAGE_MINUTES: u16 = 60;
/// Whoever asks again within so long is given the same page, which is good for a while then.
const SAME_PAGE: TimeDelta = TimeDelta::minutes(20);

/// An attempt that is written down.
pub(super) struct Begun {
    pub id: Uuid,
    pub tx_ref: String,
    pub invoice: InvoiceRow,
    organisation: String,
    /// The page, if there is one already.
    link: Option<String>,
    by_link: bool,
}

impl Begun {
    /// Whether there is no page for it yet.
    pub(super) fn is_new(&self) -> bool {
        self.link.is_none()
    }
}

pub(super) async fn check_out(call: MemberCall<CheckOut>) -> Answered<CheckOut> {
    enabled(&call.state)?;
    let id = call.ask.params.id;
    let begun = call.tenant(move |tx| {
        may(tx)?;
        begin(tx, id, false)
    });
    let begun = begun.await?;
    let link = link(&call.state, &begun).await?;
    call.once(move |tx| {
        payments::link_issued(tx, begun.id, &link)?;
        tx.note(Event::new("billing.checkout_begun", begun.invoice.id))?;
        Ok(Reply::new(Checkout { link, tx_ref: begun.tx_ref }))
    })
    .await
}

/// Writes an attempt to pay an invoice down, or finds the one that was just made. Whoever pays by a link comes back to a page
/// that needs no account.
pub(super) fn begin(tx: &mut TenantTx<'_>, id: InvoiceId, by_link: bool) -> Result<Begun, Failure> {
    let invoice = invoices::hold(tx, id)?.ok_or(Code::NotFound)?;
    if invoice.state != InvoiceState::Open {
        return Err(Problem::new(Code::Conflict).because("this invoice isn't to be paid any more").into());
    }
    let organisation = subscriptions::organisation(tx)?;
    if let Some(fresh) = payments::fresh(tx, id, Utc::now() - SAME_PAGE, by_link)? {
        let (id, tx_ref, link) = (fresh.id, fresh.tx_ref, fresh.link);
        return Ok(Begun { id, tx_ref, invoice, organisation, link, by_link });
    }
    let tx_ref = reference()?;
    let payment = payments::begin(tx, id, &tx_ref, invoice.total(), by_link)?;
    Ok(Begun { id: payment, tx_ref, invoice, organisation, link: None, by_link })
}

/// The provider's page for it. When it is unclear what came of asking, the attempt stays as it is: nobody knows its page, and
/// the worker asks later whether somebody paid all the same.
pub(super) async fn link(state: &State, begun: &Begun) -> Result<String, Failure> {
    if let Some(link) = &begun.link {
        return Ok(link.clone());
    }
    let client = client(state)?;
    let back = if begun.by_link { pages::PAY_RETURN } else { pages::BILLING_RETURN };
    let (invoice, redirect) = (&begun.invoice, [state.origin.as_str(), back].concat());
    let description = format!("Invoice {}", invoice.number);
    let payment = NewPayment {
        tx_ref: &begun.tx_ref,
        amount_minor: invoice.total_minor,
        currency: invoice.currency.as_str(),
        redirect_url: &redirect,
        payer: Payer { email: &invoice.billed_email, name: &invoice.billed_name },
        title: &begun.organisation,
        description: &description,
        minutes: PAGE_MINUTES,
        meta: BTreeMap::from([("invoice", invoice.number.clone())]),
    };
    let made = client.create_link(&payment).await.map_err(failure)?;
    Ok(made.as_str().to_owned())
}

/// Who takes payments; 409 where nobody does.
pub(super) fn client(state: &State) -> Result<&Client, Failure> {
    state.flutterwave.as_ref().ok_or_else(|| Code::BillingOff.into())
}

/// What the caller is told when the provider didn't do as asked: to come back.
pub(super) fn failure(error: ProviderError) -> Failure {
    match error {
        ProviderError::Wait(time) => Failure::busy(u32::try_from(time.as_secs()).unwrap_or(60).clamp(1, 600)),
        ProviderError::Unclear | ProviderError::Odd(_) => {
            tracing::warn!(%error, "the payment provider can't be asked now");
            Failure::busy(10)
        }
        ProviderError::Refused(_) | ProviderError::KeyRefused => {
            tracing::error!(%error, "the payment provider doesn't do as asked");
            Failure::busy(60)
        }
    }
}

/// Names an attempt: nobody guesses it.
fn reference() -> Result<String, Failure> {
    let mut bytes = [0; 20];
    getrandom::fill(&mut bytes).map_err(|error| Failure::fault(anyhow::anyhow!("no random bytes: {error}")))?;
    Ok([OURS, &HEXLOWER.encode(&bytes)].concat())
}
