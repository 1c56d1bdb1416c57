//! What whoever pays hears: an invoice, a receipt, and that something is owed.

use askama::Template;
use chrono::NaiveDate;
use shared::pages;

use super::{
    Letter,
    letters::{address, secret_link},
    names::harmless,
};
use crate::config::Origin;

/// Something about what an organisation pays.
pub struct BillingLetter<'a> {
    /// Which organisation.
    pub organisation: &'a str,
    /// What there is to say.
    pub news: BillingNews<'a>,
}

/// What there is to say about paying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BillingNews<'a> {
    /// There is an invoice.
    Issued {
        /// Its number.
        number: &'a str,
        /// What it comes to.
        total: &'a str,
        /// The last day to pay it.
        due_on: NaiveDate,
        /// The secret of the link by which whoever has it pays.
        secret: &'a str,
    },
    /// It is paid.
    Paid {
        /// The invoice's number.
        number: &'a str,
        /// The receipt's number.
        receipt: &'a str,
        /// What was paid.
        total: &'a str,
    },
    /// All of it was paid back.
    Credited {
        /// The invoice's number.
        number: &'a str,
        /// The credit note's number.
        credit_note: &'a str,
        /// What was paid back.
        total: &'a str,
        /// How much of that is VAT.
        vat: &'a str,
        /// Whether the organisation is gone, so that no page of its shows the paper.
        is_gone: bool,
    },
    /// Something should have been paid.
    Overdue {
        /// From when nothing can be changed.
        read_only_on: NaiveDate,
        /// The secret of the link to the invoice, if there is one.
        secret: Option<&'a str>,
    },
    /// Nothing can be changed any more.
    ReadOnly {
        /// The secret of the link to the invoice, if there is one.
        secret: Option<&'a str>,
    },
}

#[derive(Template)]
#[template(path = "mail/billing.txt")]
struct Text<'a> {
    what: &'a str,
    then: &'a str,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "mail/billing.html")]
struct Html<'a> {
    heading: &'a str,
    what: &'a str,
    then: &'a str,
    button: &'a str,
    link: &'a str,
}

const OPEN: &str = "Open the invoices";
const PAY: &str = "Pay the invoice";
const OURS: &str = "Open PerfTrack";

impl Letter for BillingLetter<'_> {
    fn subject(&self) -> String {
        let organisation = harmless(self.organisation);
        match self.news {
            BillingNews::Issued { number, .. } => format!("Invoice {number} for PerfTrack: {organisation}"),
            BillingNews::Paid { receipt, .. } => format!("Receipt {receipt} for PerfTrack: {organisation}"),
            BillingNews::Credited { credit_note, .. } => {
                format!("Credit note {credit_note} for PerfTrack: {organisation}")
            }
            BillingNews::Overdue { .. } => format!("{organisation} has not paid for PerfTrack yet"),
            BillingNews::ReadOnly { .. } => format!("{organisation} can be read, but not changed"),
        }
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let (organisation, ours) = (harmless(self.organisation), address(origin, pages::BILLING));
        let (what, then, button, link) = match self.news {
            BillingNews::Issued { number, total, due_on, secret } => (
                format!(
                    "invoice {number} of {organisation} comes to {total}. The last day to pay it is {}.",
                    day(due_on)
                ),
                "Whoever has this link can pay; they need no account. Cards and other means are typed in at Flutterwave, \
                 never at PerfTrack. The invoice itself is in PerfTrack, under Billing.",
                PAY,
                secret_link(origin, pages::PAY, secret),
            ),
            BillingNews::Paid { number, receipt, total } => (
                format!(
                    "thank you: {total} for invoice {number} of {organisation} has arrived. The receipt is {receipt}."
                ),
                "Invoice and receipt are in PerfTrack, to be read and printed.",
                OPEN,
                ours,
            ),
            BillingNews::Credited { number, credit_note, total, vat, is_gone } => {
                let what = format!(
                    "{total} for invoice {number} of {organisation}, of which VAT {vat}, was paid back. The credit note is \
                     {credit_note}."
                );
                if is_gone {
                    let then = "The organisation is gone from PerfTrack: keep this letter. Whoever sold it keeps the invoice and \
                                the credit note in their books.";
                    (what, then, OURS, address(origin, pages::LOG_IN))
                } else {
                    (what, "Invoice and credit note are in PerfTrack, to be read and printed.", OPEN, ours)
                }
            }
            BillingNews::Overdue { read_only_on, secret } => (
                format!(
                    "{organisation} has something to pay for PerfTrack. Everything works as before until {}; from then on it \
                     can be read and taken out, but not changed.",
                    day(read_only_on)
                ),
                match secret {
                    Some(_) => {
                        "Whoever has this link can pay; they need no account. Or an Admin brings the number of people down to \
                         what the plan is for."
                    }
                    None => {
                        "An Admin pays in PerfTrack, under Billing, or brings the number of people down to what the plan is for."
                    }
                },
                word(secret),
                way(origin, secret),
            ),
            BillingNews::ReadOnly { secret } => (
                format!(
                    "{organisation} has not paid for PerfTrack. From today on everything can be read and taken out, but not \
                     changed. Nothing is deleted."
                ),
                match secret {
                    Some(_) => {
                        "Whoever has this link can pay; they need no account. As soon as it is paid, everything works again."
                    }
                    None => "As soon as it has paid, everything works again.",
                },
                word(secret),
                way(origin, secret),
            ),
        };
        let (heading, what, link) = (self.subject(), what.as_str(), link.as_str());
        let text = Text { what, then, link }.render()?;
        Ok((text, Html { heading: &heading, what, then, button, link }.render()?))
    }
}

/// What the button says that leads on.
fn word(secret: Option<&str>) -> &'static str {
    if secret.is_some() { PAY } else { OPEN }
}

/// Where it leads: to the invoice that is owed, or to all of them.
fn way(origin: &Origin, secret: Option<&str>) -> String {
    secret.map_or_else(|| address(origin, pages::BILLING), |secret| secret_link(origin, pages::PAY, secret))
}

fn day(on: NaiveDate) -> String {
    on.format("%-d %B %Y").to_string()
}
