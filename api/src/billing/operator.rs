//! `perftrack billing …`: what the operator does about payments, on the command line.

use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use shared::billing::Money;

use super::{
    desk::Desk,
    plans::Plans,
    queries::{invoices, kept, payments},
    reconciling::{Reconciled, reconcile},
    refunding::{Place, UnderWay, begun, ended, follow, to_refund},
    rows::PaymentRow,
};
use crate::{
    config::Config,
    db::Database,
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
    /// List all invoices, those of organisations that are gone too: number, day, state, VAT, total and credit note.
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
            let ended = follow(&desk).await.map_err(cause)?;
            let ended = (ended > 0).then(|| format!("{ended} refunds came to an end"));
            let strange = strange.iter().map(|one| {
                let (id, tx_ref) = (one.id, &one.tx_ref);
                format!("transaction {id} ({tx_ref}) came in for an invoice that nobody here has: pay it back at the provider")
            });
            Ok([told].into_iter().chain(ended).chain(strange).collect::<Vec<_>>().join("\n"))
        }
        Step::Refund { invoice } => refund(&desk, invoice.trim()).await,
        Step::Invoices { year } => list(&desk, year).await,
    }
}

async fn list(desk: &Desk<'_>, year: Option<i32>) -> anyhow::Result<String> {
    let all = desk.database.accounts(move |tx| Ok(kept::list(tx.conn(), year)?)).await.map_err(cause)?;
    let line = |one: &kept::Listed| {
        let [vat, total] = [one.vat_minor, one.total_minor].map(|minor| Money::new(one.currency, minor).to_string());
        let credit = one.credit_note.as_ref().map(|number| format!(", credit note {number}")).unwrap_or_default();
        let gone = if one.is_kept { ", of an organisation that is gone" } else { "" };
        let (number, day, state) = (&one.number, one.issued_at.date_naive(), one.state);
        format!("{number}  {day}  {state}  {total}, of which VAT {vat}{credit}{gone}")
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
    let refund = UnderWay { place, payment: payment.id, refund: started.id };
    begun(desk, refund, amount).await.map_err(cause)?;
    if started.state == RefundState::Done {
        ended(desk, refund, true).await.map_err(cause)?;
    }
    let refund = started.id;
    Ok(format!("{number}: {amount} minor units of {currency} are being paid back (refund {refund})"))
}

fn cause(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Fault(error) => error,
        Failure::Problem(problem, _) | Failure::Unfinished(problem, _) => anyhow!("{}", problem.title),
    }
}
