//! The questions: typed, or taken from the library.

use leptos::prelude::*;
use shared::pulse::{MOST_QUESTIONS, QuestionKind};
use wasm_bindgen::JsCast;

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
    // A row stays the same row wherever it goes: so does the focus in it.
    let one = move |(number, question)| view! { <Row draft number question /> };
    view! {
        <section class="card stack">
            <div class="spread">
                <h2>{text::WHAT}</h2>
                <div class="row tight">
                    <Button size=ButtonSize::Small icon=Glyph::List disabled=full on_press=move || library.set(true)>{text::FROM_LIBRARY}</Button>
                    <Button size=ButtonSize::Small icon=Glyph::Plus disabled=full on_press=move || draft.add(None)>{text::ADD_QUESTION}</Button>
                </div>
            </div>
            <For each=move || draft.questions.get() key=|(number, _)| *number children=one />
        </section>
        <Dialog open=library title=text::LIBRARY.to_owned() wide=true><Library draft full /></Dialog>
    }
}

#[component]
fn Row(draft: Draft, number: usize, question: QuestionDraft) -> impl IntoView {
    let at = Memo::new(move |_| draft.place(number));
    let last = Memo::new(move |_| draft.questions.read().len().saturating_sub(1));
    let named = Signal::derive(move || text::number(u8::try_from(at.get()).unwrap_or(u8::MAX)));
    // Errors come by the place a question had when it was sent; see `Draft::settle`.
    let sent_as = question.sent_as.get_untracked();
    let field = move |name: &str| format!("questions[{sent_as}].{name}");
    let kinds: Vec<_> = QuestionKind::ALL.iter().map(|one| Choice::new(one.as_str(), text::kind(*one))).collect();
    let shift = move |by: isize| {
        let focused = document().active_element();
        draft.shift(number, by);
        // To move a row takes the focus out of it; whoever moves it once may want to move it twice.
        request_animation_frame(move || {
            if let Some(button) = focused.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = button.focus();
            }
        });
    };
    let remove = move || draft.questions.update(|all| all.retain(|(other, _)| *other != number));
    let deed = move |deed: &'static str| Signal::derive(move || text::of(deed, &named.read()));
    let listed = move || match question.kind() {
        QuestionKind::Scale => Some(text::STEPS_HINT),
        QuestionKind::Choice => Some(text::CHOICES_HINT),
        _ => None,
    };
    view! {
        <fieldset class="stack tight pulse-draft">
            <legend class="visually-hidden">{move || named.get()}</legend>
            <div class="spread">
                <span class="small strong muted" aria-hidden="true">{move || named.get()}</span>
                <span class="row snug">
                    <IconButton glyph=Glyph::ArrowUp label=deed(text::UP) size=ButtonSize::Small
                        disabled=Signal::derive(move || at.get() == 0) on_press=move || shift(-1) />
                    <IconButton glyph=Glyph::ArrowDown label=deed(text::DOWN) size=ButtonSize::Small
                        disabled=Signal::derive(move || at.get() == last.get()) on_press=move || shift(1) />
                    <IconButton glyph=Glyph::Trash2 label=deed(text::REMOVE) size=ButtonSize::Small on_press=remove />
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
