//! Measurements: append-only. Of one moment the latest word stands, and everything that is reckoned with it follows.

mod export;
mod file;
mod import;
mod queries;
mod record;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    kpis::{
        CreateMeasurement, IngestMeasurements, Ingested, IngestedRow, IngestedTotals, ListMeasurements, MEASURE,
        MeasurementFilter, MeasurementSource, SentMeasurement, Written,
        rules::{gauge::check_value, kinds::KpiKind},
    },
    mentions::{kept, plain},
    notifications::NoticeKind,
    operation::Each,
    problem::{Code, Problem},
    wire::KpiId,
};

pub(crate) use self::record::enter;
use self::record::{Entry, Moment};
pub(super) use self::{
    export::show as export,
    import::{import, preview},
};
use super::{clock::Clock, recompute::Held, rows::KpiRow};
use crate::{
    audit::Event,
    db::{Changeable, TenantTx},
    http::{Answered, Ask, Failure, Reply, none_done, paging::List},
    mentions,
    notifications::tell,
};

pub(super) fn list(ask: &Ask<ListMeasurements>, tx: &mut TenantTx<'_>) -> Answered<ListMeasurements> {
    let kpi = ask.read::<KpiRow>(tx, ask.params.id)?;
    let filter = MeasurementFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("measurements", &(kpi.id, &filter))?, ask.query.limit.unwrap_or_default());
    let after = list.position(ask.query.cursor.as_deref())?;
    let clock = Clock::of(tx)?;
    let rows = queries::page(tx, &kpi, clock, &filter, limit, after)?;
    Ok(Reply::new(list.page(rows, limit, |row| (row.at, row.whole_day, row.revision), |row| row)?))
}

pub(super) fn create(ask: &Ask<CreateMeasurement>, tx: &mut TenantTx<'_>) -> Answered<CreateMeasurement> {
    let held = Held::changing(tx, &[ask.params.id])?;
    let kpi = measurable(ask, tx, ask.params.id)?;
    let new = &ask.body;
    let clock = Clock::of(tx)?;
    let today = tx.calendar.today;
    let (moment, on) = moment(clock, today, new.on, new.at)?.unwrap_or((Moment::day(today), today));
    let value = said(kpi.kind, new.value, new.withdraw)?;
    let named = mentions::named_who_see::<KpiRow>(tx, kpi.id, "comment", &new.comment)?;
    let entry = Entry { kpi: kpi.id, moment, on, value, comment: kept(new.comment.trim()) };
    record::write(tx, clock, &held, MeasurementSource::Hand, std::slice::from_ref(&entry))?;
    let measurement = queries::standing(tx, &kpi, moment)?.ok_or(Code::NotFound)?;
    tell(tx, NoticeKind::MentionedOnKpi, kpi.id, &named)?;
    tx.note(Event::new("kpis.measured", kpi.id).after(&measurement))?;
    Ok(Reply::new(measurement))
}

pub(super) fn ingest(ask: &Ask<IngestMeasurements>, tx: &mut TenantTx<'_>) -> Answered<IngestMeasurements> {
    let sent: Vec<_> = ask.body.measurements.iter().map(Each::read).collect();
    let (held, kpis) = changeable(tx, &sent)?;
    let clock = Clock::of(tx)?;
    let read = sent.into_iter().map(|row| row.map_err(Failure::from).and_then(|row| read(tx, clock, &kpis, &row)));
    let rows = judged(read.collect())?;
    let entries: Vec<Entry> = rows.iter().flatten().cloned().collect();
    if entries.is_empty() {
        return Err(none_done("measurements", rows.into_iter().filter_map(Result::err)).into());
    }
    let mut written = record::write(tx, clock, &held, MeasurementSource::Api, &entries)?.into_iter();
    let answered = rows.into_iter().map(|row| match row {
        Ok(_) => IngestedRow { written: written.next(), problem: None },
        Err(problem) => IngestedRow { written: None, problem: Some(problem) },
    });
    let rows: Vec<IngestedRow> = answered.collect();
    let counts = totals(&rows);
    let about: BTreeSet<KpiId> = entries.iter().map(|entry| entry.kpi).collect();
    tx.note(Event::general("kpis.ingested").after(&(about, counts)))?;
    Ok(Reply::new(Ingested { counts, rows }))
}

/// Each row or its problem, which names the row. A fault is everybody's.
fn judged(read: Vec<Result<Entry, Failure>>) -> Result<Vec<Result<Entry, Problem>>, Failure> {
    let named = |(index, row): (usize, Result<Entry, Failure>)| {
        let row = row.map_err(|failure| failure.under(&format!("measurements[{index}]")));
        match row {
            Ok(entry) => Ok(Ok(entry)),
            Err(Failure::Problem(problem, _)) => Ok(Err(*problem)),
            Err(fault) => Err(fault),
        }
    };
    read.into_iter().enumerate().map(named).collect()
}

