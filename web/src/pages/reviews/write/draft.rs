//! A review as it is typed.

use std::collections::HashMap;

use leptos::prelude::*;
use shared::reviews::{
    ReviewAnswer, ReviewAnswers, ReviewCompetency, ReviewDetail, ReviewGoal, ReviewItem, ReviewQuestion,
    ReviewQuestionKind, ReviewSection, ReviewSheet, ScaleStep,
};
use uuid::Uuid;

use super::pen::Place;
use crate::{drafts::Value, text::format};

/// What a sheet is made of: what is asked, what there is to speak of, and what is written.
pub struct Ground<'a> {
    pub sections: &'a [ReviewSection],
    pub scale: &'a [ScaleStep],
    pub goals: &'a [ReviewGoal],
    pub competencies: &'a [ReviewCompetency],
    pub answers: &'a ReviewAnswers,
}

impl<'a> From<&'a ReviewDetail> for Ground<'a> {
    fn from(detail: &'a ReviewDetail) -> Self {
        Self {
            sections: &detail.sections,
            scale: &detail.scale,
            goals: &detail.goals,
            competencies: &detail.competencies,
            answers: &detail.answers,
        }
    }
}

/// The answers to all questions, in order.
pub struct Sheet(Vec<AnswerDraft>);

/// The answer to one question.
#[derive(Clone)]
pub struct AnswerDraft {
    pub question: ReviewQuestion,
    /// A step, or the place of the option chosen; empty for none.
    pub picked: RwSignal<String>,
    pub text: RwSignal<String>,
    /// One for each option.
    pub ticked: Vec<RwSignal<bool>>,
    pub items: Vec<ItemDraft>,
    /// What was said of what isn't asked about any more.
    rest: Vec<ReviewItem>,
}

/// What is said of one goal or competency.
#[derive(Clone)]
pub struct ItemDraft {
    pub id: Uuid,
    pub name: String,
    /// What stands under the name, such as the level that is expected.
    pub note: String,
    /// The steps to choose from: words and what they mean.
    pub steps: Vec<(String, String)>,
    pub picked: RwSignal<String>,
    pub comment: RwSignal<String>,
}

impl Sheet {
    /// As it is kept.
    pub fn of(detail: &Ground<'_>) -> StoredValue<Self> {
        let questions = detail.sections.iter().flat_map(|section| &section.questions);
        StoredValue::new(Self(questions.map(|question| AnswerDraft::of(question, detail)).collect()))
    }

    /// The answer to a question.
    pub fn answer(&self, key: &str) -> Option<AnswerDraft> {
        self.0.iter().find(|answer| answer.question.key == key).cloned()
    }

    /// What is kept on the device, with what each is called.
    pub fn kept(&self) -> Vec<(String, Value)> {
        self.0.iter().flat_map(AnswerDraft::kept).collect()
    }

    /// What is to be sent; what says nothing isn't.
    pub fn read(&self) -> ReviewSheet {
        let said = self.0.iter().map(|answer| (answer.question.key.clone(), answer.read()));
        ReviewSheet { answers: said.filter(|(_, answer)| !answer.is_empty()).collect() }
    }

    /// How many questions are answered, and how many there are to answer. Reactive.
    pub fn answered(&self) -> (usize, usize) {
        let answered: Vec<_> = self.0.iter().filter_map(AnswerDraft::answered).collect();
        (answered.iter().filter(|answered| **answered).count(), answered.len())
    }

    /// Everything that is written in words, line by line. Reactive.
    pub fn words(&self) -> String {
        let texts = self.0.iter().flat_map(|answer| {
            let comments = answer.items.iter().map(|item| item.comment);
            std::iter::once(answer.text).chain(comments)
        });
        texts.map(|text| text.get()).collect::<Vec<_>>().join("\n")
    }

    /// The first question that is answered in words; without one, the first rating's reasons.
    pub fn first_text(&self) -> Option<Place> {
        let of = |kind| self.0.iter().find(|answer| answer.question.kind == kind);
        of(ReviewQuestionKind::Text).or_else(|| of(ReviewQuestionKind::Rating)).map(AnswerDraft::place)
    }
}

impl ItemDraft {
    /// Where its comment is.
    pub fn place(&self) -> Place {
        Place { text: self.comment, label: self.name.clone(), field: String::new() }
    }
}

impl AnswerDraft {
    fn of(question: &ReviewQuestion, detail: &Ground<'_>) -> Self {
        let known = detail.answers.get(&question.key).cloned().unwrap_or_default();
        let picked = match question.kind {
            ReviewQuestionKind::Choice => known.chosen.first().map(u8::to_string),
            _ => known.rating.map(|step| step.to_string()),
        };
        let tick = |at: usize| RwSignal::new(known.chosen.iter().any(|chosen| usize::from(*chosen) == at));
        Self {
            question: question.clone(),
            picked: RwSignal::new(picked.unwrap_or_default()),
            text: RwSignal::new(known.text.clone()),
            ticked: (0..question.options.len()).map(tick).collect(),
            rest: rest(question, detail, &known),
            items: items(question, detail, &known),
        }
    }

    /// Where its words are.
    pub fn place(&self) -> Place {
        let key = &self.question.key;
        let field = match self.question.kind {
            ReviewQuestionKind::Text => format!("answers.{key}"),
            _ => format!("answers.{key}.text"),
        };
        Place { text: self.text, label: self.question.text.clone(), field }
    }

