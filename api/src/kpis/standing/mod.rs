//! How KPIs stood at the end of a day, by what was known then: what came in or was corrected later doesn't count. They
//! are held against the thresholds of today, of which no history is kept.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use diesel::QueryResult;
use shared::{
    kpis::rules::{
        kinds::{Grain, KpiState},
        state::{Course, PeriodValue, on, timeline},
    },
    wire::KpiId,
};

use super::{
    clock::Clock,
    queries,
    recompute::{self, Days, Net},
    rows::KpiRow,
};
use crate::{db::TenantTx, http::Failure};

pub(crate) use queries::Among;

/// How a KPI stood.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stood {
    pub state: KpiState,
    /// The value of the latest period that had one.
    pub value: Option<f64>,
    /// That period's first day.
    pub value_on: Option<NaiveDate>,
}

/// The KPIs that may be counted, put away ones too: whether one was there is a matter of the day.
pub(crate) fn among(tx: &mut TenantTx<'_>, which: &Among) -> QueryResult<Vec<KpiRow>> {
    queries::among(tx, which)
}

/// How those of them stood that were there at the end of a day, today's included.
pub(crate) fn stood(tx: &mut TenantTx<'_>, rows: &[KpiRow], day: NaiveDate) -> Result<HashMap<KpiId, Stood>, Failure> {
    if day >= tx.calendar.today {
        let there = rows.iter().filter(|row| row.archived_at.is_none());
        return Ok(there.map(|row| (row.id, Stood::today(row))).collect());
    }
    let clock = Clock::of(tx)?;
    let over = clock.end(day);
    let there = rows.iter().filter(|row| row.created_at < over && row.archived_at.is_none_or(|at| at >= over));
    let there: Vec<KpiId> = there.map(|row| row.id).collect();
    if there.is_empty() {
        return Ok(HashMap::new());
    }
    let net = recompute::net_of(tx, there.iter().copied(), false)?;
    let past = Past { net, clock, day };
    let mut found = past.latest(tx, &there, Some(LOOK_BACK))?;
    // The last value is judged beside the one before it, however long ago that was.
    let short = |id: &KpiId| found.get(id).is_none_or(|latest| latest.len() < ENOUGH);
    let short: Vec<KpiId> = there.iter().copied().filter(short).collect();
    found.extend(past.latest(tx, &short, None)?);
    Ok(there.into_iter().map(|id| (id, past.judged(id, found.get(&id).map_or(&[], Vec::as_slice)))).collect())
}

impl Stood {
    fn today(row: &KpiRow) -> Self {
        Self { state: row.state, value: row.value, value_on: row.value_on }
    }
}

/// How many periods with a value a state can hang on.
const ENOUGH: usize = 3;
/// How many periods are looked through for them at first: of most KPIs they are among these.
const LOOK_BACK: u32 = 12;

/// KPIs at the end of a day.
struct Past {
    net: Net,
    clock: Clock,
    day: NaiveDate,
}

impl Past {
    /// The latest periods that had a value, latest first; of the last so many, or of all.
    fn latest(
        &self,
        tx: &mut TenantTx<'_>,
        ids: &[KpiId],
        back: Option<u32>,
    ) -> Result<HashMap<KpiId, Vec<PeriodValue>>, Failure> {
        let mut ranges: HashMap<KpiId, (NaiveDate, NaiveDate)> = HashMap::new();
        for id in ids {
            let first = back.and_then(|back| Some(self.first(self.net.frequency(*id)?, back)));
            // Postgres keeps days from 4713 BC on; this is before anybody measured.
            let first = first.unwrap_or_else(|| NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default());
            for leaf in self.net.leaves_below(*id) {
                let range = ranges.entry(leaf).or_insert((first, self.day));
                range.0 = range.0.min(first);
            }
        }
        let days = recompute::days_as_of(tx, &ranges, Some(self.clock.end(self.day)))?;
        Ok(ids.iter().map(|id| (*id, self.with_values(*id, &days))).collect())
    }

    fn first(&self, grain: Grain, back: u32) -> NaiveDate {
        grain.earlier(grain.start(self.day, self.clock.week), back)
    }

    /// The latest periods with a value among those of which anything is known.
    fn with_values(&self, id: KpiId, days: &Days) -> Vec<PeriodValue> {
        let Some(grain) = self.net.frequency(id) else { return Vec::new() };
        let leaves = self.net.leaves_below(id);
        let known = leaves.iter().filter_map(|leaf| days.get(leaf)).flatten();
        let starts: BTreeSet<NaiveDate> = known.map(|totals| grain.start(totals.day, self.clock.week)).collect();
        let valued = starts.into_iter().rev().filter_map(|starts_on| {
            let value = self.net.reading(id, days, starts_on, grain.end(starts_on)).value?;
            Some(PeriodValue { starts_on, value })
        });
        valued.take(ENOUGH).collect()
    }

    fn judged(&self, id: KpiId, latest: &[PeriodValue]) -> Stood {
        let newest = latest.first();
        let state = self.net.0.get(&id).and_then(|node| {
            // It was checked when it was written.
            let ruler = node.gauge.check(node.kind).ok()?;
            let course =
                Course { grain: node.frequency, settles_late: self.net.settles_late(id), ruler: &ruler, latest };
            Some(on(&timeline(course, self.day), self.day))
        });
        Stood {
            state: state.unwrap_or(KpiState::NoData),
            value: newest.map(|period| period.value),
            value_on: newest.map(|period| period.starts_on),
        }
    }
}
