//! Importing a file: looked at first, then done as it was looked at. The file stays in the browser in between.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use shared::{
    kpis::{
        ImportMeasurements, MeasurementImport, MeasurementOutcome, MeasurementRow, MeasurementSource,
        PreviewMeasurements, RowCounts, RowProblem,
    },
    mentions::plain,
    people::import::DateOrder,
    problem::{Code, Problem},
    wire::KpiId,
};

use super::{
    file::{self, File, Line, Purpose, Said},
    measurable, queries,
    record::{self, Entry, Moment, Standing},
};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    kpis::{clock::Clock, recompute::Held, rows::KpiRow},
};

/// The most rows a preview shows.
const MOST_SHOWN: usize = 200;

pub(in crate::kpis) fn preview(ask: &Ask<PreviewMeasurements>, tx: &mut TenantTx<'_>) -> Answered<PreviewMeasurements> {
    let kpi = measurable(ask, tx, ask.params.id)?;
    let plan = plan(tx, &kpi, &ask.body, ask.query.date_order)?;
    tx.note(Event::new("kpis.import_previewed", kpi.id).after(&plan.counts()))?;
    Ok(Reply::new(plan.shown(kpi.id)?))
}

pub(in crate::kpis) fn import(ask: &Ask<ImportMeasurements>, tx: &mut TenantTx<'_>) -> Answered<ImportMeasurements> {
    let held = Held::changing(tx, &[ask.params.id])?;
    let kpi = measurable(ask, tx, ask.params.id)?;
    let plan = plan(tx, &kpi, &ask.body, ask.query.date_order)?;
    if plan.fingerprint(kpi.id)? != ask.query.fingerprint {
        return Err(Problem::new(Code::Conflict).because("measurements changed since you looked: look again").into());
    }
    if plan.counts().refused > 0 && ask.query.skip_refused != Some(true) {
        return Err(Failure::field("skip_refused", "rows_refused"));
    }
    record::write(tx, plan.clock, &held, MeasurementSource::Csv, &plan.entries)?;
    tx.note(Event::new("kpis.imported", kpi.id).after(&plan.counts()))?;
    Ok(Reply::new(plan.shown(kpi.id)?))
}

/// A file against what is known.
struct Plan {
    clock: Clock,
    file: File,
    entries: Vec<Entry>,
    known: HashMap<(KpiId, Moment), Standing>,
}

fn plan(tx: &mut TenantTx<'_>, kpi: &KpiRow, bytes: &[u8], order: Option<DateOrder>) -> Result<Plan, Failure> {
    let clock = Clock::of(tx)?;
    let today = tx.calendar.today;
    let purpose = Purpose { kind: kpi.kind, unit: kpi.unit.clone(), today, order };
    let mut file = file::read(bytes, &purpose).map_err(Problem::from)?;
    file.refuse(|said| day_problem(day(clock, said), today));
    let known = queries::known(tx, &entries(kpi.id, clock, &file))?;
    // What stands already is written by nobody, so that its comment may be longer than one that is kept.
    let stands = |said: &Said| {
        let standing = known.get(&(kpi.id, moment(said)));
        standing.and_then(|standing| standing.value) == Some(said.value)
    };
    file.refuse(|said| if stands(said) { None } else { said.comment_problem() });
    let entries = entries(kpi.id, clock, &file);
    Ok(Plan { clock, file, entries, known })
}

/// What the rows that can be read come to.
fn entries(kpi: KpiId, clock: Clock, file: &File) -> Vec<Entry> {
    let entry = |line: &Line| {
        let said = line.said.as_ref().ok()?;
        Some(Entry {
            kpi,
            moment: moment(said),
            on: day(clock, said),
            value: Some(said.value),
            comment: plain(&said.comment),
        })
    };
    file.lines.iter().filter_map(entry).collect()
}

/// What a row speaks of.
fn moment(said: &Said) -> Moment {
    said.at.map_or_else(|| Moment::day(said.on), Moment::at)
}

/// The day on which it counts, which is the organisation's.
fn day(clock: Clock, said: &Said) -> NaiveDate {
    said.at.map_or(said.on, |at| clock.day(at))
}

fn day_problem(day: NaiveDate, today: NaiveDate) -> Option<(RowProblem, String)> {
    let problem = match shared::wire::check::date(&day, &()) {
        Err(_) => RowProblem::BadDate,
        Ok(()) if day > today => RowProblem::InTheFuture,
        Ok(()) => return None,
    };
    Some((problem, day.to_string()))
}

impl Plan {
    fn rows(&self, kpi: KpiId) -> impl Iterator<Item = MeasurementRow> {
        self.file.lines.iter().map(move |line| match &line.said {
            Err((problem, cell)) => MeasurementRow {
                line: line.line,
                outcome: MeasurementOutcome::Refused,
                on: None,
                value: None,
                before: None,
                problem: Some(*problem),
                cell: Some(cell.clone()),
            },
            Ok(said) => {
                let standing = self.known.get(&(kpi, moment(said)));
                let outcome = match standing {
                    None => MeasurementOutcome::New,
                    Some(standing) if standing.value == Some(said.value) => MeasurementOutcome::Unchanged,
                    Some(_) => MeasurementOutcome::Corrected,
                };
                MeasurementRow {
                    line: line.line,
                    outcome,
                    on: Some(said.on),
                    value: Some(said.value),
                    before: standing.and_then(|standing| standing.value).filter(|before| *before != said.value),
                    problem: None,
                    cell: None,
                }
            }
        })
    }

    fn counts(&self) -> RowCounts {
        let mut counts = RowCounts::default();
        let kpi = self.entries.first().map(|entry| entry.kpi);
        for row in kpi.into_iter().flat_map(|kpi| self.rows(kpi)) {
            match row.outcome {
                MeasurementOutcome::New => counts.new += 1,
                MeasurementOutcome::Corrected => counts.corrected += 1,
                MeasurementOutcome::Unchanged => counts.unchanged += 1,
                MeasurementOutcome::Refused => {}
            }
        }
        counts.refused = self.file.lines.len() - self.entries.len();
        counts
    }

    /// Names this very reading: other values there, or another file, make another.
    fn fingerprint(&self, kpi: KpiId) -> Result<String, Failure> {
        let mut hash = Sha256::new().chain_update(kpi.0);
        for row in self.rows(kpi) {
            hash.update(serde_json::to_vec(&row).map_err(Failure::fault)?);
        }
        for entry in &self.entries {
            hash.update(entry.moment.at.timestamp_micros().to_be_bytes());
            hash.update(&entry.comment);
            hash.update([0]);
        }
        Ok(URL_SAFE_NO_PAD.encode(hash.finalize()))
    }

    fn shown(&self, kpi: KpiId) -> Result<MeasurementImport, Failure> {
        // What is wrong comes first: it is what one has to look at.
        let (refused, good): (Vec<_>, Vec<_>) =
            self.rows(kpi).partition(|row| row.outcome == MeasurementOutcome::Refused);
        Ok(MeasurementImport {
            encoding: self.file.encoding,
            delimiter: self.file.delimiter,
            date_column: self.file.date_column.clone(),
            value_column: self.file.value_column.clone(),
            comment_column: self.file.comment_column.clone(),
            dates: self.file.dates,
            counts: self.counts(),
            rows: refused.into_iter().chain(good).take(MOST_SHOWN).collect(),
            fingerprint: self.fingerprint(kpi)?,
        })
    }
}
