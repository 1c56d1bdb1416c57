//! One question with what answers it.

use leptos::prelude::*;
use shared::reviews::{ReviewQuestion, ReviewQuestionKind, ScaleStep, rules::coverage};

use super::{
    draft::{AnswerDraft, ItemDraft},
    pen::{Pen, Place},
};
use crate::{
    pages::reviews::marked::Preview,
    text::{review_evidence, reviews as text},
    ui::{CheckboxGroup, Choice, Field, RadioGroup, Select, TextArea},
};

/// The question, its hint and its controls.
#[component]
pub fn Asked(question: ReviewQuestion, pen: Pen, scale: Vec<ScaleStep>) -> impl IntoView {
    let answer = pen.sheet().with_value(|sheet| sheet.answer(&question.key));
    let reads = text::read_by(question.read_by);
    view! {
        <div class="stack tight review-question">
            {answer.map(|answer| controls(answer, scale, pen))}
            {(!question.hint.is_empty()).then(|| view! { <p class="small muted">{question.hint.clone()}</p> })}
            <p class="tiny muted">{text::reads(reads)}</p>
        </div>
    }
}

fn controls(answer: AnswerDraft, scale: Vec<ScaleStep>, pen: Pen) -> AnyView {
    let (question, place) = (&answer.question, answer.place());
    let (legend, required) = (question.text.clone(), question.required);
    let field = format!("answers.{}", question.key);
    // A group says what is wrong with it where something has to be chosen.
    let group = if required { field.clone() } else { String::new() };
    let none = (!required).then(|| Choice::new("", text::NO_ANSWER));
    match question.kind {
        ReviewQuestionKind::Rating => {
            let step = |(at, step): (usize, ScaleStep)| {
                Choice::new((at + 1).to_string(), step.word).with_detail(step.description)
            };
            let options: Vec<_> = scale.into_iter().enumerate().map(step).chain(none).collect();
            let why = view! {
                <Field label=text::WHY name=format!("{field}.text")><TextArea value=answer.text rows=2 /></Field>
            };
            view! {
                <RadioGroup value=answer.picked legend options field=group />
                {citable(pen, place, why.into_any())}
                <Preview written=answer.text />
            }
            .into_any()
        }
        ReviewQuestionKind::Text => {
            let field = if required {
                view! { <Field label=legend name=field required=true><TextArea value=answer.text rows=5 /></Field> }
                    .into_any()
            } else {
                view! { <Field label=legend name=field><TextArea value=answer.text rows=4 /></Field> }.into_any()
            };
            let length = move || review_evidence::words(answer.text.with(|text| coverage::words(text)));
            view! {
                {citable(pen, place, field)}
                <p class="tiny muted">{length}</p>
                <Preview written=answer.text />
            }
            .into_any()
        }
        ReviewQuestionKind::Choice => {
            let option = |(at, option): (usize, &String)| Choice::new(at.to_string(), option.clone());
            let options: Vec<_> = question.options.iter().enumerate().map(option).chain(none).collect();
            view! { <RadioGroup value=answer.picked legend options field=group /> }.into_any()
        }
        ReviewQuestionKind::Choices => {
            let boxes = question.options.iter().cloned().zip(answer.ticked.iter().copied()).collect();
            view! { <CheckboxGroup legend field boxes /> }.into_any()
        }
        ReviewQuestionKind::Goals | ReviewQuestionKind::Competencies => {
            let nothing = match question.kind {
                ReviewQuestionKind::Goals => text::NO_GOALS,
                _ => text::NO_COMPETENCIES,
            };
            let none = answer.items.is_empty().then(|| view! { <p class="muted">{nothing}</p> });
            view! {
                <fieldset class="review-items stack">
                    <legend class="strong">{legend}</legend>
                    {none}
                    {answer.items.into_iter().map(|one| item(one, pen)).collect_view()}
                </fieldset>
            }
            .into_any()
        }
    }
}

/// A text that remembers where its caret was, for what is cited in it.
fn citable(pen: Pen, place: Place, field: AnyView) -> AnyView {
    view! { <div on:focusout=move |event| pen.left(&place, &event)>{field}</div> }.into_any()
}

fn item(item: ItemDraft, pen: Pen) -> impl IntoView {
    let place = item.place();
    let option =
        |(at, (word, meaning)): (usize, (String, String))| Choice::new((at + 1).to_string(), word).with_detail(meaning);
    let options: Vec<_> = item.steps.into_iter().enumerate().map(option).collect();
    let (rating, comment) = (text::rating_of(&item.name), text::comment_on(&item.name));
    let written = item.comment;
    let comment = view! { <Field label=comment><TextArea value=written rows=2 /></Field> };
    view! {
        <div class="stack snug review-item">
            <p><span class="strong">{item.name}</span>" "<span class="small muted">{item.note}</span></p>
            <Field label=rating><Select value=item.picked options any=text::NO_ANSWER /></Field>
            {citable(pen, place, comment.into_any())}
            <Preview written />
        </div>
    }
}
