//! Choosing: a plan, more seats, an end, and going on after all.

use serde_json::json;
use shared::billing::{
    BillingState, BuySeats, CancelSubscription, ChoosePlan, InvoiceKind, PlanChoice, PlanName, PlanPreview,
    PreviewPlan, ResumeSubscription, SetBillingDetails,
};

use super::{
    books::{self, Books, may},
    clock::OFFERED_DAYS,
    enabled,
    issuing::{Draft, issue, later, void},
    plans::Plans,
    queries::{invoices, subscriptions},
    rows::{DetailsRow, InvoiceRow},
};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Failure, MemberCall, Reply},
};

/// What comes of a choice.
enum Course {
    /// A term begins when this is paid.
    Begin(Draft),
    /// The term goes on with the higher plan when this is paid.
    Raise(Draft),
    /// The next term is of it.
    Next,
}

impl Course {
    fn of(books: &Books, plans: &Plans, choice: PlanChoice) -> Result<(Self, i64), Failure> {
        if choice.plan == PlanName::Free {
            return Err(Failure::field("plan", "not_allowed_now"));
        }
        let unit = plans.price(choice).ok_or_else(|| Failure::field("currency", "unknown"))?;
        let today = books.today;
        let Some(term) = books.current() else {
            // Who goes on after some days without having paid had those days.
            let standing = books.standing();
            let goes_on = !books.rows.is_cancelled && standing.state != BillingState::ReadOnly;
            let owed = books.last().filter(|_| goes_on && standing.owed_since.is_some());
            let from = owed.map_or(today, |last| last.until_on);
            let due = owed.map_or_else(|| later(today, OFFERED_DAYS), |last| last.until_on);
            return Ok((Self::Begin(Draft::term(choice, books.seats(), unit, from, due)), unit));
        };
        let is_same_else = choice.period == term.period && choice.currency == term.currency;
        let is_higher = choice.plan > term.plan && unit > term.unit_minor;
        // With the next term paid already there is nothing to be set off against.
        let is_last = books.last().is_some_and(|last| last.from_on == term.from_on);
        if is_same_else && is_higher && is_last {
            return Ok((Self::Raise(Draft::upgrade(term, choice, unit, today)), unit));
        }
        Ok((Self::Next, unit))
    }

    fn draft(&self) -> Option<&Draft> {
        match self {
            Self::Begin(draft) | Self::Raise(draft) => Some(draft),
            Self::Next => None,
        }
    }
}

pub(super) async fn preview(call: MemberCall<PreviewPlan>) -> Answered<PreviewPlan> {
    let (plans, choice) = (enabled(&call.state)?, call.ask.query);
    call.tenant_read(move |tx| {
        may(tx)?;
        let books = Books::open(tx, &plans)?;
        let vat = subscriptions::details(tx)?.map_or(0, |details| plans.vat(&details.country));
        let (course, unit) = Course::of(&books, &plans, choice)?;
        let from = match &course {
            Course::Begin(draft) => draft.until_on,
            Course::Raise(_) | Course::Next => books.last().map_or(books.today, |last| last.until_on),
        };
        let next_term = Draft::term(choice, books.seats(), unit, from, from).quote(vat);
        Ok(Reply::new(PlanPreview { now: course.draft().map(|draft| draft.quote(vat)), next_term }))
    })
    .await
}

pub(super) async fn choose(call: MemberCall<ChoosePlan>) -> Answered<ChoosePlan> {
    let (plans, choice) = (enabled(&call.state)?, call.ask.body);
    call.once(move |tx| {
        may(tx)?;
        let books = Books::hold(tx, &plans)?;
        let details = known_details(tx)?;
        let (course, _) = Course::of(&books, &plans, choice)?;
        give_up_offers(tx)?;
        // Whoever has cancelled, and is in no term, goes on when they pay, and owes nothing before.
        let is_cancelled = books.rows.is_cancelled && matches!(course, Course::Begin(_));
        subscriptions::choose(tx, choice, is_cancelled)?;
        if let Some(draft) = course.draft() {
            issue(tx, &plans, draft, &details, true)?;
        }
        tx.note(Event::new("billing.plan_chosen", tx.org()).after(&choice))?;
        Ok(Reply::new(books::shown(tx, &plans)?))
    })
    .await
}

/// What another choice takes the place of: a term, or a higher plan, that is billed and not paid.
fn give_up_offers(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let offers: Vec<InvoiceRow> =
        invoices::open(tx)?.into_iter().filter(|invoice| invoice.kind != InvoiceKind::Seats).collect();
    offers.iter().try_for_each(|invoice| void(tx, invoice))
}

fn known_details(tx: &mut TenantTx<'_>) -> Result<DetailsRow, Failure> {
    subscriptions::details(tx)?.ok_or_else(|| Failure::field("details", "required"))
}

pub(super) async fn buy_seats(call: MemberCall<BuySeats>) -> Answered<BuySeats> {
    let (plans, more) = (enabled(&call.state)?, call.ask.body.seats);
    call.once(move |tx| {
        may(tx)?;
        let books = Books::hold(tx, &plans)?;
        let details = known_details(tx)?;
        let term = books.current().ok_or_else(|| Failure::field("seats", "not_allowed_now"))?;
        let invoice = issue(tx, &plans, &Draft::seats(term, more, books.today), &details, true)?;
        Ok(Reply::new(invoice.shown()))
    })
    .await
}

pub(super) async fn cancel(call: MemberCall<CancelSubscription>) -> Answered<CancelSubscription> {
    let plans = enabled(&call.state)?;
    call.once(move |tx| {
        may(tx)?;
        let books = Books::hold(tx, &plans)?;
        give_up_offers(tx)?;
        subscriptions::cancel(tx, true)?;
        let until = books.last().map(|last| last.until_on);
        tx.note(Event::new("billing.cancelled", tx.org()).after(&json!({ "until_on": until })))?;
        Ok(Reply::new(books::shown(tx, &plans)?))
    })
    .await
}

pub(super) async fn resume(call: MemberCall<ResumeSubscription>) -> Answered<ResumeSubscription> {
    let plans = enabled(&call.state)?;
    call.once(move |tx| {
        may(tx)?;
        let books = Books::hold(tx, &plans)?;
        // A term that is over doesn't go on: another one is chosen.
        if books.current().is_none() {
            return Err(Failure::field("plan", "not_allowed_now"));
        }
        subscriptions::cancel(tx, false)?;
        tx.note(Event::new("billing.resumed", tx.org()))?;
        Ok(Reply::new(books::shown(tx, &plans)?))
    })
    .await
}

pub(super) async fn set_details(call: MemberCall<SetBillingDetails>) -> Answered<SetBillingDetails> {
    enabled(&call.state)?;
    let row = DetailsRow::of(&call.ask.body);
    call.tenant(move |tx| {
        may(tx)?;
        subscriptions::set_details(tx, &row)?;
        // Who is billed may be a person: the log says only that it was changed, and where they pay VAT.
        tx.note(Event::new("billing.details_set", tx.org()).after(&json!({ "country": row.country })))?;
        Ok(Reply::new(row.shown()))
    })
    .await
}
