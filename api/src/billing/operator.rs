//! `perftrack billing …`: what the operator does about payments, on the command line.

use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use serde_json::json;
use shared::{
    billing::{InvoiceState, Money, PaymentFlag, PaymentState},
    wire::id::{InvoiceId, OrganisationId},
};
use uuid::Uuid;

use super::{
    desk::Desk,
    plans::Plans,
    queries::{invoices, kept, payments},
    reconciling::{Reconciled, reconcile},
    rows::PaymentRow,
};
use crate::{
    audit::Event,
    config::Config,
    db::{AccountTx, Database, TenantTx},
    flutterwave::{Client, RefundState},
    http::Failure,
};

/// What is to be done.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum Step {
    /// Pay an invoice back: first what came in for it by mistake, if anything did, else all of it. The organisation keeps
    /// what it has until its term ends.
    Refund {
        /// Such as INV-2026-000001.
        invoice: String,
    },
    /// List all invoices, those of organisations that are gone too: number, day, state, VAT and total.
    Invoices {
        /// Of this year alone.
        #[arg(long)]
        year: Option<i32>,
    },
    /// Compare what the provider took with what we know, and settle what is missing. Servers do so every hour.
    Reconcile {
        /// How many days back.
        #[arg(long, default_value_t = 30)]
        days: u16,
    },
}

/// Does it, and gives what there is to say.
pub async fn run(step: Step, config: Config) -> anyhow::Result<String> {
    let settings =
        config.flutterwave.as_ref().context("PERFTRACK_FLUTTERWAVE_SECRET_KEY isn't set: nobody pays here")?;
    let client = Client::new(settings)?;
    let plans =
        Arc::new(Plans::read(config.billing.plans.as_deref()).map_err(|fault| anyhow!("PERFTRACK_PLANS {fault}"))?);
    let origin = config.server.origin.context("PERFTRACK_ORIGIN says where links in mails lead, and isn't set")?;
    let database = Database::connect(&config.database)?;
    let desk = Desk { database: &database, client: &client, plans: &plans, origin: &origin };
    match step {
        Step::Reconcile { days } => {
            let Reconciled { settled, strange } = reconcile(&desk, days.into()).await.map_err(cause)?;
            let told = format!("{settled} payments settled that were not known");
            let strange = strange.iter().map(|one| {
                let (id, tx_ref) = (one.id, &one.tx_ref);
                format!("transaction {id} ({tx_ref}) came in for an invoice that nobody here has: pay it back at the provider")
            });
            Ok([told].into_iter().chain(strange).collect::<Vec<_>>().join("\n"))
        }
        Step::Refund { invoice } => refund(&desk, invoice.trim()).await,
        Step::Invoices { year } => list(&desk, year).await,
    }
}

/// Where an invoice stands: with its organisation, or in the books alone.
#[derive(Debug, Clone, Copy)]
enum Place {
    Organisation(OrganisationId, InvoiceId),
    Kept(Uuid),
}

async fn list(desk: &Desk<'_>, year: Option<i32>) -> anyhow::Result<String> {
    let all = desk.database.accounts(move |tx| Ok(kept::list(tx.conn(), year)?)).await.map_err(cause)?;
    let line = |one: &kept::Listed| {
        let [vat, total] = [one.vat_minor, one.total_minor].map(|minor| Money::new(one.currency, minor).to_string());
        let gone = if one.is_kept { ", of an organisation that is gone" } else { "" };
        format!("{}  {}  {}  {total}, of which VAT {vat}{gone}", one.number, one.issued_at.date_naive(), one.state)
    };
    let lines: Vec<String> = all.iter().map(line).collect();
    Ok(if lines.is_empty() { "there are no invoices".to_owned() } else { lines.join("\n") })
}

async fn find(desk: &Desk<'_>, number: &str) -> anyhow::Result<Option<Place>> {
    let named = number.to_owned();
    let found = desk.database.accounts(move |tx| {
        let there = invoices::numbered(tx.conn(), &named)?.map(|(org, id)| Place::Organisation(org, id));
        Ok(match there {
            Some(place) => Some(place),
            None => kept::numbered(tx.conn(), &named)?.map(Place::Kept),
        })
    });
    found.await.map_err(cause)
}

async fn paid_for(desk: &Desk<'_>, place: Place) -> Result<Vec<PaymentRow>, Failure> {
    match place {
        Place::Organisation(org, id) => {
            let all = desk.database.job(org, None, move |tx| Ok(payments::of_invoice(tx, id)?)).await?;
            Ok(all.unwrap_or_default())
        }
        Place::Kept(id) => desk.database.accounts(move |tx| Ok(kept::payments(tx.conn(), id)?)).await,
    }
}

