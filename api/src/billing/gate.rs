//! What is asked of every change where people pay: that the organisation has paid, and that its plan is for it.

use std::sync::Arc;

use shared::{
    billing::{BillingState, Demand, demands, stays_open},
    problem::{Code, Problem},
};

use super::{books::Books, plans::Plans, queries::subscriptions};
use crate::{
    db::TenantTx,
    http::{self, Asked, Failure},
};

/// The gate of this installation.
pub struct Gate {
    plans: Arc<Plans>,
}

impl Gate {
    /// One that goes by these plans.
    pub fn new(plans: Arc<Plans>) -> Self {
        Self { plans }
    }

    /// How the organisation stands; `None` while it tries everything, which asks for one statement alone.
    fn books(&self, tx: &mut TenantTx<'_>) -> Result<Option<Books>, Failure> {
        let Some(subscription) = subscriptions::read(tx)? else { return Ok(None) };
        if subscription.plan.is_none() && tx.calendar.today < subscription.trial_ends_on {
            return Ok(None);
        }
        Books::of(tx, &self.plans, Some(subscription)).map(Some)
    }
}

impl http::Gate for Gate {
    fn before(&self, tx: &mut TenantTx<'_>, asked: Asked) -> Result<(), Failure> {
        if stays_open(asked.name, asked.feature, asked.method.changes()) {
            return Ok(());
        }
        let Some(books) = self.books(tx)? else { return Ok(()) };
        if books.standing().state == BillingState::ReadOnly {
            return Err(Code::ReadOnlyUnpaid.into());
        }
        match (demands(asked.name), books.plan()) {
            (Some(Demand::Feature(feature)), Some(plan)) if !self.plans.has(plan, feature) => {
                Err(Problem::new(Code::PlanLimit).because(format!("the plan {plan} doesn't include {feature}")).into())
            }
            _ => Ok(()),
        }
    }

    fn count(&self, tx: &mut TenantTx<'_>, asked: Asked) -> Result<Option<i64>, Failure> {
        let counts = demands(asked.name) == Some(Demand::Room);
        Ok(if counts { Some(subscriptions::people_count(tx)?) } else { None })
    }

    fn after(&self, tx: &mut TenantTx<'_>, asked: Asked, counted: Option<i64>) -> Result<(), Failure> {
        if demands(asked.name) != Some(Demand::Room) {
            return Ok(());
        }
        let Some(books) = self.books(tx)? else { return Ok(()) };
        // Only a directory comes so far: before, it isn't known yet that it brings somebody in.
        if books.standing().state == BillingState::ReadOnly {
            return Err(Code::ReadOnlyUnpaid.into());
        }
        let most = books.plan().and_then(|plan| Some((plan, self.plans.most_people(plan)?)));
        let Some((plan, most)) = most else { return Ok(()) };
        // Whoever has too many may have fewer, or as many others.
        if subscriptions::people_count(tx)? <= counted.unwrap_or(most).max(most) {
            return Ok(());
        }
        Err(Problem::new(Code::PlanLimit).because(format!("the plan {plan} is for {most} people")).into())
    }
}
