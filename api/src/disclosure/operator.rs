//! `perftrack reports …`: what the operator does with reports, on the command line.

use std::fmt::Write;

use anyhow::{Context, anyhow};
use chrono::{DateTime, Utc};

use super::{
    clock,
    queries::{self, ReportRow},
};
use crate::{
    config::{Config, Origin},
    db::{AccountTx, Database},
    http::Failure,
    worker::mail::{Letter, ReportAcknowledged, outbox},
};

/// What is to be done.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum Step {
    /// All reports with their 48-hour clock; those that wait for somebody come first.
    List,
    /// One report, whole.
    Show {
        /// Such as PT-2026-7K3QZ9M0.
        reference: String,
    },
    /// Say that a person has read it, which stops the clock: whoever reported it is written to.
    Acknowledge {
        /// Such as PT-2026-7K3QZ9M0.
        reference: String,
    },
    /// Be done with it. A year later it is deleted, with who sent it.
    Close {
        /// Such as PT-2026-7K3QZ9M0.
        reference: String,
    },
}

/// Does it, and gives what there is to say.
pub async fn run(step: Step, config: Config) -> anyhow::Result<String> {
    let database = Database::connect(&config.database)?;
    let origin = config.server.origin;
    let work = move |tx: &mut AccountTx<'_>| done(tx, &step, origin.as_ref(), Utc::now()).map_err(Failure::from);
    database.accounts(work).await.map_err(cause)
}

fn done(tx: &mut AccountTx<'_>, step: &Step, origin: Option<&Origin>, now: DateTime<Utc>) -> anyhow::Result<String> {
    match step {
        Step::List => {
            let reports = queries::all(tx.conn())?;
            let lines: Vec<_> = reports.iter().map(|report| line(report, now)).collect();
            Ok(if lines.is_empty() { "no reports".to_owned() } else { lines.join("\n") })
        }
        Step::Show { reference } => whole(&find(tx, reference)?, now).context("the report can't be shown"),
        Step::Acknowledge { reference } => {
            let report = find(tx, reference)?;
            acknowledge(tx, &report, origin)
        }
        Step::Close { reference } => {
            let report = find(tx, reference)?;
            if report.closed_at.is_none() {
                queries::close(tx.conn(), report.id)?;
            }
            Ok(format!("{reference} is closed"))
        }
    }
}

fn find(tx: &mut AccountTx<'_>, reference: &str) -> anyhow::Result<ReportRow> {
    queries::named(tx.conn(), reference.trim())?.with_context(|| format!("there is no report {reference}"))
}

fn acknowledge(tx: &mut AccountTx<'_>, report: &ReportRow, origin: Option<&Origin>) -> anyhow::Result<String> {
    let reference = &report.reference;
    if let Some(at) = report.acknowledged_at {
        return Ok(format!("{reference} was acknowledged at {}", shown(at)));
    }
    queries::acknowledge(tx.conn(), report.id)?;
    let Some(email) = &report.email else {
        return Ok(format!("{reference} is acknowledged; who sent it left no address"));
    };
    let origin = origin.context("PERFTRACK_ORIGIN says where links in mails lead, and isn't set")?;
    let letter = ReportAcknowledged { reference };
    let mail = letter.to(email, origin).map_err(cause)?;
    outbox::put(tx.conn(), &[mail]).map_err(cause)?;
    Ok(format!("{reference} is acknowledged, and {email} is written to"))
}

fn line(report: &ReportRow, now: DateTime<Utc>) -> String {
    format!("{}  {}  {:<32}  {}", report.reference, shown(report.received_at), standing(report, now), report.subject)
}

fn standing(report: &ReportRow, now: DateTime<Utc>) -> String {
    match report.closed_at {
        Some(at) => format!("closed at {}", shown(at)),
        None => clock::told(report.received_at, report.acknowledged_at, now),
    }
}

fn whole(report: &ReportRow, now: DateTime<Utc>) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    writeln!(text, "{}: {}", report.reference, report.subject)?;
    writeln!(text, "received {}, {}", shown(report.received_at), standing(report, now))?;
    let name = report.name.as_deref().unwrap_or("somebody");
    writeln!(text, "from {name}, {}", report.email.as_deref().unwrap_or("who left no address"))?;
    if let Some(place) = &report.place {
        writeln!(text, "where: {place}")?;
    }
    write!(text, "\n{}", report.what)?;
    if let Some(steps) = &report.steps {
        write!(text, "\n\nHow to see it:\n\n{steps}")?;
    }
    Ok(text)
}

fn shown(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

fn cause(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Fault(error) => error,
        Failure::Problem(problem, _) | Failure::Unfinished(problem, _) => anyhow!("{}", problem.title),
    }
}