    /// Whether it says what is asked; `None` if there is nothing to speak of. Reactive.
    fn answered(&self) -> Option<bool> {
        let filled = |text: RwSignal<String>| text.with(|text| !text.trim().is_empty());
        Some(match self.question.kind {
            ReviewQuestionKind::Rating | ReviewQuestionKind::Choice => filled(self.picked),
            ReviewQuestionKind::Text => filled(self.text),
            ReviewQuestionKind::Choices => self.ticked.iter().any(|ticked| ticked.get()),
            ReviewQuestionKind::Goals | ReviewQuestionKind::Competencies if self.items.is_empty() => return None,
            ReviewQuestionKind::Goals | ReviewQuestionKind::Competencies => {
                self.items.iter().any(|item| filled(item.picked) || filled(item.comment))
            }
        })
    }

    fn kept(&self) -> Vec<(String, Value)> {
        let label = || self.question.text.clone();
        let mut kept = vec![(label(), Value::Text(self.picked)), (label(), Value::Text(self.text))];
        let options = self.question.options.iter().zip(&self.ticked);
        kept.extend(options.map(|(option, ticked)| (format!("{}: {option}", label()), Value::Flag(*ticked))));
        for item in &self.items {
            kept.push((item.name.clone(), Value::Text(item.picked)));
            kept.push((item.name.clone(), Value::Text(item.comment)));
        }
        kept
    }

    fn read(&self) -> ReviewAnswer {
        let step = |picked: RwSignal<String>| picked.read_untracked().parse().ok();
        let text = self.text.read_untracked().trim().to_owned();
        let item = |item: &ItemDraft| ReviewItem {
            id: item.id,
            rating: step(item.picked),
            comment: item.comment.read_untracked().trim().to_owned(),
        };
        let ticked = || {
            let all = (0u8..).zip(&self.ticked);
            all.filter(|(_, ticked)| ticked.get_untracked()).map(|(at, _)| at).collect()
        };
        let answer = ReviewAnswer { text, ..ReviewAnswer::default() };
        match self.question.kind {
            ReviewQuestionKind::Rating => ReviewAnswer { rating: step(self.picked), ..answer },
            ReviewQuestionKind::Text => answer,
            ReviewQuestionKind::Choice => ReviewAnswer { chosen: step(self.picked).into_iter().collect(), ..answer },
            ReviewQuestionKind::Choices => ReviewAnswer { chosen: ticked(), ..answer },
            ReviewQuestionKind::Goals | ReviewQuestionKind::Competencies => {
                let said = self.items.iter().map(item);
                let said = said.filter(|item| item.rating.is_some() || !item.comment.is_empty());
                let items = said.chain(self.rest.iter().cloned()).collect();
                ReviewAnswer { items, ..answer }
            }
        }
    }
}

/// What goals and competencies are called.
pub fn names(detail: &ReviewDetail) -> HashMap<Uuid, String> {
    let goals = detail.goals.iter().map(|goal| (goal.id.0, goal.title.clone()));
    goals.chain(detail.competencies.iter().map(|it| (it.id.0, it.name.clone()))).collect()
}

/// What was said of goals or competencies that have gone out of sight since: it is sent along, or it would be lost.
fn rest(question: &ReviewQuestion, detail: &Ground<'_>, known: &ReviewAnswer) -> Vec<ReviewItem> {
    let shown: Vec<Uuid> = match question.kind {
        ReviewQuestionKind::Goals => detail.goals.iter().map(|goal| goal.id.0).collect(),
        ReviewQuestionKind::Competencies => detail.competencies.iter().map(|it| it.id.0).collect(),
        _ => Vec::new(),
    };
    known.items.iter().filter(|item| !shown.contains(&item.id)).cloned().collect()
}

/// A row for each goal or competency there is to speak of.
fn items(question: &ReviewQuestion, detail: &Ground<'_>, known: &ReviewAnswer) -> Vec<ItemDraft> {
    let item = |id: Uuid, name: &str, note: String, steps: Vec<(String, String)>| {
        let said = known.items.iter().find(|item| item.id == id);
        let picked = said.and_then(|said| said.rating).map(|step| step.to_string()).unwrap_or_default();
        ItemDraft {
            id,
            name: name.to_owned(),
            note,
            steps,
            picked: RwSignal::new(picked),
            comment: RwSignal::new(said.map(|said| said.comment.clone()).unwrap_or_default()),
        }
    };
    let scale = || detail.scale.iter().map(|step| (step.word.clone(), step.description.clone())).collect::<Vec<_>>();
    match question.kind {
        ReviewQuestionKind::Goals => {
            let note = |share: Option<f64>| share.map(format::percent).unwrap_or_default();
            detail.goals.iter().map(|goal| item(goal.id.0, &goal.title, note(goal.progress), scale())).collect()
        }
        ReviewQuestionKind::Competencies => {
            let of = |it: &shared::reviews::ReviewCompetency| {
                let steps = it.levels.iter().map(|level| (level.word.clone(), level.behaviour.clone())).collect();
                let expected = it.levels.get(usize::from(it.expected.saturating_sub(1)));
                let note = expected.map(|level| crate::text::reviews::expected(&level.word)).unwrap_or_default();
                item(it.id.0, &it.name, note, steps)
            };
            detail.competencies.iter().map(of).collect()
        }
        _ => Vec::new(),
    }
}
