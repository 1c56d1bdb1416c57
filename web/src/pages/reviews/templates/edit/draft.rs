//! A template as it is typed.

use leptos::prelude::*;
use shared::{
    problem::FieldError,
    reviews::{
        NewReviewTemplate, ReviewForm, ReviewMeasure, ReviewQuestion, ReviewQuestionKind, ReviewReader, ReviewRelation,
        ReviewSection, ReviewTemplateDetail, ReviewTemplateIdea, ScaleStep, SideWeight,
    },
};

use crate::{
    drafts::{Row, Value},
    text::reviews as text,
    ui::Ordered,
};

/// The fields.
#[derive(Clone, Copy)]
pub struct Draft {
    pub name: RwSignal<String>,
    pub description: RwSignal<String>,
    pub scale: Ordered<StepDraft>,
    /// How much each side counts, in the order of [`ReviewRelation::ALL`].
    pub weights: [RwSignal<String>; 4],
    pub sections: Ordered<SectionDraft>,
    /// Whether goals stand beside what is written.
    pub shows_goals: RwSignal<bool>,
}

/// A step of the scale.
#[derive(Clone, Copy)]
pub struct StepDraft {
    pub word: RwSignal<String>,
    pub description: RwSignal<String>,
}

/// A section.
#[derive(Clone, Copy)]
pub struct SectionDraft {
    pub title: RwSignal<String>,
    pub introduction: RwSignal<String>,
    pub questions: Ordered<QuestionDraft>,
}

/// A question.
#[derive(Clone, Copy)]
pub struct QuestionDraft {
    key: StoredValue<String>,
    pub kind: RwSignal<String>,
    pub text: RwSignal<String>,
    pub hint: RwSignal<String>,
    pub options: RwSignal<String>,
    pub required: RwSignal<bool>,
    /// In the order of [`ReviewRelation::ALL`].
    pub answered_by: [RwSignal<bool>; 4],
    pub read_by: RwSignal<String>,
    pub measures: RwSignal<String>,
    pub weight: RwSignal<String>,
}

impl StepDraft {
    pub fn of(step: &ScaleStep) -> Self {
        Self { word: RwSignal::new(step.word.clone()), description: RwSignal::new(step.description.clone()) }
    }

    /// An empty one.
    pub fn new() -> Self {
        Self { word: RwSignal::default(), description: RwSignal::default() }
    }
}

impl SectionDraft {
    fn of(section: &ReviewSection) -> Self {
        Self {
            title: RwSignal::new(section.title.clone()),
            introduction: RwSignal::new(section.introduction.clone()),
            questions: Ordered::new(section.questions.iter().map(QuestionDraft::of)),
        }
    }

    /// With one empty question.
    pub fn new() -> Self {
        Self {
            title: RwSignal::default(),
            introduction: RwSignal::default(),
            questions: Ordered::new([QuestionDraft::new()]),
        }
    }
}

impl QuestionDraft {
    fn of(question: &ReviewQuestion) -> Self {
        let asks = |side: &ReviewRelation| RwSignal::new(question.answered_by.contains(side));
        let measures = question.measures.unwrap_or(ReviewMeasure::Performance);
        Self {
            key: StoredValue::new(question.key.clone()),
            kind: RwSignal::new(question.kind.to_string()),
            text: RwSignal::new(question.text.clone()),
            hint: RwSignal::new(question.hint.clone()),
            options: RwSignal::new(question.options.join("\n")),
            required: RwSignal::new(question.required),
            answered_by: sides(asks),
            read_by: RwSignal::new(question.read_by.to_string()),
            measures: RwSignal::new(measures.to_string()),
            weight: RwSignal::new(question.weight.to_string()),
        }
    }

    /// An empty one. Its key is drawn by lot: nobody has to think of one, and no two are alike.
    pub fn new() -> Self {
        // Sixteen digits of a float drawn by lot.
        let key = format!("q{:012x}", (js_sys::Math::random() * 281_474_976_710_656.0) as u64);
        Self::of(&ReviewQuestion {
            key,
            kind: ReviewQuestionKind::Text,
            text: String::new(),
            hint: String::new(),
            options: Vec::new(),
            required: false,
            answered_by: vec![ReviewRelation::Own, ReviewRelation::Manager],
            read_by: ReviewReader::Subject,
            measures: None,
            weight: 0,
        })
    }