async fn refund(desk: &Desk<'_>, number: &str) -> anyhow::Result<String> {
    let place = find(desk, number).await?.with_context(|| format!("there is no invoice {number}"))?;
    let all = paid_for(desk, place).await.map_err(cause)?;
    let Some((payment, amount)) = to_refund(&all) else {
        bail!("nothing of {number} is there to be paid back");
    };
    let transaction = payment.transaction_id.context("the payment has no transaction")?;
    let currency = payment.paid_currency.clone().context("the payment has no currency")?;
    let started = desk.client.refund(transaction, amount, &currency).await.with_context(|| {
        format!(
            "transaction {transaction}; look in the provider's dashboard whether it was refunded before trying again"
        )
    })?;
    if started.state == RefundState::Failed {
        bail!("the payment provider doesn't refund transaction {transaction}");
    }
    record(desk, place, payment.clone(), amount).await.map_err(cause)?;
    let refund = started.id;
    Ok(format!("{number}: {amount} minor units of {currency} are being paid back (refund {refund})"))
}

/// What came in for a payment and isn't paid back.
fn left(payment: &PaymentRow) -> i64 {
    payment.paid_minor.unwrap_or(payment.minor) - payment.refunded_minor.unwrap_or_default()
}

/// What of an invoice is to be paid back, and how much: what came in besides, or too much, before what paid it.
fn to_refund(all: &[PaymentRow]) -> Option<(&PaymentRow, i64)> {
    let open = || all.iter().filter(|payment| left(payment) > 0 && payment.transaction_id.is_some());
    let flagged = open().find(|payment| payment.state == PaymentState::Flagged).map(|payment| (payment, left(payment)));
    let greater = || {
        let too_much = open().filter(|payment| payment.flag == Some(PaymentFlag::Greater));
        too_much.map(|payment| (payment, left(payment) - payment.minor)).find(|(_, amount)| *amount > 0)
    };
    let paid = || open().find(|payment| payment.state == PaymentState::Paid).map(|payment| (payment, left(payment)));
    flagged.or_else(greater).or_else(paid)
}

async fn record(desk: &Desk<'_>, place: Place, payment: PaymentRow, amount: i64) -> Result<(), Failure> {
    let whole = payment.refunded_minor.unwrap_or_default() + amount;
    let is_all = payment.state == PaymentState::Paid && payment.paid_minor == Some(whole);
    let (org, id) = match place {
        Place::Organisation(org, id) => (org, id),
        Place::Kept(id) => return record_kept(desk, id, payment.id, (whole, is_all)).await,
    };
    let work = move |tx: &mut TenantTx<'_>| {
        payments::refunded(tx, payment.id, whole)?;
        if is_all {
            invoices::set_state(tx, id, InvoiceState::Refunded)?;
        }
        tx.note(
            Event::new("billing.refunded", id).after(&json!({ "minor": amount, "currency": payment.paid_currency })),
        )
    };
    desk.database.job(org, None, work).await?;
    Ok(())
}

async fn record_kept(
    desk: &Desk<'_>,
    invoice: Uuid,
    payment: Uuid,
    (whole, is_all): (i64, bool),
) -> Result<(), Failure> {
    let work = move |tx: &mut AccountTx<'_>| {
        kept::refunded(tx.conn(), payment, whole)?;
        if is_all {
            kept::set_refunded(tx.conn(), invoice)?;
        }
        Ok(())
    };
    desk.database.accounts(work).await
}

fn cause(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Fault(error) => error,
        Failure::Problem(problem, _) | Failure::Unfinished(problem, _) => anyhow!("{}", problem.title),
    }
}

#[cfg(test)]
mod tests {
    use shared::billing::Currency;

    use super::*;

    fn payment(state: PaymentState, flag: Option<PaymentFlag>, paid_minor: i64) -> PaymentRow {
        PaymentRow {
            id: Uuid::nil(),
            invoice_id: Uuid::nil(),
            tx_ref: "pt-1".to_owned(),
            state,
            flag,
            link: None,
            minor: 1000,
            currency: Currency::Usd,
            transaction_id: Some(1),
            paid_minor: Some(paid_minor),
            paid_currency: Some("USD".to_owned()),
            created_at: chrono::Utc::now(),
            refunded_minor: None,
        }
    }

    #[test]
    fn what_came_in_by_mistake_is_paid_back_first() {
        let amount = |all: &[PaymentRow]| to_refund(all).map(|(_, amount)| amount);
        let paid = payment(PaymentState::Paid, None, 1000);
        let again = payment(PaymentState::Flagged, Some(PaymentFlag::Again), 900);
        assert_eq!(amount(&[]), None);
        assert_eq!(amount(std::slice::from_ref(&paid)), Some(1000));
        assert_eq!(amount(&[paid.clone(), again.clone()]), Some(900));
        assert_eq!(amount(&[paid, PaymentRow { refunded_minor: Some(900), ..again }]), Some(1000));
        let greater = payment(PaymentState::Paid, Some(PaymentFlag::Greater), 1200);
        assert_eq!(amount(std::slice::from_ref(&greater)), Some(200));
        let after = |minor| PaymentRow { refunded_minor: Some(minor), ..greater.clone() };
        assert_eq!((amount(&[after(200)]), amount(&[after(1200)])), (Some(1000), None));
    }
}
