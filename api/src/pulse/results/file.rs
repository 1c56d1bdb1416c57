//! The published cells as a table: the same rows for every format.

use shared::pulse::{Cell, PulseResults, Question, QuestionKind};

use super::names;
use crate::sheets::{self, Table};

const COLUMNS: [(&str, u16); 8] = [
    ("Question", 48),
    ("Kind", 10),
    ("Group", 24),
    ("Answers", 9),
    ("Answer", 40),
    ("Count", 8),
    ("Score", 8),
    ("Margin", 8),
];

/// A row for each answer of each published cell, and one for each paragraph.
pub(super) fn of(results: &PulseResults) -> Table {
    let mut table = Table::new("Results", &COLUMNS);
    let names = names(results);
    for one in &results.questions {
        let question = &one.question;
        let begins = |group| {
            let group = names.get(group).copied().unwrap_or_default();
            vec![
                sheets::Cell::text(&question.text),
                sheets::Cell::text(question.kind.as_str()),
                sheets::Cell::text(group),
            ]
        };
        for cell in &one.cells {
            let score = cell.enps.map(whole).or(cell.mean);
            for (answer, count) in answers(question, cell) {
                let mut row = begins(&cell.group_id);
                row.extend([sheets::Cell::Count(cell.n), sheets::Cell::text(answer)]);
                row.extend([count.map(whole), score, cell.margin.map(whole)].map(sheets::Cell::Number));
                table.push(row);
            }
        }
        for text in &one.texts {
            let mut row = begins(&text.group_id);
            row.extend([sheets::Cell::Number(None), sheets::Cell::text(&text.text)]);
            row.extend([None; 3].map(sheets::Cell::Number));
            table.push(row);
        }
    }
    table
}

/// A whole number among others.
fn whole(number: i64) -> f64 {
    number as f64
}

/// Each answer with how often it was given; of texts only that there are some.
fn answers(question: &Question, cell: &Cell) -> Vec<(String, Option<i64>)> {
    if question.kind == QuestionKind::Text {
        return vec![(String::new(), None)];
    }
    let label = |at: usize| question.options.get(at).cloned().unwrap_or_else(|| at.to_string());
    cell.counts.iter().enumerate().map(|(at, count)| (label(at), Some(*count))).collect()
}
