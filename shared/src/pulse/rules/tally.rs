//! Counting sheets: who wrote one is not known here, only the group whose name it carries.

use super::super::{
    answers::{Answer, decoded},
    questions::{Question, QuestionKind},
};

/// The answers of one group to one question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many answered.
    pub n: usize,
    /// How many gave each answer.
    pub counts: Vec<i64>,
    /// What was written, each text for itself.
    pub texts: Vec<Said>,
}

/// A text with the locks of its threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    text: String,
    locks: Vec<String>,
}

impl Said {
    /// Paragraph by paragraph, each with the lock of its thread if it has one.
    pub fn paragraphs(&self) -> impl Iterator<Item = (String, Option<[u8; 32]>)> {
        let lock = |at: usize| self.locks.get(at).and_then(|lock| decoded::<32>(lock));
        paragraphs(&self.text).into_iter().enumerate().map(move |(at, paragraph)| (paragraph, lock(at)))
    }
}

impl Tally {
    /// None yet.
    pub fn of(question: &Question) -> Self {
        Self { n: 0, counts: vec![0; question.buckets()], texts: Vec::new() }
    }

    /// One more answer, if it is one.
    pub fn take(&mut self, question: &Question, answer: &Answer) {
        if answer.is_empty() {
            return;
        }
        self.n += 1;
        match question.kind {
            QuestionKind::Enps => self.count(answer.number.map(usize::from)),
            QuestionKind::Scale => self.count(answer.number.and_then(|step| usize::from(step).checked_sub(1))),
            QuestionKind::Choice => {
                answer.choices.iter().flatten().for_each(|choice| self.count(Some(usize::from(*choice))));
            }
            QuestionKind::Text => self.texts.extend(said(answer)),
        }
    }

    fn count(&mut self, bucket: Option<usize>) {
        if let Some(count) = bucket.and_then(|bucket| self.counts.get_mut(bucket)) {
            *count += 1;
        }
    }

    /// Both together.
    pub fn add(&mut self, other: &Self) {
        self.n += other.n;
        self.counts.iter_mut().zip(&other.counts).for_each(|(sum, count)| *sum += count);
        self.texts.extend(other.texts.iter().cloned());
    }
}

fn said(answer: &Answer) -> Option<Said> {
    let text = answer.text.as_deref()?.trim().to_owned();
    Some(Said { text, locks: answer.locks.clone().unwrap_or_default() })
}

/// A text in paragraphs, so that a longer one is not known by its build.
pub fn paragraphs(text: &str) -> Vec<String> {
    let parts = text.lines().map(str::trim).filter(|line| !line.is_empty());
    parts.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_where_they_belong() {
        let question = Question {
            position: 0,
            kind: QuestionKind::Choice,
            text: "Which?".to_owned(),
            options: vec!["A".to_owned(), "B".to_owned(), "C".to_owned()],
            multiple: true,
            optional: false,
        };
        let mut tally = Tally::of(&question);
        tally.take(&question, &Answer { choices: Some(vec![0, 2]), ..Answer::to(0) });
        tally.take(&question, &Answer { choices: Some(vec![2]), ..Answer::to(0) });
        tally.take(&question, &Answer::to(0));
        assert_eq!((tally.n, tally.counts), (2, vec![1, 0, 2]));
    }

    #[test]
    fn each_paragraph_has_a_lock_of_its_own_or_none() {
        let locks = vec![super::super::super::answers::encoded(&[7; 32])];
        let said = Said { text: "One.\n\nTwo.".to_owned(), locks };
        let paragraphs: Vec<_> = said.paragraphs().collect();
        assert_eq!(paragraphs, [("One.".to_owned(), Some([7; 32])), ("Two.".to_owned(), None)]);
    }

    #[test]
    fn a_text_falls_into_paragraphs() {
        assert_eq!(paragraphs("One.\n\n  Two. \r\nThree.\n"), ["One.", "Two.", "Three."]);
    }
}
