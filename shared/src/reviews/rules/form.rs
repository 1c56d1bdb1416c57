//! What makes a form one that can be answered and counted (`NewReviewTemplate`, `ReviewTemplateChanges`).

use std::collections::BTreeSet;

use garde::Error;

use super::super::form::{
    MOST_QUESTIONS, ReviewMeasure, ReviewQuestionKind, ReviewReader, ReviewRelation, ReviewSection, ScaleStep,
    SideWeight,
};
use crate::wire::check;

/// A key: 1 to 40 lower-case letters, digits and `_`.
pub(in super::super) fn key(value: &str, _: &()) -> garde::Result {
    match value.len() {
        0 => Err(Error::new("required")),
        length if length > 40 => Err(Error::new("too_long:40")),
        _ if value.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') => Ok(()),
        _ => Err(Error::new("forbidden_character")),
    }
}

/// Two steps with one word can't be told apart.
pub(in super::super) fn steps_differ(steps: &[ScaleStep], _: &()) -> garde::Result {
    all_differ(steps.iter().map(|step| step.word.trim().to_lowercase()))
}

/// Each side has one weight.
pub(in super::super) fn sides_differ(sides: &[SideWeight], _: &()) -> garde::Result {
    all_differ(sides.iter().map(|side| side.relation))
}

/// Each side is asked once.
pub(in super::super) fn sides_once(sides: &[ReviewRelation], _: &()) -> garde::Result {
    all_differ(sides.iter())
}

/// Keys name one question of the form each, and there are not too many.
pub(in super::super) fn questions_stand_apart(sections: &[ReviewSection], _: &()) -> garde::Result {
    let keys: Vec<_> = sections.iter().flat_map(|section| &section.questions).map(|question| &question.key).collect();
    if keys.len() > MOST_QUESTIONS {
        return Err(Error::new(format!("too_many:{MOST_QUESTIONS}")));
    }
    all_differ(keys.into_iter())
}

/// 2 to 12 different options of a choice, none of anything else.
pub(in super::super) fn options_of(kind: &ReviewQuestionKind) -> impl FnOnce(&Vec<String>, &()) -> garde::Result {
    let chooses = matches!(kind, ReviewQuestionKind::Choice | ReviewQuestionKind::Choices);
    move |options, _| {
        if !chooses {
            return if options.is_empty() { Ok(()) } else { Err(Error::new("not_used_here")) };
        }
        check::count(2, 12)(options, &())?;
        options.iter().try_for_each(|option| check::line(1, 120)(option, &()))?;
        all_differ(options.iter().map(|option| option.trim().to_lowercase()))
    }
}

/// Only a rating measures something.
pub(in super::super) fn only_of_ratings(
    kind: &ReviewQuestionKind,
) -> impl FnOnce(&Option<ReviewMeasure>, &()) -> garde::Result {
    let rates = *kind == ReviewQuestionKind::Rating;
    move |measures, _| match measures {
        Some(_) if !rates => Err(Error::new("not_used_here")),
        None if rates => Err(Error::new("required")),
        _ => Ok(()),
    }
}

/// What somebody could grow into is not for them to read (`workflows.md` 2.6).
pub(in super::super) fn read_by(measures: &Option<ReviewMeasure>) -> impl FnOnce(&ReviewReader, &()) -> garde::Result {
    let potential = *measures == Some(ReviewMeasure::Potential);
    move |reader, _| {
        if potential && *reader == ReviewReader::Subject { Err(Error::new("not_of_potential")) } else { Ok(()) }
    }
}

/// Only what says how well the work went counts.
pub(in super::super) fn weight_of(
    kind: &ReviewQuestionKind,
    measures: &Option<ReviewMeasure>,
) -> impl FnOnce(&u8, &()) -> garde::Result {
    let counts = match kind {
        ReviewQuestionKind::Rating => *measures == Some(ReviewMeasure::Performance),
        ReviewQuestionKind::Goals | ReviewQuestionKind::Competencies => true,
        ReviewQuestionKind::Text | ReviewQuestionKind::Choice | ReviewQuestionKind::Choices => false,
    };
    move |weight, context| {
        if !counts && *weight > 0 {
            return Err(Error::new("not_used_here"));
        }
        check::between(0, 100)(weight, context)
    }
}

fn all_differ<T: Ord>(things: impl ExactSizeIterator<Item = T>) -> garde::Result {
    let many = things.len();
    if things.collect::<BTreeSet<_>>().len() < many { Err(Error::new("twice")) } else { Ok(()) }
}
