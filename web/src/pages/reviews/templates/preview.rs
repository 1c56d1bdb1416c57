//! A form as one side will see it, to be read.

use leptos::prelude::*;
use shared::reviews::{ReviewForm, ReviewQuestion, ReviewQuestionKind, ReviewRelation, ScaleStep};

use super::super::section::section;
use crate::{
    text::reviews as text,
    ui::{Badge, Tone},
};

/// What this side is asked, section by section.
#[component]
pub fn FormPreview(form: ReviewForm, side: ReviewRelation) -> impl IntoView {
    let scale = StoredValue::new(form.scale.clone());
    let question = move |question: ReviewQuestion| view! { <Asked question scale=scale.get_value() /> }.into_any();
    form.asked_of(side).into_iter().map(|asked| section(asked, question)).collect_view()
}

#[component]
fn Asked(question: ReviewQuestion, scale: Vec<ScaleStep>) -> impl IntoView {
    let step = |step: ScaleStep| {
        view! { <li><span class="strong">{step.word}</span>{(!step.description.is_empty()).then(|| format!(" – {}", step.description))}</li> }
    };
    let option = |option: String| view! { <li>{option}</li> };
    let answer = match question.kind {
        ReviewQuestionKind::Rating => {
            view! { <ol class="review-steps small">{scale.into_iter().map(step).collect_view()}</ol> }.into_any()
        }
        ReviewQuestionKind::Choice | ReviewQuestionKind::Choices => {
            view! { <ul class="review-steps small">{question.options.into_iter().map(option).collect_view()}</ul> }
                .into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <div class="stack snug review-question">
            <p class="strong">{question.text}</p>
            {(!question.hint.is_empty()).then(|| view! { <p class="small muted">{question.hint.clone()}</p> })}
            <p class="row tight small">
                <Badge>{text::kind(question.kind)}</Badge>
                {question.required.then(|| view! { <Badge tone=Tone::Accent>{text::REQUIRED}</Badge> })}
                {question.measures.map(|measure| view! { <Badge>{text::measure(measure)}</Badge> })}
                {(question.weight > 0).then(|| view! { <span class="muted">{text::weighs(question.weight)}</span> })}
                <span class="muted">{text::read_by(question.read_by)}</span>
            </p>
            {answer}
        </div>
    }
}
