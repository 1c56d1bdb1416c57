//! One question with what answers it.

use leptos::prelude::*;
use shared::reviews::{ReviewQuestion, ReviewQuestionKind, ScaleStep};

use super::draft::{AnswerDraft, ItemDraft, Sheet};
use crate::{
    text::reviews as text,
    ui::{CheckboxGroup, Choice, Field, RadioGroup, Select, TextArea},
};

/// The question, its hint and its controls.
#[component]
pub fn Asked(question: ReviewQuestion, sheet: StoredValue<Sheet>, scale: Vec<ScaleStep>) -> impl IntoView {
    let answer = sheet.with_value(|sheet| sheet.answer(&question.key));
    let reads = text::read_by(question.read_by);
    view! {
        <div class="stack tight review-question">
            {answer.map(|answer| controls(answer, scale))}
            {(!question.hint.is_empty()).then(|| view! { <p class="small muted">{question.hint.clone()}</p> })}
            <p class="tiny muted">{text::reads(reads)}</p>
        </div>
    }
}

fn controls(answer: AnswerDraft, scale: Vec<ScaleStep>) -> AnyView {
    let question = &answer.question;
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
            view! {
                <RadioGroup value=answer.picked legend options field=group />
                <Field label=text::WHY name=format!("{field}.text")><TextArea value=answer.text rows=2 /></Field>
            }
            .into_any()
        }
        ReviewQuestionKind::Text if required => {
            view! { <Field label=legend name=field required=true><TextArea value=answer.text rows=5 /></Field> }
                .into_any()
        }
        ReviewQuestionKind::Text => {
            view! { <Field label=legend name=field><TextArea value=answer.text rows=4 /></Field> }.into_any()
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
                    {answer.items.into_iter().map(item).collect_view()}
                </fieldset>
            }
            .into_any()
        }
    }
}

fn item(item: ItemDraft) -> impl IntoView {
    let option =
        |(at, (word, meaning)): (usize, (String, String))| Choice::new((at + 1).to_string(), word).with_detail(meaning);
    let options: Vec<_> = item.steps.into_iter().enumerate().map(option).collect();
    let (rating, comment) = (text::rating_of(&item.name), text::comment_on(&item.name));
    view! {
        <div class="stack snug review-item">
            <p><span class="strong">{item.name}</span>" "<span class="small muted">{item.note}</span></p>
            <Field label=rating><Select value=item.picked options any=text::NO_ANSWER /></Field>
            <Field label=comment><TextArea value=item.comment rows=2 /></Field>
        </div>
    }
}
