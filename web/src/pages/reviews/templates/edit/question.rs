//! One question: what is asked, of whom, and who reads the answer.

use leptos::prelude::*;
use shared::reviews::{ReviewMeasure, ReviewQuestionKind, ReviewReader, ReviewRelation};

use super::draft::QuestionDraft;
use crate::{
    text::reviews as text,
    ui::{
        Checkbox, CheckboxGroup, Choice, Field, Ordered, OrderedButtons, OrderedRow, Select, TextArea, TextInput, live,
    },
};

/// The fields of one question.
#[component]
pub fn Question(
    questions: Ordered<QuestionDraft>,
    row: OrderedRow<QuestionDraft>,
    section: usize,
    #[prop(into)] named: Signal<String>,
) -> impl IntoView {
    let question = row.value;
    let here = Signal::derive(move || text::question_of(questions.place(row.number) + 1, &named.read()));
    let deed = move |deed: &'static str| Signal::derive(move || text::of(deed, &here.read()));
    let sent_as = row.sent_as;
    let field = move |name: &str| format!("form.sections[{section}].questions[{sent_as}].{name}");
    let kinds: Vec<_> = ReviewQuestionKind::ALL.iter().map(|one| Choice::new(one.as_str(), text::kind(*one))).collect();
    let readers: Vec<_> =
        ReviewReader::ALL.iter().rev().map(|one| Choice::new(one.as_str(), text::read_by(*one))).collect();
    let measures = StoredValue::new(
        ReviewMeasure::ALL.iter().map(|one| Choice::new(one.as_str(), text::measure(*one))).collect::<Vec<_>>(),
    );
    let sides = ReviewRelation::ALL.iter().zip(question.answered_by);
    let sides = sides.map(|(side, ticked)| (text::side(*side).to_owned(), ticked)).collect();
    let is = move |kind| question.kind() == kind;
    let chooses = Memo::new(move |_| is(ReviewQuestionKind::Choice) || is(ReviewQuestionKind::Choices));
    let rates = Memo::new(move |_| is(ReviewQuestionKind::Rating));
    let counts = Memo::new(move |_| question.counts());
    view! {
        <fieldset class="stack tight review-draft">
            <legend class="visually-hidden">{move || here.get()}</legend>
            <div class="spread">
                <span class="small strong muted" aria-hidden="true">{move || text::question(questions.place(row.number) + 1)}</span>
                <OrderedButtons ordered=questions number=row.number least=1
                    labels=[deed(text::UP), deed(text::DOWN), deed(text::REMOVE)] />
            </div>
            <Field label=text::QUESTION name=field("text") required=true><TextInput value=question.text /></Field>
            <div class="halves">
                <Field label=text::KIND name=field("kind") required=true><Select value=question.kind options=kinds /></Field>
                <Field label=text::READ_BY name=field("read_by") required=true><Select value=question.read_by options=readers /></Field>
            </div>
            {live(move || chooses.get().then(|| view! {
                <Field label=text::OPTIONS name=field("options") hint=text::OPTIONS_HINT required=true><TextArea value=question.options rows=4 /></Field>
            }))}
            <div class="halves">
                {live(move || rates.get().then(|| view! {
                    <Field label=text::MEASURES name=field("measures") required=true><Select value=question.measures options=measures.get_value() /></Field>
                }))}
                {live(move || counts.get().then(|| view! {
                    <Field label=text::WEIGHT name=field("weight") hint=text::WEIGHT_HINT><TextInput value=question.weight inputmode="numeric" /></Field>
                }))}
            </div>
            <CheckboxGroup legend=text::ASKED field=field("answered_by") boxes=sides />
            <Field label=text::HINT name=field("hint") hint=text::HINT_HINT><TextArea value=question.hint rows=2 /></Field>
            <Checkbox checked=question.required label=text::MUST />
        </fieldset>
    }
}
