//! The published cells as a file.

use shared::pulse::{Cell, PulseResults, Question, QuestionKind};

use super::names;
use crate::people::safe_cell;

const HEADINGS: [&str; 8] = ["Question", "Kind", "Group", "Answers", "Answer", "Count", "Score", "Margin"];

/// A row for each answer of each published cell, and one for each paragraph.
pub(super) fn of(results: &PulseResults) -> anyhow::Result<String> {
    // Excel takes a file for UTF-8 only when it begins with a byte order mark.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(HEADINGS)?;
    let names = names(results);
    for one in &results.questions {
        let question = &one.question;
        let row = |group, n: String, answer: &str, count: String, score: String, margin: String| {
            [
                safe_cell(&question.text).into_owned(),
                question.kind.to_string(),
                safe_cell(names.get(group).copied().unwrap_or_default()).into_owned(),
                n,
                safe_cell(answer).into_owned(),
                count,
                score,
                margin,
            ]
        };
        for cell in &one.cells {
            let score = cell.enps.map(|score| score.to_string()).or(cell.mean.map(|mean| mean.to_string()));
            let margin = cell.margin.map(|margin| margin.to_string()).unwrap_or_default();
            for (answer, count) in answers(question, cell) {
                let score = score.clone().unwrap_or_default();
                writer.write_record(row(&cell.group_id, cell.n.to_string(), &answer, count, score, margin.clone()))?;
            }
        }
        for text in &one.texts {
            let none = String::new;
            writer.write_record(row(&text.group_id, none(), &text.text, none(), none(), none()))?;
        }
    }
    Ok(String::from_utf8(writer.into_inner().map_err(|error| error.into_error())?)?)
}

/// Each answer with how often it was given; of texts only that there are some.
fn answers(question: &Question, cell: &Cell) -> Vec<(String, String)> {
    if question.kind == QuestionKind::Text {
        return vec![(String::new(), String::new())];
    }
    let label = |at: usize| question.options.get(at).cloned().unwrap_or_else(|| at.to_string());
    cell.counts.iter().enumerate().map(|(at, count)| (label(at), count.to_string())).collect()
}
