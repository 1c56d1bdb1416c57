//! The questions: typed, or taken from the library.

use leptos::prelude::*;
use shared::pulse::{MOST_QUESTIONS, QuestionKind};

use super::{
    draft::{Draft, QuestionDraft},
    library::Library,
};
use crate::{
    text::pulse as text,
    ui::{
        Button, ButtonSize, Checkbox, Choice, Dialog, Field, Glyph, OrderedButtons, OrderedRow, Select, TextArea,
        TextInput, live,
    },
};

/// All of them, in order.
#[component]
pub fn QuestionList(draft: Draft) -> impl IntoView {
    let library = RwSignal::new(false);
    let full = Signal::derive(move || draft.questions.count() >= MOST_QUESTIONS);
    let one = move |row| view! { <Row draft row /> };
    view! {
        <section class="card stack">
            <div class="spread">
                <h2>{text::WHAT}</h2>
                <div class="row tight">
                    <Button size=ButtonSize::Small icon=Glyph::List disabled=full on_press=move || library.set(true)>{text::FROM_LIBRARY}</Button>
                    <Button size=ButtonSize::Small icon=Glyph::Plus disabled=full on_press=move || draft.add(None)>{text::ADD_QUESTION}</Button>
                </div>
            </div>
            <For each=move || draft.questions.rows() key=|row| row.number children=one />
        </section>
        <Dialog open=library title=text::LIBRARY.to_owned() wide=true><Library draft full /></Dialog>
    }
}

#[component]
fn Row(draft: Draft, row: OrderedRow<QuestionDraft>) -> impl IntoView {
    let (question, sent_as) = (row.value, row.sent_as);
    let at = Memo::new(move |_| draft.questions.place(row.number));
    let named = Signal::derive(move || text::number(u8::try_from(at.get()).unwrap_or(u8::MAX)));
    let field = move |name: &str| format!("questions[{sent_as}].{name}");
    let kinds: Vec<_> = QuestionKind::ALL.iter().map(|one| Choice::new(one.as_str(), text::kind(*one))).collect();
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
                <OrderedButtons ordered=draft.questions number=row.number
                    labels=[deed(text::UP), deed(text::DOWN), deed(text::REMOVE)] />
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