/// The KPIs of a batch, each with the problem that keeps the actor from measuring it.
type Asked = BTreeMap<KpiId, Result<KpiRow, Code>>;

/// Locks the KPIs of a batch and says which of them the actor may measure.
fn changeable(tx: &mut TenantTx<'_>, sent: &[Result<SentMeasurement, Problem>]) -> Result<(Held, Asked), Failure> {
    let ids: BTreeSet<KpiId> = sent.iter().flatten().map(|row| row.kpi_id).collect();
    let ids: Vec<KpiId> = ids.into_iter().collect();
    let held = Held::changing(tx, &ids)?;
    let mut found: HashMap<KpiId, KpiRow> = queries::visible(tx, &ids)?.into_iter().map(|row| (row.id, row)).collect();
    let role = tx.actor.role;
    let judged = |row: KpiRow| {
        use crate::db::Resource;
        let may = shared::access::can(role, &MEASURE, row.relation());
        if may { Ok(row) } else { Err(Code::Forbidden) }
    };
    Ok((held, ids.into_iter().map(|id| (id, found.remove(&id).ok_or(Code::NotFound).and_then(judged))).collect()))
}

/// A row of a batch as it is to be written, or why it can't be.
fn read(tx: &TenantTx<'_>, clock: Clock, kpis: &Asked, row: &SentMeasurement) -> Result<Entry, Failure> {
    let kpi = match kpis.get(&row.kpi_id) {
        Some(Ok(kpi)) => kpi,
        Some(Err(code)) => return Err((*code).into()),
        None => return Err(Code::NotFound.into()),
    };
    refuse_unmeasured(kpi)?;
    let moment = moment(clock, tx.calendar.today, row.on, row.at)?;
    let (moment, on) = moment.ok_or_else(|| Failure::field("on", "required"))?;
    let value = said(kpi.kind, row.value, row.withdraw)?;
    Ok(Entry { kpi: kpi.id, moment, on, value, comment: plain(row.comment.trim()) })
}

fn totals(rows: &[IngestedRow]) -> IngestedTotals {
    let mut totals = IngestedTotals::default();
    for row in rows {
        let count = match row.written {
            Some(Written::Added) => &mut totals.added,
            Some(Written::Corrected) => &mut totals.corrected,
            Some(Written::Unchanged) => &mut totals.unchanged,
            Some(Written::Overtaken) => &mut totals.overtaken,
            None => &mut totals.refused,
        };
        *count += 1;
    }
    totals
}

/// Formulas are computed, and what was put away is at rest.
fn refuse_unmeasured(kpi: &KpiRow) -> Result<(), Failure> {
    let why = match (&kpi.formula, kpi.archived_at) {
        (Some(_), _) => "a formula is computed; measure what it reads",
        (None, Some(_)) => "this KPI was put away; take it up again first",
        (None, None) => return Ok(()),
    };
    Err(Problem::new(Code::Conflict).because(why).into())
}

/// The moment that is spoken of, and its day; `None` if neither day nor moment is said.
fn moment(
    clock: Clock,
    today: NaiveDate,
    on: Option<NaiveDate>,
    at: Option<DateTime<Utc>>,
) -> Result<Option<(Moment, NaiveDate)>, Failure> {
    let (field, moment, on) = match (on, at) {
        (Some(_), Some(_)) => return Err(Failure::field("at", "not_used_here")),
        (Some(on), None) => ("on", Moment::day(on), on),
        (None, Some(at)) => ("at", Moment::at(at), clock.day(at)),
        (None, None) => return Ok(None),
    };
    shared::wire::check::date(&on, &()).map_err(|error| Failure::field(field, error.message()))?;
    // A clock may run a little ahead of ours; tomorrow it doesn't.
    if on > today {
        return Err(Failure::field(field, "in_the_future"));
    }
    Ok(Some((moment, on)))
}

/// What is said: a value, or that there is none after all.
fn said(kind: KpiKind, value: Option<f64>, withdraw: bool) -> Result<Option<f64>, Failure> {
    match (value, withdraw) {
        (Some(_), true) => Err(Failure::field("value", "not_used_here")),
        (None, false) => Err(Failure::field("value", "required")),
        (None, true) => Ok(None),
        (Some(value), false) => {
            check_value(kind, value).map_err(|code| Failure::field("value", code))?;
            Ok(Some(value))
        }
    }
}

/// Proof that a KPI may be measured.
fn measurable<O: shared::operation::Operation>(
    ask: &Ask<O>,
    tx: &mut TenantTx<'_>,
    id: KpiId,
) -> Result<Changeable<KpiRow>, Failure> {
    let kpi = ask.change_any_version::<KpiRow>(tx, id)?;
    refuse_unmeasured(&kpi)?;
    Ok(kpi)
}
