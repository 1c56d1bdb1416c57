//! The questions: typed, or taken from the library.

use leptos::prelude::*;
use shared::pulse::{MOST_QUESTIONS, QuestionKind};

use super::{
    draft::{Draft, QuestionDraft},
    library::Library,
};
use crate::{
    text::pulse as text,
    ui::{Button, ButtonSize, Checkbox, Choice, Dialog, Field, Glyph, IconButton, Select, TextArea, TextInput, live},
};

/// All of them, in order.
#[component]
pub fn QuestionList(draft: Draft) -> impl IntoView {
    let library = RwSignal::new(false);
    let full = Signal::derive(move || draft.questions.read().len() >= MOST_QUESTIONS);
    let rows = move || {
        let all = draft.questions.get();
        let last = all.len();
        all.into_iter()
            .enumerate()
            .map(|(at, (number, question))| view! { <Row draft number question at last /> })
            .collect_view()
    };
    view! {
        <section class="card stack">
            <div class="spread">
                <h2>{text::WHAT}</h2>
                <div class="row tight">
                    <Button size=ButtonSize::Small icon=Glyph::List disabled=full on_press=move || library.set(true)>{text::FROM_LIBRARY}</Button>
                    <Button size=ButtonSize::Small icon=Glyph::Plus disabled=full on_press=move || draft.add(None)>{text::ADD_QUESTION}</Button>
                </div>
            </div>
            {live(rows)}
        </section>
        <Dialog open=library title=text::LIBRARY.to_owned() wide=true><Library draft full /></Dialog>
    }
}

#[component]
fn Row(draft: Draft, number: usize, question: QuestionDraft, at: usize, last: usize) -> impl IntoView {
    let named = text::number(u8::try_from(at).unwrap_or(u8::MAX));
    let field = move |name: &str| format!("questions[{at}].{name}");
    let kinds: Vec<_> = QuestionKind::ALL.iter().map(|one| Choice::new(one.as_str(), text::kind(*one))).collect();
    let shift = move |to: usize| draft.questions.update(|all| all.swap(at, to));
    let remove = move || draft.questions.update(|all| all.retain(|(other, _)| *other != number));
    let (up, down, gone) = (text::of(text::UP, &named), text::of(text::DOWN, &named), text::of(text::REMOVE, &named));
    let listed = move || match question.kind() {
        QuestionKind::Scale => Some(text::STEPS_HINT),
        QuestionKind::Choice => Some(text::CHOICES_HINT),
        _ => None,
    };
    view! {
        <fieldset class="stack tight pulse-draft">
            <legend class="visually-hidden">{named.clone()}</legend>
            <div class="spread">
                <span class="small strong muted" aria-hidden="true">{named.clone()}</span>
                <span class="row snug">
                    {(at > 0).then(|| view! { <IconButton glyph=Glyph::ArrowUp label=up size=ButtonSize::Small on_press=move || shift(at - 1) /> })}
                    {(at + 1 < last).then(|| view! { <IconButton glyph=Glyph::ArrowDown label=down size=ButtonSize::Small on_press=move || shift(at + 1) /> })}
                    <IconButton glyph=Glyph::Trash2 label=gone size=ButtonSize::Small on_press=remove />
                </span>
            </div>
            <Field label=text::QUESTION name=field("text") required=true><TextInput value=question.text /></Field>
            <Field label=text::KIND name=field("kind") required=true><Select value=question.kind options=kinds /></Field>
            {live(move || listed().map(|hint| view! {
                <Field label=text::OPTIONS name=field("options") hint required=true><TextArea value=question.options rows=4 /></Field>
            }))}
            <div class="row">
                {live(move || (question.kind() == QuestionKind::Choice).then(|| view! { <Checkbox checked=question.multiple label=text::MULTIPLE /> }))}
                {live(move || (question.kind() != QuestionKind::Text).then(|| view! { <Checkbox checked=question.optional label=text::OPTIONAL /> }))}
            </div>
        </fieldset>
    }
}
