//! Questions as controls: to be answered, or to be looked at before the pulse opens.

use leptos::prelude::*;
use shared::pulse::{Answer, Question, QuestionKind};

use crate::{
    text::pulse as text,
    ui::{Field, FormErrors, Glyph, Icon, IconSize, TextArea, id, live},
};

/// What is being answered, by question.
#[derive(Clone, Copy)]
pub struct Voice(RwSignal<Vec<Answer>>);

impl Voice {
    /// Starting from what was answered before.
    pub fn new(questions: &[Question], before: Vec<Answer>) -> Self {
        let of = |question: &Question| {
            let known = before.iter().find(|answer| answer.question == question.position);
            known.cloned().unwrap_or_else(|| Answer::to(question.position))
        };
        Self(RwSignal::new(questions.iter().map(of).collect()))
    }

    /// What there is to send.
    pub fn answers(self) -> Vec<Answer> {
        self.0.with_untracked(|all| all.iter().filter(|answer| !answer.is_empty()).cloned().collect())
    }

    fn of(self, question: u8) -> Answer {
        let found = self.0.with(|all| all.iter().find(|answer| answer.question == question).cloned());
        found.unwrap_or_else(|| Answer::to(question))
    }

    fn set(self, question: u8, change: impl FnOnce(&mut Answer)) {
        self.0.update(|all| {
            if let Some(answer) = all.iter_mut().find(|answer| answer.question == question) {
                change(answer);
            }
        });
    }
}

/// All of them as they will be asked; what is tried out here goes nowhere.
#[component]
pub fn Questions(questions: Vec<Question>) -> impl IntoView {
    let voice = Voice::new(&questions, Vec::new());
    view! { <Ballot questions voice errors=FormErrors::new() /> }
}

/// All of them as controls.
#[component]
pub fn Ballot(questions: Vec<Question>, voice: Voice, errors: FormErrors) -> impl IntoView {
    questions.into_iter().map(|question| view! { <One question voice errors /> }).collect_view()
}

#[component]
fn One(question: Question, voice: Voice, errors: FormErrors) -> impl IntoView {
    let position = question.position;
    if question.kind == QuestionKind::Text {
        return view! { <section class="card stack pulse-question"><InWords question voice /></section> }.into_any();
    }
    let hint = match (question.multiple, question.optional) {
        (true, _) => text::SEVERAL,
        (_, true) => text::MAY_SKIP,
        _ => "",
    };
    let (name, error_id) = (format!("question_{position}"), id::fresh("question"));
    errors.at_home(name.clone());
    let error = Memo::new(move |_| errors.of(&name));
    let invalid = move || error.read().is_some();
    let described_by = error_id.clone();
    let picks = match question.kind {
        QuestionKind::Enps => (0..=10).map(|number| (number, number.to_string())).collect(),
        QuestionKind::Scale => (1..).zip(question.options.clone()).collect(),
        _ => (0..).zip(question.options.clone()).collect::<Vec<(u8, String)>>(),
    };
    let class = if question.kind == QuestionKind::Enps { "pulse-numbers" } else { "pulse-steps" };
    let (kind, multiple) = (question.kind, question.multiple);
    let pick = move |(value, label): (u8, String)| view! { <Pick kind multiple position value label voice errors /> };
    let ends = (kind == QuestionKind::Enps).then(|| {
        view! {
            <p class="spread small muted"><span>{text::NOT_AT_ALL}</span><span>{text::EXTREMELY}</span></p>
        }
    });
    view! {
        <section class="card pulse-question">
            // What may be chosen once is one control to a screen reader, and can be wrong as one.
            <fieldset
                class="stack tight"
                tabindex="-1"
                role=(!multiple).then_some("radiogroup")
                aria-required=(!multiple && !question.optional).then_some("true")
                aria-invalid=move || invalid().then_some("true")
                aria-describedby=move || invalid().then(|| described_by.clone())
            >
                <legend class="pulse-ask">{question.text}</legend>
                {(!hint.is_empty()).then(|| view! { <p class="small muted">{hint}</p> })}
                <div class=class>{picks.into_iter().map(pick).collect_view()}</div>
                {ends}
                {live(move || error.get().map(|words| view! {
                    <p class="field-error" id=error_id.clone()>
                        <Icon glyph=Glyph::CircleAlert size=IconSize::Small />
                        {words}
                    </p>
                }))}
            </fieldset>
        </section>
    }
    .into_any()
}

#[component]
fn Pick(
    kind: QuestionKind,
    multiple: bool,
    position: u8,
    value: u8,
    label: String,
    voice: Voice,
    errors: FormErrors,
) -> impl IntoView {
    let is_choice = kind == QuestionKind::Choice;
    let chosen = move || {
        let answer = voice.of(position);
        if is_choice { answer.choices.is_some_and(|all| all.contains(&value)) } else { answer.number == Some(value) }
    };
    let change = move |on: bool| {
        errors.forget(&format!("question_{position}"));
        voice.set(position, |answer| match (is_choice, multiple) {
            (false, _) => answer.number = Some(value),
            (true, false) => answer.choices = Some(vec![value]),
            (true, true) => {
                let all = answer.choices.get_or_insert_default();
                all.retain(|one| *one != value);
                if on {
                    all.push(value);
                }
            }
        });
    };
    view! {
        <label class="pulse-pick">
            <input
                type=if multiple { "checkbox" } else { "radio" }
                name=format!("question-{position}")
                prop:checked=chosen
                on:change=move |event| change(event_target_checked(&event))
            />
            <span>{label}</span>
        </label>
    }
}

#[component]
fn InWords(question: Question, voice: Voice) -> impl IntoView {
    let position = question.position;
    let value = RwSignal::new(untrack(|| voice.of(position)).text.unwrap_or_default());
    Effect::new(move |_| {
        let now = value.get();
        voice.set(position, |answer| answer.text = (!now.trim().is_empty()).then_some(now));
    });
    view! { <Field label=question.text hint=text::STYLE_HINT name=format!("question_{position}")><TextArea value rows=4 /></Field> }
}
