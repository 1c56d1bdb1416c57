//! What whoever pays hears: an invoice, a receipt, and that something is owed.

use askama::Template;
use chrono::NaiveDate;
use shared::pages;

use super::{Letter, letters::address, names::harmless};
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
        /// The page of the payment provider on which whoever has it pays.
        page: &'a str,
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
    /// Something should have been paid.
    Overdue {
        /// From when nothing can be changed.
        read_only_on: NaiveDate,
    },
    /// Nothing can be changed any more.
    ReadOnly,
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

impl Letter for BillingLetter<'_> {
    fn subject(&self) -> String {
        let organisation = harmless(self.organisation);
        match self.news {
            BillingNews::Issued { number, .. } => format!("Invoice {number} for PerfTrack: {organisation}"),
            BillingNews::Paid { receipt, .. } => format!("Receipt {receipt} for PerfTrack: {organisation}"),
            BillingNews::Overdue { .. } => format!("{organisation} has not paid for PerfTrack yet"),
            BillingNews::ReadOnly => format!("{organisation} can be read, but not changed"),
        }
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let (organisation, ours) = (harmless(self.organisation), address(origin, pages::BILLING));
        let (what, then, button, link) = match self.news {
            BillingNews::Issued { number, total, due_on, page } => (
                format!(
                    "invoice {number} of {organisation} comes to {total}. The last day to pay it is {}.",
                    day(due_on)
                ),
                "Whoever has this link can pay; they need no account. Cards and other means are typed in at Flutterwave, \
                 never at PerfTrack. The invoice itself is in PerfTrack, under Billing.",
                "Pay the invoice",
                page.to_owned(),
            ),
            BillingNews::Paid { number, receipt, total } => (
                format!(
                    "thank you: {total} for invoice {number} of {organisation} has arrived. The receipt is {receipt}."
                ),
                "Invoice and receipt are in PerfTrack, to be read and printed.",
                OPEN,
                ours,
            ),
            BillingNews::Overdue { read_only_on } => (
                format!(
                    "{organisation} has something to pay for PerfTrack. Everything works as before until {}; from then on it \
                     can be read and taken out, but not changed.",
                    day(read_only_on)
                ),
                "An Admin pays in PerfTrack, under Billing, or brings the number of people down to what the plan is for.",
                OPEN,
                ours,
            ),
            BillingNews::ReadOnly => (
                format!(
                    "{organisation} has not paid for PerfTrack. From today on everything can be read and taken out, but not \
                     changed. Nothing is deleted."
                ),
                "As soon as it has paid, everything works again.",
                OPEN,
                ours,
            ),
        };
        let (heading, what, link) = (self.subject(), what.as_str(), link.as_str());
        let text = Text { what, then, link }.render()?;
        Ok((text, Html { heading: &heading, what, then, button, link }.render()?))
    }
}

fn day(on: NaiveDate) -> String {
    on.format("%-d %B %Y").to_string()
}
