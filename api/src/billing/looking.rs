//! What comes by the clock: the next term is billed a week before, people beyond the paid seats once a day; Admins are reminded;
//! and payments that nobody told us of are found. Any number of replicas may do it at once.

use std::{sync::Arc, time::Duration};

use chrono::{TimeDelta, Utc};
use secrecy::ExposeSecret;
use shared::{
    billing::InvoiceKind,
    wire::id::{InvoiceId, OrganisationId},
};
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::{
    books::Books,
    clock::{BILLED_BEFORE_DAYS, OFFERED_DAYS},
    desk::Desk,
    issuing::{Draft, issue, later, void},
    links, notices,
    plans::Plans,
    queries::{invoices, payments, subscriptions},
    reconciling::reconcile,
    refunding::follow,
    rows::{InvoiceRow, SubscriptionRow, TermRow},
    settling::settle,
};
use crate::{
    app::State,
    config::Origin,
    db::TenantTx,
    http::Failure,
    worker::mail::{BillingLetter, BillingNews, Letter, outbox},
};

/// How often it is asked whose turn it is.
const EVERY: Duration = Duration::from_secs(1);
/// How often organisations that are new get their trial.
const ENROL_EVERY: Duration = Duration::from_secs(60);
/// How often the provider's list is compared with ours.
const RECONCILE_EVERY: Duration = Duration::from_secs(3600);
/// How many days back it is.
const RECONCILED_DAYS: i64 = 3;
/// An organisation is looked at again after so long.
const AGAIN: TimeDelta = TimeDelta::hours(1);

/// Keeps billing going until dropped; where nobody pays, there is nothing to do.
pub(crate) async fn keep_time(state: Arc<State>) {
    if state.flutterwave.is_none() {
        return;
    }
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut enrolled, mut reconciled): (Option<Instant>, Option<Instant>) = (None, None);
    loop {
        ticks.tick().await;
        if enrolled.is_none_or(|at| at.elapsed() > ENROL_EVERY) {
            enrolled = Some(Instant::now());
            let days = i32::from(state.plans.trial_days());
            complain(state.database.accounts(move |tx| Ok(subscriptions::enrol(tx.conn(), days)?)).await);
        }
        while let Some(true) = complain(notices::look_up_one(&state).await) {}
        while let Some(true) = complain(ask_about_one(&state).await) {}
        while let Some(true) = complain(look_at_one(&state).await) {}
        if reconciled.is_none_or(|at| at.elapsed() > RECONCILE_EVERY) {
            reconciled = Some(Instant::now());
            complain(reconcile_all(&state).await);
            complain(follow_refunds(&state).await);
        }
    }
}

/// Says in the log what has to wait for another time.
fn complain<T>(done: Result<T, Failure>) -> Option<T> {
    match done {
        Ok(done) => return Some(done),
        Err(Failure::Fault(cause)) => tracing::error!(cause = format!("{cause:#}"), "billing can't go on"),
        Err(failure) => tracing::warn!(code = %failure.code(), "billing has to wait"),
    }
    None
}

async fn reconcile_all(state: &State) -> Result<(), Failure> {
    reconcile(&Desk::of(state)?, RECONCILED_DAYS).await.map(drop)
}

async fn follow_refunds(state: &State) -> Result<(), Failure> {
    follow(&Desk::of(state)?).await.map(drop)
}

/// Asks about an open payment that nobody has asked about for an hour; whether there was one.
async fn ask_about_one(state: &State) -> Result<bool, Failure> {
    let due = state.database.accounts(|tx| Ok(payments::take_due(tx.conn())?)).await?;
    let Some(tx_ref) = due else { return Ok(false) };
    settle(&Desk::of(state)?, &tx_ref, None).await?;
    Ok(true)
}

/// Looks at an organisation whose time has come; whether there was one.
async fn look_at_one(state: &State) -> Result<bool, Failure> {
    let taken = state.database.accounts(|tx| Ok(subscriptions::take(tx.conn())?)).await?;
    let Some(turn) = taken else { return Ok(false) };
    let org = OrganisationId(turn.org_id);
    let (plans, origin) = (state.plans.clone(), state.origin.clone());
    state.database.job(org, None, move |tx| look(tx, &plans, &origin)).await?;
    state.database.accounts(move |tx| Ok(subscriptions::finish(tx.conn(), &turn, Utc::now() + AGAIN)?)).await?;
    Ok(true)
}

/// Does what its day asks for.
fn look(tx: &mut TenantTx<'_>, plans: &Plans, origin: &Origin) -> Result<(), Failure> {
    let books = Books::hold(tx, plans)?;
    give_up(tx, &books)?;
    bill_next_term(tx, plans, &books)?;
    let trued_up_on = books.subscription.as_ref().and_then(|row| row.trued_up_on);
    if trued_up_on != Some(books.today) {
        bill_people(tx, plans, &books)?;
    }
    // Whether it has cancelled or not: whoever owes gains no time by cancelling.
    let over_since = books.rows.counted_since(books.today);
    // As it stands with what was just done.
    let books = Books::open(tx, plans)?;
    let reminders = remind(tx, &books, origin)?;
    subscriptions::note(tx, over_since, reminders, Some(books.today))?;
    invoices::open(tx)?.iter().filter(|invoice| invoice.mailed_at.is_none()).try_for_each(|it| mail(tx, it, origin))
}

