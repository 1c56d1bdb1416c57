//! All that decides how an organisation stands, read at once.

use chrono::{Days, NaiveDate};
use shared::{
    access::{Relation, can},
    billing::{Billing, BillingStanding, BillingState, MANAGE, PlanName, Subscription},
    problem::Code,
};

use super::{
    clock::Rows,
    plans::Plans,
    queries::{invoices, subscriptions},
    rows::{DetailsRow, InvoiceRow, SubscriptionRow, TermRow},
};
use crate::{db::TenantTx, http::Failure};

/// How an organisation stands, with all that it follows from.
pub(super) struct Books {
    pub subscription: Option<SubscriptionRow>,
    pub terms: Vec<TermRow>,
    pub rows: Rows,
    pub today: NaiveDate,
}

impl Books {
    /// To read in; 409 in a sandbox, which has none.
    pub(super) fn open(tx: &mut TenantTx<'_>, plans: &Plans) -> Result<Self, Failure> {
        refuse_sandbox(tx)?;
        let subscription = subscriptions::read(tx)?;
        Self::of(tx, plans, subscription)
    }

    /// The same, held until the transaction ends: whoever writes in them does so alone.
    pub(super) fn hold(tx: &mut TenantTx<'_>, plans: &Plans) -> Result<Self, Failure> {
        refuse_sandbox(tx)?;
        let trial = trial_end(tx, plans);
        let subscription = subscriptions::hold(tx, trial)?;
        Self::of(tx, plans, Some(subscription))
    }

    /// With a subscription that was read already.
    pub(super) fn of(
        tx: &mut TenantTx<'_>,
        plans: &Plans,
        subscription: Option<SubscriptionRow>,
    ) -> Result<Self, Failure> {
        let terms = subscriptions::terms(tx)?;
        let rows = Rows {
            trial_ends_on: subscription.as_ref().map_or_else(|| trial_end(tx, plans), |row| row.trial_ends_on),
            is_cancelled: subscription.as_ref().is_some_and(|row| row.is_cancelled),
            terms: terms.iter().map(TermRow::span).collect(),
            people: subscriptions::joined_count(tx)?,
            most_on_free: plans.most_people(PlanName::Free),
            over_since: subscription.as_ref().and_then(|row| row.over_since),
            seats_due_on: invoices::seats_due_on(tx)?,
        };
        Ok(Self { subscription, terms, rows, today: tx.calendar.today })
    }

    /// How it stands.
    pub(super) fn standing(&self) -> BillingStanding {
        self.rows.standing(self.today)
    }

    /// The plan whose limits hold; `None` in a trial.
    pub(super) fn plan(&self) -> Option<PlanName> {
        self.rows.plan(self.today)
    }

    /// The term it is in.
    pub(super) fn current(&self) -> Option<&TermRow> {
        self.terms.iter().find(|term| term.from_on <= self.today && self.today < term.until_on)
    }

    /// The last term that is paid.
    pub(super) fn last(&self) -> Option<&TermRow> {
        self.terms.last()
    }

    /// How many seats a whole term is billed for: one for each who has joined, and at least one.
    pub(super) fn seats(&self) -> i32 {
        i32::try_from(self.rows.people).unwrap_or(i32::MAX).max(1)
    }

    fn subscribed(&self) -> Option<Subscription> {
        let term = self.current().or_else(|| self.last())?;
        let choice = self.subscription.as_ref().and_then(SubscriptionRow::choice);
        Some(Subscription {
            plan: term.plan,
            period: term.period,
            currency: term.currency,
            seats: term.seats,
            from_on: term.from_on,
            until_on: self.last().map_or(term.until_on, |last| last.until_on),
            is_cancelled: self.rows.is_cancelled,
            next: choice.filter(|choice| *choice != term.choice()),
        })
    }
}

fn trial_end(tx: &TenantTx<'_>, plans: &Plans) -> NaiveDate {
    tx.calendar.today + Days::new(plans.trial_days().into())
}

fn refuse_sandbox(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    if subscriptions::is_sandbox(tx)? { Err(Code::BillingOff.into()) } else { Ok(()) }
}

/// Where nobody pays.
pub(super) fn off() -> BillingStanding {
    BillingStanding { state: BillingState::Off, trial_ends_on: None, owed_since: None, read_only_on: None }
}

/// What Admins see where nobody pays.
pub(super) fn unlimited(tx: &mut TenantTx<'_>) -> Result<Billing, Failure> {
    let people = subscriptions::joined_count(tx)?;
    Ok(Billing { standing: off(), plan: None, people, subscription: None, details: None, open: Vec::new() })
}

/// What Admins see.
pub(super) fn shown(tx: &mut TenantTx<'_>, plans: &Plans) -> Result<Billing, Failure> {
    let books = Books::open(tx, plans)?;
    Ok(Billing {
        standing: books.standing(),
        plan: books.plan(),
        people: books.rows.people,
        subscription: books.subscribed(),
        details: subscriptions::details(tx)?.map(DetailsRow::shown),
        open: invoices::open(tx)?.into_iter().map(InvoiceRow::shown).collect(),
    })
}

/// 403 unless the actor still may: their role may have changed since the first transaction.
pub(super) fn may(tx: &TenantTx<'_>) -> Result<(), Failure> {
    if can(tx.actor.role, &MANAGE, Relation::Organisation) { Ok(()) } else { Err(Code::Forbidden.into()) }
}
