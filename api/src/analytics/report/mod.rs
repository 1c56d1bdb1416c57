//! A dashboard as a file: its own table, and the list behind it, with what they are about.

mod queries;

use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::{
    analytics::{DashboardFilter, Stretch},
    operation::{File, Operation, Pdf},
    wire::PersonId,
};

use super::look::Look;
use crate::{
    db::TenantTx,
    http::{Answered, Failure, MemberCall, Reply},
    organisations,
    pdf::Manuscript,
    people,
    sheets::{self, Table, printed_day},
};

/// The most rows of a list that are typeset: some forty pages. More than that nobody reads on paper.
const MOST_PRINTED: usize = 1_000;

/// How a dashboard of `O`'s filter becomes a report.
pub(super) type Made = fn(&mut TenantTx<'_>, &DashboardFilter) -> Result<Report, Failure>;

/// One dashboard with its numbers.
pub(super) struct Report {
    title: &'static str,
    /// What it is about: each with a word for it.
    scope: Vec<(&'static str, String)>,
    organisation: String,
    by: String,
    today: NaiveDate,
    /// The dashboard's own table.
    figures: Table,
    /// The list its numbers count.
    behind: Table,
}

impl Report {
    /// Of what was looked at, for whom it was asked for.
    pub fn of(
        tx: &mut TenantTx<'_>,
        title: &'static str,
        look: &Look,
        figures: Table,
        behind: Table,
    ) -> Result<Self, Failure> {
        let days = |stretch: &Stretch| {
            format!("{} ({} – {})", stretch.name, printed_day(stretch.starts_on), printed_day(stretch.ends_on))
        };
        let mut scope = vec![("Period", look.period.as_ref().map_or_else(|| "None yet".to_owned(), days))];
        scope.extend(look.before.as_ref().map(|before| ("Compared with", days(before))));
        scope.extend(look.past.map(|day| ("As known on", printed_day(day))));
        if let Some(team) = look.team {
            scope.extend(queries::team(tx, team)?.map(|name| ("Team", name)));
        }
        if let Some(person) = look.person {
            scope.extend(person_name(tx, person)?.map(|name| ("Person", name)));
        }
        Ok(Self {
            title,
            scope,
            organisation: organisations::name(tx)?,
            by: person_name(tx, tx.actor.person)?.unwrap_or_default(),
            today: tx.calendar.today,
            figures,
            behind,
        })
    }

    /// Both tables as a workbook.
    pub fn xlsx(&self) -> Result<Vec<u8>, Failure> {
        sheets::xlsx(&[&self.figures, &self.behind], self.today)
    }

    /// Both tables as a document to be; 422 if it would be longer than anybody reads.
    fn manuscript(&self) -> Result<Manuscript, Failure> {
        self.behind.within(MOST_PRINTED)?;
        let scope: Vec<_> = self.scope.iter().map(|(word, what)| json!({ "word": word, "what": what })).collect();
        let data = json!({
            "title": self.title,
            "organisation": self.organisation,
            "scope": scope,
            "made": format!("{} by {}", printed_day(self.today), self.by),
            "tables": [drawn(&self.figures), drawn(&self.behind)],
        });
        Ok(Manuscript { template: include_str!("report.typ"), data, made_on: self.today })
    }
}

/// Answers with the dashboard as PDF. It is typeset after the transaction, so that no connection waits for it.
pub(super) async fn pdf<O>(call: MemberCall<O>, made: Made, name: &'static str) -> Answered<O>
where
    O: Operation<Query = DashboardFilter, Answer = File<Pdf>>,
{
    let filter = call.ask.query.clone();
    let manuscript = call.take_out(move |tx| made(tx, &filter)?.manuscript()).await?;
    Ok(Reply::new(call.state.typesetter.pdf(manuscript).await?).as_file(name))
}

fn drawn(table: &Table) -> Value {
    let columns: Vec<_> = table
        .printed_columns()
        .map(|column| {
            json!({
                "heading": column.heading, "width": column.width, "right": column.right, "bar": column.bar,
            })
        })
        .collect();
    let rows: Vec<Vec<String>> = table.printed_rows().collect();
    json!({ "name": table.name(), "columns": columns, "rows": rows, "total": table.has_total() })
}

fn person_name(tx: &mut TenantTx<'_>, person: PersonId) -> Result<Option<String>, Failure> {
    Ok(people::of_ids(tx, [&person])?.into_iter().next().map(|row| row.name))
}
