//! The sections, each with its questions.

use leptos::prelude::*;
use shared::reviews::{MOST_QUESTIONS, MOST_SECTIONS};

use super::{
    draft::{Draft, QuestionDraft, SectionDraft},
    question::Question,
};
use crate::{
    text::reviews as text,
    ui::{Button, ButtonSize, Field, Glyph, OrderedButtons, OrderedRow, TextArea, TextInput},
};

/// All of them, in order.
#[component]
pub fn Sections(draft: Draft) -> impl IntoView {
    let full = Signal::derive(move || draft.sections.count() >= MOST_SECTIONS);
    let one = move |row| view! { <Section draft row /> };
    view! {
        <For each=move || draft.sections.rows() key=|row| row.number children=one />
        <div>
            <Button icon=Glyph::Plus disabled=full on_press=move || draft.sections.add(SectionDraft::new)>{text::ADD_SECTION}</Button>
        </div>
    }
}

#[component]
fn Section(draft: Draft, row: OrderedRow<SectionDraft>) -> impl IntoView {
    let (section, sent_as) = (row.value, row.sent_as);
    let named = Signal::derive(move || text::section(draft.sections.place(row.number) + 1));
    let deed = move |deed: &'static str| Signal::derive(move || text::of(deed, &named.read()));
    let many =
        Memo::new(move |_| draft.sections.values().iter().map(|section| section.questions.count()).sum::<usize>());
    let full = Signal::derive(move || many.get() >= MOST_QUESTIONS);
    let one = move |row| view! { <Question questions=section.questions row section=sent_as named /> };
    view! {
        <fieldset class="card stack">
            <legend class="visually-hidden">{move || named.get()}</legend>
            <div class="spread">
                <h2 aria-hidden="true">{move || named.get()}</h2>
                <OrderedButtons ordered=draft.sections number=row.number least=1
                    labels=[deed(text::UP), deed(text::DOWN), deed(text::REMOVE)] />
            </div>
            <Field label=text::SECTION_TITLE name=format!("form.sections[{sent_as}].title") required=true><TextInput value=section.title /></Field>
            <Field label=text::INTRODUCTION name=format!("form.sections[{sent_as}].introduction")><TextArea value=section.introduction rows=2 /></Field>
            <For each=move || section.questions.rows() key=|row| row.number children=one />
            <div>
                <Button size=ButtonSize::Small icon=Glyph::Plus disabled=full on_press=move || section.questions.add(QuestionDraft::new)>{text::ADD_QUESTION}</Button>
            </div>
        </fieldset>
    }
}
