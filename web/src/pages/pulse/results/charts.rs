//! Counts as what charts draw.

use chrono::{Datelike, NaiveDate};
use shared::pulse::{Cell, Question, QuestionKind};

use crate::{
    text::{format, pulse as text},
    ui::{Amount, Ink},
};

/// How the answers are spread: an eNPS in its three parts, everything else answer by answer.
pub fn spread(question: &Question, cell: &Cell) -> Vec<Amount> {
    let bar = |label: String, count: i64, ink: Ink| Amount {
        label,
        value: float(count),
        shown: format!("{} · {}", count, format::percent(float(count) / float(cell.n.max(1)))),
        ink,
    };
    if question.kind == QuestionKind::Enps {
        let [detractors, passives, promoters] = thirds(cell);
        return vec![
            bar(text::PROMOTERS.to_owned(), promoters, Ink::Good),
            bar(text::PASSIVES.to_owned(), passives, Ink::Plain),
            bar(text::DETRACTORS.to_owned(), detractors, Ink::Bad),
        ];
    }
    question.options.iter().zip(&cell.counts).map(|(label, count)| bar(label.clone(), *count, Ink::First)).collect()
}

/// Detractors, passives and promoters.
fn thirds(cell: &Cell) -> [i64; 3] {
    let sum = |from: usize, until: usize| cell.counts.iter().skip(from).take(until - from).sum::<i64>();
    [sum(0, 7), sum(7, 9), sum(9, 11)]
}

/// The sum behind an eNPS, as one would write it on paper.
pub fn enps_sum(cell: &Cell) -> Option<String> {
    let score = cell.enps?;
    let [detractors, passives, promoters] = thirds(cell);
    Some(text::enps_sum(promoters, detractors, detractors + passives + promoters, &signed(score)))
}

/// A score with its sign.
pub fn signed(score: i64) -> String {
    if score > 0 { format!("+{score}") } else { score.to_string().replace('-', "−") }
}

/// Counts and scores are small.
pub fn float(value: i64) -> f64 {
    i32::try_from(value).map_or(0.0, f64::from)
}

/// A day on the axis.
pub fn days(day: NaiveDate) -> f64 {
    f64::from(day.num_days_from_ce())
}

#[cfg(test)]
mod tests {
    use super::signed;

    #[test]
    fn a_score_shows_its_sign() {
        assert_eq!([signed(12), signed(0), signed(-7)], ["+12", "0", "−7"]);
    }
}
