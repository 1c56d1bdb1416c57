//! `perftrack billing …`: what the operator does about payments, on the command line.

use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use shared::billing::Money;

use super::{
    desk::Desk,
    plans::Plans,
    queries::{invoices, kept, payments},
    reconciling::{Reconciled, reconcile},
    refunding::{Asked, Place, UnderWay, begun, ended, follow, reserve, take_back, unanswered},
    rows::PaymentRow,
};
use crate::{
    config::Config,
    db::Database,
    flutterwave::{Client, ProviderError, RefundState, Started},
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
        /// Ask again for what no answer came to: the provider's dashboard shows no refund of it.
        #[arg(long)]
        again: bool,
        /// Note the number of a refund to which no answer came, as the provider's dashboard shows it.
        #[arg(long, value_name = "NUMBER", conflicts_with = "again")]
        known: Option<i64>,
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
        Step::Refund { invoice, again, known } => refund(&desk, invoice.trim(), again, known).await,
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

async fn refund(desk: &Desk<'_>, number: &str, again: bool, known: Option<i64>) -> anyhow::Result<String> {
    let place = find(desk, number).await?.with_context(|| format!("there is no invoice {number}"))?;
    if again || known.is_some() {
        let all = paid_for(desk, place).await.map_err(cause)?;
        let lost = all.iter().find_map(|row| unanswered(row).map(|minor| (row.id, minor)));
        let (payment, minor) = lost.with_context(|| format!("of {number} nothing was asked for without an answer"))?;
        if let Some(refund) = known {
            begun(desk, UnderWay { place, payment, refund }, minor).await.map_err(cause)?;
            return Ok(format!("{number}: refund {refund} is noted, and asked about from now on"));
        }
        take_back(desk, place, payment).await.map_err(cause)?;
    }
    let Some(asked) = reserve(desk, place).await.map_err(cause)? else {
        bail!("nothing of {number} is there to be paid back");
    };
    let started = ask(desk, number, &asked).await?;
    let Asked { place, payment, minor, currency, .. } = &asked;
    let refund = UnderWay { place: *place, payment: *payment, refund: started.id };
    let (id, look) = (started.id, look(number, asked.transaction));
    let noted = begun(desk, refund, *minor).await.map_err(cause);
    noted.with_context(|| format!("refund {id} was begun, and couldn't be noted: {look}"))?;
    if started.state == RefundState::Done {
        ended(desk, refund, true).await.map_err(cause)?;
    }
    Ok(format!("{number}: {minor} minor units of {currency} are being paid back (refund {id})"))
}

/// Asks the provider. Where it is sure that nothing happened, what was marked for it is there to be asked for again.
async fn ask(desk: &Desk<'_>, number: &str, asked: &Asked) -> anyhow::Result<Started> {
    let Asked { place, payment, transaction, minor, currency } = asked;
    let answer = desk.client.refund(*transaction, *minor, currency).await;
    let nothing_happened = match &answer {
        Ok(started) => started.state == RefundState::Failed,
        Err(error) => matches!(error, ProviderError::Refused(_) | ProviderError::KeyRefused | ProviderError::Wait(_)),
    };
    if nothing_happened {
        take_back(desk, *place, *payment).await.map_err(cause)?;
        let refused = || format!("the payment provider doesn't refund transaction {transaction}");
        return match answer {
            Ok(_) => Err(anyhow!(refused())),
            Err(error) => Err(error).with_context(refused),
        };
    }
    answer.with_context(|| look(number, *transaction))
}

/// What is to be done where nobody knows what came of it.
fn look(number: &str, transaction: i64) -> String {
    format!(
        "transaction {transaction}; look in the provider's dashboard whether it was refunded before trying again: \
         if so, say `refund {number} --known` and its number there, else `refund {number} --again`"
    )
}

fn cause(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Fault(error) => error,
        Failure::Problem(problem, _) | Failure::Unfinished(problem, _) => anyhow!("{}", problem.title),
    }
}