    /// How it is answered. Reactive.
    pub fn kind(self) -> ReviewQuestionKind {
        ReviewQuestionKind::parse(&self.kind.read()).unwrap_or(ReviewQuestionKind::Text)
    }

    /// Whether its answers are numbers that can count. Reactive.
    pub fn counts(self) -> bool {
        match self.kind() {
            ReviewQuestionKind::Rating => *self.measures.read() == ReviewMeasure::Performance.as_str(),
            ReviewQuestionKind::Goals | ReviewQuestionKind::Competencies => true,
            _ => false,
        }
    }

    fn read(self, at: &str, wrong: &mut Vec<FieldError>) -> ReviewQuestion {
        let kind = self.kind();
        let options = self.options.read();
        let chooses = matches!(kind, ReviewQuestionKind::Choice | ReviewQuestionKind::Choices);
        let options = options.lines().map(str::trim).filter(|line| !line.is_empty() && chooses);
        let asked = ReviewRelation::ALL.iter().zip(self.answered_by).filter(|(_, ticked)| ticked.get());
        let measures = ReviewMeasure::parse(&self.measures.read()).filter(|_| kind == ReviewQuestionKind::Rating);
        let mut weight = 0;
        if self.counts() {
            weight = whole(&self.weight.read(), &format!("{at}.weight"), wrong);
        }
        ReviewQuestion {
            key: self.key.get_value(),
            kind,
            text: self.text.read().trim().to_owned(),
            hint: self.hint.read().trim().to_owned(),
            options: options.map(str::to_owned).collect(),
            required: self.required.get(),
            answered_by: asked.map(|(side, _)| *side).collect(),
            read_by: ReviewReader::parse(&self.read_by.read()).unwrap_or(ReviewReader::Admin),
            measures,
            weight,
        }
    }
}

impl Row for StepDraft {
    fn empty() -> Self {
        Self::new()
    }

    fn values(self) -> Vec<Value> {
        vec![self.word.into(), self.description.into()]
    }
}

impl Row for SectionDraft {
    fn empty() -> Self {
        Self::new()
    }

    fn values(self) -> Vec<Value> {
        vec![self.title.into(), self.introduction.into(), self.questions.into()]
    }
}

impl Row for QuestionDraft {
    fn empty() -> Self {
        Self::new()
    }

    fn values(self) -> Vec<Value> {
        let typed = [self.text, self.kind, self.hint, self.options, self.read_by, self.measures, self.weight];
        let ticked = self.answered_by.into_iter().chain([self.required]);
        typed.into_iter().map(Value::from).chain(ticked.map(Value::from)).collect()
    }

    fn more(self) -> Option<serde_json::Value> {
        self.key.try_get_value().map(serde_json::Value::from)
    }

    fn write_more(self, key: &serde_json::Value) {
        if let Some(key) = key.as_str() {
            self.key.set_value(key.to_owned());
        }
    }
}

impl Draft {
    /// What is kept on the device.
    pub fn kept(self) -> Vec<(String, Value)> {
        let mut all: Vec<(String, Value)> = vec![
            (text::NAME.to_owned(), self.name.into()),
            (text::DESCRIPTION.to_owned(), self.description.into()),
            (text::SCALE.to_owned(), self.scale.into()),
            (text::QUESTIONS.to_owned(), self.sections.into()),
            (text::SHOWS_GOALS.to_owned(), self.shows_goals.into()),
        ];
        let sides = ReviewRelation::ALL.iter().zip(self.weights);
        all.extend(sides.map(|(side, weight)| (text::side(*side).to_owned(), weight.into())));
        all
    }

    /// From nothing, or from a template of the library.
    pub fn new(from: Option<&ReviewTemplateIdea>) -> Self {
        match from {
            Some(idea) => Self::with(&idea.name, &idea.description, &idea.form),
            None => Self {
                name: RwSignal::default(),
                description: RwSignal::default(),
                scale: Ordered::new(text::USUAL_SCALE.map(|(word, description)| StepDraft {
                    word: RwSignal::new(word.to_owned()),
                    description: RwSignal::new(description.to_owned()),
                })),
                weights: sides(|side| {
                    RwSignal::new(if *side == ReviewRelation::Manager { "100" } else { "0" }.to_owned())
                }),
                sections: Ordered::new([SectionDraft::new()]),
                shows_goals: RwSignal::new(true),
            },
        }
    }

    /// As it is.
    pub fn of(detail: &ReviewTemplateDetail) -> Self {
        Self::with(&detail.template.name, &detail.template.description, &detail.form)
    }

