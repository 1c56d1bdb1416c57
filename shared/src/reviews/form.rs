//! What a review asks, on the wire. A form is a document: kept whole, and never changed once somebody answers it.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::rules::form;
use crate::wire::{check, choice::choice};

/// The most sections a form may have.
pub const MOST_SECTIONS: usize = 20;
/// The most questions a form may have, in all sections.
pub const MOST_QUESTIONS: usize = 60;

choice! {
    /// How the author of a review stands to the person it is about.
    #[derive(PartialOrd, Ord)]
    pub enum ReviewRelation {
        /// They are the same.
        Own = "self",
        /// The author leads them.
        Manager = "manager",
        /// They work beside each other.
        Peer = "peer",
        /// They lead the author.
        Upward = "upward",
    }
}

choice! {
    /// How a question is answered.
    pub enum ReviewQuestionKind {
        /// By a step of the form's scale.
        Rating = "rating",
        /// In one's own words.
        Text = "text",
        /// By one of some options.
        Choice = "choice",
        /// By some of some options.
        Choices = "choices",
        /// By a step and a comment for each goal that the person had in the period.
        Goals = "goals",
        /// By a level and a comment for each competency that the person's job asks for.
        Competencies = "competencies",
    }
}

choice! {
    /// Who reads an answer. Each reads what those before read, too.
    #[derive(PartialOrd, Ord)]
    pub enum ReviewReader {
        /// Admins alone.
        Admin = "admin",
        /// The person's managers.
        Manager = "manager",
        /// The person whom the review is about, once it is released.
        Subject = "subject",
    }
}

choice! {
    /// What a rating says.
    pub enum ReviewMeasure {
        /// How well the work went; it counts for the overall score.
        Performance = "performance",
        /// What the person could grow into; never counted into the score, and never read by them.
        Potential = "potential",
    }
}

/// What a review asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReviewForm {
    /// The steps of its scale, lowest first: 2 to 10.
    #[garde(custom(check::count(2, 10)), dive, custom(form::steps_differ))]
    pub scale: Vec<ScaleStep>,
    /// How much the ratings of each side count for the overall score; a side that isn't named counts nothing.
    #[garde(custom(check::count(0, 4)), dive, custom(form::sides_differ))]
    pub weights: Vec<SideWeight>,
    /// Its sections, in order: 1 to 20.
    #[garde(custom(check::count(1, MOST_SECTIONS)), dive, custom(form::questions_stand_apart))]
    pub sections: Vec<ReviewSection>,
    /// Whether the person's goals stay away from who writes, unless a question asks about them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[garde(skip)]
    pub without_goals: bool,
}

/// A step of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = ReviewScaleStep)]
pub struct ScaleStep {
    /// Its word.
    #[garde(custom(check::line(1, 60)))]
    pub word: String,
    /// What it means, so that two people mean the same.
    #[serde(default)]
    #[garde(custom(check::lines(0, 500)))]
    pub description: String,
}

/// How much one side's ratings count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = ReviewSideWeight)]
pub struct SideWeight {
    /// Whose.
    #[garde(skip)]
    pub relation: ReviewRelation,
    /// How much, beside the others: 0 to 100.
    #[garde(custom(check::between(0, 100)))]
    pub weight: u8,
}

/// Questions under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReviewSection {
    /// The heading.
    #[garde(custom(check::line(1, 120)))]
    pub title: String,
    /// What stands under it.
    #[serde(default)]
    #[garde(custom(check::lines(0, 1_000)))]
    pub introduction: String,
    /// Its questions, in order.
    #[garde(custom(check::count(1, MOST_QUESTIONS)), dive)]
    pub questions: Vec<ReviewQuestion>,
}

/// A question of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReviewQuestion {
    /// Names it in its form, and in all later versions of it: lower-case letters, digits and `_`.
    #[garde(custom(form::key))]
    pub key: String,
    /// How it is answered.
    #[garde(skip)]
    pub kind: ReviewQuestionKind,
    /// What is asked.
    #[garde(custom(check::line(1, 300)))]
    pub text: String,
    /// What helps to answer it.
    #[serde(default)]
    #[garde(custom(check::lines(0, 1_000)))]
    pub hint: String,
    /// 2 to 12 options of a choice; none for other kinds.
    #[serde(default)]
    #[garde(custom(form::options_of(&self.kind)))]
    pub options: Vec<String>,
    /// Whether a review can't be handed in without it.
    #[serde(default)]
    #[garde(skip)]
    pub required: bool,
    /// Who is asked.
    #[garde(custom(check::count(1, 4)), custom(form::sides_once))]
    pub answered_by: Vec<ReviewRelation>,
    /// Who reads the answer.
    #[garde(custom(form::read_by(&self.measures)))]
    pub read_by: ReviewReader,
    /// What a rating says; of no other kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(form::only_of_ratings(&self.kind)))]
    pub measures: Option<ReviewMeasure>,
    /// How much a rating, or the ratings of goals or competencies, count for the overall score beside the other
    /// questions: 0 (asked, not counted) to 100.
    #[serde(default)]
    #[garde(custom(form::weight_of(&self.kind, &self.measures)))]
    pub weight: u8,
}

impl ReviewForm {
    /// Its questions, section by section.
    pub fn questions(&self) -> impl Iterator<Item = &ReviewQuestion> {
        self.sections.iter().flat_map(|section| &section.questions)
    }

    /// What one side is asked: its sections, without those that ask it nothing.
    pub fn asked_of(&self, relation: ReviewRelation) -> Vec<ReviewSection> {
        let asks = |section: &ReviewSection| ReviewSection {
            questions: section.questions.iter().filter(|q| q.answered_by.contains(&relation)).cloned().collect(),
            ..section.clone()
        };
        self.sections.iter().map(asks).filter(|section| !section.questions.is_empty()).collect()
    }

    /// Whether this side is asked anything.
    pub fn asks(&self, relation: ReviewRelation) -> bool {
        self.questions().any(|question| question.answered_by.contains(&relation))
    }

    /// Whether one side sees the person's goals beside what it writes.
    pub fn shows_goals(&self, relation: ReviewRelation) -> bool {
        let about_goals = |question: &ReviewQuestion| {
            question.kind == ReviewQuestionKind::Goals && question.answered_by.contains(&relation)
        };
        !self.without_goals || self.questions().any(about_goals)
    }

    /// What somebody from outside is asked, who writes as a peer: nothing about goals and competencies, which they don't see.
    pub fn for_external(&self) -> Self {
        let mut sections = self.asked_of(ReviewRelation::Peer);
        for section in &mut sections {
            section
                .questions
                .retain(|it| !matches!(it.kind, ReviewQuestionKind::Goals | ReviewQuestionKind::Competencies));
        }
        sections.retain(|section| !section.questions.is_empty());
        Self { sections, ..self.clone() }
    }

    /// Whether anybody rates performance by it, so that there is something to score.
    pub fn rates(&self) -> bool {
        self.questions().any(|question| question.weight > 0)
    }

    /// Whether managers rate performance by it, so that there is something to calibrate.
    pub fn rated_by_managers(&self) -> bool {
        let by_managers = |question: &&ReviewQuestion| question.answered_by.contains(&ReviewRelation::Manager);
        self.questions().filter(by_managers).any(|question| question.weight > 0)
    }

    /// Whether managers say what people could grow into.
    pub fn measures_potential(&self) -> bool {
        let by_managers = |question: &&ReviewQuestion| question.answered_by.contains(&ReviewRelation::Manager);
        self.questions().filter(by_managers).any(|question| question.measures == Some(ReviewMeasure::Potential))
    }
}
