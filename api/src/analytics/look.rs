//! What a dashboard was asked to look at, with its periods found.

use chrono::NaiveDate;
use shared::{
    analytics::{DashboardFilter, Stretch, rules},
    goals::Scope,
    organisations::WeekStart,
    wire::{PersonId, TeamId},
};

use crate::{db::TenantTx, http::Failure, organisations};

/// A filter with the periods it means.
#[derive(Clone)]
pub(super) struct Look {
    /// The period; `None` while the organisation has none.
    pub period: Option<Stretch>,
    /// The one before it.
    pub before: Option<Stretch>,
    /// The day on which the organisation's weeks begin.
    pub week: WeekStart,
    /// Of this team or one below it.
    pub team: Option<TeamId>,
    /// Of this person.
    pub person: Option<PersonId>,
    /// How far to look.
    pub scope: Scope,
}

impl Look {
    /// 422 for a period that there isn't.
    pub fn of(tx: &mut TenantTx<'_>, filter: &DashboardFilter) -> Result<Self, Failure> {
        let all: Vec<Stretch> = organisations::periods(tx)?.into_iter().map(Stretch::from).collect();
        let period = match filter.period {
            Some(id) => {
                let named = all.iter().find(|period| period.id == id);
                Some(named.ok_or_else(|| Failure::field("period", "unknown"))?)
            }
            None => rules::current(&all, tx.calendar.today),
        };
        Ok(Self {
            before: period.and_then(|period| rules::before(&all, period)).cloned(),
            period: period.cloned(),
            week: organisations::week_starts_on(tx)?,
            team: filter.team,
            person: filter.person,
            scope: filter.scope(),
        })
    }

    /// The period and the one before it, as far as there are any.
    pub fn periods(&self) -> impl Iterator<Item = &Stretch> {
        self.period.iter().chain(&self.before)
    }

    /// First and last day of each week of a period that has begun.
    pub fn weeks(&self, period: &Stretch, today: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
        rules::weeks(period.starts_on, period.ends_on.min(today), self.week)
    }

    /// Whether what is merely shared or published counts too.
    pub fn sees_all(&self) -> bool {
        self.scope == Scope::Seen
    }
}
