//! What a dashboard was asked to look at, with its periods found.

use chrono::NaiveDate;
use shared::{
    analytics::{DashboardFilter, Stretch, rules},
    goals::Scope,
    organisations::WeekStart,
    wire::{PersonId, TeamId, check},
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
    /// The day at whose end it is looked at: today, or one that has passed.
    pub day: NaiveDate,
    /// That day, if it has passed.
    pub past: Option<NaiveDate>,
}

impl Look {
    /// 422 for a period that there isn't, or a day that hasn't come.
    pub fn of(tx: &mut TenantTx<'_>, filter: &DashboardFilter) -> Result<Self, Failure> {
        let today = tx.calendar.today;
        let day = checked_day(filter.as_of, today)?;
        let all: Vec<Stretch> = organisations::periods(tx)?.into_iter().map(Stretch::from).collect();
        let period = match filter.period {
            Some(id) => {
                let named = all.iter().find(|period| period.id == id);
                Some(named.ok_or_else(|| Failure::field("period", "unknown"))?)
            }
            None => rules::current(&all, day),
        };
        Ok(Self {
            before: period.and_then(|period| rules::before(&all, period)).cloned(),
            period: period.cloned(),
            week: organisations::week_starts_on(tx)?,
            team: filter.team,
            person: filter.person,
            scope: filter.scope(),
            day,
            past: (day < today).then_some(day),
        })
    }

    /// The period and the one before it, as far as there are any.
    pub fn periods(&self) -> impl Iterator<Item = &Stretch> {
        self.period.iter().chain(&self.before)
    }

    /// First and last day of each week of a period that had begun by the day.
    pub fn weeks(&self, period: &Stretch) -> Vec<(NaiveDate, NaiveDate)> {
        rules::weeks(period.starts_on, period.ends_on.min(self.day), self.week)
    }

    /// Whether what is merely shared or published counts too.
    pub fn sees_all(&self) -> bool {
        self.scope == Scope::Seen
    }
}

/// The day that was asked for, or today.
fn checked_day(asked: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate, Failure> {
    let Some(day) = asked else { return Ok(today) };
    check::date(&day, &()).map_err(|error| Failure::field("as_of", error.message()))?;
    if day > today { Err(Failure::field("as_of", "in_the_future")) } else { Ok(day) }
}
