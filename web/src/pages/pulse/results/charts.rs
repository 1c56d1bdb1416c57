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
        let sum = |from: usize, until: usize| cell.counts.iter().skip(from).take(until - from).sum::<i64>();
        return vec![
            bar(text::PROMOTERS.to_owned(), sum(9, 11), Ink::Good),
            bar(text::PASSIVES.to_owned(), sum(7, 9), Ink::Plain),
            bar(text::DETRACTORS.to_owned(), sum(0, 7), Ink::Bad),
        ];
    }
    question.options.iter().zip(&cell.counts).map(|(label, count)| bar(label.clone(), *count, Ink::First)).collect()
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