/// Invoices that nobody needs any more: seats that nobody takes, when they are due, and offers that nobody took.
fn give_up(tx: &mut TenantTx<'_>, books: &Books) -> Result<(), Failure> {
    // Of the term that they were billed for: another one doesn't pay for them.
    let is_taken = |invoice: &InvoiceRow| {
        let term = books.terms.iter().find(|term| term.until_on == invoice.until_on);
        term.is_none_or(|term| books.rows.people > i64::from(term.seats))
    };
    let is_over = |invoice: &InvoiceRow| match invoice.kind {
        InvoiceKind::Seats => invoice.due_on <= books.today && !is_taken(invoice),
        InvoiceKind::Upgrade => invoice.until_on <= books.today || invoice.due_on < books.today,
        // One that follows a paid term is no offer.
        InvoiceKind::Term if books.last().is_some_and(|last| last.until_on == invoice.from_on) => false,
        InvoiceKind::Term => later(invoice.from_on, OFFERED_DAYS) < books.today,
    };
    let over: Vec<InvoiceRow> = invoices::open(tx)?.into_iter().filter(is_over).collect();
    over.iter().try_for_each(|invoice| void(tx, invoice))
}

/// Bills the next term a week before the last one that is paid ends.
fn bill_next_term(tx: &mut TenantTx<'_>, plans: &Plans, books: &Books) -> Result<(), Failure> {
    let Some(last) = books.last().filter(|_| !books.rows.is_cancelled) else { return Ok(()) };
    let from = last.until_on;
    if later(books.today, BILLED_BEFORE_DAYS) < from || invoices::is_billed(tx, from)? {
        return Ok(());
    }
    let Some(details) = subscriptions::details(tx)? else { return Ok(()) };
    let choice = books.subscription.as_ref().and_then(SubscriptionRow::choice).unwrap_or_else(|| last.choice());
    // What isn't offered any more goes on as it was.
    let (choice, unit) = plans.price(choice).map_or_else(|| (last.choice(), last.unit_minor), |unit| (choice, unit));
    issue(tx, plans, &Draft::term(choice, books.seats(), unit, from, from), &details, false)?;
    Ok(())
}

/// Bills people who came beyond the seats that are paid or billed.
fn bill_people(tx: &mut TenantTx<'_>, plans: &Plans, books: &Books) -> Result<(), Failure> {
    let Some(term) = books.current() else { return Ok(()) };
    let Some(details) = subscriptions::details(tx)? else { return Ok(()) };
    let billed = seats_billed(&invoices::open(tx)?, term);
    let more = books.rows.people - i64::from(term.seats) - billed;
    let Some(more) = i32::try_from(more).ok().filter(|more| *more > 0) else { return Ok(()) };
    let draft = Draft::seats(term, more, books.today);
    // At a very low price a few days come to no whole unit: nobody can pay nothing, and what else is due has to go on.
    if draft.quote(plans.vat(&details.country)).total.minor > 0 {
        issue(tx, plans, &draft, &details, false)?;
    }
    Ok(())
}

fn seats_billed(open: &[InvoiceRow], term: &TermRow) -> i64 {
    let of_term = |invoice: &&InvoiceRow| invoice.kind == InvoiceKind::Seats && invoice.until_on == term.until_on;
    open.iter().filter(of_term).map(|invoice| i64::from(invoice.seats)).sum()
}

/// Writes to Admins and whoever is billed about what is owed, once on each occasion; how many letters are written by now.
fn remind(tx: &mut TenantTx<'_>, books: &Books, origin: &Origin) -> Result<i32, Failure> {
    let due = books.rows.reminders_due(books.today);
    let written = books.subscription.as_ref().map_or(0, |row| row.reminders);
    let read_only_on = books.standing().read_only_on;
    let Some(read_only_on) = read_only_on.filter(|_| due > written) else { return Ok(due) };
    let owed = owed(tx)?;
    let secret = owed.as_ref().map(|invoice| links::make(tx, InvoiceId(invoice.id))).transpose()?;
    let secret = secret.as_ref().map(|secret| secret.expose_secret());
    let is_over = read_only_on <= books.today;
    let news = if is_over { BillingNews::ReadOnly { secret } } else { BillingNews::Overdue { read_only_on, secret } };
    let details = subscriptions::details(tx)?;
    write(tx, details.map(|details| details.email), news, origin)?;
    Ok(due)
}

/// What is to be paid first. Nobody owes what was only offered.
fn owed(tx: &mut TenantTx<'_>) -> Result<Option<InvoiceRow>, Failure> {
    let open = invoices::open(tx)?.into_iter().filter(|invoice| invoice.kind != InvoiceKind::Upgrade);
    Ok(open.min_by_key(|invoice| invoice.due_on))
}

/// Mails an invoice, with a link by which whoever gets it can pay.
fn mail(tx: &mut TenantTx<'_>, invoice: &InvoiceRow, origin: &Origin) -> Result<(), Failure> {
    let (secret, total) = (links::make(tx, InvoiceId(invoice.id))?, invoice.total().to_string());
    let news = BillingNews::Issued {
        number: &invoice.number,
        total: &total,
        due_on: invoice.due_on,
        secret: secret.expose_secret(),
    };
    write(tx, Some(invoice.billed_email.clone()), news, origin)?;
    Ok(invoices::mailed(tx, InvoiceId(invoice.id))?)
}

/// Writes to whoever is billed and to every Admin.
fn write(tx: &mut TenantTx<'_>, billed: Option<String>, news: BillingNews<'_>, origin: &Origin) -> Result<(), Failure> {
    let organisation = subscriptions::organisation(tx)?;
    let letter = BillingLetter { organisation: &organisation, news };
    let mut addresses: Vec<String> = subscriptions::admins(tx)?.into_iter().map(|(_, email)| email).collect();
    addresses.extend(billed);
    addresses.sort();
    addresses.dedup();
    let mails = addresses.iter().map(|email| letter.to(email, origin)).collect::<Result<Vec<_>, _>>()?;
    outbox::put(tx.conn(), &mails)
}
