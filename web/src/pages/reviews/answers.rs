//! What was answered, to be read.

use leptos::prelude::*;
use shared::reviews::{ReviewAnswer, ReviewItem, ReviewQuestion, ReviewQuestionKind, ScaleStep};

use super::marked::marked;
use crate::{
    text::reviews as text,
    ui::{Badge, Tone},
};

/// An answer; `names` are those of its items, in their order.
pub fn said(question: &ReviewQuestion, scale: &[ScaleStep], answer: &ReviewAnswer, names: Vec<String>) -> AnyView {
    said_by_levels(question, (scale, &[]), answer, names)
}

/// The same, where it is known what the levels of competencies are called.
pub fn said_by_levels(
    question: &ReviewQuestion,
    (scale, levels): (&[ScaleStep], &[String]),
    answer: &ReviewAnswer,
    names: Vec<String>,
) -> AnyView {
    if answer.is_empty() {
        return view! { <p class="muted">{text::NO_ANSWER}</p> }.into_any();
    }
    let rating = answer.rating.map(|step| rated(scale, step));
    let options = answer.chosen.iter().filter_map(|at| question.options.get(usize::from(*at))).cloned();
    let options = options.map(|option| view! { <Badge>{option}</Badge> }).collect_view();
    let words = (!answer.text.is_empty()).then(|| marked(&answer.text));
    let goals = question.kind == ReviewQuestionKind::Goals;
    let item = |(item, name): (&ReviewItem, String)| {
        let rating = item.rating.map(|step| if goals { rated(scale, step) } else { level(levels, step) });
        let comment = (!item.comment.is_empty()).then(|| marked(&item.comment));
        view! { <li class="stack snug"><p class="row tight"><span class="strong">{name}</span>{rating}</p>{comment}</li> }
    };
    let items = answer.items.iter().zip(names).map(item).collect_view();
    view! {
        <div class="stack snug">
            <div class="row tight">{rating}{options}</div>
            {words}
            <ul class="stack tight">{items}</ul>
        </div>
    }
    .into_any()
}

/// A step with its word.
fn rated(scale: &[ScaleStep], step: u8) -> AnyView {
    let word = scale.get(usize::from(step.saturating_sub(1))).map(|it| it.word.clone()).unwrap_or_default();
    view! { <Badge tone=Tone::Accent>{word}</Badge><span class="small muted">{text::step_of(step, scale.len())}</span> }
        .into_any()
}

fn level(levels: &[String], step: u8) -> AnyView {
    let Some(word) = levels.get(usize::from(step.saturating_sub(1))).cloned() else {
        return view! { <Badge tone=Tone::Accent>{text::level(step)}</Badge> }.into_any();
    };
    view! { <Badge tone=Tone::Accent>{word}</Badge><span class="small muted">{text::level(step)}</span> }.into_any()
}
