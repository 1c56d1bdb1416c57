//! Questions on the wire.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::wire::{check, choice::choice};

/// The most questions a pulse may have.
pub const MOST_QUESTIONS: usize = 20;
/// The longest text somebody may answer.
pub(super) const LONGEST_TEXT: usize = 4000;

choice! {
    /// How a question is answered.
    pub enum QuestionKind {
        /// How likely one is to recommend, 0 to 10; becomes one number between -100 and 100.
        Enps = "enps",
        /// One of some described steps, lowest first.
        Scale = "scale",
        /// One of some options, or several.
        Choice = "choice",
        /// In one's own words.
        Text = "text",
    }
}

/// A question as it is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PulseQuestion)]
pub struct Question {
    /// Its place in the pulse, from 0; answers name it.
    pub position: u8,
    /// How it is answered.
    pub kind: QuestionKind,
    /// What is asked.
    pub text: String,
    /// The steps of a scale, lowest first, or the options of a choice.
    pub options: Vec<String>,
    /// Whether several options may be chosen.
    pub multiple: bool,
    /// Whether it may be left out.
    pub optional: bool,
}

impl Question {
    /// How many numbers its results have.
    pub fn buckets(&self) -> usize {
        match self.kind {
            QuestionKind::Enps => 11,
            QuestionKind::Scale | QuestionKind::Choice => self.options.len(),
            QuestionKind::Text => 0,
        }
    }
}

/// Whether two questions ask the same, so that their results may stand in one line over time.
pub fn same_question(a: &Question, b: &Question) -> bool {
    (a.kind, &a.text, &a.options, a.multiple) == (b.kind, &b.text, &b.options, b.multiple)
}

/// A question to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPulseQuestion)]
pub struct NewQuestion {
    /// How it is answered.
    #[garde(skip)]
    pub kind: QuestionKind,
    /// What is asked.
    #[garde(custom(check::line(1, 300)))]
    pub text: String,
    /// 2 to 10 steps of a scale, lowest first, or 2 to 12 options of a choice; none for other kinds.
    #[serde(default)]
    #[garde(custom(options_of(&self.kind)))]
    pub options: Vec<String>,
    /// Whether several options may be chosen; only of a choice.
    #[serde(default)]
    #[garde(custom(only_of_choices(&self.kind)))]
    pub multiple: bool,
    /// Whether it may be left out. Texts always may.
    #[serde(default)]
    #[garde(skip)]
    pub optional: bool,
}

impl NewQuestion {
    /// As it is asked at `position`.
    pub fn at(&self, position: u8) -> Question {
        Question {
            position,
            kind: self.kind,
            text: self.text.trim().to_owned(),
            options: self.options.iter().map(|option| option.trim().to_owned()).collect(),
            multiple: self.multiple,
            optional: self.optional || self.kind == QuestionKind::Text,
        }
    }
}

fn options_of(kind: &QuestionKind) -> impl FnOnce(&Vec<String>, &()) -> garde::Result {
    let bounds = match kind {
        QuestionKind::Scale => (2, 10),
        QuestionKind::Choice => (2, 12),
        QuestionKind::Enps | QuestionKind::Text => (0, 0),
    };
    move |options, _| {
        if options.len() > bounds.1 {
            return Err(garde::Error::new(if bounds.1 == 0 {
                "not_used_here".to_owned()
            } else {
                format!("too_many:{}", bounds.1)
            }));
        }
        if options.len() < bounds.0 {
            return Err(garde::Error::new(format!("too_few:{}", bounds.0)));
        }
        options.iter().try_for_each(|option| check::line(1, 120)(option, &()))?;
        let mut seen: Vec<_> = options.iter().map(|option| option.trim().to_lowercase()).collect();
        seen.sort();
        seen.dedup();
        if seen.len() < options.len() { Err(garde::Error::new("twice")) } else { Ok(()) }
    }
}

fn only_of_choices(kind: &QuestionKind) -> impl FnOnce(&bool, &()) -> garde::Result {
    let allowed = *kind == QuestionKind::Choice;
    move |multiple, _| if *multiple && !allowed { Err(garde::Error::new("not_used_here")) } else { Ok(()) }
}
