//! One hosted checkout for one attempt to pay.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Client, ProviderError, amounts,
    asking::{Asked, Call},
    links,
};

/// What somebody is to pay. All texts go to the provider.
#[derive(Debug, Clone)]
pub struct NewPayment<'a> {
    /// Ours: random, unique, at most 100 of `[A-Za-z0-9_-]`, never used for another attempt.
    pub tx_ref: &'a str,
    /// In minor units, above zero.
    pub amount_minor: i64,
    /// ISO 4217.
    pub currency: &'a str,
    /// Where the browser returns to, with parameters that prove nothing.
    pub redirect_url: &'a str,
    /// Who pays.
    pub payer: Payer<'a>,
    /// What the hosted page is headed by.
    pub title: &'a str,
    /// What it says is paid for.
    pub description: &'a str,
    /// How long it can be paid there, in minutes, at most a day. Unless it is told, the provider closes a page after half an hour.
    pub minutes: u16,
    /// For people who look at the provider's dashboard, such as the invoice's number. Never believed if it comes back.
    pub meta: BTreeMap<&'static str, String>,
}

/// Who pays, as the provider is told.
#[derive(Debug, Clone, Copy)]
pub struct Payer<'a> {
    /// Where the provider's receipt goes.
    pub email: &'a str,
    /// A name, which the page shows.
    pub name: &'a str,
}

/// A hosted page that takes the payment. Whoever has it may pay, so it is logged nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Link(String);

impl Link {
    /// The address, to send the payer to. Its host is the provider's.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Link(…)")
    }
}

#[derive(Serialize)]
struct Body<'a> {
    tx_ref: &'a str,
    /// As text, so that nobody on the way makes a float of it.
    amount: String,
    currency: &'a str,
    redirect_url: &'a str,
    customer: Customer<'a>,
    customizations: Customizations<'a>,
    configurations: Configurations,
    meta: &'a BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct Customer<'a> {
    email: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Customizations<'a> {
    title: &'a str,
    description: &'a str,
}

#[derive(Serialize)]
struct Configurations {
    session_duration: u16,
}

#[derive(Deserialize)]
struct Made {
    link: String,
}

#[derive(Serialize)]
struct Disabled<'a> {
    link: &'a str,
}

impl Client {
    /// Makes a hosted page. Asked once: when the outcome is [unclear](ProviderError::Unclear), verify by the reference,
    /// and if nobody paid, ask with another one. A page that nobody knows of harms nobody.
    pub async fn create_link(&self, payment: &NewPayment<'_>) -> Result<Link, ProviderError> {
        let body = Body {
            tx_ref: payment.tx_ref,
            amount: amounts::major(payment.amount_minor, payment.currency),
            currency: payment.currency,
            redirect_url: payment.redirect_url,
            customer: Customer { email: payment.payer.email, name: payment.payer.name },
            customizations: Customizations { title: payment.title, description: payment.description },
            configurations: Configurations { session_duration: payment.minutes },
            meta: &payment.meta,
        };
        let made: Made = self.ask(Call::post("/payments", &body)?).await?.done()?.data()?;
        let link = links::admitted(&made.link, &self.hosts).ok_or(ProviderError::Odd("the link leads elsewhere"))?;
        Ok(Link(link))
    }

    /// Closes a page that nobody has used. One that is unknown or closed already counts as closed.
    pub async fn disable_link(&self, link: &str) -> Result<(), ProviderError> {
        match self.ask(Call::post("/payments/link/disable", &Disabled { link })?).await? {
            Asked::Refused { status: 400 | 404, .. } => Ok(()),
            answer => answer.done().map(drop),
        }
    }
}