    /// A form without a name.
    pub fn of_form(form: &ReviewForm) -> Self {
        Self::with("", "", form)
    }

    fn with(name: &str, description: &str, form: &ReviewForm) -> Self {
        Self {
            name: RwSignal::new(name.to_owned()),
            description: RwSignal::new(description.to_owned()),
            scale: Ordered::new(form.scale.iter().map(StepDraft::of)),
            weights: sides(|side| RwSignal::new(weight(form, *side).to_string())),
            sections: Ordered::new(form.sections.iter().map(SectionDraft::of)),
            shows_goals: RwSignal::new(!form.without_goals),
        }
    }

    /// How many rows there are of each, in order. Reactive.
    pub fn shape(self) -> Vec<Vec<usize>> {
        let numbers = |section: SectionDraft| section.questions.rows().iter().map(|row| row.number).collect();
        let scale = self.scale.rows().iter().map(|row| row.number).collect();
        let sections = self.sections.rows().iter().map(|row| row.number).collect();
        [scale, sections].into_iter().chain(self.sections.values().into_iter().map(numbers)).collect()
    }

    /// Before it is sent; see [`Ordered::settle`].
    pub fn settle(self) {
        untrack(|| self.sections.values()).into_iter().for_each(|section| section.questions.settle());
        self.scale.settle();
        self.sections.settle();
    }

    /// Another form in the place of what is typed.
    pub fn put_form(self, form: &ReviewForm) {
        self.scale.put(|| form.scale.iter().map(StepDraft::of).collect());
        self.sections.put(|| form.sections.iter().map(SectionDraft::of).collect());
        for (side, typed) in ReviewRelation::ALL.iter().zip(self.weights) {
            typed.set(weight(form, *side).to_string());
        }
        self.shows_goals.set(!form.without_goals);
    }

    /// What is asked, and what of it can't be read. Reactive.
    pub fn form(self) -> (ReviewForm, Vec<FieldError>) {
        let mut wrong = Vec::new();
        let step = |step: StepDraft| ScaleStep {
            word: step.word.read().trim().to_owned(),
            description: step.description.read().trim().to_owned(),
        };
        let mut weights = Vec::new();
        for (at, (side, typed)) in ReviewRelation::ALL.iter().zip(self.weights).enumerate() {
            let weight = whole(&typed.read(), &format!("form.weights[{at}].weight"), &mut wrong);
            weights.push(SideWeight { relation: *side, weight });
        }
        let mut sections = Vec::new();
        for (at, section) in self.sections.values().into_iter().enumerate() {
            let mut questions = Vec::new();
            for (number, question) in section.questions.values().into_iter().enumerate() {
                questions.push(question.read(&format!("form.sections[{at}].questions[{number}]"), &mut wrong));
            }
            sections.push(ReviewSection {
                title: section.title.read().trim().to_owned(),
                introduction: section.introduction.read().trim().to_owned(),
                questions,
            });
        }
        let scale = self.scale.values().into_iter().map(step).collect();
        (ReviewForm { scale, weights, sections, without_goals: !self.shows_goals.get() }, wrong)
    }

    /// What is to be sent, and what of it can't be read.
    pub fn read(self) -> (NewReviewTemplate, Vec<FieldError>) {
        untrack(|| {
            let (form, wrong) = self.form();
            let name = self.name.read().trim().to_owned();
            (NewReviewTemplate { name, description: self.description.read().trim().to_owned(), form }, wrong)
        })
    }
}

/// How much a side counts.
fn weight(form: &ReviewForm, side: ReviewRelation) -> u8 {
    form.weights.iter().find(|known| known.relation == side).map_or(0, |known| known.weight)
}

/// One of each side, in the order of [`ReviewRelation::ALL`].
fn sides<T>(make: impl Fn(&ReviewRelation) -> T) -> [T; 4] {
    [ReviewRelation::Own, ReviewRelation::Manager, ReviewRelation::Peer, ReviewRelation::Upward].map(|side| make(&side))
}

/// A small whole number; nothing typed is 0.
fn whole(typed: &str, field: &str, wrong: &mut Vec<FieldError>) -> u8 {
    match typed.trim() {
        "" => 0,
        typed => typed.parse().unwrap_or_else(|_| {
            wrong.push(FieldError::new(field, "not_whole"));
            0
        }),
    }
}
