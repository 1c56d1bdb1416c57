//! Writing measurements down, however they came, so many statements for however many of them.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, NaiveTime, SubsecRound, Utc};
use shared::{
    kpis::{MeasurementSource, Written},
    wire::KpiId,
};

use super::queries;
use crate::{
    db::TenantTx,
    http::Failure,
    kpis::{
        clock::Clock,
        recompute::{self, Held, Touched},
    },
};

/// What is to be written of one moment. `None` withdraws.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub kpi: KpiId,
    pub moment: Moment,
    pub on: NaiveDate,
    pub value: Option<f64>,
    pub comment: String,
}

/// What is spoken of: a moment, or a whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Moment {
    pub at: DateTime<Utc>,
    pub whole_day: bool,
}

impl Moment {
    /// A whole day, which stands at its midnight in UTC wherever the organisation is.
    pub(super) fn day(day: NaiveDate) -> Self {
        Self { at: day.and_time(NaiveTime::MIN).and_utc(), whole_day: true }
    }

    /// A moment. The database knows microseconds; what is finer would be another one each time it is sent.
    pub(super) fn at(at: DateTime<Utc>) -> Self {
        Self { at: at.trunc_subsecs(6), whole_day: false }
    }
}

/// What stands of a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Standing {
    pub revision: i32,
    pub value: Option<f64>,
    pub on: NaiveDate,
}

/// An entry that says something new.
pub(super) struct New<'e> {
    pub entry: &'e Entry,
    pub revision: i32,
    /// The day its moment is counted on: once counted it stays there, even if the organisation has moved since.
    pub on: NaiveDate,
}

/// Rows a statement writes.
const AT_ONCE: usize = 2_000;

/// Writes what is new of the entries and lets everything follow, once however many they are; tells of each what became of
/// it. The KPIs may be measured.
pub(super) fn write(
    tx: &mut TenantTx<'_>,
    clock: Clock,
    held: &Held,
    source: MeasurementSource,
    entries: &[Entry],
) -> Result<Vec<Written>, Failure> {
    let known = queries::known(tx, entries)?;
    let (written, new) = sorted(entries, &known);
    if new.is_empty() {
        return Ok(written);
    }
    for some in new.chunks(AT_ONCE) {
        put(tx, source, some)?;
    }
    let mut touched = Touched::new();
    for new in &new {
        touched.entry(new.entry.kpi).or_default().insert(new.on);
    }
    recompute::after(tx, clock, held, &touched)?;
    Ok(written)
}

/// Writes down what is new, and what its days are now.
fn put(tx: &mut TenantTx<'_>, source: MeasurementSource, new: &[New<'_>]) -> Result<(), Failure> {
    let day = |new: &New<'_>| (new.entry.kpi, new.on);
    let corrected: HashSet<_> = new.iter().filter(|new| new.revision > 0).map(day).collect();
    let added: Vec<&New<'_>> = new.iter().filter(|new| !corrected.contains(&day(new))).collect();
    let at = queries::keep_days(tx, &new.iter().map(day).collect())?;
    queries::insert(tx, source, new, at)?;
    queries::add_to_days(tx, &added, at)?;
    queries::count_days_again(tx, &corrected, at)?;
    Ok(())
}

/// What becomes of each entry, and those that are written. Of one moment the last entry counts, so that sending the
/// same again comes to the same.
fn sorted<'e>(entries: &'e [Entry], known: &HashMap<(KpiId, Moment), Standing>) -> (Vec<Written>, Vec<New<'e>>) {
    let last: HashMap<(KpiId, Moment), usize> =
        entries.iter().enumerate().map(|(index, entry)| ((entry.kpi, entry.moment), index)).collect();
    let (mut written, mut new) = (Vec::with_capacity(entries.len()), Vec::new());
    for (index, entry) in entries.iter().enumerate() {
        let key = (entry.kpi, entry.moment);
        if last.get(&key) != Some(&index) {
            written.push(Written::Overtaken);
            continue;
        }
        written.push(match known.get(&key) {
            Some(standing) if standing.value == entry.value => Written::Unchanged,
            Some(standing) => {
                new.push(New { entry, revision: standing.revision + 1, on: standing.on });
                Written::Corrected
            }
            // Nothing was said, and nothing is.
            None if entry.value.is_none() => Written::Unchanged,
            None => {
                new.push(New { entry, revision: 0, on: entry.on });
                Written::Added
            }
        });
    }
    (written, new)
}

/// Enters values of whole days for a KPI without asking who may.
pub(crate) fn enter(tx: &mut TenantTx<'_>, kpi: KpiId, values: &[(NaiveDate, f64)]) -> Result<(), Failure> {
    let clock = Clock::of(tx)?;
    let entry = |(on, value): &(NaiveDate, f64)| Entry {
        kpi,
        moment: Moment::day(*on),
        on: *on,
        value: Some(*value),
        comment: String::new(),
    };
    let entries: Vec<Entry> = values.iter().map(entry).collect();
    let held = Held::changing(tx, &[kpi])?;
    write(tx, clock, &held, MeasurementSource::Hand, &entries).map(drop)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn of_one_moment_the_last_entry_counts() {
        let kpi = KpiId(Uuid::nil());
        let on = NaiveDate::default();
        let entry = |second: i64, value: Option<f64>| Entry {
            kpi,
            moment: Moment::at(DateTime::UNIX_EPOCH + chrono::TimeDelta::seconds(second)),
            on,
            value,
            comment: String::new(),
        };
        let entries =
            [entry(1, Some(1.0)), entry(2, Some(5.0)), entry(1, Some(3.0)), entry(3, Some(4.0)), entry(4, None)];
        let at = |second: i64| (kpi, Moment::at(DateTime::UNIX_EPOCH + chrono::TimeDelta::seconds(second)));
        let known = HashMap::from([
            (at(2), Standing { revision: 0, value: Some(5.0), on }),
            (at(3), Standing { revision: 1, value: None, on }),
        ]);
        let (written, new) = sorted(&entries, &known);
        use Written::{Added, Corrected, Overtaken, Unchanged};
        assert_eq!(written, [Overtaken, Unchanged, Added, Corrected, Unchanged]);
        assert_eq!(
            new.iter().map(|new| (new.entry.value, new.revision)).collect::<Vec<_>>(),
            [(Some(3.0), 0), (Some(4.0), 2)]
        );
    }
}
