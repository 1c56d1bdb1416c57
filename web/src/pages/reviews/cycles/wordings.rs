//! What a running cycle asks, how its words changed, and saying a question in other words.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{
        CorrectReviewWording, NewReviewWording, ReadReviewWordings, ReviewCyclePath, ReviewQuestion, ReviewWording,
        ReviewWordings,
    },
    wire::ReviewCycleId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    text::{format, review_wordings as text, reviews},
    ui::{
        Actions, Button, ButtonKind, ButtonSize, Choice, Dialog, Field, Form, Select, TextArea, TextInput, Toasts, live,
    },
};

/// Its versions, and the button that corrects a question.
#[component]
pub fn Wordings(id: ReviewCycleId, runs: bool) -> impl IntoView {
    let wordings = Fetch::new(move || call::<ReadReviewWordings>(ReviewCyclePath { id }, Nothing {}, ()));
    let correcting = RwSignal::new(false);
    let form = move || {
        wordings.get().map(|found| view! { <Correcting id questions=found.questions wordings open=correcting /> })
    };
    // Not made anew with the versions: the dialog gives the focus back to its button.
    let correct = move || {
        view! {
            <Button size=ButtonSize::Small on_press=move || correcting.set(true)>{text::CORRECT}</Button>
            <Dialog open=correcting title=text::CORRECT.to_owned() wide=true>{live(form)}</Dialog>
        }
    };
    let is_there = Memo::new(move |_| wordings.get().is_some());
    view! {
        <section class="card stack">
            <h2>{text::WORDINGS}</h2>
            {wordings.view(move |found| {
                let versions = found.versions.into_iter().map(one).collect_view();
                view! { <ul class="stack tight">{versions}</ul> }
            })}
            {live(move || (runs && is_there.get()).then(correct))}
        </section>
    }
}

fn one(it: ReviewWording) -> impl IntoView {
    let why = it.reason.unwrap_or_else(|| text::LAUNCHED_WITH.to_owned());
    let made = text::made(&format::date(format::local(it.created_at).0), &it.created_by);
    view! {
        <li class="stack snug">
            <p class="strong">{text::version(it.number)}</p>
            <p class="small muted">{made}</p>
            <p class="small said-text">{why}</p>
        </li>
    }
}

#[component]
fn Correcting(
    id: ReviewCycleId,
    questions: Vec<ReviewQuestion>,
    wordings: Fetch<ReviewWordings>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let [key, words, hint, options, reason] = [(); 5].map(|()| RwSignal::new(String::new()));
    let draft = Draft::keep(
        format!("review-wording-{id}"),
        vec![
            (text::QUESTION, key.into()),
            (text::WORDS, words.into()),
            (text::HINT, hint.into()),
            (text::OPTIONS, options.into()),
            (reviews::REASON, reason.into()),
        ],
    );
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let choices: Vec<_> = questions.iter().map(|it| Choice::new(it.key.clone(), it.text.clone())).collect();
    let questions = StoredValue::new(questions);
    let chosen = move || key.with(|key| questions.with_value(|all| all.iter().find(|it| it.key == *key).cloned()));
    let chooses = Memo::new(move |_| chosen().is_some_and(|question| !question.options.is_empty()));
    // Another question begins with the words that it has.
    let shown = StoredValue::new(String::new());
    Effect::new(move |_| {
        let Some(question) = chosen() else { return };
        let restored = shown.with_value(String::is_empty) && !words.read_untracked().is_empty();
        if shown.with_value(|shown| *shown == question.key) {
            return;
        }
        shown.set_value(question.key);
        if !restored {
            words.set(question.text);
            hint.set(question.hint);
            options.set(question.options.join("\n"));
        }
    });
    let submit = move || {
        let lines = options.get_untracked();
        let said = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        let body = NewReviewWording {
            key: key.get_untracked(),
            text: said(words),
            hint: said(hint),
            options: lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
            reason: said(reason),
        };
        let send = move |body| call::<CorrectReviewWording>(ReviewCyclePath { id }, Nothing {}, body);
        attempt.send(body, send, move |now| {
            draft.sent();
            toasts.good(text::CORRECTED);
            open.set(false);
            wordings.replace(now);
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <p class="muted">{text::WORDINGS_LEAD}</p>
            <Field label=text::QUESTION name="key" required=true><Select value=key options=choices any=text::CHOOSE /></Field>
            <Field label=text::WORDS name="text" required=true><TextInput value=words /></Field>
            <Field label=text::HINT name="hint"><TextArea value=hint rows=2 /></Field>
            <Show when=move || chooses.get()>
                <Field label=text::OPTIONS name="options" hint=text::OPTIONS_HINT required=true>
                    <TextArea value=options rows=4 />
                </Field>
            </Show>
            <Field label=reviews::REASON name="reason" hint=text::REASON_HINT required=true>
                <TextArea value=reason rows=2 />
            </Field>
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::CORRECT}</Button></Actions>
        </Form>
    }
}
